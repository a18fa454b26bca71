// Reading and writing op_log and row_verdict.
#include "core/ledger/log.h"

#include <algorithm>

namespace saimnieks::ledger {
namespace {

#define LOG_COLUMNS \
  "seq, device, n, count, tx, tbl, row, own, wall, feed_seq, verdict, text, hash FROM op_log "

const Sql kAppend(
    "INSERT INTO op_log (device, n, count, tx, tbl, row, own, wall, feed_seq, verdict, text, hash) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
const Sql kCovering("SELECT " LOG_COLUMNS "WHERE device = ?1 AND n <= ?2 ORDER BY n DESC LIMIT 1");
// Without the text, which may be long: asked for every row that an op writes.
const Sql kStanding(
    "SELECT n, count, own, feed_seq, verdict FROM op_log WHERE device = ?1 AND n <= ?2 "
    "ORDER BY n DESC LIMIT 1");
const Sql kAny("SELECT 1 FROM op_log LIMIT 1", Sql::Scan::meant);
const Sql kAll("SELECT " LOG_COLUMNS "ORDER BY seq", Sql::Scan::meant);
const Sql kOfDevice("SELECT " LOG_COLUMNS "WHERE device = ?1 AND n >= ?2 ORDER BY n");
const Sql kWaiting("SELECT " LOG_COLUMNS "WHERE own = 1 AND verdict = 0 AND n >= ?1 ORDER BY n");
const Sql kSettled("SELECT " LOG_COLUMNS
                   "WHERE feed_seq IS NOT NULL AND feed_seq > ?1 ORDER BY feed_seq");
const Sql kUnsettled("SELECT " LOG_COLUMNS
                     "WHERE own = 1 AND feed_seq IS NULL AND seq > ?1 ORDER BY seq");
const Sql kUnsettledBlocks("SELECT " LOG_COLUMNS
                           "WHERE own = 1 AND feed_seq IS NULL AND row IS NULL ORDER BY n",
                           Sql::Scan::meant);
const Sql kUnsettledOfRow("SELECT " LOG_COLUMNS
                          "WHERE row = ?1 AND own = 1 AND feed_seq IS NULL ORDER BY seq");
const Sql kUnsettledBlocksOfRow(
    "SELECT " LOG_COLUMNS
    "WHERE own = 1 AND feed_seq IS NULL AND row IS NULL AND instr(text, ?1) > 0 ORDER BY n",
    Sql::Scan::meant);
const Sql kOfRow("SELECT " LOG_COLUMNS "WHERE row = ?1 ORDER BY seq");
const Sql kBlocksOfRow("SELECT " LOG_COLUMNS
                       "WHERE row IS NULL AND instr(text, ?1) > 0 ORDER BY seq",
                       Sql::Scan::meant);
const Sql kSettle("UPDATE op_log SET feed_seq = ?2 WHERE seq = ?1");
const Sql kSetVerdict("UPDATE op_log SET verdict = ?2 WHERE seq = ?1");
const Sql kRowVerdict("SELECT kind, code, field FROM row_verdict WHERE device = ?1 AND n = ?2");
const Sql kTray(
    "SELECT device, n, kind, code, field FROM row_verdict WHERE tray = 1 ORDER BY device, n",
    Sql::Scan::meant);
const Sql kDismiss("UPDATE row_verdict SET tray = 0 WHERE device = ?1 AND n = ?2");
const Sql kWaitingSum(
    "SELECT coalesce(sum(count), 0), coalesce(sum(CASE WHEN tbl = ?1 THEN count ELSE 0 END), 0), "
    "coalesce(min(wall), 0) FROM op_log WHERE own = 1 AND verdict = 0",
    Sql::Scan::meant);
const Sql kDropRowVerdicts("DELETE FROM row_verdict WHERE device = ?1 AND n BETWEEN ?2 AND ?3");
// A row that the user has taken out of the tray comes back only with another verdict.
const Sql kPutRowVerdict(
    "INSERT INTO row_verdict (device, n, kind, code, field, tray) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
    "ON CONFLICT (device, n) DO UPDATE SET kind = ?3, code = ?4, field = ?5, "
    "tray = CASE WHEN kind = ?3 THEN tray ELSE ?6 END");

Result<LogEntry> read_entry(const Query& query, const Devices& devices) {
  LogEntry entry;
  const std::int64_t device = query.int_at(1);
  const auto hash = query.bytes_at(12);
  if (device < 1 || device > devices.count() || hash.size() != entry.hash.size()) {
    return base::fail(base::ErrorCode::storage_corrupt,
                      "op_log " + std::to_string(query.int_at(0)));
  }
  entry.seq = query.int_at(0);
  entry.id = {devices[device].uuid, query.int_at(2)};
  entry.count = query.int_at(3);
  entry.tx = query.int_at(4);
  entry.table = static_cast<int>(query.int_at(5));
  if (!query.null_at(6)) {
    entry.row = query.uuid_at(6);
  }
  entry.own = query.int_at(7) != 0;
  entry.wall_ms = query.int_at(8);
  if (!query.null_at(9)) {
    entry.feed_seq = query.int_at(9);
  }
  const std::int64_t verdict = query.int_at(10);
  if (verdict < 0 || verdict > static_cast<int>(VerdictKind::duplicate)) {
    return base::fail(base::ErrorCode::storage_corrupt, "op_log verdict");
  }
  entry.verdict = static_cast<VerdictKind>(verdict);
  entry.text = query.text_at(11);
  std::copy(hash.begin(), hash.end(), entry.hash.begin());
  return entry;
}

Verdict read_row_verdict(const Query& query, int column) {
  Verdict verdict;
  verdict.kind = static_cast<VerdictKind>(query.int_at(column));
  verdict.code =
      base::error_code_from_name(query.text_at(column + 1)).value_or(base::ErrorCode::internal);
  verdict.field = query.text_at(column + 2);
  return verdict;
}

Result<void> visit_all(Query& query, const Devices& devices, Log::Visit visit) {
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    TRY(LogEntry entry, read_entry(query, devices));
    TRY(const bool go_on, visit(entry));
    if (!go_on) {
      return {};
    }
  }
}

}  // namespace

int table_number(std::string_view name) {
  const auto table = model::table_from_name(name);
  return table ? static_cast<int>(*table) : kUnknownTable;
}

Result<void> Log::append(const NewEntry& entry) {
  Query query(db_, kAppend);
  query.bind_int(1, devices_.find(entry.id.device));
  query.bind_int(2, entry.id.n);
  query.bind_int(3, entry.count);
  query.bind_int(4, entry.tx);
  query.bind_int(5, entry.table);
  if (entry.row == nullptr) {
    query.bind_null(6);
  } else {
    query.bind_borrowed_bytes(6, entry.row->bytes);
  }
  query.bind_int(7, entry.own ? 1 : 0);
  query.bind_int(8, entry.wall_ms);
  if (entry.feed_seq) {
    query.bind_int(9, *entry.feed_seq);
  } else {
    query.bind_null(9);
  }
  query.bind_int(10, static_cast<int>(entry.verdict));
  query.bind_borrowed_text(11, entry.text);
  query.bind_borrowed_bytes(12, *entry.hash);
  return query.run();
}

Result<std::optional<LogEntry>> Log::covering(const OpId& id) {
  const std::int64_t device = devices_.find(id.device);
  if (device == 0) {
    return std::optional<LogEntry>();
  }
  Query query(db_, kCovering);
  query.bind(device, id.n);
  TRY(const bool found, query.step());
  if (!found) {
    return std::optional<LogEntry>();
  }
  TRY(LogEntry entry, read_entry(query, devices_));
  return id.n < entry.id.n + entry.count ? std::optional(std::move(entry)) : std::nullopt;
}

Result<std::optional<Log::Standing>> Log::standing(const OpId& id) {
  const std::int64_t device = devices_.find(id.device);
  if (device == 0) {
    return std::optional<Standing>();
  }
  Query query(db_, kStanding);
  query.bind(device, id.n);
  TRY(const bool found, query.step());
  if (!found || id.n >= query.int_at(0) + query.int_at(1)) {
    return std::optional<Standing>();
  }
  const bool own = query.int_at(2) != 0;
  return std::optional(Standing{.first = {id.device, query.int_at(0)},
                                .count = query.int_at(1),
                                .own = own,
                                .settled = !own || !query.null_at(3),
                                .verdict = static_cast<VerdictKind>(query.int_at(4))});
}

Result<bool> Log::is_settled(const OpId& id) {
  if (!id.valid()) {
    return true;  // a row of the catalogue
  }
  TRY(const std::optional<Standing> found, standing(id));
  return !found || found->settled;
}

Result<std::vector<std::pair<OpId, Verdict>>> Log::tray() {
  std::vector<std::pair<OpId, Verdict>> rows;
  Query query(db_, kTray);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return rows;
    }
    const OpId id = devices_.op_id(query.int_at(0), query.int_at(1));
    rows.emplace_back(id, read_row_verdict(query, 2));
  }
}

Result<Log::Waiting> Log::waiting() {
  Query query(db_, kWaitingSum);
  query.bind(static_cast<int>(model::Table::line));
  TRY_DO(query.step());
  return Waiting{query.int_at(0), query.int_at(1), query.int_at(2)};
}

Result<void> Log::dismiss(const OpId& id) {
  Query query(db_, kDismiss);
  query.bind(devices_.find(id.device), id.n);
  return query.run();
}

Result<bool> Log::empty() {
  Query query(db_, kAny);
  TRY(const bool found, query.step());
  return !found;
}

Result<void> Log::each(Visit visit) {
  Query query(db_, kAll);
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_of_device(std::int64_t device, std::int64_t from_n, Visit visit) {
  Query query(db_, kOfDevice);
  query.bind(device, from_n);
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_waiting(std::int64_t from_n, Visit visit) {
  Query query(db_, kWaiting);
  query.bind(from_n);
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_settled(std::int64_t after_feed_seq, Visit visit) {
  Query query(db_, kSettled);
  query.bind(after_feed_seq);
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_unsettled(std::int64_t after_seq, Visit visit) {
  Query query(db_, kUnsettled);
  query.bind(after_seq);
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_unsettled_block(Visit visit) {
  Query query(db_, kUnsettledBlocks);
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_unsettled_of(const base::Uuid& row, bool blocks, Visit visit) {
  {
    Query query(db_, kUnsettledOfRow);
    query.bind(row);
    TRY_DO(visit_all(query, devices_, visit));
  }
  if (!blocks) {
    return {};
  }
  Query query(db_, kUnsettledBlocksOfRow);
  query.bind(row.text());
  return visit_all(query, devices_, visit);
}

Result<void> Log::each_of_row(const base::Uuid& row, Visit visit) {
  {
    Query query(db_, kBlocksOfRow);
    query.bind(row.text());
    TRY_DO(visit_all(query, devices_, visit));
  }
  return each_op_of_row(row, visit);
}

Result<void> Log::each_op_of_row(const base::Uuid& row, Visit visit) {
  Query query(db_, kOfRow);
  query.bind(row);
  return visit_all(query, devices_, visit);
}

Result<void> Log::settle(std::int64_t seq, std::int64_t feed_seq) {
  Query query(db_, kSettle);
  query.bind(seq, feed_seq);
  return query.run();
}

Result<void> Log::set_verdict(const LogEntry& entry, const OpVerdict& verdict) {
  const VerdictKind kind = verdict.verdict.kind;
  const std::int64_t device = devices_.find(entry.id.device);
  Query update(db_, kSetVerdict);
  update.bind(entry.seq, static_cast<int>(kind));
  TRY_DO(update.run());
  const auto drop = [&](std::int64_t first, std::int64_t last) -> Result<void> {
    Query query(db_, kDropRowVerdicts);
    query.bind(device, first, last);
    return query.run();
  };
  if (verdict.exceptions.empty() && !oplog::refused(kind)) {
    return drop(entry.id.n, entry.id.n + entry.count - 1);
  }
  for (std::int64_t row = 0; row < entry.count; ++row) {
    const std::int64_t n = entry.id.n + row;
    const Verdict& one = verdict.at(static_cast<std::size_t>(row));
    if (one.kind == kind && !oplog::refused(kind)) {
      TRY_DO(drop(n, n));  // the document's own verdict says all
      continue;
    }
    Query put(db_, kPutRowVerdict);
    put.bind(device, n, static_cast<int>(one.kind), base::error_name(one.code), one.field,
             entry.own && oplog::refused(one.kind));
    TRY_DO(put.run());
  }
  return {};
}

Result<OpVerdict> Log::verdict_on(const LogEntry& entry) {
  OpVerdict verdict;
  verdict.verdict.kind = entry.verdict;
  for (std::int64_t row = 0; row < entry.count; ++row) {
    TRY(const Verdict one, verdict_of(entry, row));
    if (one != verdict.verdict) {
      verdict.exceptions.push_back({static_cast<std::uint32_t>(row), one});
    }
  }
  return verdict;
}

Result<Verdict> Log::verdict_of(const LogEntry& entry, std::int64_t row) {
  Query query(db_, kRowVerdict);
  query.bind(devices_.find(entry.id.device), entry.id.n + row);
  TRY(const bool found, query.step());
  if (!found) {
    return Verdict{entry.verdict, base::ErrorCode::internal, {}};
  }
  return read_row_verdict(query, 0);
}

}  // namespace saimnieks::ledger
