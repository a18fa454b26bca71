#include "core/control/forecast.h"

#include <algorithm>
#include <string>

namespace saimnieks::control {
namespace {

using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Money;
using base::Result;

auto missing(const char* field) { return base::fail_field(ErrorCode::value_missing, field); }

Result<void> has_what_it_needs(ForecastMethod method, const YearToDate& year) {
  if (year.months && (*year.months < 1 || *year.months > 12)) {
    return base::fail_field(ErrorCode::value_range, "/months", std::to_string(*year.months));
  }
  if (year.earned && year.earned->is_negative()) {
    return base::fail_field(ErrorCode::value_range, "/earned_cents",
                            std::to_string(year.earned->cents()));
  }
  switch (method) {
    case ForecastMethod::run_rate:
      return year.months ? Result<void>() : missing("/months");
    case ForecastMethod::seasonal:
      return year.plan ? Result<void>() : missing("/plan_to_date_cents");
    case ForecastMethod::remaining_plan:
      return year.plan || year.earned ? Result<void>() : missing("/plan_to_date_cents");
    case ForecastMethod::cost_performance:
      return year.earned ? Result<void>() : missing("/earned_cents");
  }
  return {};
}

// Of 64 bits, so that sums and differences of a few of them fit.
I128 wide(Money amount) { return amount.cents(); }

Result<std::optional<Money>> fitting(std::optional<I128> amount) {
  const auto cents = amount ? base::fitting(*amount) : std::nullopt;
  if (!cents) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  return std::optional(Money::from_cents(*cents));
}

// Of what belongs to months, of which `plan` is planned in the year.
std::optional<I128> estimate(ForecastMethod method, const YearToDate& year, I128 plan) {
  switch (method) {
    case ForecastMethod::run_rate:
      return base::rounded_ratio(wide(year.actual), 12, *year.months);
    case ForecastMethod::seasonal:
      return base::rounded_ratio(plan, wide(year.actual), wide(*year.plan));
    case ForecastMethod::remaining_plan:
      return wide(year.actual) + plan - wide(year.earned ? *year.earned : *year.plan);
    case ForecastMethod::cost_performance:
      return base::rounded_ratio(plan, wide(year.actual), wide(*year.earned));
  }
  return std::nullopt;
}

bool has_estimate(ForecastMethod method, const YearToDate& year) {
  switch (method) {
    case ForecastMethod::run_rate:
      return true;
    case ForecastMethod::seasonal:
      return !year.plan->is_zero();
    case ForecastMethod::remaining_plan:
      return year.earned || !year.whole_year || year.whole_year->estimate;
    case ForecastMethod::cost_performance:
      return !year.earned->is_zero() && year.actual > Money();
  }
  return false;
}

Result<std::optional<Money>> estimate(ForecastMethod method, const YearToDate& year) {
  if (!has_estimate(method, year)) {
    return std::nullopt;
  }
  I128 plan = wide(year.annual_plan);
  I128 beside = 0;
  if (year.whole_year && year.whole_year->estimate) {
    plan -= wide(year.whole_year->plan);
    beside = wide(*year.whole_year->estimate);
  }
  const std::optional<I128> months = estimate(method, year, plan);
  return fitting(months ? std::optional(*months + beside) : std::nullopt);
}

// In ten-thousandths. Of amounts of 64 bits, these fit.
std::optional<I128> index(I128 above, I128 below) {
  return below == 0 ? std::nullopt : base::rounded_ratio(above, 10'000, below);
}

Explanation figure(std::string_view name, const std::optional<Money>& amount) {
  return {std::string(name), amount ? std::to_string(amount->cents()) : std::string(),
          ExplainedUnit::cents, name};
}

Explanation figure(std::string_view name, std::optional<I128> ten_thousandths) {
  return {std::string(name),
          ten_thousandths ? base::fixed_text(*ten_thousandths, 4) : std::string(),
          ExplainedUnit::number, name};
}

}  // namespace

std::string_view method_name(ForecastMethod method) {
  switch (method) {
    case ForecastMethod::run_rate:
      return "run-rate";
    case ForecastMethod::seasonal:
      return "seasonal";
    case ForecastMethod::remaining_plan:
      return "remaining-plan";
    case ForecastMethod::cost_performance:
      break;
  }
  return "cost-performance";
}

std::optional<ForecastMethod> method_from_name(std::string_view name) {
  const auto* const found =
      std::find_if(kForecastMethods.begin(), kForecastMethods.end(),
                   [name](ForecastMethod method) { return method_name(method) == name; });
  return found == kForecastMethods.end() ? std::nullopt : std::optional(*found);
}

Result<Forecast> forecast(ForecastMethod method, const YearToDate& year) {
  TRY_DO(has_what_it_needs(method, year));
  Forecast out;
  TRY(out.estimate, estimate(method, year));
  if (out.estimate) {
    TRY(out.headroom, fitting(wide(year.annual_plan) - wide(*out.estimate)));
    TRY(out.to_complete, fitting(wide(*out.estimate) - wide(year.actual)));
  }
  if (year.earned) {
    out.cpi = index(wide(*year.earned), wide(year.actual));
    out.tcpi = index(wide(year.annual_plan) - wide(*year.earned),
                     wide(year.annual_plan) - wide(year.actual));
  }
  return out;
}

Explanation explain(ForecastMethod method, const YearToDate& year, const Forecast& forecast) {
  Explanation out{"forecast",
                  forecast.estimate ? std::to_string(forecast.estimate->cents()) : std::string(),
                  ExplainedUnit::cents,
                  method_name(method),
                  {Explanation::entered_cents("annual_plan", year.annual_plan.cents())}};
  if (year.months) {
    out.inputs.push_back(Explanation::entered_number("months", std::to_string(*year.months)));
  }
  if (year.plan) {
    out.inputs.push_back(Explanation::entered_cents("plan_to_date", year.plan->cents()));
  }
  out.inputs.push_back(Explanation::entered_cents("actual_to_date", year.actual.cents()));
  if (year.earned) {
    out.inputs.push_back(Explanation::entered_cents("earned", year.earned->cents()));
  }
  if (year.whole_year) {
    out.inputs.push_back(
        Explanation::entered_cents("whole_year_plan", year.whole_year->plan.cents()));
    if (year.whole_year->estimate) {
      out.inputs.push_back(
          Explanation::entered_cents("whole_year", year.whole_year->estimate->cents()));
    }
  }
  out.inputs.push_back(figure("headroom", forecast.headroom));
  out.inputs.push_back(figure("to_complete", forecast.to_complete));
  out.inputs.push_back(figure("cpi", forecast.cpi));
  out.inputs.push_back(figure("tcpi", forecast.tcpi));
  return out;
}

}  // namespace saimnieks::control
