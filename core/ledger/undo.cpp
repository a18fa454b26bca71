// Undo and redo: the inverse of a transaction of the log, as a new transaction. The stack lies in
// the file, so it survives reopening.
#include <unordered_set>

#include "core/ledger/closings.h"
#include "core/ledger/draft.h"
#include "core/ledger/impl.h"
#include "core/ledger/uses.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;
using model::Value;

const Sql kPush("INSERT INTO command (tx, state, label, detail, wall) VALUES (?1, 0, ?2, ?3, ?4)");
// These read partial indexes that hold just the commands asked for.
const Sql kForgetUndone("UPDATE command SET state = 2 WHERE state = 1", Sql::Scan::meant);
const Sql kNextUndo(
    "SELECT id, tx, label, detail, wall FROM command WHERE state = 0 ORDER BY id DESC LIMIT 1",
    Sql::Scan::meant);
const Sql kNextRedo(
    "SELECT id, tx, label, detail, wall FROM command WHERE state = 1 ORDER BY id LIMIT 1",
    Sql::Scan::meant);
const Sql kCommandOf(
    "SELECT label FROM command WHERE tx = (SELECT tx FROM op_log WHERE device = ?1 AND n <= ?2 AND "
    "n + count > ?2 ORDER BY n DESC LIMIT 1)",
    Sql::Scan::meant);  // of the commands, which are few beside the ops
const Sql kMove("UPDATE command SET state = ?2, tx = ?3 WHERE id = ?1");

const Value kZero = std::int64_t{0};
const Value kOne = std::int64_t{1};

bool newest_wins(Table table, std::string_view field) {
  const auto* info = model::find_field(model::table_info(table), field);
  return info != nullptr && info->policy == model::Policy::lww;
}

// Builds the inverse of one transaction. Its ops are taken last first, as undoing demands.
class Inverter {
 public:
  Inverter(Database& db, Rows& rows) : db_(db), rows_(rows) {}

  // Comes before add(): what the same transaction did to a row that it made goes with the row.
  void expect(const Op& op) {
    if (op.inserts() && !op.block) {
      born_.insert(op.rows.front());
    }
  }
  // `op` is borrowed until finish().
  Result<void> add(const Op& op);
  Result<std::vector<Op>> finish();
  // More than one document of many rows: sent and judged by row, as the import itself was.
  [[nodiscard]] bool divisible() const { return divisible_; }

 private:
  Result<void> invert_row(const Op& op, std::size_t row);
  Result<void> invert_line(const Op& op, std::size_t row);
  Result<void> invert_update(const Op& op, std::size_t row, const RowState& state);
  void extend_run(Table table, const Uuid& row, const OpId& base, const Value& before,
                  const Value& after);
  void flush_run();
  Result<bool> in_use(Table table, const Uuid& row);
  void drop_uses(Table table, const RowState& state);

  // Rows of a block whose last writers follow each other are inverted by one block.
  struct Run {
    Table table = Table::line;
    OpId base;
    Value before;
    Value after;
    std::vector<Uuid> rows;
  };

  Database& db_;
  Rows& rows_;
  std::vector<Op> ops_;
  Run run_;
  std::vector<const Op*> made_;  // dimension rows, last first
  std::vector<const Op*> changed_;
  bool divisible_ = false;
  std::unordered_set<Uuid> born_;    // made by the transaction, one by one
  std::unordered_set<Uuid> voided_;  // by this inverse, without the lines
  Uses uses_;                        // without the rows that this inverse voids
  bool counted_ = false;
};

Result<void> Inverter::add(const Op& op) {
  divisible_ = divisible_ || op.tx.divisible();
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return base::fail(ErrorCode::op_table_unknown, op.table);
  }
  if (*table != Table::line) {
    // Which dimension rows are still in use is known only when all lines have been seen.
    (op.inserts() ? made_ : changed_).push_back(&op);
    return {};
  }
  for (std::size_t i = 0; i < op.rows.size(); ++i) {
    TRY_DO(invert_row(op, i));
  }
  return {};
}

Result<std::vector<Op>> Inverter::finish() {
  flush_run();
  for (const Op* op : made_) {
    // Units may stand above units of their own block: children go first.
    for (std::size_t i = op->rows.size(); i-- > 0;) {
      TRY_DO(invert_row(*op, i));
    }
    flush_run();
  }
  for (const Op* op : changed_) {
    for (std::size_t i = 0; i < op->rows.size(); ++i) {
      if (!voided_.contains(op->rows[i])) {
        TRY_DO(invert_row(*op, i));
      }
    }
    flush_run();
  }
  return std::move(ops_);
}

Result<void> Inverter::invert_row(const Op& op, std::size_t row) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  if (!op.inserts() && born_.contains(uuid)) {
    return {};
  }
  const bool only_voids = op.set.size() == 1 && op.set.front().field == "voided";
  if (table == Table::line && (op.inserts() || only_voids)) {
    return invert_line(op, row);
  }
  TRY(const std::optional<RowState> state, rows_.load(table, uuid));
  if (!state) {
    return {};  // refused meanwhile: nothing of it is here
  }
  if (!op.inserts()) {
    return invert_update(op, row, *state);
  }
  if (!state->voided()) {
    TRY(const bool used, in_use(table, uuid));
    if (!used) {  // else others have built on it: it stays
      voided_.insert(uuid);
      drop_uses(table, *state);
      extend_run(table, uuid, state->version, kZero, kOne);
    }
  }
  return {};
}

// Lines that an op made, voided or brought back: an import's way, without the states between.
Result<void> Inverter::invert_line(const Op& op, std::size_t row) {
  const Uuid& uuid = op.rows[row];
  TRY(const std::optional<StoredLine> line, rows_.line(uuid));
  if (!line || !line->present) {
    return {};
  }
  const oplog::Column* column = op.inserts() ? nullptr : &op.set.front();
  const Value& before = column == nullptr ? kZero : column->new_at(row);
  const Value& after = column == nullptr ? kOne : column->old_at(row);
  const OpId by = rows_.devices().op_id(line->by_device, line->by_n);
  const Value now = std::int64_t{line->row.voided ? 1 : 0};
  if (now == after) {
    return {};
  }
  if (by.device != op.id.device) {
    return base::fail(ErrorCode::changed_since, uuid.text());
  }
  if (after == kOne) {
    const model::Line& gone = *line;
    for (const model::FieldInfo& field : model::table_info(Table::line).fields) {
      if (const model::Cell cell = field.cell(&gone); !cell.null()) {
        uses_.add(field, cell.integer, -1);
      }
    }
  }
  extend_run(Table::line, uuid, by, before, after);
  return {};
}

Result<void> Inverter::invert_update(const Op& op, std::size_t row, const RowState& state) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  Draft draft(table, uuid, state.version);
  for (const oplog::Column& column : op.set) {
    const Value* found = state.field(column.field);
    if ((found == nullptr ? Value() : *found) == column.new_at(row)) {
      draft.change(column.field, column.new_at(row), column.old_at(row));
    } else if (!newest_wins(table, column.field)) {
      return base::fail_field(ErrorCode::changed_since, column.field, uuid.text());
    }  // a name that somebody has given since stays
  }
  if (draft.empty()) {
    return {};
  }
  Op inverse = draft.take();
  inverse.unit = op.unit;
  ops_.push_back(std::move(inverse));
  return {};
}

void Inverter::extend_run(Table table, const Uuid& row, const OpId& base, const Value& before,
                          const Value& after) {
  const auto length = static_cast<std::int64_t>(run_.rows.size());
  const bool follows = length > 0 && length < oplog::kMaxBlockRows && run_.table == table &&
                       run_.before == before && run_.after == after &&
                       base.device == run_.base.device && base.n == run_.base.n + length;
  if (!follows) {
    flush_run();
    run_ = {table, base, before, after, {}};
  }
  run_.rows.push_back(row);
}

void Inverter::flush_run() {
  if (run_.rows.empty()) {
    return;
  }
  const std::string table(model::table_info(run_.table).name);
  if (run_.rows.size() == 1) {
    Draft draft(run_.table, run_.rows.front(), run_.base);
    draft.change("voided", run_.before, run_.after);
    ops_.push_back(draft.take());
  } else {
    Op op;
    op.block = true;
    op.rows = run_.rows;
    op.base = run_.base;
    op.table = table;
    op.set.push_back({.field = "voided",
                      .shape = oplog::Column::Shape::all,
                      .values = {run_.after},
                      .has_old = true,
                      .old_all = true,
                      .old_values = {run_.before}});
    ops_.push_back(std::move(op));
  }
  run_ = {};
}

Result<bool> Inverter::in_use(Table table, const Uuid& row) {
  if (model::table_info(table).kind != model::TableKind::dimension) {
    return is_named(db_, table, model::kNone, row,
                    [this](const Uuid& other) { return voided_.contains(other); });
  }
  if (!counted_) {
    TRY_DO(uses_.count(db_));
    counted_ = true;
  }
  return uses_.of(table, rows_.find(table, row)) > 0;
}

void Inverter::drop_uses(Table table, const RowState& state) {
  for (const model::FieldInfo& field : model::table_info(table).fields) {
    const Value* value = state.field(field.name);
    const std::string* text = value == nullptr ? nullptr : model::as_text(*value);
    if (field.type != model::FieldType::reference || text == nullptr) {
      continue;
    }
    if (const auto uuid = Uuid::parse(*text)) {
      if (const std::uint32_t number = rows_.find(field.target, *uuid); number != model::kNone) {
        uses_.add(field, number, -1);
      }
    }
  }
}

Result<void> move_command(Database& db, std::int64_t id, CommandState state, std::int64_t tx) {
  Query query(db, kMove);
  query.bind(id, static_cast<int>(state), tx);
  return query.run();
}

}  // namespace

Result<std::optional<StoredCommand>> next_command(Database& db, bool undo) {
  Query query(db, undo ? kNextUndo : kNextRedo);
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

Result<void> push_command(Database& db, std::int64_t tx, const CommandLabel& label) {
  Query forget(db, kForgetUndone);
  TRY_DO(forget.run());
  Query push(db, kPush);
  push.bind(tx, label.key, label.detail, label.wall_ms);
  return push.run();
}

Result<Committed> Ledger::Impl::undo_or_redo(bool undo) {
  TRY(const std::optional<StoredCommand> command, next_command(db, undo));
  if (!command) {
    return base::fail(undo ? ErrorCode::nothing_to_undo : ErrorCode::nothing_to_redo);
  }
  std::vector<Op> done;
  TRY_DO(log.each_of_tx(device_number, command->tx, [&](LogEntry& entry) -> Result<bool> {
    TRY(Op op, oplog::parse_op(entry.text));
    done.push_back(std::move(op));
    return true;
  }));
  Inverter inverter(db, rows);
  for (const Op& op : done) {
    inverter.expect(op);
  }
  Result<void> inverted;
  for (auto op = done.rbegin(); op != done.rend() && inverted; ++op) {
    inverted = inverter.add(*op);
  }
  std::vector<Op> ops;
  if (inverted) {
    auto finished = inverter.finish();
    if (finished) {
      ops = std::move(*finished);
    } else {
      inverted = tl::unexpected(std::move(finished).error());
    }
  }
  if (!inverted && inverted.error().code != ErrorCode::changed_since) {
    return tl::unexpected(std::move(inverted).error());
  }
  if (ops.empty()) {
    // It can never be undone any more; the stack goes on to the command before it.
    TRY_DO(transact(
        [&](Head&) { return move_command(db, command->id, CommandState::past, command->tx); }));
    return inverted ? base::fail(ErrorCode::changed_since, command->label.detail)
                    : tl::unexpected(std::move(inverted).error());
  }
  Closings closings(db, rows, id);
  for (const Op& op : ops) {
    TRY_DO(closings.check(op));
  }
  return transact([&](Head& head) -> Result<void> {
    const std::int64_t first = head.n + 1;
    TRY_DO(write_ops(ops, inverter.divisible(), head));
    return move_command(db, command->id, undo ? CommandState::undone : CommandState::done, first);
  });
}

Result<std::string> Ledger::command_of(const oplog::OpId& op) const {
  Query query(impl_->db, kCommandOf);
  query.bind(impl_->devices.find(op.device), op.n);
  TRY(const bool found, op.device == impl_->device ? query.step() : Result<bool>(false));
  return found ? std::string(query.text_at(0)) : std::string();
}

std::optional<CommandLabel> Ledger::undo_label() const {
  const auto command =
      impl_->to_undo.get(impl_->db, [this] { return next_command(impl_->db, true); });
  return command && *command ? std::optional((*command)->label) : std::nullopt;
}

std::optional<CommandLabel> Ledger::redo_label() const {
  const auto command =
      impl_->to_redo.get(impl_->db, [this] { return next_command(impl_->db, false); });
  return command && *command ? std::optional((*command)->label) : std::nullopt;
}

}  // namespace saimnieks::ledger
