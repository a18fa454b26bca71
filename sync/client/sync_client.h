// SyncClient: uploads what waits and brings what others changed, as a state machine that is called
// now and then. It never blocks, never loses its place, and asks the ledger for everything durable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/base/seams.h"
#include "core/ledger/ledger.h"
#include "sync/client/transport.h"

namespace saimnieks::sync::client {

enum class SyncPhase : std::uint8_t {
  not_enrolled,  // no endpoint yet
  idle,          // all that was known is exchanged
  enrolling,
  pushing,
  pulling,
  waiting,  // after a fault: tries again at next_try_ms
  stopped,  // needs a person: fault() says why
};

struct SyncTotals {         // since the client was made
  std::int64_t pushed = 0;  // op ids
  std::int64_t pulled = 0;
  std::map<oplog::VerdictKind, std::int64_t> verdicts;  // on what was pushed
};

class SyncClient {
 public:
  // All borrowed.
  SyncClient(ledger::Ledger& ledger, Transport& transport, base::Clock& clock,
             base::Random& random);
  ~SyncClient();
  SyncClient(const SyncClient&) = delete;
  SyncClient& operator=(const SyncClient&) = delete;

  // Makes this device known to an endpoint. `endpoint` is its address, empty in the browser, where
  // it is the origin that served the page.
  void enrol(std::string endpoint, std::string token);

  void set_online(bool online);
  // Something changed here (a commit) or there (a hint): exchange soon.
  void poke();
  // Moves on when there is something to do. Answers in how many milliseconds it wants to be called
  // again; −1: not before a poke. The ledger must not be busy with a bulk write.
  std::int64_t tick();

  [[nodiscard]] SyncPhase phase() const { return phase_; }
  [[nodiscard]] bool online() const { return online_ && reached_; }
  // Why it waits or has stopped.
  [[nodiscard]] const std::optional<base::Error>& fault() const { return fault_; }
  [[nodiscard]] const SyncTotals& totals() const { return totals_; }
  [[nodiscard]] std::int64_t revision() const { return revision_; }  // moves when any of this does

 private:
  void become(SyncPhase phase);
  void push_or_pull();
  bool push_some();
  void pull_some();
  void answered_enrol(const HttpResponse& response);
  void answered_push(const HttpResponse& response);
  void answered_pull(const HttpResponse& response);
  void fail(base::Error error, std::int64_t retry_after_ms);
  void stop(base::Error error);
  // False when the answer was no success; then it has dealt with it.
  bool good(const HttpResponse& response);

  ledger::Ledger& ledger_;
  Transport& transport_;
  base::Clock& clock_;
  base::Random& random_;
  SyncPhase phase_ = SyncPhase::idle;
  bool online_ = true;
  bool reached_ = true;
  bool poked_ = true;
  bool in_flight_ = false;
  std::int64_t next_try_ms_ = 0;  // monotonic
  int failures_ = 0;
  std::int64_t batch_ops_ = 500;
  std::string endpoint_;
  std::optional<base::Error> fault_;
  SyncTotals totals_;
  std::int64_t revision_ = 0;
  std::string enrolling_at_;
};

}  // namespace saimnieks::sync::client
