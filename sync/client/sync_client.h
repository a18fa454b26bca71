// SyncClient: uploads what waits and brings what others changed, as a state machine that is called
// now and then. It never blocks, never loses its place, and asks the ledger for everything durable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/seams.h"
#include "core/base/sha256.h"
#include "core/ledger/ledger.h"
#include "sync/client/transport.h"
#include "sync/protocol/messages.h"

namespace saimnieks::sync::client {

enum class SyncPhase : std::uint8_t {
  not_enrolled,  // no endpoint yet, or one that does not know this device any more: fault() says so
  idle,          // all that was known is exchanged
  enrolling,
  pushing,
  pulling,
  waiting,  // after a fault: tries again by itself
  stopped,  // needs a person: fault() says why; retry() or enrol() goes on
};

struct SyncTotals {                                     // since the client was made
  std::int64_t pushed = 0;                              // op ids answered
  std::int64_t pulled = 0;                              // op ids that were new here
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
  // it is the origin that served the page. Fails into fault(); it is not tried again by itself.
  void enrol(std::string endpoint, std::string token);

  // What the platform knows of the network. While it says no, nothing is tried.
  void set_online(bool online);
  // Something changed here (a commit): exchange soon.
  void poke();
  // The endpoint says that something changed there, or that it is back.
  void hint();
  // A person asks: out of `stopped`, and out of a wait.
  void retry();
  // This ledger is a copy that went on beside its original: the first own op that the endpoint has
  // with another content. Found before the client stops with op_differs.
  [[nodiscard]] const std::optional<oplog::OpId>& fork() const { return fork_; }
  // Out of that: the ledger becomes a device of its own (Ledger::fork_off), which is to be enrolled
  // and then sends what waits. not_found without a fork.
  [[nodiscard]] base::Result<ledger::Forked> fork_off();
  // The content of an attachment that is not here: brought when its turn comes, and kept in the
  // ledger. content_fault() then says whether the endpoint has it (content_missing).
  void want_content(const base::Hash& hash);
  [[nodiscard]] std::optional<base::ErrorCode> content_fault(const base::Hash& hash) const;

  // Moves on when there is something to do, for a few milliseconds at most. Answers in how many
  // milliseconds it wants to be called again; −1: not before something happens. While a bulk write
  // holds the ledger, answers are put off.
  std::int64_t tick();

  [[nodiscard]] SyncPhase phase() const { return phase_; }
  // Whether the last attempt reached the endpoint, and the platform knows of no reason why the next
  // would not.
  [[nodiscard]] bool online() const { return online_ && reached_; }
  // Why it waits or has stopped, or why enrolling failed.
  [[nodiscard]] const std::optional<base::Error>& fault() const { return fault_; }
  // Nothing under way, nothing known to be left to do. What waits in the ledger, since when, and
  // what was refused is Ledger::pending_summary().
  [[nodiscard]] bool settled() const;
  [[nodiscard]] const SyncTotals& totals() const { return totals_; }
  [[nodiscard]] std::int64_t revision() const { return revision_; }  // moves when any of this does

 private:
  struct Page {  // of the feed, being applied in slices
    PullAnswer answer;
    std::size_t applied = 0;
  };

  void become(SyncPhase phase);
  [[nodiscard]] std::int64_t now_ms();
  void start(SyncPhase phase, HttpRequest request,
             void (SyncClient::*answered)(const HttpResponse&));

  void answered_enrol(const HttpResponse& response);
  [[nodiscard]] base::Result<void> take_enrolment(const std::string& body);

  [[nodiscard]] bool push_some();
  [[nodiscard]] base::Result<ledger::Outbox> next_batch();
  [[nodiscard]] base::Result<PushAnswer> read_verdicts(const std::string& body) const;
  void count(const PushAnswer& answer);
  void answered_push(const HttpResponse& response);
  void shrink_batch();

  void pull_some();
  void answered_pull(const HttpResponse& response);
  void apply_slice();
  // The feed has another op in the place of an own one: what stands before that is applied.
  void look_for_fork(std::span<const ledger::FeedEntry> slice, base::Error error);
  [[nodiscard]] base::Result<std::size_t> common_entries(
      std::span<const ledger::FeedEntry> slice) const;
  [[nodiscard]] std::size_t slice_end() const;
  [[nodiscard]] base::Result<void> end_page();
  [[nodiscard]] base::Result<void> look_for_gaps(std::int64_t next_n);

  // Contents of attachments (contents.cpp): once nothing waits to be pushed or pulled. False when
  // there is nothing to do.
  [[nodiscard]] bool exchange_contents();
  [[nodiscard]] bool offer_contents();
  [[nodiscard]] bool upload_content();
  void answered_offer(const HttpResponse& response);
  void answered_upload(const HttpResponse& response);
  void answered_content(const HttpResponse& response);
  void content_kept(const base::Hash& hash);

  // What to do about an answer that is no success.
  void refused(const HttpResponse& response);
  // A fault of the ledger: busy passes by itself, everything else needs a person.
  void ledger_failed(base::Error error);
  void try_again(base::Error error, std::int64_t longest_ms, std::int64_t retry_after_ms);
  void unreachable();
  void stop(base::Error error);
  void succeeded();

  ledger::Ledger& ledger_;
  Transport& transport_;
  base::Clock& clock_;
  base::Random& random_;
  SyncPhase phase_ = SyncPhase::idle;
  bool online_ = true;
  bool reached_ = true;

  bool in_flight_ = false;
  SyncPhase before_enrolling_ = SyncPhase::idle;
  std::int64_t deadline_ms_ = 0;  // of what is in flight; all times are monotonic

  bool push_due_ = true;
  bool pull_due_ = true;
  bool pushed_last_ = false;  // they take turns, so that neither waits for the other's queue
  std::int64_t next_try_ms_ = 0;
  std::int64_t not_before_ms_ = 0;  // the endpoint asked for it; nothing shortens it
  int failures_ = 0;
  std::int64_t failing_since_ms_ = 0;

  struct Sent {
    oplog::OpId id;
    std::int64_t count = 1;
  };
  std::vector<Sent> sent_;  // what the push in flight carries
  std::int64_t batch_ops_;
  std::int64_t batch_bytes_;
  std::int64_t offer_from_n_ = 0;  // own ops that the endpoint has lost are offered again; 0: none
  std::int64_t last_asked_n_ = 0;  // where the endpoint last asked us to go on
  bool own_text_too_ = false;      // this file was restored from a copy and lacks its own ops
  bool differs_ = false;           // the endpoint says so of what was sent: the feed says where
  std::optional<oplog::OpId> fork_;

  bool contents_due_ = true;              // perhaps the endpoint lacks some that are here
  std::optional<base::Hash> offered_to_;  // the last one that it was asked about
  std::vector<base::Hash> offered_;       // the question in flight
  std::vector<base::Hash> to_upload_;     // it wants them
  std::vector<base::Hash> to_bring_;      // somebody here wants them
  std::vector<base::Hash> not_there_;     // it has said that it has them not

  std::optional<Page> page_;
  std::string endpoint_;
  std::string enrolling_at_;
  std::optional<base::Error> fault_;
  SyncTotals totals_;
  std::int64_t revision_ = 0;
};

}  // namespace saimnieks::sync::client
