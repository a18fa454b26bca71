// One transaction: rows and ops together, or nothing.
#include <algorithm>

#include "core/ledger/impl.h"
#include "core/oplog/chain.h"

namespace saimnieks::ledger {

using base::ErrorCode;

Result<void> Ledger::Impl::writable() const {
  if (stopped) {
    return base::fail(ErrorCode::ledger_stopped);
  }
  if (writing) {
    return base::fail(ErrorCode::ledger_busy);
  }
  return {};
}

Result<Committed> Ledger::Impl::transact(Body body) {
  Writing open(*this);
  TRY_DO(open.begin());
  TRY_DO(body(open.head));
  TRY(const Committed committed, open.commit());
  tell_sink(open.changes());
  return committed;
}

Ledger::Writing::~Writing() {
  if (transaction_) {
    ledger_.writing = false;
    ledger_.abandon(*transaction_);
  }
}

Result<void> Ledger::Writing::begin() {
  TRY_DO(ledger_.writable());
  transaction_.emplace(ledger_.db);
  if (auto begun = transaction_->begin(); !begun) {
    transaction_.reset();
    return begun;
  }
  head = ledger_.devices[ledger_.device_number].head;
  ledger_.writing = true;
  return {};
}

Result<void> Ledger::Writing::wrote(std::int64_t rows) {
  constexpr std::int64_t kAtOnce = 1000;  // a quarter of a megabyte
  in_memory_ += rows;
  if (in_memory_ < kAtOnce) {
    return {};
  }
  in_memory_ = 0;
  return ledger_.db.spill();
}

Result<Committed> Ledger::Writing::commit() {
  Committed committed;
  committed.ops = head.n - ledger_.devices[ledger_.device_number].head.n;
  if (committed.ops > 0) {
    TRY_DO(ledger_.devices.advance(ledger_.db, ledger_.device_number, head));
  }
  TRY_DO(ledger_.rows.drop_touched_blocks());
  TRY_DO(transaction_->commit());
  transaction_.reset();
  ledger_.writing = false;
  changes_ = ledger_.rows.take_changes();
  ledger_.settler.forget();
  if (committed.ops > 0 || changes_.any()) {
    ++ledger_.revision;
  }
  committed.revision = ledger_.revision;
  return committed;
}

void Ledger::Impl::abandon(Transaction& transaction) {
  const bool rolled_back = transaction.rollback();
  const Changes changes = rows.take_changes();
  settler.forget();
  // Memory follows the file, even of a ledger that has stopped: what the transaction had added to
  // it is read anew.
  const bool read_anew = devices.load(db).has_value() &&
                         (!changes.dimensions() || rows.load_dimensions().has_value()) &&
                         (!changes.touches_lines() || rows.kept_blocks().load().has_value());
  stopped = !rolled_back || !read_anew;
}

Result<void> Ledger::Impl::mint(Op& op, oplog::Tx tx, Head& head) {
  op.id = {device, head.n + 1};
  op.tx = tx;
  op.hlc = clock.tick();
  op.wall_ms = seams.clock.now_ms();
  op.user = user;
  op.schema = model::kSchema;
  std::sort(op.set.begin(), op.set.end(),
            [](const oplog::Column& a, const oplog::Column& b) { return a.field < b.field; });
  head.hlc = op.hlc;
  const std::string text = oplog::canonical(op);
  return append_minted(op.id, op.count(), tx.first_n, table_number(op.table),
                       op.block ? nullptr : &op.rows.front(), op.wall_ms, text, head);
}

Result<void> Ledger::Impl::append_minted(const OpId& op_id, std::int64_t count, std::int64_t tx,
                                         int table, const base::Uuid* row, std::int64_t wall_ms,
                                         std::string_view text, Head& head) {
  head.hash = oplog::chain_next(head.hash, text);
  head.n += count;
  return log.append({.id = op_id,
                     .count = count,
                     .tx = tx,
                     .table = table,
                     .row = row,
                     .own = true,
                     .wall_ms = wall_ms,
                     .feed_seq = std::nullopt,
                     .verdict = VerdictKind::pending,
                     .text = text,
                     .hash = &head.hash});
}

Result<void> Ledger::Impl::write_ops(std::vector<Op>& ops, oplog::Tx tx, Head& head) {
  LastWriters written;
  for (Op& op : ops) {
    TRY_DO(write_op(op, tx, written, head));
  }
  return {};
}

Result<void> Ledger::Impl::write_op(Op& op, oplog::Tx tx, LastWriters& written, Head& head) {
  if (const auto before = written.find(op.rows.front()); !op.block && before != written.end()) {
    op.base = before->second;
  }
  TRY_DO(mint(op, tx, head));
  if (!op.block) {
    written[op.rows.front()] = op.id;
  }
  return settler.lay_on_top(op);
}

Result<void> Ledger::Impl::write_late(std::vector<Op>& ops, oplog::Tx tx, Head& head) {
  for (Op& op : ops) {
    TRY(const std::optional<RowState> now,
        rows.load(*model::table_from_name(op.table), op.rows.front()));
    const oplog::Verdict verdict = oplog::judge(op, 0, now ? &*now : nullptr).verdict;
    TRY_DO(mint(op, tx, head));
    if (!oplog::refused(verdict.kind)) {
      TRY_DO(settler.lay_on_top(op));
      continue;
    }
    TRY(const std::optional<LogEntry> entry, log.covering(op.id));
    TRY_DO(log.set_verdict(*entry, {verdict, {}}));
  }
  return {};
}

Result<void> Ledger::Impl::may_write() const {
  return sync.reads_only ? base::fail(base::ErrorCode::not_allowed) : Result<void>();
}

oplog::Writer Ledger::Impl::writer() const {
  return {.user = user, .day = model::packed(base::Date::from_ms(seams.clock.now_ms()))};
}

Result<void> Ledger::Impl::check_ops(std::span<const Op> ops) {
  LedgerWorld world(db, rows, log);
  oplog::Guard guard(world, id);
  guard.begin(writer(), ops);
  for (const Op& op : ops) {
    TRY_DO(check_op(guard, rows, op));
  }
  return {};
}

void Ledger::Impl::tell_sink(const Changes& changes) {
  if (sink != nullptr) {
    changes.tell(*sink, revision);
  }
}

}  // namespace saimnieks::ledger
