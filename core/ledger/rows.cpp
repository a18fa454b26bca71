// Rows as states: one way for all tables, as their descriptions say.
#include "core/ledger/rows.h"

#include <algorithm>

#include "core/catalogue/catalogue.h"
#include "core/ledger/table_sql.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;
using model::Cell;
using model::FieldInfo;
using model::FieldType;
using model::TableInfo;
using model::TableKind;
using model::Value;
using oplog::OpId;

const Sql kClocks("SELECT field, hlc FROM field_clock WHERE tbl = ?1 AND row = ?2");
const Sql kWriteClock(
    "INSERT INTO field_clock (tbl, row, field, hlc) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (tbl, row, field) DO UPDATE SET hlc = ?4");
const Sql kDropClocks("DELETE FROM field_clock WHERE tbl = ?1 AND row = ?2");

bool names_dimension(const FieldInfo& field) {
  return model::table_info(field.target).kind == TableKind::dimension;
}

}  // namespace

void Changes::note(const LineDelta& delta) {
  note_between(delta.rid, delta.rid);
  latest_ = delta.rid;
  if (lines_.size() == kMostDeltas) {
    many_ = true;
    lines_ = {};
  }
  if (!many_) {
    lines_.push_back(delta);
  }
}

void Changes::note_between(model::LineId first, model::LineId last) {
  many_ = many_ || first != last;
  first_ = touches_lines() ? std::min(first_, first) : first;
  last_ = std::max(last_, last);
}

void Changes::tell(DeltaSink& sink, std::int64_t revision) const {
  sink.begin({revision, dimensions_, sight_});
  if (many_) {
    sink.lines_between(first_, last_);
  } else if (!lines_.empty()) {
    sink.lines(lines_);
  }
  sink.end();
}

Rows::Rows(Database& db, Devices& devices) : db_(db), devices_(devices), kept_blocks_(db) {
  const auto put_in = [this](Table table, model::AnyDimension& dimension) {
    dimensions_[static_cast<std::size_t>(table)] = &dimension;
  };
  put_in(Table::unit, units_);
  put_in(Table::service, services_);
  put_in(Table::code, codes_);
  put_in(Table::version, versions_);
  put_in(Table::resource, resources_);
  put_in(Table::policy, policies_);
  put_in(Table::source, sources_);
}

Result<void> Rows::load_dimensions() {
  for (const TableInfo& table : model::tables()) {
    if (table.kind == TableKind::dimension) {
      TRY_DO(load_dimension(table.table));
    }
  }
  for (std::uint32_t i = 0; i < codes_.size(); ++i) {
    model::Code& row = codes_.at(model::CodeId{i});
    row.catalogue = row.uuid == model::catalogue_code_uuid(row.scheme, row.code);
  }
  return {};
}

Result<void> Rows::load_dimension(Table table) {
  model::AnyDimension& rows = *dimension_at(table);
  rows.clear();
  const TableInfo& info = model::table_info(table);
  Query query(db_, table_sql(table).all);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    if (query.int_at(kKeyColumn) != static_cast<std::int64_t>(rows.size())) {
      return base::fail(ErrorCode::storage_corrupt, std::string(info.name));
    }
    const std::uint32_t number = rows.make(query.uuid_at(kUuidColumn));
    rows.common_at(number).present = query.int_at(kPresentColumn) != 0;
    int column = kFields;
    for (const FieldInfo& field : info.fields) {
      field.write(rows.row_at(number), cell_at(query, column++, field));
    }
  }
}

Result<void> Rows::add_catalogue() {
  for (const catalogue::Entry& entry : catalogue::economic_codes()) {
    const Uuid uuid = model::catalogue_code_uuid(model::kEkkScheme, entry.code);
    std::uint32_t number = codes_.number_of(uuid);
    if (number == model::kNone) {
      number = codes_.make(uuid);
    }
    model::Code& row = codes_.at(model::CodeId{number});
    row.name = entry.title_lv;
    row.scheme = model::kEkkScheme;
    row.code = entry.code;
    row.catalogue = true;
    TRY_DO(put_dimension(Table::code, number, {}));
  }
  return {};
}

bool Rows::catalogue_complete() const {
  for (const catalogue::Entry& entry : catalogue::economic_codes()) {
    const auto id = codes_.find(model::catalogue_code_uuid(model::kEkkScheme, entry.code));
    if (id == model::kNoCode || codes_[id].name != entry.title_lv) {
      return false;
    }
  }
  return true;
}

std::uint32_t Rows::find(Table table, const Uuid& uuid) const {
  const model::AnyDimension* rows = dimension(table);
  return rows == nullptr ? model::kNone : rows->number_of(uuid);
}

Uuid Rows::uuid_of(Table table, std::uint32_t number) const {
  const model::AnyDimension* rows = dimension(table);
  return rows == nullptr || number >= rows->size() ? Uuid{} : rows->common(number).uuid;
}

Result<std::uint32_t> Rows::resolve(Table table, const Uuid& uuid) {
  model::AnyDimension* rows = dimension_at(table);
  if (rows == nullptr) {
    return base::fail(ErrorCode::internal, "resolve");
  }
  std::uint32_t number = rows->number_of(uuid);
  if (number == model::kNone) {
    number = rows->make(uuid);
    rows->common_at(number).present = false;
    TRY_DO(put_dimension(table, number, {}));
  }
  return number;
}

Result<Value> Rows::value_of(const FieldInfo& field, const Cell& cell) const {
  switch (cell.kind) {
    case Cell::Kind::null:
      return Value();
    case Cell::Kind::text:
      return Value(std::string(cell.text));
    case Cell::Kind::uuid:
      return Value(cell.uuid.text());
    case Cell::Kind::integer:
      break;
  }
  if (field.type == FieldType::choice) {
    const auto place = static_cast<std::size_t>(cell.integer);
    return place < field.choices.size()
               ? Result<Value>(std::string(field.choices[place]))
               : base::fail_field(ErrorCode::storage_corrupt, std::string(field.name));
  }
  if (field.type == FieldType::reference) {
    return Value(uuid_of(field.target, static_cast<std::uint32_t>(cell.integer)).text());
  }
  return Value(cell.integer);
}

Result<Cell> Rows::cell_of(const FieldInfo& field, const Value& value) {
  if (const std::int64_t* number = model::as_int(value)) {
    return Cell::of(*number);
  }
  const std::string* text = model::as_text(value);
  if (text == nullptr) {
    return Cell();
  }
  if (field.type == FieldType::choice) {
    return Cell::of(field.choice(*text).value_or(0));
  }
  if (field.type != FieldType::reference) {
    return Cell::of(std::string_view(*text));
  }
  TRY(const Uuid uuid, Uuid::parse(*text));
  if (!names_dimension(field)) {
    return Cell::of(uuid);
  }
  TRY(const std::uint32_t number, resolve(field.target, uuid));
  return Cell::of(std::int64_t{number});
}

Result<std::optional<RowState>> Rows::load(Table table, const Uuid& uuid) {
  std::optional<RowState> none;
  RowState state;
  {
    Query query(db_, table_sql(table).by_uuid);
    query.bind(uuid);
    TRY(const bool found, query.step());
    if (!found || query.int_at(kPresentColumn) == 0) {
      return none;
    }
    TRY(state, state_at(table, query));
  }
  TRY_DO(load_clocks(table, uuid, state));
  return std::optional(std::move(state));
}

Result<RowState> Rows::state_at(Table table, const Query& query) const {
  RowState state;
  int column = kFields;
  for (const FieldInfo& field : model::table_info(table).fields) {
    TRY(Value value, value_of(field, cell_at(query, column++, field)));
    if (!model::is_null(value)) {
      state.fields.emplace(field.name, std::move(value));
    }
  }
  state.version = devices_.op_id(query.int_at(kDeviceColumn), query.int_at(kNColumn));
  return state;
}

Result<void> Rows::each(Table table, const FieldInfo* field, const Cell& value,
                        base::FunctionRef<Result<void>(const Query&)> visit) const {
  const TableSql& sql = table_sql(table);
  const Sql* by = field == nullptr ? nullptr : sql.by(*field);
  Query query(db_, by != nullptr ? *by : sql.all);
  if (by != nullptr) {
    bind_cell(query, 1, value);
  }
  const std::span<const FieldInfo> fields = model::table_info(table).fields;
  const int column = field == nullptr ? 0 : kFields + static_cast<int>(field - fields.data());
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    const bool asked = field == nullptr || by != nullptr || cell_at(query, column, *field) == value;
    if (asked && query.int_at(kPresentColumn) != 0) {
      TRY_DO(visit(query));
    }
  }
}

Result<bool> Rows::is_hidden(Table table, const Uuid& uuid) const {
  Query query(db_, table_sql(table).version);
  query.bind(uuid);
  TRY(const bool found, query.step());
  return found && query.int_at(0) == 0;
}

Result<std::optional<OpId>> Rows::version(Table table, const Uuid& uuid) {
  Query query(db_, table_sql(table).version);
  query.bind(uuid);
  TRY(const bool found, query.step());
  return found && query.int_at(0) != 0
             ? std::optional(devices_.op_id(query.int_at(1), query.int_at(2)))
             : std::nullopt;
}

Result<void> Rows::each_present(Table table, base::FunctionRef<void(const Uuid&)> visit) const {
  Query query(db_, table_sql(table).present);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    visit(query.uuid_at(0));
  }
}

void Rows::bind_head(Query& query, const Head& head) {
  if (head.key) {
    query.bind_int(kKeyColumn + 1, *head.key);
  }
  query.bind_borrowed_bytes(kUuidColumn + 1, head.uuid.bytes);
  query.bind_int(kPresentColumn + 1, head.present ? 1 : 0);
  query.bind_int(kDeviceColumn + 1, head.by_device);
  query.bind_int(kNColumn + 1, head.by_n);
}

Result<void> Rows::put(Table table, const Sql& sql, const Head& head,
                       base::FunctionRef<Cell(std::size_t field)> cell) {
  Query query(db_, sql);
  bind_head(query, head);
  const std::size_t count = model::table_info(table).fields.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (const Cell one = cell(i); !one.null()) {  // what is not bound is null
      bind_cell(query, kFields + 1 + static_cast<int>(i), one);
    }
  }
  return query.run();
}

Result<void> Rows::put_dimension(Table table, std::uint32_t number, OpId by) {
  changes_.note_dimensions();
  const model::AnyDimension& rows = *dimension(table);
  const model::DimensionRow& common = rows.common(number);
  return put(
      table, table_sql(table).upsert,
      {number, common.uuid, common.present, devices_.find(by.device), by.n},
      [&](std::size_t i) { return model::table_info(table).fields[i].cell(rows.row(number)); });
}

Result<void> Rows::store(Table table, const Uuid& uuid, const RowState& state) {
  TRY_DO(store_clocks(table, uuid, state));
  const TableInfo& info = model::table_info(table);
  std::vector<Value> defaults;  // borrowed by cells
  defaults.reserve(info.fields.size());
  std::vector<Cell> cells;
  for (const FieldInfo& field : info.fields) {
    const Value* value = state.field(field.name);
    if (value == nullptr) {
      const bool empty_text = field.type == FieldType::text && !field.nullable;
      value = &defaults.emplace_back(empty_text ? Value(std::string()) : default_of(field));
    }
    TRY(const Cell cell, cell_of(field, *value));
    cells.push_back(cell);
  }
  Head head{std::nullopt, uuid, true, devices_.find(state.version.device), state.version.n};
  if (table == Table::appointment) {
    changes_.note_sight();
  }
  if (info.kind == TableKind::line) {
    return store_line(head, cells);
  }
  if (model::AnyDimension* rows = dimension_at(table)) {
    std::uint32_t number = rows->number_of(uuid);
    if (number == model::kNone) {
      number = rows->make(uuid);
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      info.fields[i].write(rows->row_at(number), cells[i]);
    }
    rows->common_at(number).present = true;
    head.key = number;
    changes_.note_dimensions();
  }
  return put(table, table_sql(table).upsert, head, [&](std::size_t i) { return cells[i]; });
}

Result<void> Rows::hide(Table table, const Uuid& uuid) {
  Query drop(db_, kDropClocks);
  drop.bind(static_cast<int>(table), uuid);
  TRY_DO(drop.run());
  if (table == Table::line) {
    TRY(const std::optional<StoredLine> found, line(uuid));
    if (found && found->present) {
      changes_.note({found->row.rid, std::nullopt});
    }
  } else if (const std::uint32_t number = find(table, uuid); number != model::kNone) {
    dimension_at(table)->common_at(number).present = false;
    changes_.note_dimensions();
  } else if (table == Table::appointment) {
    changes_.note_sight();
  }
  Query query(db_, table_sql(table).hide);
  query.bind(uuid);
  return query.run();
}

Result<void> Rows::insert_dimension(Table table, std::uint32_t number, const Uuid& uuid,
                                    const void* row, OpId by, oplog::Hlc hlc) {
  TRY_DO(start_clocks(table, uuid, row, hlc));
  return put(table, table_sql(table).insert, {number, uuid, true, devices_.find(by.device), by.n},
             [&](std::size_t i) { return model::table_info(table).fields[i].cell(row); });
}

Result<void> Rows::start_clocks(Table table, const Uuid& uuid, const void* row, oplog::Hlc hlc) {
  for (const FieldInfo* field : table_sql(table).clocked()) {
    if (!field->cell(row).null()) {
      TRY_DO(store_clock(table, uuid, field->name, hlc));
    }
  }
  return {};
}

Result<void> Rows::load_clocks(Table table, const Uuid& uuid, RowState& state) {
  Query query(db_, kClocks);
  query.bind(static_cast<int>(table), uuid);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    TRY(state.clocks[std::string(query.text_at(0))], oplog::Hlc::parse(query.text_at(1)));
  }
}

Result<void> Rows::store_clock(Table table, const Uuid& uuid, std::string_view field,
                               oplog::Hlc hlc) {
  Query query(db_, kWriteClock);
  query.bind(static_cast<int>(table), uuid, field, hlc.text());
  return query.run();
}

Result<void> Rows::store_clocks(Table table, const Uuid& uuid, const RowState& state) {
  // A label whose only writing was refused has no clock any more.
  RowState before;
  TRY_DO(load_clocks(table, uuid, before));
  if (std::any_of(before.clocks.begin(), before.clocks.end(),
                  [&state](const auto& clock) { return state.clocks.count(clock.first) == 0; })) {
    Query query(db_, kDropClocks);
    query.bind(static_cast<int>(table), uuid);
    TRY_DO(query.run());
  }
  for (const auto& [field, hlc] : state.clocks) {
    TRY_DO(store_clock(table, uuid, field, hlc));
  }
  return {};
}

}  // namespace saimnieks::ledger
