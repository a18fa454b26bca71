// What a line, a disk and a person can do to an exchange, one named case each: nothing is lost and
// nothing is there twice.
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using client::SyncPhase;
using ledger::must;

// A device with some dimensions and two lines, enrolled, nothing sent yet.
void prepare(Desktop& device) {
  device.add_dimensions();
  device.add(100);
  device.add(250);
  device.enrol();
}

// Another device that has all that the endpoint has.
std::int64_t total_elsewhere(Centre& centre, std::uint64_t seed = 77) {
  Desktop other(centre, seed);
  other.enrol();
  other.settle();
  EXPECT_EQ(other.fault(), "");
  return other.total();
}

TEST(SyncFailure, NothingWrong) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.settle();
  EXPECT_EQ(device.fault(), "");
  EXPECT_EQ(device.waiting(), 0);
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, AnswerLostAfterCommit) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.step(Fate::answer_lost);
  EXPECT_EQ(device.client->phase(), SyncPhase::waiting);
  EXPECT_FALSE(device.client->online());
  const std::int64_t head = centre.head();
  device.settle();
  EXPECT_EQ(device.waiting(), 0);
  EXPECT_EQ(centre.head(), head);
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, BatchRepeated) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.step(Fate::twice);
  device.settle();
  EXPECT_EQ(device.waiting(), 0);
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, BatchTruncated) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.step(Fate::request_cut);
  EXPECT_EQ(centre.head(), 0);
  device.settle();
  EXPECT_EQ(device.waiting(), 0);
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, AnswerTruncated) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.step(Fate::answer_cut);
  EXPECT_EQ(device.fault(), "answer_invalid");
  device.settle();
  EXPECT_EQ(device.fault(), "");
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, BatchesInTheWrongOrder) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  const ledger::Outbox all = must(device.ledger->outbox(1000, 1 << 20));
  ASSERT_GT(all.items.size(), 1U);
  ledger::Outbox late;
  late.before = all.items.front().hash;
  late.items.assign(all.items.begin() + 1, all.items.end());
  endpoint::Request request;
  request.method = "POST";
  request.target = "/api/v1/push";
  request.authorization = "Bearer " + device.ledger->sync_state().secret;
  request.content_type = "application/json";
  request.body = print(change_set(device.ledger->id(), device.ledger->device(), "late", late));
  const endpoint::Response answer = endpoint::answer(*centre.store, request);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(parse_fault(answer.body).code, "op_out_of_order");
  EXPECT_EQ(parse_fault(answer.body).next_n, 1);
  EXPECT_EQ(centre.head(), 0);
  device.settle();
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, TabKilledInMidPush) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.client->tick();
  ASSERT_TRUE(device.wire.busy());
  device.kill();
  device.settle();
  EXPECT_EQ(device.waiting(), 0);
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, EndpointLosesPowerAtEveryWrite) {
  for (std::int64_t moment = 1;; ++moment) {
    Centre centre;
    Desktop device(centre, 1);
    prepare(device);
    const std::int64_t before = centre.vfs.operations();
    centre.vfs.crash_at(before + moment);
    device.step();
    const bool crashed = centre.vfs.crashed();
    centre.restart(static_cast<std::uint64_t>(moment));
    device.settle();
    ASSERT_EQ(device.waiting(), 0) << "power lost at write " << moment;
    ASSERT_EQ(total_elsewhere(centre), 350) << "power lost at write " << moment;
    if (!crashed) {
      ASSERT_GT(moment, 3);
      return;
    }
  }
}

TEST(SyncFailure, DeviceLosesPowerAtEveryWrite) {
  for (std::int64_t moment = 1;; ++moment) {
    Centre centre;
    Desktop other(centre, 2);
    prepare(other);
    other.settle();
    Desktop device(centre, 1);
    device.enrol();
    device.settle();
    other.add(7);
    other.settle();
    device.run(ledger::AddUnit{.code = "002", .name = "Skola"});
    device.vfs.crash_at(device.vfs.operations() + moment);
    constexpr int kSteps = 12;
    for (int i = 0; i < kSteps && !device.vfs.crashed(); ++i) {
      device.client->hint();
      device.step();
    }
    const bool crashed = device.vfs.crashed();
    device.power_cut(static_cast<std::uint64_t>(moment));
    device.settle();
    ASSERT_EQ(device.fault(), "") << "power lost at write " << moment;
    ASSERT_EQ(device.waiting(), 0) << "power lost at write " << moment;
    ASSERT_EQ(device.total(), 357) << "power lost at write " << moment;
    ASSERT_TRUE(must(device.ledger->verify()).ok) << "power lost at write " << moment;
    other.settle();
    ASSERT_EQ(other.picture(), device.picture()) << "power lost at write " << moment;
    if (!crashed) {
      ASSERT_GT(moment, 3);
      return;
    }
  }
}

// Well-formed JSON whose members are of the wrong types must be no answer: it is asked again.
TEST(SyncFailure, AnswersOfWrongTypesAreNoAnswers) {
  const std::string answers[] = {
      "",
      "null",
      "7",
      "[]",
      "{}",
      "\"\"",
      "{\"error\":7}",
      "{\"error\":{\"code\":[]}}",
      R"({"verdicts":7,"receipt":{}})",
      R"({"verdicts":[7],"receipt":7})",
      R"({"verdicts":[{"op":["x",{}],"kind":7}],"receipt":{"scope":1,"seq":"a","head":null}})",
      R"({"verdicts":[{"op":7,"kind":"accepted","exceptions":7}],"receipt":null})",
      R"({"verdicts":[],"receipt":{"scope":"all","seq":1,"head":""}})",
      R"({"entries":{},"cursor":7,"epoch":[],"more":"no","next_n":null,"now_ms":1e400})",
      R"({"entries":[{"seq":"1","op":[1,2],"hash":7,"verdict":"accepted","change":[]}],"cursor":"",
          "epoch":"e","more":false,"next_n":1,"now_ms":1})",
      R"({"secret":7,"ledger":"x","epoch":null,"name":{},"next_n":"1","now_ms":[]})"};
  Centre centre;
  Desktop device(centre, 1);
  device.add_dimensions();
  device.add(350);
  for (const int status : {200, 400, 409, 413, 500}) {
    for (const std::string& body : answers) {
      device.client->enrol("", "token");
      device.wire.answer({status, body, 0});
      EXPECT_EQ(device.client->phase(), SyncPhase::not_enrolled);
      EXPECT_NE(device.fault(), "") << body;
    }
  }
  device.enrol();
  for (int i = 0; i < 4; ++i) {  // pushes and pulls take turns
    for (const std::string& body : answers) {
      device.clock.advance_ms(600'000);
      device.client->tick();
      ASSERT_TRUE(device.wire.busy());
      device.wire.answer({200, body, 0});
      ASSERT_EQ(device.client->phase(), SyncPhase::waiting) << body;
    }
    device.clock.advance_ms(600'000);
    device.step();
  }
  device.settle();
  EXPECT_EQ(device.fault(), "");
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, TransactionIsNeverSplit) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  for (std::int64_t ops = 1; ops <= 6; ++ops) {
    ledger::Outbox batch = must(device.ledger->outbox(ops, 1 << 20));
    if (!keep_whole_transactions(batch)) {
      continue;
    }
    const auto& last = batch.items.back();
    std::int64_t of_last = 0;
    for (const auto& item : batch.items) {
      of_last += item.tx == last.tx ? 1 : 0;
    }
    EXPECT_EQ(of_last, last.tx.op_count);
  }
}

TEST(SyncFailure, AnotherLedgerIsRefused) {
  Centre centre;
  Desktop first(centre, 1);
  prepare(first);
  Desktop second(centre, 2);
  second.add_dimensions();
  second.enrol();
  EXPECT_EQ(second.fault(), "ledger_differs");
  EXPECT_EQ(second.client->phase(), SyncPhase::not_enrolled);
}

TEST(SyncFailure, WrongToken) {
  Centre centre;
  Desktop device(centre, 1);
  device.client->enrol("", "guessed");
  device.wire.deliver();
  EXPECT_EQ(device.fault(), "token_invalid");
}

TEST(SyncFailure, TooLargeIsHalvedUntilItFits) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.client->tick();
  const std::size_t whole = device.wire.request().body.size();
  device.wire.answer({413, R"({"error":{"code":"endpoint_too_large"}})", 0});
  EXPECT_EQ(device.fault(), "");
  for (int i = 0; i < 14; ++i) {
    device.client->tick();
    ASSERT_TRUE(device.wire.busy());
    if (device.wire.request().path == "/api/v1/push" && device.wire.request().body.size() < whole) {
      break;
    }
    device.wire.answer({413, "", 0});
  }
  EXPECT_LT(device.wire.request().body.size(), whole);
  device.wire.deliver();
  device.settle();
  EXPECT_EQ(total_elsewhere(centre), 350);
}

TEST(SyncFailure, BusyEndpointIsLeftAloneAsLongAsItAsks) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.client->tick();
  device.wire.answer({503, "", 20'000});
  EXPECT_EQ(device.fault(), "endpoint_busy");
  device.client->poke();
  device.client->hint();
  device.clock.advance_ms(19'000);
  device.client->tick();
  EXPECT_FALSE(device.wire.busy());
  device.settle();
  EXPECT_EQ(total_elsewhere(centre), 350);
}

std::int64_t ms_until_sent(Desktop& device) {
  std::int64_t waited_ms = 0;
  while (device.waiting() > 0 && waited_ms < 600'000) {
    if (!device.step()) {
      device.clock.advance_ms(100);
      waited_ms += 100;
    }
  }
  return waited_ms;
}

TEST(SyncFailure, EndpointComesBackWithinFiveSeconds) {
  // Gone for seconds, for minutes and for hours, and with a gateway before it that still answers.
  for (const int tries : {5, 200, 20'000}) {
    for (const bool gateway : {false, true}) {
      Centre centre;
      Desktop device(centre, 1);
      prepare(device);
      for (int i = 0; i < tries; ++i) {
        device.client->tick();
        if (device.wire.busy()) {
          device.wire.answer(gateway ? client::HttpResponse{502, "<html>", 0}
                                     : client::HttpResponse{});
        }
        device.clock.advance_ms(500);
      }
      EXPECT_LT(ms_until_sent(device), 5000) << tries;
    }
  }
}

TEST(SyncFailure, AnEditAfterALongIdleOutageIsSentWithinFiveSeconds) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.settle();
  for (int i = 0; i < 20'000; ++i) {
    device.client->tick();
    if (device.wire.busy()) {
      device.wire.answer({});
    }
    device.clock.advance_ms(500);
  }
  device.add(1);
  device.client->poke();
  EXPECT_LT(ms_until_sent(device), 5000);
}

TEST(SyncFailure, AHintBringsAnotherDevicesEditAtOnce) {
  Centre centre;
  Desktop writer(centre, 1);
  prepare(writer);
  writer.settle();
  Desktop reader(centre, 2);
  reader.enrol();
  reader.settle();
  writer.add(5);
  writer.settle();
  reader.client->hint();
  reader.client->tick();
  ASSERT_TRUE(reader.wire.busy());
  reader.wire.deliver();
  EXPECT_EQ(reader.total(), 355);
}

TEST(SyncFailure, SameOpWithOtherContentIsAnAlarm) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.settle();
  const std::int64_t head = centre.head();
  // A copy of the file from before, in which another line was entered: the same ids, other ops.
  device.client.reset();
  device.ledger.reset();
  const fakes::Content copy = *device.vfs.content("ledger.db");
  device.reopen();
  device.connect();
  device.add(1);
  device.settle();
  device.client.reset();
  device.ledger.reset();
  *device.vfs.content("ledger.db") = copy;
  device.vfs.remove("ledger.db-wal");
  device.reopen();
  device.connect();
  device.add(2);
  device.settle();
  EXPECT_EQ(device.client->phase(), SyncPhase::stopped);
  EXPECT_EQ(device.fault(), "op_differs");
  EXPECT_EQ(centre.head(), head + 1);
  EXPECT_EQ(device.waiting(), 1);  // the outbox is kept
  EXPECT_EQ(total_elsewhere(centre), 351);
}

TEST(SyncFailure, ConflictKeepsTheEarlierValueAndTellsTheLaterAuthor) {
  Centre centre;
  Desktop anna(centre, 1);
  prepare(anna);
  anna.settle();
  Desktop janis(centre, 2);
  janis.enrol();
  janis.settle();
  ASSERT_EQ(janis.total(), 350);
  const auto first_line = [](Desktop& device) {
    ledger::LineId rid{};
    must(device.ledger->scan_lines(
        [&rid](const model::LineRow& row) { rid = row.cents == 100 ? row.rid : rid; }));
    return rid;
  };
  set_amount(anna, first_line(anna), 111);
  set_amount(janis, first_line(janis), 122);
  anna.settle();
  janis.settle();
  anna.settle();
  EXPECT_EQ(anna.total(), 361);
  EXPECT_EQ(janis.total(), 361);
  EXPECT_EQ(must(janis.ledger->pending_summary()).conflicts, 1);
  EXPECT_EQ(must(anna.ledger->pending_summary()).conflicts, 0);
}

TEST(SyncFailure, AnotherEndpointGetsEverythingAgain) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.settle();
  centre.store.reset();
  for (const std::string& path : centre.vfs.paths()) {
    centre.vfs.remove(path);
  }
  centre.random.next();  // another epoch, another token
  centre.open();
  device.client->hint();
  device.settle();
  EXPECT_EQ(device.client->phase(), SyncPhase::not_enrolled);
  EXPECT_EQ(device.fault(), "not_enrolled");
  device.client->enrol("", "guessed");
  device.wire.deliver();
  EXPECT_EQ(device.client->phase(), SyncPhase::not_enrolled);
  EXPECT_EQ(device.fault(), "token_invalid");
  device.enrol();
  device.settle();
  EXPECT_EQ(device.fault(), "");
  EXPECT_EQ(total_elsewhere(centre), 350);
  EXPECT_EQ(device.total(), 350);
}

TEST(SyncFailure, APageOfManySlicesIsAskedForOnce) {
  constexpr int kLines = 2500;  // some pages of the feed, some slices each
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  for (int i = 0; i < kLines; ++i) {
    device.add(1);
  }
  device.settle();
  Desktop other(centre, 77);
  other.enrol();
  other.settle();
  EXPECT_EQ(other.total(), 350 + kLines);
  EXPECT_LT(other.wire.requests(), 10);
}

TEST(SyncFailure, AnswerDuringAnImportIsAskedForAgain) {
  Centre centre;
  Desktop device(centre, 1);
  prepare(device);
  device.client->tick();
  ASSERT_TRUE(device.wire.busy());
  {
    const auto bulk = must(device.ledger->begin_bulk({}));
    device.wire.deliver();
    EXPECT_NE(device.client->phase(), SyncPhase::stopped);
  }
  device.settle();
  EXPECT_EQ(device.waiting(), 0);
  EXPECT_EQ(total_elsewhere(centre), 350);
}

}  // namespace
}  // namespace saimnieks::sync
