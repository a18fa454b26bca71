// Two devices and the real endpoint's API in one process: what one writes the other sees, and an
// answer that is lost changes nothing.
#include "sync/client/sync_client.h"
#include "sync/endpoint/api.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::sync {
namespace {

using ledger::must;
using ledger::TestLedger;

// Carries requests to the API when the test says so.
class DirectTransport final : public client::Transport {
 public:
  explicit DirectTransport(endpoint::Api& api) : api_(api) {}

  void start(const std::string&, client::HttpRequest request,
             std::function<void(client::HttpResponse)> done) override {
    request_ = std::move(request);
    done_ = std::move(done);
  }
  void cancel() override { done_ = nullptr; }

  // False when nothing waited. With `lose_answer` the endpoint acts and the client never hears.
  bool deliver(bool lose_answer = false) {
    if (!done_) {
      return false;
    }
    endpoint::Request request;
    request.method = request_.method;
    request.target = request_.path;
    request.body = request_.body;
    request.content_type = "application/json";
    request.authorization = "Bearer " + request_.secret;
    const std::vector<endpoint::Response> answers = api_.handle(std::span(&request, 1));
    const auto done = std::exchange(done_, nullptr);
    done(lose_answer ? client::HttpResponse{}
                     : client::HttpResponse{answers[0].status, answers[0].body, 0});
    return true;
  }

 private:
  endpoint::Api& api_;
  client::HttpRequest request_;
  std::function<void(client::HttpResponse)> done_;
};

struct Centre {
  fakes::MemoryVfs vfs{"centre"};
  fakes::FakeClock clock;
  fakes::FakeRandom random{99};
  std::unique_ptr<endpoint::ChangeStore> store =
      must(endpoint::open_sqlite_store(clock, random, vfs.storage()));
  endpoint::Api api{*store};
};

struct Device : TestLedger {
  Device(Centre& centre, std::uint64_t seed, const std::string& name)
      : TestLedger(seed, name), transport(centre.api) {
    create();
    client = std::make_unique<client::SyncClient>(*ledger, transport, clock, random);
  }
  ~Device() { client.reset(); }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  void enrol(const std::string& token) {
    client->enrol("", token);
    transport.deliver();
  }
  void exchange() {
    client->poke();
    for (int i = 0; i < 100; ++i) {
      clock.advance_ms(1000);
      client->tick();
      if (!transport.deliver()) {
        return;
      }
    }
    ADD_FAILURE() << "the exchange does not end";
  }

  DirectTransport transport;
  std::unique_ptr<client::SyncClient> client;
};

TEST(Sync, ASecondDeviceGetsWhatTheFirstWrote) {
  Centre centre;
  Device first(centre, 1, "first");
  Device second(centre, 2, "second");
  first.add_dimensions();  // the line's code is a built-in one, which no op has made
  first.add(1250);
  first.enrol(centre.store->enrolment_token());
  first.exchange();
  EXPECT_EQ(must(first.ledger->pending_summary()).ops, 0);
  EXPECT_TRUE(must(first.ledger->tray()).empty());
  second.enrol(centre.store->enrolment_token());
  second.exchange();
  EXPECT_EQ(second.picture(), first.picture());
  EXPECT_EQ(second.total(), 1250);
  EXPECT_TRUE(must(second.ledger->verify()).ok);
  EXPECT_TRUE(must(first.ledger->verify()).ok);
}

TEST(Sync, ALostAnswerDoublesNothing) {
  Centre centre;
  Device first(centre, 1, "first");
  first.add_dimensions();
  first.enrol(centre.store->enrolment_token());
  first.add(100);
  first.client->poke();
  first.clock.advance_ms(1000);
  first.client->tick();
  ASSERT_TRUE(first.transport.deliver(true));
  EXPECT_EQ(first.client->phase(), client::SyncPhase::waiting);
  const std::int64_t head = centre.store->head();
  EXPECT_GT(head, 0);
  first.clock.advance_ms(10'000);
  first.exchange();
  EXPECT_EQ(centre.store->head(), head);
  EXPECT_EQ(must(first.ledger->pending_summary()).ops, 0);
  EXPECT_EQ(first.total(), 100);
}

TEST(Sync, TheEarlierOfTwoUnawareEditsStandsAndTheOtherGoesToTheTray) {
  Centre centre;
  Device first(centre, 1, "first");
  Device second(centre, 2, "second");
  first.add_dimensions();
  const model::LineId line = first.add(100);
  first.enrol(centre.store->enrolment_token());
  first.exchange();
  second.enrol(centre.store->enrolment_token());
  second.exchange();
  const base::Uuid uuid = must(first.ledger->line(line)).uuid;
  const auto theirs = must(second.ledger->find_line(uuid));
  ASSERT_TRUE(theirs.has_value());
  first.run(ledger::SetLine{.rid = line, .amount = base::Money::from_cents(200)});
  second.run(ledger::SetLine{.rid = *theirs, .amount = base::Money::from_cents(300)});
  first.exchange();
  second.exchange();
  first.exchange();
  EXPECT_EQ(first.total(), 200);
  EXPECT_EQ(second.total(), 200);
  ASSERT_EQ(must(second.ledger->tray()).size(), 1U);
  EXPECT_EQ(must(second.ledger->tray())[0].verdict.kind, oplog::VerdictKind::conflict);
}

TEST(Sync, AFilledLedgerIsNotMixedIntoAnother) {
  Centre centre;
  Device first(centre, 1, "first");
  Device other(centre, 2, "other");
  first.add_dimensions();
  first.enrol(centre.store->enrolment_token());
  other.add_dimensions();
  other.enrol(centre.store->enrolment_token());
  ASSERT_TRUE(other.client->fault().has_value());
  EXPECT_EQ(other.client->fault()->code, base::ErrorCode::ledger_differs);
  Device stranger(centre, 3, "stranger");
  stranger.enrol("wrong");
  EXPECT_EQ(stranger.client->fault()->code, base::ErrorCode::token_invalid);
}

}  // namespace
}  // namespace saimnieks::sync
