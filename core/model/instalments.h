// Instalments: what a schedule comes to, month by month. Pure, so that ledger, screen and scenario
// files get the same cents.
#pragma once

#include <span>
#include <vector>

#include "core/base/decimal9.h"
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
  base::Decimal9 ppm;  // above −1,000,000
};

// The amount after these steps, compounded exactly and rounded once, half away from zero
// ("Schedules" of the methodology's formulas); value_range for a step of −1,000,000 ppm or less,
// amount_out_of_range beyond 64 bits.
[[nodiscard]] base::Result<base::Money> indexed(base::Money amount,
                                                std::span<const base::Decimal9> steps_ppm);

// Every `every_months` months, one at least, from `first` to `last`, both months; none when `last`
// is earlier. Each is the amount after all steps that have begun by then. Errors as of indexed().
[[nodiscard]] base::Result<std::vector<Instalment>> regular_instalments(
    base::Money amount, base::Period first, base::Period last, std::int64_t every_months,
    std::span<const IndexStep> steps);

// (amount − residual) / periods, each rounded half away from zero; the last takes the remainder, so
// that they sum to amount − residual ("Schedules", cases D1 and D2 of the methodology's formulas).
// value_range when there are no periods, amount_out_of_range beyond 64 bits.
[[nodiscard]] base::Result<std::vector<base::Money>> straight_line(base::Money amount,
                                                                   base::Money residual,
                                                                   std::int64_t periods);

// What a schedule that keeps the rules of its table comes to, up to and with the month `through`;
// amount_out_of_range beyond what a line carries.
[[nodiscard]] base::Result<std::vector<Instalment>> instalments(const Schedule& schedule,
                                                                base::Period through);

}  // namespace saimnieks::model
