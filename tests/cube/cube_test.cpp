// The cube against sums that can be done by hand.
#include "core/cube/cube.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::cube {
namespace {

using ledger::LineInput;
using ledger::must;
using ledger::TestLedger;

struct TestCube : TestLedger {
  TestCube() {
    create();
    add_dimensions();
  }
  void plan(const char* label, const char* period, std::int64_t cents) {
    const model::VersionId known = ledger->find_version(label);
    LineInput input = line(cents, LineKind::plan);
    input.version = known != model::kNoVersion
                        ? known
                        : model::VersionId{run(ledger::AddVersion{label}).dimension};
    input.period = *base::Period::parse(period);
    run(ledger::AddLine{input});
  }
  void actual(const char* period, std::int64_t cents) {
    LineInput input = line(cents);
    input.period = *base::Period::parse(period);
    run(ledger::AddLine{input});
  }
  [[nodiscard]] Cell total(const Query& query) const {
    Cube cube(*ledger);
    must(cube.load());
    return cube.pivot(query).total[0];
  }
};

TEST(Cube, AComparisonWithItselfHasNoVariance) {
  TestCube t;
  t.plan("A", "2014", 500);
  const Side side{LineKind::plan, t.ledger->find_version("A"), 2014};
  Query query;
  query.rows = {Axis::unit};
  query.compare = Comparison{side, side};
  const Cell total = t.total(query);
  EXPECT_EQ(total.plan_cents, 500);
  EXPECT_EQ(total.actual_cents, 500);
}

TEST(Cube, VersionsAreNeverAddedTogether) {
  TestCube t;
  t.plan("A1", "2026", 100);
  t.plan("A2", "2026", 1000);
  EXPECT_EQ(t.total({}).plan_cents, 1000) << "the newest counts";
  Query by_version;
  by_version.rows = {Axis::version};
  EXPECT_EQ(t.total(by_version).plan_cents, 1000);
  Query beginning;
  beginning.where = {filter(Axis::version, "A*")};
  EXPECT_EQ(t.total(beginning).plan_cents, 0);
  Query named;
  named.where = {filter(Axis::version, "A1")};
  EXPECT_EQ(t.total(named).plan_cents, 100);
  t.run(ledger::SetVersionStatus{t.ledger->find_version("A1"), model::VersionStatus::approved});
  EXPECT_EQ(t.total({}).plan_cents, 100) << "an approved one counts before a newer draft";
}

TEST(Cube, FollowsEditsVoidsAndUndo) {
  TestCube t;
  Cube cube(*t.ledger);
  must(cube.load());
  t.ledger->on_change(&cube);
  const auto sum = [&cube] { return cube.pivot({}).total[0].actual_cents; };
  const model::LineId line = t.add(100);
  EXPECT_EQ(sum(), 100);
  t.run(ledger::SetLine{.rid = line, .amount = base::Money::from_cents(250)});
  EXPECT_EQ(sum(), 250);
  t.run(ledger::Undo{});
  EXPECT_EQ(sum(), 100);
  t.run(ledger::VoidLine{line});
  EXPECT_EQ(sum(), 0);
  EXPECT_EQ(cube.size(), 0U);
  t.ledger->on_change(nullptr);
}

TEST(Cube, EveryCellIsTheSumOfItsLines) {
  TestCube t;
  t.actual("2026-01", 7);
  t.actual("2026-02", 11);
  t.actual("2025", 13);
  Cube cube(*t.ledger);
  must(cube.load());
  Query query;
  query.rows = {Axis::unit, Axis::service, Axis::code};
  query.columns = Axis::year;
  const Pivot pivot = cube.pivot(query);
  ASSERT_EQ(pivot.columns.size(), 2U);
  for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
    for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
      std::int64_t cents = 0;
      for (const model::LineId rid :
           cube.lines_behind(query, pivot, static_cast<std::int32_t>(node), column)) {
        cents += must(t.ledger->line(rid)).row.cents;
      }
      EXPECT_EQ(cents, pivot.cell(node, column).actual_cents);
    }
  }
  EXPECT_EQ(pivot.total[0].actual_cents, 13);
  EXPECT_EQ(pivot.total[1].actual_cents, 18);
}

}  // namespace
}  // namespace saimnieks::cube
