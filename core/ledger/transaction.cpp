// One transaction: rows and ops together, or nothing.
#include <algorithm>
#include <unordered_map>

#include "core/ledger/impl.h"
#include "core/oplog/chain.h"

namespace saimnieks::ledger {

using base::ErrorCode;

Result<void> Ledger::Impl::writable() const {
  if (stopped) {
    return base::fail(ErrorCode::ledger_stopped);
  }
  if (bulk_open) {
    return base::fail(ErrorCode::ledger_busy);
  }
  return {};
}

Result<Committed> Ledger::Impl::transact(Body body) {
  TRY_DO(writable());
  Transaction transaction(db);
  TRY_DO(transaction.begin());
  Head head = devices[device_number].head;
  const std::int64_t first = head.n;
  Result<void> written = body(head);
  if (written && head.n != first) {
    written = devices.advance(db, device_number, head);
  }
  if (written) {
    written = transaction.commit();
  }
  if (!written) {
    abandon(transaction);
    return tl::unexpected(std::move(written).error());
  }
  const Changes changes = rows.take_changes();
  settler.forget();
  Committed committed;
  committed.ops = head.n - first;
  if (committed.ops > 0 || changes.any()) {
    ++revision;
  }
  committed.revision = revision;
  tell_sink(changes);
  return committed;
}

void Ledger::Impl::abandon(Transaction& transaction) {
  const bool rolled_back = transaction.rollback();
  const Changes changes = rows.take_changes();
  settler.forget();
  // Memory follows the file, even of a ledger that has stopped: what the transaction had added to
  // it is read anew.
  const bool read_anew =
      devices.load(db).has_value() && (!changes.dimensions || rows.load_dimensions().has_value());
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

Result<void> Ledger::Impl::write_ops(std::vector<Op>& ops, bool divisible, Head& head) {
  return write_ops(ops, {head.n + 1, divisible ? 0 : static_cast<std::int64_t>(ops.size())}, head);
}

Result<void> Ledger::Impl::write_ops(std::vector<Op>& ops, oplog::Tx tx, Head& head) {
  std::unordered_map<base::Uuid, OpId> written;
  for (Op& op : ops) {
    // An op on a row that this same transaction has written follows that writing.
    if (const auto before = written.find(op.rows.front()); !op.block && before != written.end()) {
      op.base = before->second;
    }
    TRY_DO(mint(op, tx, head));
    if (!op.block) {
      written[op.rows.front()] = op.id;
    }
    TRY_DO(settler.lay_on_top(op));
  }
  return {};
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
  if (sink == nullptr || !changes.any()) {
    return;
  }
  sink->begin({revision, changes.dimensions});
  if (!changes.lines.empty()) {
    sink->lines(changes.lines);
  }
  sink->end();
}

}  // namespace saimnieks::ledger
