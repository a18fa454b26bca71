#include "wasm/ui/layout.h"

#include <algorithm>
#include <cassert>

namespace saimnieks::ui {

void Layout::begin_frame() {
  boxes_.clear();
  insets_.clear();
  cells_.clear();
}

void Layout::open_free(const Rect& area, float gap, BoxFlow flow) {
  Box box;
  box.flow = flow;
  box.line_x = area.x;
  box.area = area;
  box.gap = gap;
  box.cursor = area.y;
  boxes_.push_back(box);
  insets_.push_back({});
}

Rect Layout::begin_item(float natural_width, float height) {
  assert(!boxes_.empty() && "a widget outside of every container");
  Box& box = boxes_.back();
  if (box.flow == BoxFlow::row) {
    assert(box.next_cell < box.cell_count && "more widgets than tracks in this row");
    RowCell& cell = cells_[box.first_cell + std::min(box.next_cell, box.cell_count - 1)];
    ++box.next_cell;
    cell.from = painter_.mark();
    cell.node_first = scene_.size();
    return {cell.x, box.area.y, cell.width, height};
  }
  if (box.flow == BoxFlow::flow) {
    const float width = std::min(natural_width, box.area.width);
    const bool fits = box.line_x + width <= box.area.right() + 0.5F;
    if (!box.empty && !fits) {
      box.cursor += box.line_height + box.gap;
      box.line_x = box.area.x;
      box.line_height = 0;
    }
    const Rect out{box.line_x, box.cursor, width, height};
    box.line_x += width + box.gap;
    box.widest = std::max(box.widest, out.right() - box.area.x);
    return out;
  }
  return {box.area.x, box.cursor + (box.empty ? 0 : box.gap), box.area.width, height};
}

void Layout::end_item(float height) {
  Box& box = boxes_.back();
  if (box.flow == BoxFlow::row) {
    cells_[box.first_cell + box.next_cell - 1].height = height;
  } else if (box.flow == BoxFlow::flow) {
    box.line_height = std::max(box.line_height, height);
  } else {
    box.cursor += height + (box.empty ? 0 : box.gap);
  }
  box.empty = false;
}

Rect Layout::place(float natural_width, float height) {
  const Rect out = begin_item(natural_width, height);
  end_item(height);
  return out;
}

float Layout::next_width() const {
  const Box& box = boxes_.back();
  if (box.flow == BoxFlow::row && box.next_cell < box.cell_count) {
    return cells_[box.first_cell + box.next_cell].width;
  }
  return box.area.width;
}

void Layout::skip(float height) { boxes_.back().cursor += height; }

void Layout::open(BoxFlow flow, float gap, float inset_x, float inset_top) {
  assert(boxes_.back().flow != BoxFlow::flow && "a container in a flow has no width");
  const Rect outer = begin_item(0, 0);
  Box box;
  box.flow = flow;
  box.gap = gap;
  box.area = {outer.x + inset_x, outer.y + inset_top, outer.width - 2 * inset_x, 0};
  box.cursor = box.area.y;
  box.line_x = box.area.x;
  boxes_.push_back(box);
  insets_.push_back({inset_x, inset_top});
}

void Layout::open_row(std::initializer_list<Track> tracks, float gap, Align vertical) {
  open(BoxFlow::row, gap);
  Box& box = boxes_.back();
  box.vertical = vertical;
  box.first_cell = cells_.size();
  box.cell_count = tracks.size();
  float left = box.area.width - gap * static_cast<float>(tracks.size() - 1);
  float weights = 0;
  for (const Track& track : tracks) {
    cells_.push_back({});
    weights += track.weight;
    if (track.weight == 0) {
      left -= track.width;
    }
  }
  float x = box.area.x;
  std::size_t i = box.first_cell;
  for (const Track& track : tracks) {
    RowCell& cell = cells_[i++];
    cell.x = x;
    cell.width = track.weight == 0 ? track.width
                                   : std::max({track.width, 0.0F, left * track.weight / weights});
    x += cell.width + gap;
  }
}

void Layout::offer_stretch(const StretchMark& mark, int node) {
  Box& box = boxes_.back();
  if (box.flow == BoxFlow::row && box.next_cell > 0) {
    RowCell& cell = cells_[box.first_cell + box.next_cell - 1];
    cell.stretch = mark;
    cell.stretch_node = node;
  }
}

void Layout::close_row(Box& box) {
  float tallest = 0;
  const std::size_t used = box.first_cell + box.next_cell;
  for (std::size_t i = box.first_cell; i < used; ++i) {
    tallest = std::max(tallest, cells_[i].height);
  }
  for (std::size_t i = box.first_cell; i < used; ++i) {
    const RowCell& cell = cells_[i];
    const float room = tallest - cell.height;
    if (room <= 0) {
      continue;
    }
    if (cell.stretch_node >= 0) {
      painter_.stretch(cell.stretch, room);
      scene_.extra(cell.stretch_node).whole.height += room;
    } else if (box.vertical != Align::start) {
      const bool last = i + 1 == used;
      const int vertex_end = last ? painter_.vertex_count() : cells_[i + 1].from.vertex;
      const int node_end = last ? scene_.size() : cells_[i + 1].node_first;
      const float dy = box.vertical == Align::center ? room / 2 : room;
      painter_.shift(cell.from, vertex_end, 0, dy);
      scene_.shift(cell.node_first, node_end, 0, dy);
    }
  }
  box.cursor = box.area.y + tallest;
  cells_.resize(box.first_cell);
}

Rect Layout::close(float inset_bottom) {
  Box box = boxes_.back();
  if (box.flow == BoxFlow::row) {
    close_row(box);
  } else if (box.flow == BoxFlow::flow) {
    box.cursor += box.line_height;
  }
  const Insets inset = insets_.back();
  boxes_.pop_back();
  insets_.pop_back();
  const Rect outer{box.area.x - inset.x, box.area.y - inset.top, box.area.width + 2 * inset.x,
                   box.cursor - box.area.y + inset.top + inset_bottom};
  end_item(outer.height);
  return outer;
}

Rect Layout::close_free() {
  Box box = boxes_.back();
  if (box.flow == BoxFlow::flow) {
    box.cursor += box.line_height;
    box.area.width = box.widest;
  }
  boxes_.pop_back();
  insets_.pop_back();
  return {box.area.x, box.area.y, box.area.width, box.cursor - box.area.y};
}

}  // namespace saimnieks::ui
