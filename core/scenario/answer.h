// What the answers of all verbs have in common.
#pragma once

#include <cstddef>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/base/wide.h"

namespace saimnieks::scenario {

// Cents as an integer, everything else as decimal text; what is empty is left out
// (docs/scenarios.md, "Explanations").
[[nodiscard]] nlohmann::ordered_json to_json(const base::Explanation& explanation);

// What is not defined is null.
[[nodiscard]] nlohmann::ordered_json cents_or_null(const std::optional<base::Money>& amount);
// As decimal text with so many digits after the point.
[[nodiscard]] nlohmann::ordered_json fixed_or_null(std::optional<base::I128> value,
                                                   std::size_t digits);

}  // namespace saimnieks::scenario
