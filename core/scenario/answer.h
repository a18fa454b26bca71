// What the answers of all verbs have in common.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/explanation.h"

namespace saimnieks::scenario {

// Cents as an integer, everything else as decimal text; what is empty is left out
// (docs/scenarios.md, "Explanations").
[[nodiscard]] nlohmann::ordered_json to_json(const base::Explanation& explanation);

}  // namespace saimnieks::scenario
