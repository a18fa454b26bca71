// The module that reads workbooks in the browser: core/workbook behind three calls. The worker
// loads it when a file is a workbook (shell/workbooks.js); the application is at the other end of
// the relay (wasm/app/workbook_reader.cpp).
#include <string>

#include <emscripten.h>

#include "core/workbook/relay.h"

extern "C" {

// From the worker: bytes of the application's source, −1 when they cannot be read.
__attribute__((import_module("env"), import_name("read_source"))) int read_source(double source,
                                                                                  double offset,
                                                                                  void* to,
                                                                                  int count);

}  // extern "C"

namespace saimnieks {
namespace {

struct Module {
  workbook::RelayReader reader{
      [](std::uint64_t source, std::int64_t offset, std::span<char> out) -> std::int64_t {
        return read_source(static_cast<double>(source), static_cast<double>(offset), out.data(),
                           static_cast<int>(out.size()));
      }};
  std::string request;
  std::string answer;
};

Module& module() {
  static Module instance;
  return instance;
}

}  // namespace
}  // namespace saimnieks

extern "C" {

// Where the next request goes; of this size.
EMSCRIPTEN_KEEPALIVE char* workbook_request(int size) {
  saimnieks::module().request.resize(static_cast<std::size_t>(size));
  return saimnieks::module().request.data();
}
// The size of the answer to it.
EMSCRIPTEN_KEEPALIVE int workbook_answer() {
  auto& self = saimnieks::module();
  self.answer = self.reader.answer(self.request);
  return static_cast<int>(self.answer.size());
}
EMSCRIPTEN_KEEPALIVE const char* workbook_answer_bytes() {
  return saimnieks::module().answer.data();
}
// How many workbooks are open: without any, the module and its memory may go.
EMSCRIPTEN_KEEPALIVE int workbook_open_count() {
  return static_cast<int>(saimnieks::module().reader.open_count());
}

}  // extern "C"
