// The endpoint's disk loses power at every write and every flush, runs full and does not answer: a
// push that is sent again gets the verdicts it would have had, and each op is there once.
#include <cstdint>
#include <set>

#include "sync/protocol/change_set.h"
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using fakes::Disk;
using fakes::DiskEvent;
using ledger::must;

// Two devices' pushes: rows that conflict, transactions of several ops, and an import's blocks.
struct Pushes {
  Pushes() {
    Desktop anna(centre, 1);
    anna.add_dimensions();
    const ledger::LineId line = anna.add(100);
    anna.enrol();
    anna.settle();
    Desktop bruno(centre, 2);
    bruno.enrol();
    bruno.settle();
    set_amount(bruno, ledger::LineId{1}, 300);
    bruno.settle();
    set_amount(anna, line, 200);
    const auto bulk = must(anna.ledger->begin_bulk({}));
    for (int i = 0; i < 120; ++i) {
      must(bulk->add(anna.line(i)));
    }
    must(bulk->commit());
    anna.add(250);
    const ledger::Outbox outbox = must(anna.ledger->outbox(5000, 1 << 22));
    const ChangeSet whole = change_set(anna.ledger->id(), anna.ledger->device(), "b", outbox);
    set = must(parse_change_set(print(whole)));
    centre.store.reset();
    before = centre.vfs.disk();
  }

  Centre centre;
  ChangeSet set;
  Disk before;  // without the push
};

PushAnswer push(endpoint::ChangeStore& store, const ChangeSet& set) {
  const auto results = must(store.push({&set, 1}));
  EXPECT_TRUE(results.front().answer) << results.front().fault.code;
  return results.front().answer.value_or(PushAnswer{});
}

std::int64_t head_of(endpoint::ChangeStore& store) { return must(store.place()).head; }

// Every op of the feed once, in order.
void check_feed(endpoint::ChangeStore& store, std::int64_t head) {
  const PullAnswer feed = must(store.pull("", base::Uuid{}, 1 << 26));
  ASSERT_EQ(static_cast<std::int64_t>(feed.entries.size()), head);
  std::set<std::pair<base::Uuid, std::int64_t>> seen;
  for (std::size_t i = 0; i < feed.entries.size(); ++i) {
    ASSERT_EQ(feed.entries[i].seq, static_cast<std::int64_t>(i) + 1);
    ASSERT_TRUE(seen.emplace(feed.entries[i].id.device, feed.entries[i].id.n).second);
  }
}

TEST(EndpointPowerCut, APushSentAgainGetsTheSameVerdicts) {
  Pushes pushes;
  Centre& centre = pushes.centre;
  std::vector<DiskEvent> events;
  centre.open();
  const std::int64_t head_before = head_of(*centre.store);
  centre.vfs.record(&events);
  const PushAnswer answer = push(*centre.store, pushes.set);
  const std::size_t answered = events.size();
  centre.store.reset();
  centre.vfs.record(nullptr);
  ASSERT_GT(answered, 3U);
  ASSERT_EQ(answer.verdicts.front().verdict.verdict.kind, oplog::VerdictKind::conflict);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    fakes::each_power_cut(
        pushes.before, events, seed * 1'000'003, [&](std::size_t done, const Disk& left) {
          SCOPED_TRACE("seed " + std::to_string(seed) + ", power lost at event " +
                       std::to_string(done) + " of " + std::to_string(events.size()));
          Centre again("again", left);
          const std::int64_t head = head_of(*again.store);
          if (done >= answered) {
            ASSERT_EQ(head, answer.seq);
          } else {
            ASSERT_TRUE(head == head_before || head == answer.seq) << head;
          }
          ASSERT_EQ(print(push(*again.store, pushes.set)), print(answer));
          check_feed(*again.store, answer.seq);
        });
  }
}

TEST(EndpointPowerCut, AStoreThatIsBeingMade) {
  std::vector<DiskEvent> events;
  fakes::MemoryVfs vfs("new");
  vfs.record(&events);
  std::string token;
  std::size_t answered = 0;
  {
    fakes::FakeClock clock;
    fakes::FakeRandom random(5);
    const auto store = must(endpoint::open_sqlite_store(clock, random, vfs.storage("endpoint.db")));
    token = store->tokens().editor;
    answered = events.size();
  }
  ASSERT_GT(answered, 3U);
  fakes::each_power_cut({}, events, 1, [&](std::size_t done, const Disk& left) {
    SCOPED_TRACE("power lost at event " + std::to_string(done));
    Centre again("again", left);
    if (done >= answered) {
      ASSERT_EQ(again.store->tokens().editor, token);
    }
    Desktop device(again, 1);
    device.add_dimensions();
    device.add(3);
    device.enrol();
    device.settle();
    ASSERT_EQ(device.waiting(), 0);
  });
}

TEST(EndpointDiskFailure, AFailedPushTakesNothing) {
  Pushes pushes;
  std::string whole;
  for (const bool full : {false, true}) {
    for (std::int64_t moment = 1;; ++moment) {
      SCOPED_TRACE((full ? "full from operation " : "operation ") + std::to_string(moment));
      Centre centre("failing", pushes.before);
      const std::int64_t head_before = head_of(*centre.store);
      const std::int64_t first = centre.vfs.operations() + moment;
      full ? centre.vfs.full_from(first) : centre.vfs.fail_between(first, first);
      const auto results = centre.store->push({&pushes.set, 1});
      const bool reached = centre.vfs.operations() >= first;
      ASSERT_TRUE(!results || results->front().answer);
      ASSERT_EQ(head_of(*centre.store), results ? results->front().answer->seq : head_before);
      centre.vfs.heal();
      // The device sends again, to the same process or to the next one.
      if (moment % 2 == 0) {
        centre.restart(static_cast<std::uint64_t>(moment));
      }
      const PushAnswer answer = push(*centre.store, pushes.set);
      whole = whole.empty() ? print(answer) : whole;
      ASSERT_EQ(print(answer), whole);
      check_feed(*centre.store, answer.seq);
      if (!reached) {
        ASSERT_GT(moment, 3);
        break;
      }
    }
  }
}

}  // namespace
}  // namespace saimnieks::sync
