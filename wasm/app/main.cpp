// The exports that the worker calls, and the calls back to it: the only code that knows both the
// browser and the Session. shell/worker.js is the other side.
#include <GLES3/gl3.h>
#include <cstring>
#include <memory>
#include <string>

#include <emscripten.h>
#include <emscripten/html5.h>
#include <nlohmann/json.hpp>

#include "core/workbook/file_kind.h"
#include "wasm/app/fetch_transport.h"
#include "wasm/app/messages.h"
#include "wasm/app/opfs_vfs.h"
#include "wasm/app/renderer.h"
#include "wasm/app/session.h"
#include "wasm/app/workbook_reader.h"

// Text from C++ to the page; the worker posts it on.
// JavaScript, which clang-format would take apart.
// clang-format off
EM_JS(void, page_post, (const char* kind, const char* json), {
  Module.postToPage(UTF8ToString(kind), UTF8ToString(json));
});
EM_JS(void, page_download, (const char* name, const char* mime, const void* bytes, int size), {
  Module.download(UTF8ToString(name), UTF8ToString(mime), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_shrink, (const char* id, const char* mime, const void* bytes, int size, int edge), {
  Module.shrink(UTF8ToString(id), UTF8ToString(mime), HEAPU8.slice(bytes, bytes + size), edge);
});
EM_JS(double, file_size, (int file), { return Module.files.get(file).file.size; });
// Every read of a File is a round trip to the browser's own process, so there are few and large ones;
// of a file that fits a window there is one, however often it is read.
EM_JS(int, file_read, (int file, double offset, void* to, int count), {
  const given = Module.files.get(file);
  if (offset >= given.file.size) return 0;
  if (offset < given.start || offset >= given.start + given.window.length) {
    const kWindowBytes = 4 << 20;
    try {
      const piece = given.file.slice(offset, offset + kWindowBytes);
      given.window = new Uint8Array(new FileReaderSync().readAsArrayBuffer(piece));
      given.start = offset;
    } catch (fault) {
      return -1;
    }
  }
  const at = offset - given.start;
  const bytes = given.window.subarray(at, at + count);
  HEAPU8.set(bytes, to);
  return bytes.length;
});
EM_JS(int, utc_offset_minutes, (double unix_ms), {
  return -new Date(unix_ms).getTimezoneOffset();
});
EM_JS(void, file_close, (int file), { Module.files.delete(file); });
EM_JS(void, fill_random, (void* to, int count), {
  crypto.getRandomValues(HEAPU8.subarray(to, to + count));
});
// clang-format on

namespace saimnieks::app {
namespace {

class BrowserClock final : public base::Clock {
 public:
  std::int64_t now_ms() override { return static_cast<std::int64_t>(emscripten_date_now()); }
  std::int64_t monotonic_us() override {
    return static_cast<std::int64_t>(emscripten_get_now() * 1000.0);
  }
};

class BrowserRandom final : public base::Random {
 public:
  void fill(std::span<std::byte> bytes) override {
    fill_random(bytes.data(), static_cast<int>(bytes.size()));
  }
};

// A File of the page, read in pieces by the worker.
class BrowserFile final : public base::ByteSource {
 public:
  BrowserFile(int id, std::string name)
      : id_(id), name_(std::move(name)), size_(static_cast<std::int64_t>(file_size(id))) {}
  ~BrowserFile() override { file_close(id_); }

  base::Result<std::size_t> read(std::span<char> out) override {
    const int got =
        file_read(id_, static_cast<double>(position_), out.data(), static_cast<int>(out.size()));
    if (got < 0) {
      return base::fail(base::ErrorCode::file_unreadable, name_);
    }
    position_ += got;
    return static_cast<std::size_t>(got);
  }
  base::Result<void> seek(std::int64_t offset) override {
    position_ = offset;
    return {};
  }
  std::int64_t size() const override { return size_; }
  const std::string& name() const override { return name_; }

 private:
  int id_;
  std::string name_;
  std::int64_t size_;
  std::int64_t position_ = 0;
};

struct App {
  BrowserClock clock;
  BrowserRandom random;
  FetchTransport transport;
  std::array<std::string, 3> fonts;
  Renderer renderer;
  double draw_ms = 0;  // of the last frame
  std::unique_ptr<Session> session;
  std::unique_ptr<BrowserFile> waiting;  // for the reader of workbooks to come
  ui::FrameInput frame;
};

App& app() {
  static App instance;
  return instance;
}

bool waits_for_reader(BrowserFile& file) {
  const auto kind = workbook::kind_of(file);
  return kind && *kind == workbook::FileKind::zip && !workbook_reader_ready();
}

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

void send_requests() {
  App& self = app();
  for (const ui::HostRequest& request : self.session->ui().take_requests()) {
    if (const auto* download = std::get_if<ui::Download>(&request)) {
      page_download(download->name.c_str(), download->mime.c_str(), download->bytes.data(),
                    static_cast<int>(download->bytes.size()));
      continue;
    }
    if (const auto* shrink = std::get_if<ui::ShrinkPicture>(&request)) {
      page_shrink(shrink->id.c_str(), shrink->mime.c_str(), shrink->bytes.data(),
                  static_cast<int>(shrink->bytes.size()), shrink->edge);
      continue;
    }
    page_post("request", request_json(request).c_str());
  }
  for (const AppRequest request : self.session->take_requests()) {
    page_post("request", request == AppRequest::persist_storage ? R"({"kind":"persist"})"
                                                                : R"({"kind":"apply_update"})");
  }
}

}  // namespace
}  // namespace saimnieks::app

using saimnieks::app::app;

extern "C" {

// Memory for what the worker hands over; it belongs to the program from then on.
EMSCRIPTEN_KEEPALIVE void* app_alloc(int size) {
  return std::malloc(static_cast<std::size_t>(size));
}

// weight: 0 regular, 1 medium, 2 semibold. Before app_boot.
EMSCRIPTEN_KEEPALIVE void app_font(int weight, const char* bytes, int size) {
  app().fonts[static_cast<std::size_t>(weight)].assign(bytes, static_cast<std::size_t>(size));
}

// A picture that was to be made small: shades by row; width 0 when it can't be read.
EMSCRIPTEN_KEEPALIVE void app_picture(const char* id, int width, int height,
                                      const std::uint8_t* shades) {
  const auto size = static_cast<std::ptrdiff_t>(width) * height;
  app().session->host(saimnieks::app::PictureShrunk{id, width, height, {shades, shades + size}});
}

// The GL context is current. `languages` are separated by commas.
EMSCRIPTEN_KEEPALIVE void app_boot(const char* build, const char* languages) {
  saimnieks::app::App& self = app();
  std::vector<std::string> list;
  for (const char* at = languages; *at != 0;) {
    const std::size_t length = std::strcspn(at, ",");
    list.emplace_back(at, length);
    at += length + (at[length] == ',' ? 1 : 0);
  }
  saimnieks::base::Storage storage;
  storage.vfs_name = saimnieks::app::kOpfsVfsName;
  storage.path = saimnieks::app::kOpfsLedgerPath;
  storage.exclusive = true;
  self.renderer.create();
  self.session = std::make_unique<saimnieks::app::Session>(saimnieks::app::SessionDeps{
      self.clock,
      self.random,
      storage,
      self.transport,
      {saimnieks::app::bytes_of(self.fonts[0]), saimnieks::app::bytes_of(self.fonts[1]),
       saimnieks::app::bytes_of(self.fonts[2])},
      build,
      std::move(list),
      [](std::int64_t unix_ms) { return utc_offset_minutes(static_cast<double>(unix_ms)); }});
}

// A GL context has come back after it was lost.
EMSCRIPTEN_KEEPALIVE void app_context_restored() {
  app().renderer.create();
  app().session->ui().lose_glyph_texture();
}

EMSCRIPTEN_KEEPALIVE void app_surface(float width, float height, float pixel_ratio, int dark,
                                      int touch, int reduced_motion) {
  auto& frame = app().frame;
  frame.size = {width, height};
  frame.pixel_ratio = pixel_ratio;
  frame.theme = dark != 0 ? saimnieks::ui::Theme::dark : saimnieks::ui::Theme::light;
  frame.density = touch != 0 ? saimnieks::ui::Density::touch : saimnieks::ui::Density::compact;
  frame.reduced_motion = reduced_motion != 0;
}

// Answers whether a frame is owed.
EMSCRIPTEN_KEEPALIVE int app_input(const char* json) {
  bool owed = false;
  for (saimnieks::ui::InputEvent& event : saimnieks::app::parse_events(json)) {
    owed = app().session->input(std::move(event)) || owed;
  }
  return owed || app().session->needs_frame() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void app_file(int id, const char* name) {
  auto& self = app();
  auto file = std::make_unique<saimnieks::app::BrowserFile>(id, name);
  self.waiting.reset();  // what is given last is what is meant
  if (self.session->imports_next_file() && saimnieks::app::waits_for_reader(*file)) {
    self.session->host(saimnieks::app::FileComing{name, file->size()});
    self.waiting = std::move(file);
    saimnieks::app::fetch_workbook_reader();
    return;
  }
  self.session->host(saimnieks::app::FileGiven{std::move(file)});
}
EMSCRIPTEN_KEEPALIVE void app_no_file() { app().session->host(saimnieks::app::NothingPicked{}); }
// What fetch_workbook_reader() was called for has come, or could not.
EMSCRIPTEN_KEEPALIVE void app_workbook_reader() {
  if (app().waiting) {
    app().session->host(saimnieks::app::FileGiven{std::move(app().waiting), true});
  }
}
EMSCRIPTEN_KEEPALIVE void app_online(int online) {
  app().session->host(saimnieks::app::OnlineChanged{online != 0});
}
EMSCRIPTEN_KEEPALIVE void app_storage(int persisted, double used, double quota) {
  app().session->host(saimnieks::app::StorageKnown{persisted != 0, static_cast<std::int64_t>(used),
                                                   static_cast<std::int64_t>(quota)});
}
EMSCRIPTEN_KEEPALIVE void app_leaving() { app().session->host(saimnieks::app::Leaving{}); }
EMSCRIPTEN_KEEPALIVE void app_address(const char* fragment) {
  app().session->host(saimnieks::app::AddressAsked{fragment});
}
EMSCRIPTEN_KEEPALIVE void app_update_ready() { app().session->host(saimnieks::app::UpdateReady{}); }
// The answer to an exchange of FetchTransport; status 0 when the endpoint was not reached.
EMSCRIPTEN_KEEPALIVE void app_answer(int ticket, int status, const char* body, int size,
                                     int retry_after_s) {
  app().transport.answered(ticket, {status, std::string(body, static_cast<std::size_t>(size)),
                                    std::int64_t{1000} * retry_after_s});
}
EMSCRIPTEN_KEEPALIVE void app_endpoint_moved() {
  app().session->host(saimnieks::app::EndpointMoved{});
}
EMSCRIPTEN_KEEPALIVE void app_reset_mirror() { app().session->ui().reset_mirror(); }

// Draws one frame, tells the page what changed, and answers whether another one is owed.
EMSCRIPTEN_KEEPALIVE int app_frame(double now_ms) {
  auto& self = app();
  self.frame.now_ms = static_cast<std::int64_t>(now_ms);
  self.session->frame(self.frame);
  auto& ui = self.session->ui();
  const double drawing = emscripten_get_now();
  self.renderer.draw(*ui.draw_data(), ui.take_glyph_texture(),
                     saimnieks::ui::rgba(ui.theme(), saimnieks::ui::Color::background));
  self.draw_ms = emscripten_get_now() - drawing;
  const std::string diff(ui.take_semantic_diff());
  if (!diff.empty()) {
    page_post("mirror", diff.c_str());
  }
  saimnieks::app::send_requests();
  return self.session->needs_frame() ? 1 : 0;
}

// Of the last frame's time, what the renderer took.
EMSCRIPTEN_KEEPALIVE double app_draw_ms() { return app().draw_ms; }

EMSCRIPTEN_KEEPALIVE double app_work(double budget_ms) {
  return static_cast<double>(app().session->work(static_cast<std::int64_t>(budget_ms)));
}
EMSCRIPTEN_KEEPALIVE int app_needs_frame() { return app().session->needs_frame() ? 1 : 0; }

}  // extern "C"
