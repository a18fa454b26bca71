// LedgerWorld: the rows of an open ledger as core/oplog's Guard asks for them.
#pragma once

#include "core/ledger/log.h"
#include "core/ledger/rows.h"
#include "core/oplog/guard.h"

namespace saimnieks::ledger {

class LedgerWorld final : public oplog::World {
 public:
  // All borrowed.
  LedgerWorld(Database& db, Rows& rows, Log& log) : db_(db), rows_(rows), log_(log) {}

  [[nodiscard]] Result<std::optional<RowState>> find(Table table, const base::Uuid& row) override;
  [[nodiscard]] Result<void> each(
      Table table, std::string_view field, const model::Value& value,
      base::FunctionRef<void(const base::Uuid& row, const RowState& state)> visit) override;
  [[nodiscard]] Result<bool> any(Table table) override;
  [[nodiscard]] Result<bool> wrote_lines(
      std::string_view user, std::int64_t period,
      base::FunctionRef<Result<bool>(const base::Uuid& unit)> within) override;
  [[nodiscard]] Result<void> each_planned(
      base::FunctionRef<void(const base::Uuid& version, const Planned& planned)> visit) override;

 private:
  struct Author {  // of an op
    OpId id{};     // of its first row
    std::int64_t count = 0;
    OpId base{};  // not valid: it has inserted its rows
    std::string user{};
  };
  // Null when the log does not have the op. Holds until the next question.
  [[nodiscard]] Result<const Author*> author_of(const OpId& id);
  [[nodiscard]] Result<bool> wrote_line(std::string_view user, model::LineId rid);
  using Within = base::FunctionRef<Result<bool>(const base::Uuid& unit)>;
  // Lines that lay there and were moved away.
  [[nodiscard]] Result<void> add_moved_lines(std::int64_t period, Within within,
                                             std::vector<model::LineId>& lines);
  [[nodiscard]] Result<bool> lay_there(const base::Uuid& row, std::int64_t period, Within within);

  Database& db_;
  Rows& rows_;
  Log& log_;
  std::vector<Author> authors_{};  // those asked for last come first
};

// The guard's answer as a command's error.
[[nodiscard]] Result<void> as_result(oplog::Guard::Found found);

// Asks the guard about every row of the op, as it would leave the rows; the transaction has begun.
[[nodiscard]] Result<void> check_op(oplog::Guard& guard, Rows& rows, const oplog::Op& op);

}  // namespace saimnieks::ledger
