// RowPlanner: from "add, change, void a row of this table" to the op that does it, by the table's
// description and the rules of core/model/rules.h. Reads rows and dimensions, writes nothing.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/ledger/blobs.h"
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
  // What it brings besides, borrowed from the command.
  std::optional<std::pair<base::Hash, std::string_view>> content{};
};

class RowPlanner {
 public:
  // All borrowed. `user` is who enters: closings, submissions and approvals bear the name.
  RowPlanner(Database& db, Rows& rows, const base::Uuid& ledger, base::UuidSource& uuids,
             const std::string& user)
      : db_(db), rows_(rows), ledger_(ledger), uuids_(uuids), user_(user) {}

  // Also brings a voided row of that natural key back, with the values given.
  [[nodiscard]] Result<Plan> add(Table table, std::vector<FieldValue> fields);
  [[nodiscard]] Result<Plan> change(Table table, const base::Uuid& row,
                                    std::vector<FieldValue> fields);
  [[nodiscard]] Result<Plan> void_row(Table table, const base::Uuid& row);

 private:
  [[nodiscard]] Result<void> check_field_values(const model::TableInfo& table,
                                                const std::vector<FieldValue>& fields) const;
  [[nodiscard]] Result<void> check_reference(const model::FieldInfo& field,
                                             const model::Value& value) const;
  // The catalogue's codes, or the institution's own of an open list; `version` null: not known.
  [[nodiscard]] Result<void> check_code(const model::TableInfo& table, const FieldValue& one,
                                        const catalogue::Catalogue* version) const;
  // Who closes a period, submits or approves a plan: whoever enters it, when nobody is named.
  void sign(Table table, std::vector<FieldValue>& fields, bool makes) const;
  // What a content that is here says of itself: it is filled in, and nothing else may be said.
  [[nodiscard]] Result<void> describe_content(std::vector<FieldValue>& fields) const;
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
  const std::string& user_;
};

}  // namespace saimnieks::ledger
