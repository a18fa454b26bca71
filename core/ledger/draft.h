// Drafts: ops as commands compose them, before they get id, time and hash.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/function_ref.h"
#include "core/ledger/command.h"
#include "core/ledger/rows.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

class Draft {
 public:
  // Inserts.
  Draft(Table table, const base::Uuid& row) {
    op_.table = model::table_info(table).name;
    op_.rows.push_back(row);
  }
  // Updates the row as `base` left it.
  Draft(Table table, const base::Uuid& row, const oplog::OpId& base) : Draft(table, row) {
    op_.base = base;
  }

  Draft& set(std::string field, model::Value value) {
    op_.set.push_back({.field = std::move(field), .values = {std::move(value)}});
    return *this;
  }
  // Nothing when both are equal.
  Draft& change(std::string field, model::Value before, model::Value after) {
    if (before != after) {
      op_.set.push_back({.field = std::move(field),
                         .values = {std::move(after)},
                         .has_old = true,
                         .old_values = {std::move(before)}});
    }
    return *this;
  }
  Draft& in_unit(const base::Uuid& unit) {
    op_.unit = unit;
    return *this;
  }

  [[nodiscard]] bool empty() const { return op_.set.empty(); }
  [[nodiscard]] oplog::Op take() { return std::move(op_); }

 private:
  oplog::Op op_;
};

// Null for an empty text: the one way to say nothing.
[[nodiscard]] inline model::Value text_or_null(std::string_view text) {
  return text.empty() ? model::Value() : model::Value(std::string(text));
}

// The rules of a line, with the field at fault; `usable` answers whether a dimension row may be
// named in a new entry.
using Usable = base::FunctionRef<bool(Table table, std::uint32_t number)>;
[[nodiscard]] Result<void> check_line(const LineInput& line, Usable usable);
[[nodiscard]] bool is_usable(const Rows& rows, Table table, std::uint32_t number);

// Type, length and form of one field's value.
[[nodiscard]] Result<void> check_field(Table table, std::string_view field,
                                       const model::Value& value);

}  // namespace saimnieks::ledger
