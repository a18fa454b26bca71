// The two bases side by side: what was consumed (cost) and what was paid (budget expenditure), line
// by line, so that one total leads to the other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/explanation.h"
#include "core/costing/ledger_network.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

enum class BasisMatch : std::uint8_t { equal, different, only_cost, only_expenditure };
// "equal", "different", "only-cost", "only-expenditure".
[[nodiscard]] std::string_view match_name(BasisMatch match);

// Why the two are apart, where lines say so.
enum class BasisReason : std::uint8_t {
  unsaid,
  depreciation,  // cost that a schedule spreads evenly
  capital,       // expenditure on capital formation (group 5000 of EKK)
  // The same document has, in another period, what is missing here:
  paid_before,
  paid_later,
  cost_before,
  cost_later,
};
// "depreciation", "capital", "paid-before", …; "" for `unsaid`.
[[nodiscard]] std::string_view reason_name(BasisReason reason);

// Lines of one unit, object and code that have the same document; or, without one, the same period.
// Depreciation stands apart.
struct BasisRow {
  model::UnitId unit = model::kNoUnit;
  model::Object object{};
  std::string task;  // of management, which has no other object
  model::CodeId code = model::kNoCode;
  std::string document;
  base::Period period{};  // of lines without a document; else not valid
  BasisMatch match{};
  BasisReason reason{};
  base::Money cost;
  base::Money expenditure;
  std::vector<base::Uuid> cost_lines;  // in order of entry
  std::vector<base::Uuid> expenditure_lines;

  [[nodiscard]] base::Money difference() const { return expenditure - cost; }
};

// Rows that are apart alike.
struct BasisSum {
  BasisMatch match{};
  BasisReason reason{};
  std::int64_t rows = 0;
  base::Money cost;
  base::Money expenditure;
};

struct BasisReconciliation {
  std::vector<BasisRow> rows;  // by unit, object, code, document
  std::vector<BasisSum> sums;  // of all rows, by match, then reason
  base::Money cost;            // Σ of all rows: cost + Σ difference = expenditure
  base::Money expenditure;
};

// "Two bases" of the methodology's formulas, in cents, so that nothing is rounded: costs of both
// bases, of one period and side, in `below` (none: everything). What is equal within the question's
// period is not apart, though its months differ. Faults are of storage.
[[nodiscard]] base::Result<BasisReconciliation> reconcile_bases(
    const ledger::Ledger& ledger, const costing::LedgerSide& side,
    model::UnitId below = model::kNoUnit);

// "difference" of expenditure and cost, each the "total" of the sums, down to the lines.
[[nodiscard]] base::Result<base::Explanation> explain(const ledger::Ledger& ledger,
                                                      const BasisReconciliation& of);

}  // namespace saimnieks::control
