// An endpoint and devices in one process: the real client and endpoint code, a wire between them
// that can fail, disks that can lose power, and clocks set by hand.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "sync/client/sync_client.h"
#include "sync/endpoint/api.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::sync {

// The endpoint, with a disk of its own.
struct Centre {
  // With what lies on the disk already.
  explicit Centre(std::string vfs_name = "centre", const fakes::Disk& disk = {})
      : vfs(std::move(vfs_name)) {
    vfs.insert(disk);
    open();
  }

  void open() {
    store.reset();
    store = ledger::must(endpoint::open_sqlite_store(clock, random, vfs.storage("endpoint.db")));
  }
  // Power fails and comes back.
  void restart(std::uint64_t seed) {
    store.reset();
    vfs.power_on(seed);
    open();
  }
  std::int64_t head() { return ledger::must(store->place()).head; }

  fakes::MemoryVfs vfs;
  fakes::FakeClock clock;
  fakes::FakeRandom random{99};
  std::unique_ptr<endpoint::ChangeStore> store;
};

// What happens to one exchange.
enum class Fate { delivered, request_lost, answer_lost, twice, request_cut, answer_cut };

class Wire final : public client::Transport {
 public:
  explicit Wire(Centre& centre) : centre_(centre) {}

  void start(const std::string&, client::HttpRequest request,
             std::function<void(client::HttpResponse)> done) override {
    ++requests_;
    waiting_.emplace(std::move(request), std::move(done));
  }
  void cancel() override { waiting_.reset(); }

  [[nodiscard]] bool busy() const { return waiting_.has_value(); }
  [[nodiscard]] const client::HttpRequest& request() const { return waiting_->first; }
  [[nodiscard]] int requests() const { return requests_; }  // so far

  void deliver(Fate fate = Fate::delivered) {
    auto [request, done] = std::move(*waiting_);
    waiting_.reset();
    client::HttpResponse response;
    if (fate == Fate::request_cut) {
      request.body.resize(request.body.size() / 2);
    }
    if (fate != Fate::request_lost) {
      response = ask(request);
    }
    if (fate == Fate::twice) {
      response = ask(request);
    }
    if (fate == Fate::answer_lost || (centre_.store == nullptr)) {
      response = {};
    }
    if (fate == Fate::answer_cut) {
      response.body.resize(response.body.size() / 2);
    }
    done(std::move(response));
  }
  void answer(client::HttpResponse response) {
    auto done = std::move(waiting_->second);
    waiting_.reset();
    done(std::move(response));
  }

 private:
  client::HttpResponse ask(const client::HttpRequest& request) {
    if (centre_.store == nullptr || centre_.vfs.crashed()) {
      return {};
    }
    endpoint::Request message;
    message.method = request.method;
    message.target = request.path;
    message.authorization = "Bearer " + request.secret;
    message.content_type =
        request.method == "PUT" ? "application/octet-stream" : "application/json";
    message.body = request.body;
    endpoint::Response answer = endpoint::answer(*centre_.store, message);
    if (centre_.vfs.crashed()) {
      return {};  // it died before it could answer
    }
    client::HttpResponse out;
    out.status = answer.status;
    out.body = std::move(answer.body);
    for (const auto& [name, value] : answer.headers) {
      if (name == "Retry-After") {
        out.retry_after_ms = std::stoll(value) * 1000;
      }
    }
    return out;
  }

  Centre& centre_;
  int requests_ = 0;
  std::optional<std::pair<client::HttpRequest, std::function<void(client::HttpResponse)>>> waiting_;
};

// A device: a ledger, its wire and its client.
struct Desktop : ledger::TestLedger {
  Desktop(Centre& centre, std::uint64_t seed)
      : TestLedger(seed, "device " + std::to_string(seed)), wire(centre), centre_(centre) {
    create();
    connect();
  }
  ~Desktop() { client.reset(); }
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  void connect() { client = std::make_unique<client::SyncClient>(*ledger, wire, clock, random); }
  // The tab is killed: what was not committed is gone, what is in flight is never answered.
  void kill() {
    client.reset();
    wire.cancel();
    reopen();
    connect();
  }
  // The device loses power; what was not flushed may be gone.
  void power_cut(std::uint64_t seed) {
    client.reset();
    wire.cancel();
    ledger.reset();
    vfs.power_on(seed);
    reopen();
    connect();
  }
  void enrol() { enrol(centre_.store->tokens().editor); }
  void enrol(const std::string& token) {
    client->enrol("", token);
    wire.deliver();
  }
  // One step; false when nothing is left to do now.
  bool step(Fate fate = Fate::delivered) {
    client->tick();
    if (wire.busy()) {
      wire.deliver(fate);
      return true;
    }
    return !client->settled() && client->phase() != client::SyncPhase::stopped &&
           client->phase() != client::SyncPhase::waiting;
  }
  // Exchanges all there is, waiting out what has to be waited for.
  void settle() {
    constexpr int kMostSteps = 2000;
    client->hint();
    for (int i = 0; i < kMostSteps && !client->settled(); ++i) {
      if (!step()) {
        clock.advance_ms(1000);
      }
      if (client->phase() == client::SyncPhase::stopped) {
        return;
      }
    }
  }
  [[nodiscard]] std::string fault() const {
    return client->fault() ? std::string(base::error_name(client->fault()->code)) : "";
  }
  // A file that belongs to nothing yet.
  void attach(std::string name, std::string_view content) {
    run(ledger::Attach{.name = std::move(name), .content = content, .to = {}, .note = {}});
  }
  [[nodiscard]] bool has(std::string_view content) const {
    return ledger::must(ledger->has_content(base::sha256(content)));
  }
  [[nodiscard]] std::int64_t waiting() const { return ledger::must(ledger->pending_summary()).ops; }

  Wire wire;
  std::unique_ptr<client::SyncClient> client;

 private:
  Centre& centre_;
};

inline void set_amount(Desktop& device, ledger::LineId rid, std::int64_t cents) {
  ledger::SetLine command;
  command.rid = rid;
  command.amount = ledger::Money::from_cents(cents);
  device.run(command);
}

}  // namespace saimnieks::sync
