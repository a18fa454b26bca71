// What a verb answers about a calculation's inputs, whether they were read from a scenario or from
// a ledger: one form for both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/control/forecast.h"
#include "core/control/variance.h"
#include "core/costing/allocation.h"
#include "core/costing/unit_cost.h"
#include "core/value/appraisal.h"

namespace saimnieks::scenario {

// docs/scenarios.md, "allocate", "unit-cost", "forecast" and "variance". Faults are the
// calculation's.
[[nodiscard]] base::Result<nlohmann::ordered_json> allocation_answer(
    const costing::Network& network, costing::Method method, const costing::Attribution& answer);
[[nodiscard]] base::Result<nlohmann::ordered_json> unit_cost_answer(const costing::Sheet& sheet);
[[nodiscard]] base::Result<nlohmann::ordered_json> forecast_answer(control::ForecastMethod method,
                                                                   const control::YearToDate& year);
[[nodiscard]] base::Result<nlohmann::ordered_json> variance_answer(
    control::Kind kind, const std::vector<control::Item>& items);
// "appraise"; without the explanation. Of what is not appraised, the same keys with null.
[[nodiscard]] nlohmann::ordered_json appraisal_answer(
    const std::optional<value::Appraisal>& appraisal);

// The scenario that allocate() of the network answers: what went into a run, to be kept with it.
// The order in which step-down closes pools is by their ids, where one was stated.
[[nodiscard]] nlohmann::ordered_json allocation_scenario(
    const costing::Network& network, costing::Method method,
    const std::optional<std::vector<std::string>>& order = {});

// "direct", "step-down", "reciprocal"; nothing for another word.
[[nodiscard]] std::optional<costing::Method> allocation_method(std::string_view name);

}  // namespace saimnieks::scenario
