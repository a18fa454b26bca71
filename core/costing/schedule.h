// Schedule: a regular cost month by month, or depreciation period by period, as scenario files ask
// for them; the amounts are those of core/model/instalments.h, which ledgers make their lines of.
#pragma once

#include <vector>

#include "core/base/explanation.h"
#include "core/model/instalments.h"

namespace saimnieks::costing {

// A longer one is refused (value_range): more than any two months are apart.
inline constexpr std::int64_t kMostPeriods = 120'000;
// More steps are refused (scenario_too_large): one a month for over eighty years.
inline constexpr std::size_t kMostSteps = 1'000;

struct Regular {
  base::Money amount;
  base::Period from;  // months, both included
  base::Period to;
  std::int64_t every_months = 1;
  std::vector<model::IndexStep> index;
};

struct StraightLine {
  base::Money amount;
  base::Money residual;
  std::int64_t periods = 1;
};

// "Schedules" of the methodology's formulas. In cents; each month is rounded once, half away from
// zero, from the amount that all steps begun by then have compounded. Faults, with a JSON pointer
// as `field`: period_invalid ("/from", "/to": a whole year), end_before_start ("/to"), value_range
// ("/every_months" below 1; "/index/0/ppm" at −1,000,000 and below), scenario_too_large ("/index"),
// amount_out_of_range ("").
[[nodiscard]] base::Result<std::vector<model::Instalment>> schedule(const Regular& cost);

// "Schedules", cases D1 and D2: (amount − residual) / periods, each in cents, rounded half away
// from zero; the last takes the remainder. Faults: value_range ("/periods" outside 1 to
// kMostPeriods;
// "/residual_cents" not between 0 and the amount).
[[nodiscard]] base::Result<std::vector<base::Money>> schedule(const StraightLine& cost);

// "regular": the sum; below it what was entered, and each month, named by it, an "instalment" of
// it.
[[nodiscard]] base::Explanation explain(const Regular& cost,
                                        const std::vector<model::Instalment>& due);
// "straight-line": the sum; below it what was entered, and each period by its number.
[[nodiscard]] base::Explanation explain(const StraightLine& cost,
                                        const std::vector<base::Money>& due);

}  // namespace saimnieks::costing
