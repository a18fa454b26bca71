// What the demonstration municipality shows: something of everything that the screens and the
// command line look for.
#include <algorithm>
#include <map>
#include <set>

#include "core/control/budget.h"
#include "core/control/quality.h"
#include "core/control/reconciliation.h"
#include "core/control/service_comparison.h"
#include "core/costing/ledger_consolidation.h"
#include "core/exchange/demo_growth.h"
#include "core/ledger/generate.h"
#include "exchange/demo_municipality.h"
#include "tests/exchange/demo_ledger.h"

namespace saimnieks::exchange {
namespace {

using base::Job;
using base::Money;
using base::Period;
using cube::Axis;
using ledger::must;

// Made once: looking changes nothing.
struct DemoFacts : testing::Test {
  static void SetUpTestSuite() {
    demo = new DemoLedger;
    ASSERT_EQ(demo->make(kDemoSeed, kDemoLines), Job::State::done);
    cube = new cube::Cube(*demo->ledger);
    must(cube->load());
  }
  static void TearDownTestSuite() {
    delete cube;
    delete demo;
  }
  static const ledger::Ledger& ledger() { return *demo->ledger; }
  static std::set<std::string> members(Axis axis) {
    cube::Query query;
    query.rows = {axis};
    std::set<std::string> out;
    for (const cube::Node& node : cube->pivot(query).nodes) {
      if (node.member.id != model::kNone) {
        out.insert(std::string(cube->code_of(node.member)));
      }
    }
    return out;
  }

  static DemoLedger* demo;
  static cube::Cube* cube;
};
DemoLedger* DemoFacts::demo = nullptr;
cube::Cube* DemoFacts::cube = nullptr;

TEST_F(DemoFacts, HasCostsOfEveryScaleLevelAndPhase) {
  EXPECT_EQ(members(Axis::scale), (std::set<std::string>{"institution", "municipality", "resource",
                                                         "sector", "service", "state"}));
  EXPECT_EQ(members(Axis::level).size(), 3U);
  EXPECT_EQ(members(Axis::phase).size(), model::kChoices<model::Phase>.size());
  EXPECT_EQ(members(Axis::regular).size(), 2U) << "on the basis of cost";
  EXPECT_GE(members(Axis::condition).size(), 8U);
  EXPECT_GE(members(Axis::task).size(), 10U);
  bool justified = false;
  must(ledger().scan_whole_lines([&](const model::Line& line) {
    justified = justified || !line.justification.empty();
    EXPECT_TRUE(line.justification.empty() || line.row.kind == model::LineKind::plan);
  }));
  EXPECT_TRUE(justified);
}

// Most lines are entered within the month, a few are late: by the day that their ids say.
TEST_F(DemoFacts, MostLinesAreEnteredInTime) {
  const control::Quality year = must(control::quality(ledger(), {.period = *Period::year(2025)}));
  const auto figure = [&](control::QualityMeasure measure) {
    return *year.figures[static_cast<std::size_t>(measure)].percent_hundredths;
  };
  EXPECT_GT(figure(control::QualityMeasure::timeliness), 9'000);
  EXPECT_LT(figure(control::QualityMeasure::timeliness), 9'950);
  EXPECT_GT(figure(control::QualityMeasure::consistency), 9'500);
  EXPECT_LT(figure(control::QualityMeasure::consistency), 10'000);
  EXPECT_TRUE(year.missing.empty() || ledger().units()[year.missing.front()].code == "02");
}

TEST_F(DemoFacts, ItsChargesBetweenInstitutionsAgreeDifferAndLackAnother) {
  const auto found =
      must(costing::consolidate_ledger(ledger(), {.period = *Period::year(2025)}, model::kNoUnit));
  std::map<costing::ChargeState, int> states;
  for (const costing::BookedCharge& charge : found.charges) {
    ++states[charge.state];
  }
  EXPECT_EQ(states, (std::map<costing::ChargeState, int>{{costing::ChargeState::agreed, 12},
                                                         {costing::ChargeState::differs, 12},
                                                         {costing::ChargeState::cost_only, 12}}));
}

TEST_F(DemoFacts, ItsFundingFitsItsPlanButForOneSourceInAutumn) {
  const control::Budget budget = must(control::budget(ledger(), *cube, *Period::year(2026)));
  int gaps = 0;
  for (const control::BudgetRow& row : budget.rows) {
    EXPECT_GT(row.sum.granted, Money()) << model::index(row.unit);
    gaps += row.gap_from == 0 ? 0 : 1;
    EXPECT_TRUE(row.gap_from == 0 || row.gap_from == 10) << row.gap_from;
  }
  EXPECT_EQ(gaps, 1);
  EXPECT_GT(budget.sum.free(), Money());
  EXPECT_GT(budget.sum.committed, Money());
  EXPECT_GT(budget.sum.amended, Money());
}

TEST_F(DemoFacts, ItsAccountsDifferInOneCode) {
  const auto rows = must(control::reconciliation(
      ledger(), *cube, {.period = *Period::month(2026, 6), .basis = model::Basis::cost}));
  EXPECT_GT(rows.size(), 5U);
  int differ = 0;
  for (const control::ReconciliationRow& row : rows) {
    EXPECT_TRUE(row.turnover.has_value());
    differ += row.difference().is_zero() ? 0 : 1;
    EXPECT_TRUE(row.difference().is_zero() || row.difference() == Money::from_cents(3'840));
  }
  EXPECT_EQ(differ, 1);
}

TEST_F(DemoFacts, TheSameServiceOfSeveralUnitsIsCompared) {
  const auto found = must(control::compare_services(
      ledger(), *cube, "VPR-0300", {.period = *Period::year(2025)}, costing::Procedure{}));
  ASSERT_EQ(found.services.size(), 4U);
  EXPECT_EQ(std::count_if(found.services.begin(), found.services.end(),
                          [](const auto& one) {
                            return one.reason == control::NotComparable::measure_differs;
                          }),
            1);
  ASSERT_TRUE(found.per_unit.has_value());
  EXPECT_LT(found.per_unit->least, found.per_unit->most);
  EXPECT_TRUE(found.per_inhabitant.has_value());
}

TEST(Demo, ItsScheduleHasMadeItsLines) {
  DemoLedger t;
  ASSERT_EQ(t.make(kDemoSeed, 1000), Job::State::done);
  const auto made =
      must(ledger::generate_lines(*t.ledger, {.plans_through = *Period::month(2026, 6),
                                              .actuals_through = *Period::month(2026, 6)}));
  EXPECT_EQ(made.schedules, 1);
  EXPECT_EQ(made.added + made.voided + made.kept, 0);
}

TEST(Demo, GrowsWithItsLines) {
  const auto data = nlohmann::json::parse(demo_embedded::kFiles[0].content);
  EXPECT_EQ(grown(data, kDemoLines), data);
  std::size_t services = data.at("services").size();
  for (const std::int64_t lines : {60'000, 200'000, 600'000}) {
    const auto more = grown(data, lines);
    EXPECT_GT(more.at("services").size(), services);
    services = more.at("services").size();
  }
  const auto whole = grown(data, 1'000'000);
  EXPECT_GE(whole.at("services").size(), 1'500U);
  EXPECT_GE(whole.at("resources").size(), 800U);
  EXPECT_EQ(whole.at("years").size(), 5U);
  EXPECT_EQ(whole, grown(data, 10'000'000));
  std::set<std::string> codes;
  for (const auto& service : whole.at("services")) {
    EXPECT_TRUE(codes.insert(service.at("code").get<std::string>()).second) << service;
  }

  DemoLedger t;
  ASSERT_EQ(t.make(kDemoSeed, 60'000), Job::State::done);
  EXPECT_EQ(must(t.ledger->line_count()), 60'000);
  EXPECT_GT(t.ledger->units().size(), 15U);
  EXPECT_GE(t.ledger->find_unit(std::vector<std::string_view>{"DN", "P01", "P01B"}),
            model::UnitId{0});
}

}  // namespace
}  // namespace saimnieks::exchange
