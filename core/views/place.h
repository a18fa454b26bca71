// Where the person is on a page: how far it is scrolled, and the cell of a grid that was chosen.
// The numbers are the widget layer's own; they are kept only to be given back to it.
#pragma once

#include <cstdint>

namespace saimnieks::views {

struct Place {
  std::uint32_t page = 0;  // its scroll area; 0: none
  int scroll_px = 0;
  std::uint32_t grid = 0;  // 0: no cell was chosen
  std::uint64_t row = 0;
  std::uint32_t column = 0;
  bool focused = false;  // the cell has the focus
  bool ring = false;     // and shows it, as for somebody who works by keyboard

  friend bool operator==(const Place&, const Place&) = default;
};

}  // namespace saimnieks::views
