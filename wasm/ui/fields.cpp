// Text fields: the page's text agent edits, this draws the value, the caret and the selection.
#include <cmath>

#include "core/base/utf8.h"
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

TextKind kind_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::search:
      return TextKind::search;
    case FieldKind::amount:
      return TextKind::amount;
    case FieldKind::code:
      return TextKind::code;
    case FieldKind::multiline:
      return TextKind::multiline;
    case FieldKind::text:
      break;
  }
  return TextKind::text;
}

// The byte offset whose caret is nearest to `x`, CSS px from the text's left edge.
std::size_t offset_at(const Painter& paint, std::string_view text, TextStyle style, float x) {
  float pen = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    static_cast<void>(base::next_code_point(text, next));
    const float width = paint.width(text.substr(at, next - at), style);
    if (x < pen + width / 2) {
      return at;
    }
    pen += width;
    at = next;
  }
  return text.size();
}

}  // namespace

// The text agent leaves a field when the focus does; the field is told at its next draw.
void UiImpl::leave_field() {
  left_field = kNoNode;
  if (edit.id() != kNoNode && input.focus() != edit.id()) {
    left_field = edit.id();
    left_value = edit.value();
    left_changed = edit.changed() && !edit.armed();
    edit.end();
    requests.emplace_back(TextRelease{});
  }
}

void UiImpl::take_text_pointer(NodeId id, const Rect& inner, TextStyle style,
                               std::string_view shown) {
  const auto& pointer = input.events().text_pointer;
  if (!pointer || pointer->id != id || edit.id() != id) {
    return;
  }
  const float x = pointer->at.x - inner.x + edit.scroll_x;
  const std::size_t at = offset_at(paint, shown, style, x);
  if (pointer->extend) {
    edit.select(edit.held_anchor, at);
  } else if (pointer->clicks == 2) {
    const auto [start, end] = word_at(shown, at);
    edit.held_anchor = start;
    edit.select(start, end);
  } else if (pointer->clicks > 2) {
    edit.held_anchor = 0;
    edit.select(0, shown.size());
  } else {
    edit.held_anchor = at;
    edit.select(at, at);
  }
}

// One line of text that may be longer than its place; while it is edited it scrolls with the caret.
void UiImpl::draw_text_content(NodeId id, const Rect& inner, TextStyle style,
                               std::string_view shown, Color color, bool right_aligned) {
  const float line = paint.line_height(style);
  const float top = inner.center().y - line / 2;
  const float whole = paint.width(shown, style);
  const bool mine = edit.id() == id && focused(id);
  if (!mine) {
    const float x = right_aligned ? std::max(inner.x, inner.right() - whole) : inner.x;
    paint.text_fitted({x, top}, inner.width, shown, style, color);
    return;
  }
  const float before_caret = paint.width(shown.substr(0, edit.caret()), style);
  edit.scroll_x = std::clamp(edit.scroll_x, before_caret - inner.width + 2, before_caret);
  edit.scroll_x = std::clamp(edit.scroll_x, 0.0F, std::max(0.0F, whole + 2 - inner.width));
  const float start =
      right_aligned && whole < inner.width ? inner.right() - whole - 2 : inner.x - edit.scroll_x;
  const auto mark = [&](std::size_t from, std::size_t to, float y, float height, Color paint_with) {
    const float x0 = start + paint.width(shown.substr(0, from), style);
    const float x1 = start + paint.width(shown.substr(0, to), style);
    paint.fill(Rect{x0, y, x1 - x0, height}.clipped_to(inner), paint_with);
  };
  if (edit.selection_start() != edit.selection_end()) {
    mark(edit.selection_start(), edit.selection_end(), top, line, Color::accent_soft);
  }
  paint.text_clipped({start, top}, shown, style, color, inner.inset(-1, 0));
  if (edit.composition_start() != edit.composition_end()) {
    mark(edit.composition_start(), edit.composition_end(), top + line - 2, 1, Color::ink);
  }
  const Rect caret{start + before_caret, top + 1, std::max(1.0F, paint.pixel()), line - 2};
  paint.fill(caret, Color::ink);
  edit_place.caret = caret;
}

namespace {

class TextField {
 public:
  TextField(UiImpl& ui, NodeId id, const FieldSpec& spec) : ui_(ui), id_(id), spec_(spec) {}

  FieldAnswer run() {
    focus_first();
    take_input();
    place();
    draw_box();
    draw_content();
    draw_notes();
    add_node();
    return std::move(answer_);
  }

 private:
  [[nodiscard]] bool multiline() const { return spec_.kind == FieldKind::multiline; }
  [[nodiscard]] TextStyle style() const {
    return spec_.large ? TextStyle::amount : TextStyle::field;
  }
  [[nodiscard]] bool has_focus() const { return ui_.focused(id_) && !spec_.disabled; }
  [[nodiscard]] std::string_view shown() const {
    return ui_.edit.id() == id_ ? std::string_view(ui_.edit.value()) : spec_.value;
  }

  void focus_first() {
    if (!spec_.autofocus) {
      return;
    }
    const auto& before = ui_.seen_fields;
    if (std::find(before.begin(), before.end(), id_) == before.end()) {
      ui_.input.focus_when_shown(id_);
    }
    ui_.seen_fields_next.push_back(id_);
  }

  void take_input() {
    if (ui_.left_field == id_) {
      answer_.committed = ui_.left_changed;
      answer_.value = ui_.left_value;
    }
    if (!has_focus()) {
      return;
    }
    TextEdit& edit = ui_.edit;
    if (edit.id() != id_) {
      const bool by_pointer = ui_.input.events().text_pointer.has_value();
      edit.begin(id_, spec_.value, !by_pointer && !multiline());
    } else {
      edit.follow(spec_.value);
    }
    if (const auto& text = ui_.input.events().text; text && text->id == id_) {
      const std::string before = edit.value();
      if (edit.take(*text) && edit.value() != before) {
        answer_.changed = true;
        edit.tell();
      }
    }
    if (const auto& set = ui_.input.events().value; set && set->id == id_) {
      edit.replace(set->value);
      answer_.changed = true;
    }
    take_key();
    if (answer_.changed || answer_.committed || answer_.cancelled) {
      answer_.value = edit.value();
    }
  }

  void take_key() {
    const KeyEvent* key = ui_.input.key_for(id_);
    if (key == nullptr) {
      return;
    }
    if (key->code == KeyCode::enter && !multiline()) {
      answer_.committed = answer_.entered = true;
      ui_.edit.start_over();
      ui_.stop_key();
    } else if (key->code == KeyCode::escape && spec_.kind == FieldKind::search &&
               !ui_.edit.value().empty()) {
      ui_.edit.replace({});
      answer_.changed = answer_.cancelled = true;
      ui_.stop_key();
    } else if (key->code == KeyCode::escape) {
      answer_.cancelled = true;  // not taken: a dialog may close by it
    }
  }

  void place() {
    label_ = spec_.hide_label || spec_.label.empty()
                 ? 0
                 : ui_.paint.line_height(TextStyle::caption) + kSpace1;
    note_ = spec_.fault.empty() ? spec_.hint : spec_.fault;
    const float width = ui_.layout.next_width();
    note_height_ = note_.empty() ? 0
                                 : kSpace1 + ui_.wrapped({}, width, note_, TextStyle::caption,
                                                         Color::muted, false);
    float height = spec_.large ? 56 : ui_.control_height();
    if (multiline()) {
      height = static_cast<float>(spec_.lines) * ui_.paint.line_height(style()) + 2 * kSpace2;
    }
    const Rect rect = ui_.layout.place(280, label_ + height + note_height_);
    whole_ = rect;
    box_ = {rect.x, rect.y + label_, rect.width, height};
  }

  void draw_box() {
    if (label_ > 0) {
      ui_.paint.text_fitted({box_.x, whole_.y}, box_.width, spec_.label, TextStyle::caption,
                            Color::muted);
    }
    const Color border = !spec_.fault.empty() ? Color::caution
                         : has_focus()        ? Color::accent
                                              : Color::line;
    const bool plain = spec_.large;
    if (plain) {
      ui_.paint.horizontal(box_.x, box_.right(), box_.bottom() - 2, border,
                           has_focus() || !spec_.fault.empty() ? 2 : 1);
    } else {
      ui_.paint.panel(box_, border, spec_.disabled ? Color::background : Color::surface,
                      kControlRadius);
      if (has_focus()) {
        ui_.paint.outline(box_, border, kControlRadius, 2);
      }
    }
    inner_ = plain ? box_.inset(0, 2) : box_.inset(kSpace3 - 2, 2);
    if (!spec_.unit.empty()) {
      const float width = ui_.paint.width(spec_.unit, style());
      const float line = ui_.paint.line_height(style());
      inner_.width -= width + kSpace2;
      const float value = ui_.paint.width(shown(), style()) + kSpace2;
      const float x =
          plain ? std::min(inner_.x + value, inner_.right() + kSpace2) : inner_.right() + kSpace2;
      ui_.paint.text({x, box_.center().y - line / 2}, spec_.unit, style(), Color::muted);
    }
    if (spec_.kind == FieldKind::search) {
      const Point c{inner_.x + 6, box_.center().y - 1};
      ui_.paint.outline({c.x - 5, c.y - 5, 10, 10}, Color::faint, 5, 1.5F);
      const Point handle[] = {{c.x + 3.5F, c.y + 3.5F}, {c.x + 7, c.y + 7}};
      ui_.paint.stroke(handle, 2, Color::faint, 1.5F);
      inner_.x += 20;
      inner_.width -= 20 + kSpace5;
    }
  }

  void draw_content() {
    ui_.take_text_pointer(id_, inner_, style(), shown());
    if (has_focus()) {
      ui_.edit_drawn = true;
      ui_.edit_place = {};
      ui_.edit_place.kind = kind_of(spec_.kind);
      ui_.edit_place.name = spec_.label;
      ui_.edit_place.rect = inner_;
    }
    const bool hint = shown().empty() && !spec_.placeholder.empty();
    const bool right = spec_.kind == FieldKind::amount && !spec_.large;
    if (multiline()) {
      draw_lines();
      return;
    }
    if (hint) {
      ui_.paint.text_fitted({inner_.x, inner_.center().y - ui_.paint.line_height(style()) / 2},
                            inner_.width, spec_.placeholder, style(), Color::faint);
    }
    if (!hint || has_focus()) {
      ui_.draw_text_content(id_, inner_, style(), shown(),
                            spec_.disabled ? Color::faint : Color::ink, right);
    }
  }

  // Broken at spaces like the agent's own text area, which has the same width and type.
  void draw_lines() {
    const float line = ui_.paint.line_height(style());
    std::string_view rest = shown();
    std::size_t start = 0;
    float y = inner_.y + kSpace2 - 2;
    const bool mine = has_focus();
    bool caret_drawn = !mine;
    do {
      const std::size_t length = ui_.paint.break_line(rest, inner_.width, style());
      std::string_view part = rest.substr(0, length);
      const bool broken = !part.empty() && part.back() == '\n';
      const std::string_view visible = broken ? part.substr(0, part.size() - 1) : part;
      if (y + line <= box_.bottom()) {
        ui_.paint.text({inner_.x, y}, visible, style(), Color::ink);
        const std::size_t caret = mine ? ui_.edit.caret() : 0;
        const bool here =
            caret >= start && (caret < start + length || (length == rest.size() && !broken));
        if (!caret_drawn && here) {
          const float x = inner_.x + ui_.paint.width(shown().substr(start, caret - start), style());
          ui_.edit_place.caret = {x, y + 1, std::max(1.0F, ui_.paint.pixel()), line - 2};
          ui_.paint.fill(ui_.edit_place.caret, Color::ink);
          caret_drawn = true;
        }
      }
      y += line;
      start += length;
      rest.remove_prefix(length);
      if (broken && rest.empty() && !caret_drawn) {
        ui_.edit_place.caret = {inner_.x, y + 1, std::max(1.0F, ui_.paint.pixel()), line - 2};
        ui_.paint.fill(ui_.edit_place.caret, Color::ink);
      }
    } while (!rest.empty());
  }

  void draw_notes() {
    if (!note_.empty()) {
      ui_.wrapped({whole_.x, box_.bottom() + kSpace1}, whole_.width, note_, TextStyle::caption,
                  spec_.fault.empty() ? Color::muted : Color::caution);
    }
  }

  void add_node() {
    const Role role = spec_.kind == FieldKind::search ? Role::searchbox : Role::textbox;
    SemanticNode& node = ui_.scene.add(id_, role, spec_.label, box_);
    ui_.scene.extra_of_last().ring = false;
    node.value = ui_.scene.keep(shown());
    node.description = ui_.scene.keep(note_);
    node.states = spec_.disabled ? state::disabled : state::focusable | state::tab_stop;
    node.states |= spec_.required ? state::required : 0;
    node.states |= spec_.fault.empty() ? 0 : state::invalid;
    node.states |= multiline() ? state::multiline : 0;
    node.actions = spec_.disabled
                       ? std::uint8_t{0}
                       : static_cast<std::uint8_t>(action::edit_text | action::set_value);
    if (spec_.kind == FieldKind::search && spec_.clearable && !shown().empty()) {
      clear_button();
    }
  }

  void clear_button() {
    const NodeId clear = hash_id(id_, "clear");
    const Rect cross{box_.right() - box_.height, box_.y, box_.height, box_.height};
    ui_.draw_cross(cross.center(), 4, Color::muted);
    ui_.add_pressable(clear, Role::button, ui_.words.clear, cross);
    if (ui_.pressed(clear)) {
      if (ui_.edit.id() == id_) {
        ui_.edit.replace({});
      }
      ui_.input.set_focus(id_, false);
      answer_.changed = true;
      answer_.value.clear();
    }
  }

  UiImpl& ui_;
  NodeId id_;
  const FieldSpec& spec_;
  FieldAnswer answer_;
  Rect whole_;
  Rect box_;
  Rect inner_;
  float label_ = 0;
  float note_height_ = 0;
  std::string_view note_;
};

}  // namespace

FieldAnswer Ui::text_field(ItemKey key, const FieldSpec& spec) {
  return TextField(*impl_, impl_->scene.id(key), spec).run();
}

}  // namespace saimnieks::ui
