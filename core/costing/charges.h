// Charges between units: lines with a counterparty, what one side has booked held against what the
// other has. For consolidation, and for whatever says how much of a total it is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/ledger/ledger.h"

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

// Gathers them line by line. Cost with a counterparty is a charge that comes from it, income with
// one is a charge that goes to it. Charges are between institutions: a department's are those of
// the nearest institution above it, unless both ends lie in the same. The ledger must outlive it.
class Charges {
 public:
  explicit Charges(const ledger::Ledger& ledger) : ledger_(ledger) {}

  // A cost or income; without a counterparty it is no charge.
  void see(const model::Line& line);
  // Each held against its other side; by who is paid, then by who pays and by document.
  [[nodiscard]] std::vector<BookedCharge> held() const;

 private:
  [[nodiscard]] model::UnitId institution_of(model::UnitId unit) const;
  void hold(BookedCharge& charge) const;

  const ledger::Ledger& ledger_;
  std::map<std::tuple<model::UnitId, model::UnitId, std::string>, BookedCharge> charges_;
};

}  // namespace saimnieks::costing
