// What the application has to say: a sign, a sentence, and what can be done about it.
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

constexpr float kIndent = 38;
constexpr float kStart = 2 * kCardRadius + 4;

struct NoticeColors {
  Color border;
  Color background;
  Color mark;
};

// Red is for variances; a fault is told by its sign, its dark border and its words.
NoticeColors colors_of(NoticeTone tone) {
  switch (tone) {
    case NoticeTone::caution:
      return {Color::caution, Color::caution_soft, Color::caution};
    case NoticeTone::fault:
      return {Color::ink, Color::surface, Color::caution};
    case NoticeTone::done:
      return {Color::line, Color::surface, Color::accent};
    case NoticeTone::info:
      break;
  }
  return {Color::accent_soft, Color::accent_soft, Color::accent};
}

void draw_sign(UiImpl& ui, NoticeTone tone, Point at, Color color) {
  if (tone == NoticeTone::done) {
    ui.draw_check(at, 5, color);
  } else if (tone == NoticeTone::info) {
    ui.paint.circle(at, 4, color);
  } else {
    ui.paint.fill({at.x - 1, at.y - 7, 2.5F, 9}, color);
    ui.paint.fill({at.x - 1, at.y + 4, 2.5F, 2.5F}, color);
  }
}

void notice_text(UiImpl& ui, std::string_view text, TextStyle style, float right) {
  if (text.empty()) {
    return;
  }
  const float width = ui.layout.width() - kIndent - right;
  const float height = ui.wrapped({}, width, text, style, Color::ink, false);
  const Rect place = ui.layout.place(ui.layout.width(), height);
  ui.wrapped({place.x + kIndent, place.y}, width, text, style, Color::ink);
}

}  // namespace

NoticeAnswer Ui::notice(ItemKey key, const NoticeSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const NoticeColors colors = colors_of(spec.tone);
  ui.layout.open(BoxFlow::column, 0, 0, kSpace3);
  const Rect area = ui.layout.top().area;
  const Rect start{area.x, area.y - kSpace3, area.width, kStart};
  const StretchMark panel = ui.paint.panel(start, colors.border, colors.background, kCardRadius);
  draw_sign(ui, spec.tone, {area.x + 20, area.y + 10}, colors.mark);
  ui.scene.add(id, spec.urgent ? Role::alert : Role::status,
               ui.scene.arena().join(spec.title, " ", spec.text), start);
  const int node = ui.scene.size() - 1;
  ui.scene.open(id);
  const float right = spec.dismissable ? kTouchTarget : kSpace4;
  notice_text(ui, spec.title, TextStyle::body_strong, right);
  notice_text(ui, spec.text, TextStyle::body, right);
  NoticeAnswer answer = NoticeAnswer::none;
  if (!spec.action.empty() || !spec.secondary.empty()) {
    ui.layout.skip(kSpace2);
    ui.layout.open(BoxFlow::flow, kSpace2, kIndent);
    if (!spec.action.empty() && button("action", {.label = spec.action})) {
      answer = NoticeAnswer::action;
    }
    if (!spec.secondary.empty() &&
        button("secondary", {.label = spec.secondary, .look = ButtonLook::quiet})) {
      answer = NoticeAnswer::secondary;
    }
    ui.layout.close();
  }
  if (spec.dismissable) {
    const float size = ui.touch() ? kTouchTarget : 32.0F;
    const Rect cross{start.right() - size - 4, start.y + 22 - size / 2, size, size};
    const NodeId cross_id = ui.scene.part("dismiss");
    ui.add_pressable(cross_id, Role::button, ui.words.close, cross);
    ui.draw_cross(cross.center(), 4, Color::muted);
    answer = ui.pressed(cross_id) ? NoticeAnswer::dismissed : answer;
  }
  ui.scene.close();
  const Rect whole = ui.layout.close(kSpace3);
  ui.paint.stretch(panel, whole.height - kStart);
  ui.scene.extra(node).whole = whole;
  return answer;
}

}  // namespace saimnieks::ui
