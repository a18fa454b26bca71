// A SQLite connection of ours: opened with the pragmas that make a commit durable, statements
// prepared once, faults as Errors. Knows nothing of ledgers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <sqlite3.h>

#include "core/base/result.h"
#include "core/base/seams.h"
#include "core/base/uuid.h"

namespace saimnieks::ledger {

using base::Result;

// One SQL statement of the program. Declared at namespace scope beside the function that runs it;
// all of them form a list, so that a test prepares each on the migrated schema.
class Sql {
 public:
  enum class Scan : std::uint8_t { none, meant };  // meant: reads a whole table or index on purpose

  explicit Sql(const char* text, Scan scan = Scan::none);
  explicit Sql(std::string text, Scan scan = Scan::none);  // made from a table's description
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;

  [[nodiscard]] const char* text() const { return text_; }
  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] bool may_scan() const { return scan_ == Scan::meant; }
  [[nodiscard]] const Sql* next() const { return next_; }
  [[nodiscard]] static const Sql* first();

 private:
  std::string own_;
  const char* text_;
  Scan scan_;
  std::size_t number_;
  const Sql* next_;
};

class Database {
 public:
  enum class Mode : std::uint8_t { existing, create };

  // storage_open_failed, not_a_ledger (no SQLite file), storage_in_use, storage_*.
  [[nodiscard]] static Result<Database> open(const base::Storage& storage, Mode mode);
  // WAL, and a flush at every commit. Apart from open(), so that a file that turns out to be
  // somebody else's is not touched.
  [[nodiscard]] Result<void> start_journal();
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  // Several statements at once, without results: migrations and BEGIN/COMMIT.
  [[nodiscard]] Result<void> run(const char* script);
  // The first column of the first row as an integer: pragmas.
  [[nodiscard]] Result<std::int64_t> ask_int(const char* sql);
  [[nodiscard]] Result<std::string> ask_text(const char* sql);
  // Writes the pages that a transaction has changed so far into the journal, where only its commit
  // makes them count: so the commit has little left to write.
  [[nodiscard]] Result<void> spill();
  // Where one owner holds the file, commits leave the journal to grow; copying it into the file is
  // a piece of work of its own. It may fail and be tried again: the journal loses nothing.
  [[nodiscard]] bool journal_is_long() const { return journal_ && *journal_ > kLongJournalPages; }
  [[nodiscard]] Result<void> shorten_journal();
  // Commits a page as it is, over what a failed commit has left behind the journal's end.
  [[nodiscard]] Result<void> write_over_rest();
  [[nodiscard]] std::int64_t last_insert_rowid() const;
  [[nodiscard]] bool in_transaction() const;
  // Of what is committed: another number after every write. None in a transaction, which may still
  // be taken back, and where other programs may write too.
  [[nodiscard]] std::optional<std::int64_t> state() const;
  // SQLite's last fault as an Error.
  [[nodiscard]] base::Error fault(int result, std::string_view doing) const;
  [[nodiscard]] sqlite3* handle() const { return db_; }

 private:
  friend class Query;
  explicit Database(sqlite3* db) : db_(db) {}
  [[nodiscard]] Result<void> configure(const base::Storage& storage);
  void close();

  static constexpr int kLongJournalPages = 256;  // 1 MB

  sqlite3* db_ = nullptr;
  std::unique_ptr<int>
      journal_;  // its pages after the last commit; none: SQLite shortens it itself
  std::vector<sqlite3_stmt*> statements_;  // by Sql::number(); null while in use or never prepared
};

// One run of a statement: bind, step, read. Gives the prepared statement back at its end; the same
// Sql may be running twice (a scan whose visitor asks again).
class Query {
 public:
  Query(Database& db, const Sql& sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  // Parameters from ?1 on. Text and bytes are copied.
  template <class... Args>
  Query& bind(const Args&... args) {
    int place = 0;
    (bind_one(++place, args), ...);
    return *this;
  }
  // Borrowed until the Query ends or binds anew: for the op's text and the import's ids.
  void bind_borrowed_text(int place, std::string_view text);
  void bind_borrowed_bytes(int place, std::span<const std::uint8_t> bytes);
  void bind_int(int place, std::int64_t value);
  void bind_null(int place);
  void bind_uuid(int place, const base::Uuid& value) { bind_one(place, value); }

  // True: a row is there. Ends (and resets) after the last row.
  [[nodiscard]] Result<bool> step();
  // For statements without rows.
  [[nodiscard]] Result<void> run();
  // Binds may follow, and another run.
  void reset();

  [[nodiscard]] std::int64_t int_at(int column) const;
  [[nodiscard]] bool null_at(int column) const;
  [[nodiscard]] std::string_view text_at(int column) const;  // until the next step
  [[nodiscard]] std::span<const std::uint8_t> bytes_at(int column) const;
  [[nodiscard]] base::Uuid uuid_at(int column) const;  // nil when the column is not 16 bytes

 private:
  void bind_one(int place, const base::Uuid& value);
  void bind_one(int place, std::string_view value);
  void bind_one(int place, std::span<const std::uint8_t> value);
  template <class T>
  requires std::is_integral_v<T>
  void bind_one(int place, const T& value) { bind_int(place, static_cast<std::int64_t>(value)); }
  template <class T>
  void bind_one(int place, const std::optional<T>& value) {
    if (value) {
      bind_one(place, *value);
    } else {
      bind_null(place);
    }
  }

  Database& db_;
  const Sql& sql_;
  sqlite3_stmt* statement_ = nullptr;
  int prepared_ = SQLITE_OK;
};

// A transaction that rolls back unless it was committed.
class Transaction {
 public:
  explicit Transaction(Database& db) : db_(db) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] Result<void> begin();   // takes the write lock
  [[nodiscard]] Result<void> commit();  // durable when it returns
  // False when it is not sure that nothing of the transaction stays: the connection is of no more
  // use.
  bool rollback();

 private:
  Database& db_;
  bool open_ = false;
  bool committing_ = false;
};

}  // namespace saimnieks::ledger
