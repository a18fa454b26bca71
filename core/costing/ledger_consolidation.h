// The ledger's side of a consolidation: charges that lines book between units, held against each
// other, and the totals of every unit without those that both ends lie below.
#pragma once

#include <vector>

#include "core/costing/charges.h"
#include "core/costing/consolidate.h"
#include "core/costing/ledger_network.h"

namespace saimnieks::costing {

struct ConsolidatedUnit {
  model::UnitId unit = model::kNoUnit;
  base::Money cost{};  // with all that is below it
  base::Money income{};
  Consolidated left{};
};

struct LedgerConsolidation {
  std::vector<ConsolidatedUnit> units;  // with costs or income in or below them, in order of entry
  ConsolidatedUnit total;               // of the question's unit, or of everything
  std::vector<BookedCharge> charges;    // with an end in the question's unit; by who is paid
  // What the total was computed from, for explain().
  std::vector<UnitTotals> owns;
  std::vector<model::UnitId> units_of_owns;
  std::vector<Charge> eliminated;
};

// "Consolidation" of the methodology's formulas, in cents, so that nothing is rounded. Costs and
// income on the basis of cost, of one period and side, in `below` (none: everything).
// Charges are those of class Charges. Faults: amount_out_of_range.
[[nodiscard]] base::Result<LedgerConsolidation> consolidate_ledger(
    const ledger::Ledger& ledger, const LedgerSide& side, model::UnitId below = model::kNoUnit);

// That of the total, each unit's own cost and income being the "total" of its lines. The ledger
// must still be as it was.
[[nodiscard]] base::Result<base::Explanation> explain(const ledger::Ledger& ledger,
                                                      const LedgerSide& side, model::UnitId below,
                                                      const LedgerConsolidation& of);

}  // namespace saimnieks::costing
