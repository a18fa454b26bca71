// Forecast: what a year will come to, by one of four methods that its user chooses.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/base/wide.h"

namespace saimnieks::control {

enum class ForecastMethod : std::uint8_t { run_rate, seasonal, remaining_plan, cost_performance };
inline constexpr std::array kForecastMethods{ForecastMethod::run_rate, ForecastMethod::seasonal,
                                             ForecastMethod::remaining_plan,
                                             ForecastMethod::cost_performance};

// "run-rate", "seasonal", "remaining-plan", "cost-performance".
[[nodiscard]] std::string_view method_name(ForecastMethod method);
[[nodiscard]] std::optional<ForecastMethod> method_from_name(std::string_view name);

// A year after its first months. What a method does not use may be absent.
struct YearToDate {
  base::Money annual_plan;
  std::optional<std::int64_t> months{};  // 1 to 12
  std::optional<base::Money> plan{};     // of these months
  base::Money actual{};                  // of these months
  std::optional<base::Money> earned{};   // planned cost of the work that is done; not negative
  // What belongs to no month: its plan, which the annual plan holds, and what it will come to,
  // beside what the months do. Without the latter the months spend that plan, and none of them has
  // a plan of its own.
  struct WholeYear {
    base::Money plan;
    std::optional<base::Money> estimate{};
  };
  std::optional<WholeYear> whole_year{};
};

// Ratios are in ten-thousandths, half away from zero; absent where they would divide by 0.
struct Forecast {
  std::optional<base::Money> estimate{};     // of the whole year; absent where a method has none
  std::optional<base::Money> headroom{};     // annual plan − estimate
  std::optional<base::Money> to_complete{};  // estimate − actual
  std::optional<base::I128> cpi{};           // earned / actual
  std::optional<base::I128> tcpi{};          // (annual plan − earned) / (annual plan − actual)
};

// "Forecast to year end" and cases E1 and E2 of the methodology's formulas. In cents, rounded once,
// half away from zero:
//   run rate          actual / months · 12
//   seasonal          annual plan · actual / plan; none when the plan is 0
//   remaining plan    actual + annual plan − plan, or − earned when that is given
//   cost-performance  annual plan / CPI, CPI = earned / actual unrounded; none without a CPI above
//   0
// What belongs to no month is forecast by none of them: its plan is taken off the annual plan
// before, its estimate is added afterwards. Where the months spend it, there is nothing to be held
// against after some of them: seasonal and remaining plan have no estimate.
// Faults, with a JSON pointer as `field`: value_missing (what the method needs: "/months",
// "/plan_to_date_cents", "/earned_cents"), value_range (months, a negative earned value),
// amount_out_of_range ("": beyond 64 bits).
[[nodiscard]] base::Result<Forecast> forecast(ForecastMethod method, const YearToDate& year);

// The method's name at the top, without a value where it has no estimate; what was entered below,
// then the other figures, which are named by their formula and follow from what was entered and
// from the estimate.
[[nodiscard]] base::Explanation explain(ForecastMethod method, const YearToDate& year,
                                        const Forecast& forecast);

}  // namespace saimnieks::control
