#include "tests/ui/driver.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "wasm/ui/text_edit.h"

namespace saimnieks::tests {

namespace {

std::vector<std::byte> read_font(const std::string& weight) {
  std::ifstream file(std::string(SAIMNIEKS_TEST_FONTS) + "/Inter-" + weight + ".otf",
                     std::ios::binary);
  EXPECT_TRUE(file.good()) << "the fonts are made by the target saimnieks_fonts";
  std::vector<std::byte> bytes;
  for (auto at = std::istreambuf_iterator<char>(file); at != std::istreambuf_iterator<char>();
       ++at) {
    bytes.push_back(static_cast<std::byte>(*at));
  }
  return bytes;
}

bool matches(std::string_view name, std::string_view wanted) {
  constexpr std::string_view kEllipsis = "…";
  if (wanted.size() >= kEllipsis.size() &&
      wanted.substr(wanted.size() - kEllipsis.size()) == kEllipsis) {
    const auto start = wanted.substr(0, wanted.size() - kEllipsis.size());
    return name.substr(0, start.size()) == start;
  }
  return name == wanted;
}

}  // namespace

ui::FontFiles test_fonts() {
  static const std::vector<std::byte> regular = read_font("Regular");
  static const std::vector<std::byte> medium = read_font("Medium");
  static const std::vector<std::byte> semibold = read_font("SemiBold");
  return {regular, medium, semibold};
}

UiDriver::UiDriver(std::function<void(ui::Ui&)> screen, ui::FrameInput frame_input)
    : input(frame_input), ui_(std::make_unique<ui::Ui>(test_fonts())), screen_(std::move(screen)) {
  ui_->set_words({"Izvēlne", "Aizvērt", "Notīrīt", "Nekas nav atrasts"});
  settle();
}

void UiDriver::frame() {
  input.now_ms += 16;
  ui_->begin_frame(input);
  screen_(*ui_);
  ui_->end_frame();
  ++frames_;
  static_cast<void>(ui_->take_glyph_texture());
  diff_ = ui_->take_semantic_diff();
  for (ui::HostRequest& request : ui_->take_requests()) {
    if (const auto* wanted = std::get_if<ui::TextRequest>(&request)) {
      agent_ = *wanted;
    } else if (std::holds_alternative<ui::TextRelease>(request)) {
      agent_ = {};
    }
    requests_.push_back(std::move(request));
  }
}

void UiDriver::settle() {
  requests_.clear();
  int left = 50;
  do {
    frame();
    --left;
  } while (ui_->wants_frame() && left > 0);
  EXPECT_GT(left, 0) << "the screen never comes to rest";
}

const ui::SemanticNode* UiDriver::find(ui::Role role, std::string_view name) const {
  for (const ui::SemanticNode& node : ui_->semantics().nodes) {
    if (node.role == role && matches(node.name, name) && (node.states & ui::state::inert) == 0) {
      return &node;
    }
  }
  return nullptr;
}

ui::SemanticNode UiDriver::get(ui::Role role, std::string_view name) {
  const ui::SemanticNode* node = find(role, name);
  EXPECT_NE(node, nullptr) << "no " << ui::role_name(role) << " \"" << name << "\" in\n"
                           << outline();
  return node == nullptr ? ui::SemanticNode{} : *node;
}

const ui::SemanticNode* UiDriver::focused() const {
  return ui_->semantics().find(ui_->semantics().focus);
}

std::string UiDriver::focused_name() const {
  const ui::SemanticNode* node = focused();
  return node == nullptr ? std::string() : std::string(node->name);
}

void UiDriver::click(ui::Role role, std::string_view name, int clicks) {
  click_at(get(role, name).rect.center(), clicks);
}

void UiDriver::click_at(ui::Point at, int clicks) {
  ui_->push(ui::PointerEvent{.phase = ui::PointerPhase::move, .at = at, .modifiers = {}});
  ui_->push(ui::PointerEvent{
      .phase = ui::PointerPhase::down, .at = at, .clicks = clicks, .modifiers = {}});
  ui_->push(
      ui::PointerEvent{.phase = ui::PointerPhase::up, .at = at, .clicks = clicks, .modifiers = {}});
  settle();
}

void UiDriver::tap(ui::Role role, std::string_view name) {
  const ui::Point at = get(role, name).rect.center();
  touch(ui::PointerPhase::down, at, input.now_ms);
  touch(ui::PointerPhase::up, at, input.now_ms + 50);
  settle();
}

void UiDriver::touch(ui::PointerPhase phase, ui::Point at, std::int64_t time_ms) {
  ui_->push(ui::PointerEvent{.phase = phase,
                             .kind = ui::PointerKind::touch,
                             .pointer = 1,
                             .at = at,
                             .modifiers = {},
                             .time_ms = time_ms});
}

void UiDriver::press(ui::Role role, std::string_view name) {
  ui_->push(ui::PressEvent{get(role, name).id});
  settle();
}

void UiDriver::key(ui::KeyCode code, ui::Modifiers modifiers) {
  ui_->push(ui::KeyEvent{.code = code, .modifiers = modifiers});
  settle();
}

void UiDriver::letter(char32_t letter, ui::Modifiers modifiers) {
  ui_->push(ui::KeyEvent{.code = ui::KeyCode::other, .modifiers = modifiers, .letter = letter});
  settle();
}

void UiDriver::wheel(ui::Point at, float dy) {
  ui_->push(ui::WheelEvent{.at = at, .dy = dy, .modifiers = {}});
  settle();
}

void UiDriver::type(std::string_view text) {
  ASSERT_TRUE(has_agent()) << "no text field has the focus";
  const std::size_t start = ui::byte_offset(agent_.value, agent_.selection_start);
  const std::size_t end = ui::byte_offset(agent_.value, agent_.selection_end);
  agent_.value.replace(start, end - start, text);
  agent_.selection_start = agent_.selection_end =
      ui::utf16_offset(agent_.value, start + text.size());
  send_text();
}

void UiDriver::replace_text(std::string_view whole) {
  ASSERT_TRUE(has_agent()) << "no text field has the focus";
  agent_.value = whole;
  agent_.selection_start = agent_.selection_end = ui::utf16_length(whole);
  send_text();
}

void UiDriver::send_text() {
  ui::TextEvent event;
  event.id = agent_.id;
  event.value = agent_.value;
  event.selection_start = agent_.selection_start;
  event.selection_end = agent_.selection_end;
  event.epoch = agent_.epoch;
  ui_->push(event);
  settle();
}

std::string UiDriver::outline() const {
  std::string out;
  const auto& nodes = ui_->semantics().nodes;
  for (const ui::SemanticNode& node : nodes) {
    for (const ui::SemanticNode* up = &node; up->parent != ui::kNoNode;) {
      out += "  ";
      up = ui_->semantics().find(up->parent);
      if (up == nullptr) {
        break;
      }
    }
    out += ui::role_name(node.role);
    if (!node.name.empty()) {
      out += " \"";
      out += node.name;
      out += '"';
    }
    if (!node.value.empty()) {
      out += " = ";
      out += node.value;
    }
    out += '\n';
  }
  return out;
}

}  // namespace saimnieks::tests
