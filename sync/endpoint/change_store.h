// ChangeStore: where the endpoint keeps what devices sent: devices, the log in the order of each
// scope, the rows as they stand, the verdicts. SQLite now; the face asks only what PostgreSQL can
// answer too: one transaction a group of pushes, a stream-head row for the order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/access.h"
#include "core/base/seams.h"
#include "sync/protocol/messages.h"

namespace saimnieks::sync::endpoint {

struct Device {
  base::Uuid uuid;
  std::string name;
  access::Enrolment enrolment = access::Enrolment::editor;
  std::int64_t head_n = 0;  // the last op that the log has of it
  oplog::Hash head{};       // its chain there
};

// What a push came to: an answer, or a fault that took nothing.
struct PushResult {
  std::optional<PushAnswer> answer;
  Fault fault;
};

// Where the one scope stands.
struct Place {
  std::string epoch;                 // bumped when the store is restored from a backup
  std::optional<base::Uuid> ledger;  // brought by the first device
  std::int64_t head = 0;
};

// A content by its hash: no op that took effect names it, one does, or it is here.
enum class BlobState : std::uint8_t { unknown, wanted, held };

// What is asked without writing. One thread each.
class ChangeReader {
 public:
  virtual ~ChangeReader() = default;

  [[nodiscard]] virtual base::Result<Place> place() = 0;
  // Nothing when no device has this secret.
  [[nodiscard]] virtual base::Result<std::optional<Device>> device_of(std::string_view secret) = 0;
  // Entries after the cursor (empty: from the beginning), at most about `most_bytes`, never ending
  // inside a transaction. `without_text_of`: that device has the text of its own ops.
  // cursor_unknown: it is not one of this store's, or of a time that the store no longer knows.
  [[nodiscard]] virtual base::Result<PullAnswer> pull(std::string_view cursor,
                                                      const base::Uuid& without_text_of,
                                                      std::int64_t most_bytes) = 0;
  [[nodiscard]] virtual base::Result<BlobState> blob_state(const base::Hash& hash) = 0;
  // Nothing when it is not here.
  [[nodiscard]] virtual base::Result<std::optional<std::string>> blob(const base::Hash& hash) = 0;
};

class ChangeStore : public ChangeReader {
 public:
  // What devices are enrolled by: one token makes editors, the other readers.
  struct Tokens {
    std::string editor;
    std::string reader;
  };
  [[nodiscard]] virtual Tokens tokens() = 0;
  // token_invalid, ledger_differs, storage_*; not_allowed for a reader while there is no ledger.
  // Enrolling a known device again gives it a new secret, and makes it what the token says.
  [[nodiscard]] virtual base::Result<Enrolled> enrol(const Enrolment& request) = 0;

  // Parsed change sets in one transaction with one flush, each whole or not at all. All answers
  // are durable when it returns; an Error means that none of them was taken.
  [[nodiscard]] virtual base::Result<std::vector<PushResult>> push(
      std::span<const ChangeSet> sets) = 0;

  // Durable when it returns; that the bytes are those of the hash, the caller has seen. Known ones
  // are left as they are; not_found when no op that took effect names it.
  [[nodiscard]] virtual base::Result<void> keep_blob(const base::Hash& hash,
                                                     std::string_view content) = 0;

  // A reader of its own connection, for another thread.
  [[nodiscard]] virtual base::Result<std::unique_ptr<ChangeReader>> open_reader() = 0;
};

// Opens or makes the database. Clock and random are borrowed; the clock is asked from every thread.
// schema_newer when a later program wrote it.
[[nodiscard]] base::Result<std::unique_ptr<ChangeStore>> open_sqlite_store(
    base::Clock& clock, base::Random& random, const base::Storage& storage);

}  // namespace saimnieks::sync::endpoint
