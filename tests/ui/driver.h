// Drives a Ui without a browser: frames, pointer, keys, and a text agent like the page's. Widgets
// are found by role and name, as a person with a screen reader finds them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/ui/ui.h"

namespace saimnieks::tests {

class UiDriver {
 public:
  explicit UiDriver(std::function<void(ui::Ui&)> screen, ui::FrameInput input = {});

  [[nodiscard]] ui::Ui& ui() { return *ui_; }
  ui::FrameInput input;

  void frame();   // exactly one
  void settle();  // until no further frame is owed; fails after fifty
  [[nodiscard]] int frames() const { return frames_; }

  // The node of this role and name in the last frame; null when there is none. A name ending in
  // "…" matches its beginning.
  [[nodiscard]] const ui::SemanticNode* find(ui::Role role, std::string_view name) const;
  // Fails the test when it is not there.
  [[nodiscard]] ui::SemanticNode get(ui::Role role, std::string_view name);
  [[nodiscard]] const ui::SemanticNode* focused() const;
  [[nodiscard]] std::string focused_name() const;

  void click(ui::Role role, std::string_view name, int clicks = 1);
  void click_at(ui::Point at, int clicks = 1);
  void tap(ui::Role role, std::string_view name);
  void touch(ui::PointerPhase phase, ui::Point at, std::int64_t time_ms);
  void press(ui::Role role, std::string_view name);  // as the mirror does
  void key(ui::KeyCode code, ui::Modifiers modifiers = {});
  void letter(char32_t letter, ui::Modifiers modifiers = {});
  void wheel(ui::Point at, float dy);

  // What is typed into the text agent: replaces its selection, one event a call.
  void type(std::string_view text);
  void replace_text(std::string_view whole);
  [[nodiscard]] bool has_agent() const { return agent_.id != ui::kNoNode; }
  [[nodiscard]] const ui::TextRequest& agent() const { return agent_; }

  [[nodiscard]] const std::vector<ui::HostRequest>& requests() const { return requests_; }
  [[nodiscard]] const std::string& diff() const { return diff_; }  // of the last frame
  // Names of all nodes, indented by depth: what a screen reader would meet, in order.
  [[nodiscard]] std::string outline() const;

 private:
  void send_text();

  std::unique_ptr<ui::Ui> ui_;
  std::function<void(ui::Ui&)> screen_;
  std::vector<ui::HostRequest> requests_;
  ui::TextRequest agent_;
  std::string diff_;
  int frames_ = 0;
};

// The subset fonts of this build, loaded once.
[[nodiscard]] ui::FontFiles test_fonts();

}  // namespace saimnieks::tests
