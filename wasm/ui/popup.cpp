// The open list of a select or a search field: over everything, with its keys and presses.
#include "core/base/utf8.h"
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

}  // namespace

NodeId UiImpl::popup_item_id(std::size_t index) const {
  return hash_id(popup.list, ItemKey("option", index));
}

void UiImpl::open_popup(NodeId owner, std::string_view name, std::span<const Option> options,
                        std::optional<std::size_t> selected, const Rect& anchor) {
  popup.owner = owner;
  popup.list = hash_id(owner, "list");
  popup.name = name;
  popup.footer.clear();
  popup.anchor = anchor;
  popup.owner_layer = scene.layer();
  popup.active = selected.value_or(0);
  popup.reveal = true;
  popup.drawn = true;
  popup.typed.clear();
  scrolls.area(popup.list).offset = 0;
  input.grab_keys(owner);
  fill_popup(options, selected);
  another_frame = true;
}

void UiImpl::fill_popup(std::span<const Option> options, std::optional<std::size_t> selected) {
  if (popup.items.size() < options.size()) {
    popup.items.resize(options.size());
  }
  popup.count = options.size();
  for (std::size_t i = 0; i < options.size(); ++i) {
    Popup::Item& item = popup.items[i];
    item.text = options[i].text;
    item.note = options[i].note;
    item.disabled = options[i].disabled;
    item.selected = selected == i;
  }
  popup.active = popup.count == 0 ? 0 : std::min(popup.active, popup.count - 1);
}

void UiImpl::close_popup() {
  if (popup.owner != kNoNode) {
    popup.owner = kNoNode;
    popup.list = kNoNode;
    input.grab_keys(kNoNode);
    another_frame = true;
  }
}

std::optional<std::size_t> UiImpl::popup_press() const {
  for (std::size_t i = 0; i < popup.count; ++i) {
    if (pressed(popup_item_id(i)) && !popup.items[i].disabled) {
      return i;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> UiImpl::popup_keys(NodeId owner, bool is_field) {
  input.grab_keys(owner);
  const KeyEvent* key = input.key_for(owner);
  if (key == nullptr || popup.count == 0) {
    if (key != nullptr && key->code == KeyCode::escape) {
      stop_key();
      close_popup();
    }
    return std::nullopt;
  }
  const std::size_t last = popup.count - 1;
  const std::size_t page = 8;
  const KeyEvent now = *key;
  switch (now.code) {
    case KeyCode::down:
      popup.active = std::min(popup.active + 1, last);
      break;
    case KeyCode::up:
      popup.active -= popup.active > 0 ? 1 : 0;
      break;
    case KeyCode::page_down:
      popup.active = std::min(popup.active + page, last);
      break;
    case KeyCode::page_up:
      popup.active -= std::min(popup.active, page);
      break;
    case KeyCode::escape:
      close_popup();
      break;
    case KeyCode::home:
    case KeyCode::end:
      if (is_field) {
        return std::nullopt;  // the caret's
      }
      popup.active = now.code == KeyCode::home ? 0 : last;
      break;
    case KeyCode::space:
      if (is_field) {
        return std::nullopt;
      }
      [[fallthrough]];
    case KeyCode::enter:
      stop_key();
      return popup.items[popup.active].disabled ? std::nullopt
                                                : std::optional<std::size_t>(popup.active);
    case KeyCode::tab:
      close_popup();
      input.push(now);  // the focus moves on once the list is gone
      break;
    case KeyCode::other:
      if (is_field || now.letter == 0 || now.modifiers.control || now.modifiers.alt) {
        return std::nullopt;
      }
      typeahead(now.letter);
      break;
    default:
      return std::nullopt;
  }
  popup.reveal = true;
  stop_key();
  return std::nullopt;
}

// The next option that begins with the letters typed since the list was opened or moved in.
void UiImpl::typeahead(char32_t letter) {
  std::string one;
  base::append_utf8(one, letter);
  popup.typed += lower_ascii(one);
  const auto matches = [&](std::size_t index) {
    return lower_ascii(popup.items[index].text).rfind(popup.typed, 0) == 0;
  };
  for (int attempt = 0; attempt < 2; ++attempt) {
    const std::size_t from = popup.typed.size() > one.size() ? popup.active : popup.active + 1;
    for (std::size_t i = 0; i < popup.count; ++i) {
      const std::size_t index = (from + i) % popup.count;
      if (matches(index)) {
        popup.active = index;
        return;
      }
    }
    popup.typed = lower_ascii(one);
  }
  popup.typed.clear();
}

void UiImpl::draw_popup() {
  if (popup.owner == kNoNode) {
    return;
  }
  if (!popup.drawn) {
    close_popup();
    return;
  }
  constexpr float kPad = 4;
  const float row = touch() ? kTouchTarget : 32.0F;
  const float footer = popup.footer.empty() && popup.count > 0 ? 0 : 28;
  float widest = popup.anchor.width;
  for (std::size_t i = 0; i < popup.count; ++i) {
    const float note = popup.items[i].note.empty()
                           ? 0
                           : paint.width(popup.items[i].note, TextStyle::caption) + kSpace4;
    widest = std::max(widest, paint.width(popup.items[i].text, TextStyle::field) + note + 52);
  }
  const Size size = frame.size;
  const float width = std::min(std::min(widest, 560.0F), size.width - 2 * kSpace2);
  const float content = row * static_cast<float>(popup.count) + footer + 2 * kPad;
  const float below = size.height - popup.anchor.bottom() - kSpace3;
  const float above = popup.anchor.y - kSpace3;
  const bool down = content <= below || below >= above;
  const float height = std::min({content, down ? below : above, 12 * row});
  const float x = std::clamp(popup.anchor.x, kSpace2, size.width - kSpace2 - width);
  const Rect rect{x, down ? popup.anchor.bottom() + 4 : popup.anchor.y - 4 - height, width, height};
  paint.draw_overlay(true);
  paint.push_clip_alone({0, 0, size.width, size.height});
  paint.panel(rect, Color::previous, Color::surface, kControlRadius);
  scene.open_layer(popup.list, rect, false);
  SemanticNode& list = scene.add(popup.list, Role::listbox, popup.name, rect);
  list.states = state::vertical;
  scene.open(popup.list);
  const Rect view = rect.inset(1, kPad);
  ScrollArea& area = scrolls.draw(popup.list, view, scene.layer());
  area.most = std::max(0.0F, content - 2 * kPad - view.height);
  const float top = row * static_cast<float>(popup.active);
  if (std::exchange(popup.reveal, false)) {
    area.move_to(std::clamp(area.offset, top + row - view.height, top));
  }
  area.move_to(area.offset);
  paint.push_clip(view);
  scene.push_clip(view, popup.list, {});
  for (std::size_t i = 0; i < popup.count; ++i) {
    const float y = view.y + row * static_cast<float>(i) - area.offset;
    draw_popup_item(popup.items[i], i, {view.x, y, view.width, row});
  }
  if (footer > 0) {
    const std::string_view note =
        popup.count == 0 ? std::string_view(words.nothing_found) : popup.footer;
    const float y = view.y + row * static_cast<float>(popup.count) - area.offset;
    paint.text_fitted({view.x + kSpace3, y + 6}, view.width - 2 * kSpace3, note, TextStyle::caption,
                      Color::muted);
    scene.add(hash_id(popup.list, "footer"), Role::text, note, {view.x, y, view.width, footer});
  }
  scroll_bar(area);
  scene.pop_clip();
  paint.pop_clip();
  scene.close();
  scene.close_layer();
  paint.pop_clip();
  paint.draw_overlay(false);
  for (int i = 0; i < scene.size(); ++i) {
    if (scene.node(i).id == popup.owner) {
      scene.node(i).active_child = popup.count == 0 ? kNoNode : popup_item_id(popup.active);
      scene.node(i).controls = popup.list;
    }
  }
}

void UiImpl::draw_popup_item(const Popup::Item& item, std::size_t index, const Rect& rect) {
  const NodeId id = popup_item_id(index);
  const bool active = index == popup.active;
  if (active || input.hovered() == id) {
    paint.fill(rect, active ? Color::accent_soft : Color::hover);
  }
  const float line = paint.line_height(TextStyle::field);
  if (item.selected) {
    draw_check({rect.x + 14, rect.center().y}, 4, Color::accent);
  }
  const float note = paint.width(item.note, TextStyle::caption);
  const float room = rect.width - 40 - (note > 0 ? note + kSpace4 : 0);
  paint.text_fitted({rect.x + 28, rect.center().y - line / 2}, room, item.text, TextStyle::field,
                    item.disabled ? Color::faint : Color::ink);
  paint.text_right(rect.right() - kSpace3, rect.center().y - 8, item.note, TextStyle::caption,
                   Color::muted);
  SemanticNode& node = scene.add(id, Role::option, item.text, rect);
  node.description = scene.keep(item.note);
  node.actions = item.disabled ? std::uint8_t{0} : action::press;
  node.states = item.selected ? state::selected : state::not_selected;
  node.states |= item.disabled ? state::disabled : 0;
  node.pos_in_set = static_cast<std::int32_t>(index) + 1;
  node.set_size = static_cast<std::int32_t>(popup.count);
}

}  // namespace saimnieks::ui
