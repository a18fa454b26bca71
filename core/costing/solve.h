// Solve: what each pool has in the end, its own cost and what it receives. Integers throughout: an
// approximation is mended until the costs that are not accounted for are next to nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/costing/wiring.h"

namespace saimnieks::costing {

// By pool, in the order of the wiring. A pool gives rate / 2^shift for each unit of weight; what
// its links carry, and its gross cost, follow from that, each rounded down to a unit of Fixed.
struct Solution {
  std::vector<Fixed> gross;
  std::vector<base::I128> rate;
  std::vector<std::uint8_t> shift;
  base::I128 doubt = 0;  // as in Attribution

  [[nodiscard]] Fixed given(std::uint32_t pool, base::U128 weight) const {
    const base::U256 exact = base::multiply(base::magnitude(rate[pool]), weight);
    const auto size = static_cast<Fixed>(base::shift_right(exact, shift[pool]).low);
    return rate[pool] < 0 ? -size : size;
  }
};

// `own_cents` by pool. The certificate: let r be, at each pool, own and received less gross, from
// the rates as they are. Whatever the rates, carrying r on to where it belongs would change the
// amounts of all receivers together by Σ|r| at most, since every cost arrives exactly once. So no
// condition number enters, and Σ|r| plus what rounding down may hide is the doubt.
// amount_out_of_range when a gross cost passes 64 bits; allocation_inexact when neither sweeps nor
// elimination gets the doubt below kMostDoubt. `sweeps` false goes to elimination at once.
[[nodiscard]] base::Result<Solution> solve(const Wiring& wiring,
                                           std::span<const std::int64_t> own_cents,
                                           bool sweeps = true);

}  // namespace saimnieks::costing
