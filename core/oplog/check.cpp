// What an op must fulfil by itself, before it is judged against a row.
#include <algorithm>

#include "core/model/rules.h"
#include "core/oplog/op.h"

namespace saimnieks::oplog {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Result;
using model::FieldInfo;
using model::TableInfo;

Result<void> check_column(const Op& op, const FieldInfo& field, const Column& column) {
  for (const Value& value : column.values) {
    TRY_DO(model::check_value(field, value));
  }
  if (op.inserts()) {
    return column.has_old ? fail_field(ErrorCode::op_malformed, column.field) : Result<void>();
  }
  if (field.policy == model::Policy::immutable) {
    return fail_field(ErrorCode::op_field_immutable, column.field);
  }
  if (!column.has_old) {
    return fail_field(ErrorCode::op_malformed, column.field);
  }
  for (const Value& value : column.old_values) {
    TRY_DO(model::check_value(field, value));
  }
  return {};
}

// An insert brings every field that has no default.
Result<void> check_complete(const Op& op, const TableInfo& table) {
  for (const FieldInfo& field : table.fields) {
    if (!field.nullable && !field.has_default && op.column(field.name) == nullptr) {
      return fail_field(ErrorCode::value_missing, std::string(field.name));
    }
  }
  return {};
}

Result<void> check_rules(const Op& op, model::Table table) {
  for (std::size_t row = 0; row < op.rows.size(); ++row) {
    const auto fault = model::row_fault(table, [&](std::string_view field) -> const Value* {
      const Column* column = op.column(field);
      return column == nullptr ? nullptr : &column->new_at(row);
    });
    if (fault) {
      return fail_field(fault->code, std::string(fault->field));
    }
  }
  return {};
}

bool has_doubles(std::vector<base::Uuid> rows) {
  std::sort(rows.begin(), rows.end());
  return std::adjacent_find(rows.begin(), rows.end()) != rows.end();
}

}  // namespace

base::Result<void> check_form(const Op& op) {
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return fail_field(ErrorCode::op_table_unknown, "table", op.table);
  }
  if (op.rows.size() > kMaxBlockRows || (op.block && has_doubles(op.rows))) {
    return fail_field(ErrorCode::op_malformed, "rows");
  }
  const TableInfo& info = model::table_info(*table);
  for (const Column& column : op.set) {
    const FieldInfo* field = model::find_field(info, column.field);
    if (field != nullptr) {
      TRY_DO(check_column(op, *field, column));
    } else if (op.schema <= model::kSchema) {
      // A newer program may know this field; one of our own age must not have it.
      return fail_field(ErrorCode::op_field_unknown, column.field);
    }
  }
  return op.inserts() ? check_complete(op, info) : Result<void>();
}

base::Result<void> check_op(const Op& op) {
  TRY_DO(check_form(op));
  return op.inserts() ? check_rules(op, *model::table_from_name(op.table)) : Result<void>();
}

}  // namespace saimnieks::oplog
