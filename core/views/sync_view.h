// What a person is told of sync and storage: the line of state that is always in sight, and the
// screen behind it. It reads plain facts, since core knows no network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ledger/ledger.h"
#include "core/views/labels.h"
#include "core/views/lines.h"

namespace saimnieks::views {

struct SyncFacts {
  enum class Phase : std::uint8_t {
    not_connected,
    connecting,
    idle,
    sending,
    receiving,
    waiting,  // the last try failed; another one comes by itself
    stopped   // it needs the person: the device was refused, the ledger differs
  };
  Phase phase = Phase::not_connected;
  bool online = true;
  std::optional<base::ErrorCode> fault;  // of the last try
  bool is_copy = false;  // of a ledger that went on elsewhere under this device's name
  ledger::PendingSummary pending;
  std::string endpoint;     // as people know it: a host's name
  std::string device_name;  // as the endpoint knows this device
  std::int64_t last_contact_ms = 0;
};

struct StorageFacts {
  bool known = false;
  bool persisted = false;
  std::int64_t used = 0;
  std::int64_t quota = 0;  // 0: not known
};

struct StateLine {
  bool caution = false;     // offline, waiting, refused: amber
  std::string state;        // "Bezsaistē · 14 izmaiņas"
  std::string note;         // "gaida nosūtīšanu 2 dienas"
  std::string state_short;  // on a phone: "14 gaida"
};
[[nodiscard]] StateLine state_line(const SyncFacts& facts, const Words& words);

// A change of one's own that the endpoint did not take.
struct RefusedChange {
  oplog::OpId op;
  std::string tag;     // "Konflikts"
  std::string title;   // what it was about
  std::string values;  // mine, and what stands there now
  std::string reason;
  bool can_repeat = false;
};

struct SyncView {
  bool connected = false;
  bool connecting = false;
  std::string title;  // the state, in a sentence
  std::string text;   // what it means and what comes next
  bool caution = false;
  std::vector<LineFact> facts;
  std::string fault;  // of the connect form or of the last exchange
  std::vector<RefusedChange> refused;
  std::string storage_title;
  std::string storage_text;
  bool can_ask_to_keep = false;
  bool can_sync = false;
  bool can_fork = false;    // go on as a device of its own
  bool can_export = false;  // there are changes to put into a file
};

[[nodiscard]] SyncView build_sync(const ledger::Ledger& ledger, const cube::Cube& cube,
                                  const SyncFacts& facts, const StorageFacts& storage,
                                  const Words& words);

}  // namespace saimnieks::views
