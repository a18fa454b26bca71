// Drives a whole Session without a browser: files, frames, work, pointer and keys. Widgets are
// found by role and name. The endpoint is one that is never reached, unless a test brings another.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/client/transport.h"
#include "tests/fakes/memory_vfs.h"
#include "tests/fakes/seams.h"
#include "wasm/app/session.h"

namespace saimnieks::tests {

// No network: every request is answered with "not reached" when it is asked for.
class NoNetwork final : public sync::client::Transport {
 public:
  void start(const std::string&, sync::client::HttpRequest,
             std::function<void(sync::client::HttpResponse)> done) override {
    done_ = std::move(done);
  }
  void cancel() override { done_ = nullptr; }
  void answer() {
    if (auto done = std::exchange(done_, nullptr)) {
      done({});
    }
  }

 private:
  std::function<void(sync::client::HttpResponse)> done_;
};

class AppDriver {
 public:
  explicit AppDriver(ui::FrameInput input = {});

  // Everything that is to be worked on and drawn, until nothing is left.
  void settle();
  void leave() { session_->host(app::Leaving{}); }  // the page is about to go
  void close() { session_.reset(); }
  void open();  // after close(): the same files, a fresh program

  void give_file(std::string name, std::string bytes);
  void click(ui::Role role, std::string_view name, int clicks = 1);
  void press(ui::Role role, std::string_view name);
  void choose(std::string_view combobox, std::string_view option);
  void key(ui::KeyCode code, ui::Modifiers modifiers = {});
  void letter(char32_t letter, ui::Modifiers modifiers);
  void type(std::string_view whole);  // into the field that has the focus
  // What the page's text agent says when that stands in it.
  [[nodiscard]] ui::TextEvent typed(std::string_view whole);

  [[nodiscard]] const ui::SemanticNode* find(ui::Role role, std::string_view name) const;
  [[nodiscard]] ui::SemanticNode get(ui::Role role, std::string_view name);
  // The words of the cells of the row whose first cell is called so.
  [[nodiscard]] std::vector<std::string> row(std::string_view first) const;
  [[nodiscard]] std::string outline() const;
  [[nodiscard]] app::Session& session() { return *session_; }
  [[nodiscard]] const std::vector<ui::HostRequest>& requests() const { return requests_; }

  ui::FrameInput input;
  fakes::FakeClock clock;
  fakes::FakeRandom random{1};
  fakes::MemoryVfs files{"app"};
  NoNetwork network;

 private:
  std::unique_ptr<app::Session> session_;
  std::vector<ui::HostRequest> requests_;
  ui::TextRequest agent_;
};

}  // namespace saimnieks::tests
