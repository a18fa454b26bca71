// Contents of attachments between devices: they go up after the op that names them, come down when
// somebody asks, and arrive as they were or not at all.
#include "core/ledger/content_size.h"
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using client::SyncPhase;
using endpoint::BlobState;
using ledger::must;

constexpr std::string_view kBill = "%PDF-1.7 a bill";
constexpr std::string_view kScan = "\x89PNG\r\n\x1A\n a scan";

BlobState state_at(Centre& centre, std::string_view content) {
  return must(centre.store->blob_state(base::sha256(content)));
}

endpoint::Response ask(Centre& centre, const std::string& secret, std::string method,
                       const base::Hash& hash, std::string body = {}) {
  endpoint::Request request;
  request.method = std::move(method);
  request.target = "/api/v1/blobs/" + base::to_hex(hash);
  request.authorization = "Bearer " + secret;
  request.content_type = "application/octet-stream";
  request.body = std::move(body);
  return endpoint::answer(*centre.store, request);
}

// What a device asks for, in order.
struct Asked {
  std::vector<std::string> requests;
  void settle(Desktop& device) {
    device.client->hint();
    for (int i = 0; i < 200 && !device.client->settled(); ++i) {
      device.client->tick();
      if (device.wire.busy()) {
        const std::string& path = device.wire.request().path;
        requests.push_back(device.wire.request().method + " " +
                           path.substr(0, std::min(path.find('?'), path.find('/', 8))));
        device.wire.deliver();
      }
    }
  }
};

TEST(SyncContents, GoUpAfterTheOpsAndComeDownWhenAskedFor) {
  Centre centre;
  Desktop first(centre, 1);
  first.attach("bill.pdf", kBill);
  first.enrol();
  Asked asked;
  asked.settle(first);
  EXPECT_EQ(asked.requests, (std::vector<std::string>{"POST /api/v1/push", "GET /api/v1/pull",
                                                      "POST /api/v1/blobs", "PUT /api/v1/blobs"}));
  EXPECT_EQ(state_at(centre, kBill), BlobState::held);

  Desktop second(centre, 2);
  second.enrol();
  second.settle();
  EXPECT_FALSE(second.has(kBill));  // not by default
  EXPECT_EQ(must(second.ledger->verify()).missing.size(), 1U);
  second.client->want_content(base::sha256(kBill));
  EXPECT_FALSE(second.client->settled());
  second.settle();
  EXPECT_EQ(must(second.ledger->content(base::sha256(kBill))), kBill);
  EXPECT_TRUE(must(second.ledger->verify()).missing.empty());
  // It knows that the endpoint has it, and offers nothing.
  second.kill();
  Asked again;
  again.settle(second);
  EXPECT_EQ(again.requests, (std::vector<std::string>{"GET /api/v1/pull"}));
}

TEST(SyncContents, OneThatTheEndpointHasIsNotSentAgain) {
  Centre centre;
  Desktop first(centre, 1);
  first.attach("bill.pdf", kBill);
  first.enrol();
  first.settle();
  Desktop second(centre, 2);
  second.enrol();
  second.settle();
  second.attach("the same.pdf", kBill);
  Asked asked;
  second.client->poke();
  asked.settle(second);
  EXPECT_EQ(std::count(asked.requests.begin(), asked.requests.end(), "PUT /api/v1/blobs"), 0);
  EXPECT_EQ(second.fault(), "");
}

TEST(SyncContents, WhatTheEndpointLacksIsSaid) {
  Centre centre;
  Desktop first(centre, 1);
  first.attach("bill.pdf", kBill);
  first.enrol();
  for (int i = 0; i < 2; ++i) {  // the ops only
    first.client->tick();
    first.wire.deliver();
  }
  Desktop second(centre, 2);
  second.enrol();
  second.settle();
  const base::Hash hash = base::sha256(kBill);
  second.client->want_content(hash);
  second.settle();
  EXPECT_EQ(second.client->content_fault(hash), base::ErrorCode::content_missing);
  EXPECT_EQ(second.fault(), "");
  first.settle();
  second.client->want_content(hash);
  EXPECT_FALSE(second.client->content_fault(hash));
  second.settle();
  EXPECT_TRUE(second.has(kBill));
}

// A cut, a lost answer, a repetition: it is tried again until it is there, and it is there once.
TEST(SyncContents, EveryFateOfEveryExchange) {
  for (const Fate fate :
       {Fate::request_lost, Fate::answer_lost, Fate::twice, Fate::request_cut, Fate::answer_cut}) {
    for (int moment = 0; moment < 8; ++moment) {
      Centre centre;
      Desktop first(centre, 1);
      first.attach("bill.pdf", kBill);
      first.attach("scan.png", kScan);
      first.enrol();
      for (int i = 0; i < 8; ++i) {
        first.step(i == moment ? fate : Fate::delivered);
      }
      first.settle();
      ASSERT_EQ(first.fault(), "") << moment;
      Desktop second(centre, 2);
      second.enrol();
      second.settle();
      second.client->want_content(base::sha256(kBill));
      second.client->want_content(base::sha256(kScan));
      for (int i = 0; i < 8; ++i) {
        second.step(i == moment ? fate : Fate::delivered);
      }
      second.settle();
      ASSERT_EQ(second.fault(), "") << moment;
      ASSERT_TRUE(second.has(kBill) && second.has(kScan)) << moment;
      ASSERT_TRUE(must(second.ledger->verify()).ok) << moment;
    }
  }
}

TEST(SyncContents, PowerLostAtEveryWriteOfTheEndpoint) {
  for (std::int64_t moment = 1;; ++moment) {
    Centre centre;
    Desktop first(centre, 1);
    first.attach("bill.pdf", kBill);
    first.enrol();
    for (int i = 0; i < 3; ++i) {
      first.step();
    }
    ASSERT_EQ(state_at(centre, kBill), BlobState::wanted);
    centre.vfs.crash_at(centre.vfs.operations() + moment);
    first.step();
    const bool crashed = centre.vfs.crashed();
    centre.restart(static_cast<std::uint64_t>(moment));
    first.settle();
    ASSERT_EQ(first.fault(), "") << moment;
    ASSERT_EQ(must(centre.store->blob(base::sha256(kBill))), std::optional(std::string(kBill)))
        << moment;
    if (!crashed) {
      ASSERT_GT(moment, 2);
      return;
    }
  }
}

TEST(SyncContents, TheEndpointTakesOnlyWhatIsNamedAndFits) {
  Centre centre;
  Desktop device(centre, 1);
  device.attach("bill.pdf", kBill);
  device.enrol();
  for (int i = 0; i < 2; ++i) {
    device.client->tick();
    device.wire.deliver();
  }
  const std::string secret = device.ledger->sync_state().secret;
  const base::Hash bill = base::sha256(kBill);
  const base::Hash scan = base::sha256(kScan);
  const auto code = [](const endpoint::Response& answer) {
    return std::to_string(answer.status) + " " + parse_fault(answer.body).code;
  };
  EXPECT_EQ(code(ask(centre, "guessed", "PUT", bill, std::string(kBill))), "401 not_enrolled");
  EXPECT_EQ(code(ask(centre, "guessed", "GET", bill)), "401 not_enrolled");
  EXPECT_EQ(code(ask(centre, secret, "PUT", scan, std::string(kScan))), "404 not_found");
  EXPECT_EQ(code(ask(centre, secret, "PUT", bill, std::string(kScan))), "400 content_differs");
  EXPECT_EQ(code(ask(centre, secret, "PUT", bill, "")), "400 file_empty");
  EXPECT_EQ(code(ask(centre, secret, "PUT", bill,
                     std::string(std::size_t{ledger::kMostContentBytes} + 1, 'x'))),
            "413 file_too_large");
  EXPECT_EQ(code(ask(centre, secret, "GET", bill)), "404 content_missing");
  EXPECT_EQ(state_at(centre, kBill), BlobState::wanted);
  EXPECT_EQ(ask(centre, secret, "PUT", bill, std::string(kBill)).status, 200);
  EXPECT_EQ(ask(centre, secret, "PUT", bill, std::string(kBill)).status, 200);
  const endpoint::Response answer = ask(centre, secret, "GET", bill);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, kBill);
}

// An endpoint of an earlier time has lost contents that it had confirmed.
TEST(SyncContents, AnEndpointRestoredFromYesterdayGetsThemAgain) {
  Centre centre;
  Desktop device(centre, 1);
  device.add_dimensions();
  device.enrol();
  device.settle();
  const fakes::Disk yesterday = centre.vfs.disk();
  device.attach("bill.pdf", kBill);
  device.client->poke();
  device.settle();
  ASSERT_EQ(state_at(centre, kBill), BlobState::held);
  centre.store.reset();
  centre.vfs.insert(yesterday);
  centre.open();
  ASSERT_EQ(state_at(centre, kBill), BlobState::unknown);
  device.settle();
  device.settle();
  EXPECT_EQ(device.fault(), "");
  EXPECT_EQ(state_at(centre, kBill), BlobState::held);
}

// Its op was refused meanwhile: nothing there names it. It stays here, and the rest goes on.
TEST(SyncContents, OneThatNothingNamesThereHoldsUpNothing) {
  Centre centre;
  Desktop device(centre, 1);
  device.attach("bill.pdf", kBill);
  device.attach("scan.png", kScan);
  device.enrol();
  int answered = 0;
  for (int i = 0; i < 12; ++i) {
    device.client->tick();
    if (device.wire.busy() && device.wire.request().method == "PUT" && answered++ == 0) {
      device.wire.answer({404, R"({"error":{"code":"not_found"}})", 0});
    } else if (device.wire.busy()) {
      device.wire.deliver();
    }
  }
  EXPECT_EQ(answered, 2);
  EXPECT_TRUE(device.client->settled());
  EXPECT_EQ(device.fault(), "");
  EXPECT_NE(state_at(centre, kBill), state_at(centre, kScan));
  EXPECT_TRUE(device.has(kBill) && device.has(kScan));
  // With the next push it is offered again.
  device.attach("other.txt", "other");
  device.client->poke();
  device.settle();
  EXPECT_EQ(state_at(centre, kBill), BlobState::held);
  EXPECT_EQ(state_at(centre, kScan), BlobState::held);
}

// What comes is hashed before it is kept.
TEST(SyncContents, AnAnswerThatIsAnotherContentIsNoAnswer) {
  Centre centre;
  Desktop first(centre, 1);
  first.attach("bill.pdf", kBill);
  first.enrol();
  first.settle();
  Desktop second(centre, 2);
  second.enrol();
  second.settle();
  second.client->want_content(base::sha256(kBill));
  second.client->tick();
  ASSERT_TRUE(second.wire.busy());
  second.wire.answer({200, std::string(kScan), 0});
  EXPECT_EQ(second.client->phase(), SyncPhase::waiting);
  EXPECT_FALSE(second.has(kScan) || second.has(kBill));
  second.settle();
  EXPECT_TRUE(second.has(kBill));
}

}  // namespace
}  // namespace saimnieks::sync
