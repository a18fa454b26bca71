// Two devices and the real endpoint's API in one process: what one writes the other sees.
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using ledger::must;

TEST(Sync, ASecondDeviceGetsWhatTheFirstWrote) {
  Centre centre;
  Desktop first(centre, 1);
  Desktop second(centre, 2);
  first.add_dimensions();  // the line's code is a built-in one, which no op has made
  first.add(1250);
  first.enrol();
  first.settle();
  EXPECT_EQ(first.waiting(), 0);
  EXPECT_TRUE(must(first.ledger->tray()).empty());
  second.enrol();
  second.settle();
  EXPECT_EQ(second.picture(), first.picture());
  EXPECT_EQ(second.total(), 1250);
  EXPECT_TRUE(must(second.ledger->verify()).ok);
  const ledger::VerifyReport report = must(first.ledger->verify());
  EXPECT_TRUE(report.ok);
  EXPECT_EQ(base::to_hex(must(first.ledger->outbox(1, 1)).before), report.head);
}

TEST(Sync, TheEarlierOfTwoUnawareEditsStandsAndTheOtherGoesToTheTray) {
  Centre centre;
  Desktop first(centre, 1);
  Desktop second(centre, 2);
  first.add_dimensions();
  const model::LineId line = first.add(100);
  first.enrol();
  first.settle();
  second.enrol();
  second.settle();
  const base::Uuid uuid = must(first.ledger->line(line)).uuid;
  const auto theirs = must(second.ledger->find_line(uuid));
  ASSERT_TRUE(theirs.has_value());
  first.run(ledger::SetLine{.rid = line, .amount = base::Money::from_cents(200)});
  second.run(ledger::SetLine{.rid = *theirs, .amount = base::Money::from_cents(300)});
  first.settle();
  second.settle();
  first.settle();
  EXPECT_EQ(first.total(), 200);
  EXPECT_EQ(second.total(), 200);
  ASSERT_EQ(must(second.ledger->tray()).size(), 1U);
  EXPECT_EQ(must(second.ledger->tray())[0].verdict.kind, oplog::VerdictKind::conflict);
  EXPECT_TRUE(must(first.ledger->tray()).empty());
}

}  // namespace
}  // namespace saimnieks::sync
