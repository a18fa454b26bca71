// Lines in their table: the part of Rows that imports and edits run through.
#include "core/ledger/rows.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::Value;

#define LINE_COLUMNS                                                                      \
  "rid, uuid, kind, unit, service, code, version, period, cents, note, voided, present, " \
  "by_device, by_n"

const Sql kByRid("SELECT " LINE_COLUMNS " FROM line WHERE rid = ?1");
const Sql kByUuid("SELECT " LINE_COLUMNS " FROM line WHERE uuid = ?1");
const Sql kScan("SELECT " LINE_COLUMNS
                " FROM line WHERE rid > ?1 AND present = 1 ORDER BY rid LIMIT ?2");
const Sql kCount("SELECT count(*) FROM line WHERE present = 1", Sql::Scan::meant);
const Sql kHas("SELECT rid FROM line WHERE uuid = ?1");
const Sql kInsert(
    "INSERT INTO line (uuid, kind, unit, service, code, version, period, cents, note, voided, "
    "present, by_device, by_n) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
const Sql kUpdate(
    "UPDATE line SET kind = ?2, unit = ?3, service = ?4, code = ?5, version = ?6, period = ?7, "
    "cents = ?8, note = ?9, voided = ?10, present = ?11, by_device = ?12, by_n = ?13 "
    "WHERE rid = ?1");

model::LineRow read_row(const Query& query) {
  const auto number = [&query](int column) {
    return static_cast<std::uint32_t>(query.int_at(column));
  };
  model::LineRow row;
  row.rid = model::LineId{query.int_at(0)};
  row.kind = static_cast<model::LineKind>(query.int_at(2));
  row.unit = model::UnitId{number(3)};
  row.service = model::ServiceId{number(4)};
  row.code = model::CodeId{number(5)};
  row.version = query.null_at(6) ? model::kNoVersion : model::VersionId{number(6)};
  row.period = static_cast<std::int32_t>(query.int_at(7));
  row.cents = query.int_at(8);
  row.voided = query.int_at(10) != 0;
  return row;
}

const Sql kSetVoided("UPDATE line SET voided = ?2, by_device = ?3, by_n = ?4 WHERE rid = ?1");

StoredLine read_line(const Query& query) {
  StoredLine line;
  line.row = read_row(query);
  line.uuid = query.uuid_at(1);
  line.note = query.text_at(9);
  line.present = query.int_at(11) != 0;
  line.by_device = query.int_at(12);
  line.by_n = query.int_at(13);
  return line;
}

Result<std::optional<StoredLine>> first_line(Query& query) {
  TRY(const bool found, query.step());
  return found ? std::optional(read_line(query)) : std::nullopt;
}

// Binds all that a line holds but its key, from place 2 on.
void bind_values(Query& query, const StoredLine& line) {
  const model::LineRow& row = line.row;
  query.bind_int(2, static_cast<std::int64_t>(row.kind));
  query.bind_int(3, model::index(row.unit));
  query.bind_int(4, model::index(row.service));
  query.bind_int(5, model::index(row.code));
  if (row.version == model::kNoVersion) {
    query.bind_null(6);
  } else {
    query.bind_int(6, model::index(row.version));
  }
  query.bind_int(7, row.period);
  query.bind_int(8, row.cents);
  if (line.note.empty()) {
    query.bind_null(9);
  } else {
    query.bind_borrowed_text(9, line.note);
  }
  query.bind_int(10, row.voided ? 1 : 0);
  query.bind_int(11, line.present ? 1 : 0);
  query.bind_int(12, line.by_device);
  query.bind_int(13, line.by_n);
}

}  // namespace

Result<std::optional<StoredLine>> Rows::line(model::LineId rid) const {
  Query query(db_, kByRid);
  query.bind(static_cast<std::int64_t>(rid));
  return first_line(query);
}

Result<std::optional<StoredLine>> Rows::line(const Uuid& uuid) const {
  Query query(db_, kByUuid);
  query.bind(uuid);
  return first_line(query);
}

Result<model::LineId> Rows::scan(model::LineId after, std::int64_t limit,
                                 base::FunctionRef<void(const model::LineRow&)> visit) const {
  Query query(db_, kScan);
  query.bind(static_cast<std::int64_t>(after), limit);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return after;
    }
    const model::LineRow row = read_row(query);
    after = row.rid;
    visit(row);
  }
}

Result<void> Rows::read_lines(model::LineId after, std::int64_t limit,
                              std::vector<StoredLine>& out) const {
  Query query(db_, kScan);
  query.bind(static_cast<std::int64_t>(after), limit);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    out.push_back(read_line(query));
  }
}

Result<std::int64_t> Rows::count_lines() const {
  Query query(db_, kCount);
  TRY_DO(query.step());
  return query.int_at(0);
}

Result<bool> Rows::has_line(const Uuid& uuid) const {
  Query query(db_, kHas);
  query.bind_borrowed_bytes(1, uuid.bytes);
  return query.step();
}

Result<model::LineId> Rows::insert(const StoredLine& line, oplog::Hlc hlc) {
  Query query(db_, kInsert);
  query.bind_borrowed_bytes(1, line.uuid.bytes);
  bind_values(query, line);
  TRY_DO(query.run());
  if (!line.note.empty()) {
    TRY_DO(store_clock(Table::line, line.uuid, "note", hlc));
  }
  return model::LineId{db_.last_insert_rowid()};
}

Result<void> Rows::insert_and_note(const StoredLine& line, oplog::Hlc hlc) {
  LineDelta delta;
  TRY(delta.rid, insert(line, hlc));
  delta.after = line.row;
  delta.after->rid = delta.rid;
  changes_.lines.push_back(delta);
  return {};
}

Result<void> Rows::set_voided(const StoredLine& line, bool voided, const oplog::OpId& by) {
  Query query(db_, kSetVoided);
  query.bind(static_cast<std::int64_t>(line.row.rid), voided, devices_.find(by.device), by.n);
  TRY_DO(query.run());
  LineDelta delta{line.row.rid, line.row, line.row};
  delta.after->voided = voided;
  changes_.lines.push_back(delta);
  return {};
}

Result<StoredLine> Rows::line_of(const Uuid& uuid, const RowState& state) {
  const auto text = [&state](std::string_view name) {
    const Value* value = state.field(name);
    const std::string* found = value == nullptr ? nullptr : model::as_text(*value);
    return found == nullptr ? std::string() : *found;
  };
  const auto number = [&state](std::string_view name) {
    const Value* value = state.field(name);
    const std::int64_t* found = value == nullptr ? nullptr : model::as_int(*value);
    return found == nullptr ? std::int64_t{0} : *found;
  };
  const auto reference = [&](Table table, std::string_view name) -> Result<std::uint32_t> {
    const std::string uuid_text = text(name);
    if (uuid_text.empty()) {
      return model::kNone;
    }
    TRY(const Uuid target, Uuid::parse(uuid_text));
    return resolve(table, target);
  };
  StoredLine line;
  line.uuid = uuid;
  line.row.kind = model::line_kind_from_name(text("kind")).value_or(model::LineKind::actual);
  TRY(const std::uint32_t unit, reference(Table::unit, "unit"));
  TRY(const std::uint32_t service, reference(Table::service, "service"));
  TRY(const std::uint32_t code, reference(Table::code, "code"));
  TRY(const std::uint32_t version, reference(Table::version, "version"));
  line.row.unit = model::UnitId{unit};
  line.row.service = model::ServiceId{service};
  line.row.code = model::CodeId{code};
  line.row.version = model::VersionId{version};
  line.row.period = static_cast<std::int32_t>(number("period"));
  line.row.cents = number("amount_cents");
  line.note = text("note");
  line.row.voided = state.voided();
  line.by_device = devices_.find(state.version.device);
  line.by_n = state.version.n;
  return line;
}

Result<void> Rows::store_line(const Uuid& uuid, const RowState& state) {
  TRY(StoredLine next, line_of(uuid, state));
  TRY(const std::optional<StoredLine> before, line(uuid));
  LineDelta delta;
  if (before) {
    next.row.rid = before->row.rid;
    TRY_DO(update_line(next));
    delta.before = before->present ? std::optional(before->row) : std::nullopt;
  } else {
    // The clock of its note came with the state's other clocks.
    Query query(db_, kInsert);
    query.bind_borrowed_bytes(1, uuid.bytes);
    bind_values(query, next);
    TRY_DO(query.run());
    next.row.rid = model::LineId{db_.last_insert_rowid()};
  }
  delta.rid = next.row.rid;
  delta.after = next.row;
  changes_.lines.push_back(delta);
  return {};
}

Result<void> Rows::update_line(const StoredLine& line) {
  Query query(db_, kUpdate);
  query.bind_int(1, static_cast<std::int64_t>(line.row.rid));
  bind_values(query, line);
  return query.run();
}

Result<void> Rows::hide_line(const StoredLine& line) {
  StoredLine hidden = line;
  hidden.present = false;
  TRY_DO(update_line(hidden));
  changes_.lines.push_back({line.row.rid, line.row, std::nullopt});
  return {};
}

}  // namespace saimnieks::ledger
