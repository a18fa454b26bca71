#include "tests/app/app_driver.h"

#include <gtest/gtest.h>

#include "tests/ui/driver.h"
#include "wasm/ui/text_edit.h"

namespace saimnieks::tests {

AppDriver::AppDriver(ui::FrameInput frame_input) : input(frame_input) { open(); }

void AppDriver::open() {
  session_ = std::make_unique<app::Session>(app::SessionDeps{.clock = clock,
                                                             .random = random,
                                                             .storage = files.storage(),
                                                             .transport = network,
                                                             .fonts = test_fonts(),
                                                             .build = "test",
                                                             .languages = {"lv-LV"}});
  settle();
}

void AppDriver::settle() {
  requests_.clear();
  int left = 20'000;
  bool busy = true;
  while (busy && --left > 0) {
    busy = session_->work(8) == 0;
    network.answer();
    if (!session_->needs_frame()) {
      continue;
    }
    busy = true;
    input.now_ms += 16;
    session_->frame(input);
    static_cast<void>(session_->ui().take_glyph_texture());
    for (ui::HostRequest& request : session_->ui().take_requests()) {
      if (const auto* wanted = std::get_if<ui::TextRequest>(&request)) {
        agent_ = *wanted;
      } else if (std::holds_alternative<ui::TextRelease>(request)) {
        agent_ = {};
      }
      requests_.push_back(std::move(request));
    }
  }
  EXPECT_GT(left, 0) << "the application never comes to rest";
}

void AppDriver::give_file(std::string name, std::string bytes) {
  session_->host(
      app::FileGiven{std::make_unique<base::MemorySource>(std::move(name), std::move(bytes))});
  settle();
}

const ui::SemanticNode* AppDriver::find(ui::Role role, std::string_view name) const {
  for (const ui::SemanticNode& node : session_->ui().semantics().nodes) {
    if (node.role == role && node.name == name && (node.states & ui::state::inert) == 0) {
      return &node;
    }
  }
  return nullptr;
}

ui::SemanticNode AppDriver::get(ui::Role role, std::string_view name) {
  const ui::SemanticNode* node = find(role, name);
  EXPECT_NE(node, nullptr) << "no " << ui::role_name(role) << " \"" << name << "\" in\n"
                           << outline();
  return node == nullptr ? ui::SemanticNode{} : *node;
}

void AppDriver::click(ui::Role role, std::string_view name, int clicks) {
  const ui::Point at = get(role, name).rect.center();
  for (const ui::PointerPhase phase :
       {ui::PointerPhase::move, ui::PointerPhase::down, ui::PointerPhase::up}) {
    session_->input(ui::PointerEvent{.phase = phase, .at = at, .clicks = clicks, .modifiers = {}});
  }
  settle();
}

void AppDriver::press(ui::Role role, std::string_view name) {
  session_->input(ui::PressEvent{get(role, name).id});
  settle();
}

void AppDriver::choose(std::string_view combobox, std::string_view option) {
  session_->input(ui::SetValueEvent{get(ui::Role::combobox, combobox).id, std::string(option)});
  settle();
}

void AppDriver::key(ui::KeyCode code, ui::Modifiers modifiers) {
  session_->input(ui::KeyEvent{.code = code, .modifiers = modifiers});
  settle();
}

void AppDriver::letter(char32_t letter, ui::Modifiers modifiers) {
  session_->input(
      ui::KeyEvent{.code = ui::KeyCode::other, .modifiers = modifiers, .letter = letter});
  settle();
}

void AppDriver::type(std::string_view whole) {
  ASSERT_NE(agent_.id, ui::kNoNode) << "no text field has the focus";
  session_->input(typed(whole));
  settle();
}

ui::TextEvent AppDriver::typed(std::string_view whole) {
  agent_.value = whole;
  agent_.selection_start = agent_.selection_end = ui::utf16_length(whole);
  ui::TextEvent event;
  event.id = agent_.id;
  event.value = agent_.value;
  event.selection_start = agent_.selection_start;
  event.selection_end = agent_.selection_end;
  event.epoch = agent_.epoch;
  return event;
}

std::vector<std::string> AppDriver::row(std::string_view first) const {
  std::vector<std::string> cells;
  const auto& nodes = session_->ui().semantics().nodes;
  for (const ui::SemanticNode& node : nodes) {
    if (node.col_index != 1 || node.name != first) {
      continue;
    }
    for (const ui::SemanticNode& cell : nodes) {
      if (cell.parent == node.parent && cell.col_index > 0) {
        cells.emplace_back(cell.name);
      }
    }
    return cells;
  }
  return cells;
}

std::string AppDriver::outline() const {
  std::string out;
  for (const ui::SemanticNode& node : session_->ui().semantics().nodes) {
    out += std::string(ui::role_name(node.role)) + " \"" + std::string(node.name) + "\"";
    out += node.value.empty() ? "\n" : " = " + std::string(node.value) + "\n";
  }
  return out;
}

}  // namespace saimnieks::tests
