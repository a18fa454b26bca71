// ChangeStore: where the endpoint keeps what devices sent: devices, the log in the order of each
// scope, the rows as they stand, the verdicts. SQLite now; the face is what PostgreSQL can offer
// too: one transaction a group of pushes, a stream-head row for the order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/seams.h"
#include "sync/protocol/messages.h"

namespace saimnieks::sync::endpoint {

struct Device {
  base::Uuid uuid;
  std::string name;
  std::int64_t head_n = 0;  // the last op that the log has of it
  oplog::Hash head{};       // its chain there
};

// What a push came to: an answer, or a fault with its HTTP meaning.
struct PushResult {
  std::optional<PushAnswer> answer;
  Fault fault;
};

class ChangeStore {
 public:
  virtual ~ChangeStore() = default;

  [[nodiscard]] virtual std::string epoch() = 0;
  [[nodiscard]] virtual std::optional<base::Uuid> ledger() = 0;
  [[nodiscard]] virtual std::string enrolment_token() = 0;
  [[nodiscard]] virtual std::int64_t head() = 0;

  // token_invalid, ledger_differs, storage_*. Enrolling a known device again gives it a new secret.
  [[nodiscard]] virtual base::Result<Enrolled> enrol(const Enrolment& request) = 0;
  // Nothing when no device has this secret.
  [[nodiscard]] virtual base::Result<std::optional<Device>> device_of(std::string_view secret) = 0;

  // Several devices' pushes in one transaction with one flush, each whole or not at all. All
  // answers are durable when it returns; an Error means that none of them was taken.
  [[nodiscard]] virtual base::Result<std::vector<PushResult>> push(
      std::span<const ChangeSet> sets) = 0;

  [[nodiscard]] virtual base::Result<PullAnswer> pull(std::string_view cursor,
                                                      std::int64_t most_bytes) = 0;
};

// Opens or makes DIR/endpoint.db. Clock and random are borrowed.
[[nodiscard]] base::Result<std::unique_ptr<ChangeStore>> open_sqlite_store(
    base::Clock& clock, base::Random& random, const base::Storage& storage);

}  // namespace saimnieks::sync::endpoint
