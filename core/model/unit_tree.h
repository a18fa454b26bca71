// The tree of units as cuts and files see it, apart from the dimensions that most of core reads.
#pragma once

#include <string>

#include "core/model/dimension.h"

namespace saimnieks::model {

// "001/011": the codes from the top down to the unit, as people and files name it; empty for none.
[[nodiscard]] inline std::string path_text(const Dimension<Unit>& units, UnitId unit) {
  std::string path;
  for (; unit != kNoUnit; unit = units[unit].parent) {
    path = units[unit].code + (path.empty() ? "" : "/") + path;
  }
  return path;
}

// Whether a question about `below` and what lies in it is about the unit; none asks for everything.
[[nodiscard]] inline bool in_cut(const Dimension<Unit>& units, UnitId unit, UnitId below) {
  return below == kNoUnit || lies_in(units, unit, below);
}

}  // namespace saimnieks::model
