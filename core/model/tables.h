// The tables and fields that ops may write: their types, and what happens when two devices write
// the same one. Client and endpoint judge by this one list. It knows no SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/uuid.h"

namespace saimnieks::model {

// Goes up when tables or fields are added; ops carry it, old ops stay valid for ever.
inline constexpr int kSchema = 6;

// The numbers stand in op_log: append only.
enum class Table : std::uint8_t {
  unit,
  service,
  code,
  version,
  line,
  resource,  // from here on: schema 2
  policy,
  source,
  appointment,
  usage,
  schedule,
  appropriation,
  amendment,
  need,
  commitment,
  volume,
  benefit,
  outcome,
  conformity,
  closing,
  attachment,
  exception,
  duty,       // from here on: schema 3
  threshold,  // from here on: schema 4
  deviation,
  allocation,
  turnover,
  population,
  fork,  // from here on: schema 6
  succession,
};
inline constexpr int kTableCount = 30;
inline constexpr std::size_t kMostFields = 40;  // that any table has

enum class TableKind : std::uint8_t {
  dimension,  // an axis of lines: all rows in memory, under dense numbers
  line,
  fact,  // read from the file when asked for
};

enum class FieldType : std::uint8_t {
  text,       // UTF-8, at most FieldInfo::max_bytes
  boolean,    // 0 or 1
  cents,      // integer within ±kMaxAmountCents
  period,     // year·100 + month, month 0 = whole year
  date,       // year·10000 + month·100 + day
  decimal,    // millionths, within what base::Decimal carries
  integer,    // within ±(2^53 − 1)
  choice,     // one of FieldInfo::choices, by name
  reference,  // uuid text of a row of FieldInfo::target
};

enum class Policy : std::uint8_t {
  conflict,   // two unaware writes of different values: both kept, the earlier stays effective
  lww,        // the write with the newer hybrid clock wins
  immutable,  // set by the insert only
};

// A field's value as it lies in a row's struct and in the file: booleans, amounts, dates and
// choices (by place) are integers, references to dimensions their dense numbers, other references
// uuids. Text is borrowed.
struct Cell {
  enum class Kind : std::uint8_t { null, integer, text, uuid };

  Kind kind = Kind::null;
  std::int64_t integer = 0;
  std::string_view text{};
  base::Uuid uuid{};

  [[nodiscard]] static Cell of(std::int64_t value) { return {Kind::integer, value, {}, {}}; }
  [[nodiscard]] static Cell of(std::string_view value) { return {Kind::text, 0, value, {}}; }
  [[nodiscard]] static Cell of(const base::Uuid& value) { return {Kind::uuid, 0, {}, value}; }
  [[nodiscard]] bool null() const { return kind == Kind::null; }

  friend bool operator==(const Cell&, const Cell&) = default;
};

struct FieldInfo {
  std::string_view name{};
  std::string_view column{};  // its name in the file
  FieldType type = FieldType::text;
  Policy policy = Policy::conflict;
  bool nullable = false;       // may be null or absent in an insert
  bool has_default = false;    // absent in an insert: 0 or the first choice
  int key = 0;                 // place in the natural key, from 1; 0: no part of it
  Table target = Table::unit;  // of references
  int max_bytes = 0;           // of text
  std::span<const std::string_view> choices{};
  // The field of a row's struct (Unit, Line, …; model::TableInfo says which).
  Cell (*read)(const void* row) = nullptr;
  void (*write)(void* row, const Cell& cell) = nullptr;

  // Of a struct's row: an empty text that may be null is null.
  [[nodiscard]] Cell cell(const void* row) const {
    const Cell found = read(row);
    return nullable && found.kind == Cell::Kind::text && found.text.empty() ? Cell{} : found;
  }
  // The place of a choice by name; none when there is no such choice.
  [[nodiscard]] std::optional<std::int64_t> choice(std::string_view wanted) const;
};

struct TableInfo {
  Table table = Table::unit;
  TableKind kind = TableKind::dimension;
  std::string_view name{};
  std::span<const FieldInfo> fields{};  // in order of name, as canonical JSON has them

  // Rows with a natural key are made alike by two devices; others have ids of their own.
  [[nodiscard]] bool has_natural_key() const;
};

[[nodiscard]] std::span<const TableInfo> tables();  // by number
[[nodiscard]] const TableInfo& table_info(Table table);
[[nodiscard]] std::optional<Table> table_from_name(std::string_view name);
// Null when the table has no such field.
[[nodiscard]] const FieldInfo* find_field(const TableInfo& table, std::string_view name);

}  // namespace saimnieks::model
