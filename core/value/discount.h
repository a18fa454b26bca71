// Discount: present values as exact fractions, so that they are rounded where they are shown and
// nowhere before.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/integer.h"
#include "core/base/result.h"

namespace saimnieks::value {

// Longer ones are refused (scenario_too_large), since exact fractions grow with every year.
inline constexpr std::size_t kMostYears = 1'000;

struct Fraction {
  base::Integer above;
  base::Integer below;  // above 0
};

// 1 + rate = growth / unit, in lowest terms, both above 0.
struct Discount {
  base::I128 growth = 1;
  base::I128 unit = 1;

  // value_range ("/rate_ppm") at −1,000,000 ppm and below, where nothing is left.
  [[nodiscard]] static base::Result<Discount> at(base::Decimal9 rate_ppm);
};

// "Appraisal" of the methodology's formulas: Σ flow_t / (1 + rate)^t, t from 0, in the unit of the
// flows; exact, so that nothing is rounded, and it cannot fail. What comes out for lists of the
// same length has the same `below`.
[[nodiscard]] Fraction present_value(std::span<const base::I128> flows, const Discount& discount);

// The time at which the sum of what has flowed so far, each flow at its present value, comes from
// below 0 to 0 or above for the first time, interpolated within the year; in hundredths of a year,
// rounded once, half away from zero. Absent when it never does. "Appraisal", and it cannot fail.
[[nodiscard]] std::optional<base::I128> payback(std::span<const base::I128> flows,
                                                const Discount& discount);

enum class RateState : std::uint8_t { unique, none, several };

struct InternalRate {
  RateState state =
      RateState::none;  // by how often flows change their sign: once, never, more often
  base::I128 ppm = 0;   // when unique; to the nearest, half away from zero
};

// "Appraisal": the rate at which the present value is 0, in ppm. It cannot fail. Where the sign
// changes once there is exactly one above −100 % (rule of signs); it is found by bisection in
// integers.
[[nodiscard]] InternalRate internal_rate(std::span<const base::I128> flows);

}  // namespace saimnieks::value
