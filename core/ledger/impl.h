// The parts of an open ledger and how one transaction runs through them. Seen only by core/ledger.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ledger/blobs.h"
#include "core/ledger/database.h"
#include "core/ledger/devices.h"
#include "core/ledger/ledger.h"
#include "core/ledger/ledger_world.h"
#include "core/ledger/log.h"
#include "core/ledger/row_planner.h"
#include "core/ledger/rows.h"
#include "core/ledger/settler.h"
#include "core/oplog/hlc.h"

namespace saimnieks::ledger {

// The undo stack (undo.cpp).
enum class CommandState : std::uint8_t { done = 0, undone = 1, past = 2 };
struct StoredCommand {
  std::int64_t id = 0;
  std::int64_t tx = 0;
  CommandLabel label;
};

// An answer that every frame asks for: read anew only when something was written since.
template <class T>
class Remembered {
 public:
  template <class Ask>
  [[nodiscard]] Result<T> get(const Database& db, Ask ask) {
    const std::optional<std::int64_t> state = db.state();
    if (!state || state != state_) {
      state_.reset();
      TRY(value_, ask());
      state_ = state;
    }
    return value_;
  }

 private:
  std::optional<std::int64_t> state_;
  T value_{};
};

class Ledger::Impl {
 public:
  Impl(Seams seams_in, base::Storage storage_in, Database database);

  // --- opening (ledger.cpp)
  [[nodiscard]] Result<void> fill_new(const NewLedger& info);
  [[nodiscard]] Result<void> load();
  // Brings the rows of a file that an older program wrote up to this one's schema (upgrade.cpp).
  [[nodiscard]] Result<void> upgrade_rows();
  [[nodiscard]] Result<void> rebuild_rows();

  // --- one transaction (transaction.cpp)
  // ledger_busy, ledger_stopped.
  [[nodiscard]] Result<void> writable() const;
  // Runs `body` in a transaction and tells the sink; when it fails nothing has happened. `body`
  // mints with the head it is given; the new head is kept only after the commit.
  using Body = base::FunctionRef<Result<void>(Head&)>;
  [[nodiscard]] Result<Committed> transact(Body body);
  // Undoes what a failed transaction left in memory; the ledger stops when the file does not
  // answer.
  void abandon(Transaction& transaction);
  // Stamps, hashes and logs one op; its rows are the caller's.
  [[nodiscard]] Result<void> mint(Op& op, oplog::Tx tx, Head& head);
  // The same for an op whose text is written elsewhere.
  [[nodiscard]] Result<void> append_minted(const OpId& id, std::int64_t count, std::int64_t tx,
                                           int table, const base::Uuid* row, std::int64_t wall_ms,
                                           std::string_view text, Head& head);
  // Mints the ops as one transaction of the log and lays them on the rows.
  [[nodiscard]] Result<void> write_ops(std::vector<Op>& ops, oplog::Tx tx, Head& head);
  // The next of them. An op on a row that this transaction has written follows that writing.
  using LastWriters = std::unordered_map<base::Uuid, OpId>;
  [[nodiscard]] Result<void> write_op(Op& op, oplog::Tx tx, LastWriters& written, Head& head);
  // Ops that were planned before others wrote their rows: each is judged as an endpoint would, and
  // what that refuses waits in the tray.
  [[nodiscard]] Result<void> write_late(std::vector<Op>& ops, oplog::Tx tx, Head& head);
  void tell_sink(const Changes& changes);
  // not_allowed on a device that only reads.
  [[nodiscard]] Result<void> may_write() const;
  // Who enters here, today.
  [[nodiscard]] oplog::Writer writer() const;
  // What binds the ops of one command, or of an undo, to other rows and to who enters them.
  [[nodiscard]] Result<void> check_ops(std::span<const Op> ops);
  // What has to be done before a period is closed here (closing_checks.cpp).
  [[nodiscard]] Result<void> check_closings(std::span<const Op> ops);

  // --- commands (commands.cpp, undo.cpp)
  // Not of undo and redo: usage_invalid.
  [[nodiscard]] Result<Plan> plan(const Command& command);
  // An approved version takes the place of older ones within the same transaction.
  [[nodiscard]] Result<void> supersede_older(std::vector<Op>& ops);
  [[nodiscard]] Result<Committed> execute(const Command& command);
  [[nodiscard]] Result<Committed> execute_all(std::size_t count, NextCommand next);
  struct Written {
    std::vector<base::Uuid> rows;  // by command
    std::int64_t documents = 0;
    Plan last;
  };
  // Plans each command on the rows as those before it leave them; their ops are `documents` long.
  [[nodiscard]] Result<void> write_plans(std::size_t count, NextCommand next,
                                         std::int64_t documents, Head& head, Written& written);
  [[nodiscard]] Result<std::unique_ptr<UndoJob>> begin_undo_or_redo(bool undo);
  // Of the commands that the user gave.
  [[nodiscard]] Result<std::optional<StoredCommand>> next_command(bool undo);
  // What the user could redo no longer can be: a new command has come.
  [[nodiscard]] Result<void> push_command(std::int64_t tx, const CommandLabel& label);

  // --- sync (sync.cpp)
  [[nodiscard]] Result<oplog::Hash> hash_before(std::int64_t n);
  [[nodiscard]] Result<void> record_verdict(const OpVerdictFor& judged);
  [[nodiscard]] Result<void> apply_known(const FeedEntry& entry, const LogEntry& logged,
                                         Applied& applied);
  [[nodiscard]] Result<void> apply_new(const FeedEntry& entry, Head& own_head, Applied& applied);

  // --- becoming another device (fork.cpp)
  [[nodiscard]] Result<void> fork_off(const OpId& first, Head& head, Forked& out);
  // Own ops before it have come back in the feed, and no other has.
  [[nodiscard]] Result<void> check_fork(const OpId& first);
  // The own chain up to an op.
  [[nodiscard]] Result<Head> head_at(std::int64_t n);
  // The log's own ops from `first` on, and all that names them, under the new device's numbers.
  [[nodiscard]] Result<void> mint_anew(const OpId& first, const base::Uuid& new_device, Head& head);

  // --- settings and identity in the table meta (ledger.cpp)
  [[nodiscard]] Result<void> put_meta(std::string_view key, std::string_view value);
  [[nodiscard]] Result<std::string> get_meta(std::string_view key);

  Seams seams;
  base::Storage storage;
  Database db;
  Devices devices;
  Rows rows;
  Blobs blobs;
  Log log;
  Settler settler;
  oplog::HybridClock clock;
  base::UuidSource uuids;

  base::Uuid id;
  base::Uuid device;
  std::int64_t device_number = 0;
  std::string user;
  std::int64_t revision = 1;
  Remembered<PendingSummary> pending;
  Remembered<std::optional<StoredCommand>> to_undo;
  Remembered<std::optional<StoredCommand>> to_redo;
  SyncState sync;
  DeltaSink* sink = nullptr;
  bool writing = false;  // a Writing is open
  bool stopped = false;
};

// A transaction that may stay open over several calls. While it lives nothing else is written
// (ledger_busy); unless it was committed it leaves nothing behind.
class Ledger::Writing {
 public:
  explicit Writing(Ledger::Impl& ledger) : ledger_(ledger) {}
  ~Writing();
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  // ledger_busy, ledger_stopped.
  [[nodiscard]] Result<void> begin();
  // Tells of rows written, so that what they changed in memory goes to the journal in pieces.
  [[nodiscard]] Result<void> wrote(std::int64_t rows);
  // Durable when it returns; the sink is not told.
  [[nodiscard]] Result<Committed> commit();
  // What the transaction did to the rows: after its commit.
  [[nodiscard]] const Changes& changes() const { return changes_; }

  Head head{};  // ops are minted on it; the device's own once committed

 private:
  Ledger::Impl& ledger_;
  std::optional<Transaction> transaction_;
  std::int64_t in_memory_ = 0;  // rows
  Changes changes_;
};

}  // namespace saimnieks::ledger
