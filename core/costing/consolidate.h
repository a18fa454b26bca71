// Consolidation: the totals above several units, without what they charge each other.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/base/explanation.h"
#include "core/base/money.h"

namespace saimnieks::costing {

struct UnitTotals {
  std::string id;
  base::Money cost;
  base::Money income;
};

// Income of `from`, who is paid, and cost of `to`: places in the list of units.
struct Charge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  base::Money amount;  // not negative, unless it is not held against the totals
};

struct Consolidated {
  base::Money cost;        // Σ cost − eliminated
  base::Money income;      // Σ income − eliminated
  base::Money eliminated;  // Σ charges
};

// Whether each charge is held against the totals that it is a part of. Lines may say less: with
// credit notes among them, a charge may be negative, or more than all others leave of a total.
enum class ChargeCheck : std::uint8_t { within_totals, none };

// "Consolidation" of the methodology's formulas: a charge between institutions is cost of one and
// income of the other; totals above both eliminate it. In whole cents, nothing is rounded. Faults,
// with a JSON pointer as `field`: id_twice ("/units/1/id"), id_unknown and self_loop
// ("/charges/0"), value_range ("/charges/0/cents": a negative one, or one that is, with those
// before it, more than the income of the one or the cost of the other), amount_out_of_range
// ("/units", "/charges": beyond 64 bits).
[[nodiscard]] base::Result<Consolidated> consolidate(
    std::span<const UnitTotals> units, std::span<const Charge> charges,
    ChargeCheck check = ChargeCheck::within_totals);

// Cost and income, each the "difference" of the "total" of the units and of that of the charges.
[[nodiscard]] base::Explanation explain(std::span<const UnitTotals> units,
                                        std::span<const Charge> charges,
                                        const Consolidated& result);

}  // namespace saimnieks::costing
