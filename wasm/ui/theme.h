// Theme tokens: colours, type and space. Screens name tokens, never values.
#pragma once

#include <cstdint>

namespace saimnieks::ui {

enum class Theme : std::uint8_t { light, dark };
// Compact: 32 px rows for a mouse. Touch: 44 px targets for fingers, and for a narrow window.
enum class Density : std::uint8_t { compact, touch };

enum class Color : std::uint8_t {
  background,
  surface,
  ink,
  muted,
  faint,
  line,
  accent,        // what can be acted on
  accent_soft,   // what is chosen
  on_accent,     // text on accent
  favourable,    // variances only
  adverse,       // variances only
  actual,        // charts: actual bars
  previous,      // charts: previous year
  caution,       // waiting, caution
  caution_soft,  // its background
  brand,
  brand_mark,
  backdrop,  // over the page, behind a dialog
  hover,     // under the pointer; never the only sign of anything
  count_
};

// 0xAABBGGRR, as Dear ImGui wants it.
[[nodiscard]] std::uint32_t rgba(Theme theme, Color color);
// The same colour with its opacity scaled by `percent`.
[[nodiscard]] std::uint32_t faded(std::uint32_t color, int percent);

// What a text is for. Size, weight and line height follow from it and from the density.
enum class TextStyle : std::uint8_t {
  caption,         // 12/400: subtitles, notes, axis labels
  caption_strong,  // 12/600: counts, chart totals
  body,            // 13/400, in touch 14
  body_medium,     // 13/500
  body_strong,     // 13/600: totals
  control,         // 13/500, in touch 16: buttons, fields, options
  control_strong,  // 13/600, in touch 16: the primary button
  field,           // 13/400, in touch 16: text that is typed (16 keeps phones from zooming)
  card_title,      // 14/600
  title,           // 17/600: the page's title
  figure,          // 20/600: key figures
  amount,          // 34/600: the one amount of an entry form
  count_
};

enum class Weight : std::uint8_t { regular, medium, semibold };

struct TextMetrics {
  int size = 13;         // CSS px
  int line_height = 20;  // CSS px, on a 4 px grid
  Weight weight = Weight::regular;
};
[[nodiscard]] TextMetrics metrics(TextStyle style, Density density);

// CSS px.
inline constexpr float kSpace1 = 4;
inline constexpr float kSpace2 = 8;
inline constexpr float kSpace3 = 12;
inline constexpr float kSpace4 = 16;
inline constexpr float kSpace5 = 20;
inline constexpr float kSpace6 = 24;
inline constexpr float kControlRadius = 6;
inline constexpr float kCardRadius = 8;
inline constexpr float kTouchTarget = 44;
inline constexpr float kOneColumnBelow = 640;  // narrower windows get one column
inline constexpr float kSidebarFrom = 900;     // narrower ones get the top bar

[[nodiscard]] constexpr float row_height(Density density) {
  return density == Density::touch ? kTouchTarget : 32.0F;
}

}  // namespace saimnieks::ui
