// Legibility of the theme: what axe-core can't see, since it looks at the mirror only.
#include "wasm/ui/theme.h"

#include <cmath>

#include <gtest/gtest.h>

#include "wasm/ui/painter.h"

namespace saimnieks::tests {
namespace {

using ui::Color;

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(std::uint32_t rgba) {
  const auto part = [&](int shift) {
    const double value = (rgba >> shift & 0xFF) / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(0) + 0.7152 * part(8) + 0.0722 * part(16);
}

double contrast(ui::Theme theme, Color a, Color b) {
  const double la = luminance(ui::rgba(theme, a));
  const double lb = luminance(ui::rgba(theme, b));
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

struct Pair {
  Color text;
  Color under;
};

TEST(Theme, EveryTextIsLegibleOnWhatItStandsOn) {
  constexpr Pair kTexts[] = {
      {Color::ink, Color::surface},         {Color::ink, Color::background},
      {Color::ink, Color::hover},           {Color::ink, Color::accent_soft},
      {Color::ink, Color::caution_soft},    {Color::muted, Color::surface},
      {Color::muted, Color::background},    {Color::muted, Color::hover},
      {Color::muted, Color::accent_soft},   {Color::faint, Color::surface},
      {Color::faint, Color::background},    {Color::accent, Color::surface},
      {Color::accent, Color::background},   {Color::accent, Color::accent_soft},
      {Color::accent, Color::hover},        {Color::on_accent, Color::accent},
      {Color::favourable, Color::surface},  {Color::adverse, Color::surface},
      {Color::adverse, Color::accent_soft}, {Color::caution, Color::surface}};
  for (const ui::Theme theme : {ui::Theme::light, ui::Theme::dark}) {
    for (const Pair& pair : kTexts) {
      EXPECT_GE(contrast(theme, pair.text, pair.under), 4.5)
          << ui::color_name(pair.text) << " on " << ui::color_name(pair.under)
          << (theme == ui::Theme::dark ? ", dark" : ", light");
    }
  }
}

TEST(Theme, MarksAndTheFocusRingStandOut) {
  constexpr Pair kMarks[] = {
      {Color::accent, Color::surface},      {Color::accent, Color::background},
      {Color::actual, Color::surface},      {Color::favourable, Color::surface},
      {Color::adverse, Color::surface},     {Color::caution, Color::surface},
      {Color::caution, Color::caution_soft}};
  for (const ui::Theme theme : {ui::Theme::light, ui::Theme::dark}) {
    for (const Pair& pair : kMarks) {
      EXPECT_GE(contrast(theme, pair.text, pair.under), 3.0) << ui::color_name(pair.text);
    }
  }
}

TEST(Theme, LinesStandOnAGridOfFourPixels) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(ui::TextStyle::count_); ++i) {
    for (const ui::Density density : {ui::Density::compact, ui::Density::touch}) {
      const ui::TextMetrics face = ui::metrics(static_cast<ui::TextStyle>(i), density);
      EXPECT_EQ(face.line_height % 4, 0);
      EXPECT_GE(face.size, 12);
    }
  }
}

}  // namespace
}  // namespace saimnieks::tests
