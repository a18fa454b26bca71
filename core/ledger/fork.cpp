// A ledger file that was copied and went on beside its original becomes a device of its own: the
// ops that the endpoint does not have are minted anew under its name, with all that they say.
#include "core/ledger/draft.h"
#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;

const Sql kMisplaced(
    "SELECT 1 FROM op_log WHERE device = ?1 AND (feed_seq IS NULL) = (n < ?2) LIMIT 1");
const Sql kDisown("UPDATE op_log SET own = 0 WHERE device = ?1");
const Sql kMintAnew(
    "UPDATE op_log SET device = ?2, n = ?3, tx = ?4, verdict = ?5, text = ?6, hash = ?7 "
    "WHERE seq = ?1");
// What an endpoint of another time has said of them is asked anew; what was refused here stays so.
const Sql kForgetVerdicts("DELETE FROM row_verdict WHERE device = ?1 AND n >= ?2 AND kind < ?3");
const Sql kMoveVerdicts(
    "UPDATE row_verdict SET device = ?3, n = n - ?4 WHERE device = ?1 AND n >= ?2");
const Sql kForgetCommands("DELETE FROM command WHERE tx <= ?1", Sql::Scan::meant);
const Sql kMoveCommands("UPDATE command SET tx = tx - ?1", Sql::Scan::meant);

// The numbers of ops that the old device's chain and the new one's have.
struct Renumbering {
  base::Uuid was{};
  base::Uuid device{};
  std::int64_t after = 0;  // the last one that stays the old device's

  void apply(OpId& id) const {
    if (id.device == was && id.n > after) {
      id = {device, id.n - after};
    }
  }
  void apply(Op& op) const {
    apply(op.id);
    if (op.base) {
      apply(*op.base);
    }
    op.tx.first_n -= after;  // no transaction lies on both sides
  }
};

}  // namespace

// Where the old device's chain ends from now on: what the endpoint has of it comes with the feed.
Result<Head> Ledger::Impl::head_at(std::int64_t n) {
  Head head;
  head.n = n;
  TRY(head.hash, hash_before(n + 1));
  if (n > 0) {
    TRY(const std::optional<LogEntry> last, log.covering({device, n}));
    TRY(const Op op, oplog::parse_op(last->text));
    head.hlc = op.hlc;
  }
  return head;
}

Result<void> Ledger::Impl::check_fork(const OpId& first) {
  const auto unfit = [&first]() -> Result<void> {
    return base::fail(ErrorCode::not_found, std::to_string(first.n));
  };
  if (first.device != device) {
    return unfit();
  }
  TRY(const std::optional<LogEntry> there, log.covering(first));
  if (!there || there->id != first) {
    return unfit();
  }
  Query misplaced(db, kMisplaced);
  misplaced.bind(device_number, first.n);
  TRY(const bool unsound, misplaced.step());
  return unsound ? unfit() : Result<void>();
}

Result<void> Ledger::Impl::mint_anew(const OpId& first, const base::Uuid& new_device, Head& head) {
  const Renumbering numbers{device, new_device, first.n - 1};
  const std::int64_t new_number = devices.find(new_device);
  const std::int64_t last = devices[device_number].head.n;
  for (std::int64_t n = first.n; n <= last;) {
    TRY(const std::optional<LogEntry> entry, log.covering({device, n}));
    if (!entry) {
      return base::fail(ErrorCode::storage_corrupt, "op_log");
    }
    TRY(Op op, oplog::parse_op(entry->text));
    numbers.apply(op);
    const std::string text = oplog::canonical(op);
    head.hash = oplog::chain_next(head.hash, text);
    head.n += op.count();
    head.hlc = op.hlc;
    const bool refused = oplog::refused(entry->verdict);
    Query query(db, kMintAnew);
    query.bind(entry->seq, new_number, op.id.n, op.tx.first_n,
               static_cast<int>(refused ? entry->verdict : VerdictKind::pending),
               std::string_view(text), std::span<const std::uint8_t>(head.hash));
    TRY_DO(query.run());
    n += entry->count;
  }
  const std::int64_t after = numbers.after;
  // Rows that these ops wrote last are the new device's.
  for (const model::TableInfo& table : model::tables()) {
    const std::string move = "UPDATE " + std::string(table.name) +
                             " SET by_device = " + std::to_string(new_number) + ", by_n = by_n - " +
                             std::to_string(after) +
                             " WHERE by_device = " + std::to_string(device_number) +
                             " AND by_n > " + std::to_string(after);
    TRY_DO(db.run(move.c_str()));
  }
  Query forget(db, kForgetVerdicts);
  forget.bind(device_number, first.n, static_cast<int>(VerdictKind::conflict));
  TRY_DO(forget.run());
  Query verdicts(db, kMoveVerdicts);
  verdicts.bind(device_number, first.n, new_number, after);
  TRY_DO(verdicts.run());
  Query past(db, kForgetCommands);
  past.bind(after);
  TRY_DO(past.run());
  Query commands(db, kMoveCommands);
  commands.bind(after);
  return commands.run();
}

Result<void> Ledger::Impl::fork_off(const OpId& first, Head& head, Forked& out) {
  TRY_DO(check_fork(first));
  const Head copied = devices[device_number].head;
  TRY(const Head common, head_at(first.n - 1));
  const base::Uuid new_device = uuids.next();
  TRY(const std::int64_t new_number, devices.number(db, new_device, id));
  head = devices[new_number].head;
  TRY_DO(mint_anew(first, new_device, head));
  TRY_DO(devices.advance(db, device_number, common));
  {
    Query disown(db, kDisown);
    disown.bind(device_number);
    TRY_DO(disown.run());
  }
  out = {device, new_device, first.n - 1, head.n};
  device = new_device;
  device_number = new_number;
  // The endpoint knows the secret as the old device's.
  TRY_DO(put_meta("device", device.text()));
  TRY_DO(put_meta("sync.secret", {}));
  TRY_DO(put_meta("sync.name", {}));
  Draft trace(Table::fork, uuids.next());
  trace.set("origin", out.was.text())
      .set("origin_n", out.after_n)
      .set("minted_anew", out.minted_anew)
      .set("origin_head", base::to_hex(copied.hash));
  Op op = trace.take();
  LastWriters written;
  return write_op(op, {head.n + 1, 1}, written, head);
}

Result<Forked> Ledger::fork_off(const OpId& first) {
  const base::Uuid was = impl_->device;
  const std::int64_t was_number = impl_->device_number;
  Forked out;
  const auto done = impl_->transact([&](Head& head) { return impl_->fork_off(first, head, out); });
  if (!done) {
    impl_->device = was;
    impl_->device_number = was_number;
    return tl::unexpected(done.error());
  }
  impl_->sync.secret.clear();
  impl_->sync.name.clear();
  return out;
}

}  // namespace saimnieks::ledger
