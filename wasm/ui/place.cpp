// The place on a page that outlives the program: scroll offset and the chosen cell of a grid.
#include <algorithm>
#include <cmath>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

views::Place Ui::place() const {
  UiImpl& ui = *impl_;
  views::Place place;
  if (ui.page_scroll != kNoNode) {
    place.page = ui.page_scroll;
    place.scroll_px = static_cast<int>(std::lround(ui.scrolls.area(ui.page_scroll).offset));
  }
  for (const GridMemory& grid : ui.grids) {
    if (grid.has_place) {
      place.grid = grid.id;
      place.row = grid.row;
      place.column = static_cast<std::uint32_t>(grid.column);
      place.focused = ui.focused(grid_cell_id(grid.id, grid.row, grid.column));
      place.ring = place.focused && ui.input.focus_is_visible();
      break;
    }
  }
  return place;
}

void Ui::go_to(const views::Place& place) {
  UiImpl& ui = *impl_;
  if (place.page != kNoNode) {
    // How far the page can be scrolled is known once it is drawn, which also puts this right.
    ui.scrolls.area(place.page).offset = static_cast<float>(std::max(place.scroll_px, 0));
  }
  if (place.grid != kNoNode) {
    GridMemory& grid = ui.grid_memory(place.grid);
    grid.has_place = true;
    grid.row = place.row;
    grid.column = place.column;
    if (place.focused) {
      ui.input.set_focus(grid_cell_id(place.grid, place.row, place.column), place.ring);
    }
  }
  ui.another_frame = true;
}

}  // namespace saimnieks::ui
