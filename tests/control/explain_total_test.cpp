// A cut's total as a tree: every line once, and no cent more or less.
#include "core/control/explain_total.h"

#include <random>

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

using cube::Axis;

struct Town : SmallTown {
  Town() {
    run(ledger::AddCode{.code = "2220"});
    run(ledger::AddCode{.code = "2222"});
  }
  base::Uuid cost(const char* of_unit, const char* of_code, std::int64_t cents,
                  std::vector<FieldValue> more = {}, std::int64_t period = 202601) {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"unit", row(Table::unit, of_unit)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (*of_code != 0) {
      fields.push_back({"code", row(Table::code, of_code)});
    }
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  [[nodiscard]] base::Explanation ask(const cube::Query& query,
                                      cube::Cube::Part part = cube::Cube::Part::actual) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return must(explain_total(*ledger, cube, query, part));
  }
};

// "total=6(1100=1(#1) 2000=5(2200=5(#5)))": a line is "#" and its amount.
std::string picture(const base::Explanation& node) {
  const bool line = base::Uuid::parse(node.name).has_value();
  std::string out = line ? "#" + node.value : node.name + "=" + node.value;
  EXPECT_EQ(node.formula, line ? "" : "total");
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    out += (i == 0 ? "(" : " ") + picture(node.inputs[i]);
  }
  return node.inputs.empty() ? out : out + ")";
}

TEST(ExplainTotal, NestsCodesAndEndsInLines) {
  Town t;
  t.cost("012", "2200", 5);
  t.cost("012", "2222", 7);
  t.cost("012", "2222", -2);
  t.cost("012", "", 1);
  t.cost("012", "1100", 100, {{"basis", text("budget")}});
  const cube::Query query{.rows = {Axis::code}, .columns = {}, .where = {}, .compare = {}};
  EXPECT_EQ(picture(t.ask(query)), "total=11(2000=10(2200=10(2220=5(2222=5(#7 #-2)) #5)) =1(#1))");
}

TEST(ExplainTotal, LeavesOutTheOtherSideAndWhatTheCutLeavesOut) {
  Town t;
  t.cost("012", "2200", 5);
  t.cost("001", "1100", 6);
  t.run(ledger::AddLine{t.line(9, model::LineKind::plan)});
  const cube::Query query{.rows = {Axis::unit},
                          .columns = {},
                          .where = {cube::filter(Axis::code, "2200")},
                          .compare = {}};
  EXPECT_EQ(picture(t.ask(query)), "total=5(001=5(012=5(#5)))");
  EXPECT_EQ(picture(t.ask(query, cube::Cube::Part::plan)), "total=0");
  const cube::Query all{};
  EXPECT_EQ(picture(t.ask(all, cube::Cube::Part::plan)), "total=9(#9)");
}

void collect(const base::Explanation& node, std::map<std::string, int>& lines) {
  if (node.inputs.empty() && base::Uuid::parse(node.name)) {
    ++lines[node.name];
  }
  for (const base::Explanation& input : node.inputs) {
    collect(input, lines);
  }
}

TEST(ExplainTotal, HoldsEveryLineOnceWhateverTheAxes) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    Town t;
    const char* units[] = {"001", "012"};
    const char* codes[] = {"", "1100", "2200", "2222", "2300"};
    for (int i = 0; i < 60; ++i) {
      t.cost(units[dice() % 2], codes[dice() % 5], static_cast<std::int64_t>(dice() % 2001) - 1000);
    }
    for (const std::vector<Axis>& rows : {std::vector<Axis>{},
                                          {Axis::code},
                                          {Axis::unit, Axis::code},
                                          {Axis::code, Axis::unit},
                                          {Axis::service, Axis::month, Axis::source}}) {
      cube::Cube cube(*t.ledger);
      must(cube.load());
      const cube::Query query{.rows = rows, .columns = {}, .where = {}, .compare = {}};
      const base::Explanation tree = t.ask(query);
      EXPECT_EQ(tree.value, std::to_string(cube.pivot(query).total[0].actual_cents));
      std::map<std::string, int> lines;
      collect(tree, lines);
      EXPECT_EQ(lines.size(), 60U);
      for (const auto& [line, times] : lines) {
        EXPECT_EQ(times, 1) << line;
      }
    }
  }
}

TEST(ExplainTotal, SaysWhatAForecastIsMadeOf) {
  Town t;
  t.cost("012", "2200", 5);
  t.cost("012", "2200", 7, {}, 202604);
  t.cost("012", "2200", 11, {}, 202600);
  t.run(ledger::AddLine{t.line(9, model::LineKind::plan)});
  ledger::LineInput late = t.line(20, model::LineKind::plan);
  late.period = *base::Period::parse("2026-05");
  t.run(ledger::AddLine{late});
  cube::Cube cube(*t.ledger);
  must(cube.load());
  std::vector<std::string> found;
  for (const base::Explanation& one : must(explain_year(*t.ledger, cube, {}, 2026, 3))) {
    found.push_back(picture(one));
  }
  EXPECT_EQ(found, (std::vector<std::string>{"annual_plan=29(#9 #20)", "plan_to_date=9(#9)",
                                             "actual_to_date=5(#5)", "whole_year_plan=0",
                                             "whole_year=11(#11)"}));
}

TEST(ExplainTotal, LeadsToTheDocumentsOfLines) {
  Town t;
  const base::Uuid bill =
      t.cost("012", "2200", 5, {{"document", text("R-1")}, {"date", number(20260105)}});
  const base::Uuid bare = t.cost("012", "2200", 5);
  t.run(ledger::Attach{"r1.txt", "R-1", {{Table::line, bill}}, {}});
  t.run(ledger::Attach{"other.txt", "R-2", {}, {}});
  const base::Uuid voided =
      t.run(ledger::Attach{"wrong.txt", "R-3", {{Table::line, bill}}, {}}).rows.at(0);
  t.run(ledger::Void{Table::attachment, voided, {}});
  const auto found = must(evidence_of(*t.ledger, {bill, bare, base::Uuid()}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.at(bill).document, "R-1");
  EXPECT_EQ(found.at(bill).date->iso(), "2026-01-05");
  ASSERT_EQ(found.at(bill).files.size(), 1U);
  EXPECT_EQ(found.at(bill).files[0].name, "r1.txt");
  EXPECT_EQ(found.at(bill).files[0].hash, base::to_hex(base::sha256("R-1")));
  EXPECT_EQ(found.at(bare).document, "");
  EXPECT_TRUE(found.at(bare).files.empty());
}

}  // namespace
}  // namespace saimnieks::control
