#include "core/control/back_test.h"

#include <string>

namespace saimnieks::control {
namespace {

using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Money;
using base::Result;

Result<PastForecast> past_forecast(ForecastMethod method, const PastYear& past,
                                   std::int64_t months) {
  const auto first = static_cast<std::size_t>(months);
  PastForecast out;
  out.year.months = months;
  TRY(out.year.annual_plan, base::checked_sum(past.plan));
  TRY(out.year.plan, base::checked_sum(std::span(past.plan).first(first)));
  TRY(out.year.actual, base::checked_sum(std::span(past.actual).first(first)));
  TRY(out.actual, base::checked_sum(past.actual));
  if (past.earned && method == ForecastMethod::cost_performance) {
    TRY(out.year.earned, base::checked_sum(std::span(*past.earned).first(first)));
  }
  auto said = forecast(method, out.year);
  if (said) {
    out.forecast = *said;
  } else if (said.error().code != ErrorCode::value_missing) {
    SAIMNIEKS_PASS_ON(said);
  }
  return out;
}

Result<std::optional<Money>> average(I128 sum, std::int64_t count) {
  // A sum of errors of 65 bits each, by their count, is within a bit of them.
  const auto cents = base::fitting(*base::rounded_ratio(sum, 1, count));
  if (!cents) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  return std::optional(Money::from_cents(*cents));
}

Result<BackTest> test_method(ForecastMethod method, std::span<const PastYear> history,
                             std::int64_t months) {
  BackTest out;
  out.method = method;
  I128 errors = 0;
  I128 sizes = 0;
  I128 actual = 0;
  for (const PastYear& past : history) {
    TRY(const PastForecast year, past_forecast(method, past, months));
    if (year.forecast && year.forecast->estimate) {
      const I128 error = I128{year.forecast->estimate->cents()} - year.actual.cents();
      ++out.estimates;
      errors += error;
      sizes += error < 0 ? -error : error;
      actual += static_cast<I128>(base::magnitude(year.actual.cents()));
    }
    out.years.push_back(year);
  }
  if (out.estimates > 0) {
    TRY(out.bias, average(errors, out.estimates));
    TRY(out.error, average(sizes, out.estimates));
  }
  if (actual > 0) {
    out.percent_hundredths = base::rounded_ratio(sizes, 10'000, actual);
  }
  return out;
}

}  // namespace

Result<std::array<BackTest, 4>> back_test(std::span<const PastYear> history, std::int64_t months) {
  if (months < 1 || months > 12) {
    return base::fail_field(ErrorCode::value_range, "/months", std::to_string(months));
  }
  std::array<BackTest, 4> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    TRY(out[i], test_method(kForecastMethods[i], history, months));
  }
  return out;
}

Explanation explain(const BackTest& test) {
  Explanation out{
      std::string(method_name(test.method)),
      test.percent_hundredths ? base::fixed_text(*test.percent_hundredths, 2) : std::string(),
      ExplainedUnit::number, "back-test"};
  for (std::size_t i = 0; i < test.years.size(); ++i) {
    const PastForecast& past = test.years[i];
    if (past.forecast && past.forecast->estimate) {
      const I128 error = I128{past.forecast->estimate->cents()} - past.actual.cents();
      out.inputs.push_back({std::to_string(i),
                            base::to_text(error),
                            ExplainedUnit::cents,
                            "difference",
                            {explain(test.method, past.year, *past.forecast),
                             Explanation::entered_cents("actual", past.actual.cents())}});
    }
  }
  return out;
}

}  // namespace saimnieks::control
