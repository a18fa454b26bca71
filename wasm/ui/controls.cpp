// Widgets that are pressed: buttons, links, checkboxes, segments, tabs, chips, rows, notices.
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

SemanticNode& UiImpl::add_pressable(NodeId id, Role role, std::string_view name, const Rect& rect) {
  SemanticNode& node = scene.add(id, role, name, rect);
  node.states = state::focusable | state::tab_stop;
  node.actions = action::press;
  return node;
}

namespace {

struct ButtonColors {
  Color border;
  Color inside;
  Color text;
};

ButtonColors button_colors(const ButtonSpec& spec, bool hovered) {
  if (spec.look == ButtonLook::primary && !spec.disabled) {
    return {Color::accent, Color::accent, Color::on_accent};
  }
  const Color inside = hovered && !spec.disabled ? Color::hover : Color::surface;
  const Color text = spec.disabled                    ? Color::faint
                     : spec.look == ButtonLook::quiet ? Color::accent
                                                      : Color::ink;
  return {Color::line, inside, text};
}

}  // namespace

bool Ui::button(ItemKey key, const ButtonSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const TextStyle style =
      spec.look == ButtonLook::secondary ? TextStyle::control : TextStyle::control_strong;
  const float natural = button_width(spec.label);
  const float height = ui.control_height();
  Rect rect = ui.layout.place(natural, height);
  if (!spec.wide) {
    rect.width = std::min(rect.width, natural);
  }
  const bool hovered = ui.input.hovered() == id;
  const ButtonColors colors = button_colors(spec, hovered);
  const Color inside = ui.input.held() == id && spec.look != ButtonLook::primary
                           ? Color::accent_soft
                           : colors.inside;
  if (spec.look == ButtonLook::quiet) {
    if (hovered || ui.input.held() == id) {
      ui.paint.fill(rect, inside == Color::surface ? Color::hover : inside, kControlRadius);
    }
  } else {
    ui.paint.panel(rect, colors.border, inside, kControlRadius);
  }
  const float line = ui.paint.line_height(style);
  const float width = std::min(ui.paint.width(spec.label, style), rect.width - 2 * kSpace2);
  ui.paint.text_fitted({rect.center().x - width / 2, rect.center().y - line / 2}, width, spec.label,
                       style, colors.text);
  SemanticNode& node = ui.add_pressable(id, Role::button, spec.label, rect);
  node.description = ui.scene.arena().join(spec.description, ". ",
                                           spec.disabled ? spec.why_disabled : std::string_view{});
  if (spec.disabled) {
    node.states = state::disabled;
    node.actions = 0;
  }
  return !spec.disabled && ui.pressed(id);
}

bool Ui::link(ItemKey key, std::string_view label) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const float height = ui.touch() || ui.layout.in_flow() ? ui.control_height() : 24.0F;
  const TextStyle style = TextStyle::control_strong;
  const float natural = ui.paint.width(label, style);
  Rect rect = ui.layout.place(natural, height);
  rect.width = std::min(rect.width, natural);
  const float line = ui.paint.line_height(style);
  ui.paint.text_fitted({rect.x, rect.center().y - line / 2}, rect.width, label, style,
                       Color::accent);
  ui.paint.horizontal(rect.x, rect.right(), rect.center().y + line / 2 - 2, Color::accent);
  ui.add_pressable(id, Role::link, label, rect);
  return ui.pressed(id);
}

bool Ui::checkbox(ItemKey key, std::string_view label, bool checked, std::string_view hint) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  constexpr float kBox = 18;
  const float indent = kBox + kSpace2 + 2;
  const float width = ui.layout.next_width() - indent;
  const float text_height = ui.wrapped({}, width, label, TextStyle::field, Color::ink, false);
  const float hint_height =
      hint.empty() ? 0 : ui.wrapped({}, width, hint, TextStyle::caption, Color::muted, false);
  const float height = std::max(ui.control_height(), text_height + hint_height + 2 * kSpace1);
  const float natural = indent + ui.paint.width(label, TextStyle::field);
  Rect rect = ui.layout.place(natural, height);
  rect.width = std::min(rect.width, natural);
  const float line = ui.paint.line_height(TextStyle::field);
  const float top = rect.y + (height - text_height - hint_height) / 2;
  const Rect box{rect.x, top + (line - kBox) / 2, kBox, kBox};
  ui.paint.panel(box, checked ? Color::accent : Color::muted,
                 checked ? Color::accent : Color::surface, 4);
  if (checked) {
    ui.draw_check(box.center(), 5, Color::on_accent);
  }
  ui.wrapped({rect.x + indent, top}, width, label, TextStyle::field, Color::ink);
  if (!hint.empty()) {
    ui.wrapped({rect.x + indent, top + text_height}, width, hint, TextStyle::caption, Color::muted);
  }
  SemanticNode& node = ui.add_pressable(id, Role::checkbox, label, rect);
  node.states |= checked ? state::checked : state::not_checked;
  node.actions |= action::set_value;
  node.description = ui.scene.keep(hint);
  const auto& value = ui.input.events().value;
  const bool set = value && value->id == id && (value->value == "true") != checked;
  return ui.pressed(id) || set;
}

namespace {

// Segments and tabs differ in looks and roles only.
std::optional<std::size_t> choice_row(UiImpl& ui, ItemKey key, std::string_view name,
                                      std::span<const Option> options, std::size_t selected,
                                      bool tabs) {
  const NodeId id = ui.scene.id(key);
  const float height = ui.control_height();
  const float pad = ui.touch() ? kSpace4 : kSpace3;
  float natural = 0;
  for (const Option& option : options) {
    natural += ui.paint.width(option.text, TextStyle::control_strong) + 2 * pad;
  }
  const Rect rect = ui.layout.place(natural, height);
  const float squeeze = std::min(1.0F, rect.width / natural);
  const Rect whole{rect.x, rect.y, natural * squeeze, height};
  if (tabs) {
    ui.paint.horizontal(rect.x, rect.right(), rect.bottom() - 1, Color::line);
  } else {
    ui.paint.panel(whole, Color::line, Color::surface, kControlRadius);
  }
  ui.scene.add(id, tabs ? Role::tablist : Role::radiogroup, name, whole);
  ui.scene.open(id);
  std::optional<std::size_t> chosen;
  float x = whole.x;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const bool on = i == selected;
    const TextStyle style = on ? TextStyle::control_strong : TextStyle::control;
    const float width =
        (ui.paint.width(options[i].text, TextStyle::control_strong) + 2 * pad) * squeeze;
    const Rect cell{x, whole.y, width, height};
    const NodeId cell_id = ui.scene.id(ItemKey("option", i));
    if (on && !tabs) {
      ui.paint.fill(cell.inset(2, 2), Color::accent_soft, kControlRadius - 2);
    } else if (ui.input.hovered() == cell_id) {
      ui.paint.fill(cell.inset(2, 2), Color::hover, kControlRadius - 2);
    }
    if (on && tabs) {
      ui.paint.fill({cell.x, cell.bottom() - 2, cell.width, 2}, Color::accent);
    }
    const float text = std::min(ui.paint.width(options[i].text, style), width - kSpace1);
    ui.paint.text_fitted(
        {cell.center().x - text / 2, cell.center().y - ui.paint.line_height(style) / 2}, text,
        options[i].text, style, on ? Color::accent : Color::muted);
    SemanticNode& node =
        ui.add_pressable(cell_id, tabs ? Role::tab : Role::radio, options[i].text, cell);
    node.states &= ~state::tab_stop;
    node.states |= tabs ? (on ? state::selected : state::not_selected)
                        : (on ? state::checked : state::not_checked);
    node.composite = id;
    node.pos_in_set = static_cast<std::int32_t>(i) + 1;
    node.set_size = static_cast<std::int32_t>(options.size());
    if (ui.pressed(cell_id) && !on) {
      chosen = i;
    }
    x += width;
  }
  ui.scene.close();
  return chosen;
}

}  // namespace

std::optional<std::size_t> Ui::segmented(ItemKey key, std::string_view name,
                                         std::span<const Option> options, std::size_t selected) {
  return choice_row(*impl_, key, name, options, selected, false);
}

std::optional<std::size_t> Ui::tabs(ItemKey key, std::string_view name,
                                    std::span<const Option> options, std::size_t selected) {
  return choice_row(*impl_, key, name, options, selected, true);
}

// A filter in force: its words, and a cross that takes it away.
bool Ui::chip(ItemKey key, std::string_view text, std::string_view remove_label) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const TextStyle style = TextStyle::control;
  const float height = ui.control_height();
  const float natural = ui.paint.width(text, style) + kSpace3 + height;
  const Rect rect = ui.layout.place(natural, height);
  ui.paint.fill(rect, Color::accent_soft, kControlRadius);
  const float width = std::min(natural, rect.width) - kSpace3 - height;
  ui.paint.text_fitted({rect.x + kSpace3, rect.center().y - ui.paint.line_height(style) / 2}, width,
                       text, style, Color::accent);
  const Rect cross{rect.x + kSpace3 + width, rect.y, height, height};
  ui.draw_cross(cross.center(), 4, Color::accent);
  ui.scene.add(id, Role::text, text, rect);
  const NodeId remove = hash_id(id, "remove");
  ui.add_pressable(remove, Role::button, ui.scene.arena().join(remove_label, ": ", text), cross);
  return ui.pressed(remove);
}

void Ui::progress(ItemKey key, const ProgressSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const float line = ui.paint.line_height(TextStyle::body);
  const Rect rect = ui.layout.place(ui.layout.width(), line + kSpace2 + 6);
  ui.paint.text_fitted({rect.x, rect.y}, rect.width * 0.6F, spec.label, TextStyle::body,
                       Color::ink);
  ui.paint.text_right(rect.right(), rect.y + (line - 16) / 2, spec.detail, TextStyle::caption,
                      Color::muted);
  const Rect track{rect.x, rect.bottom() - 6, rect.width, 6};
  ui.paint.fill(track, Color::line, 3);
  const std::int64_t total = std::max<std::int64_t>(spec.total, 0);
  const std::int64_t percent =
      total == 0 ? 0 : std::min<std::int64_t>(100, spec.done * 100 / total);
  if (total > 0) {
    const float share = static_cast<float>(spec.done) / static_cast<float>(total);
    ui.paint.fill({track.x, track.y, std::max(6.0F, track.width * std::min(1.0F, share)), 6},
                  Color::accent, 3);
  } else {
    ui.paint.fill({track.x, track.y, track.width * 0.3F, 6}, Color::accent, 3, 50);
  }
  SemanticNode& node = ui.scene.add(id, Role::progressbar, spec.label, rect);
  node.value = ui.scene.keep(total > 0 ? std::to_string(percent) : std::string());
  node.description = ui.scene.keep(spec.detail);
}

}  // namespace saimnieks::ui
