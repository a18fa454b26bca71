#include <cmath>

#include "wasm/ui/grid_view.h"

namespace saimnieks::ui {

namespace {

constexpr float kCellPad = 10;
// Before the first column and after the last one: with the cells' own, what a card leaves.
constexpr float kEdge = kSpace4 - kCellPad;
constexpr float kBarWidth = 116;
constexpr float kPinWidth = 96;
constexpr float kTreeLeast = 180;
constexpr float kStackedLine = 24;
constexpr float kFoot = 6;  // so that the last row keeps off the card's round corners

bool is_chart(ColumnKind kind) { return kind == ColumnKind::bar || kind == ColumnKind::pin; }

// How columns share what is left over.
float appetite(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::tree:
      return 4;
    case ColumnKind::text:
      return 2;
    case ColumnKind::bar:
      return 1.5F;
    case ColumnKind::pin:
      return 1;
    case ColumnKind::figure:
      break;
  }
  return 0.6F;
}

}  // namespace

GridView::GridView(UiImpl& ui, NodeId id, const GridSpec& spec)
    : ui_(ui), id_(id), spec_(spec), memory_(ui.grid_memory(id)) {
  memory_.seen = true;
  count_ = spec.source->count();
  for (const GridColumn& column : spec.columns) {
    is_tree_ = is_tree_ || column.kind == ColumnKind::tree;
  }
}

GridMemory& UiImpl::grid_memory(NodeId id) {
  for (GridMemory& known : grids) {
    if (known.id == id) {
      return known;
    }
  }
  grids.emplace_back().id = id;
  return grids.back();
}

bool UiImpl::editing_cell() const {
  return std::any_of(grids.begin(), grids.end(),
                     [](const GridMemory& grid) { return grid.editing; });
}

GridAnswer GridView::run() {
  fit_columns(ui_.layout.next_width());
  const std::uint64_t version = spec_.source->version();
  if (version == 0 || version != memory_.version) {
    memory_.version = version;
    memory_.row_count = 0;
    fill_total();
  }
  has_total_ = memory_.has_total;
  place();
  add_grid_node();
  take_left_edit();
  find_focus();
  handle_key();
  ui_.scene.open(id_);
  if (!stacked_) {
    draw_header();
  }
  draw_rows();
  if (has_total_) {
    draw_total();
  }
  if (count_ == 0) {
    const float line = ui_.paint.line_height(TextStyle::body);
    ui_.paint.text_fitted({whole_.x + kSpace4, rows_top_ + kSpace4}, whole_.width - 2 * kSpace4,
                          spec_.empty, TextStyle::body, Color::muted);
    ui_.scene.add(hash_id(id_, "empty"), Role::text, spec_.empty,
                  {whole_.x + kSpace4, rows_top_ + kSpace4, whole_.width - 2 * kSpace4, line});
  }
  ui_.scene.close();
  return std::move(answer_);
}

// ---- places

float GridView::natural_width(const GridColumn& column) const {
  const float title =
      ui_.paint.width(column.title, TextStyle::caption) +
      (column.unit.empty() ? 0 : ui_.paint.width(column.unit, TextStyle::caption) + 8) +
      (column.ascending || column.descending ? 12.0F : 0.0F);
  const float sample = ui_.paint.width(column.sample, TextStyle::body_strong);
  float least = std::max({title, sample, column.least_width}) + 2 * kCellPad;
  if (column.kind == ColumnKind::tree) {
    least = std::max(least, kTreeLeast);
  } else if (column.kind == ColumnKind::bar) {
    least = std::max(least, kBarWidth);
  } else if (column.kind == ColumnKind::pin) {
    least = std::max(least, kPinWidth);
  }
  return std::ceil(least);
}

// All columns side by side; else without the charts, whose figures stand beside them, and without
// what is shown elsewhere too; else each row as a block.
void GridView::fit_columns(float width) {
  const float edges = 2 * kEdge;
  for (const bool all : {true, false}) {
    memory_.columns.clear();
    float sum = edges;
    float appetites = 0;
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
      const GridColumn& column = spec_.columns[i];
      if (all || (!is_chart(column.kind) && !column.missed_in_blocks)) {
        memory_.columns.push_back(i);
        sum += natural_width(column);
        appetites += appetite(column.kind);
      }
    }
    if (sum > width) {
      continue;
    }
    stacked_ = false;
    memory_.lefts.clear();
    float x = kEdge;
    for (const std::size_t i : memory_.columns) {
      memory_.lefts.push_back(x);
      const GridColumn& column = spec_.columns[i];
      x += natural_width(column) + std::floor((width - sum) * appetite(column.kind) / appetites);
    }
    memory_.lefts.push_back(width - kEdge);
    row_height_ = row_height(ui_.density());
    header_height_ = row_height_ + 2;
    return;
  }
  choose_stacked(width);
}

std::string_view GridView::title_of(const GridColumn& column) const {
  return column.unit.empty() ? column.title
                             : ui_.scene.arena().join(column.title, ", ", column.unit);
}

// What a column wants under a block's name: its title and its widest value beside each other.
float GridView::block_width(const GridColumn& column) const {
  return ui_.paint.width(title_of(column), TextStyle::caption) + kSpace2 +
         ui_.paint.width(column.sample, TextStyle::body_strong);
}

// Two columns share a line where both fit in whole, since half an amount is a wrong one; what has
// no known width takes a line of its own.
void GridView::choose_stacked(float width) {
  stacked_ = true;
  header_height_ = 0;
  std::vector<std::size_t>& columns = memory_.columns;
  columns.erase(std::remove_if(columns.begin(), columns.end(),
                               [this](std::size_t i) { return spec_.columns[i].missed_in_blocks; }),
                columns.end());
  const float half = (width - 2 * kSpace4 - kSpace6) / 2;
  const auto fits_half = [&](std::size_t shown) {
    const GridColumn& column = spec_.columns[columns[shown]];
    return !column.sample.empty() && block_width(column) <= half;
  };
  memory_.blocks.clear();
  float top = 0;
  for (std::size_t i = 1; i < columns.size();) {
    if (i + 1 < columns.size() && fits_half(i) && fits_half(i + 1)) {
      memory_.blocks.push_back({BlockPlace::Part::left, top, kStackedLine});
      memory_.blocks.push_back({BlockPlace::Part::right, top, kStackedLine});
      i += 2;
    } else {
      const GridColumn& column = spec_.columns[columns[i]];
      const bool any_length = column.kind == ColumnKind::text && column.sample.empty();
      const float height = any_length ? kBlockName : kStackedLine;
      memory_.blocks.push_back({BlockPlace::Part::whole, top, height});
      i += 1;
    }
    top += memory_.blocks.back().height;
  }
  row_height_ = 20 + kBlockName + top;
}

void GridView::place() {
  const float rows = static_cast<float>(count_) * row_height_;
  const float empty = count_ == 0 ? 56.0F : 0.0F;
  const float height = header_height_ + rows + empty + (has_total_ ? row_height_ : 0) + kFoot;
  whole_ = ui_.layout.place(ui_.layout.next_width(), height);
  const Rect& clip = ui_.paint.clip();
  rows_top_ = whole_.y + header_height_;
  const float header_top = std::clamp(
      clip.y, whole_.y, std::max(whole_.y, whole_.bottom() - header_height_ - row_height_));
  const float total_natural = rows_top_ + rows;
  const bool sticky = has_total_ && !stacked_;
  total_top_ =
      sticky ? std::clamp(clip.bottom() - row_height_, rows_top_, total_natural) : total_natural;
  const float top = std::max(clip.y, header_top + header_height_);
  const float bottom = std::min(clip.bottom(), has_total_ ? total_top_ : whole_.bottom());
  rows_clip_ = {whole_.x, top, whole_.width, std::max(0.0F, bottom - top)};
}

Rect GridView::row_rect(std::size_t index) const {
  return {whole_.x, rows_top_ + static_cast<float>(index) * row_height_, whole_.width, row_height_};
}

Rect GridView::cell_rect(std::size_t shown, const Rect& row) const {
  if (!stacked_) {
    const float left = memory_.lefts[shown];
    return {row.x + left, row.y, memory_.lefts[shown + 1] - left, row.height};
  }
  if (shown == 0) {
    return {row.x, row.y + 8, row.width, kBlockName};
  }
  const BlockPlace& place = memory_.blocks[shown - 1];
  const float whole = row.width - 2 * kSpace4;
  const float half = (whole - kSpace6) / 2;
  return {row.x + kSpace4 + (place.part == BlockPlace::Part::right ? half + kSpace6 : 0),
          row.y + 10 + kBlockName + place.top, place.part == BlockPlace::Part::whole ? whole : half,
          place.height};
}

std::size_t GridView::shown_place(std::size_t column) const {
  for (std::size_t i = 0; i < memory_.columns.size(); ++i) {
    if (memory_.columns[i] == column) {
      return i;
    }
  }
  return 0;
}

void GridView::add_grid_node() {
  SemanticNode& node =
      ui_.scene.add(id_, is_tree_ ? Role::treegrid : Role::grid, spec_.name, whole_);
  const std::size_t extra = (stacked_ ? 0U : 1U) + (has_total_ ? 1U : 0U);
  node.row_count = static_cast<std::int32_t>(count_ + extra);
  node.col_count = static_cast<std::int32_t>(memory_.columns.size());
}

// ---- header

void GridView::draw_header() {
  const float top = rows_clip_.y - header_height_;
  const float y = std::max(whole_.y, std::min(top, whole_.bottom() - header_height_));
  const Rect bar{whole_.x, y, whole_.width, header_height_};
  ui_.paint.fill(bar.inset(1, 0), Color::surface);
  ui_.paint.horizontal(bar.x + 1, bar.right() - 1, bar.bottom() - 1, Color::ink);
  const NodeId row = hash_id(id_, "header");
  ui_.scene.add(row, Role::row, {}, bar).row_index = 1;
  ui_.scene.open(row);
  for (std::size_t i = 0; i < memory_.columns.size(); ++i) {
    draw_header_cell(i, cell_rect(i, bar));
  }
  ui_.scene.close();
}

void GridView::draw_header_cell(std::size_t shown, const Rect& rect) {
  const std::size_t index = memory_.columns[shown];
  const GridColumn& column = spec_.columns[index];
  const NodeId id = header_id(index);
  const bool left = column.kind == ColumnKind::tree || column.kind == ColumnKind::text;
  const bool sorted = column.ascending || column.descending;
  const TextStyle style = sorted ? TextStyle::caption_strong : TextStyle::caption;
  const Color color = sorted ? Color::ink : Color::muted;
  if (column.sortable && ui_.input.hovered() == id) {
    ui_.paint.fill(rect.inset(2, 3), Color::hover, 4);
  }
  const std::string_view title = title_of(column);
  const float y = rect.center().y - 8;
  const float room = rect.width - 2 * kCellPad - (sorted ? 12 : 0);
  const float width = std::min(room, ui_.paint.width(title, style));
  const bool chart = is_chart(column.kind);
  const float x = left    ? rect.x + kCellPad
                  : chart ? rect.center().x - width / 2
                          : rect.right() - kCellPad - width;
  ui_.paint.text_fitted({x, y}, width, title, style, color);
  if (sorted) {
    const float at = left || chart ? x + width + 7 : x - 7;
    const float up = column.ascending ? -3.0F : 3.0F;
    ui_.paint.triangle({at - 3.5F, y + 8 - up * 0.6F}, {at + 3.5F, y + 8 - up * 0.6F},
                       {at, y + 8 + up}, color);
  }
  SemanticNode& node = ui_.scene.add(id, Role::columnheader, title, rect);
  node.col_index = static_cast<std::int32_t>(shown) + 1;
  node.row_index = 1;
  node.composite = id_;
  node.states = state::focusable;
  if (column.sortable) {
    node.actions = action::press;
    node.states |= state::sortable | (column.ascending    ? state::ascending
                                      : column.descending ? state::descending
                                                          : 0);
  }
  NodeExtra& extra = ui_.scene.extra_of_last();
  extra.ring_inside = true;
  extra.ring_radius = 4;
  if (ui_.pressed(id)) {
    answer_ = {GridEvent::sort, 0, index, {}};
  }
}

// ---- rows

void GridView::draw_rows() {
  const float top = std::max(0.0F, (rows_clip_.y - rows_top_) / row_height_);
  const float bottom = std::max(0.0F, (rows_clip_.bottom() - rows_top_) / row_height_);
  const std::size_t first = std::min(count_, static_cast<std::size_t>(top));
  const std::size_t end = std::min(count_, static_cast<std::size_t>(std::ceil(bottom)));
  const std::size_t visible = end - first;
  const bool outside = focus_in_rows_ && memory_.has_place && memory_.row_index < count_ &&
                       (memory_.row_index < first || memory_.row_index >= end);
  ui_.paint.push_clip(rows_clip_);
  ui_.scene.push_clip(rows_clip_, ui_.scene.clip().scroll,
                      {.top = header_height_, .bottom = has_total_ && !stacked_ ? row_height_ : 0});
  if (outside && memory_.row_index < first) {
    draw_row(fetch(memory_.row_index), memory_.row_index, row_rect(memory_.row_index));
  }
  if (visible > 0) {
    fill_rows(first, visible);
  }
  for (std::size_t i = first; i < end; ++i) {
    draw_row(memory_.rows[i - first], i, row_rect(i));
  }
  if (outside && memory_.row_index >= end) {
    draw_row(fetch(memory_.row_index), memory_.row_index, row_rect(memory_.row_index));
  }
  ui_.scene.pop_clip();
  ui_.paint.pop_clip();
}

void GridView::draw_row(const GridRow& row, std::size_t index, const Rect& rect) {
  const NodeId id = row_id(row.key);
  const bool has_focus = focus_in_rows_ && memory_.row == row.key;
  const Rect band{rect.x + 1, rect.y, rect.width - 2, rect.height};
  if (row.selected || has_focus) {
    ui_.paint.fill(band, Color::accent_soft);
  } else if (ui_.input.hovered() == id) {
    ui_.paint.fill(band, Color::hover);
  }
  ui_.paint.horizontal(band.x, band.right(), rect.bottom() - 1, Color::line);
  SemanticNode& node = ui_.scene.add(id, Role::row, {}, rect);
  node.row_index = static_cast<std::int32_t>(index) + (stacked_ ? 1 : 2);
  node.level = is_tree_ ? row.level : 0;
  node.pos_in_set = row.pos_in_set;
  node.set_size = row.set_size;
  node.states = row.selected ? state::selected : 0;
  if (row.has_children) {
    node.states |= row.expanded ? state::expanded : state::collapsed;
  }
  ui_.scene.open(id);
  for (std::size_t i = 0; i < memory_.columns.size(); ++i) {
    draw_cell(row, i, cell_rect(i, rect));
  }
  ui_.scene.close();
}

void GridView::draw_total() {
  const GridRow& total = memory_.total;
  const Rect rect{whole_.x, total_top_, whole_.width, row_height_};
  const Rect band{rect.x + 1, rect.y, rect.width - 2, rect.height};
  ui_.paint.fill(band, Color::surface);
  ui_.paint.horizontal(band.x, band.right(), rect.y, Color::muted);
  const NodeId id = row_id(total.key);
  ui_.scene.add(id, Role::row, {}, rect).row_index =
      static_cast<std::int32_t>(count_) + (stacked_ ? 1 : 2);
  ui_.scene.open(id);
  for (std::size_t i = 0; i < memory_.columns.size(); ++i) {
    draw_cell(total, i, cell_rect(i, rect));
  }
  ui_.scene.close();
}

GridAnswer Ui::grid(ItemKey key, const GridSpec& spec) {
  return GridView(*impl_, impl_->scene.id(key), spec).run();
}

}  // namespace saimnieks::ui
