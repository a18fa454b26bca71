// The list of tables and fields. Append only: what was once minted must be judged alike for ever.
#include "core/model/tables.h"

#include <algorithm>
#include <array>

namespace saimnieks::model {
namespace {

constexpr int kCodeBytes = 64;
constexpr int kNameBytes = 512;
constexpr int kNoteBytes = 8192;

constexpr FieldInfo natural_key(std::string_view name) {
  return {
      .name = name, .type = FieldType::text, .policy = Policy::immutable, .max_bytes = kCodeBytes};
}

constexpr FieldInfo label(std::string_view name) {
  return {.name = name, .type = FieldType::text, .policy = Policy::lww, .max_bytes = kNameBytes};
}

constexpr FieldInfo defaulted(std::string_view name, FieldType type) {
  return {.name = name, .type = type, .policy = Policy::conflict, .has_default = true};
}

constexpr FieldInfo reference(std::string_view name, Table target) {
  return {.name = name, .type = FieldType::reference, .policy = Policy::conflict, .target = target};
}

// Fields in order of name.
constexpr std::array kUnit = {
    natural_key("code"),
    label("name"),
    FieldInfo{.name = "parent",
              .type = FieldType::reference,
              .policy = Policy::immutable,
              .nullable = true,
              .target = Table::unit},
    defaulted("voided", FieldType::boolean),
};
constexpr std::array kService = {
    natural_key("code"),
    label("name"),
    defaulted("voided", FieldType::boolean),
};
constexpr std::array kCode = {
    natural_key("code"),
    label("name"),
    natural_key("scheme"),
    defaulted("voided", FieldType::boolean),
};
constexpr std::array kVersion = {
    natural_key("label"),
    defaulted("status", FieldType::status),
    defaulted("voided", FieldType::boolean),
};
constexpr std::array kLine = {
    FieldInfo{.name = "amount_cents", .type = FieldType::cents, .policy = Policy::conflict},
    reference("code", Table::code),
    FieldInfo{.name = "kind", .type = FieldType::line_kind, .policy = Policy::immutable},
    FieldInfo{.name = "note",
              .type = FieldType::text,
              .policy = Policy::lww,
              .nullable = true,
              .max_bytes = kNoteBytes},
    FieldInfo{.name = "period", .type = FieldType::period, .policy = Policy::conflict},
    reference("service", Table::service),
    reference("unit", Table::unit),
    FieldInfo{.name = "version",
              .type = FieldType::reference,
              .policy = Policy::conflict,
              .nullable = true,
              .target = Table::version},
    defaulted("voided", FieldType::boolean),
};

constexpr std::array<TableInfo, kTableCount> kTables = {{
    {Table::unit, "unit", kUnit},
    {Table::service, "service", kService},
    {Table::code, "code", kCode},
    {Table::version, "version", kVersion},
    {Table::line, "line", kLine},
}};

}  // namespace

const TableInfo& table_info(Table table) { return kTables[static_cast<std::size_t>(table)]; }

std::optional<Table> table_from_name(std::string_view name) {
  for (const TableInfo& info : kTables) {
    if (info.name == name) {
      return info.table;
    }
  }
  return std::nullopt;
}

const FieldInfo* find_field(const TableInfo& table, std::string_view name) {
  const auto found = std::find_if(table.fields.begin(), table.fields.end(),
                                  [name](const FieldInfo& field) { return field.name == name; });
  return found == table.fields.end() ? nullptr : &*found;
}

}  // namespace saimnieks::model
