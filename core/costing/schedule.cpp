#include "core/costing/schedule.h"

#include <algorithm>
#include <string>
#include <utility>

namespace saimnieks::costing {

using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::Money;
using base::Result;
using model::IndexStep;
using model::Instalment;

namespace {

Explanation instalment(std::string name, Money amount) {
  return {std::move(name), std::to_string(amount.cents()), ExplainedUnit::cents, "instalment"};
}

Explanation explain_index(const std::vector<IndexStep>& steps) {
  Explanation out{"index", {}, ExplainedUnit::cents, {}, {}};
  for (const IndexStep& step : steps) {
    out.inputs.push_back({step.from.iso(), step.ppm.text(), ExplainedUnit::ppm, {}, {}});
  }
  return out;
}

}  // namespace

Result<std::vector<Instalment>> schedule(const Regular& cost) {
  if (!cost.from.valid() || cost.from.whole_year()) {
    return base::fail_field(ErrorCode::period_invalid, "/from", cost.from.iso());
  }
  if (!cost.to.valid() || cost.to.whole_year()) {
    return base::fail_field(ErrorCode::period_invalid, "/to", cost.to.iso());
  }
  if (cost.to < cost.from) {
    return base::fail_field(ErrorCode::end_before_start, "/to", cost.to.iso());
  }
  if (cost.every_months < 1 || cost.every_months > kMostPeriods) {
    return base::fail_field(ErrorCode::value_range, "/every_months",
                            std::to_string(cost.every_months));
  }
  if (cost.index.size() > kMostSteps) {
    return base::fail_field(ErrorCode::scenario_too_large, "/index",
                            std::to_string(cost.index.size()));
  }
  for (std::size_t i = 0; i < cost.index.size(); ++i) {
    const IndexStep& step = cost.index[i];
    if (!step.from.valid() || step.from.whole_year()) {
      return base::fail_field(ErrorCode::period_invalid, "/index/" + std::to_string(i) + "/from",
                              step.from.iso());
    }
    if (step.ppm <= base::Decimal9::from_integer(-1'000'000)) {
      return base::fail_field(ErrorCode::value_range, "/index/" + std::to_string(i) + "/ppm",
                              step.ppm.text());
    }
  }
  return model::regular_instalments(cost.amount, cost.from, cost.to, cost.every_months, cost.index);
}

Result<std::vector<Money>> schedule(const StraightLine& cost) {
  if (cost.periods < 1 || cost.periods > kMostPeriods) {
    return base::fail_field(ErrorCode::value_range, "/periods", std::to_string(cost.periods));
  }
  const auto [least, most] = std::minmax({cost.amount, Money()});
  if (cost.residual < least || cost.residual > most) {
    return base::fail_field(ErrorCode::value_range, "/residual_cents",
                            std::to_string(cost.residual.cents()));
  }
  return model::straight_line(cost.amount, cost.residual, cost.periods);
}

Explanation explain(const Regular& cost, const std::vector<Instalment>& due) {
  base::I128 sum = 0;
  Explanation periods{"periods", {}, ExplainedUnit::cents, {}, {}};
  for (const Instalment& each : due) {
    sum += each.amount.cents();
    periods.inputs.push_back(instalment(each.period.iso(), each.amount));
  }
  return {"schedule",
          base::to_text(sum),
          ExplainedUnit::cents,
          "regular",
          {Explanation::entered_cents("amount", cost.amount.cents()),
           Explanation::entered_number("every_months", std::to_string(cost.every_months)),
           explain_index(cost.index), std::move(periods)}};
}

Explanation explain(const StraightLine& cost, const std::vector<Money>& due) {
  Explanation periods{"periods", {}, ExplainedUnit::cents, {}, {}};
  for (const Money each : due) {
    periods.inputs.push_back(instalment(std::to_string(periods.inputs.size() + 1), each));
  }
  return {"schedule",
          std::to_string((cost.amount - cost.residual).cents()),
          ExplainedUnit::cents,
          "straight-line",
          {Explanation::entered_cents("amount", cost.amount.cents()),
           Explanation::entered_cents("residual", cost.residual.cents()),
           Explanation::entered_number("count", std::to_string(cost.periods)), std::move(periods)}};
}

}  // namespace saimnieks::costing
