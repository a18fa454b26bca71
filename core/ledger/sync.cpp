// The ledger's side of sync: what waits, what was judged, and the feed.
#include <algorithm>

#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail;

bool any_refused(const OpVerdict& verdict) {
  return oplog::refused(verdict.verdict.kind) ||
         std::any_of(verdict.exceptions.begin(), verdict.exceptions.end(),
                     [](const auto& one) { return oplog::refused(one.verdict.kind); });
}

std::string id_text(const OpId& id) { return id.device.text() + "/" + std::to_string(id.n); }

// Gathers log entries until either limit; at least one.
class Gather {
 public:
  Gather(Outbox& out, std::int64_t max_ops, std::int64_t max_bytes)
      : out_(out), ops_(max_ops), bytes_(max_bytes) {}

  Result<bool> operator()(LogEntry& entry) {
    // A gap: what follows has its verdict already, and its own hash before it.
    const bool gap =
        !out_.items.empty() && entry.id.n != out_.items.back().id.n + out_.items.back().count;
    const auto size = static_cast<std::int64_t>(entry.text.size());
    TRY(const Op op, oplog::parse_op(entry.text));
    // A transaction that is judged whole also travels whole, whatever the limits say.
    const bool within = !out_.items.empty() && !op.tx.divisible() && out_.items.back().tx == op.tx;
    const bool full = !out_.items.empty() && (ops_ < entry.count || bytes_ < size);
    if (gap || (full && !within)) {
      return false;
    }
    ops_ -= entry.count;
    bytes_ -= size;
    out_.items.push_back({entry.id, entry.count, op.tx, std::move(entry.text), entry.hash});
    return true;
  }

 private:
  Outbox& out_;
  std::int64_t ops_;
  std::int64_t bytes_;
};

}  // namespace

Result<oplog::Hash> Ledger::Impl::hash_before(std::int64_t n) {
  if (n == 1) {
    return oplog::chain_start(id, device);
  }
  TRY(const std::optional<LogEntry> before, log.covering({device, n - 1}));
  if (!before) {
    return fail(ErrorCode::op_chain_broken, id_text({device, n - 1}));
  }
  return before->hash;
}

Result<Outbox> Ledger::outbox(std::int64_t max_ops, std::int64_t max_bytes) const {
  Outbox out;
  out.before = impl_->devices[impl_->device_number].head.hash;
  Gather gather(out, max_ops, max_bytes);
  TRY_DO(impl_->log.each_waiting(1, gather));
  if (!out.items.empty()) {
    TRY(out.before, impl_->hash_before(out.items.front().id.n));
  }
  return out;
}

Result<Outbox> Ledger::own_log(std::int64_t from_n, std::int64_t max_ops,
                               std::int64_t max_bytes) const {
  Outbox out;
  out.before = impl_->devices[impl_->device_number].head.hash;
  Gather gather(out, max_ops, max_bytes);
  TRY_DO(impl_->log.each_of_device(impl_->device_number, from_n, gather));
  if (!out.items.empty()) {
    TRY(out.before, impl_->hash_before(out.items.front().id.n));
  }
  return out;
}

Result<PendingSummary> Ledger::pending_summary() const {
  return impl_->pending.get(impl_->db, [this]() -> Result<PendingSummary> {
    TRY(const Log::Waiting waiting, impl_->log.waiting());
    PendingSummary summary;
    summary.ops = waiting.ops;
    summary.lines = waiting.lines;
    summary.since_ms = waiting.since_ms;
    TRY(const auto tray, impl_->log.tray());
    for (const auto& [id, verdict] : tray) {
      ++(verdict.kind == VerdictKind::conflict ? summary.conflicts : summary.refused);
    }
    return summary;
  });
}

Result<std::vector<TrayItem>> Ledger::tray() const {
  std::vector<TrayItem> items;
  TRY(const auto rows, impl_->log.tray());
  for (const auto& [id, verdict] : rows) {
    TRY(const std::optional<LogEntry> entry, impl_->log.covering(id));
    if (!entry) {
      return fail(ErrorCode::storage_corrupt, id_text(id));
    }
    TRY(Op op, oplog::parse_op(entry->text));
    const auto row = static_cast<std::uint32_t>(id.n - op.id.n);
    items.push_back({id, std::move(op), row, verdict});
  }
  return items;
}

Result<void> Ledger::dismiss(const OpId& id) {
  TRY_DO(impl_->transact([&](Head&) { return impl_->log.dismiss(id); }));
  return {};
}

Result<void> Ledger::Impl::record_verdict(const OpVerdictFor& judged) {
  TRY(const std::optional<LogEntry> entry, log.covering(judged.id));
  if (!entry || entry->id != judged.id || !entry->own) {
    return fail(ErrorCode::not_found, id_text(judged.id));
  }
  if (entry->settled() || judged.verdict.verdict.kind == VerdictKind::pending) {
    return {};  // the feed has the last word
  }
  TRY(const OpVerdict known, log.verdict_on(*entry));
  if (known == judged.verdict) {
    return {};
  }
  const auto record = [&] { return log.set_verdict(*entry, judged.verdict); };
  if (!any_refused(known) && !any_refused(judged.verdict)) {
    return record();
  }
  TRY(const Op op, oplog::parse_op(entry->text));
  TRY_DO(settler.reconsider(op, record));
  settler.forget();
  return {};
}

Result<void> Ledger::record_verdicts(std::span<const OpVerdictFor> verdicts) {
  TRY_DO(impl_->transact([&](Head&) -> Result<void> {
    for (const OpVerdictFor& judged : verdicts) {
      TRY_DO(impl_->record_verdict(judged));
    }
    return {};
  }));
  return {};
}

// The feed brings back an op that the log has.
Result<void> Ledger::Impl::apply_known(const FeedEntry& entry, const LogEntry& logged,
                                       Applied& applied) {
  if (logged.id != entry.id || logged.hash != entry.hash ||
      (!entry.text.empty() && entry.text != logged.text)) {
    return fail(ErrorCode::op_differs, id_text(entry.id));
  }
  TRY(const OpVerdict known, log.verdict_on(logged));
  if (logged.settled()) {
    const bool now_takes_effect = oplog::refused(known.verdict.kind) && known != entry.verdict &&
                                  logged.feed_seq && entry.seq > *logged.feed_seq;
    if (!now_takes_effect) {
      applied.known += 1;
      return {};
    }
  }
  TRY(const Op op, oplog::parse_op(logged.text));
  TRY_DO(settler.confirm(op, entry.verdict));
  TRY_DO(log.settle(logged.seq, entry.seq));
  if (known != entry.verdict) {
    TRY_DO(log.set_verdict(logged, entry.verdict));
  }
  applied.confirmed += logged.own ? logged.count : 0;
  return {};
}

// The feed brings an op that is new here.
Result<void> Ledger::Impl::apply_new(const FeedEntry& entry, Head& own_head, Applied& applied) {
  TRY(const Op op, oplog::parse_op(entry.text));
  if (op.id != entry.id) {
    return fail(ErrorCode::op_differs, id_text(entry.id));
  }
  TRY(const std::int64_t number, devices.number(db, entry.id.device, id));
  // Our own, from before this file was restored from a copy: the chain goes on from it.
  const bool own = number == device_number;
  Head head = own ? own_head : devices[number].head;
  if (op.id.n != head.n + 1) {
    return fail(ErrorCode::op_out_of_order, id_text(entry.id));
  }
  head.hash = oplog::chain_next(head.hash, entry.text);
  if (head.hash != entry.hash) {
    return fail(ErrorCode::op_chain_broken, id_text(entry.id));
  }
  head.n += op.count();
  head.hlc = op.hlc;
  if (op.schema <= model::kSchema && oplog::takes_effect(entry.verdict.verdict.kind)) {
    TRY_DO(oplog::check_form(op));
  }
  TRY_DO(settler.confirm(op, entry.verdict));
  TRY_DO(log.append({.id = op.id,
                     .count = op.count(),
                     .tx = op.tx.first_n,
                     .table = table_number(op.table),
                     .row = op.block ? nullptr : &op.rows.front(),
                     .own = own,
                     .wall_ms = op.wall_ms,
                     .feed_seq = entry.seq,
                     .verdict = entry.verdict.verdict.kind,
                     .text = entry.text,
                     .hash = &head.hash}));
  if (any_refused(entry.verdict) || !entry.verdict.exceptions.empty()) {
    LogEntry logged;
    logged.seq = db.last_insert_rowid();
    logged.id = op.id;
    logged.count = op.count();
    logged.own = own;
    TRY_DO(log.set_verdict(logged, entry.verdict));
  }
  if (own) {
    own_head = head;
  } else {
    TRY_DO(devices.advance(db, number, head));
  }
  clock.receive(op.hlc);
  applied.ops += op.count();
  return {};
}

Result<Applied> Ledger::apply_feed(std::span<const FeedEntry> entries, std::string_view cursor) {
  Applied applied;
  TRY(const Committed committed, impl_->transact([&](Head& head) -> Result<void> {
    for (const FeedEntry& entry : entries) {
      TRY(const std::optional<LogEntry> logged, impl_->log.covering(entry.id));
      if (logged) {
        TRY_DO(impl_->apply_known(entry, *logged, applied));
      } else {
        TRY_DO(impl_->apply_new(entry, head, applied));
      }
    }
    return impl_->put_meta("sync.cursor", cursor);
  }));
  impl_->sync.cursor = cursor;
  applied.revision = committed.revision;
  return applied;
}

}  // namespace saimnieks::ledger
