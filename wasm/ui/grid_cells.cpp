// What stands in a grid's cells: asked of the source, and drawn: names with their expander,
// figures, bars and pins.
#include <cmath>

#include "wasm/ui/grid_view.h"

namespace saimnieks::ui {

namespace {
constexpr float kCellPad = 10;
constexpr float kIndent = 18;
constexpr float kExpander = 12;

// The end of a line that was broken at a blank, which takes no room.
std::string_view without_blank(std::string_view line) {
  while (!line.empty() && line.back() == ' ') {
    line.remove_suffix(1);
  }
  return line;
}
}  // namespace

void GridView::fill_total() {
  GridRow& total = memory_.total;
  total.cells.resize(spec_.columns.size());
  memory_.has_total = count_ > 0 && spec_.source->total(total);
  total.key = kTotalKey;
  total.strong = true;
  total.has_children = false;
  total.level = 1;
}

void GridView::fill_rows(std::size_t first, std::size_t count) {
  if (memory_.row_count > 0 && memory_.first_row == first && memory_.row_count == count) {
    return;
  }
  memory_.first_row = first;
  memory_.row_count = count;
  if (memory_.rows.size() < count) {
    memory_.rows.resize(count);
  }
  const std::span<GridRow> rows = std::span(memory_.rows).first(count);
  for (GridRow& row : rows) {
    row.cells.resize(spec_.columns.size());
  }
  spec_.source->rows(first, rows);
}

TextStyle GridView::style_of(const GridRow& row) const {
  return row.strong ? TextStyle::body_strong : TextStyle::body;
}

Color GridView::color_of(const GridRow& row, const GridCell& cell) const {
  if (cell.tone != Tone::plain) {
    return tone_color(cell.tone);
  }
  return row.muted ? Color::muted : Color::ink;
}

void GridView::draw_cell(const GridRow& row, std::size_t shown, const Rect& rect) {
  const std::size_t index = memory_.columns[shown];
  const GridColumn& column = spec_.columns[index];
  const GridCell& cell = row.cells[index];
  const NodeId id = hash_id(ui_.scene.parent(), {"cell", index});  // cell_id, the row being open
  const bool editing = memory_.editing && memory_.row == row.key && memory_.column == index;
  const TextStyle style = stacked_ && shown == 0 ? TextStyle::control : style_of(row);
  const float line = ui_.paint.line_height(style);
  const float y = rect.center().y - line / 2;
  const Color color = color_of(row, cell);
  std::string_view name = ui_.scene.arena().join(cell.text, " ", cell.note);
  if (stacked_ && shown > 0) {
    name = ui_.scene.arena().join(column.title, ": ", name);
  }
  SemanticNode& node = ui_.scene.add(
      id, column.kind == ColumnKind::tree ? Role::rowheader : Role::gridcell, name, rect);
  node.col_index = static_cast<std::int32_t>(shown) + 1;
  node.composite = id_;
  node.states = state::focusable | (cell.editable ? state::editable : 0) |
                (cell.fault.empty() ? 0 : state::invalid);
  node.description = ui_.scene.keep(cell.fault);
  node.actions = action::press;
  if (column.kind == ColumnKind::tree && row.has_children) {
    node.states |= row.expanded ? state::expanded : state::collapsed;
    node.actions |= action::toggle;
  }
  NodeExtra& extra = ui_.scene.extra_of_last();
  extra.ring_inside = true;
  extra.ring_radius = 4;
  if (ui_.pressed(id)) {
    activate(row, index, ui_.input.events().clicks > 0);
  }
  if (const auto& set = ui_.input.events().value; set && set->id == id && row.has_children) {
    const bool open = set->value == "true";
    if (open != row.expanded) {
      answer_ = {open ? GridEvent::expand : GridEvent::collapse, row.key, index, {}};
    }
  }
  if (editing) {
    node.actions = action::edit_text;
    draw_editor(row, index, rect);
    return;
  }
  if (cell.editable && ui_.focused(id)) {
    arm_editor(rect, name);
    node.actions |= action::edit_text;
  }
  if (stacked_ && shown > 0) {
    draw_block_cell(column, cell, rect, style, color);
    return;
  }
  switch (column.kind) {
    case ColumnKind::tree:
      draw_tree_cell(row, cell, rect, style);
      break;
    case ColumnKind::text:
      if (stacked_) {
        draw_block_name(cell.text, rect.inset(kSpace4, 0), color);
      } else {
        ui_.paint.text_fitted({rect.x + kCellPad, y}, rect.width - 2 * kCellPad, cell.text, style,
                              color);
      }
      break;
    case ColumnKind::figure: {
      const float room = rect.width - kCellPad;
      const float width = std::min(room, ui_.paint.width(cell.text, style));
      ui_.paint.text_fitted({rect.right() - kCellPad - width, y}, width, cell.text, style, color);
      break;
    }
    case ColumnKind::bar:
      draw_bar(column, cell, rect);
      break;
    case ColumnKind::pin:
      draw_pin(column, cell, rect);
      break;
  }
  if (!cell.fault.empty()) {
    ui_.paint.outline(rect.inset(2, 3), Color::caution, 4, 1);
  }
}

void GridView::draw_block_cell(const GridColumn& column, const GridCell& cell, const Rect& rect,
                               TextStyle style, Color color) {
  const std::string_view title = title_of(column);
  const float label = std::min(rect.width * 0.5F, ui_.paint.width(title, TextStyle::caption));
  const float middle = rect.center().y;
  ui_.paint.text_fitted({rect.x, middle - ui_.paint.line_height(TextStyle::caption) / 2}, label,
                        title, TextStyle::caption, Color::muted);
  const float room = rect.width - label - kSpace2;
  if (ui_.paint.width(cell.text, style) > room) {
    style = TextStyle::caption;
  }
  const std::size_t first = ui_.paint.width(cell.text, style) > room && rect.height >= kBlockName
                                ? ui_.paint.break_line(cell.text, room, style)
                                : cell.text.size();
  if (first < cell.text.size()) {
    const std::string_view text = cell.text;
    const float line = ui_.paint.line_height(style);
    const std::string_view above = without_blank(text.substr(0, first));
    const float below = std::min(room, ui_.paint.width(text.substr(first), style));
    ui_.paint.text({rect.right() - ui_.paint.width(above, style), middle - line}, above, style,
                   color);
    ui_.paint.text_fitted({rect.right() - below, middle}, below, text.substr(first), style, color);
    return;
  }
  const float width = std::min(room, ui_.paint.width(cell.text, style));
  ui_.paint.text_fitted({rect.right() - width, middle - ui_.paint.line_height(style) / 2}, width,
                        cell.text, style, color);
}

void GridView::draw_tree_cell(const GridRow& row, const GridCell& cell, const Rect& rect,
                              TextStyle style) {
  const float indent =
      kIndent * static_cast<float>(std::min(row.level, 12) - 1) * (stacked_ ? 0.7F : 1.0F);
  float x = rect.x + (stacked_ ? kSpace4 - 2 : kCellPad) + indent;
  if (row.has_children) {
    ui_.draw_chevron({x - 1, rect.y, 10, rect.height}, row.expanded, Color::ink);
  }
  if (row.has_children || row.level > 1 || !row.strong) {
    x += kExpander;
  }
  if (stacked_) {
    return draw_block_name(cell.text, {x, rect.y, rect.right() - kSpace4 - x, rect.height},
                           color_of(row, cell));
  }
  const float line = ui_.paint.line_height(style);
  ui_.paint.text_fitted({x, rect.center().y - line / 2}, rect.right() - x - 4, cell.text, style,
                        color_of(row, cell));
}

// A name is what a block is found by: set smaller, then in two lines, before it is cut.
void GridView::draw_block_name(std::string_view name, const Rect& rect, Color color) {
  if (ui_.paint.width(name, TextStyle::body_strong) <= rect.width) {
    const float line = ui_.paint.line_height(TextStyle::body_strong);
    ui_.paint.text({rect.x, rect.center().y - line / 2}, name, TextStyle::body_strong, color);
    return;
  }
  const TextStyle style = TextStyle::caption_strong;
  const std::size_t first = ui_.paint.break_line(name, rect.width, style);
  const float line = ui_.paint.line_height(style);
  const float top = rect.center().y - (first < name.size() ? line : line / 2);
  ui_.paint.text_fitted({rect.x, top}, rect.width, without_blank(name.substr(0, first)), style,
                        color);
  ui_.paint.text_fitted({rect.x, top + line}, rect.width, name.substr(first), style, color);
}

void GridView::draw_bar(const GridColumn& column, const GridCell& cell, const Rect& rect) {
  if (!cell.amount) {
    return;
  }
  const float zero = rect.center().x;
  const float half = rect.width / 2 - kCellPad;
  ui_.paint.log_from_here(true);
  if (column.scale > 0 && *cell.amount != 0) {
    const float share = static_cast<float>(*cell.amount) / static_cast<float>(column.scale);
    const float length = std::clamp(share, -1.0F, 1.0F) * half;
    const float width = std::max(1.0F, std::fabs(length));
    ui_.paint.fill({length < 0 ? zero - width : zero, rect.center().y - 5, width, 10},
                   tone_color(cell.tone));
  }
  ui_.paint.vertical(zero, rect.center().y - 9, rect.center().y + 9, Color::muted);
  ui_.paint.log_from_here(false);
}

// A head on a stem; one beyond the scale ends in a point, so that it is not read as its length.
void GridView::draw_pin(const GridColumn& column, const GridCell& cell, const Rect& rect) {
  if (!cell.amount) {
    return;
  }
  const float zero = rect.center().x;
  const float half = rect.width / 2 - kCellPad;
  const float y = rect.center().y;
  ui_.paint.log_from_here(true);
  if (column.scale > 0 && *cell.amount != 0) {
    const float share = static_cast<float>(*cell.amount) / static_cast<float>(column.scale);
    const float length = std::clamp(share, -1.0F, 1.0F) * half;
    const float end = zero + length;
    const Color color = tone_color(cell.tone);
    ui_.paint.fill({std::min(zero, end), y - 1, std::fabs(length), 2}, color);
    if (std::fabs(share) > 1) {
      const float tip = length < 0 ? end - 4 : end + 4;
      ui_.paint.triangle({end, y - 5}, {end, y + 5}, {tip, y}, color);
    } else {
      ui_.paint.fill({end - 3, y - 3, 6, 6}, color);
    }
  }
  ui_.paint.vertical(zero, y - 9, y + 9, Color::muted);
  ui_.paint.log_from_here(false);
}

}  // namespace saimnieks::ui
