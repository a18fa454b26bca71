// The tables and fields that ops may write: their types, and what happens when two devices write
// the same one. Client and endpoint judge by this one list. It knows no SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace saimnieks::model {

// Goes up when tables or fields are added; ops carry it, old ops stay valid for ever.
inline constexpr int kSchema = 1;

enum class Table : std::uint8_t { unit, service, code, version, line };
inline constexpr int kTableCount = 5;

enum class FieldType : std::uint8_t {
  text,       // UTF-8, at most FieldInfo::max_bytes
  boolean,    // 0 or 1
  cents,      // integer within ±kMaxAmountCents
  period,     // year·100 + month, month 0 = whole year
  line_kind,  // "plan" or "actual"
  status,     // of a plan version: "draft", "submitted", "approved", "superseded"
  reference,  // uuid text of a row of FieldInfo::target
};

enum class Policy : std::uint8_t {
  conflict,   // two unaware writes of different values: both kept, the earlier stays effective
  lww,        // the write with the newer hybrid clock wins
  immutable,  // set by the insert only
};

struct FieldInfo {
  std::string_view name;
  FieldType type;
  Policy policy;
  bool nullable = false;       // may be null or absent in an insert
  bool has_default = false;    // absent in an insert: 0 or the status "draft"
  Table target = Table::unit;  // of references
  int max_bytes = 0;           // of text
};

struct TableInfo {
  Table table;
  std::string_view name;
  std::span<const FieldInfo> fields;  // in order of name, as canonical JSON has them
};

[[nodiscard]] const TableInfo& table_info(Table table);
[[nodiscard]] std::optional<Table> table_from_name(std::string_view name);
// Null when the table has no such field.
[[nodiscard]] const FieldInfo* find_field(const TableInfo& table, std::string_view name);

}  // namespace saimnieks::model
