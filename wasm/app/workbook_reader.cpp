#include "wasm/app/workbook_reader.h"

#include <array>
#include <span>
#include <string>

#include <emscripten.h>

#include "core/workbook/relay.h"
#include "core/workbook/workbook.h"

// JavaScript, which clang-format would take apart.
// clang-format off
EM_JS(int, workbook_reader_is_ready, (), { return Module.workbooks.ready() ? 1 : 0; });
EM_JS(void, workbook_reader_fetch, (), { Module.workbooks.fetch(); });
// The size of the answer; −1 when the module has stopped. What it reads of a source on its way comes
// into `window`.
EM_JS(int, workbook_reader_ask, (const char* request, int size, char* window), {
  return Module.workbooks.ask(HEAPU8.slice(request, request + size), (source, offset, count) => {
    const got = _app_source_read(source, offset, count);
    return got < 0 ? null : HEAPU8.subarray(window, window + got);
  });
});
EM_JS(void, workbook_reader_answer, (char* to), { HEAPU8.set(Module.workbooks.answer, to); });
// clang-format on

namespace saimnieks::app {
namespace {

std::array<char, 16 * 1024> window;  // of a source, on its way to the module

base::Result<std::string> ask(std::string_view request) {
  const int size =
      workbook_reader_ask(request.data(), static_cast<int>(request.size()), window.data());
  if (size < 0) {
    // Nothing of ours ends it but memory that is not to be had.
    return base::fail(base::ErrorCode::table_too_large);
  }
  std::string answer(static_cast<std::size_t>(size), '\0');
  workbook_reader_answer(answer.data());
  return answer;
}

}  // namespace

bool workbook_reader_ready() { return workbook_reader_is_ready() != 0; }
void fetch_workbook_reader() { workbook_reader_fetch(); }

}  // namespace saimnieks::app

namespace saimnieks::workbook {

base::Result<std::unique_ptr<Workbook>> open_workbook(base::ByteSource& source) {
  static const Ask by_module = app::ask;
  if (!app::workbook_reader_ready()) {
    return base::fail(base::ErrorCode::workbook_reader_missing);
  }
  return open_by_relay(source, by_module);
}

}  // namespace saimnieks::workbook

extern "C" {

// While the module answers: bytes of a source that open_workbook() was given, into the window.
EMSCRIPTEN_KEEPALIVE int app_source_read(double source, double offset, int count) {
  auto* bytes = reinterpret_cast<saimnieks::base::ByteSource*>(  // as open_by_relay() sent it
      static_cast<std::uintptr_t>(source));
  const std::span<char> out(saimnieks::app::window);
  if (!bytes->seek(static_cast<std::int64_t>(offset))) {
    return -1;
  }
  const auto got = bytes->read(out.first(std::min(out.size(), static_cast<std::size_t>(count))));
  return got ? static_cast<int>(*got) : -1;
}

}  // extern "C"
