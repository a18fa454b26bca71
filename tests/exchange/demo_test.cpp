// The demonstration municipality: the same to the byte for the same seed, made in small steps, all
// of it or nothing.
#include "core/exchange/demo.h"

#include "core/base/sha256.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using base::Job;
using ledger::must;
using ledger::TestLedger;

struct DemoLedger : TestLedger {
  DemoLedger() { create(); }
  // The hash over the whole log: every op of it, rows and ids and all.
  [[nodiscard]] std::string head() const {
    return base::to_hex(must(ledger->own_log(1, INT64_MAX, INT64_MAX)).items.back().hash);
  }
  // Of the lines and their axes alone, however they were packed into ops.
  [[nodiscard]] std::string lines_hash() const {
    base::Sha256 hash;
    for (const std::string& line : picture()) {
      hash.update(line + "\n");
    }
    return base::to_hex(hash.finish());
  }
  Job::State make(std::uint64_t seed, std::int64_t lines) {
    DemoJob job(*ledger, seed, lines);
    return base::run_to_end(job, clock);
  }
};

TEST(Demo, IsTheSameToTheByteForTheSameSeed) {
  DemoLedger whole;
  EXPECT_EQ(whole.make(kDemoSeed, kDemoLines), Job::State::done);
  EXPECT_EQ(must(whole.ledger->line_count()), kDemoLines);
  EXPECT_EQ(whole.lines_hash(), "c1518174eec4e36258188b78bdce259f8e86fead758ee88a4b5a9b4aac8e5f9a");
  DemoLedger small;
  EXPECT_EQ(small.make(7, 1000), Job::State::done);
  EXPECT_EQ(must(small.ledger->line_count()), 1000);
  EXPECT_EQ(small.lines_hash(), "d0ed4a15bffe3f4b04925d5e90188d76a49b1b71b9c390333a6c1db922aaaccf");
}

TEST(Demo, ComesInSmallStepsWithTheSameBytes) {
  DemoLedger at_once;
  EXPECT_EQ(at_once.make(7, 1000), Job::State::done);
  DemoLedger in_steps;
  DemoJob job(*in_steps.ledger, 7, 1000);
  std::int64_t steps = 0;
  std::int64_t before = -1;
  while (job.step(in_steps.clock, 0) == Job::State::running) {
    ++steps;
    const base::Progress progress = job.progress();
    EXPECT_GT(progress.total, 0);
    EXPECT_GE(progress.done, before);
    before = progress.done;
  }
  EXPECT_GT(steps, 20);
  EXPECT_EQ(before, job.progress().total);
  EXPECT_EQ(in_steps.head(), at_once.head());
}

TEST(Demo, CancelledItLeavesNothingBehind) {
  DemoLedger t;
  DemoJob job(*t.ledger, kDemoSeed, kDemoLines);
  for (int step = 0; step < 10; ++step) {
    ASSERT_EQ(job.step(t.clock, 0), Job::State::running);
  }
  EXPECT_EQ(error_of(t.ledger->execute(ledger::AddVersion{"X"})), "ledger_busy");
  job.cancel();
  EXPECT_EQ(job.step(t.clock, 8), Job::State::cancelled);
  EXPECT_TRUE(t.ledger->empty());
  EXPECT_EQ(must(t.ledger->line_count()), 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
  EXPECT_EQ(t.make(7, 100), Job::State::done) << "and it can be made after all";
}

TEST(Demo, RefusesToMakeNothing) {
  DemoLedger t;
  DemoJob job(*t.ledger, kDemoSeed, 0);
  EXPECT_EQ(base::run_to_end(job, t.clock), Job::State::failed);
  EXPECT_EQ(job.error()->code, base::ErrorCode::value_range);
}

}  // namespace
}  // namespace saimnieks::exchange
