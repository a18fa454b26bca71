// What the screen of synchronisation says and offers.
#include "core/views/sync_view.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::views {
namespace {

// A person finds out, and can go on: what was entered waits, and does not wait for ever.
TEST(SyncView, ACopyThatWentOnMayBecomeADeviceOfItsOwn) {
  ledger::TestLedger t;
  t.create();
  const cube::Cube cube(*t.ledger);
  SyncFacts facts;
  facts.phase = SyncFacts::Phase::stopped;
  facts.fault = base::ErrorCode::op_differs;
  const auto view = [&] { return build_sync(*t.ledger, cube, facts, {}, {}); };
  EXPECT_FALSE(view().can_fork) << "the feed has not shown where";
  facts.is_copy = true;
  EXPECT_TRUE(view().can_fork);
  EXPECT_NE(view().text.find("jauna ierīce"), std::string::npos);
  facts.phase = SyncFacts::Phase::receiving;
  EXPECT_FALSE(view().can_fork);
}

}  // namespace
}  // namespace saimnieks::views
