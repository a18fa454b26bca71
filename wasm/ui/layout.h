// Where things go: a stack of open boxes. Widths are known from above, heights grow from below, and
// what depends on both (backgrounds, centring, right alignment) is moved or stretched in the draw
// list when its box closes; so one pass is enough and nothing is measured twice.
#pragma once

#include <initializer_list>
#include <vector>

#include "wasm/ui/painter.h"
#include "wasm/ui/scene.h"
#include "wasm/ui/widgets.h"

namespace saimnieks::ui {

enum class BoxFlow : std::uint8_t { column, row, flow };

// What was drawn in one cell of a row, so that it can be moved when the row's height is known.
struct RowCell {
  float x = 0;
  float width = 0;
  float height = 0;
  DrawMark from;
  int node_first = 0;
  StretchMark stretch;  // a card alone in its cell grows to the row's height
  int stretch_node = -1;
};

struct Box {
  BoxFlow flow = BoxFlow::column;
  Rect area;  // height is not known while open
  float gap = 0;
  float cursor = 0;  // column: where the last thing ended; flow: the line's top
  bool empty = true;
  Align vertical = Align::start;
  // row
  std::size_t first_cell = 0;
  std::size_t next_cell = 0;
  std::size_t cell_count = 0;
  // flow
  float line_x = 0;
  float line_height = 0;
  float widest = 0;
};

class Layout {
 public:
  Layout(Painter& painter, Scene& scene) : painter_(painter), scene_(scene) {}

  void begin_frame();
  // Opens a box over `area` that no parent makes room for (a page, a dialog).
  void open_free(const Rect& area, float gap, BoxFlow flow = BoxFlow::column);
  // Opens a box where the parent has room; `inset` keeps its content off the edges.
  void open(BoxFlow flow, float gap, float inset_x = 0, float inset_top = 0);
  void open_row(std::initializer_list<Track> tracks, float gap, Align vertical);
  // Closes the box and tells the parent how high it was; answers the rectangle with its insets.
  Rect close(float inset_bottom = 0);
  Rect close_free();

  // Room for one thing. Its rectangle is as wide as the parent gives (column, row) or as it wants
  // (flow).
  Rect place(float natural_width, float height);
  [[nodiscard]] float width() const { return boxes_.back().area.width; }
  [[nodiscard]] float next_width() const;  // of the next thing
  [[nodiscard]] const Box& top() const { return boxes_.back(); }
  [[nodiscard]] bool in_flow() const { return boxes_.back().flow == BoxFlow::flow; }
  void skip(float height);  // more room before the next thing
  // The card just closed may be stretched by the row it stands in.
  void offer_stretch(const StretchMark& mark, int node);

 private:
  struct Insets {
    float x = 0;
    float top = 0;
  };
  Rect begin_item(float natural_width, float height);
  void end_item(float height);
  void close_row(Box& box);

  Painter& painter_;
  Scene& scene_;
  std::vector<Box> boxes_;
  std::vector<Insets> insets_;
  std::vector<RowCell> cells_;
};

}  // namespace saimnieks::ui
