// The list of tables and fields. Append only: what was once minted must be judged alike for ever.
#include "core/model/tables.h"

#include <algorithm>
#include <array>

#include "core/model/bind.h"

namespace saimnieks::model {
namespace {

constexpr auto kUnit = fields(                               //
    key(1, optional(field<Unit, &Unit::parent>("parent"))),  //
    key(2, field<Unit, &Unit::code>("code")),                //
    label(field<Unit, &Unit::name>("name")),                 //
    defaulted(field<Unit, &Unit::voided>("voided")));

constexpr auto kService = fields(                    //
    key(1, field<Service, &Service::code>("code")),  //
    label(field<Service, &Service::name>("name")),   //
    defaulted(field<Service, &Service::voided>("voided")));

constexpr auto kCode = fields(                     //
    key(1, field<Code, &Code::scheme>("scheme")),  //
    key(2, field<Code, &Code::code>("code")),      //
    label(field<Code, &Code::name>("name")),       //
    defaulted(field<Code, &Code::voided>("voided")));

constexpr auto kVersion = fields(                           //
    key(1, field<Version, &Version::name>("label")),        //
    defaulted(field<Version, &Version::status>("status")),  //
    defaulted(field<Version, &Version::voided>("voided")));

constexpr auto kLine = fields(  //
    field<Line, &Line::row, &LineRow::cents>("amount_cents", "cents"),
    field<Line, &Line::row, &LineRow::code>("code"),
    immutable(field<Line, &Line::row, &LineRow::kind>("kind")),
    note(field<Line, &Line::note>("note")),
    as(FieldType::period, field<Line, &Line::row, &LineRow::period>("period")),
    field<Line, &Line::row, &LineRow::service>("service"),
    field<Line, &Line::row, &LineRow::unit>("unit"),
    optional(field<Line, &Line::row, &LineRow::version>("version")),
    defaulted(field<Line, &Line::row, &LineRow::voided>("voided")));

constexpr std::array<TableInfo, kTableCount> kTables = {{
    {Table::unit, TableKind::dimension, "unit", kUnit},
    {Table::service, TableKind::dimension, "service", kService},
    {Table::code, TableKind::dimension, "code", kCode},
    {Table::version, TableKind::dimension, "version", kVersion},
    {Table::line, TableKind::line, "line", kLine},
}};

}  // namespace

std::span<const TableInfo> tables() { return kTables; }

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
  const auto found = std::lower_bound(
      table.fields.begin(), table.fields.end(), name,
      [](const FieldInfo& field, std::string_view wanted) { return field.name < wanted; });
  return found == table.fields.end() || found->name != name ? nullptr : &*found;
}

bool TableInfo::has_natural_key() const {
  return std::any_of(fields.begin(), fields.end(),
                     [](const FieldInfo& field) { return field.key > 0; });
}

std::optional<std::int64_t> FieldInfo::choice(std::string_view wanted) const {
  const auto found = std::find(choices.begin(), choices.end(), wanted);
  return found == choices.end() ? std::nullopt : std::optional(found - choices.begin());
}

}  // namespace saimnieks::model
