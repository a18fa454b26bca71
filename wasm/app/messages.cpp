#include "wasm/app/messages.h"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace saimnieks::app {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 17> kKeys{
    "other", "tab", "enter",   "space",     "escape",    "left",   "right", "up", "down",
    "home",  "end", "page_up", "page_down", "backspace", "remove", "f2",    ""};
constexpr std::array<std::string_view, 5> kPhases{"down", "move", "up", "cancel", "leave"};
constexpr std::array<std::string_view, 3> kPointers{"mouse", "touch", "pen"};

template <class Enum, std::size_t N>
Enum chosen(const std::array<std::string_view, N>& names, const std::string& name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) {
      return static_cast<Enum>(i);
    }
  }
  return Enum{};
}

// Fields that are missing or of another type read as their default.
template <class T>
T field(const json& object, const char* key, T otherwise) {
  const auto found = object.find(key);
  if (found == object.end()) {
    return otherwise;
  }
  if constexpr (std::is_same_v<T, std::string>) {
    return found->is_string() ? found->get<T>() : otherwise;
  } else if constexpr (std::is_same_v<T, bool>) {
    return found->is_boolean() ? found->get<T>() : otherwise;
  } else {
    return found->is_number() ? found->get<T>() : otherwise;
  }
}

ui::Modifiers modifiers(const json& event) {
  return {field(event, "shift", false), field(event, "control", false), field(event, "alt", false)};
}

ui::Point point(const json& event) { return {field(event, "x", 0.0F), field(event, "y", 0.0F)}; }

ui::PointerEvent pointer(const json& event) {
  ui::PointerEvent out;
  out.phase = chosen<ui::PointerPhase>(kPhases, field(event, "phase", std::string()));
  out.kind = chosen<ui::PointerKind>(kPointers, field(event, "pointer", std::string()));
  out.pointer = field(event, "id", 0U);
  out.at = point(event);
  out.button = field(event, "button", 0);
  out.clicks = field(event, "clicks", 1);
  out.modifiers = modifiers(event);
  out.time_ms = field(event, "time", std::int64_t{0});
  return out;
}

ui::TextEvent text(const json& event) {
  ui::TextEvent out;
  out.id = field(event, "id", ui::kNoNode);
  out.value = field(event, "value", std::string());
  out.selection_start = field(event, "start", 0U);
  out.selection_end = field(event, "end", 0U);
  out.composition_start = field(event, "composing_from", 0U);
  out.composition_end = field(event, "composing_to", 0U);
  out.epoch = field(event, "epoch", 0U);
  return out;
}

std::optional<ui::InputEvent> parse_event(const json& event) {
  const std::string kind = field(event, "kind", std::string());
  if (kind == "pointer") {
    return pointer(event);
  }
  if (kind == "wheel") {
    return ui::WheelEvent{point(event), field(event, "dx", 0.0F), field(event, "dy", 0.0F),
                          modifiers(event)};
  }
  if (kind == "key") {
    return ui::KeyEvent{chosen<ui::KeyCode>(kKeys, field(event, "code", std::string())),
                        modifiers(event), field(event, "repeat", false),
                        static_cast<char32_t>(field(event, "letter", std::uint32_t{0}))};
  }
  if (kind == "focus") {
    return ui::FocusEvent{field(event, "id", ui::kNoNode)};
  }
  if (kind == "press") {
    return ui::PressEvent{field(event, "id", ui::kNoNode)};
  }
  if (kind == "value") {
    return ui::SetValueEvent{field(event, "id", ui::kNoNode), field(event, "value", std::string())};
  }
  if (kind == "text") {
    return text(event);
  }
  if (kind == "copy") {
    return ui::CopyEvent{field(event, "cut", false)};
  }
  return std::nullopt;
}

json rect(const ui::Rect& rect) { return json::array({rect.x, rect.y, rect.width, rect.height}); }

constexpr std::array<std::string_view, 6> kTextKinds{"text", "search",    "amount",
                                                     "code", "multiline", "cell"};

struct RequestWriter {
  json operator()(const ui::TextRequest& request) const {
    return {{"kind", "text"},
            {"id", request.id},
            {"epoch", request.epoch},
            {"field", std::string(kTextKinds[static_cast<std::size_t>(request.kind)])},
            {"name", request.name},
            {"value", request.value},
            {"start", request.selection_start},
            {"end", request.selection_end},
            {"rect", rect(request.rect)},
            {"caret", rect(request.caret)},
            {"armed", request.armed}};
  }
  json operator()(const ui::TextMoved& request) const {
    return {{"kind", "text_moved"},
            {"id", request.id},
            {"rect", rect(request.rect)},
            {"caret", rect(request.caret)}};
  }
  json operator()(const ui::TextRelease&) const { return {{"kind", "text_release"}}; }
  json operator()(const ui::OpenFile& request) const {
    return {{"kind", "open_file"},
            {"accept", request.accept},
            {"multiple", request.multiple},
            {"asked_by", request.asked_by}};
  }
  json operator()(const ui::Download& request) const {
    return {{"kind", "download"}, {"name", request.name}, {"mime", request.mime}};
  }
  json operator()(const ui::ShrinkPicture& request) const {
    return {{"kind", "shrink"}, {"id", request.id}};
  }
  json operator()(const ui::ClipboardWrite& request) const {
    return {{"kind", "clipboard"}, {"text", request.text}};
  }
  json operator()(const ui::SetLanguage& request) const {
    return {{"kind", "language"}, {"tag", request.tag}};
  }
  json operator()(const ui::SetAddress& request) const {
    return {{"kind", "address"}, {"fragment", request.fragment}};
  }
  json operator()(const ui::SetTitle& request) const {
    return {{"kind", "title"}, {"title", request.title}};
  }
  json operator()(const ui::SetTheme& request) const {
    return {{"kind", "theme"}, {"theme", request.theme == ui::Theme::dark ? "dark" : "light"}};
  }
};

}  // namespace

std::vector<ui::InputEvent> parse_events(std::string_view text) {
  std::vector<ui::InputEvent> out;
  const json events = json::parse(text, nullptr, false);
  if (!events.is_array()) {
    return out;
  }
  for (const json& event : events) {
    if (auto parsed = event.is_object() ? parse_event(event) : std::nullopt) {
      out.push_back(std::move(*parsed));
    }
  }
  return out;
}

std::string request_json(const ui::HostRequest& request) {
  return std::visit(RequestWriter{}, request).dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace saimnieks::app
