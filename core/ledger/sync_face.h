// What the sync client exchanges with the ledger: outbox, verdicts, feed. See docs/changeset.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/oplog/chain.h"
#include "core/oplog/judge.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

// Own ops that have no verdict yet, in order.
struct Outbox {
  struct Item {
    oplog::OpId id{};
    std::int64_t count = 1;
    oplog::Tx tx{};
    std::string text{};  // canonical
    oplog::Hash hash{};
  };
  oplog::Hash before{};  // the chain's hash before the first item; its head when there is none
  std::vector<Item> items{};
};

struct OpVerdictFor {
  oplog::OpId id{};
  oplog::OpVerdict verdict{};
};

// One op of the endpoint's feed, in order of seq. Own ops come back in it too, since only the
// feed's order says how they and others' ops become rows; their text may be left out, to spare the
// way.
struct FeedEntry {
  std::int64_t seq = 0;
  oplog::OpId id{};
  oplog::OpVerdict verdict{};
  std::string text{};  // canonical; empty only for ops of this ledger's own log
  oplog::Hash hash{};
};

struct Applied {
  std::int64_t ops = 0;        // new to this ledger, by id taken
  std::int64_t confirmed = 0;  // own ops that the feed has brought back
  std::int64_t known = 0;      // entries that were already applied
  std::int64_t revision = 0;
};

struct PendingSummary {
  std::int64_t ops = 0;        // own op ids without verdict
  std::int64_t lines = 0;      // op ids among them that write lines
  std::int64_t since_ms = 0;   // wall time of the oldest; 0 when none waits
  std::int64_t refused = 0;    // in the tray: rejected or held rows
  std::int64_t conflicts = 0;  // in the tray: rows in conflict
};

// A refused row change, kept until its author deals with it.
struct TrayItem {
  oplog::OpId id{};  // of the row: n within its block
  oplog::Op op{};    // the whole document
  std::uint32_t row = 0;
  oplog::Verdict verdict{};
};

// What a copy became: a device of its own.
struct Forked {
  base::Uuid was{};
  base::Uuid device{};
  std::int64_t after_n = 0;      // the last op that original and copy both have
  std::int64_t minted_anew = 0;  // op ids of the copy's own after it, now the new device's first
};

// Where this ledger syncs, and how far it has come. Secrets stay in this file.
struct SyncState {
  std::string url{};
  std::string secret{};
  std::string name{};       // of this device, as the endpoint knows it
  std::string epoch{};      // of the endpoint
  std::string cursor{};     // opaque
  bool reads_only = false;  // the endpoint takes nothing from this device: nothing is written here
  std::int64_t last_contact_ms = 0;
  std::int64_t clock_offset_ms = 0;  // endpoint's clock − ours

  friend bool operator==(const SyncState&, const SyncState&) = default;
};

}  // namespace saimnieks::ledger
