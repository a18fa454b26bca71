// Closings: whether a line's period is closed for its unit, or for one above it.
#pragma once

#include <map>
#include <utility>

#include "core/ledger/rows.h"

namespace saimnieks::ledger {

class Closings {
 public:
  // Borrowed.
  Closings(Database& db, Rows& rows, const base::Uuid& ledger)
      : db_(db), rows_(rows), ledger_(ledger) {}

  // period_closed when lines of that unit and period may not be written. Answers are kept: one
  // Closings serves one transaction.
  [[nodiscard]] Result<void> check(model::UnitId unit, std::int64_t period);
  // The lines that an op writes, where they stand now and where the op puts them.
  [[nodiscard]] Result<void> check(const oplog::Op& op);

 private:
  [[nodiscard]] Result<bool> any();
  [[nodiscard]] Result<bool> closed(model::UnitId unit, std::int64_t period);

  Database& db_;
  Rows& rows_;
  const base::Uuid& ledger_;
  std::optional<bool> any_;
  std::map<std::pair<model::UnitId, std::int64_t>, bool> known_;
};

}  // namespace saimnieks::ledger
