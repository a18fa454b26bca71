#include "core/exchange/row_json.h"

#include "core/exchange/row_names.h"

namespace saimnieks::exchange {
namespace {

using base::Uuid;
using ledger::Ledger;
using model::FieldInfo;
using model::FieldType;
using model::Table;
using model::Value;
using nlohmann::ordered_json;

ordered_json plain_json(const Value& value) {
  const std::int64_t* number = model::as_int(value);
  const std::string* text = model::as_text(value);
  return number != nullptr ? ordered_json(*number)
         : text != nullptr ? ordered_json(*text)
                           : ordered_json();
}

ordered_json field_json(const Ledger& ledger, const FieldInfo& field, const Value& value) {
  const std::int64_t* number = model::as_int(value);
  const std::string* text = model::as_text(value);
  if (number == nullptr && text == nullptr) {
    return nullptr;
  }
  if (field.type == FieldType::boolean) {
    return *number != 0;
  }
  if (field.type == FieldType::period) {
    const auto period = base::Period::from_packed(*number);
    return period ? period->iso() : std::string();
  }
  if (field.type == FieldType::date) {
    const auto date = model::date_from_packed(*number);
    return date ? date->iso() : std::string();
  }
  if (field.type == FieldType::decimal) {
    return base::Decimal::from_millionths(*number).text();
  }
  if (field.type == FieldType::reference && ledger.dimension(field.target) != nullptr) {
    const auto uuid = Uuid::parse(*text);
    const std::uint32_t target =
        uuid ? ledger.dimension(field.target)->number_of(*uuid) : model::kNone;
    return target == model::kNone ? *text : name_of_row(ledger, field.target, target);
  }
  return plain_json(value);
}

}  // namespace

ordered_json row_json(const Ledger& ledger, Table table, const Ledger::RowView& row) {
  ordered_json fields = ordered_json::object();
  for (const FieldInfo& field : model::table_info(table).fields) {
    const Value* value = row.state.field(field.name);
    if (field.name != "voided") {
      fields[std::string(field.name)] =
          value == nullptr ? ordered_json() : field_json(ledger, field, *value);
    }
  }
  return {{"row", row.row.text()}, {"voided", row.state.voided()}, {"fields", std::move(fields)}};
}

ordered_json line_json(const Ledger& ledger, const model::Line& line) {
  ordered_json fields = ordered_json::object();
  for (const FieldInfo& field : model::table_info(Table::line).fields) {
    if (field.name == "voided") {
      continue;
    }
    const model::Cell cell = field.cell(&line);
    const auto number = static_cast<std::uint32_t>(cell.integer);
    ordered_json& out = fields[std::string(field.name)];
    if (cell.kind == model::Cell::Kind::uuid) {
      out = cell.uuid.text();
    } else if (cell.kind == model::Cell::Kind::text) {
      out = std::string(cell.text);
    } else if (cell.null()) {
      out = nullptr;
    } else if (field.type == FieldType::choice) {
      out = std::string(field.choices[number]);
    } else if (field.type == FieldType::reference) {
      out = name_of_row(ledger, field.target, number);
    } else {
      out = field_json(ledger, field, cell.integer);
    }
  }
  return fields;
}

ordered_json change_json(const Ledger& ledger, const ledger::HistoryEntry& change) {
  const auto table = model::table_from_name(change.table);
  ordered_json fields = ordered_json::object();
  for (const ledger::HistoryEntry::Field& one : change.fields) {
    const FieldInfo* field =
        table ? model::find_field(model::table_info(*table), one.name) : nullptr;
    const auto print = [&](const Value& value) {
      return field == nullptr ? plain_json(value) : field_json(ledger, *field, value);
    };
    ordered_json& out = fields[one.name];
    out = ordered_json::object();
    if (one.before) {
      out["before"] = print(*one.before);
    }
    out["after"] = print(one.after);
  }
  return {{"table", change.table},
          {"row", change.row.text()},
          {"device", change.id.device.text()},
          {"n", change.id.n},
          {"wall_ms", change.wall_ms},
          {"user", change.user},
          {"verdict", std::string(oplog::name(change.verdict.kind))},
          {"fields", std::move(fields)}};
}

}  // namespace saimnieks::exchange
