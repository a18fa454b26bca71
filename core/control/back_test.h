// Back-test: how far off each forecast method would have been in past years, so that whoever
// chooses one sees what it is worth on their own figures.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/control/forecast.h"

namespace saimnieks::control {

// Month by month.
struct PastYear {
  std::array<base::Money, 12> plan;
  std::array<base::Money, 12> actual;
  std::optional<std::array<base::Money, 12>> earned{};  // in that month
};

// What a method says after the first months of one past year, and what that year came to.
struct PastForecast {
  YearToDate year;
  std::optional<Forecast> forecast{};  // absent when the method needs what that year does not have
  base::Money actual{};                // of the whole year
};

// An error is estimate − actual of the year; years without an estimate have none.
struct BackTest {
  ForecastMethod method{};
  std::vector<PastForecast> years;
  std::int64_t estimates = 0;
  std::optional<base::Money> bias{};   // Σ error / estimates: above 0 it says too much
  std::optional<base::Money> error{};  // Σ |error| / estimates
  // Σ |error| / Σ |actual|, in hundredths of a percent, so that years of any size, also one without
  // cost, can be taken together. Absent when nothing was spent.
  std::optional<base::I128> percent_hundredths{};
};

// "Forecast to year end" of the methodology's formulas, held against the past as the domain's job
// "evaluate" asks; in cents, and hundredths of a percent. The four methods, in the order of
// kForecastMethods, after `months` months of every year. Averages
// are rounded once, half away from zero. value_range ("/months") outside 1 to 12,
// amount_out_of_range.
[[nodiscard]] base::Result<std::array<BackTest, 4>> back_test(std::span<const PastYear> history,
                                                              std::int64_t months);

// "back-test", the error in percent; below it for each year with an estimate the "difference" of
// that and of what the year came to, named by its place in the history.
[[nodiscard]] base::Explanation explain(const BackTest& test);

}  // namespace saimnieks::control
