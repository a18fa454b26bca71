// Draws into Dear ImGui's lists. Takes CSS px and snaps to device pixels, so that edges are crisp
// at every ratio; knows colours by their token. Nothing here knows what a widget is.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/ui/fonts.h"
#include "wasm/ui/geometry.h"
#include "wasm/ui/theme.h"

struct ImDrawList;

namespace saimnieks::ui {

// A place in a draw list, to move or stretch what is drawn after it.
struct DrawMark {
  ImDrawList* list = nullptr;
  int vertex = 0;
};

// A filled shape whose bottom edge is not known yet.
struct StretchMark {
  ImDrawList* list = nullptr;
  int first = 0;
  int end = 0;
  float middle = 0;  // device px: vertices below move
};

class Painter {
 public:
  void begin_frame(Fonts* fonts, Theme theme, Density density, float pixel_ratio);
  // The page, and above it dialogs and open lists.
  void use_lists(ImDrawList* page, ImDrawList* overlay);
  void draw_overlay(bool overlay) { list_ = overlay ? overlay_ : page_; }
  [[nodiscard]] bool on_overlay() const { return list_ == overlay_; }

  void fill(const Rect& rect, Color color, float radius = 0, int percent = 100);
  // Lines lie inside the rectangle.
  void outline(const Rect& rect, Color color, float radius = 0, float thickness = 1);
  // Surface with a one-pixel border, both solid.
  StretchMark panel(const Rect& rect, Color border, Color inside, float radius);
  void horizontal(float x0, float x1, float y, Color color, float thickness = 1);
  void vertical(float x, float y0, float y1, Color color, float thickness = 1);
  void triangle(Point a, Point b, Point c, Color color);
  void stroke(const Point* points, int count, Color color, float thickness);
  void circle(Point center, float radius, Color color);
  void hatch(const Rect& rect, Color color);  // 45° lines inside, without border

  // In the middle of the square, in shades of the ink on the surface; without its picture when the
  // texture has no room in this frame.
  void picture(const Rect& square, std::uint64_t id, int width, int height,
               std::span<const std::uint8_t> shades);

  // One line from the left; y is the top of the style's line box.
  void text(Point at, std::string_view text, TextStyle style, Color color, int percent = 100);
  void text_right(float right, float y, std::string_view text, TextStyle style, Color color);
  void text_center(float center, float y, std::string_view text, TextStyle style, Color color);
  // At most `width` wide, shortened with an ellipsis. True: something was cut.
  bool text_fitted(Point at, float width, std::string_view text, TextStyle style, Color color);
  // Cut off at the edges of `clip`, letter by letter (a text field that scrolls).
  void text_clipped(Point at, std::string_view text, TextStyle style, Color color,
                    const Rect& clip);
  [[nodiscard]] float width(std::string_view text, TextStyle style) const;
  [[nodiscard]] float line_height(TextStyle style) const;
  // The bytes of `text` that fit into `width` when lines break at spaces; at least one letter.
  [[nodiscard]] std::size_t break_line(std::string_view text, float width, TextStyle style) const;

  void push_clip(const Rect& rect);        // intersected with the one in force
  void push_clip_alone(const Rect& rect);  // instead of the one in force
  void pop_clip();
  [[nodiscard]] const Rect& clip() const { return clips_.back(); }

  [[nodiscard]] DrawMark mark() const;
  void shift(DrawMark from, int end_vertex, float dx, float dy) const;
  [[nodiscard]] int vertex_count() const;
  void stretch(const StretchMark& mark, float dy) const;

  // Commands as text, one a line, while kept.
  void keep_log(bool keep) { keep_log_ = keep; }
  void log_from_here(bool on) { logging_ = on && keep_log_; }
  [[nodiscard]] std::string_view log() const { return log_; }
  [[nodiscard]] std::string_view cut() const { return cut_; }  // texts shortened, while kept

  [[nodiscard]] std::uint32_t color(Color token, int percent = 100) const;
  [[nodiscard]] float snap(float css) const;                   // to whole device px, in device px
  [[nodiscard]] float pixel() const { return 1.0F / ratio_; }  // one device px in CSS px

 private:
  // What a style means in this frame.
  struct Type {
    Face* face = nullptr;
    float baseline = 0;     // device px, from the top of the line
    float line_height = 0;  // CSS px
  };
  [[nodiscard]] const Type& type(TextStyle style) const;
  void run(float pen, float baseline, std::string_view text, Face& face, std::uint32_t color,
           const Rect* clip);
  void note(std::string_view what, Color color, const Rect& rect);

  ImDrawList* list_ = nullptr;
  ImDrawList* page_ = nullptr;
  ImDrawList* overlay_ = nullptr;
  Fonts* fonts_ = nullptr;
  Theme theme_ = Theme::light;
  float ratio_ = 1;
  std::array<Type, static_cast<std::size_t>(TextStyle::count_)> types_{};
  std::vector<Rect> clips_;
  std::string log_;
  std::string cut_;
  bool keep_log_ = false;
  bool logging_ = false;
};

[[nodiscard]] std::string_view color_name(Color color);

}  // namespace saimnieks::ui
