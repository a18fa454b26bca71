// The ledger's side of a consolidation: charges that lines book between units, held against each
// other, and the totals of every unit without those that both ends lie below.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/costing/consolidate.h"
#include "core/costing/ledger_network.h"

namespace saimnieks::costing {

enum class ChargeState : std::uint8_t {
  agreed,       // both have booked the same
  differs,      // both have booked it, by different amounts
  cost_only,    // who is paid has no income of it
  income_only,  // who pays has no cost of it
  unplaced,  // a line without a unit, or that names its own: nobody can have booked the other side
};
// "agreed", "differs", "cost-only", "income-only", "unplaced".
[[nodiscard]] std::string_view state_name(ChargeState state);

// All lines between two units that have the same document, or that have none.
struct BookedCharge {
  model::UnitId from = model::kNoUnit;  // who is paid
  model::UnitId to = model::kNoUnit;    // who pays
  std::string document;
  base::Money cost;        // as `to` has booked it
  base::Money income;      // as `from` has
  base::Money eliminated;  // what both have: of two amounts of one sign the lesser, else nothing
  ChargeState state{};
  // The lowest unit that both lie in: its total, and those above it, are without the charge. None:
  // only that of everything is.
  model::UnitId above = model::kNoUnit;
  std::vector<base::Uuid> cost_lines;  // in order of entry
  std::vector<base::Uuid> income_lines;
};

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
// Cost with a counterparty is a charge that comes from it, income with one is a charge that goes to
// it. Charges are between institutions: a department's are those of the nearest institution above
// it, unless both ends lie in the same. Faults: amount_out_of_range.
[[nodiscard]] base::Result<LedgerConsolidation> consolidate_ledger(
    const ledger::Ledger& ledger, const LedgerSide& side, model::UnitId below = model::kNoUnit);

// That of the total, each unit's own cost and income being the "total" of its lines. The ledger
// must still be as it was.
[[nodiscard]] base::Result<base::Explanation> explain(const ledger::Ledger& ledger,
                                                      const LedgerSide& side, model::UnitId below,
                                                      const LedgerConsolidation& of);

}  // namespace saimnieks::costing
