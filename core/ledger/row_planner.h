// RowPlanner: from "add, change, void a row of this table" to the op that does it, by the table's
// description and the rules of core/model/rules.h. Reads rows and dimensions, writes nothing.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger/command.h"
#include "core/ledger/draft.h"
#include "core/ledger/ledger.h"
#include "core/ledger/rows.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

// What a command becomes before it is written.
struct Plan {
  std::vector<oplog::Op> ops;  // none: nothing was there to change
  CommandLabel label;
  std::optional<std::pair<Table, base::Uuid>> made;  // the row that the command adds, if it does
};

class RowPlanner {
 public:
  // All borrowed.
  RowPlanner(Database& db, Rows& rows, const base::Uuid& ledger, base::UuidSource& uuids)
      : db_(db), rows_(rows), ledger_(ledger), uuids_(uuids) {}

  // Also brings a voided row of that natural key back, with the values given.
  [[nodiscard]] Result<Plan> add(Table table, std::vector<FieldValue> fields);
  [[nodiscard]] Result<Plan> change(Table table, const base::Uuid& row,
                                    const std::vector<FieldValue>& fields);
  [[nodiscard]] Result<Plan> void_row(Table table, const base::Uuid& row);

 private:
  [[nodiscard]] Result<void> check_field_values(const model::TableInfo& table,
                                                const std::vector<FieldValue>& fields) const;
  [[nodiscard]] Result<void> check_reference(const model::FieldInfo& field,
                                             const model::Value& value) const;
  [[nodiscard]] Result<base::Uuid> uuid_for(const model::TableInfo& table,
                                            const std::vector<FieldValue>& fields);
  [[nodiscard]] Result<Plan> revive(const model::TableInfo& table, const base::Uuid& row,
                                    const RowState& state, const std::vector<FieldValue>& fields);
  [[nodiscard]] Result<RowState> living(Table table, const base::Uuid& row) const;
  [[nodiscard]] CommandLabel label(const char* verb, Table table, const RowState& state) const;

  Database& db_;
  Rows& rows_;
  const base::Uuid& ledger_;
  base::UuidSource& uuids_;
};

}  // namespace saimnieks::ledger
