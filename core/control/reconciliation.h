// Reconciliation: actual lines against the turnovers of the accounts, code by code.
#pragma once

#include <optional>
#include <vector>

#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

struct ReconciliationRow {
  model::UnitId unit = model::kNoUnit;
  model::CodeId code = model::kNoCode;    // none: lines without a code
  std::optional<base::Money> turnover{};  // none: the accounts say nothing of the code
  base::Money booked{};  // of the unit and what is below it, on the code and what stands below that

  [[nodiscard]] base::Money difference() const { return booked - turnover.value_or(base::Money()); }
};

struct ReconciliationQuestion {
  base::Period period{};  // a month, or a year with its months
  model::Basis basis = model::Basis::cost;
  model::UnitId below = model::kNoUnit;  // this unit and what lies in it; none: everything
};

// "Determine" of the domain's jobs, and what data quality asks for: difference = booked − turnover,
// in cents, so that nothing is rounded. Of every unit with turnovers in the period; by unit, then
// code, in order of entry. A line counts at the nearest code above its own that the unit's accounts
// know, so that nothing is left out and nothing counts twice. Costs alone. The cube must hold the
// ledger's lines. Faults are of storage.
[[nodiscard]] base::Result<std::vector<ReconciliationRow>> reconciliation(
    const ledger::Ledger& ledger, const cube::Cube& cube, const ReconciliationQuestion& question);

// The lines that any row counts, each once, in order of rid. Faults are of storage.
[[nodiscard]] base::Result<std::vector<model::LineId>> booked_lines(
    const ledger::Ledger& ledger, const cube::Cube& cube, const ReconciliationQuestion& question);

// By row, in their order: the "difference" of "booked", down to lines, and "turnover", down to rows
// of `turnover`.
[[nodiscard]] base::Result<std::vector<base::Explanation>> explain(
    const ledger::Ledger& ledger, const cube::Cube& cube, const ReconciliationQuestion& question,
    const std::vector<ReconciliationRow>& rows);

}  // namespace saimnieks::control
