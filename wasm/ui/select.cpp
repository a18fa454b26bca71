// Choosing one of many: a select, and a field that searches. Both open the same list.
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

// What the label and the note of a select take of its height, and where its box is.
struct SelectBox {
  Rect whole;
  Rect box;
  std::string_view note;
};

SelectBox place_select(UiImpl& ui, const SelectSpec& spec, float natural) {
  SelectBox out;
  const bool pill = spec.look == SelectLook::pill;
  const float label = pill || spec.hide_label || spec.label.empty()
                          ? 0
                          : ui.paint.line_height(TextStyle::caption) + kSpace1;
  out.note = spec.fault.empty() ? spec.hint : spec.fault;
  const float width = ui.layout.next_width();
  const float note =
      out.note.empty()
          ? 0
          : kSpace1 + ui.wrapped({}, width, out.note, TextStyle::caption, Color::muted, false);
  const float height = ui.control_height();
  out.whole = ui.layout.place(natural, label + height + note);
  if (pill) {
    out.whole.width = std::min(out.whole.width, natural);
  }
  out.box = {out.whole.x, out.whole.y + label, out.whole.width, height};
  return out;
}

}  // namespace

std::optional<std::size_t> Ui::select(ItemKey key, const SelectSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const bool pill = spec.look == SelectLook::pill;
  const bool chosen = spec.selected && *spec.selected < spec.options.size();
  const std::string_view value = chosen ? spec.options[*spec.selected].text : std::string_view();
  const std::string_view shown = chosen ? value : spec.placeholder;
  const TextStyle style = pill ? TextStyle::control : TextStyle::field;
  const float pad = kSpace3 - 1;
  const float label_width =
      pill && !spec.label.empty() ? ui.paint.width(spec.label, TextStyle::field) + kSpace2 : 0;
  const float natural = pill ? 2 * pad + label_width + ui.paint.width(shown, style) + 18 : 280;
  const SelectBox at = place_select(ui, spec, natural);
  const bool open = ui.popup.owner == id;
  if (!pill && !spec.hide_label) {
    ui.paint.text_fitted({at.whole.x, at.whole.y}, at.whole.width, spec.label, TextStyle::caption,
                         Color::muted);
  }
  const Color border = !spec.fault.empty() ? Color::caution : open ? Color::accent : Color::line;
  const bool hovered = ui.input.hovered() == id && !spec.disabled;
  ui.paint.panel(at.box, border, hovered ? Color::hover : Color::surface, kControlRadius);
  const float line = ui.paint.line_height(style);
  float x = at.box.x + pad;
  if (pill) {
    ui.paint.text({x, at.box.center().y - line / 2}, spec.label, TextStyle::field, Color::muted);
    x += label_width;
  }
  ui.paint.text_fitted({x, at.box.center().y - line / 2}, at.box.right() - pad - 14 - x, shown,
                       style, chosen && !spec.disabled ? Color::ink : Color::faint);
  ui.draw_chevron({at.box.right() - pad - 9, at.box.y, 10, at.box.height}, true, Color::muted);
  if (!at.note.empty()) {
    ui.wrapped({at.whole.x, at.box.bottom() + kSpace1}, at.whole.width, at.note, TextStyle::caption,
               spec.fault.empty() ? Color::muted : Color::caution);
  }
  SemanticNode& node = ui.add_pressable(id, Role::combobox, spec.label, at.box);
  node.value = ui.scene.keep(value);
  node.description = ui.scene.keep(at.note);
  node.states |= state::popup_listbox | (open ? state::expanded : state::collapsed);
  node.states |= spec.required ? state::required : 0;
  node.states |= spec.fault.empty() ? 0 : state::invalid;
  node.actions |= action::set_value;
  if (spec.disabled) {
    node.states = state::disabled;
    node.actions = 0;
    return std::nullopt;
  }
  if (const auto set = ui.input.events().value; set && set->id == id) {
    return ui.select_value(set->value, spec.options);
  }
  if (open) {
    return open_select(id, spec, at.box);
  }
  const KeyEvent* pressed_key = ui.input.key_for(id);
  const bool by_key = pressed_key != nullptr &&
                      (pressed_key->code == KeyCode::down || pressed_key->code == KeyCode::up);
  if (ui.pressed(id) || by_key) {
    if (by_key) {
      ui.stop_key();
    }
    ui.open_popup(id, spec.label, spec.options, spec.selected, at.box);
  }
  return std::nullopt;
}

std::optional<std::size_t> Ui::open_select(NodeId id, const SelectSpec& spec, const Rect& box) {
  UiImpl& ui = *impl_;
  ui.popup.drawn = true;
  ui.popup.anchor = box;
  ui.fill_popup(spec.options, spec.selected);
  std::optional<std::size_t> chosen = ui.popup_press();
  if (!chosen) {
    chosen = ui.popup_keys(id, false);
  }
  if (chosen || ui.pressed(id) || !ui.focused(id)) {
    ui.close_popup();
  }
  return chosen && chosen != spec.selected ? chosen : std::nullopt;
}

SearchSelectAnswer Ui::search_select(ItemKey key, const SearchSelectSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const bool editing = ui.edit.id() == id && ui.focused(id);
  FieldSpec field{.label = spec.label,
                  .value = editing ? spec.query : spec.value,
                  .hint = spec.hint,
                  .fault = spec.fault,
                  .placeholder = editing && !spec.value.empty() ? spec.value : spec.placeholder,
                  .kind = FieldKind::search,
                  .required = spec.required,
                  .clearable = false};
  const bool arriving = ui.focused(id) && ui.edit.id() != id;
  if (arriving) {
    field.value = {};  // a fresh search; the chosen one stays as the placeholder
    field.placeholder = spec.value;
  }
  const int node_index = ui.scene.size();
  // Keys of the open list come before the field's own.
  const bool open = ui.popup.owner == id;
  SearchSelectAnswer answer;
  if (open) {
    ui.popup.drawn = true;
    ui.fill_popup(spec.matches, std::nullopt);
    ui.popup.footer = spec.count_text;
    answer.chosen = ui.popup_press();
    if (!answer.chosen) {
      answer.chosen = ui.popup_keys(id, true);
    }
  }
  const FieldAnswer typed = text_field(key, field);
  SemanticNode& node = ui.scene.node(node_index);
  node.role = Role::combobox;
  node.states |= state::popup_listbox | (open ? state::expanded : state::collapsed);
  node.actions |= action::press;
  if (!ui.focused(id)) {
    node.value = ui.scene.keep(spec.value);
  }
  const Rect box = ui.scene.extra(node_index).whole;
  if (answer.chosen) {
    ui.close_popup();
    ui.edit.replace({});
    answer.query = std::string();
  } else if (typed.changed) {
    answer.query = typed.value;
    if (!open) {
      ui.open_popup(id, spec.label, spec.matches, std::nullopt, box);
    }
    ui.popup.active = 0;
  } else if (arriving || (ui.focused(id) && !open && wants_list(id))) {
    ui.open_popup(id, spec.label, spec.matches, std::nullopt, box);
    if (!spec.query.empty()) {
      answer.query = std::string();
    }
  }
  if (open && !ui.focused(id)) {
    ui.close_popup();
  }
  ui.popup.anchor = ui.popup.owner == id ? box : ui.popup.anchor;
  return answer;
}

bool Ui::wants_list(NodeId id) {
  const KeyEvent* pressed_key = impl_->input.key_for(id);
  const bool wants = pressed_key != nullptr &&
                     (pressed_key->code == KeyCode::down || pressed_key->code == KeyCode::up);
  if (wants) {
    impl_->stop_key();
  }
  const auto& pointer = impl_->input.events().text_pointer;
  return wants || (pointer && pointer->id == id && !pointer->extend);
}

std::optional<std::size_t> UiImpl::select_value(std::string_view text,
                                                std::span<const Option> options) const {
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].text == text && !options[i].disabled) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace saimnieks::ui
