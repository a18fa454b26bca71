// One draw of a grid: columns that fit, rows in sight, header and total that stay in sight, keys
// and cell editing. Rows flow in the page and the page scrolls, so there is one scroll area only.
#pragma once

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

constexpr float kBlockName = 32;            // CSS px of a block's name: a line, or two small ones
constexpr std::uint64_t kTotalKey = ~0ULL;  // the row of totals, which no source has

class GridView {
 public:
  GridView(UiImpl& ui, NodeId id, const GridSpec& spec);
  GridAnswer run();

 private:
  // ---- grid.cpp: places and drawing
  void fit_columns(float width);
  [[nodiscard]] float natural_width(const GridColumn& column) const;
  [[nodiscard]] float block_width(const GridColumn& column) const;
  [[nodiscard]] std::string_view title_of(const GridColumn& column) const;
  void choose_stacked(float width);
  void place();
  void add_grid_node();
  void draw_header();
  void draw_header_cell(std::size_t shown, const Rect& rect);
  void draw_rows();
  void draw_row(const GridRow& row, std::size_t index, const Rect& rect);
  void fill_total();
  void fill_rows(std::size_t first, std::size_t count);
  void draw_cell(const GridRow& row, std::size_t shown, const Rect& rect);
  void draw_block_cell(const GridColumn& column, const GridCell& cell, const Rect& rect,
                       TextStyle style, Color color);
  void draw_block_name(std::string_view name, const Rect& rect, Color color);
  void draw_tree_cell(const GridRow& row, const GridCell& cell, const Rect& rect, TextStyle style);
  void draw_bar(const GridColumn& column, const GridCell& cell, const Rect& rect);
  void draw_pin(const GridColumn& column, const GridCell& cell, const Rect& rect);
  void draw_total();
  [[nodiscard]] Rect row_rect(std::size_t index) const;
  [[nodiscard]] Rect cell_rect(std::size_t shown, const Rect& row) const;
  [[nodiscard]] TextStyle style_of(const GridRow& row) const;
  [[nodiscard]] Color color_of(const GridRow& row, const GridCell& cell) const;

  // ---- grid_keys.cpp: what the person does
  void find_focus();
  void handle_key();
  bool handle_header_key(const KeyEvent& key);
  bool handle_row_key(const KeyEvent& key);
  bool move_sideways(const GridRow& row, bool right);
  void activate(const GridRow& row, std::size_t column, bool by_pointer);
  void go_to(std::size_t row_index, std::size_t column);
  void go_to_parent(const GridRow& row);
  void start_edit(const GridRow& row, std::size_t column, const std::string* typed);
  void end_edit(bool keep);
  void take_left_edit();
  void draw_editor(const GridRow& row, std::size_t column, const Rect& rect);
  void arm_editor(const Rect& rect, std::string_view name);
  [[nodiscard]] const GridRow& fetch(std::size_t index);  // the total is the one after the last
  [[nodiscard]] std::size_t last_row() const { return has_total_ ? count_ : count_ - 1; }

  [[nodiscard]] NodeId row_id(std::uint64_t key) const { return hash_id(id_, {"row", key}); }
  [[nodiscard]] NodeId cell_id(std::uint64_t row, std::size_t column) const {
    return grid_cell_id(id_, row, column);
  }
  [[nodiscard]] NodeId header_id(std::size_t column) const {
    return hash_id(id_, {"head", column});
  }
  [[nodiscard]] std::size_t shown_place(std::size_t column) const;

  UiImpl& ui_;
  NodeId id_;
  const GridSpec& spec_;
  GridMemory& memory_;
  GridAnswer answer_;
  Rect whole_;
  Rect rows_clip_;
  float row_height_ = 32;
  float header_height_ = 34;
  float rows_top_ = 0;
  float total_top_ = 0;
  std::size_t count_ = 0;
  bool stacked_ = false;
  bool has_total_ = false;
  bool is_tree_ = false;
  bool focus_in_rows_ = false;
  int header_focus_ = -1;  // the shown column whose header has the focus
};

}  // namespace saimnieks::ui
