// The statements of every table of the model, written from its description, and the way of one
// field's value between SQLite, a row's struct and an op.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "core/ledger/database.h"
#include "core/model/tables.h"

namespace saimnieks::ledger {

// What every row's statement selects and binds first; the fields follow in the order of the table's
// description.
enum RowColumn : int { kKeyColumn, kUuidColumn, kPresentColumn, kDeviceColumn, kNColumn, kFields };

struct TableSql {
  explicit TableSql(const model::TableInfo& table);

  Sql all;           // every row, in order of key
  Sql after;         // present rows with a key above ?1, at most ?2
  Sql by_key;        // ?1
  Sql by_uuid;       // ?1
  Sql insert;        // binds as the columns above say; a null key is chosen by SQLite
  Sql insert_usual;  // the same with usual() as its only fields, and without gaps
  Sql upsert;        // the same, over the row with that uuid
  Sql hide;          // ?1 uuid
  Sql version;       // ?1 uuid: present, device, n
  Sql present;       // uuids of present rows, in order of key

  // The fields of insert_usual, in its order, and a bit for each at its place in the description.
  [[nodiscard]] std::span<const model::FieldInfo* const> usual() const { return usual_; }
  [[nodiscard]] std::uint64_t usual_bits() const { return usual_bits_; }
  // The fields whose writing is told by a clock of their own.
  [[nodiscard]] std::span<const model::FieldInfo* const> clocked() const { return clocked_; }

  // Rows whose field holds ?1, in order of key, where an index answers; null elsewhere.
  [[nodiscard]] const Sql* by(const model::FieldInfo& field) const;

 private:
  std::vector<const model::FieldInfo*> usual_;
  std::uint64_t usual_bits_ = 0;
  std::vector<const model::FieldInfo*> clocked_;
  std::deque<std::pair<const model::FieldInfo*, Sql>> by_;
};
[[nodiscard]] const TableSql& table_sql(model::Table table);

// The field's value at a column; text until the next step.
[[nodiscard]] model::Cell cell_at(const Query& query, int column, const model::FieldInfo& field);
// Borrows the cell's text until the query ends or binds anew.
void bind_cell(Query& query, int place, const model::Cell& cell);

}  // namespace saimnieks::ledger
