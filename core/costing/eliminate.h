// Elimination: the direct way, for pools that pass almost everything round among themselves, where
// sweeps would take for ever. It never subtracts, so that no closeness of weights costs a digit.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/costing/system.h"

namespace saimnieks::costing {

// A number above 0 as mantissa · 2^exponent with 128 bits, the highest set; 0 is mantissa 0.
struct Positive {
  base::U128 mantissa = 0;
  std::int32_t exponent = 0;
};

class Elimination {
 public:
  // A table of its square, 32 bytes an entry, and up to its cube in time.
  static constexpr std::uint32_t kMostNodes = 1'000;

  // W. K. Grassmann, M. I. Taksar, D. P. Heyman, "Regenerative analysis and steady state
  // distributions for Markov chains" (1985): when a pool is taken out, its givers give to its
  // receivers instead, and a diagonal is a sum of what is left. From `system` no cost may be
  // without a way out.
  explicit Elimination(const System& system);

  // What each node gets when these amounts enter, to about 110 binary digits of the positive and
  // the negative part; nothing when one passes 126 bits.
  [[nodiscard]] std::optional<std::vector<Fixed>> solve(std::span<const Fixed> amounts) const;

 private:
  [[nodiscard]] std::vector<Positive> gross(std::vector<Positive> amounts) const;
  [[nodiscard]] const Positive& at(std::uint32_t row, std::uint32_t column) const {
    return table_[std::size_t{row} * count_ + column];
  }
  Positive& at(std::uint32_t row, std::uint32_t column) {
    return table_[std::size_t{row} * count_ + column];
  }

  std::uint32_t count_;
  std::vector<std::uint32_t> nodes_;   // row → node; the last row is taken out first
  std::vector<Positive> table_;        // what the row gives to the column, while both are there
  std::vector<Positive> reciprocals_;  // of all that the row gives when it is taken out
  std::vector<Positive> sums_;         // of the row's weights
};

}  // namespace saimnieks::costing
