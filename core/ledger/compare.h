// RowCompare: the rows of a file against the rows that its log makes, in terms of uuids, since
// local numbers differ. Names the first row that does not fit.
#pragma once

#include <optional>

#include "core/base/job.h"
#include "core/ledger/rows.h"
#include "core/ledger/verify.h"

namespace saimnieks::ledger {

class RowCompare {
 public:
  // All borrowed.
  RowCompare(Database& file_db, Rows& file, Database& replica_db, Rows& replica)
      : file_db_(file_db), file_(file), replica_db_(replica_db), replica_(replica) {}

  // True when all is compared or a fault was found.
  [[nodiscard]] Result<bool> step(base::Budget& budget);
  [[nodiscard]] const std::optional<VerifyReport::Bad>& first_bad() const { return first_bad_; }
  [[nodiscard]] std::int64_t lines() const { return lines_; }  // not voided

 private:
  enum class Phase : std::uint8_t { tables, lines, missing, clocks, end };

  Result<void> compare_table(Table table);
  Result<void> compare_row(Table table, const base::Uuid& uuid);
  Result<bool> compare_lines(base::Budget& budget);
  Result<void> compare_line(const StoredLine& line);
  Result<void> find_missing(Table table);
  Result<void> compare_lists(const Sql& sql, const char* table);
  void bad(std::string_view table, const base::Uuid& row, std::string_view what);

  Database& file_db_;
  Rows& file_;
  Database& replica_db_;
  Rows& replica_;
  Phase phase_ = Phase::tables;
  model::LineId after_{0};
  std::int64_t compared_ = 0;
  std::int64_t lines_ = 0;
  std::optional<VerifyReport::Bad> first_bad_;
};

}  // namespace saimnieks::ledger
