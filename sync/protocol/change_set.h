// ChangeSet: what one upload or one export file carries, byte for byte as the ops were minted.
// docs/changeset.md describes the document; HTTP and a USB stick carry the same one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/sync_face.h"

namespace saimnieks::sync {

// Consecutive ops of one device, whole transactions unless these are divisible.
struct ChangeSet {
  struct Change {
    oplog::OpId id;
    std::int64_t count = 1;
    std::string text;  // canonical
    oplog::Hash hash{};
  };
  base::Uuid ledger;
  base::Uuid device;
  std::string batch;     // of the sender, for its own records; decides nothing
  oplog::Hash before{};  // the device's chain before the first op
  std::vector<Change> changes;
  std::vector<oplog::Op> ops;  // the changes, read; filled by parse_change_set() only
};

// The most that an endpoint takes at once, in op documents.
inline constexpr std::size_t kMostChanges = 1000;

[[nodiscard]] std::string print(const ChangeSet& set);
// changeset_invalid: not JSON of this format, too deep, doubled keys, ops that are not consecutive
// ones of the device. op_*: an op that is not canonical. op_chain_broken: hashes that do not fit.
// endpoint_too_large: more than kMostChanges. What the ops mean is judged later.
[[nodiscard]] base::Result<ChangeSet> parse_change_set(std::string_view json);
[[nodiscard]] ChangeSet change_set(const base::Uuid& ledger, const base::Uuid& device,
                                   std::string batch, const ledger::Outbox& outbox);

// Takes the end of the last transaction that is not wholly in the outbox off it. False when no
// whole one is left: then the caller needs a larger piece of the log.
[[nodiscard]] bool keep_whole_transactions(ledger::Outbox& outbox);

}  // namespace saimnieks::sync
