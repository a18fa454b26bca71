// Budget compliance: what was granted to a unit from a source of funding, against what was spent
// and what is ordered, and what is still free.
#pragma once

#include <array>
#include <vector>

#include "core/base/money.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

struct BudgetFigures {
  base::Money granted{};    // appropriations
  base::Money amended{};    // changes and transfers, in and out
  base::Money spent{};      // actual costs on the basis of budget
  base::Money committed{};  // ordered and not yet paid

  [[nodiscard]] base::Money free() const { return granted + amended - spent - committed; }
  void add(const BudgetFigures& other);
};

struct BudgetRow {
  model::UnitId unit = model::kNoUnit;
  model::SourceId source = model::kNoSource;  // none: lines and commitments that name none
  BudgetFigures year{};
  // What is free after each month: what belongs to the whole year is granted and committed from
  // January on, and spent from January on.
  std::array<base::Money, 12> free_after{};
  int gap_from = 0;  // the first month after which less than nothing is free; 0: none
};

struct Budget {
  std::vector<BudgetRow> rows;  // by unit, then source, in order of entry
  BudgetFigures year;           // of all rows
};

// Of one year, of the unit and what lies in it; no unit: of everything. An amendment counts in the
// period of the appropriation that it changes; a transfer leaves that one and arrives at the other
// in its own period. The cube must hold the ledger's lines.
[[nodiscard]] base::Result<Budget> budget(const ledger::Ledger& ledger, const cube::Cube& cube,
                                          int year, model::UnitId below = model::kNoUnit);

}  // namespace saimnieks::control
