// What a verb answers about a calculation's inputs, whether they were read from a scenario or from
// a ledger: one form for both.
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/control/forecast.h"
#include "core/costing/allocation.h"
#include "core/costing/unit_cost.h"

namespace saimnieks::scenario {

// docs/scenarios.md, "allocate", "unit-cost" and "forecast". Faults are the calculation's.
[[nodiscard]] base::Result<nlohmann::ordered_json> allocation_answer(
    const costing::Network& network, costing::Method method, const costing::Attribution& answer);
[[nodiscard]] base::Result<nlohmann::ordered_json> unit_cost_answer(const costing::Sheet& sheet);
[[nodiscard]] base::Result<nlohmann::ordered_json> forecast_answer(control::ForecastMethod method,
                                                                   const control::YearToDate& year);

// "direct", "step-down", "reciprocal"; nothing for another word.
[[nodiscard]] std::optional<costing::Method> allocation_method(std::string_view name);

}  // namespace saimnieks::scenario
