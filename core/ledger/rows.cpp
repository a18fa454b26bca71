// Rows as states: the part that is alike for all tables, and the dimensions.
#include "core/ledger/rows.h"

#include "core/catalogue/catalogue.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;
using model::Value;
using oplog::OpId;

const Sql kUnits("SELECT id, uuid, name, voided, present, parent, code FROM unit ORDER BY id",
                 Sql::Scan::meant);
const Sql kServices("SELECT id, uuid, name, voided, present, code FROM service ORDER BY id",
                    Sql::Scan::meant);
const Sql kCodes("SELECT id, uuid, name, voided, present, scheme, code FROM code ORDER BY id",
                 Sql::Scan::meant);
const Sql kVersions("SELECT id, uuid, label, voided, present, status FROM version ORDER BY id",
                    Sql::Scan::meant);

// An upsert by number serves new rows and changed ones alike.
const Sql kWriteUnit(
    "INSERT INTO unit (id, uuid, parent, code, name, voided, present, by_device, by_n) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET "
    "parent = ?3, code = ?4, name = ?5, voided = ?6, present = ?7, by_device = ?8, by_n = ?9");
const Sql kWriteService(
    "INSERT INTO service (id, uuid, code, name, voided, present, by_device, by_n) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET "
    "code = ?3, name = ?4, voided = ?5, present = ?6, by_device = ?7, by_n = ?8");
const Sql kWriteCode(
    "INSERT INTO code (id, uuid, scheme, code, name, voided, present, by_device, by_n) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET "
    "scheme = ?3, code = ?4, name = ?5, voided = ?6, present = ?7, by_device = ?8, by_n = ?9");
const Sql kWriteVersion(
    "INSERT INTO version (id, uuid, label, status, voided, present, by_device, by_n) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET "
    "label = ?3, status = ?4, voided = ?5, present = ?6, by_device = ?7, by_n = ?8");

const Sql kUnitVersion("SELECT by_device, by_n FROM unit WHERE id = ?1");
const Sql kServiceVersion("SELECT by_device, by_n FROM service WHERE id = ?1");
const Sql kCodeVersion("SELECT by_device, by_n FROM code WHERE id = ?1");
const Sql kVersionVersion("SELECT by_device, by_n FROM version WHERE id = ?1");

const Sql kClocks("SELECT field, hlc FROM field_clock WHERE tbl = ?1 AND row = ?2");
const Sql kWriteClock(
    "INSERT INTO field_clock (tbl, row, field, hlc) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (tbl, row, field) DO UPDATE SET hlc = ?4");
const Sql kDropClocks("DELETE FROM field_clock WHERE tbl = ?1 AND row = ?2");

const Sql& version_sql(Table table) {
  switch (table) {
    case Table::unit:
      return kUnitVersion;
    case Table::service:
      return kServiceVersion;
    case Table::code:
      return kCodeVersion;
    default:
      return kVersionVersion;
  }
}

template <class Row>
void read_common(const Query& query, Row& row) {
  row.uuid = query.uuid_at(1);
  row.name = query.text_at(2);
  row.voided = query.int_at(3) != 0;
  row.present = query.int_at(4) != 0;
}

// Reads all rows of one dimension; `read` takes what the tables do not share.
template <class Row, class Read>
Result<void> load_all(Database& db, const Sql& sql, model::Dimension<Row>& dimension, Read read) {
  dimension.clear();
  Query query(db, sql);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    if (query.int_at(0) != static_cast<std::int64_t>(dimension.size())) {
      return base::fail(ErrorCode::storage_corrupt, sql.text());
    }
    Row row;
    read_common(query, row);
    read(query, row);
    dimension.add(std::move(row));
  }
}

std::string text_field(const RowState& state, std::string_view name) {
  const Value* value = state.field(name);
  const std::string* text = value == nullptr ? nullptr : model::as_text(*value);
  return text == nullptr ? std::string() : *text;
}

// Gives `dimension` a row under `uuid`, filled by `fill`; the row's number.
template <class Row, class Fill>
std::uint32_t upsert(model::Dimension<Row>& dimension, const Uuid& uuid, Fill fill) {
  auto id = dimension.find(uuid);
  if (model::index(id) == model::kNone) {
    Row row;
    row.uuid = uuid;
    id = dimension.add(std::move(row));
  }
  fill(dimension.at(id));
  return model::index(id);
}

}  // namespace

Result<void> Rows::load_dimensions() {
  TRY_DO(load_all(db_, kUnits, units_, [](const Query& query, model::Unit& row) {
    row.parent = query.null_at(5) ? model::kNoUnit
                                  : model::UnitId{static_cast<std::uint32_t>(query.int_at(5))};
    row.code = query.text_at(6);
  }));
  TRY_DO(load_all(db_, kServices, services_,
                  [](const Query& query, model::Service& row) { row.code = query.text_at(5); }));
  TRY_DO(load_all(db_, kCodes, codes_, [](const Query& query, model::Code& row) {
    row.scheme = query.text_at(5);
    row.code = query.text_at(6);
    row.catalogue = row.uuid == model::catalogue_code_uuid(row.scheme, row.code);
  }));
  return load_all(db_, kVersions, versions_, [](const Query& query, model::Version& row) {
    row.status = static_cast<model::VersionStatus>(query.int_at(5));
  });
}

Result<void> Rows::add_catalogue() {
  for (const catalogue::Entry& entry : catalogue::economic_codes()) {
    const Uuid uuid = model::catalogue_code_uuid(model::kEkkScheme, entry.code);
    const std::uint32_t id = upsert(codes_, uuid, [&](model::Code& row) {
      row.name = entry.title_lv;
      row.scheme = model::kEkkScheme;
      row.code = entry.code;
      row.catalogue = true;
    });
    TRY_DO(write_code(id, codes_[model::CodeId{id}], {}));
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
  switch (table) {
    case Table::unit:
      return model::index(units_.find(uuid));
    case Table::service:
      return model::index(services_.find(uuid));
    case Table::code:
      return model::index(codes_.find(uuid));
    case Table::version:
      return model::index(versions_.find(uuid));
    case Table::line:
      break;
  }
  return model::kNone;
}

Uuid Rows::uuid_of(Table table, std::uint32_t number) const {
  if (number == model::kNone) {
    return {};
  }
  switch (table) {
    case Table::unit:
      return units_[model::UnitId{number}].uuid;
    case Table::service:
      return services_[model::ServiceId{number}].uuid;
    case Table::code:
      return codes_[model::CodeId{number}].uuid;
    case Table::version:
      return versions_[model::VersionId{number}].uuid;
    case Table::line:
      break;
  }
  return {};
}

Result<std::uint32_t> Rows::resolve(Table table, const Uuid& uuid) {
  if (const std::uint32_t known = find(table, uuid); known != model::kNone) {
    return known;
  }
  const auto hidden = [](auto& row) { row.present = false; };
  std::uint32_t id = model::kNone;
  switch (table) {
    case Table::unit:
      id = upsert(units_, uuid, hidden);
      break;
    case Table::service:
      id = upsert(services_, uuid, hidden);
      break;
    case Table::code:
      id = upsert(codes_, uuid, hidden);
      break;
    case Table::version:
      id = upsert(versions_, uuid, hidden);
      break;
    case Table::line:
      return base::fail(ErrorCode::internal, "resolve");
  }
  TRY_DO(write_dimension(table, id, {}));
  return id;
}

Result<std::optional<RowState>> Rows::load(Table table, const Uuid& uuid) {
  RowState state;
  if (table == Table::line) {
    TRY(const std::optional<StoredLine> found, line(uuid));
    if (!found || !found->present) {
      return std::optional<RowState>();
    }
    const model::LineRow& row = found->row;
    state.fields["kind"] = std::string(model::name(row.kind));
    state.fields["unit"] = uuid_of(Table::unit, model::index(row.unit)).text();
    state.fields["service"] = uuid_of(Table::service, model::index(row.service)).text();
    state.fields["code"] = uuid_of(Table::code, model::index(row.code)).text();
    if (row.version != model::kNoVersion) {
      state.fields["version"] = uuid_of(Table::version, model::index(row.version)).text();
    }
    state.fields["period"] = std::int64_t{row.period};
    state.fields["amount_cents"] = row.cents;
    if (!found->note.empty()) {
      state.fields["note"] = found->note;
    }
    state.fields["voided"] = std::int64_t{row.voided};
    state.version = devices_.op_id(found->by_device, found->by_n);
    TRY_DO(load_clocks(table, uuid, state));
    return std::optional(std::move(state));
  }

  TRY(const std::optional<OpId> by, version(table, uuid));
  if (!by) {
    return std::optional<RowState>();
  }
  const std::uint32_t id = find(table, uuid);
  const auto common = [&state](const model::DimensionRow& row, const char* name) {
    state.fields[name] = row.name;
    state.fields["voided"] = std::int64_t{row.voided};
  };
  if (table == Table::unit) {
    const model::Unit& row = units_[model::UnitId{id}];
    common(row, "name");
    state.fields["code"] = row.code;
    if (row.parent != model::kNoUnit) {
      state.fields["parent"] = units_[row.parent].uuid.text();
    }
  } else if (table == Table::service) {
    const model::Service& row = services_[model::ServiceId{id}];
    common(row, "name");
    state.fields["code"] = row.code;
  } else if (table == Table::code) {
    const model::Code& row = codes_[model::CodeId{id}];
    common(row, "name");
    state.fields["scheme"] = row.scheme;
    state.fields["code"] = row.code;
  } else {
    const model::Version& row = versions_[model::VersionId{id}];
    common(row, "label");
    state.fields["status"] = std::string(model::name(row.status));
  }
  state.version = *by;
  TRY_DO(load_clocks(table, uuid, state));
  return std::optional(std::move(state));
}

bool Rows::present(Table table, std::uint32_t number) const {
  switch (table) {
    case Table::unit:
      return units_[model::UnitId{number}].present;
    case Table::service:
      return services_[model::ServiceId{number}].present;
    case Table::code:
      return codes_[model::CodeId{number}].present;
    case Table::version:
      return versions_[model::VersionId{number}].present;
    case Table::line:
      break;
  }
  return false;
}

Result<bool> Rows::is_hidden(Table table, const Uuid& uuid) const {
  if (table == Table::line) {
    TRY(const std::optional<StoredLine> found, line(uuid));
    return found && !found->present;
  }
  const std::uint32_t id = find(table, uuid);
  return id != model::kNone && !present(table, id);
}

Result<std::optional<OpId>> Rows::version(Table table, const Uuid& uuid) {
  if (table == Table::line) {
    TRY(const std::optional<StoredLine> found, line(uuid));
    return found && found->present ? std::optional(devices_.op_id(found->by_device, found->by_n))
                                   : std::nullopt;
  }
  const std::uint32_t id = find(table, uuid);
  if (id == model::kNone) {
    return std::optional<OpId>();
  }
  if (!present(table, id)) {
    return std::optional<OpId>();
  }
  Query query(db_, version_sql(table));
  query.bind(id);
  TRY(const bool found, query.step());
  if (!found) {
    return base::fail(ErrorCode::storage_corrupt, "dimension row");
  }
  return std::optional(devices_.op_id(query.int_at(0), query.int_at(1)));
}

Result<void> Rows::store(Table table, const Uuid& uuid, const RowState& state) {
  TRY_DO(store_clocks(table, uuid, state));
  if (table == Table::line) {
    return store_line(uuid, state);
  }
  std::uint32_t parent = model::kNone;
  if (const std::string text = text_field(state, "parent"); !text.empty()) {
    TRY(const Uuid parent_uuid, Uuid::parse(text));
    TRY(parent, resolve(Table::unit, parent_uuid));
  }
  const auto fill = [&](auto& row, std::string_view name) {
    row.name = text_field(state, name);
    row.voided = state.voided();
    row.present = true;
  };
  std::uint32_t id = model::kNone;
  if (table == Table::unit) {
    id = upsert(units_, uuid, [&](model::Unit& row) {
      fill(row, "name");
      row.code = text_field(state, "code");
      row.parent = model::UnitId{parent};
    });
  } else if (table == Table::service) {
    id = upsert(services_, uuid, [&](model::Service& row) {
      fill(row, "name");
      row.code = text_field(state, "code");
    });
  } else if (table == Table::code) {
    id = upsert(codes_, uuid, [&](model::Code& row) {
      fill(row, "name");
      row.scheme = text_field(state, "scheme");
      row.code = text_field(state, "code");
    });
  } else {
    id = upsert(versions_, uuid, [&](model::Version& row) {
      fill(row, "label");
      row.status = model::version_status_from_name(text_field(state, "status"))
                       .value_or(model::VersionStatus::draft);
    });
  }
  return write_dimension(table, id, state.version);
}

Result<void> Rows::hide(Table table, const Uuid& uuid) {
  Query drop(db_, kDropClocks);
  drop.bind(static_cast<int>(table), uuid);
  TRY_DO(drop.run());
  if (table == Table::line) {
    TRY(const std::optional<StoredLine> found, line(uuid));
    return found && found->present ? hide_line(*found) : Result<void>();
  }
  const std::uint32_t id = find(table, uuid);
  if (id == model::kNone) {
    return {};
  }
  if (table == Table::unit) {
    units_.at(model::UnitId{id}).present = false;
  } else if (table == Table::service) {
    services_.at(model::ServiceId{id}).present = false;
  } else if (table == Table::code) {
    codes_.at(model::CodeId{id}).present = false;
  } else {
    versions_.at(model::VersionId{id}).present = false;
  }
  return write_dimension(table, id, {});
}

Result<void> Rows::write_dimension(Table table, std::uint32_t id, OpId by) {
  changes_.dimensions = true;
  switch (table) {
    case Table::unit:
      return write_unit(id, units_[model::UnitId{id}], by);
    case Table::service:
      return write_service(id, services_[model::ServiceId{id}], by);
    case Table::code:
      return write_code(id, codes_[model::CodeId{id}], by);
    case Table::version:
      return write_version(id, versions_[model::VersionId{id}], by);
    case Table::line:
      break;
  }
  return base::fail(ErrorCode::internal, "write_dimension");
}

Result<void> Rows::write_unit(std::uint32_t id, const model::Unit& row, OpId by) {
  Query query(db_, kWriteUnit);
  const auto parent = row.parent == model::kNoUnit
                          ? std::nullopt
                          : std::optional<std::int64_t>(model::index(row.parent));
  query.bind(id, row.uuid, parent, row.code, row.name, row.voided, row.present,
             devices_.find(by.device), by.n);
  return query.run();
}

Result<void> Rows::write_service(std::uint32_t id, const model::Service& row, OpId by) {
  Query query(db_, kWriteService);
  query.bind(id, row.uuid, row.code, row.name, row.voided, row.present, devices_.find(by.device),
             by.n);
  return query.run();
}

Result<void> Rows::write_code(std::uint32_t id, const model::Code& row, OpId by) {
  Query query(db_, kWriteCode);
  query.bind(id, row.uuid, row.scheme, row.code, row.name, row.voided, row.present,
             devices_.find(by.device), by.n);
  return query.run();
}

Result<void> Rows::write_version(std::uint32_t id, const model::Version& row, OpId by) {
  Query query(db_, kWriteVersion);
  query.bind(id, row.uuid, row.name, static_cast<int>(row.status), row.voided, row.present,
             devices_.find(by.device), by.n);
  return query.run();
}

Result<void> Rows::insert_unit(std::uint32_t id, const model::Unit& row, OpId by, oplog::Hlc hlc) {
  TRY_DO(store_clock(Table::unit, row.uuid, "name", hlc));
  return write_unit(id, row, by);
}

Result<void> Rows::insert_service(std::uint32_t id, const model::Service& row, OpId by,
                                  oplog::Hlc hlc) {
  TRY_DO(store_clock(Table::service, row.uuid, "name", hlc));
  return write_service(id, row, by);
}

Result<void> Rows::insert_code(std::uint32_t id, const model::Code& row, OpId by, oplog::Hlc hlc) {
  TRY_DO(store_clock(Table::code, row.uuid, "name", hlc));
  return write_code(id, row, by);
}

Result<void> Rows::insert_version(std::uint32_t id, const model::Version& row, OpId by,
                                  oplog::Hlc) {
  return write_version(id, row, by);  // a version has no field that the newer clock wins
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
  for (const auto& [field, hlc] : state.clocks) {
    TRY_DO(store_clock(table, uuid, field, hlc));
  }
  return {};
}

}  // namespace saimnieks::ledger
