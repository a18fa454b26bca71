// Verify: chains first, then a replay of the log into memory, then row against row.
#include "core/ledger/verify.h"

#include <algorithm>

#include "core/ledger/compare.h"
#include "core/ledger/impl.h"
#include "core/ledger/schema.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;
using State = base::Job::State;

// A ledger's rows in memory, made of the log alone.
struct Replica {
  Replica(Database db_in, Devices& devices, Log& log)
      : db(std::move(db_in)), rows(db, devices), settler(db, rows, log) {}

  [[nodiscard]] Result<void> fill() {
    TRY_DO(db.run("BEGIN"));
    TRY_DO(migrate(db));
    TRY_DO(rows.load_dimensions());
    return rows.add_catalogue();
  }

  Database db;
  Rows rows;
  Settler settler;
};

std::string id_text(const OpId& id) { return id.device.text() + "/" + std::to_string(id.n); }

// What an op's text says against what the log's columns say of it.
const char* log_fault(const LogEntry& entry, const Op& op) {
  if (op.id != entry.id || op.count() != entry.count) {
    return "n";
  }
  if (op.tx.first_n != entry.tx) {
    return "tx";
  }
  if (table_number(op.table) != entry.table) {
    return "tbl";
  }
  if (entry.row ? op.block || *entry.row != op.rows.front() : !op.block) {
    return "row";
  }
  return op.wall_ms == entry.wall_ms ? nullptr : "wall";
}

}  // namespace

class Ledger::Verifier : public VerifyJob {
 public:
  explicit Verifier(Impl& ledger) : ledger_(ledger) { restart(); }

  State step(base::Clock& clock, std::int64_t budget_ms) override;
  void cancel() override {
    if (state_ == State::running) {
      state_ = State::cancelled;
    }
  }
  [[nodiscard]] base::Progress progress() const override { return {done_, total_, "job.verify"}; }
  [[nodiscard]] const std::optional<base::Error>& error() const override { return error_; }
  [[nodiscard]] const VerifyReport& report() const override { return report_; }

 private:
  enum class Phase : std::uint8_t {
    structure,
    chains,
    settled,
    waiting,
    rows,
    columns,
    contents,
    end
  };

  void restart();
  // One piece of the phase at hand; moves on to the next phase at its end.
  Result<void> piece(base::Budget& budget);
  Result<void> check_structure();
  Result<void> check_chains(base::Budget& budget);
  Result<void> check_entry(const LogEntry& entry);
  void check_head();
  Result<void> replay_settled(base::Budget& budget);
  Result<void> replay_waiting(base::Budget& budget);
  Result<void> start_replica();
  // An op says what stood in its row before; where the row is as its author saw it, that must be
  // so.
  Result<void> check_old(const Op& op);
  Result<void> compare(base::Budget& budget);
  Result<void> check_columns(base::Budget& budget);
  Result<void> check_contents(base::Budget& budget);
  void bad(std::string table, std::string row, std::string what) {
    if (!report_.first_bad) {
      report_.first_bad = {std::move(table), std::move(row), std::move(what)};
    }
  }

  Impl& ledger_;
  State state_ = State::running;
  std::optional<base::Error> error_;
  VerifyReport report_;
  Phase phase_ = Phase::structure;
  std::int64_t revision_ = 0;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;

  std::int64_t device_ = 1;  // whose chain is being walked
  Head head_;
  std::int64_t position_ = 0;  // of the replay: the last feed_seq or seq
  std::unique_ptr<Rows> file_rows_;
  std::unique_ptr<Replica> replica_;
  std::unique_ptr<RowCompare> compare_;
  std::int64_t block_ = 0;             // of kept columns: the next one
  std::optional<base::Hash> content_;  // the last one that was hashed
};

void Ledger::Verifier::restart() {
  compare_.reset();
  replica_.reset();
  file_rows_.reset();
  report_ = {};
  phase_ = Phase::structure;
  revision_ = ledger_.revision;
  done_ = total_ = 0;
  device_ = 1;
  head_ = {};
  head_.hash = oplog::chain_start(ledger_.id, ledger_.devices[1].uuid);
  position_ = 0;
  content_.reset();
  report_.head = base::to_hex(ledger_.devices[ledger_.device_number].head.hash);
  for (std::int64_t number = 1; number <= ledger_.devices.count(); ++number) {
    total_ += 2 * ledger_.devices[number].head.n;
  }
}

State Ledger::Verifier::step(base::Clock& clock, std::int64_t budget_ms) {
  if (state_ != State::running) {
    return state_;
  }
  if (ledger_.writing || ledger_.stopped) {
    error_ = base::Error{
        ledger_.stopped ? ErrorCode::ledger_stopped : ErrorCode::ledger_busy, {}, {}, nullptr};
    return state_ = State::failed;
  }
  if (revision_ != ledger_.revision) {
    restart();
  }
  base::Budget budget(clock, budget_ms);
  do {
    if (const Result<void> result = piece(budget); !result) {
      if (result.error().code != ErrorCode::storage_corrupt) {
        error_ = result.error();
        return state_ = State::failed;
      }
      bad("file", {}, result.error().context);  // too damaged to be read on
    }
    if (report_.first_bad || phase_ == Phase::end) {
      report_.ok = !report_.first_bad;
      return state_ = State::done;
    }
  } while (!budget.spent());
  return state_;
}

Result<void> Ledger::Verifier::piece(base::Budget& budget) {
  switch (phase_) {
    case Phase::structure:
      return check_structure();
    case Phase::chains:
      return check_chains(budget);
    case Phase::settled:
      return replay_settled(budget);
    case Phase::waiting:
      return replay_waiting(budget);
    case Phase::rows:
      return compare(budget);
    case Phase::columns:
      return check_columns(budget);
    case Phase::contents:
      return check_contents(budget);
    case Phase::end:
      break;
  }
  return {};
}

Result<void> Ledger::Verifier::check_structure() {
  TRY(const std::string found, ledger_.db.ask_text("PRAGMA integrity_check(1)"));
  if (found != "ok") {
    bad("file", {}, found);
  }
  phase_ = Phase::chains;
  return {};
}

Result<void> Ledger::Verifier::check_chains(base::Budget& budget) {
  bool ended = true;
  TRY_DO(ledger_.log.each_of_device(device_, head_.n + 1, [&](LogEntry& entry) -> Result<bool> {
    TRY_DO(check_entry(entry));
    done_ += entry.count;
    ended = !report_.first_bad && !budget.spent();
    return ended;
  }));
  if (report_.first_bad || !ended) {
    return {};
  }
  check_head();
  if (++device_ <= ledger_.devices.count()) {
    head_ = {};
    head_.hash = oplog::chain_start(ledger_.id, ledger_.devices[device_].uuid);
    return {};
  }
  phase_ = Phase::settled;
  return start_replica();
}

Result<void> Ledger::Verifier::check_entry(const LogEntry& entry) {
  if (entry.id.n != head_.n + 1) {
    bad("op_log", id_text({entry.id.device, head_.n + 1}), "missing");
    return {};
  }
  head_.hash = oplog::chain_next(head_.hash, entry.text);
  if (head_.hash != entry.hash) {
    bad("op_log", id_text(entry.id), "hash");
    return {};
  }
  const auto op = oplog::parse_op(entry.text);
  if (!op) {
    bad("op_log", id_text(entry.id), "text");
    return {};
  }
  if (const char* what = log_fault(entry, *op)) {
    bad("op_log", id_text(entry.id), what);
  } else if (entry.own != (device_ == ledger_.device_number)) {
    bad("op_log", id_text(entry.id), "own");
  } else if (!entry.own && !entry.feed_seq) {
    bad("op_log", id_text(entry.id), "feed_seq");
  }
  head_.n += entry.count;
  head_.hlc = op->hlc;
  report_.ops += entry.count;
  return {};
}

void Ledger::Verifier::check_head() {
  const Devices::Device& device = ledger_.devices[device_];
  if (device.head.n != head_.n) {
    bad("op_log", id_text({device.uuid, std::min(head_.n, device.head.n) + 1}), "missing");
  } else if (device.head.hash != head_.hash) {
    bad("device", device.uuid.text(), "last_hash");
  } else if (device.head.hlc != head_.hlc) {
    bad("device", device.uuid.text(), "last_hlc");
  }
}

Result<void> Ledger::Verifier::start_replica() {
  TRY(Database memory, Database::open({.vfs_name = ledger_.storage.vfs_name, .path = ":memory:"},
                                      Database::Mode::create));
  replica_ = std::make_unique<Replica>(std::move(memory), ledger_.devices, ledger_.log);
  return replica_->fill();
}

Result<void> Ledger::Verifier::check_old(const Op& op) {
  const auto table = model::table_from_name(op.table);
  if (op.block || op.inserts() || !table) {
    return {};
  }
  TRY(const std::optional<RowState> state, replica_->rows.load(*table, op.rows.front()));
  if (!state || state->version != op.base) {
    return {};
  }
  for (const oplog::Column& column : op.set) {
    const model::Value* now = state->field(column.field);
    if (column.has_old && (now == nullptr ? model::Value() : *now) != column.old_at(0) &&
        model::find_field(model::table_info(*table), column.field) != nullptr) {
      bad("op_log", id_text(op.id), "old");
    }
  }
  return {};
}

Result<void> Ledger::Verifier::replay_settled(base::Budget& budget) {
  bool ended = true;
  TRY_DO(ledger_.log.each_settled(position_, [&](LogEntry& entry) -> Result<bool> {
    TRY(const Op op, oplog::parse_op(entry.text));
    TRY(const OpVerdict verdict, ledger_.log.verdict_on(entry));
    TRY_DO(check_old(op));
    TRY_DO(replica_->settler.confirm_bare(op, verdict));
    position_ = *entry.feed_seq;
    done_ += entry.count;
    ended = !report_.first_bad && !budget.spent();
    return ended;
  }));
  if (ended) {
    phase_ = Phase::waiting;
    position_ = 0;
  }
  return {};
}

Result<void> Ledger::Verifier::replay_waiting(base::Budget& budget) {
  bool ended = true;
  TRY_DO(ledger_.log.each_unsettled(position_, [&](LogEntry& entry) -> Result<bool> {
    TRY(const Op op, oplog::parse_op(entry.text));
    TRY(const OpVerdict verdict, ledger_.log.verdict_on(entry));
    TRY_DO(check_old(op));
    TRY_DO(replica_->settler.lay_on_top(op, &verdict));
    position_ = entry.seq;
    done_ += entry.count;
    ended = !report_.first_bad && !budget.spent();
    return ended;
  }));
  if (!ended) {
    return {};
  }
  phase_ = Phase::rows;
  // Read anew: what lies in memory since the opening is not what is verified.
  file_rows_ = std::make_unique<Rows>(ledger_.db, ledger_.devices);
  TRY_DO(file_rows_->load_dimensions());
  TRY_DO(file_rows_->kept_blocks().load());
  block_ = 0;
  compare_ = std::make_unique<RowCompare>(ledger_.db, *file_rows_, replica_->db, replica_->rows);
  return {};
}

Result<void> Ledger::Verifier::compare(base::Budget& budget) {
  TRY(const bool ended, compare_->step(budget));
  if (compare_->first_bad()) {
    report_.first_bad = compare_->first_bad();
  }
  report_.lines = compare_->lines();
  if (ended) {
    phase_ = Phase::columns;
  }
  return {};
}

Result<void> Ledger::Verifier::check_columns(base::Budget& budget) {
  do {
    const auto next = file_rows_->kept_blocks().first_from(block_);
    if (!next) {
      phase_ = Phase::contents;
      return {};
    }
    block_ = *next + 1;
    TRY(const std::optional<Uuid> different, file_rows_->check_block(*next));
    if (different) {
      bad("line", different->is_nil() ? std::string() : different->text(), "kept_columns");
      return {};
    }
  } while (!budget.spent());
  return {};
}

Result<void> Ledger::Verifier::check_contents(base::Budget& budget) {
  do {
    TRY(const auto next, ledger_.blobs.check_after(content_));
    if (!next) {
      phase_ = Phase::end;
      break;
    }
    content_ = next->hash;
    ++report_.contents;
    if (!next->sound) {
      bad("blob", base::to_hex(next->hash), "hash");
      return {};
    }
  } while (!budget.spent());
  if (phase_ != Phase::end) {
    return {};
  }
  return ledger_.blobs.each_attached([this](const Blobs::Attached& one) {
    if (!one.stored_size) {
      report_.missing.push_back({one.row, std::string(one.name), std::string(one.hash)});
    } else if (*one.stored_size != one.size) {
      bad("attachment", one.row.text(), "size");
    }
  });
}

std::unique_ptr<VerifyJob> Ledger::begin_verify() { return std::make_unique<Verifier>(*impl_); }

Result<VerifyReport> Ledger::verify() {
  Verifier job(*impl_);
  const State state = base::run_to_end(job, impl_->seams.clock);
  if (state != State::done) {
    return tl::unexpected(job.error().value_or(base::Error{}));
  }
  return job.report();
}

}  // namespace saimnieks::ledger
