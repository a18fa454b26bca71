// Writing the statements.
#include "core/ledger/table_sql.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>

namespace saimnieks::ledger {
namespace {

using model::Cell;
using model::FieldInfo;
using model::FieldType;
using model::TableInfo;

std::string name_of(const TableInfo& table) { return std::string(table.name); }
std::string key_of(const TableInfo& table) {
  return table.kind == model::TableKind::line ? "rid" : "id";
}

std::string columns_of(const TableInfo& table) {
  std::string out = key_of(table) + ", uuid, present, by_device, by_n";
  for (const FieldInfo& field : table.fields) {
    out += ", ";
    out += field.column;
  }
  return out;
}

std::string select(const TableInfo& table, const std::string& rest) {
  return "SELECT " + columns_of(table) + " FROM " + name_of(table) + " " + rest;
}

// Of lines, what schema 1 had and what may not be null: the rest says more of a few of them.
bool is_usual(const TableInfo& table, const FieldInfo& field) {
  constexpr std::array<std::string_view, 6> kUsual{"unit",    "service", "code",
                                                   "version", "note",    "catalogue"};
  return table.kind != model::TableKind::line || !field.nullable ||
         std::find(kUsual.begin(), kUsual.end(), field.name) != kUsual.end();
}

std::string insert_into(const TableInfo& table, bool all = true) {
  std::string columns = key_of(table) + ", uuid, present, by_device, by_n";
  std::string places = "?1, ?2, ?3, ?4, ?5";
  std::size_t place = kFields;
  for (const FieldInfo& field : table.fields) {
    if (all || is_usual(table, field)) {
      columns += ", " + std::string(field.column);
      places += ", ?" + std::to_string(++place);
    }
  }
  return "INSERT INTO " + name_of(table) + " (" + columns + ") VALUES (" + places + ")";
}

std::string upsert_into(const TableInfo& table) {
  std::string out = insert_into(table) +
                    " ON CONFLICT (uuid) DO UPDATE SET present = ?3, by_device = ?4, by_n = ?5";
  std::size_t place = kFields;
  for (const FieldInfo& field : table.fields) {
    out += ", " + std::string(field.column) + " = ?" + std::to_string(++place);
  }
  return out;
}

// What migrations have an index for: facts by what they are about, and every reference to a row
// that is not in memory.
bool indexed(const TableInfo& table, const FieldInfo& field) {
  using model::Table;
  const Table target = field.target;
  return field.type == FieldType::reference &&
         (model::table_info(target).kind != model::TableKind::dimension ||
          (table.kind == model::TableKind::fact &&
           (target == Table::unit || target == Table::service || target == Table::resource)));
}

// Made before main() begins, so that Sql::first() lists them.
const std::deque<TableSql> kStatements = [] {
  std::deque<TableSql> out;
  for (const TableInfo& table : model::tables()) {
    out.emplace_back(table);
  }
  return out;
}();

}  // namespace

TableSql::TableSql(const TableInfo& table)
    : all(select(table, "ORDER BY " + key_of(table)), Sql::Scan::meant),
      after(select(table, "WHERE " + key_of(table) + " > ?1 AND present = 1 ORDER BY " +
                              key_of(table) + " LIMIT ?2")),
      by_key(select(table, "WHERE " + key_of(table) + " = ?1")),
      by_uuid(select(table, "WHERE uuid = ?1")),
      insert(insert_into(table)),
      insert_usual(insert_into(table, false)),
      upsert(upsert_into(table)),
      hide("UPDATE " + name_of(table) + " SET present = 0 WHERE uuid = ?1"),
      version("SELECT present, by_device, by_n FROM " + name_of(table) + " WHERE uuid = ?1"),
      present("SELECT uuid FROM " + name_of(table) + " WHERE present = 1 ORDER BY " + key_of(table),
              Sql::Scan::meant) {
  for (const FieldInfo& field : table.fields) {
    if (is_usual(table, field)) {
      usual_.push_back(&field);
      usual_bits_ |= std::uint64_t{1} << (&field - table.fields.data());
    }
    if (field.policy == model::Policy::lww) {
      clocked_.push_back(&field);
    }
    if (indexed(table, field)) {
      by_.emplace_back(std::piecewise_construct, std::forward_as_tuple(&field),
                       std::forward_as_tuple(select(table, "WHERE " + std::string(field.column) +
                                                               " = ?1 ORDER BY " + key_of(table))));
    }
  }
}

const Sql* TableSql::by(const FieldInfo& field) const {
  for (const auto& [one, sql] : by_) {
    if (one == &field) {
      return &sql;
    }
  }
  return nullptr;
}

const TableSql& table_sql(model::Table table) {
  return kStatements[static_cast<std::size_t>(table)];
}

Cell cell_at(const Query& query, int column, const FieldInfo& field) {
  if (query.null_at(column)) {
    return {};
  }
  if (field.type == FieldType::text) {
    return Cell::of(query.text_at(column));
  }
  const bool number = field.type != FieldType::reference ||
                      model::table_info(field.target).kind == model::TableKind::dimension;
  return number ? Cell::of(query.int_at(column)) : Cell::of(query.uuid_at(column));
}

void bind_cell(Query& query, int place, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::null:
      query.bind_null(place);
      break;
    case Cell::Kind::integer:
      query.bind_int(place, cell.integer);
      break;
    case Cell::Kind::text:
      query.bind_borrowed_text(place, cell.text);
      break;
    case Cell::Kind::uuid:
      query.bind_uuid(place, cell.uuid);
      break;
  }
}

}  // namespace saimnieks::ledger
