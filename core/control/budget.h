// Budget compliance: what was granted to a unit from a source of funding, against what was spent
// and what is ordered, and what is still free.
#pragma once

#include <array>
#include <vector>

#include "core/base/explanation.h"
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
  BudgetFigures sum{};
  // What belongs to the whole year, then to each month. What is paid of an order of an earlier
  // month is taken off `committed` in the month of the payment.
  std::array<BudgetFigures, 13> parts{};
  // What is free after each month: what belongs to the whole year counts from January on.
  std::array<base::Money, 12> free_after{};
  int gap_from = 0;  // the first month after which less than nothing is free; 0: none
};

struct Budget {
  base::Period through{};       // a year; or a month, and the figures are of its year up to it
  std::vector<BudgetRow> rows;  // by unit, then source, in order of entry
  BudgetFigures sum;            // of all rows
};

// "Budget and coordination" of the domain's jobs: free = granted + amended − spent − committed, in
// cents, so that nothing is rounded. Of a year, or its first months up to one, of the unit and what
// lies in it; no unit: of everything. An amendment counts in the period of the appropriation that
// it changes; a transfer leaves that one and arrives at the other in its own period. What is
// ordered under a document is committed until lines of the same unit, source, document and year on
// the basis of budget have paid it. The cube must hold the ledger's lines. Faults are of storage.
[[nodiscard]] base::Result<Budget> budget(const ledger::Ledger& ledger, const cube::Cube& cube,
                                          base::Period through,
                                          model::UnitId below = model::kNoUnit);

// "free" of each row: "difference" of `funding` and `used`; below these "granted", "amended" and
// "spent", each by period down to rows and lines, and "committed", by document what is "open".
// Then the same of all rows, which stand in the answer at "/rows/0/explanation".
struct BudgetWhy {
  std::vector<base::Explanation> rows;
  base::Explanation sum;
};
[[nodiscard]] base::Result<BudgetWhy> explain(const ledger::Ledger& ledger, const cube::Cube& cube,
                                              const Budget& budget);

// The lines of what was spent, of all rows.
[[nodiscard]] std::vector<model::LineId> spent_lines(const cube::Cube& cube, base::Period through,
                                                     model::UnitId below);

}  // namespace saimnieks::control
