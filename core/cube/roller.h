// Roller: one plan carried out over the cube's lines. Keys that are few are counted in an array;
// where they are many, groups are looked up.
#pragma once

#include "core/cube/tree.h"

namespace saimnieks::cube {

struct Rolled {
  Pivot pivot;
  std::vector<std::int64_t> column_lines;  // of each column, whatever counts in the total
};

[[nodiscard]] Rolled roll(const Plan& plan, const Members& members);

[[nodiscard]] std::vector<LineId> lines_of(const Cube& cube, const Query& query, const Pivot& pivot,
                                           std::int32_t node, std::size_t column, Cube::Part part);

}  // namespace saimnieks::cube
