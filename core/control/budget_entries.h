// What a budget says of units and sources of funding, row by row: appropriations and their changes,
// orders and what has paid them. In euro cents; nothing is added up here.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/money.h"
#include "core/base/period.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

using BudgetPlace = std::pair<model::UnitId, model::SourceId>;

struct BudgetEntry {
  base::Uuid row{};  // of its table, or a line
  base::Period period{};
  base::Money amount;
};

struct BudgetOrder {
  std::vector<BudgetEntry> ordered;  // rows of `commitment`
  std::vector<BudgetEntry> paid;     // lines
};

struct BudgetEntries {
  std::vector<BudgetEntry> granted;  // rows of `appropriation`
  std::vector<BudgetEntry> amended;  // rows of `amendment`; below zero what they take away
  std::vector<BudgetEntry> without_document;
  std::map<std::string, BudgetOrder> orders;  // by document
};
using EntriesByPlace = std::map<BudgetPlace, BudgetEntries>;

// What belongs to the year of `through` and, where that is a month, to the whole of it or to a
// month up to it; of the unit `below` and what lies in it, or of everything.
struct BudgetCut {
  const ledger::Ledger& ledger;
  base::Period through;
  model::UnitId below;

  [[nodiscard]] bool holds(model::UnitId unit, base::Period period) const;
};

// Faults are of storage.
[[nodiscard]] base::Result<EntriesByPlace> budget_entries(const ledger::Ledger& ledger,
                                                          const cube::Cube& cube,
                                                          base::Period through,
                                                          model::UnitId below);

}  // namespace saimnieks::control
