// Reads ops. Everything that comes from elsewhere passes here: nothing is believed, and whatever
// does not write back to the same bytes is refused.
#include <nlohmann/json.hpp>

#include "core/base/money.h"
#include "core/base/utf8.h"
#include "core/oplog/op.h"

namespace saimnieks::oplog {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Result;
using nlohmann::json;

constexpr std::size_t kMostBytes = 1U << 22U;
constexpr int kMostDepth = 8;

auto malformed(std::string_view field) {
  return fail_field(ErrorCode::op_malformed, std::string(field));
}

// A document tree nested a hundred thousand deep would end the process when it is taken down.
bool shallow(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      i += c == '\\' ? 1 : 0;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMostDepth) {
        return false;
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

const json* member(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

Result<std::int64_t> read_int(const json* value, std::string_view field) {
  if (value == nullptr || !value->is_number_integer()) {
    return malformed(field);
  }
  if (value->is_number_unsigned() &&
      value->get<std::uint64_t>() > static_cast<std::uint64_t>(base::kMaxAmountCents)) {
    return malformed(field);
  }
  const auto number = value->get<std::int64_t>();
  if (number < -base::kMaxAmountCents || number > base::kMaxAmountCents) {
    return malformed(field);
  }
  return number;
}

Result<std::string> read_text(const json* value, std::string_view field) {
  if (value == nullptr || !value->is_string()) {
    return malformed(field);
  }
  const auto& text = value->get_ref<const std::string&>();
  if (!base::is_valid_utf8(text)) {
    return malformed(field);
  }
  return text;
}

Result<base::Uuid> read_uuid(const json* value, std::string_view field) {
  TRY(const std::string text, read_text(value, field));
  auto uuid = base::Uuid::parse(text);
  if (!uuid) {
    return malformed(field);
  }
  return *uuid;
}

Result<OpId> read_op_id(const json* value, std::string_view field) {
  if (value == nullptr || !value->is_array() || value->size() != 2) {
    return malformed(field);
  }
  OpId id;
  TRY(id.device, read_uuid(&(*value)[0], field));
  TRY(id.n, read_int(&(*value)[1], field));
  if (id.n < 1) {
    return malformed(field);
  }
  return id;
}

Result<Value> read_value(const json& value, std::string_view field) {
  if (value.is_null()) {
    return Value{};
  }
  if (value.is_string()) {
    TRY(std::string text, read_text(&value, field));
    return Value(std::move(text));
  }
  TRY(const std::int64_t number, read_int(&value, field));
  return Value(number);
}

Result<std::vector<Value>> read_values(const json& list, std::string_view field) {
  if (!list.is_array()) {
    return malformed(field);
  }
  std::vector<Value> values;
  values.reserve(list.size());
  for (const json& item : list) {
    TRY(Value value, read_value(item, field));
    values.push_back(std::move(value));
  }
  return values;
}

Result<void> read_dict_index(const json& list, std::size_t rows, Column& column) {
  if (!list.is_array() || list.size() != rows) {
    return malformed(column.field);
  }
  column.index.reserve(rows);
  for (const json& item : list) {
    TRY(const std::int64_t number, read_int(&item, column.field));
    if (number < 0 || static_cast<std::size_t>(number) >= column.values.size()) {
      return malformed(column.field);
    }
    column.index.push_back(static_cast<std::uint32_t>(number));
  }
  return {};
}

Result<void> read_old(const json& object, std::size_t rows, bool block, Column& column) {
  const json* old = member(object, "old");
  const json* old_all = member(object, "old_all");
  if (old != nullptr && block) {
    TRY(column.old_values, read_values(*old, column.field));
    if (old_all != nullptr || column.old_values.size() != rows) {
      return malformed(column.field);
    }
  } else if (old != nullptr || old_all != nullptr) {
    if (old_all != nullptr && (!block || old != nullptr)) {
      return malformed(column.field);
    }
    TRY(Value value, read_value(old != nullptr ? *old : *old_all, column.field));
    column.old_values.push_back(std::move(value));
    column.old_all = block;
  }
  column.has_old = !column.old_values.empty();
  return {};
}

Result<Column> read_column(const std::string& field, const json& object, std::size_t rows,
                           bool block) {
  Column column;
  column.field = field;
  if (!object.is_object()) {
    return malformed(field);
  }
  const json* all = member(object, "all");
  const json* dict = member(object, "dict");
  const json* values = member(object, "new");
  if (!block) {
    if (values == nullptr) {
      return malformed(field);
    }
    TRY(Value value, read_value(*values, field));
    column.values.push_back(std::move(value));
  } else if (all != nullptr) {
    column.shape = Column::Shape::all;
    TRY(Value value, read_value(*all, field));
    column.values.push_back(std::move(value));
  } else if (values == nullptr) {
    return malformed(field);
  } else if (dict != nullptr) {
    column.shape = Column::Shape::dict;
    TRY(column.values, read_values(*dict, field));
    TRY_DO(read_dict_index(*values, rows, column));
  } else {
    TRY(column.values, read_values(*values, field));
    if (column.values.size() != rows) {
      return malformed(field);
    }
  }
  TRY_DO(read_old(object, rows, block, column));
  return column;
}

Result<void> read_rows(const json& document, Op& op) {
  const json* rows = member(document, "rows");
  op.block = rows != nullptr;
  if (!op.block) {
    TRY(base::Uuid row, read_uuid(member(document, "row"), "row"));
    op.rows.push_back(row);
    return {};
  }
  TRY(const std::int64_t count, read_int(member(document, "count"), "count"));
  if (!rows->is_array() || rows->empty() || count != static_cast<std::int64_t>(rows->size())) {
    return malformed("count");
  }
  op.rows.reserve(rows->size());
  for (const json& item : *rows) {
    TRY(base::Uuid row, read_uuid(&item, "rows"));
    op.rows.push_back(row);
  }
  return {};
}

Result<void> read_envelope(const json& document, Op& op) {
  TRY(op.id, read_op_id(member(document, "op"), "op"));
  const json* base_id = member(document, "base");
  if (base_id != nullptr && !base_id->is_null()) {
    TRY(op.base, read_op_id(base_id, "base"));
  }
  TRY(const std::string hlc, read_text(member(document, "hlc"), "hlc"));
  TRY(op.hlc, Hlc::parse(hlc));
  TRY(op.table, read_text(member(document, "table"), "table"));
  TRY(op.user, read_text(member(document, "user"), "user"));
  TRY(op.wall_ms, read_int(member(document, "wall"), "wall"));
  TRY(const std::int64_t schema, read_int(member(document, "schema"), "schema"));
  if (schema < 1 || schema > 1'000'000) {
    return malformed("schema");
  }
  op.schema = static_cast<int>(schema);
  const json* tx = member(document, "tx");
  if (tx == nullptr || !tx->is_array() || tx->size() != 2) {
    return malformed("tx");
  }
  TRY(op.tx.first_n, read_int(&(*tx)[0], "tx"));
  TRY(op.tx.op_count, read_int(&(*tx)[1], "tx"));
  if (op.tx.first_n < 1 || op.tx.first_n > op.id.n || op.tx.op_count < 0) {
    return malformed("tx");
  }
  if (const json* unit = member(document, "unit"); unit != nullptr && !unit->is_null()) {
    TRY(op.unit, read_uuid(unit, "unit"));
  }
  return {};
}

}  // namespace

base::Result<Op> parse_op(std::string_view text) {
  // The library takes a NUL for the end, and what comes after it for nothing.
  const bool nul = text.find('\0') != std::string_view::npos;
  if (nul || text.size() > kMostBytes || !shallow(text)) {
    return malformed("");
  }
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) {
    return malformed("");
  }
  Op op;
  TRY_DO(read_envelope(document, op));
  TRY_DO(read_rows(document, op));
  if (op.id.n > base::kMaxAmountCents - op.count()) {
    return malformed("op");
  }
  const json* set = member(document, "set");
  if (set == nullptr || !set->is_object() || set->empty()) {
    return malformed("set");
  }
  for (const auto& [field, object] : set->items()) {
    TRY(Column column, read_column(field, object, op.rows.size(), op.block));
    op.set.push_back(std::move(column));
  }
  if (canonical(op) != text) {
    return base::fail(ErrorCode::op_not_canonical);
  }
  return op;
}

}  // namespace saimnieks::oplog
