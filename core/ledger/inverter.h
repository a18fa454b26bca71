// Inverter: from the ops of one transaction to the ops that take it back.
#pragma once

#include <deque>
#include <unordered_set>
#include <vector>

#include "core/ledger/rows.h"
#include "core/ledger/uses.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

using oplog::Op;

// Its ops are taken last first, as undoing demands.
class Inverter {
 public:
  Inverter(Database& db, Rows& rows) : db_(db), rows_(rows) {}

  // Comes before add(): what the same transaction did to a row that it made goes with the row.
  void expect(const Op& op) {
    if (op.inserts() && !op.block) {
      born_.insert(op.rows.front());
    }
  }
  // changed_since when another device has written over what it did; nothing can be taken back then.
  [[nodiscard]] Result<void> add(Op op);
  [[nodiscard]] Result<std::vector<Op>> finish();
  // More than one document of many rows: sent and judged by row, as the import itself was.
  [[nodiscard]] bool divisible() const { return divisible_; }

 private:
  [[nodiscard]] Result<void> invert_row(const Op& op, std::size_t row);
  [[nodiscard]] Result<void> invert_line(const Op& op, std::size_t row);
  [[nodiscard]] Result<void> invert_update(const Op& op, std::size_t row, const RowState& state);
  void extend_run(Table table, const base::Uuid& row, const oplog::OpId& base,
                  const model::Value& before, const model::Value& after);
  void flush_run();
  [[nodiscard]] Result<bool> in_use(Table table, const base::Uuid& row);
  void drop_uses(Table table, const RowState& state);

  // Rows of a block whose last writers follow each other are inverted by one block.
  struct Run {
    Table table = Table::line;
    oplog::OpId base{};
    model::Value before{};
    model::Value after{};
    std::vector<base::Uuid> rows;
  };

  Database& db_;
  Rows& rows_;
  std::vector<Op> ops_;
  Run run_;
  std::deque<Op> made_;  // dimension rows, last first
  std::deque<Op> changed_;
  bool divisible_ = false;
  std::unordered_set<base::Uuid> born_;    // made by the transaction, one by one
  std::unordered_set<base::Uuid> voided_;  // by this inverse, without the lines
  Uses uses_;                              // without the rows that this inverse voids
  bool counted_ = false;
};

}  // namespace saimnieks::ledger
