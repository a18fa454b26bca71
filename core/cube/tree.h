// Tree: the nodes of a pivot from the rows that have lines.
#pragma once

#include <optional>
#include <vector>

#include "core/base/function_ref.h"
#include "core/cube/plan.h"

namespace saimnieks::cube {

// The rows of a pivot that have lines, in order of showing: of each, its place on every row axis.
struct Tuples {
  std::size_t axes = 0;
  std::size_t count = 0;
  std::vector<std::uint32_t> places;  // count × axes
};

// Adds the row's own amounts to the cells of its node, one a column.
using FillRow = base::FunctionRef<void(std::size_t tuple, Cell* cells)>;

// `pivot` must have its columns. Answers the lines of each column, whatever counts in the total.
std::vector<std::int64_t> build_tree(const Plan& plan, const Members& members, const Tuples& tuples,
                                     FillRow fill, Pivot& pivot);

// The members from the top of the tree to the row at these places.
void path_to(const Plan& plan, const std::uint32_t* places, std::vector<Member>& path);

}  // namespace saimnieks::cube
