// Split: an amount over weights, to the cent. The rule of the largest remainder, which every other
// attribution here ends in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/base/wide.h"

namespace saimnieks::costing {

struct Split {
  std::vector<base::Money> parts;  // one for each weight, in their order
  base::Money unallocated;         // the whole amount when the weights' sum is 0
};

// Largest remainder (Hamilton's method; "Rules" of the methodology's formulas): part i is
// |amount| · weight i / Σ weights, rounded down; the cents that are left go to the largest
// remainders, of equal ones to the larger weight, then to the earlier place; the sign is restored.
// Exact: parts and unallocated sum to the amount. value_range, naming the weight, when one is
// negative.
[[nodiscard]] base::Result<Split> split(base::Money amount,
                                        std::span<const base::Decimal9> weights);

// The same rule for weights that are known not to be negative, and of which one is not 0.
// `sum` is theirs; the parts sum to `amount`, which may be 0.
[[nodiscard]] std::vector<std::uint64_t> largest_remainder(std::uint64_t amount,
                                                           std::span<const base::U128> weights,
                                                           base::U128 sum);

// "largest-remainder" of the amount; each part is a "share" of it by its weight.
[[nodiscard]] base::Explanation explain(base::Money amount, std::span<const base::Decimal9> weights,
                                        const Split& split);

}  // namespace saimnieks::costing
