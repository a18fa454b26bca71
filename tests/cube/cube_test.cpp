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
  t.approve(t.ledger->find_version("A1"));
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

// A line of the methodology, with axes beside its service.
void axes_line(TestCube& t, std::int64_t cents, std::vector<ledger::FieldValue> more) {
  more.push_back({"amount_cents", model::Value(cents)});
  more.push_back({"period", model::Value(std::int64_t{202601})});
  t.run(ledger::Add{model::Table::line, std::move(more)});
}

TEST(Cube, BasisAndNatureAreNeverAddedTogether) {
  TestCube t;
  const auto service = model::Value(t.ledger->services()[t.service].uuid.text());
  const auto text = [](const char* value) { return model::Value(std::string(value)); };
  axes_line(t, 100, {{"service", service}});
  axes_line(t, 2000, {{"service", service}, {"basis", text("budget")}});
  axes_line(t, 30000, {{"service", service}, {"nature", text("income")}});
  axes_line(t, 400000, {{"service", service}, {"nature", text("recipient")}});
  EXPECT_EQ(t.total({}).actual_cents, 100);
  Query budget;
  budget.where = {filter(Axis::basis, "budget")};
  EXPECT_EQ(t.total(budget).actual_cents, 2000);
  Query both;
  both.where = {filter(Axis::basis, "*")};
  EXPECT_EQ(t.total(both).actual_cents, 0);
  Query apart;
  apart.rows = {Axis::service, Axis::nature};
  Cube cube(*t.ledger);
  must(cube.load());
  const Pivot pivot = cube.pivot(apart);
  ASSERT_EQ(pivot.nodes.size(), 4U);  // the service, and its costs, income and recipients' costs
  EXPECT_EQ(pivot.cell(0, 0).actual_cents, 100);
  EXPECT_EQ(pivot.cell(2, 0).actual_cents, 30000);
  EXPECT_EQ(pivot.cell(3, 0).actual_cents, 400000);
  EXPECT_EQ(pivot.total[0].actual_cents, 100);
  ASSERT_EQ(cube.scenarios().size(), 1U);
  EXPECT_EQ(cube.scenarios()[0].cents, 100);
}

TEST(Cube, EveryAxisOfALineCanBeRowsAndFilter) {
  TestCube t;
  const auto text = [](const char* value) { return model::Value(std::string(value)); };
  const auto made =
      t.run(ledger::Add{model::Table::resource, {{"code", text("R1")}, {"kind", text("staff")}}});
  axes_line(t, 7,
            {{"resource", model::Value(made.rows[0].text())},
             {"task", text("PU2-4")},
             {"condition", text("N1-1")},
             {"channel", text("website")},
             {"phase", text("provision")},
             {"regular", text("one-off")}});
  axes_line(t, 11, {{"task", text("PU3-4")}});
  Cube cube(*t.ledger);
  must(cube.load());
  t.ledger->on_change(&cube);
  const std::pair<Axis, const char*> cases[] = {
      {Axis::object, "resource"}, {Axis::resource, "R1"},     {Axis::task, "PU2-4"},
      {Axis::condition, "N1-1"},  {Axis::channel, "website"}, {Axis::phase, "provision"},
      {Axis::regular, "one-off"}};
  for (const auto& [axis, value] : cases) {
    Query rows;
    rows.rows = {axis};
    const Pivot pivot = cube.pivot(rows);
    ASSERT_EQ(pivot.nodes.size(), 2U) << name(axis);
    EXPECT_EQ(pivot.total[0].actual_cents, 18);
    Query only;
    only.where = {filter(axis, value)};
    EXPECT_EQ(cube.pivot(only).total[0].actual_cents, 7) << name(axis);
  }
  axes_line(t, 100, {{"task", text("PU1-1")}});  // a word that the cube meets by a commit
  Query tasks;
  tasks.rows = {Axis::task};
  EXPECT_EQ(cube.code_of(cube.pivot(tasks).nodes[0].member), "PU1-1");
  EXPECT_EQ(cube.row(model::LineId{1})->task, must(t.ledger->line(model::LineId{1})).row.task);
  t.ledger->on_change(nullptr);
}

TEST(Column, WidensWithoutForgetting) {
  Column column;
  column.resize(70'002);
  for (std::uint32_t i = 0; i < 70'000; ++i) {
    column.set(i, i);
  }
  EXPECT_EQ(column[70'001], model::kNone);
  for (const std::uint32_t at : {0U, 254U, 255U, 256U, 65'534U, 65'535U, 65'536U, 69'999U}) {
    EXPECT_EQ(column[at], at);
  }
  column.set(3, model::kNone);
  EXPECT_EQ(column[3], model::kNone);
}

}  // namespace
}  // namespace saimnieks::cube
