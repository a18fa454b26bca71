// What a person does in a grid: keys as in the ARIA treegrid pattern, presses, editing in place.
#include <cmath>

#include "wasm/ui/grid_view.h"

namespace saimnieks::ui {

// One row by itself, wherever it is; good until the next one is asked for.
const GridRow& GridView::fetch(std::size_t index) {
  if (index >= count_) {
    return memory_.total;
  }
  memory_.spare.cells.resize(spec_.columns.size());
  spec_.source->rows(index, std::span(&memory_.spare, 1));
  return memory_.spare;
}

// Which cell has the focus: the remembered one, or one that a pointer or the mirror has chosen.
void GridView::find_focus() {
  const NodeId focus = ui_.input.focus();
  const SemanticNode* node = ui_.scene.shown().find(focus);
  header_focus_ = -1;
  focus_in_rows_ = false;
  if (memory_.has_place) {
    const auto index = spec_.source->index_of(memory_.row);
    if (index) {
      memory_.row_index = *index;
    } else if (memory_.row == kTotalKey && has_total_) {
      memory_.row_index = count_;
    } else {
      // The row is gone; its neighbour takes over.
      const bool had_focus = focus == cell_id(memory_.row, memory_.column);
      memory_.editing = false;
      if (count_ == 0) {
        memory_.has_place = false;
      } else {
        memory_.row_index = std::min(memory_.row_index, count_ - 1);
        memory_.row = fetch(memory_.row_index).key;
        if (had_focus) {
          ui_.input.set_focus(cell_id(memory_.row, memory_.column), ui_.input.focus_is_visible());
        }
      }
    }
  }
  if (node == nullptr || node->composite != id_) {
    memory_.editing = memory_.editing && memory_.has_place &&
                      ui_.input.focus() == cell_id(memory_.row, memory_.column);
    focus_in_rows_ = memory_.has_place && ui_.input.focus() == cell_id(memory_.row, memory_.column);
    return;
  }
  for (std::size_t i = 0; i < memory_.columns.size(); ++i) {
    if (focus == header_id(memory_.columns[i])) {
      header_focus_ = static_cast<int>(i);
      memory_.editing = false;
      return;
    }
  }
  if (memory_.has_place && ui_.input.focus() == cell_id(memory_.row, memory_.column)) {
    focus_in_rows_ = true;
    return;
  }
  // Another cell of a row on the screen: its row's index says where.
  const SemanticNode* row = ui_.scene.shown().find(node->parent);
  if (row == nullptr || node->col_index < 1 ||
      static_cast<std::size_t>(node->col_index) > memory_.columns.size()) {
    return;
  }
  const std::size_t column = memory_.columns[static_cast<std::size_t>(node->col_index) - 1];
  const auto index = static_cast<std::size_t>(row->row_index - (stacked_ ? 1 : 2));
  memory_.editing = false;
  if (index < count_ && cell_id(fetch(index).key, column) == focus) {
    memory_.has_place = true;
    memory_.row_index = index;
    memory_.row = memory_.spare.key;
    memory_.column = column;
    focus_in_rows_ = true;
  } else if (focus == cell_id(kTotalKey, column)) {
    memory_.has_place = true;
    memory_.row = kTotalKey;
    memory_.row_index = count_;
    memory_.column = column;
    focus_in_rows_ = true;
  }
}

void GridView::handle_key() {
  if (memory_.editing) {
    ui_.input.grab_keys(cell_id(memory_.row, memory_.column));
  }
  const KeyEvent* key = ui_.input.key_for(ui_.input.focus());
  if (key == nullptr || (!focus_in_rows_ && header_focus_ < 0)) {
    if (focus_in_rows_ && ui_.input.events().copy && !memory_.editing &&
        memory_.row_index <= last_row()) {
      const GridRow& row = fetch(memory_.row_index);
      const GridCell& cell = row.cells[memory_.column];
      ui_.requests.emplace_back(
          ClipboardWrite{cell.edit_text.empty() ? cell.text : cell.edit_text});
      answer_ = {GridEvent::copy, row.key, memory_.column, {}};
    }
    return;
  }
  const KeyEvent copy = *key;
  const bool taken = header_focus_ >= 0 ? handle_header_key(copy) : handle_row_key(copy);
  if (taken) {
    ui_.stop_key();
  }
}

bool GridView::handle_header_key(const KeyEvent& key) {
  const auto here = static_cast<std::size_t>(header_focus_);
  const std::size_t last = memory_.columns.size() - 1;
  std::size_t to = here;
  switch (key.code) {
    case KeyCode::left:
      to -= to > 0 ? 1 : 0;
      break;
    case KeyCode::right:
      to = std::min(to + 1, last);
      break;
    case KeyCode::home:
      to = 0;
      break;
    case KeyCode::end:
      to = last;
      break;
    case KeyCode::down:
      if (count_ > 0) {
        go_to(0, memory_.columns[here]);
      }
      return true;
    default:
      return false;
  }
  header_focus_ = static_cast<int>(to);
  ui_.input.set_focus(header_id(memory_.columns[to]), true);
  return true;
}

bool GridView::handle_row_key(const KeyEvent& key) {
  if (memory_.editing) {
    const bool down = key.code == KeyCode::enter && !key.modifiers.shift;
    const bool up = key.code == KeyCode::enter && key.modifiers.shift;
    if (key.code == KeyCode::escape) {
      end_edit(false);
    } else if (down || up) {
      end_edit(true);
      const std::size_t at = memory_.row_index;
      go_to(down ? std::min(at + 1, count_ - 1) : at - (at > 0 ? 1 : 0), memory_.column);
    } else if (key.code == KeyCode::tab) {
      end_edit(true);
      move_sideways(fetch(memory_.row_index), !key.modifiers.shift);
    } else {
      return false;
    }
    return true;
  }
  const std::size_t at = memory_.row_index;
  const auto page = static_cast<std::size_t>(std::max(1.0F, rows_clip_.height / row_height_ - 1));
  switch (key.code) {
    case KeyCode::down:
      go_to(std::min(at + 1, last_row()), memory_.column);
      return true;
    case KeyCode::up:
      if (at == 0 && !stacked_) {
        header_focus_ = static_cast<int>(shown_place(memory_.column));
        ui_.input.set_focus(header_id(memory_.column), true);
        focus_in_rows_ = false;
      } else {
        go_to(at - (at > 0 ? 1 : 0), memory_.column);
      }
      return true;
    case KeyCode::page_down:
      go_to(at + 1 < count_ ? std::min(at + page, count_ - 1) : last_row(), memory_.column);
      return true;
    case KeyCode::page_up:
      go_to(at - std::min(at, page), memory_.column);
      return true;
    case KeyCode::home:
      go_to(key.modifiers.control ? 0 : at, memory_.columns.front());
      return true;
    case KeyCode::end:
      go_to(!key.modifiers.control ? at
            : at + 1 < count_      ? count_ - 1
                                   : last_row(),
            memory_.columns.back());
      return true;
    case KeyCode::right:
    case KeyCode::left:
      return move_sideways(fetch(at), key.code == KeyCode::right);
    case KeyCode::enter:
    case KeyCode::space:
      activate(fetch(at), memory_.column, false);
      return true;
    case KeyCode::f2: {
      const GridRow& row = fetch(at);
      if (row.cells[memory_.column].editable) {
        start_edit(row, memory_.column, nullptr);
      }
      return true;
    }
    case KeyCode::backspace:
    case KeyCode::remove: {
      const GridRow& row = fetch(at);
      if (row.cells[memory_.column].editable) {
        const std::string nothing;
        start_edit(row, memory_.column, &nothing);
      }
      return true;
    }
    default:
      return false;
  }
}

// In the column of names, right opens and left closes or goes to the parent.
bool GridView::move_sideways(const GridRow& row, bool right) {
  const std::size_t place = shown_place(memory_.column);
  const bool tree = spec_.columns[memory_.column].kind == ColumnKind::tree;
  if (tree && row.has_children && right != row.expanded) {
    answer_ = {right ? GridEvent::expand : GridEvent::collapse, row.key, memory_.column, {}};
    return true;
  }
  if (tree && !right && place == 0) {
    go_to_parent(row);
    return true;
  }
  const std::size_t last = memory_.columns.size() - 1;
  const std::size_t to = right ? std::min(place + 1, last) : place - (place > 0 ? 1 : 0);
  go_to(memory_.row_index, memory_.columns[to]);
  return true;
}

void GridView::go_to_parent(const GridRow& row) {
  const int level = row.level;
  for (std::size_t i = memory_.row_index; i > 0; --i) {
    if (fetch(i - 1).level < level) {
      go_to(i - 1, memory_.column);
      return;
    }
  }
}

void GridView::go_to(std::size_t row_index, std::size_t column) {
  memory_.has_place = true;
  memory_.row_index = row_index;
  memory_.row = fetch(row_index).key;
  memory_.column = column;
  memory_.editing = false;
  focus_in_rows_ = true;
  header_focus_ = -1;
  const NodeId id = cell_id(memory_.row, column);
  ui_.input.set_focus(id, true);
  ui_.scene.remember_member(id_, id);
}

// Enter, Space, a click, a press by the mirror.
void GridView::activate(const GridRow& row, std::size_t column, bool by_pointer) {
  const GridCell& cell = row.cells[column];
  const int clicks = ui_.input.events().clicks;
  if (cell.editable) {
    if (!by_pointer || clicks > 1 || ui_.input.by_touch()) {
      start_edit(row, column, nullptr);
    }
    return;
  }
  if (spec_.columns[column].kind == ColumnKind::tree && row.has_children) {
    answer_ = {row.expanded ? GridEvent::collapse : GridEvent::expand, row.key, column, {}};
    return;
  }
  if (cell.link || !by_pointer || clicks > 1) {
    answer_ = {GridEvent::open, row.key, column, {}};
  }
}

// ---- editing in place

void GridView::start_edit(const GridRow& row, std::size_t column, const std::string* typed) {
  const GridCell& cell = row.cells[column];
  memory_.has_place = true;
  memory_.row = row.key;
  memory_.column = column;
  memory_.editing = true;
  focus_in_rows_ = true;
  const NodeId id = cell_id(row.key, column);
  ui_.input.set_focus(id, ui_.input.focus_is_visible());
  ui_.input.grab_keys(id);
  const std::string& text = cell.edit_text.empty() ? cell.text : cell.edit_text;
  if (cell.fault.empty()) {
    ui_.edit.begin(id, text, true);
  } else {  // it was not taken yet, so it counts as typed even when nothing is added
    ui_.edit.begin(id, {}, true);
    ui_.edit.change(text);
  }
  if (typed != nullptr) {
    ui_.edit.change(*typed);
  }
  ui_.another_frame = true;
}

void GridView::end_edit(bool keep) {
  if (keep && ui_.edit.changed()) {
    answer_ = {GridEvent::edit, memory_.row, memory_.column, ui_.edit.value()};
  }
  memory_.editing = false;
  ui_.edit.end();
  ui_.input.grab_keys(kNoNode);
  ui_.another_frame = true;
}

// The focus has gone elsewhere in mid-edit: what was typed counts, even if the row is out of sight.
void GridView::take_left_edit() {
  if (!memory_.editing || ui_.left_field != cell_id(memory_.row, memory_.column)) {
    return;
  }
  memory_.editing = false;
  if (ui_.left_changed) {
    answer_ = {GridEvent::edit, memory_.row, memory_.column, ui_.left_value};
  }
}

// An editable cell has the focus: the agent stands by, and the first character starts the edit.
void GridView::arm_editor(const Rect& rect, std::string_view name) {
  const NodeId id = ui_.input.focus();
  if (const auto& text = ui_.input.events().text;
      text && text->id == id && !text->value.empty() && ui_.edit.is_current(*text)) {
    memory_.editing = true;
    ui_.input.grab_keys(id);
    ui_.edit.begin_typed(id, *text);
    ui_.another_frame = true;
  } else {
    ui_.edit.arm(id);
  }
  ui_.edit_drawn = true;
  ui_.edit_place = {};
  ui_.edit_place.kind = TextKind::cell;
  ui_.edit_place.name = name;
  ui_.edit_place.rect = rect;
  ui_.edit_place.caret = rect;
}

void GridView::draw_editor(const GridRow& row, std::size_t column, const Rect& rect) {
  const NodeId id = cell_id(row.key, column);
  if (const auto& text = ui_.input.events().text; text && text->id == id) {
    static_cast<void>(ui_.edit.take(*text));
  }
  const bool right = spec_.columns[column].kind == ColumnKind::figure;
  const Rect box = rect.inset(2, 2);
  ui_.paint.fill(box, Color::surface, 4);
  ui_.paint.outline(box, Color::accent, 4, 2);
  ui_.edit_drawn = true;
  ui_.edit_place = {};
  ui_.edit_place.kind = TextKind::cell;
  ui_.edit_place.name = spec_.columns[column].title;
  ui_.edit_place.rect = rect;
  const Rect inner = rect.inset(10, 3);
  ui_.take_text_pointer(id, inner, style_of(row), ui_.edit.value());
  ui_.draw_text_content(id, inner, style_of(row), ui_.edit.value(), Color::ink, right);
  for (int i = ui_.scene.size() - 1; i >= 0; --i) {
    if (ui_.scene.node(i).id == id) {
      ui_.scene.node(i).value = ui_.scene.keep(ui_.edit.value());
      ui_.scene.extra(i).ring = false;
      break;
    }
  }
}

}  // namespace saimnieks::ui
