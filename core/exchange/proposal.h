// Proposes a mapping by looking at a file: what the values are, how columns depend on each other,
// and, where that leaves a choice, what the headers say. A person confirms it.
#pragma once

#include "core/exchange/file_shape.h"
#include "core/exchange/mapping.h"

namespace saimnieks::exchange {

struct Proposal {
  Mapping mapping;
  bool complete = false;  // unit, period and amount were found: it can be tried as it is
};

[[nodiscard]] Proposal propose_mapping(const FileShape& shape);

}  // namespace saimnieks::exchange
