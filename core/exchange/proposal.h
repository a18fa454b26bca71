// Proposes a mapping by looking at a file: what the values are, how columns depend on each other,
// and, where that leaves a choice, what the headers say. A person confirms it.
#pragma once

#include "core/exchange/file_shape.h"
#include "core/exchange/mapping.h"

namespace saimnieks::exchange {

// What a proposed plan is called: a person sees it and may call it otherwise.
inline constexpr std::string_view kProposedVersion = "A";

struct Proposal {
  Mapping mapping;
  bool complete = false;  // unit, period and amount were found: it can be tried as it is
  // Whether the file itself says what is plan and what is actual: a column of it, the headers of
  // its amounts or its title. If not, the mapping's kind is only the usual one.
  bool says_kind = false;
};

[[nodiscard]] Proposal propose_mapping(const FileShape& shape);

}  // namespace saimnieks::exchange
