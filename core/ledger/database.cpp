// The connection, its pragmas, and the translation of SQLite's results.
#include "core/ledger/database.h"

#include <algorithm>
#include <utility>

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail;

const Sql* first_sql = nullptr;

ErrorCode code_of(int result) {
  switch (result & 0xFF) {
    case SQLITE_FULL:
      return ErrorCode::storage_full;
    case SQLITE_IOERR:
      return ErrorCode::storage_io;
    case SQLITE_CORRUPT:
      return ErrorCode::storage_corrupt;
    case SQLITE_NOTADB:
      return ErrorCode::not_a_ledger;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::storage_in_use;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ErrorCode::storage_read_only;
    case SQLITE_CANTOPEN:
      return ErrorCode::storage_open_failed;
    default:
      return ErrorCode::internal;
  }
}

int note_journal(void* journal, sqlite3*, const char*, int pages) {
  *static_cast<int*>(journal) = pages;
  return SQLITE_OK;
}

}  // namespace

Sql::Sql(const char* text, Scan scan)
    : text_(text),
      scan_(scan),
      number_(first_sql == nullptr ? 0 : first_sql->number() + 1),
      next_(std::exchange(first_sql, this)) {}

Sql::Sql(std::string text, Scan scan)
    : own_(std::move(text)),
      text_(own_.c_str()),
      scan_(scan),
      number_(first_sql == nullptr ? 0 : first_sql->number() + 1),
      next_(std::exchange(first_sql, this)) {}

const Sql* Sql::first() { return first_sql; }

Result<Database> Database::open(const base::Storage& storage, Mode mode) {
  sqlite3* handle = nullptr;
  // One thread at a time uses a connection.
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
  const char* vfs = storage.vfs_name.empty() ? nullptr : storage.vfs_name.c_str();
  const int result = sqlite3_open_v2(storage.path.c_str(), &handle, flags, vfs);
  Database db(handle);
  if (result != SQLITE_OK) {
    return tl::unexpected(db.fault(result, storage.path));
  }
  TRY_DO(db.configure(storage));
  return db;
}

Result<void> Database::configure(const base::Storage& storage) {
  sqlite3_extended_result_codes(db_, 1);
  if (storage.exclusive) {
    // Before the first read, so that SQLite needs no shared memory for the WAL's index.
    TRY_DO(run("PRAGMA locking_mode=EXCLUSIVE"));
    journal_ = std::make_unique<int>(0);
    sqlite3_wal_hook(db_, &note_journal, journal_.get());
  } else {
    constexpr int kWaitMs = 2000;
    sqlite3_busy_timeout(db_, kWaitMs);
  }
  const std::string cache = "PRAGMA cache_size=-" + std::to_string(storage.cache_kib);
  return run(cache.c_str());
}

Result<void> Database::start_journal() {
  TRY(const std::string journal, ask_text("PRAGMA journal_mode=WAL"));
  if (journal != "wal" && journal != "memory") {
    return fail(ErrorCode::storage_open_failed, "journal_mode=" + journal);
  }
  return run("PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
}

Database::Database(Database&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)),
      journal_(std::move(other.journal_)),
      statements_(std::move(other.statements_)) {
  other.statements_.clear();
}

Database& Database::operator=(Database&& other) noexcept {
  if (this != &other) {
    close();
    db_ = std::exchange(other.db_, nullptr);
    journal_ = std::move(other.journal_);
    statements_ = std::exchange(other.statements_, {});
  }
  return *this;
}

Database::~Database() { close(); }

void Database::close() {
  for (sqlite3_stmt* statement : statements_) {
    sqlite3_finalize(statement);
  }
  statements_.clear();
  // The last connection copies the WAL into the file; whatever fails here is found at the next
  // open.
  sqlite3_close_v2(std::exchange(db_, nullptr));
}

base::Error Database::fault(int result, std::string_view doing) const {
  std::string context(doing);
  context += ": ";
  context += db_ == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(db_);
  context += " (" + std::to_string(result) + ")";
  return {code_of(result), {}, std::move(context), nullptr};
}

Result<void> Database::run(const char* script) {
  const int result = sqlite3_exec(db_, script, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) {
    return tl::unexpected(fault(result, std::string_view(script).substr(0, 60)));
  }
  return {};
}

Result<std::string> Database::ask_text(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int result = sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr);
  std::string answer;
  if (result == SQLITE_OK) {
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      answer = text == nullptr ? "" : text;
      result = SQLITE_OK;
    } else if (result == SQLITE_DONE) {
      result = SQLITE_OK;
    }
  }
  base::Error error = result == SQLITE_OK ? base::Error{} : fault(result, sql);
  sqlite3_finalize(statement);
  if (result != SQLITE_OK) {
    return tl::unexpected(std::move(error));
  }
  return answer;
}

Result<std::int64_t> Database::ask_int(const char* sql) {
  TRY(const std::string text, ask_text(sql));
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return fail(ErrorCode::internal, text);
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

Result<void> Database::spill() {
  const int result = sqlite3_db_cacheflush(db_);
  // Busy: some pages are in use, and stay for the commit.
  return result == SQLITE_OK || result == SQLITE_BUSY ? Result<void>()
                                                      : tl::unexpected(fault(result, "spill"));
}

Result<void> Database::shorten_journal() {
  *journal_ = 0;  // after a fault, too: it is tried again after the next commit
  const int result =
      sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return result == SQLITE_OK ? Result<void>() : tl::unexpected(fault(result, "checkpoint"));
}

Result<void> Database::write_over_rest() {
  TRY(const std::int64_t version, ask_int("PRAGMA user_version"));
  return run(("PRAGMA user_version=" + std::to_string(version)).c_str());
}

std::int64_t Database::last_insert_rowid() const { return sqlite3_last_insert_rowid(db_); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

std::optional<std::int64_t> Database::state() const {
  return journal_ && !in_transaction() ? std::optional(sqlite3_total_changes64(db_)) : std::nullopt;
}

Query::Query(Database& db, const Sql& sql) : db_(db), sql_(sql) {
  if (db.statements_.size() <= sql.number()) {
    db.statements_.resize(sql.number() + 1, nullptr);
  }
  statement_ = std::exchange(db.statements_[sql.number()], nullptr);
  if (statement_ == nullptr) {
    prepared_ =
        sqlite3_prepare_v3(db.db_, sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  }
}

Query::~Query() {
  if (statement_ == nullptr) {
    return;
  }
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  sqlite3_stmt*& slot = db_.statements_[sql_.number()];
  if (slot == nullptr) {
    slot = statement_;
  } else {
    sqlite3_finalize(statement_);
  }
}

void Query::bind_int(int place, std::int64_t value) {
  sqlite3_bind_int64(statement_, place, value);
}

void Query::bind_null(int place) { sqlite3_bind_null(statement_, place); }

void Query::bind_one(int place, const base::Uuid& value) {
  sqlite3_bind_blob64(statement_, place, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
}

void Query::bind_one(int place, std::string_view value) {
  sqlite3_bind_text64(statement_, place, value.data() == nullptr ? "" : value.data(), value.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Query::bind_one(int place, std::span<const std::uint8_t> value) {
  sqlite3_bind_blob64(statement_, place, value.data(), value.size(), SQLITE_TRANSIENT);
}

void Query::bind_borrowed_text(int place, std::string_view text) {
  sqlite3_bind_text64(statement_, place, text.data() == nullptr ? "" : text.data(), text.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
}

void Query::bind_borrowed_bytes(int place, std::span<const std::uint8_t> bytes) {
  sqlite3_bind_blob64(statement_, place, bytes.data(), bytes.size(), SQLITE_STATIC);
}

Result<bool> Query::step() {
  if (prepared_ != SQLITE_OK) {
    return tl::unexpected(db_.fault(prepared_, sql_.text()));
  }
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) {
    return true;
  }
  if (result == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  base::Error error = db_.fault(result, std::string_view(sql_.text()).substr(0, 60));
  sqlite3_reset(statement_);
  return tl::unexpected(std::move(error));
}

Result<void> Query::run() {
  TRY_DO(step());
  return {};
}

void Query::reset() { sqlite3_reset(statement_); }

std::int64_t Query::int_at(int column) const { return sqlite3_column_int64(statement_, column); }

bool Query::null_at(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string_view Query::text_at(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text == nullptr
             ? std::string_view{}
             : std::string_view(text,
                                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::span<const std::uint8_t> Query::bytes_at(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

base::Uuid Query::uuid_at(int column) const {
  base::Uuid uuid;
  const auto bytes = bytes_at(column);
  if (bytes.size() == uuid.bytes.size()) {
    std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
  }
  return uuid;
}

Transaction::~Transaction() {
  if (open_) {
    rollback();
  }
}

Result<void> Transaction::begin() {
  TRY_DO(db_.run("BEGIN IMMEDIATE"));
  open_ = true;
  return {};
}

Result<void> Transaction::commit() {
  committing_ = true;
  TRY_DO(db_.run("COMMIT"));
  open_ = false;
  return {};
}

bool Transaction::rollback() {
  open_ = false;
  // After some faults SQLite has rolled back by itself.
  if (db_.in_transaction() && !db_.run("ROLLBACK")) {
    return false;
  }
  if (!committing_) {
    return true;
  }
  // A commit that failed at its flush lies whole behind the end of the journal: the next opening
  // would take it for done, though its command was answered with an error. A full disk, which has
  // no room for this, had none for the whole commit either.
  const Result<void> over = db_.write_over_rest();
  return over || over.error().code == ErrorCode::storage_full;
}

}  // namespace saimnieks::ledger
