// Instalments: what a schedule comes to, month by month. Pure, so that ledger, screen and scenario
// files get the same cents.
#pragma once

#include <span>
#include <vector>

#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/result.h"
#include "core/model/facts.h"

namespace saimnieks::model {

struct Instalment {
  base::Period period;
  base::Money amount;

  friend bool operator==(const Instalment&, const Instalment&) = default;
};

// From that month on, amounts are higher by so many parts in a million.
struct IndexStep {
  base::Period from;
  std::int64_t ppm = 0;  // above −1,000,000
};

// The amount after these steps, compounded exactly and rounded once, half away from zero;
// amount_out_of_range beyond what a line carries.
[[nodiscard]] base::Result<base::Money> indexed(base::Money amount,
                                                std::span<const std::int64_t> steps_ppm);

// Every `every_months` months from `first` to `last`, both months; none when `last` is earlier.
[[nodiscard]] base::Result<std::vector<Instalment>> regular_instalments(
    base::Money amount, base::Period first, base::Period last, std::int64_t every_months,
    std::span<const IndexStep> steps);

// (amount − residual) / periods, each rounded half away from zero; the last takes the remainder.
// value_range when there are no periods.
[[nodiscard]] base::Result<std::vector<base::Money>> straight_line(base::Money amount,
                                                                   base::Money residual,
                                                                   std::int64_t periods);

// What a schedule that keeps the rules of its table comes to, up to and with the month `through`.
[[nodiscard]] base::Result<std::vector<Instalment>> instalments(const Schedule& schedule,
                                                                base::Period through);

}  // namespace saimnieks::model
