// Rounding: exact amounts to cents, once and together, so that their sum is what it was.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/costing/allocation.h"

namespace saimnieks::costing {

// In 10⁻⁹ cent, half up, where a half is whatever `doubt` (as in Attribution) cannot tell from one:
// an exact half is always taken for one, though it was computed a little below it.
[[nodiscard]] base::I128 billionths(Fixed amount, base::I128 doubt);

// Rounds to cents half away from zero, at 10⁻⁹ cent; nothing beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> rounded_cents(Fixed amount, base::I128 doubt);

// Largest remainder over amounts of any sign: each rounded down to cents (up, when `total_cents` is
// negative), and the cents that `total_cents` is then short of go to the largest remainders at 10⁻⁹
// cent, of equal ones to the larger amount, then to the earlier place. The amounts sum to the total
// but for less than a cent each; nothing when they do not, or when one passes 64 bits.
[[nodiscard]] std::optional<std::vector<std::int64_t>> round_to_total(
    std::span<const Fixed> amounts, base::I128 doubt, std::int64_t total_cents);

// An amount over what it is made of, by largest remainder of |total| · part / Σ parts where all
// parts have its sign; else, since such quotients mean nothing, by round_to_total.
[[nodiscard]] std::optional<std::vector<std::int64_t>> split_over(std::span<const Fixed> parts,
                                                                  base::I128 doubt,
                                                                  std::int64_t total_cents);

}  // namespace saimnieks::costing
