// Appraisal: what costs and benefits over several years come to: lietderīgums (usefulness), atdeve
// (return), present value, internal rate, payback.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/value/discount.h"

namespace saimnieks::value {

// Lietderīgums and atdeve of a benefit and its cost; planned or reached.
struct Worth {
  base::Money balance;                     // lietderīgums: benefit − cost
  std::optional<base::I128> ratio{};       // atdeve: benefit : cost, in thousandths
  std::optional<base::I128> net_return{};  // (benefit − cost) / cost, in ten-thousandths
};

// "Appraisal" and case N6 of the methodology's formulas. Ratios are rounded once, half away from
// zero, and absent when there is no cost. amount_out_of_range beyond 64 bits.
[[nodiscard]] base::Result<Worth> worth(base::Money benefit, base::Money cost);

struct Year {
  base::Money cost;  // neither is negative
  base::Money benefit;
};

// Plain flows: what is below 0 is cost, the rest benefit. amount_out_of_range ("/flows_cents/2")
// for the one number whose size 64 bits do not hold.
[[nodiscard]] base::Result<std::vector<Year>> years_of(std::span<const base::Money> flows);

struct Appraisal {
  base::Money npv;
  base::Money balance;                     // benefit − cost, undiscounted
  std::optional<base::I128> net_return{};  // of undiscounted sums, in ten-thousandths
  std::optional<base::I128> ratio{};       // PV(benefit) / PV(cost), in thousandths
  std::optional<base::I128> payback{};     // in hundredths of a year from year 0
  std::optional<base::I128> discounted_payback{};
  InternalRate irr{};
  // benefit − cost of each year at its present value, in billionths of a cent, half away from zero.
  std::vector<base::I128> present{};
};

// "Appraisal" and cases N1, N2 and N5 of the methodology's formulas, with year 0 first:
//   NPV = Σ (benefit_t − cost_t) / (1 + rate)^t, so that year 0 is not discounted; in cents
//   payback: when Σ (benefit − cost) reaches 0 from below, interpolated within the year; absent
//   when it never does, or when nothing was to be paid back
// Everything is exact until it is rounded, once, half away from zero. `rate_ppm` above −1,000,000.
// Faults, with a JSON pointer as `field`: value_range ("/rate_ppm"; "/years" without any;
// "/years/2" of a negative amount), scenario_too_large ("/years"), amount_out_of_range ("").
[[nodiscard]] base::Result<Appraisal> appraise(base::Decimal9 rate_ppm,
                                               std::span<const Year> years);

// "npv", with the rate, then each year's "present-value" of benefit and cost, then the other
// figures, which are named by their formula and follow from the same years.
[[nodiscard]] base::Explanation explain(base::Decimal9 rate_ppm, std::span<const Year> years,
                                        const Appraisal& appraisal);

}  // namespace saimnieks::value
