// Counting: the cells of a pivot that count a line. To keep a pivot in step with an edit, and to
// part what a few lines bring over a pivot's cells without a look at all the others.
#pragma once

#include "core/base/function_ref.h"
#include "core/cube/plan.h"

namespace saimnieks::cube {

struct Counted {
  std::int32_t node = -1;  // −1: the total
  std::size_t column = 0;
  Cell counts;          // what the line adds: its amount and one line, on its side
  bool is_row = false;  // the row that the line stands in, and not what stands above it
};

// From the row up to the total, in a comparison once for each side that asks for the line. Above
// the row of a version that does not count by itself, `counts` is nothing. `plan` is of the pivot's
// query; the line is at rid − 1, and must be there. False as soon as the pivot has no row or no
// column for it.
[[nodiscard]] bool each_cell_counting(const Plan& plan, const Pivot& pivot, std::size_t at,
                                      base::FunctionRef<void(const Counted&)> visit);

}  // namespace saimnieks::cube
