// ChangeStore on SQLite: one file in WAL mode, one connection that writes, readers beside it, a
// flush a group of pushes.
#include <algorithm>
#include <utility>

#include "core/ledger/database.h"
#include "sync/endpoint/change_store.h"
#include "sync/endpoint/line_writers.h"
#include "sync/endpoint/row_judge.h"
#include "sync/endpoint/sqlite_rows.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::ErrorCode;
using base::Result;
using ledger::Database;
using ledger::Query;
using ledger::Sql;
using oplog::Op;
using oplog::OpVerdict;

constexpr std::int64_t kSchemaVersion = 4;
constexpr const char* kSchema = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE device(
  uuid BLOB PRIMARY KEY, secret_hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
  enrolled_ms INTEGER NOT NULL, head_n INTEGER NOT NULL, head BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stream(id TEXT PRIMARY KEY, head INTEGER NOT NULL, chain BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE op(
  seq INTEGER PRIMARY KEY, device BLOB NOT NULL, n INTEGER NOT NULL, count INTEGER NOT NULL,
  tx INTEGER NOT NULL, text TEXT NOT NULL, hash BLOB NOT NULL, verdict TEXT NOT NULL,
  chain BLOB NOT NULL, received_ms INTEGER NOT NULL, UNIQUE(device, n)
) STRICT;
CREATE TABLE row_state(
  tbl TEXT NOT NULL, row BLOB NOT NULL, state TEXT NOT NULL, PRIMARY KEY(tbl, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE alarm(
  id INTEGER PRIMARY KEY, device BLOB NOT NULL, n INTEGER NOT NULL, hash BLOB NOT NULL,
  text TEXT NOT NULL, received_ms INTEGER NOT NULL, UNIQUE(device, n, hash)
) STRICT;
)";
// Contents of attachments; the content stands last, so that the rest is read without it.
constexpr const char* kSchema2 = R"(
CREATE TABLE blob(
  hash BLOB PRIMARY KEY, size INTEGER NOT NULL, received_ms INTEGER NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE INDEX row_state_content ON row_state(json_extract(state, '$.fields.hash'))
  WHERE tbl = 'attachment';
ALTER TABLE device ADD COLUMN reads_only INTEGER NOT NULL DEFAULT 0 CHECK (reads_only IN (0, 1));
ALTER TABLE row_state ADD COLUMN period INTEGER;  -- of lines
UPDATE row_state SET period = json_extract(state, '$.fields.period') WHERE tbl = 'line';
CREATE INDEX row_state_period ON row_state (period) WHERE period IS NOT NULL;
PRAGMA user_version = 2;
)";

const Sql kMeta("SELECT value FROM meta WHERE key = ?1");
const Sql kSetMeta(
    "INSERT INTO meta(key, value) VALUES(?1, ?2) "
    "ON CONFLICT(key) DO UPDATE SET value = excluded.value");
const Sql kEnrol(
    "INSERT INTO device(uuid, secret_hash, name, enrolled_ms, head_n, head, reads_only) "
    "VALUES(?1, ?2, ?3, ?4, 0, ?5, ?6) "
    "ON CONFLICT(uuid) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name, "
    "reads_only = excluded.reads_only "
    "RETURNING head_n");
const Sql kDeviceCount("SELECT count(*) FROM device", Sql::Scan::meant);
const Sql kDeviceBySecret(
    "SELECT uuid, name, head_n, head, reads_only FROM device WHERE secret_hash = ?1");
const Sql kDevice("SELECT uuid, name, head_n, head, reads_only FROM device WHERE uuid = ?1");
const Sql kMoveDevice("UPDATE device SET head_n = ?2, head = ?3 WHERE uuid = ?1");
// The head row is the lock that puts writers in order: no reader can meet a gap that fills later.
const Sql kAddStream("INSERT INTO stream(id, head, chain) VALUES(?1, 0, ?2)");
const Sql kAdvance("UPDATE stream SET head = head + ?2 WHERE id = ?1 RETURNING head, chain");
const Sql kSetChain("UPDATE stream SET chain = ?2 WHERE id = ?1");
const Sql kStream("SELECT head, chain FROM stream WHERE id = ?1");
const Sql kAddOp(
    "INSERT INTO op(seq, device, n, count, tx, text, hash, verdict, chain, received_ms) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
const Sql kKnownOp("SELECT hash, verdict FROM op WHERE device = ?1 AND n = ?2");
const Sql kChainAt("SELECT chain FROM op WHERE seq = ?1");
const Sql kFeed(
    "SELECT seq, device, n, tx, CASE WHEN device = ?2 THEN '' ELSE text END, hash, verdict, chain "
    "FROM op WHERE seq > ?1 ORDER BY seq");
const Sql kBlob("SELECT content FROM blob WHERE hash = ?1");
const Sql kHasBlob("SELECT 1 FROM blob WHERE hash = ?1");
const Sql kNamesBlob(
    "SELECT 1 FROM row_state WHERE tbl = 'attachment' AND "
    "json_extract(state, '$.fields.hash') = ?1 LIMIT 1");
const Sql kAddBlob(
    "INSERT INTO blob(hash, size, received_ms, content) VALUES(?1, ?2, ?3, ?4) "
    "ON CONFLICT(hash) DO NOTHING");
const Sql kAlarm(
    "INSERT INTO alarm(device, n, hash, text, received_ms) VALUES(?1, ?2, ?3, ?4, ?5) "
    "ON CONFLICT DO NOTHING");

constexpr std::string_view kScope = "all";  // one scope a ledger, until units have their own
constexpr std::size_t kCursorMark = 16;     // hex digits of the scope's chain within a cursor

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

// Takes the same time wherever the two differ.
bool same(const base::Hash& left, const base::Hash& right) {
  unsigned differs = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    differs |= static_cast<unsigned>(left[i] ^ right[i]);
  }
  return differs == 0;
}

// The scope's chain: what was decided, in which order.
oplog::Hash scope_chain(const oplog::Hash& previous, const oplog::Hash& op,
                        std::string_view verdict) {
  return base::Sha256().update(previous).update(op).update(verdict).finish();
}

Result<std::string> meta_of(Database& db, std::string_view key) {
  Query query(db, kMeta);
  query.bind(key);
  TRY(const bool there, query.step());
  return there ? std::string(query.text_at(0)) : std::string();
}

Result<std::optional<Device>> find_device(Database& db, const Sql& sql,
                                          std::span<const std::uint8_t> key) {
  Query query(db, sql);
  query.bind(key);
  TRY(const bool there, query.step());
  if (!there) {
    return std::optional<Device>();
  }
  return std::optional<Device>(
      Device{query.uuid_at(0), std::string(query.text_at(1)),
             query.int_at(4) != 0 ? access::Enrolment::reader : access::Enrolment::editor,
             query.int_at(2), hash_at(query, 3)});
}

Result<Place> place_of(Database& db) {
  Place place;
  TRY(place.epoch, meta_of(db, "epoch"));
  TRY(const std::string ledger, meta_of(db, "ledger"));
  if (!ledger.empty()) {
    TRY(place.ledger, base::Uuid::parse(ledger));
  }
  Query query(db, kStream);
  query.bind(kScope);
  TRY(const bool there, query.step());
  place.head = there ? query.int_at(0) : 0;
  return place;
}

std::string cursor_text(std::int64_t seq, const oplog::Hash& chain) {
  return std::to_string(seq) + "." + base::to_hex(chain).substr(0, kCursorMark);
}

// A cursor names a place in the log and the chain there: after a restore from a backup the same
// number would stand for something else.
Result<std::int64_t> seq_of(Database& db, std::string_view cursor) {
  if (cursor.empty()) {
    return 0;
  }
  const std::size_t dot = cursor.find('.');
  const std::string_view digits = cursor.substr(0, dot);
  std::int64_t seq = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9' || digits.size() > 18) {
      return base::fail(ErrorCode::cursor_unknown);
    }
    seq = seq * 10 + (c - '0');
  }
  Query query(db, kChainAt);
  query.bind(seq);
  TRY(const bool there, query.step());
  if (!there || cursor_text(seq, hash_at(query, 0)) != cursor) {
    return base::fail(ErrorCode::cursor_unknown);
  }
  return seq;
}

Result<PullAnswer> feed_after(Database& db, std::string_view cursor,
                              const base::Uuid& without_text_of, std::int64_t most_bytes) {
  constexpr std::int64_t kEnvelopeBytes = 200;
  TRY(const std::int64_t after, seq_of(db, cursor));
  PullAnswer answer;
  answer.cursor = cursor;
  std::int64_t bytes = 0;
  std::pair<base::Uuid, std::int64_t> last_tx;
  Query query(db, kFeed);
  query.bind(after, without_text_of);
  while (true) {
    TRY(const bool there, query.step());
    if (!there) {
      return answer;
    }
    const std::pair<base::Uuid, std::int64_t> tx(query.uuid_at(1), query.int_at(3));
    // An import is one divisible transaction of any size: it may be cut between its blocks.
    const bool border = tx != last_tx || query.int_at(3) == 0;
    if (border && bytes > most_bytes) {
      answer.more = true;
      return answer;
    }
    last_tx = tx;
    ledger::FeedEntry entry;
    entry.seq = query.int_at(0);
    entry.id = {tx.first, query.int_at(2)};
    entry.text = query.text_at(4);
    entry.hash = hash_at(query, 5);
    TRY(entry.verdict, parse_verdict(query.text_at(6)));
    bytes += static_cast<std::int64_t>(entry.text.size()) + kEnvelopeBytes;
    answer.cursor = cursor_text(entry.seq, hash_at(query, 7));
    answer.entries.push_back(std::move(entry));
  }
}

Result<BlobState> blob_state_of(Database& db, const base::Hash& hash) {
  {
    Query query(db, kHasBlob);
    query.bind(std::span<const std::uint8_t>(hash));
    TRY(const bool here, query.step());
    if (here) {
      return BlobState::held;
    }
  }
  Query query(db, kNamesBlob);
  query.bind(std::string_view(base::to_hex(hash)));
  TRY(const bool named, query.step());
  return named ? BlobState::wanted : BlobState::unknown;
}

Result<std::optional<std::string>> blob_of(Database& db, const base::Hash& hash) {
  Query query(db, kBlob);
  query.bind(std::span<const std::uint8_t>(hash));
  TRY(const bool here, query.step());
  if (!here) {
    return std::optional<std::string>();
  }
  const auto bytes = query.bytes_at(0);
  return std::optional(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

class SqliteReader final : public ChangeReader {
 public:
  SqliteReader(base::Clock& clock, Database db) : clock_(clock), db_(std::move(db)) {}

  Result<Place> place() override { return place_of(db_); }
  Result<std::optional<Device>> device_of(std::string_view secret) override {
    return find_device(db_, kDeviceBySecret, base::sha256(secret));
  }
  Result<PullAnswer> pull(std::string_view cursor, const base::Uuid& without_text_of,
                          std::int64_t most_bytes) override {
    // The epoch is read first: a restore between the two is then noticed by the next question.
    TRY(std::string epoch, meta_of(db_, "epoch"));
    TRY(PullAnswer answer, feed_after(db_, cursor, without_text_of, most_bytes));
    answer.epoch = std::move(epoch);
    answer.now_ms = clock_.now_ms();
    return answer;
  }
  Result<BlobState> blob_state(const base::Hash& hash) override { return blob_state_of(db_, hash); }
  Result<std::optional<std::string>> blob(const base::Hash& hash) override {
    return blob_of(db_, hash);
  }

 private:
  base::Clock& clock_;
  Database db_;
};

class SqliteStore final : public ChangeStore {
 public:
  SqliteStore(base::Clock& clock, base::Random& random, base::Storage storage, Database db)
      : clock_(clock), random_(random), storage_(std::move(storage)), db_(std::move(db)) {}

  Result<void> prepare();

  Result<Place> place() override { return place_of(db_); }
  Result<std::optional<Device>> device_of(std::string_view secret) override {
    return find_device(db_, kDeviceBySecret, base::sha256(secret));
  }
  Result<PullAnswer> pull(std::string_view cursor, const base::Uuid& without_text_of,
                          std::int64_t most_bytes) override {
    TRY(PullAnswer answer, feed_after(db_, cursor, without_text_of, most_bytes));
    TRY(answer.epoch, meta_of(db_, "epoch"));
    answer.now_ms = clock_.now_ms();
    return answer;
  }
  Tokens tokens() override { return tokens_; }
  Result<BlobState> blob_state(const base::Hash& hash) override { return blob_state_of(db_, hash); }
  Result<std::optional<std::string>> blob(const base::Hash& hash) override {
    return blob_of(db_, hash);
  }
  Result<void> keep_blob(const base::Hash& hash, std::string_view content) override;
  Result<Enrolled> enrol(const Enrolment& request) override;
  Result<std::vector<PushResult>> push(std::span<const ChangeSet> sets) override;
  Result<std::unique_ptr<ChangeReader>> open_reader() override {
    TRY(Database db, Database::open(storage_, Database::Mode::existing));
    TRY_DO(db.run("PRAGMA query_only=ON"));
    return std::unique_ptr<ChangeReader>(new SqliteReader(clock_, std::move(db)));
  }

 private:
  Result<void> set_meta(std::string_view key, std::string_view value) {
    Query query(db_, kSetMeta);
    query.bind(key, value);
    return query.run();
  }
  Result<std::vector<PushResult>> push_group(std::span<const ChangeSet> sets);
  Result<PushResult> push_one(const ChangeSet& set);
  // Places in `set` that are new; a fault when the rest does not fit what is here.
  Result<std::vector<std::size_t>> sort_out(const ChangeSet& set, const Device& device,
                                            PushAnswer& answer, Fault& fault);
  Result<std::vector<OpVerdict>> judge(std::span<const Op> ops, RowJudge& judge, Fault& fault);
  Result<void> append(const ChangeSet& set, std::span<const std::size_t> fresh,
                      std::span<const OpVerdict> verdicts, PushAnswer& answer);
  Result<void> raise_alarm(const ChangeSet::Change& change);

  base::Clock& clock_;
  base::Random& random_;
  base::Storage storage_;
  Database db_;
  Tokens tokens_;
};

Result<void> SqliteStore::prepare() {
  TRY(const std::int64_t version, db_.ask_int("PRAGMA user_version"));
  if (version > kSchemaVersion) {
    return base::fail(ErrorCode::schema_newer, std::to_string(version));
  }
  if (version == 0) {
    ledger::Transaction transaction(db_);
    TRY_DO(transaction.begin());
    TRY_DO(db_.run(kSchema));
    TRY_DO(db_.run("PRAGMA user_version = 1"));
    TRY_DO(set_meta("epoch", random_hex(random_, 8)));
    TRY_DO(set_meta("token", random_hex(random_, 16)));
    {
      const base::Hash start = base::sha256("saimnieks/1 scope all");
      Query query(db_, kAddStream);
      query.bind(kScope, std::span<const std::uint8_t>(start));
      TRY_DO(query.run());
    }
    TRY_DO(transaction.commit());
  }
  if (version < 2) {
    ledger::Transaction transaction(db_);
    TRY_DO(transaction.begin());
    TRY_DO(db_.run(kSchema2));
    TRY_DO(set_meta("token.reader", random_hex(random_, 16)));
    TRY_DO(transaction.commit());
  }
  if (version < 3) {
    ledger::Transaction transaction(db_);
    TRY_DO(transaction.begin());
    TRY_DO(make_line_writers(db_));
    TRY_DO(db_.run("PRAGMA user_version = 3"));
    TRY_DO(transaction.commit());
  }
  if (version < kSchemaVersion) {
    ledger::Transaction transaction(db_);
    TRY_DO(transaction.begin());
    TRY_DO(make_line_places(db_));
    TRY_DO(db_.run("PRAGMA user_version = 4"));
    TRY_DO(transaction.commit());
  }
  TRY(tokens_.editor, meta_of(db_, "token"));
  TRY(tokens_.reader, meta_of(db_, "token.reader"));
  return {};
}

Result<void> SqliteStore::keep_blob(const base::Hash& hash, std::string_view content) {
  ledger::Transaction transaction(db_);
  TRY_DO(transaction.begin());
  TRY(const BlobState state, blob_state_of(db_, hash));
  if (state == BlobState::unknown) {
    return base::fail_field(ErrorCode::not_found, "hash");
  }
  if (state == BlobState::held) {
    return {};
  }
  {
    Query query(db_, kAddBlob);
    query.bind(std::span<const std::uint8_t>(hash), content.size(), clock_.now_ms());
    query.bind_borrowed_bytes(
        4, {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()});
    TRY_DO(query.run());
  }
  return transaction.commit();
}

Result<Enrolled> SqliteStore::enrol(const Enrolment& request) {
  const base::Hash token = base::sha256(request.token);
  const bool reads_only = same(token, base::sha256(tokens_.reader));
  if (!reads_only && !same(token, base::sha256(tokens_.editor))) {
    return base::fail(ErrorCode::token_invalid);
  }
  ledger::Transaction transaction(db_);
  TRY_DO(transaction.begin());
  TRY(const Place place, place_of(db_));
  if (place.ledger && *place.ledger != request.ledger && !request.empty) {
    return base::fail(ErrorCode::ledger_differs);
  }
  if (!place.ledger && reads_only) {
    return base::fail(ErrorCode::not_allowed);
  }
  Enrolled out;
  out.reads_only = reads_only;
  out.secret = random_hex(random_, 32);
  out.ledger = place.ledger.value_or(request.ledger);
  out.epoch = place.epoch;
  out.name = request.user;
  out.now_ms = clock_.now_ms();
  if (!place.ledger) {
    TRY_DO(set_meta("ledger", out.ledger.text()));
  }
  if (out.name.empty()) {
    Query query(db_, kDeviceCount);
    TRY_DO(query.step());
    out.name = "#" + std::to_string(query.int_at(0) + 1);
  }
  {
    const base::Hash secret_hash = base::sha256(out.secret);
    const oplog::Hash start = oplog::chain_start(out.ledger, request.device);
    Query query(db_, kEnrol);
    query.bind(request.device, std::span<const std::uint8_t>(secret_hash),
               std::string_view(out.name), out.now_ms, std::span<const std::uint8_t>(start),
               std::int64_t{reads_only});
    TRY_DO(query.step());
    out.next_n = query.int_at(0) + 1;
  }
  TRY_DO(transaction.commit());
  return out;
}

Result<void> SqliteStore::raise_alarm(const ChangeSet::Change& change) {
  Query query(db_, kAlarm);
  query.bind(change.id.device, change.id.n, std::span<const std::uint8_t>(change.hash),
             std::string_view(change.text), clock_.now_ms());
  return query.run();
}

Result<std::vector<std::size_t>> SqliteStore::sort_out(const ChangeSet& set, const Device& device,
                                                       PushAnswer& answer, Fault& fault) {
  std::vector<std::size_t> fresh;
  std::int64_t next_n = device.head_n + 1;
  for (std::size_t i = 0; i < set.changes.size(); ++i) {
    const ChangeSet::Change& change = set.changes[i];
    answer.verdicts.push_back({change.id, {}});
    if (change.id.n < next_n) {
      Query query(db_, kKnownOp);
      query.bind(change.id.device, change.id.n);
      TRY(const bool known, query.step());
      if (!known || !same(hash_at(query, 0), change.hash)) {
        // The same id with another content: a copied or altered ledger. Nothing of it is taken.
        fault.code = base::error_name(ErrorCode::op_differs);
        TRY_DO(raise_alarm(change));
        return fresh;
      }
      TRY(answer.verdicts.back().verdict, parse_verdict(query.text_at(1)));
      continue;
    }
    const oplog::Hash& previous = i == 0 ? set.before : set.changes[i - 1].hash;
    if (change.id.n != next_n || (fresh.empty() && !same(previous, device.head))) {
      const bool gap = change.id.n != next_n;
      fault.code = base::error_name(gap ? ErrorCode::op_out_of_order : ErrorCode::op_chain_broken);
      fault.next_n = device.head_n + 1;
      if (!gap) {
        TRY_DO(raise_alarm(change));
      }
      return fresh;
    }
    next_n += change.count;
    fresh.push_back(i);
  }
  return fresh;
}

Result<std::vector<OpVerdict>> SqliteStore::judge(std::span<const Op> ops, RowJudge& judge,
                                                  Fault& fault) {
  std::vector<OpVerdict> verdicts;
  while (!ops.empty()) {
    const oplog::Tx tx = ops.front().tx;
    const std::size_t count = tx.divisible() ? 1 : static_cast<std::size_t>(tx.op_count);
    bool whole = count <= ops.size() && (tx.divisible() || ops.front().id.n == tx.first_n);
    for (std::size_t i = 0; whole && i < count; ++i) {
      whole = ops[i].tx == tx;
    }
    if (!whole) {
      fault.code = base::error_name(ErrorCode::tx_incomplete);
      return verdicts;
    }
    TRY(std::vector<OpVerdict> some, judge.judge(ops.first(count)));
    std::move(some.begin(), some.end(), std::back_inserter(verdicts));
    ops = ops.subspan(count);
  }
  return verdicts;
}

Result<void> SqliteStore::append(const ChangeSet& set, std::span<const std::size_t> fresh,
                                 std::span<const OpVerdict> verdicts, PushAnswer& answer) {
  oplog::Hash chain;
  std::int64_t seq = 0;
  {
    Query query(db_, kAdvance);
    query.bind(kScope, static_cast<std::int64_t>(fresh.size()));
    TRY_DO(query.step());
    seq = query.int_at(0) - static_cast<std::int64_t>(fresh.size());
    chain = hash_at(query, 1);
  }
  const std::int64_t now = clock_.now_ms();
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    const ChangeSet::Change& change = set.changes[fresh[i]];
    const oplog::Tx tx = set.ops[fresh[i]].tx;
    const std::string verdict = print(verdicts[i]);
    chain = scope_chain(chain, change.hash, verdict);
    Query query(db_, kAddOp);
    query.bind(++seq, change.id.device, change.id.n, change.count, tx.divisible() ? 0 : tx.first_n,
               std::string_view(change.text), std::span<const std::uint8_t>(change.hash),
               std::string_view(verdict), std::span<const std::uint8_t>(chain), now);
    TRY_DO(query.run());
    answer.verdicts[fresh[i]].verdict = verdicts[i];
  }
  {
    Query query(db_, kSetChain);
    query.bind(kScope, std::span<const std::uint8_t>(chain));
    TRY_DO(query.run());
  }
  const ChangeSet::Change& last = set.changes[fresh.back()];
  Query query(db_, kMoveDevice);
  query.bind(set.device, last.id.n + last.count - 1, std::span<const std::uint8_t>(last.hash));
  return query.run();
}

Result<PushResult> SqliteStore::push_one(const ChangeSet& set) {
  PushResult result;
  TRY(const Place place, place_of(db_));
  TRY(const std::optional<Device> device,
      find_device(db_, kDevice, std::span<const std::uint8_t>(set.device.bytes)));
  if (!device || place.ledger != set.ledger) {
    result.fault.code =
        base::error_name(device ? ErrorCode::ledger_differs : ErrorCode::not_enrolled);
    return result;
  }
  PushAnswer answer;
  TRY(const std::vector<std::size_t> fresh, sort_out(set, *device, answer, result.fault));
  if (!result.fault.code.empty()) {
    return result;
  }
  if (!fresh.empty()) {
    const std::unique_ptr<RowSource> rows = sqlite_rows(db_);
    RowJudge row_judge(*rows, set.ledger, device->enrolment);
    TRY(const std::vector<OpVerdict> verdicts,
        judge(std::span(set.ops).subspan(fresh.front()), row_judge, result.fault));
    if (!result.fault.code.empty()) {
      return result;
    }
    TRY_DO(row_judge.save());
    TRY_DO(append(set, fresh, verdicts, answer));
  }
  Query query(db_, kStream);
  query.bind(kScope);
  TRY_DO(query.step());
  answer.scope = kScope;
  answer.seq = query.int_at(0);
  answer.head = hash_at(query, 1);
  result.answer = std::move(answer);
  return result;
}

Result<std::vector<PushResult>> SqliteStore::push_group(std::span<const ChangeSet> sets) {
  std::vector<PushResult> results;
  ledger::Transaction transaction(db_);
  TRY_DO(transaction.begin());
  for (const ChangeSet& set : sets) {
    TRY(PushResult result, push_one(set));
    results.push_back(std::move(result));
  }
  TRY_DO(transaction.commit());
  return results;
}

Result<std::vector<PushResult>> SqliteStore::push(std::span<const ChangeSet> sets) {
  Result<std::vector<PushResult>> together = push_group(sets);
  if (together || sets.size() < 2) {
    return together;
  }
  // One that fails (its rows are damaged, it fills the disk) must not take the others with it.
  std::vector<PushResult> results;
  for (const ChangeSet& set : sets) {
    Result<std::vector<PushResult>> alone = push_group({&set, 1});
    if (alone) {
      results.push_back(std::move(alone->front()));
    } else {
      PushResult failed;
      failed.fault.code = base::error_name(alone.error().code);
      results.push_back(std::move(failed));
    }
  }
  return results;
}

}  // namespace

Result<std::unique_ptr<ChangeStore>> open_sqlite_store(base::Clock& clock, base::Random& random,
                                                       const base::Storage& storage) {
  TRY(Database db, Database::open(storage, Database::Mode::create));
  TRY_DO(db.start_journal());
  auto store = std::make_unique<SqliteStore>(clock, random, storage, std::move(db));
  TRY_DO(store->prepare());
  return std::unique_ptr<ChangeStore>(std::move(store));
}

}  // namespace saimnieks::sync::endpoint
