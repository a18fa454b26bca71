// Points and rectangles in CSS pixels, y down. Device pixels exist only inside Painter and Fonts.
#pragma once

#include <algorithm>

namespace saimnieks::ui {

struct Point {
  float x = 0;
  float y = 0;
};

struct Size {
  float width = 0;
  float height = 0;
};

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  [[nodiscard]] constexpr float right() const { return x + width; }
  [[nodiscard]] constexpr float bottom() const { return y + height; }
  [[nodiscard]] constexpr Point center() const { return {x + width / 2, y + height / 2}; }
  [[nodiscard]] constexpr bool empty() const { return width <= 0 || height <= 0; }
  [[nodiscard]] constexpr bool contains(Point p) const {
    return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
  }
  // Smaller by `dx` on the left and right and by `dy` above and below; negative values grow it.
  [[nodiscard]] constexpr Rect inset(float dx, float dy) const {
    return {x + dx, y + dy, width - 2 * dx, height - 2 * dy};
  }
  [[nodiscard]] constexpr Rect moved(float dx, float dy) const {
    return {x + dx, y + dy, width, height};
  }
  [[nodiscard]] Rect clipped_to(const Rect& other) const {
    const float left = std::max(x, other.x);
    const float top = std::max(y, other.y);
    return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
            std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
  }
  friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

// CSS px at the edges of a scroll area that something covers: a sticky header, a sticky total.
struct Covered {
  float top = 0;
  float bottom = 0;
};

}  // namespace saimnieks::ui
