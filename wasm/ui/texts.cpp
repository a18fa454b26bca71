// Widgets that are only read, and the small drawings that several widgets share.
#include <array>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

Color tone_color(Tone tone) {
  static constexpr std::array<Color, 7> kColors{Color::ink,    Color::muted,   Color::faint,
                                                Color::accent, Color::caution, Color::favourable,
                                                Color::adverse};
  return kColors[static_cast<std::size_t>(tone)];
}

float UiImpl::wrapped(Point at, float width, std::string_view text, TextStyle style, Color color,
                      bool draw) {
  const float line = paint.line_height(style);
  float y = at.y;
  while (!text.empty()) {
    const std::size_t end = paint.break_line(text, width, style);
    std::string_view part = text.substr(0, end);
    text.remove_prefix(end);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\n')) {
      part.remove_suffix(1);
    }
    if (draw) {
      paint.text({at.x, y}, part, style, color);
    }
    y += line;
  }
  return y - at.y;
}

void UiImpl::draw_chevron(const Rect& box, bool open, Color color) {
  const Point c = box.center();
  if (open) {
    paint.triangle({c.x - 4, c.y - 2}, {c.x + 4, c.y - 2}, {c.x, c.y + 3}, color);
  } else {
    paint.triangle({c.x - 2, c.y - 4}, {c.x + 3, c.y}, {c.x - 2, c.y + 4}, color);
  }
}

void UiImpl::draw_cross(Point c, float half, Color color) {
  const Point falling[] = {{c.x - half, c.y - half}, {c.x + half, c.y + half}};
  const Point rising[] = {{c.x - half, c.y + half}, {c.x + half, c.y - half}};
  paint.stroke(falling, 2, color, 1.5F);
  paint.stroke(rising, 2, color, 1.5F);
}

void UiImpl::draw_check(Point c, float half, Color color) {
  const Point mark[] = {{c.x - half, c.y},
                        {c.x - half * 0.25F, c.y + half * 0.75F},
                        {c.x + half, c.y - half * 0.75F}};
  paint.stroke(mark, 3, color, 2);
}

void Ui::heading(ItemKey key, std::string_view text, int level) {
  UiImpl& ui = *impl_;
  const TextStyle style = level == 1   ? TextStyle::figure
                          : level == 2 ? TextStyle::title
                                       : TextStyle::card_title;
  const float width = ui.layout.next_width();
  const float height = ui.wrapped({}, width, text, style, Color::ink, false);
  const Rect place = ui.layout.place(std::min(width, ui.paint.width(text, style)), height);
  ui.wrapped({place.x, place.y}, width, text, style, Color::ink);
  SemanticNode& node = ui.scene.add(ui.scene.id(key), Role::heading, text, place);
  node.level = level;
  node.states = level == 1 ? state::focusable : 0;  // where the focus goes with a new page
}

void Ui::text(ItemKey key, std::string_view text, Tone tone, TextStyle style) {
  UiImpl& ui = *impl_;
  const float width = ui.layout.next_width();
  const float height = ui.wrapped({}, width, text, style, Color::ink, false);
  const Rect place = ui.layout.place(std::min(width, ui.paint.width(text, style)), height);
  ui.wrapped({place.x, place.y}, width, text, style, tone_color(tone));
  ui.scene.add(ui.scene.id(key), Role::paragraph, text, place);
}

void Ui::line(ItemKey key, std::string_view text, Tone tone, TextStyle style) {
  UiImpl& ui = *impl_;
  const float natural = ui.paint.width(text, style);
  const float line = ui.paint.line_height(style);
  // Beside controls it stands in their middle.
  const Rect place =
      ui.layout.place(natural, ui.layout.in_flow() ? std::max(line, ui.control_height()) : line);
  ui.paint.text_fitted({place.x, place.center().y - line / 2}, place.width, text, style,
                       tone_color(tone));
  ui.scene.add(ui.scene.id(key), Role::paragraph, text, place);
}

void Ui::picture(ItemKey key, const PictureSpec& spec) {
  UiImpl& ui = *impl_;
  const Rect place = ui.layout.place(spec.edge, spec.edge);
  ui.paint.picture({place.x, place.y, spec.edge, spec.edge}, spec.id, spec.width, spec.height,
                   spec.shades);
  ui.scene.add(ui.scene.id(key), Role::img, spec.name, place);
}

// Labels left, values right; on a phone a long value goes under its label.
void Ui::facts(ItemKey key, std::string_view name, std::span<const Fact> facts) {
  UiImpl& ui = *impl_;
  const auto whole = list(key, name);
  std::uint64_t number = 0;
  const float width = ui.layout.width();
  const float line = ui.paint.line_height(TextStyle::body);
  for (const Fact& fact : facts) {
    const float label = ui.paint.width(fact.label, TextStyle::body);
    const float value = ui.paint.width(fact.value, TextStyle::body_medium);
    const bool under = label + value + kSpace4 > width;
    const float value_height =
        under ? ui.wrapped({}, width, fact.value, TextStyle::body_medium, Color::ink, false) : 0;
    const float note_height = fact.note.empty() ? 0 : 16;
    const Rect place = ui.layout.place(width, line + value_height + note_height + kSpace2);
    const float y = place.y + kSpace1;
    ui.paint.text_fitted({place.x, y}, width, fact.label, TextStyle::body, Color::muted);
    if (under) {
      ui.wrapped({place.x, y + line}, width, fact.value, TextStyle::body_medium,
                 tone_color(fact.tone));
    } else {
      ui.paint.text_right(place.right(), y, fact.value, TextStyle::body_medium,
                          tone_color(fact.tone));
    }
    if (!fact.note.empty()) {
      ui.paint.text_fitted({place.x, y + line + value_height}, width, fact.note, TextStyle::caption,
                           Color::muted);
    }
    const NodeId id = ui.scene.id(ItemKey("fact", number++));
    ui.scene.add(id, Role::listitem, ui.scene.arena().join(fact.label, ": ", fact.value), place)
        .description = ui.scene.keep(fact.note);
  }
}

}  // namespace saimnieks::ui
