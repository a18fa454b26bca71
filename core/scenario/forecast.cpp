// forecast: what a year will come to.
#include "core/control/forecast.h"

#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::Money;
using base::Result;
using control::ForecastMethod;
using nlohmann::ordered_json;

Result<ForecastMethod> read_method(const Node& scenario) {
  TRY(const Node node, scenario.member("method"));
  TRY(const std::string name, node.text());
  if (const auto method = control::method_from_name(name)) {
    return *method;
  }
  return node.fail(base::ErrorCode::value_range, name.substr(0, 64));
}

Result<std::optional<Money>> optional_cents(const Node& scenario, std::string_view key) {
  const auto node = scenario.find(key);
  if (!node) {
    return std::nullopt;
  }
  TRY(const Money amount, node->cents());
  return std::optional(amount);
}

}  // namespace

Result<ordered_json> forecast_answer(ForecastMethod method, const control::YearToDate& year) {
  TRY(const control::Forecast answer, control::forecast(method, year));
  return ordered_json{{"estimate_cents", cents_or_null(answer.estimate)},
                      {"headroom_cents", cents_or_null(answer.headroom)},
                      {"to_complete_cents", cents_or_null(answer.to_complete)},
                      {"cpi", fixed_or_null(answer.cpi, 4)},
                      {"tcpi", fixed_or_null(answer.tcpi, 4)},
                      {"explanation", to_json(control::explain(method, year, answer))}};
}

Result<ordered_json> forecast(const Node& scenario) {
  TRY_DO(scenario.has_only({"method", "annual_plan_cents", "months", "plan_to_date_cents",
                            "actual_to_date_cents", "earned_cents"}));
  TRY(const ForecastMethod method, read_method(scenario));
  control::YearToDate year;
  TRY(year.annual_plan, scenario.cents("annual_plan_cents"));
  if (const auto node = scenario.find("months")) {
    TRY(year.months, node->integer(1, 12));
  }
  TRY(year.plan, optional_cents(scenario, "plan_to_date_cents"));
  TRY(year.actual, scenario.cents("actual_to_date_cents"));
  TRY(year.earned, optional_cents(scenario, "earned_cents"));
  auto answer = forecast_answer(method, year);
  if (!answer) {
    return scenario.fail(answer.error());
  }
  return answer;
}

}  // namespace saimnieks::scenario
