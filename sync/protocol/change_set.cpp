#include "sync/protocol/change_set.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "sync/protocol/json_read.h"

namespace saimnieks::sync {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::json;

constexpr std::string_view kFormat = "saimnieks.changeset/1";

}  // namespace

std::string print(const ChangeSet& set) {
  // The ops' own text is put in as it is: it is what the hashes are of.
  std::size_t size = 400;
  for (const ChangeSet::Change& change : set.changes) {
    size += change.text.size() + 1;
  }
  std::string out;
  out.reserve(size);
  out += json{{"format", std::string(kFormat)},
              {"ledger", set.ledger.text()},
              {"device", set.device.text()},
              {"batch", set.batch},
              {"first", set.changes.empty() ? 0 : set.changes.front().id.n},
              {"before", base::to_hex(set.before)},
              {"head", base::to_hex(set.changes.empty() ? set.before : set.changes.back().hash)}}
             .dump(-1, ' ', false, json::error_handler_t::replace);
  out.pop_back();
  out += ",\"changes\":[";
  for (std::size_t i = 0; i < set.changes.size(); ++i) {
    out += i == 0 ? "" : ",";
    out += set.changes[i].text;
  }
  out += "]}";
  return out;
}

Result<ChangeSet> parse_change_set(std::string_view text) {
  constexpr ErrorCode kCode = ErrorCode::changeset_invalid;
  TRY(const JsonObject object, JsonObject::open(text, kCode));
  TRY(const std::string format, object.text("format"));
  if (format != kFormat) {
    return base::fail_field(kCode, "format", format);
  }
  ChangeSet set;
  TRY(set.ledger, object.uuid("ledger"));
  TRY(set.device, object.uuid("device"));
  TRY(set.batch, object.text("batch"));
  TRY(set.before, object.hash("before"));
  TRY(const oplog::Hash head, object.hash("head"));
  TRY(const std::int64_t first, object.integer("first"));
  TRY(const auto changes, object.list("changes"));
  if (changes.size() > kMostChanges) {
    return base::fail_field(ErrorCode::endpoint_too_large, "changes");
  }
  oplog::Hash hash = set.before;
  std::int64_t next_n = first;
  for (const std::string_view change : changes) {
    TRY(oplog::Op op, oplog::parse_op(change));
    if (op.id.device != set.device || op.id.n != next_n) {
      return base::fail_field(kCode, "changes", "not consecutive ops of the device");
    }
    next_n += op.count();
    hash = oplog::chain_next(hash, change);
    set.changes.push_back({op.id, op.count(), std::string(change), hash});
    set.ops.push_back(std::move(op));
  }
  if (hash != head) {
    return base::fail_field(ErrorCode::op_chain_broken, "head");
  }
  return set;
}

ChangeSet change_set(const base::Uuid& ledger, const base::Uuid& device, std::string batch,
                     const ledger::Outbox& outbox) {
  ChangeSet set{ledger, device, std::move(batch), outbox.before, {}, {}};
  for (const auto& item : outbox.items) {
    set.changes.push_back({item.id, item.count, item.text, item.hash});
  }
  return set;
}

bool keep_whole_transactions(ledger::Outbox& outbox) {
  auto& items = outbox.items;
  if (items.empty() || items.back().tx.divisible()) {
    return !items.empty();
  }
  const oplog::Tx last = items.back().tx;
  std::size_t begin = items.size();
  while (begin > 0 && items[begin - 1].tx == last) {
    --begin;
  }
  // A transaction whose beginning was answered already is known to the endpoint as a whole.
  const bool whole = items[begin].id.n != last.first_n ||
                     items.size() - begin == static_cast<std::size_t>(last.op_count);
  if (!whole) {
    items.resize(begin);
  }
  return !items.empty();
}

}  // namespace saimnieks::sync
