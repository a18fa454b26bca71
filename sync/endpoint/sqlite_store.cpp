// ChangeStore on SQLite: one file, WAL, a flush a group of pushes. Rows are kept as the judge sees
// them (core/oplog RowState), so that client and endpoint decide by the same code.
#include <unordered_map>
#include <utility>

#include "core/ledger/database.h"
#include "core/model/dimension.h"
#include "sync/endpoint/change_store.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::ErrorCode;
using base::Result;
using ledger::Database;
using ledger::Query;
using ledger::Sql;
using oplog::Op;
using oplog::RowState;

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS device(
  uuid BLOB PRIMARY KEY, secret_hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
  enrolled_ms INTEGER NOT NULL, head_n INTEGER NOT NULL, head BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stream(id TEXT PRIMARY KEY, head INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS op(
  seq INTEGER PRIMARY KEY, device BLOB NOT NULL, n INTEGER NOT NULL, count INTEGER NOT NULL,
  text TEXT NOT NULL, hash BLOB NOT NULL, verdict TEXT NOT NULL, received_ms INTEGER NOT NULL,
  UNIQUE(device, n)
) STRICT;
CREATE TABLE IF NOT EXISTS row_state(
  tbl TEXT NOT NULL, row BLOB NOT NULL, state TEXT NOT NULL, PRIMARY KEY(tbl, row)
) STRICT, WITHOUT ROWID;
)";

const Sql kMeta("SELECT value FROM meta WHERE key = ?1");
const Sql kSetMeta(
    "INSERT INTO meta(key, value) VALUES(?1, ?2) "
    "ON CONFLICT(key) DO UPDATE SET value = excluded.value");
const Sql kEnrol(
    "INSERT INTO device(uuid, secret_hash, name, enrolled_ms, head_n, head) "
    "VALUES(?1, ?2, ?3, ?4, 0, ?5) "
    "ON CONFLICT(uuid) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name");
const Sql kDeviceBySecret("SELECT uuid, name, head_n, head FROM device WHERE secret_hash = ?1");
const Sql kDevice("SELECT uuid, name, head_n, head FROM device WHERE uuid = ?1");
const Sql kMoveDevice("UPDATE device SET head_n = ?2, head = ?3 WHERE uuid = ?1");
// The head row is the lock that puts writers in order: no reader can meet a gap that fills later.
const Sql kAdvance("UPDATE stream SET head = head + ?2 WHERE id = ?1 RETURNING head");
const Sql kHead("SELECT head FROM stream WHERE id = ?1");
const Sql kAddOp(
    "INSERT INTO op(seq, device, n, count, text, hash, verdict, received_ms) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
const Sql kKnownOp("SELECT hash, verdict FROM op WHERE device = ?1 AND n = ?2");
const Sql kFeed("SELECT seq, device, n, text, hash, verdict FROM op WHERE seq > ?1 ORDER BY seq");
const Sql kRow("SELECT state FROM row_state WHERE tbl = ?1 AND row = ?2");
const Sql kSetRow(
    "INSERT INTO row_state(tbl, row, state) VALUES(?1, ?2, ?3) "
    "ON CONFLICT(tbl, row) DO UPDATE SET state = excluded.state");

constexpr std::string_view kScope = "all";  // one scope a ledger, until units have their own

oplog::Hash hash_at(const Query& query, int column) {
  oplog::Hash out{};
  const auto bytes = query.bytes_at(column);
  std::copy_n(bytes.begin(), std::min(bytes.size(), out.size()), out.begin());
  return out;
}

std::string random_hex(base::Random& random, std::size_t count) {
  std::vector<std::byte> bytes(count);
  random.fill(bytes);
  return base::to_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// The rows that one group of pushes has touched, over those in the file.
class RowsInMind {
 public:
  explicit RowsInMind(Database& db) : db_(db) {}

  // Null when there is no such row.
  Result<RowState*> find(const std::string& table, const base::Uuid& row) {
    auto [at, fresh] = rows_.try_emplace(table + row.text());
    if (fresh) {
      Query query(db_, kRow);
      query.bind(std::string_view(table), row);
      TRY(const bool there, query.step());
      if (there) {
        TRY(RowState state, RowState::parse(query.text_at(0)));
        at->second.state = std::move(state);
      }
      at->second.table = table;
      at->second.row = row;
    }
    return at->second.state ? &*at->second.state : nullptr;
  }
  // find() must have been called for the row.
  RowState& write(const std::string& table, const base::Uuid& row) {
    Kept& kept = rows_[table + row.text()];
    if (!kept.state) {
      kept.state.emplace();
    }
    kept.changed = true;
    return *kept.state;
  }
  // As if it had never been written: it was made by what is now taken back.
  void forget(const std::string& table, const base::Uuid& row) {
    Kept& kept = rows_[table + row.text()];
    kept.state.reset();
    kept.changed = false;
  }
  Result<void> save() {
    for (auto& [key, kept] : rows_) {
      if (kept.changed) {
        Query query(db_, kSetRow);
        query.bind(std::string_view(kept.table), kept.row, std::string_view(kept.state->text()));
        TRY_DO(query.run());
        kept.changed = false;
      }
    }
    return {};
  }

 private:
  struct Kept {
    std::string table;
    base::Uuid row;
    std::optional<RowState> state;
    bool changed = false;
  };
  Database& db_;
  std::unordered_map<std::string, Kept> rows_;
};

class SqliteStore final : public ChangeStore {
 public:
  SqliteStore(base::Clock& clock, base::Random& random, Database db)
      : clock_(clock), random_(random), db_(std::move(db)) {}

  Result<void> prepare() {
    TRY_DO(db_.run(kSchema));
    TRY(const std::string epoch, meta("epoch"));
    if (epoch.empty()) {
      TRY_DO(set_meta("epoch", random_hex(random_, 8)));
      TRY_DO(set_meta("token", random_hex(random_, 16)));
      TRY_DO(db_.run("INSERT INTO stream(id, head) VALUES('all', 0)"));
    }
    TRY(epoch_, meta("epoch"));
    TRY(token_, meta("token"));
    TRY(const std::string ledger, meta("ledger"));
    if (!ledger.empty()) {
      TRY(ledger_, base::Uuid::parse(ledger));
    }
    return {};
  }

  std::string epoch() override { return epoch_; }
  std::optional<base::Uuid> ledger() override { return ledger_; }
  std::string enrolment_token() override { return token_; }
  std::int64_t head() override {
    Query query(db_, kHead);
    query.bind(kScope);
    const auto there = query.step();
    return there && *there ? query.int_at(0) : 0;
  }

  Result<Enrolled> enrol(const Enrolment& request) override;
  Result<std::optional<Device>> device_of(std::string_view secret) override;
  Result<std::vector<PushResult>> push(std::span<const ChangeSet> sets) override;
  Result<PullAnswer> pull(std::string_view cursor, std::int64_t most_bytes) override;

 private:
  Result<std::string> meta(std::string_view key) {
    Query query(db_, kMeta);
    query.bind(key);
    TRY(const bool there, query.step());
    return there ? std::string(query.text_at(0)) : std::string();
  }
  Result<void> set_meta(std::string_view key, std::string_view value) {
    Query query(db_, kSetMeta);
    query.bind(key, value);
    return query.run();
  }
  Result<std::optional<Device>> device(const Sql& sql, std::span<const std::uint8_t> key) {
    Query query(db_, sql);
    query.bind(key);
    TRY(const bool there, query.step());
    if (!there) {
      return std::optional<Device>();
    }
    return std::optional<Device>(Device{query.uuid_at(0), std::string(query.text_at(1)),
                                        query.int_at(2), hash_at(query, 3)});
  }

  Result<PushResult> push_one(const ChangeSet& set, RowsInMind& rows);
  Result<std::optional<oplog::OpVerdict>> known_verdict(const ChangeSet::Change& change,
                                                        bool& differs);
  Result<std::vector<oplog::OpVerdict>> judge_tx(std::span<const Op> ops, RowsInMind& rows);
  Result<oplog::Verdict> judge_row(const Op& op, std::uint32_t row, RowsInMind& rows,
                                   oplog::Judgement& judgement);
  Result<void> append(const ChangeSet& set, std::span<const std::size_t> fresh,
                      std::span<const oplog::OpVerdict> verdicts, PushAnswer& answer);

  base::Clock& clock_;
  base::Random& random_;
  Database db_;
  std::string epoch_;
  std::string token_;
  std::optional<base::Uuid> ledger_;
};

Result<Enrolled> SqliteStore::enrol(const Enrolment& request) {
  if (base::sha256(request.token) != base::sha256(token_)) {
    return base::fail(ErrorCode::token_invalid);
  }
  if (ledger_ && *ledger_ != request.ledger && !request.empty) {
    return base::fail(ErrorCode::ledger_differs);
  }
  const std::string secret = random_hex(random_, 32);
  ledger::Transaction transaction(db_);
  TRY_DO(transaction.begin());
  const base::Uuid ledger = ledger_.value_or(request.ledger);
  if (!ledger_) {
    TRY_DO(set_meta("ledger", ledger.text()));
  }
  const base::Hash secret_hash = base::sha256(secret);
  const oplog::Hash start = oplog::chain_start(ledger, request.device);
  {
    Query query(db_, kEnrol);
    query.bind(request.device, std::span<const std::uint8_t>(secret_hash),
               std::string_view(request.user), clock_.now_ms(),
               std::span<const std::uint8_t>(start));
    TRY_DO(query.run());
  }
  TRY_DO(transaction.commit());
  ledger_ = ledger;
  return Enrolled{secret, ledger, epoch_};
}

Result<std::optional<Device>> SqliteStore::device_of(std::string_view secret) {
  const base::Hash hash = base::sha256(secret);
  return device(kDeviceBySecret, hash);
}

Result<std::optional<oplog::OpVerdict>> SqliteStore::known_verdict(const ChangeSet::Change& change,
                                                                   bool& differs) {
  Query query(db_, kKnownOp);
  query.bind(change.id.device, change.id.n);
  TRY(const bool there, query.step());
  if (!there) {
    return std::optional<oplog::OpVerdict>();
  }
  differs = hash_at(query, 0) != change.hash;
  TRY(oplog::OpVerdict verdict, parse_verdict(query.text_at(1)));
  return std::optional<oplog::OpVerdict>(std::move(verdict));
}

Result<oplog::Verdict> SqliteStore::judge_row(const Op& op, std::uint32_t row, RowsInMind& rows,
                                              oplog::Judgement& judgement) {
  std::optional<oplog::Verdict> missing;
  std::optional<base::Error> fault;
  oplog::for_each_reference(
      op, row, [&](model::Table target, const base::Uuid& uuid, std::string_view field) {
        if (target == model::Table::code && model::is_catalogue_code(uuid)) {
          return;  // every ledger has it, though no op made it
        }
        const auto found = rows.find(std::string(model::table_info(target).name), uuid);
        if (!found) {
          fault = found.error();
        } else if (*found == nullptr && !missing) {
          missing = oplog::Verdict{oplog::VerdictKind::held, ErrorCode::reference_missing,
                                   std::string(field)};
        }
      });
  if (fault) {
    return tl::unexpected<base::Error>(std::move(*fault));
  }
  TRY(const RowState* current, rows.find(op.table, op.rows[row]));
  if (missing) {
    return *missing;
  }
  judgement = oplog::judge(op, row, current);
  return judgement.verdict;
}

// A transaction is judged on the rows as its own earlier ops leave them; one refusal refuses all of
// it, unless it is divisible: then row by row.
Result<std::vector<oplog::OpVerdict>> SqliteStore::judge_tx(std::span<const Op> ops,
                                                            RowsInMind& rows) {
  struct Step {
    const Op* op;
    std::uint32_t row;
    std::optional<RowState> before;
  };
  std::vector<oplog::OpVerdict> verdicts;
  std::vector<Step> steps;
  bool refused = false;
  for (const Op& op : ops) {
    oplog::OpVerdict verdict;
    verdict.verdict.kind = oplog::VerdictKind::accepted;
    if (const auto sound = oplog::check_op(op); !sound) {
      verdict.verdict = {oplog::VerdictKind::rejected, sound.error().code, sound.error().field};
      refused = true;
      verdicts.push_back(std::move(verdict));
      continue;
    }
    for (std::uint32_t row = 0; row < op.rows.size(); ++row) {
      oplog::Judgement judgement;
      TRY(const oplog::Verdict one, judge_row(op, row, rows, judgement));
      if (oplog::takes_effect(one.kind)) {
        TRY(const RowState* before, rows.find(op.table, op.rows[row]));
        if (!op.tx.divisible()) {
          steps.push_back({&op, row, before != nullptr ? std::optional(*before) : std::nullopt});
        }
        oplog::apply(op, row, judgement, rows.write(op.table, op.rows[row]));
      }
      if (one != verdict.verdict && op.rows.size() == 1) {
        verdict.verdict = one;
      } else if (one != verdict.verdict) {
        verdict.exceptions.push_back({row, one});
      }
      refused = refused || oplog::refused(one.kind);
    }
    verdicts.push_back(std::move(verdict));
  }
  if (!refused || ops.front().tx.divisible()) {
    return verdicts;
  }
  // Undo what was laid down, and give every op of the transaction the first refusal.
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->before) {
      rows.write(step->op->table, step->op->rows[step->row]) = *step->before;
    } else {
      rows.forget(step->op->table, step->op->rows[step->row]);
    }
  }
  oplog::Verdict first;
  for (const oplog::OpVerdict& verdict : verdicts) {
    if (oplog::refused(verdict.verdict.kind)) {
      first = verdict.verdict;
      break;
    }
    for (const auto& exception : verdict.exceptions) {
      if (oplog::refused(exception.verdict.kind)) {
        first = exception.verdict;
      }
    }
  }
  for (oplog::OpVerdict& verdict : verdicts) {
    const bool own = oplog::refused(verdict.verdict.kind);
    verdict.exceptions.clear();
    verdict.verdict = own ? verdict.verdict : first;
  }
  return verdicts;
}

Result<void> SqliteStore::append(const ChangeSet& set, std::span<const std::size_t> fresh,
                                 std::span<const oplog::OpVerdict> verdicts, PushAnswer& answer) {
  std::int64_t head = 0;
  {
    Query query(db_, kAdvance);
    query.bind(kScope, static_cast<std::int64_t>(fresh.size()));
    TRY_DO(query.step());
    head = query.int_at(0);
  }
  const std::int64_t now = clock_.now_ms();
  std::int64_t seq = head - static_cast<std::int64_t>(fresh.size());
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    const ChangeSet::Change& change = set.changes[fresh[i]];
    Query query(db_, kAddOp);
    query.bind(++seq, change.id.device, change.id.n, change.count, std::string_view(change.text),
               std::span<const std::uint8_t>(change.hash), std::string_view(print(verdicts[i])),
               now);
    TRY_DO(query.run());
    answer.verdicts[fresh[i]].verdict = verdicts[i];
  }
  const ChangeSet::Change& last = set.changes[fresh.back()];
  Query query(db_, kMoveDevice);
  query.bind(set.device, last.id.n + last.count - 1, std::span<const std::uint8_t>(last.hash));
  return query.run();
}

Result<PushResult> SqliteStore::push_one(const ChangeSet& set, RowsInMind& rows) {
  PushResult result;
  TRY(const std::optional<Device> device,
      device(kDevice, std::span<const std::uint8_t>(set.device.bytes)));
  if (!device || !ledger_ || *ledger_ != set.ledger) {
    result.fault.code =
        base::error_name(device ? ErrorCode::ledger_differs : ErrorCode::not_enrolled);
    return result;
  }
  PushAnswer answer;
  answer.scope = kScope;
  std::vector<std::size_t> fresh;
  std::int64_t next_n = device->head_n + 1;
  for (std::size_t i = 0; i < set.changes.size(); ++i) {
    const ChangeSet::Change& change = set.changes[i];
    answer.verdicts.push_back({change.id, {}});
    if (change.id.n < next_n) {
      bool differs = false;
      TRY(const auto known, known_verdict(change, differs));
      if (!known || differs) {
        // The same id with another content: a copied or altered ledger. Nothing of it is taken.
        result.fault.code = base::error_name(ErrorCode::op_differs);
        return result;
      }
      answer.verdicts.back().verdict = *known;
      continue;
    }
    const oplog::Hash& previous = i == 0 ? set.before : set.changes[i - 1].hash;
    if (change.id.n != next_n || (fresh.empty() && previous != device->head)) {
      result.fault = {
          std::string(base::error_name(change.id.n != next_n ? ErrorCode::op_out_of_order
                                                             : ErrorCode::op_chain_broken)),
          device->head_n + 1};
      return result;
    }
    next_n += change.count;
    fresh.push_back(i);
  }
  std::vector<Op> ops;
  for (const std::size_t i : fresh) {
    TRY(Op op, oplog::parse_op(set.changes[i].text));
    ops.push_back(std::move(op));
  }
  std::vector<oplog::OpVerdict> verdicts;
  for (std::size_t first = 0; first < ops.size();) {
    const oplog::Tx tx = ops[first].tx;
    const std::size_t count =
        tx.divisible() ? 1 : static_cast<std::size_t>(std::max<std::int64_t>(tx.op_count, 1));
    bool whole = first + count <= ops.size() && (tx.divisible() || ops[first].id.n == tx.first_n);
    for (std::size_t i = first; whole && i < first + count; ++i) {
      whole = ops[i].tx == tx;
    }
    if (!whole) {
      result.fault.code = base::error_name(ErrorCode::tx_incomplete);
      return result;
    }
    TRY(std::vector<oplog::OpVerdict> judged, judge_tx(std::span(ops).subspan(first, count), rows));
    std::move(judged.begin(), judged.end(), std::back_inserter(verdicts));
    first += count;
  }
  if (!fresh.empty()) {
    TRY_DO(append(set, fresh, verdicts, answer));
  }
  answer.seq = head();
  result.answer = std::move(answer);
  return result;
}

Result<std::vector<PushResult>> SqliteStore::push(std::span<const ChangeSet> sets) {
  std::vector<PushResult> results;
  ledger::Transaction transaction(db_);
  TRY_DO(transaction.begin());
  for (const ChangeSet& set : sets) {
    RowsInMind rows(db_);
    TRY(PushResult result, push_one(set, rows));
    if (result.answer) {
      TRY_DO(rows.save());
    }
    results.push_back(std::move(result));
  }
  TRY_DO(transaction.commit());
  return results;
}

Result<PullAnswer> SqliteStore::pull(std::string_view cursor, std::int64_t most_bytes) {
  std::int64_t after = 0;
  for (const char c : cursor) {
    if (c < '0' || c > '9' || after > (INT64_MAX - 9) / 10) {
      return base::fail(ErrorCode::changeset_invalid, "cursor");
    }
    after = after * 10 + (c - '0');
  }
  PullAnswer answer;
  answer.epoch = epoch_;
  std::int64_t bytes = 0;
  Query query(db_, kFeed);
  query.bind(after);
  while (true) {
    TRY(const bool there, query.step());
    if (!there) {
      break;
    }
    if (bytes > most_bytes) {
      answer.more = true;
      break;
    }
    ledger::FeedEntry entry;
    entry.seq = query.int_at(0);
    entry.id = {query.uuid_at(1), query.int_at(2)};
    entry.text = std::string(query.text_at(3));
    entry.hash = hash_at(query, 4);
    TRY(entry.verdict, parse_verdict(query.text_at(5)));
    bytes += static_cast<std::int64_t>(entry.text.size()) + 200;
    after = entry.seq;
    answer.entries.push_back(std::move(entry));
  }
  answer.cursor = std::to_string(after);
  return answer;
}

}  // namespace

Result<std::unique_ptr<ChangeStore>> open_sqlite_store(base::Clock& clock, base::Random& random,
                                                       const base::Storage& storage) {
  TRY(Database db, Database::open(storage, Database::Mode::create));
  TRY_DO(db.start_journal());
  auto store = std::make_unique<SqliteStore>(clock, random, std::move(db));
  TRY_DO(store->prepare());
  return std::unique_ptr<ChangeStore>(std::move(store));
}

}  // namespace saimnieks::sync::endpoint
