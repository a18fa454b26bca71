#include "wasm/ui/theme.h"

#include <array>
#include <cstddef>

namespace saimnieks::ui {

namespace {

constexpr std::size_t kColors = static_cast<std::size_t>(Color::count_);

// Written as on the web, 0xRRGGBB, with the opacity in percent beside it.
struct Token {
  std::uint32_t rgb;
  std::uint32_t percent = 100;
};

constexpr std::uint32_t packed(Token token) {
  const std::uint32_t alpha = token.percent * 255 / 100;
  return alpha << 24 | (token.rgb & 0xFF) << 16 | (token.rgb & 0xFF00) | token.rgb >> 16;
}

constexpr std::array<Token, kColors> kLight{{
    {0xF4F5F7},      // background
    {0xFFFFFF},      // surface
    {0x16191D},      // ink
    {0x58616C},      // muted
    {0x68717C},      // faint
    {0xE1E4E8},      // line
    {0x2457B3},      // accent
    {0xE8EEF9},      // accent_soft
    {0xFFFFFF},      // on_accent
    {0x2F7D4F},      // favourable
    {0xB3402F},      // adverse
    {0x3D444D},      // actual
    {0xA9B0B8},      // previous
    {0x9A6700},      // caution
    {0xFFF6DC},      // caution_soft
    {0x9E2F3C},      // brand
    {0xFFFFFF},      // brand_mark
    {0x16191D, 40},  // backdrop
    {0xF4F5F7},      // hover
}};

constexpr std::array<Token, kColors> kDark{{
    {0x121418},      // background
    {0x1A1D22},      // surface
    {0xE9ECEF},      // ink
    {0xA5ADB8},      // muted
    {0x8F98A3},      // faint
    {0x2B3037},      // line
    {0x7FA8F0},      // accent
    {0x1E2A40},      // accent_soft
    {0x121418},      // on_accent
    {0x63B98A},      // favourable
    {0xE27D6B},      // adverse
    {0xC9CED6},      // actual
    {0x6A727C},      // previous
    {0xD9A93A},      // caution
    {0x2B2512},      // caution_soft
    {0xB23A48},      // brand
    {0xFFFFFF},      // brand_mark
    {0x000000, 60},  // backdrop
    {0x22262C},      // hover
}};

struct StyleRow {
  TextMetrics compact;
  TextMetrics touch;
};

constexpr std::array<StyleRow, static_cast<std::size_t>(TextStyle::count_)> kStyles{{
    {{12, 16, Weight::regular}, {12, 16, Weight::regular}},    // caption
    {{12, 16, Weight::semibold}, {12, 16, Weight::semibold}},  // caption_strong
    {{13, 20, Weight::regular}, {14, 20, Weight::regular}},    // body
    {{13, 20, Weight::medium}, {14, 20, Weight::medium}},      // body_medium
    {{13, 20, Weight::semibold}, {14, 20, Weight::semibold}},  // body_strong
    {{13, 20, Weight::medium}, {16, 24, Weight::medium}},      // control
    {{13, 20, Weight::semibold}, {16, 24, Weight::semibold}},  // control_strong
    {{13, 20, Weight::regular}, {16, 24, Weight::regular}},    // field
    {{14, 20, Weight::semibold}, {14, 20, Weight::semibold}},  // card_title
    {{17, 24, Weight::semibold}, {17, 24, Weight::semibold}},  // title
    {{20, 28, Weight::semibold}, {20, 28, Weight::semibold}},  // figure
    {{34, 40, Weight::semibold}, {34, 40, Weight::semibold}},  // amount
}};

}  // namespace

std::uint32_t rgba(Theme theme, Color color) {
  const auto& tokens = theme == Theme::dark ? kDark : kLight;
  return packed(tokens[static_cast<std::size_t>(color)]);
}

std::uint32_t faded(std::uint32_t color, int percent) {
  const std::uint32_t alpha = (color >> 24) * static_cast<std::uint32_t>(percent) / 100;
  return (color & 0x00FFFFFF) | alpha << 24;
}

TextMetrics metrics(TextStyle style, Density density) {
  const StyleRow& row = kStyles[static_cast<std::size_t>(style)];
  return density == Density::touch ? row.touch : row.compact;
}

}  // namespace saimnieks::ui
