// The cube against sums that can be done by hand.
#include "core/cube/cube.h"

#include <algorithm>
#include <limits>

#include "core/cube/keys.h"
#include "core/cube/sums.h"
#include "core/ledger/successions.h"
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
  const VersionId newest = t.ledger->find_version("A2");
  t.run(ledger::Change{
      model::Table::version, t.ledger->versions()[newest].uuid, {{"scenario", ledger::number(1)}}});
  EXPECT_EQ(t.total({}).plan_cents, 100) << "what might be counts only where it is named";
  named.where = {filter(Axis::version, "A2")};
  EXPECT_EQ(t.total(named).plan_cents, 1000);
  t.run(ledger::Undo{});
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

TEST(Cube, IsToldOfCommitsThatChangeNoLine) {
  TestCube t;
  Cube cube(*t.ledger);
  must(cube.load());
  t.ledger->on_change(&cube);
  const auto row = [](const auto& rows, auto id) { return model::Value(rows[id].uuid.text()); };
  t.run(ledger::Add{model::Table::need,
                    {{"unit", row(t.ledger->units(), t.unit)},
                     {"service", row(t.ledger->services(), t.service)},
                     {"period", model::Value(std::int64_t{202600})},
                     {"amount_cents", model::Value(std::int64_t{1})},
                     {"justification", model::Value(std::string("x"))},
                     {"priority", model::Value(std::int64_t{1})}}});
  EXPECT_EQ(cube.revision(), t.ledger->revision()) << "else it could trust nothing that it keeps";
  t.ledger->on_change(nullptr);
}

TEST(Cube, MovesWithWhatItHasReadSoFar) {
  TestCube t;
  for (int i = 0; i < 5; ++i) {
    t.add(100);
  }
  Cube cube(*t.ledger);
  EXPECT_FALSE(must(cube.load_some(2)));
  const Cube moved(std::move(cube));
  EXPECT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved.pivot({}).total[0].actual_cents, 200);
}

// A unit's own lines, split further, stand beside the units below it: each line behind one leaf.
TEST(Cube, ALineOfALowerUnitStandsBehindNoNodeOfTheUnitsOwn) {
  TestCube t;
  const model::UnitId lower{
      t.run(ledger::AddUnit{.parent = t.unit, .code = "S", .name = "Skola"}).dimension};
  const model::CodeId fine{t.run(ledger::AddCode{"EKK", "1110", "Alga"}).dimension};
  std::int64_t cents = 1;
  for (const model::UnitId unit : {t.unit, lower}) {
    for (const model::CodeId code : {t.code, fine}) {
      LineInput input = t.line(cents);
      input.unit = unit;
      input.code = code;
      t.run(ledger::AddLine{input});
      cents *= 10;
    }
  }
  Cube cube(*t.ledger);
  must(cube.load());
  for (const Query& query :
       {Query{{Axis::unit, Axis::service}, {}, {}, {}}, Query{{Axis::unit, Axis::code}, {}, {}, {}},
        Query{{Axis::code, Axis::unit, Axis::service}, {}, {}, {}},
        Query{{Axis::service}, Axis::unit, {}, {}}, Query{{Axis::unit}, Axis::code, {}, {}}}) {
    const Pivot pivot = cube.pivot(query);
    for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
      for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
        std::int64_t sum = 0;
        for (const model::LineId rid :
             cube.lines_behind(query, pivot, static_cast<std::int32_t>(node), column)) {
          sum += must(t.ledger->line(rid)).row.cents;
        }
        EXPECT_EQ(sum, pivot.cell(node, column).actual_cents)
            << name(query.rows.front()) << ", node " << node << ", column " << column;
      }
    }
  }
}

// Each line as a delta would take more memory than the cube.
TEST(Cube, ReadsWhatACommitHasManyOf) {
  constexpr int kMany = 5'000;
  TestCube t;
  t.add(100);
  Cube cube(*t.ledger);
  must(cube.load());
  t.ledger->on_change(&cube);
  auto bulk = must(t.ledger->begin_bulk({}));
  for (int i = 0; i < kMany; ++i) {
    must(bulk->add(t.line(1)));
  }
  must(bulk->commit());
  EXPECT_FALSE(cube.loaded());
  t.add(10'000);  // meanwhile
  EXPECT_FALSE(must(cube.load_some(1'000)));
  EXPECT_FALSE(cube.loaded());
  must(cube.load());
  EXPECT_TRUE(cube.loaded());
  EXPECT_EQ(cube.size(), static_cast<std::size_t>(kMany) + 2);
  EXPECT_EQ(cube.pivot({}).total[0].actual_cents, 10'100 + kMany);

  t.run(ledger::Undo{});
  EXPECT_TRUE(cube.loaded());
  t.run(ledger::Undo{});
  EXPECT_FALSE(cube.loaded());
  must(cube.load());
  EXPECT_EQ(cube.size(), 1U);
  EXPECT_EQ(cube.pivot({}).total[0].actual_cents, 100);
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

// Above the rows of what is never added together, too.
TEST(Cube, ATotalIsTheSumOfItsLines) {
  TestCube t;
  t.plan("A", "2026", 100);
  t.plan("B", "2026", 1'000);
  t.actual("2026-01", 7);
  const auto other = [&t](std::int64_t cents, const char* field, const char* value) {
    t.run(ledger::Add{model::Table::line,
                      {{"unit", model::Value(t.ledger->units()[t.unit].uuid.text())},
                       {"service", model::Value(t.ledger->services()[t.service].uuid.text())},
                       {"amount_cents", model::Value(cents)},
                       {"period", model::Value(std::int64_t{202601})},
                       {field, model::Value(std::string(value))}}});
  };
  other(10'000, "nature", "income");
  other(100'000, "basis", "budget");
  Cube cube(*t.ledger);
  must(cube.load());
  for (const std::vector<Axis>& rows : {std::vector<Axis>{Axis::nature, Axis::unit},
                                        {Axis::unit, Axis::nature},
                                        {Axis::version, Axis::unit},
                                        {Axis::unit, Axis::version, Axis::basis}}) {
    Query query;
    query.rows = rows;
    const Pivot pivot = cube.pivot(query);
    EXPECT_EQ(pivot.total[0], (Cell{1'000, 7, 1, 1}));
    for (std::int32_t node = -1; node < static_cast<std::int32_t>(pivot.nodes.size()); ++node) {
      Cell sum;
      for (const model::LineId rid : cube.lines_behind(query, pivot, node, 0)) {
        const model::LineRow row = must(t.ledger->line(rid)).row;
        sum.add(row.kind == LineKind::plan ? Cell{row.cents, 0, 1, 0} : Cell{0, row.cents, 0, 1});
      }
      EXPECT_EQ(sum, node < 0 ? pivot.total[0] : pivot.cell(static_cast<std::size_t>(node), 0))
          << "node " << node << " below " << name(rows[0]);
    }
  }
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

// Amounts of every size up to `largest`, both ways, under few keys or one, added in blocks.
void expect_exact(std::int64_t largest, std::size_t lines, std::uint32_t keys, bool mixed) {
  Amounts amounts;
  amounts.resize(lines);
  std::vector<std::uint32_t> key_of(lines);
  std::vector<Sum> expected(keys);
  std::uint64_t state = 88'172'645'463'325'252ULL;
  for (std::size_t i = 0; i < lines; ++i) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    const bool below = mixed && (state >> 60U & 1U) != 0;
    amounts.set(i, below ? -largest : largest - static_cast<std::int64_t>(state % 2));
    key_of[i] = static_cast<std::uint32_t>(state >> 20U) % keys;
    expected[key_of[i]].cents += amounts[i];
    ++expected[key_of[i]].lines;
  }
  Sums all(amounts, keys);
  Sums odd(amounts, keys);
  std::vector<Sum> of_odd(keys);
  for (std::size_t from = 0; from < lines; from += kBlock) {
    const std::size_t count = std::min(kBlock, lines - from);
    all.add(from, count, key_of.data() + from);
    std::vector<std::uint16_t> chosen;
    std::vector<std::uint32_t> chosen_keys;
    for (std::size_t i = 1; i < count; i += 2) {
      chosen.push_back(static_cast<std::uint16_t>(i));
      chosen_keys.push_back(key_of[from + i]);
      of_odd[key_of[from + i]].cents += amounts[from + i];
      ++of_odd[key_of[from + i]].lines;
    }
    odd.add(from, chosen.data(), chosen.size(), chosen_keys.data());
  }
  for (std::uint32_t key = 0; key < keys; ++key) {
    EXPECT_EQ(all.at(key).cents, expected[key].cents) << largest << " key " << key;
    EXPECT_EQ(all.at(key).lines, expected[key].lines) << largest << " key " << key;
    EXPECT_EQ(all.any(key), expected[key].lines != 0);
    EXPECT_EQ(odd.at(key).cents, of_odd[key].cents) << largest << " key " << key;
    EXPECT_EQ(odd.at(key).lines, of_odd[key].lines) << largest << " key " << key;
  }
}

TEST(Sums, AreExactAtTheLimitsOfTheirNumbers) {
  constexpr std::int64_t kInt32 = 2'147'483'647;
  for (const bool mixed : {false, true}) {
    for (const std::uint32_t keys : {1U, 3U, 30'000U}) {
      expect_exact(1, 100'000, keys, mixed);
      expect_exact(999'999, 100'000, keys, mixed);
      expect_exact(kInt32, 200'000, keys, mixed);  // taken apart several times
      expect_exact(kInt32 + 1, 100'000, keys, mixed);
    }
    expect_exact(9'000'000'000'000'000, 1'000, 1, mixed);
    expect_exact(999'999, 3'000'000, 1, mixed);
  }
}

TEST(Amounts, WidenWithoutForgetting) {
  Amounts amounts;
  amounts.resize(3);
  amounts.set(0, -2'147'483'647);
  amounts.set(1, 2'147'483'647);
  EXPECT_NE(amounts.narrow(), nullptr);
  amounts.set(2, -2'147'483'648);
  EXPECT_EQ(amounts.narrow(), nullptr);
  EXPECT_EQ(amounts[0], -2'147'483'647);
  EXPECT_EQ(amounts[1], 2'147'483'647);
  EXPECT_EQ(amounts[2], -2'147'483'648);
  amounts.set(2, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(amounts.largest(), std::uint64_t{1} << 63U);
}

// Two devices number versions apart: which one counts must not follow from that.
TEST(Cube, OfSeveralApprovedVersionsTheLatestDecisionCounts) {
  for (const bool first : {false, true}) {
    TestCube t;
    const char* labels[] = {first ? "A" : "B", first ? "B" : "A"};
    for (const char* label : labels) {
      t.plan(label, *label == 'A' ? "2026" : "2027", *label == 'A' ? 100 : 1000);
      t.approve(t.ledger->find_version(label));
    }
    EXPECT_EQ(t.total({}).plan_cents, 1000) << "of one day the later label";
    t.plan("0", "2028", 7);
    t.clock.advance_ms(86'400'000);
    t.approve(t.ledger->find_version("0"));
    EXPECT_EQ(t.total({}).plan_cents, 7);
  }
}

TEST(Cube, HistoryIsShownUnderWhoTookOver) {
  TestCube t;
  const auto below = [&t](const char* code, model::UnitId parent) {
    return model::UnitId{t.run(ledger::AddUnit{.parent = parent, .code = code}).dimension};
  };
  const model::UnitId old = below("1", t.unit);
  const model::UnitId part = below("1a", old);  // goes where the unit goes
  const model::UnitId middle = below("2", t.unit);
  const model::UnitId now = below("3", t.unit);
  const model::UnitId split = below("4", t.unit);
  const auto row = [&t](model::UnitId unit) {
    return ledger::text(t.ledger->units()[unit].uuid.text());
  };
  const auto end = [&](model::UnitId unit) {
    t.run(ledger::Change{model::Table::unit,
                         t.ledger->units()[unit].uuid,
                         {{"valid_to", ledger::number(20260131)}}});
  };
  const auto follow = [&](model::UnitId unit, model::UnitId next) {
    t.run(ledger::Add{model::Table::succession, {{"unit", row(unit)}, {"successor", row(next)}}});
  };
  std::int64_t cents = 1;
  for (const model::UnitId unit : {old, part, middle, now, split}) {
    t.unit = unit;
    t.actual("2026-01", cents);
    cents *= 10;
  }
  follow(old, middle);
  t.run(ledger::Change{
      model::Table::unit, t.ledger->units()[middle].uuid, {{"successor", row(now)}}});
  follow(split, now);
  follow(split, middle);
  const auto shown = [&t](const char* where) {
    const auto successions = must(ledger::Successions::of(*t.ledger));
    Query query;
    query.rows = {Axis::unit};
    query.heirs = successions.heirs();
    if (*where != 0) {
      query.where = {filter(Axis::unit, where)};
    }
    Cube cube(*t.ledger);
    must(cube.load());
    const Pivot pivot = cube.pivot(query);
    std::string out;
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      out +=
          cube.code_of(pivot.nodes[i].member) + "=" + std::to_string(pivot.cells[i].actual_cents) +
          "/" +
          std::to_string(cube.lines_behind(query, pivot, static_cast<std::int32_t>(i), 0).size()) +
          " ";
    }
    return out;
  };
  // Nothing has ended yet.
  EXPECT_EQ(shown(""), "001=11111/5 1=11/2 1a=10/1 2=100/1 3=1000/1 4=10000/1 ");
  end(old);
  EXPECT_EQ(shown(""), "001=11111/5 2=111/3 3=1000/1 4=10000/1 ");
  end(middle);
  end(split);
  EXPECT_EQ(shown(""), "001=11111/5 3=1111/4 4=10000/1 ") << "a split one stays what it was";
  EXPECT_EQ(shown("001/3"), "001=1111/4 3=1111/4 ");
  EXPECT_EQ(shown("001/1"), "") << "it is asked for where it is shown";
}

}  // namespace
}  // namespace saimnieks::cube
