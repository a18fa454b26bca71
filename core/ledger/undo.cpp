// Undo and redo: the inverse of a transaction of the log, as a new transaction. The stack lies in
// the file, so it survives reopening.
#include "core/ledger/undo.h"

#include "core/ledger/impl.h"
#include "core/ledger/inverter.h"
#include "core/ledger/ledger_world.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;

const Sql kPush(
    "INSERT INTO command (tx, state, label, detail, wall, user) VALUES (?1, 0, ?2, ?3, ?4, ?5)");
const Sql kForgetUndone("UPDATE command SET state = 2 WHERE state = 1 AND user = ?1");
const Sql kNextUndo(
    "SELECT id, tx, label, detail, wall FROM command WHERE state = 0 AND user = ?1 "
    "ORDER BY id DESC LIMIT 1");
const Sql kNextRedo(
    "SELECT id, tx, label, detail, wall FROM command WHERE state = 1 AND user = ?1 "
    "ORDER BY id LIMIT 1");
const Sql kCommandOf(
    "SELECT label FROM command WHERE tx = (SELECT tx FROM op_log WHERE device = ?1 AND n <= ?2 AND "
    "n + count > ?2 ORDER BY n DESC LIMIT 1)",
    Sql::Scan::meant);  // of the commands, which are few beside the ops
const Sql kMove("UPDATE command SET state = ?2, tx = ?3 WHERE id = ?1");

Result<void> move_command(Database& db, std::int64_t id, CommandState state, std::int64_t tx) {
  Query query(db, kMove);
  query.bind(id, static_cast<int>(state), tx);
  return query.run();
}

}  // namespace

Result<std::optional<StoredCommand>> Ledger::Impl::next_command(bool undo) {
  Query query(db, undo ? kNextUndo : kNextRedo);
  query.bind(user);
  TRY(const bool found, query.step());
  if (!found) {
    return std::optional<StoredCommand>();
  }
  StoredCommand command;
  command.id = query.int_at(0);
  command.tx = query.int_at(1);
  command.label = {std::string(query.text_at(2)), std::string(query.text_at(3)), query.int_at(4)};
  return std::optional(std::move(command));
}

Result<void> Ledger::Impl::push_command(std::int64_t tx, const CommandLabel& label) {
  Query forget(db, kForgetUndone);
  forget.bind(user);
  TRY_DO(forget.run());
  Query push(db, kPush);
  push.bind(tx, label.key, label.detail, label.wall_ms, user);
  return push.run();
}

class Ledger::Stepper final : public UndoJob {
 public:
  Stepper(Impl& ledger, StoredCommand command, bool undo)
      : ledger_(ledger),
        command_(std::move(command)),
        undo_(undo),
        inverter_(ledger.db, ledger.rows),
        world_(ledger.db, ledger.rows, ledger.log),
        guard_(world_, ledger.id),
        next_n_(command_.tx) {
    writing_.emplace(ledger);
  }

  // ledger_busy, ledger_stopped.
  Result<void> begin() { return writing_->begin(); }

  State step(base::Clock& clock, std::int64_t budget_ms) override;
  void cancel() override {
    if (state_ == State::running) {
      end(State::cancelled);
    }
  }
  [[nodiscard]] base::Progress progress() const override {
    return {done_, total_, undo_ ? "job.undo" : "job.redo"};
  }
  [[nodiscard]] const std::optional<base::Error>& error() const override { return error_; }
  [[nodiscard]] const Committed& committed() const override { return committed_; }

 private:
  enum class Phase : std::uint8_t {
    listing,
    inverting,
    finishing,
    checking,
    writing,
    committing,
    ended
  };

  State end(State state) {
    writing_.reset();
    phase_ = Phase::ended;
    return state_ = state;
  }
  Result<void> piece(base::Budget& budget);
  Result<void> list_some(base::Budget& budget);
  Result<void> invert_next();
  Result<void> finish();
  Result<void> check_next();
  Result<void> write_next();
  Result<void> commit();
  // Nothing of it can be taken back, now or later: the stack goes on to the command before it.
  Result<void> give_up(base::Error why);

  Impl& ledger_;
  const StoredCommand command_;
  const bool undo_;
  State state_ = State::running;
  Phase phase_ = Phase::listing;
  std::optional<base::Error> error_;
  Committed committed_;
  std::int64_t done_ = 0;  // documents read, and written
  std::int64_t total_ = 0;

  Inverter inverter_;
  LedgerWorld world_;
  oplog::Guard guard_;
  std::int64_t next_n_;
  std::vector<std::int64_t> documents_;  // of the transaction: their first ids
  std::vector<Op> ops_;                  // the inverse
  std::size_t checked_ = 0;
  std::size_t written_ = 0;
  std::optional<Writing> writing_;
  oplog::Tx tx_{};
  Impl::LastWriters writers_;
};

base::Job::State Ledger::Stepper::step(base::Clock& clock, std::int64_t budget_ms) {
  if (state_ != State::running) {
    return state_;
  }
  base::Budget budget(clock, budget_ms);
  do {
    if (auto worked = piece(budget); !worked) {
      error_ = std::move(worked).error();
      return end(State::failed);
    }
  } while (phase_ != Phase::ended && !budget.spent());
  return phase_ == Phase::ended ? end(State::done) : State::running;
}

Result<void> Ledger::Stepper::piece(base::Budget& budget) {
  switch (phase_) {
    case Phase::listing:
      return list_some(budget);
    case Phase::inverting:
      return invert_next();
    case Phase::finishing:
      return finish();
    case Phase::checking:
      return check_next();
    case Phase::writing:
      return write_next();
    case Phase::committing:
      return commit();
    case Phase::ended:
      break;
  }
  return {};
}

Result<void> Ledger::Stepper::list_some(base::Budget& budget) {
  bool ended = true;
  TRY_DO(ledger_.log.each_of_device(ledger_.device_number, next_n_,
                                    [&](LogEntry& entry) -> Result<bool> {
                                      if (entry.tx != command_.tx) {
                                        return false;
                                      }
                                      documents_.push_back(entry.id.n);
                                      if (entry.row) {
                                        TRY(const Op op, oplog::parse_op(entry.text));
                                        inverter_.expect(op);
                                      }
                                      next_n_ = entry.id.n + entry.count;
                                      ended = !budget.spent();
                                      return ended;
                                    }));
  if (ended) {
    total_ = static_cast<std::int64_t>(documents_.size());
    phase_ = Phase::inverting;
  }
  return {};
}

Result<void> Ledger::Stepper::invert_next() {
  if (documents_.empty()) {
    phase_ = Phase::finishing;
    return {};
  }
  TRY(const std::optional<LogEntry> entry,
      ledger_.log.covering({ledger_.device, documents_.back()}));
  documents_.pop_back();
  if (!entry) {
    return base::fail(ErrorCode::storage_corrupt);
  }
  ++done_;
  if (entry->count == 1 && oplog::refused(entry->verdict)) {
    return {};  // nothing of it is on the rows
  }
  TRY(Op op, oplog::parse_op(entry->text));
  if (auto inverted = inverter_.add(std::move(op)); !inverted) {
    return give_up(std::move(inverted).error());
  }
  return {};
}

Result<void> Ledger::Stepper::finish() {
  auto inverted = inverter_.finish();
  if (!inverted) {
    return give_up(std::move(inverted).error());
  }
  ops_ = std::move(*inverted);
  if (ops_.empty()) {
    return give_up({ErrorCode::changed_since, {}, command_.label.detail, nullptr});
  }
  guard_.begin(ledger_.writer(), ops_);
  tx_ = {writing_->head.n + 1, inverter_.divisible() ? 0 : static_cast<std::int64_t>(ops_.size())};
  total_ = done_ + static_cast<std::int64_t>(ops_.size());
  phase_ = Phase::checking;
  return {};
}

// All of them before the first is written, as commands are: the guard remembers the rows as they
// were.
Result<void> Ledger::Stepper::check_next() {
  TRY_DO(check_op(guard_, ledger_.rows, ops_[checked_]));
  if (++checked_ == ops_.size()) {
    phase_ = Phase::writing;
  }
  return {};
}

Result<void> Ledger::Stepper::write_next() {
  TRY_DO(ledger_.write_op(ops_[written_], tx_, writers_, writing_->head));
  TRY_DO(writing_->wrote(ops_[written_].count()));
  ++done_;
  if (++written_ == ops_.size()) {
    phase_ = Phase::committing;
  }
  return {};
}

Result<void> Ledger::Stepper::commit() {
  TRY_DO(move_command(ledger_.db, command_.id, undo_ ? CommandState::undone : CommandState::done,
                      tx_.first_n));
  TRY(committed_, writing_->commit());
  ledger_.tell_sink(writing_->changes());
  phase_ = Phase::ended;
  return {};
}

Result<void> Ledger::Stepper::give_up(base::Error why) {
  if (why.code == ErrorCode::changed_since) {
    TRY_DO(move_command(ledger_.db, command_.id, CommandState::past, command_.tx));
    TRY_DO(writing_->commit());
  }
  return tl::unexpected(std::move(why));
}

Result<std::unique_ptr<UndoJob>> Ledger::Impl::begin_undo_or_redo(bool undo) {
  TRY_DO(may_write());
  TRY(std::optional<StoredCommand> command, next_command(undo));
  if (!command) {
    return base::fail(undo ? ErrorCode::nothing_to_undo : ErrorCode::nothing_to_redo);
  }
  auto job = std::make_unique<Stepper>(*this, std::move(*command), undo);
  TRY_DO(job->begin());
  return std::unique_ptr<UndoJob>(std::move(job));
}

Result<std::unique_ptr<UndoJob>> Ledger::begin_undo() { return impl_->begin_undo_or_redo(true); }
Result<std::unique_ptr<UndoJob>> Ledger::begin_redo() { return impl_->begin_undo_or_redo(false); }

Result<std::string> Ledger::command_of(const oplog::OpId& op) const {
  Query query(impl_->db, kCommandOf);
  query.bind(impl_->devices.find(op.device), op.n);
  TRY(const bool found, op.device == impl_->device ? query.step() : Result<bool>(false));
  return found ? std::string(query.text_at(0)) : std::string();
}

std::optional<CommandLabel> Ledger::undo_label() const {
  const auto command = impl_->to_undo.get(impl_->db, [this] { return impl_->next_command(true); });
  return command && *command ? std::optional((*command)->label) : std::nullopt;
}

std::optional<CommandLabel> Ledger::redo_label() const {
  const auto command = impl_->to_redo.get(impl_->db, [this] { return impl_->next_command(false); });
  return command && *command ? std::optional((*command)->label) : std::nullopt;
}

}  // namespace saimnieks::ledger
