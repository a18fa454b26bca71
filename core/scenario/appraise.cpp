// appraise: what costs and benefits over several years are worth.
#include <algorithm>

#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "core/scenario/verbs.h"
#include "core/value/appraisal.h"

namespace saimnieks::scenario {
namespace {

using base::Money;
using base::Result;
using nlohmann::ordered_json;
using value::Year;

Result<std::vector<Money>> read_amounts(const Node& scenario, std::string_view key,
                                        std::int64_t least) {
  TRY(const std::vector<Node> items, scenario.items(key));
  std::vector<Money> out;
  for (const Node& item : items) {
    TRY(const std::int64_t cents, item.integer(least, INT64_MAX));
    out.push_back(Money::from_cents(cents));
  }
  return out;
}

Result<std::vector<Year>> read_flows(const Node& scenario) {
  TRY_DO(scenario.has_only({"rate_ppm", "flows_cents"}));
  TRY(const std::vector<Money> flows, read_amounts(scenario, "flows_cents", INT64_MIN));
  auto years = value::years_of(flows);
  if (!years) {
    return scenario.fail(years.error());
  }
  return years;
}

// Years that one of the lists does not reach have none of it.
Result<std::vector<Year>> read_years(const Node& scenario) {
  TRY_DO(scenario.has_only({"rate_ppm", "costs_cents", "benefits_cents"}));
  TRY(const std::vector<Money> costs, read_amounts(scenario, "costs_cents", 0));
  TRY(const std::vector<Money> benefits, read_amounts(scenario, "benefits_cents", 0));
  std::vector<Year> out(std::max(costs.size(), benefits.size()));
  for (std::size_t t = 0; t < out.size(); ++t) {
    out[t] = {t < costs.size() ? costs[t] : Money(), t < benefits.size() ? benefits[t] : Money()};
  }
  return out;
}

ordered_json note(value::RateState state) {
  return state == value::RateState::unique    ? ordered_json(nullptr)
         : state == value::RateState::several ? ordered_json("no unique rate")
                                              : ordered_json("no rate");
}

}  // namespace

Result<ordered_json> appraise(const Node& scenario) {
  const bool flows = scenario.find("flows_cents").has_value();
  TRY(const std::vector<Year> years, flows ? read_flows(scenario) : read_years(scenario));
  TRY(const base::Decimal9 rate, scenario.decimal("rate_ppm"));
  const auto answer = value::appraise(rate, years);
  if (!answer) {
    base::Error error = answer.error();
    if (error.field == "/years") {
      error.field = flows ? "/flows_cents" : "/costs_cents";
    }
    return scenario.fail(std::move(error));
  }
  ordered_json out = appraisal_answer(*answer);
  out["explanation"] = to_json(value::explain(rate, years, *answer));
  return out;
}

ordered_json appraisal_answer(const std::optional<value::Appraisal>& appraisal) {
  if (!appraisal) {
    ordered_json out = appraisal_answer(value::Appraisal{});
    for (ordered_json& figure : out) {
      figure = nullptr;
    }
    return out;
  }
  const value::InternalRate& irr = appraisal->irr;
  const bool unique = irr.state == value::RateState::unique;
  return {{"npv_cents", appraisal->npv.cents()},
          {"balance_cents", appraisal->balance.cents()},
          {"return", fixed_or_null(appraisal->net_return, 4)},
          {"ratio", fixed_or_null(appraisal->ratio, 3)},
          {"payback_years", fixed_or_null(appraisal->payback, 2)},
          {"discounted_payback_years", fixed_or_null(appraisal->discounted_payback, 2)},
          {"irr", fixed_or_null(unique ? std::optional(irr.ppm) : std::nullopt, 6)},
          {"irr_note", note(irr.state)}};
}

}  // namespace saimnieks::scenario
