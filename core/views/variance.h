// Variance as screens show it: the rule of core/control for costs, and a percentage in 64 bits.
#pragma once

#include <cstdint>
#include <optional>

#include "core/control/variance.h"

namespace saimnieks::views {

using control::Meaning;

struct Variance {
  std::int64_t cents = 0;
  // Of |base|, in hundredths of a percent, half away from zero; absent when the base is 0. Held at
  // the ends of 64 bits, which no screen has room for.
  std::optional<std::int64_t> percent_hundredths;
  Meaning meaning = Meaning::none;

  friend bool operator==(const Variance&, const Variance&) = default;
};

// Of a ledger's amounts, other − base; more is adverse.
[[nodiscard]] Variance cost_variance(std::int64_t base_cents, std::int64_t other_cents);

}  // namespace saimnieks::views
