// A line of a list: what it is and what can be done. Texts wrap, so that nothing is cut on a phone.
#include <cmath>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

constexpr float kTagWidth = 106;
constexpr float kPad = kSpace4;

class RowOfList {
 public:
  RowOfList(UiImpl& ui, NodeId id, const ListRow& row) : ui_(ui), id_(id), row_(row) {}

  bool run() {
    measure();
    draw_background();
    draw_texts();
    draw_right();
    return add_node();
  }

 private:
  [[nodiscard]] bool pressable() const { return !row_.action.empty(); }
  [[nodiscard]] bool has_value() const { return !row_.value.empty(); }
  [[nodiscard]] bool tag_above() const { return !row_.tag.empty() && ui_.narrow(); }
  [[nodiscard]] TextStyle style() const { return ui_.touch() ? TextStyle::field : TextStyle::body; }
  [[nodiscard]] TextStyle value_style() const {
    return ui_.touch() ? TextStyle::control : TextStyle::body_medium;
  }

  float height_of(std::string_view text, float width, TextStyle of) {
    return text.empty() ? 0 : ui_.wrapped({}, width, text, of, Color::ink, false);
  }

  // The right side takes what it wants, up to a little more than half; the left wraps beside it.
  void measure() {
    const float inner = ui_.layout.width() - 2 * kPad;
    float right = 0;
    if (has_value()) {
      const float wanted = std::max(ui_.paint.width(row_.value, value_style()),
                                    ui_.paint.width(row_.value_note, TextStyle::caption));
      const float label = ui_.paint.width(row_.title, style());
      right = std::min(wanted, std::max(inner * 0.55F, inner - label - kPad));
    } else if (pressable()) {
      right = ui_.paint.width(row_.action, TextStyle::control_strong);
    }
    right_width_ = std::ceil(right);
    const float tag = !row_.tag.empty() && !tag_above() ? kTagWidth : 0;
    text_width_ = inner - tag - (right_width_ > 0 ? right_width_ + kPad : 0);
    text_left_ = tag;
    tag_height_ = tag_above() ? 18.0F : 0;
    title_height_ = height_of(row_.title, text_width_, style());
    note_height_ = height_of(row_.note, text_width_, TextStyle::caption);
    value_height_ = height_of(row_.value, right_width_, value_style());
    value_note_height_ = height_of(row_.value_note, right_width_, TextStyle::caption);
    const float content =
        std::max(tag_height_ + title_height_ + note_height_, value_height_ + value_note_height_);
    const float pad = ui_.touch() ? 10 : 9;
    first_ = ui_.layout.top().empty;
    rect_ = ui_.layout.place(ui_.layout.width(),
                             std::max(ui_.touch() ? 52.0F : 40.0F, content + 2 * pad));
  }

  void draw_background() {
    if (pressable() && (ui_.input.hovered() == id_ || ui_.input.held() == id_)) {
      ui_.paint.fill(rect_.inset(1, 1), ui_.input.held() == id_ ? Color::accent_soft : Color::hover,
                     kControlRadius);
    }
    if (!first_ || ui_.card_has_title()) {
      ui_.paint.horizontal(rect_.x + 1, rect_.right() - 1, rect_.y, Color::line);
    }
  }

  void draw_texts() {
    const float x = rect_.x + kPad;
    float y = rect_.center().y - (tag_height_ + title_height_ + note_height_) / 2;
    const Color tag = tone_color(row_.tag_tone);
    if (tag_above()) {
      ui_.paint.text_fitted({x, y}, text_width_, row_.tag, TextStyle::caption_strong, tag);
    } else if (!row_.tag.empty()) {
      ui_.paint.text_fitted({x, y}, kTagWidth - 8, row_.tag, TextStyle::body_strong, tag);
    }
    y += tag_height_;
    ui_.wrapped({x + text_left_, y}, text_width_, row_.title, style(),
                has_value() ? Color::muted : Color::ink);
    ui_.wrapped({x + text_left_, y + title_height_}, text_width_, row_.note, TextStyle::caption,
                Color::muted);
  }

  void draw_right() {
    const float right = rect_.right() - kPad;
    if (has_value()) {
      const float y = rect_.center().y - (value_height_ + value_note_height_) / 2;
      right_aligned(right, y, row_.value, value_style(), Color::ink);
      right_aligned(right, y + value_height_, row_.value_note, TextStyle::caption, Color::muted);
    } else if (pressable()) {
      const float line = ui_.paint.line_height(TextStyle::control_strong);
      ui_.paint.text_right(right, rect_.center().y - line / 2, row_.action,
                           TextStyle::control_strong, Color::accent);
    }
  }

  void right_aligned(float right, float y, std::string_view text, TextStyle of, Color color) {
    const float width = ui_.paint.width(text, of);
    if (width <= right_width_) {
      ui_.paint.text({right - width, y}, text, of, color);
    } else {
      ui_.wrapped({right - right_width_, y}, right_width_, text, of, color);
    }
  }

  bool add_node() {
    Arena& arena = ui_.scene.arena();
    const std::string_view title = arena.join(row_.tag, ": ", row_.title);
    const std::string_view name = arena.join(title, ": ", row_.value);
    const std::string_view notes = arena.join(row_.note, ". ", row_.value_note);
    if (!pressable()) {
      ui_.scene.add(id_, Role::listitem, arena.join(name, ". ", notes), rect_);
      return false;
    }
    const NodeId item = hash_id(id_, "item");
    ui_.scene.add(item, Role::listitem, {}, rect_);
    ui_.scene.open(item);
    SemanticNode& node =
        ui_.add_pressable(id_, Role::button, arena.join(name, ". ", row_.action), rect_);
    node.description = notes;
    ui_.scene.extra_of_last().ring_inside = true;
    ui_.scene.close();
    return ui_.pressed(id_);
  }

  UiImpl& ui_;
  NodeId id_;
  const ListRow& row_;
  Rect rect_;
  float text_left_ = 0;
  float text_width_ = 0;
  float right_width_ = 0;
  float tag_height_ = 0;
  float title_height_ = 0;
  float note_height_ = 0;
  float value_height_ = 0;
  float value_note_height_ = 0;
  bool first_ = false;
};

}  // namespace

bool Ui::list_row(ItemKey key, const ListRow& row) {
  return RowOfList(*impl_, impl_->scene.id(key), row).run();
}

}  // namespace saimnieks::ui
