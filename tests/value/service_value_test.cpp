// What a service of a small ledger is worth, with figures that can be done by hand.
#include "core/value/service_value.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::value {
namespace {

using base::Period;
using ledger::Add;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::LineKind;
using model::Table;

// By one row of `volume`, whose id says nothing here.
costing::UnitsProvided provided(std::int64_t units, const char* measure) {
  const auto quantity = base::Decimal9::from_integer(units);
  return {quantity, {measure}, {{base::Uuid{}, quantity}}};
}

struct Town : ledger::TestLedger {
  Town() {
    create();
    add_dimensions();  // unit 001, service P1, version A
    run(ledger::AddService{"P2", "Bibliotēka"});
  }
  std::vector<FieldValue> of_side(std::vector<FieldValue> fields, bool plan) const {
    if (plan) {
      fields.push_back({"version", text(ledger->versions()[version].uuid.text())});
    }
    return fields;
  }
  base::Uuid line(std::int64_t cents, std::int64_t period, bool plan,
                  std::vector<FieldValue> more = {}) {
    std::vector<FieldValue> fields = of_side({{"service", row(Table::service, "P1")},
                                              {"unit", row(Table::unit, "001")},
                                              {"amount_cents", number(cents)},
                                              {"period", number(period)}},
                                             plan);
    if (plan) {
      fields.push_back({"kind", text("plan")});
    }
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  base::Uuid benefit(std::int64_t cents, std::int64_t period, bool plan,
                     const char* of_service = "P1") {
    return run(Add{Table::benefit, of_side({{"service", row(Table::service, of_service)},
                                            {"amount_cents", number(cents)},
                                            {"period", number(period)},
                                            {"method", text("time saved")}},
                                           plan)})
        .rows.at(0);
  }
  void outcome(const char* indicator, std::int64_t period, std::int64_t planned,
               std::int64_t reached) {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"indicator", text(indicator)},
                                   {"period", number(period)},
                                   {"planned", number(planned * base::Decimal::kOne)}};
    if (reached != 0) {
      fields.push_back({"reached", number(reached * base::Decimal::kOne)});
    }
    run(Add{Table::outcome, std::move(fields)});
  }
  [[nodiscard]] ValueQuestion question(int from, int to) const {
    return {.service = service,
            .from = from,
            .to = to,
            .rate_ppm = base::Decimal9::from_integer(100'000),
            .version = version};
  }
  // Of every year 1000 cents planned for 10 units, 900 reached for 8.
  static base::Result<PeriodCost> cost_of(CostPeriod of, LineKind kind) {
    const bool plan = kind == LineKind::plan;
    const int months = of.period.whole_year() ? 10 : of.to_date ? of.period.month() : 1;
    return PeriodCost{base::Money::from_cents(months * (plan ? 100 : 90)),
                      provided(plan ? 10 : 8, "stunda")};
  }
  [[nodiscard]] base::Result<ServiceValue> ask(int from, int to) const {
    return ask(from, to, [](CostPeriod period, LineKind kind) { return cost_of(period, kind); });
  }
  [[nodiscard]] base::Result<ServiceValue> ask(int from, int to, CostOf cost) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return service_value(*ledger, cube, question(from, to), cost);
  }
  // "through 2027, 1000-500 1000-1500, npv 10"
  static std::string picture(const std::optional<SideValue>& side) {
    if (!side) {
      return "-";
    }
    std::string out = "through " + side->through.iso() + ",";
    for (const Year& year : side->years) {
      out += " " + std::to_string(year.cost.cents()) + "-" + std::to_string(year.benefit.cents());
    }
    for (const int year : side->unknown) {
      out += " unknown " + std::to_string(year);
    }
    return out + ", npv " +
           (side->appraisal ? std::to_string(side->appraisal->npv.cents()) : "unknown");
  }
};

TEST(ServiceValue, LaysWhatWasReachedBesideThePlanOfTheSameYears) {
  Town t;
  t.line(1, 202600, true);
  t.line(1, 202706, true);
  t.line(1, 202600, false);
  t.benefit(1000, 202600, true);
  t.benefit(1320, 202703, true);
  t.benefit(200, 202611, false);
  t.benefit(5000, 202600, true, "P2");  // another service's
  t.benefit(7, 202900, true);           // after what was asked for
  const ServiceValue found = must(t.ask(2026, 2028));
  // 320 / 1.1 = 290.9; what was reached is of one year, and so is the plan beside it.
  EXPECT_EQ(Town::picture(found.planned), "through 2027, 1000-1000 1000-1320, npv 291");
  EXPECT_EQ(Town::picture(found.reached), "through 2026, 900-200, npv -700");
  EXPECT_EQ(Town::picture(found.planned_so_far), "through 2026, 1000-1000, npv 0");
  EXPECT_EQ(found.reached->worth->balance.cents(), -700);
  EXPECT_EQ(found.reached->worth->ratio, 222);
  EXPECT_EQ(found.planned->worth->balance.cents(), 320);
  EXPECT_EQ(found.planned->appraisal->net_return, 1600);
}

TEST(ServiceValue, NeverTakesAnUnknownYearForOneWithoutCosts) {
  Town t;
  t.line(1, 202603, false);
  t.line(1, 202806, false);
  t.benefit(10, 202800, false);  // says nothing of how far its costs have come
  const ServiceValue found = must(t.ask(2025, 2030));
  EXPECT_EQ(Town::picture(found.planned), "-");
  EXPECT_EQ(Town::picture(found.reached),
            "through 2028-06, 900-0 900-0 900-0 900-10 unknown 2025 unknown 2027, npv -3131");
  EXPECT_EQ(Town::picture(must(t.ask(2029, 2030)).reached), "-");
  t.benefit(1, 202902, false);
  EXPECT_EQ(Town::picture(must(t.ask(2029, 2029)).reached), "through 2029-02, 900-1, npv -899");
}

TEST(ServiceValue, ComparesAYearThatHasNotEndedWithThePlanOfItsMonths) {
  Town t;
  t.line(1, 202612, true);
  t.line(1, 202603, false);
  t.benefit(50, 202603, true);
  t.benefit(70, 202604, true);
  t.benefit(900, 202600, true);
  t.line(4, 202603, true, {{"nature", text("benefit")}});
  t.line(5, 202604, true, {{"nature", text("benefit")}});
  t.line(6, 202600, true, {{"nature", text("benefit")}});
  const ServiceValue found = must(t.ask(2026, 2026));
  EXPECT_EQ(Town::picture(found.planned), "through 2026, 1000-1020, npv 20");
  EXPECT_EQ(Town::picture(found.planned_so_far), "through 2026-03, 300-50, npv -250");
  EXPECT_EQ(Town::picture(found.reached), "through 2026-03, 900-0, npv unknown");
  EXPECT_EQ(found.planned->benefit_lines.cents(), 15);
  EXPECT_EQ(found.planned_so_far->benefit_lines.cents(), 4);
  t.line(1, 202612, false);
  EXPECT_FALSE(must(t.ask(2026, 2026)).planned_so_far);
}

TEST(ServiceValue, LeavesOutPlansOfOtherVersionsAndWhatIsVoided) {
  Town t;
  t.line(1, 202600, true);
  t.run(ledger::AddVersion{"B"});
  const model::VersionId a = t.version;
  t.version = t.ledger->find_version("B");
  t.benefit(400, 202600, true);
  t.line(1, 202700, true);
  t.version = a;
  const base::Uuid gone = t.benefit(30, 202600, true);
  t.benefit(2, 202600, true);
  t.run(ledger::Void{Table::benefit, gone});
  EXPECT_EQ(Town::picture(must(t.ask(2026, 2027)).planned), "through 2026, 1000-2, npv -998");
}

TEST(ServiceValue, CostsOneUnitAndOneOfEachOutcomeButNeverAddsThem) {
  Town t;
  t.line(1, 202600, true);
  t.line(1, 202600, false);
  t.outcome("Apmierināti", 202600, 90, 75);
  t.outcome("Ātri", 202603, 4, 0);
  t.outcome("Mazi", 202600, 5, 5);
  t.outcome("Mazi", 202600, 7, 7);
  t.outcome("Senāk", 202500, 7, 7);
  t.outcome("Ķildas", 202600, 0, 0);
  const ServiceValue found = must(t.ask(2026, 2026));
  EXPECT_EQ(found.planned->all_units.each->cents(), 100);
  EXPECT_EQ(found.reached->all_units.each->cents(), 113);  // 112.5
  ASSERT_EQ(found.outcomes.size(), 5);
  EXPECT_EQ(found.outcomes[4].sides[0]->why_not, NoFigure::no_quantity);
  const auto cents = [&](std::size_t outcome, std::size_t side) {
    return found.outcomes[outcome].sides[side]->each->cents();
  };
  EXPECT_EQ(cents(0, 0), 11);
  EXPECT_EQ(cents(0, 1), 12);
  EXPECT_EQ(found.outcomes[3].indicator, "Ātri");
  EXPECT_EQ(cents(3, 0), 25);  // of the month's costs
  EXPECT_FALSE(found.outcomes[3].sides[1]);
  EXPECT_EQ(found.outcomes[1].sides[0]->why_not, NoFigure::several_rows);
  EXPECT_FALSE(found.outcomes[2].sides[1]->each);
}

TEST(ServiceValue, SaysWhyNothingCostsAUnit) {
  Town t;
  t.line(1, 202600, false);
  t.line(1, 202700, false);
  const auto cost = [](CostPeriod of, LineKind) -> base::Result<PeriodCost> {
    return of.period.year() == 2026 ? PeriodCost{base::Money::from_cents(7), provided(1, "stunda")}
                                    : PeriodCost{base::Money::from_cents(9), provided(2, "diena")};
  };
  const SideValue found = *must(t.ask(2026, 2027, cost)).reached;
  EXPECT_EQ(found.units[1].each->cents(), 5);  // 4.5
  EXPECT_EQ(found.all_units.why_not, NoFigure::measures_mixed);
  EXPECT_EQ(found.all_units.cost.cents(), 16);
  const auto once = [](CostPeriod of, LineKind) -> base::Result<PeriodCost> {
    return of.period.year() == 2026 ? PeriodCost{base::Money::from_cents(7), provided(1, "stunda")}
                                    : PeriodCost{base::Money::from_cents(9), {}};
  };
  EXPECT_EQ(must(t.ask(2026, 2027, once)).reached->all_units.why_not, NoFigure::years_without);
  const auto none = [](CostPeriod, LineKind) { return base::Result<PeriodCost>(PeriodCost{}); };
  EXPECT_EQ(must(t.ask(2026, 2026, none)).reached->all_units.why_not, NoFigure::no_quantity);
}

TEST(ServiceValue, PartsWhatGoesWithTheVolumeFromWhatDoesNot) {
  Town t;
  const auto counted = [](std::int64_t quantity, std::int64_t price, const char* measure) {
    return std::vector<FieldValue>{{"quantity", number(quantity * base::Decimal::kOne)},
                                   {"unit_price_cents", number(price * base::Decimal::kOne)},
                                   {"measure", text(measure)}};
  };
  const base::Uuid meals = t.line(300, 202602, true, counted(10, 30, "stunda"));
  t.line(100, 202602, true, counted(10, 10, "kWh"));
  t.line(200, 202602, true);
  t.line(50, 202602, false, counted(5, 10, "stunda"));
  const ServiceValue found = must(t.ask(2026, 2026));
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const VolumeCosts costs =
      must(volume_costs(*t.ledger, cube, t.question(2026, 2026), LineKind::plan, *found.planned));
  ASSERT_EQ(costs.years.size(), 1);
  EXPECT_EQ(costs.years[0].volume_cost.cents(), 300);
  EXPECT_EQ(costs.years[0].fixed_cost.cents(), 700);
  ASSERT_EQ(costs.lines[0].size(), 1);
  EXPECT_EQ(costs.lines[0][0].first, meals);
}

TEST(ServiceValue, CountsNoLineWithoutAMethodAsABenefit) {
  Town t;
  t.line(1, 202600, false);
  t.line(77, 202605, false, {{"nature", text("benefit")}});
  t.line(1000, 202505, false, {{"nature", text("benefit")}});
  const SideValue found = *must(t.ask(2026, 2026)).reached;
  EXPECT_EQ(found.benefit_lines.cents(), 77);
  EXPECT_FALSE(found.worth);
  t.benefit(100, 202600, false);
  EXPECT_EQ(must(t.ask(2026, 2026)).reached->worth->balance.cents(), -800);
}

TEST(ServiceValue, AppraisesNothingWhereNobodyHasSaidWhatItBrings) {
  Town t;
  t.line(1, 202600, true);
  t.line(1, 202600, false);
  t.benefit(500, 202600, true, "P2");  // another service's
  t.benefit(500, 202700, true);        // not of these years
  const ServiceValue found = must(t.ask(2026, 2026));
  EXPECT_EQ(Town::picture(found.planned), "through 2026, 1000-0, npv unknown");
  EXPECT_EQ(Town::picture(found.reached), "through 2026, 900-0, npv unknown");
  EXPECT_FALSE(found.planned->worth);
  EXPECT_FALSE(found.planned->benefit());
  EXPECT_EQ(found.planned->all_units.cost.cents(), 1000);
  EXPECT_EQ(found.planned->all_units.each->cents(), 100);
  const auto cost = [](CostPeriod) -> base::Result<base::Explanation> {
    return base::Explanation::entered_cents("cost", 1000);
  };
  const base::Explanation why = must(explain(t.question(2026, 2026), *found.planned, cost));
  EXPECT_TRUE(why.inputs[0].value.empty());
  ASSERT_EQ(why.inputs[0].inputs[0].inputs[0].inputs.size(), 1);
  EXPECT_EQ(why.inputs[0].inputs[0].inputs[0].inputs[0].value, "1000");
}

TEST(ServiceValue, TakesABenefitOfNothingForWhatItSays) {
  Town t;
  t.line(1, 202600, true);
  t.line(1, 202600, false);
  t.benefit(0, 202600, false);
  const ServiceValue found = must(t.ask(2026, 2026));
  EXPECT_EQ(Town::picture(found.planned), "through 2026, 1000-0, npv unknown");
  EXPECT_EQ(Town::picture(found.reached), "through 2026, 900-0, npv -900");
  EXPECT_EQ(found.reached->benefit()->cents(), 0);
}

TEST(ServiceValue, RefusesWhatCannotBeAppraised) {
  Town t;
  t.line(1, 202600, false);
  EXPECT_EQ(ledger::error_of(t.ask(2027, 2026)), "value_range to");
  EXPECT_EQ(ledger::error_of(t.ask(2000, 3000)), "scenario_too_large to");
  const auto refund = [](CostPeriod, LineKind) {
    return base::Result<PeriodCost>(PeriodCost{base::Money::from_cents(-1), {}});
  };
  EXPECT_EQ(ledger::error_of(t.ask(2026, 2026, refund)), "value_range");
}

}  // namespace
}  // namespace saimnieks::value
