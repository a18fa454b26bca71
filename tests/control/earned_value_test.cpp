// The planned cost of what has been provided: by units where these are known, else with time.
#include "core/control/earned_value.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : SmallTown {
  Town() { run(ledger::AddService{"P2", "Bibliotēka"}); }
  void plan(const char* of_service, std::int64_t cents, std::int64_t period) {
    run(Add{Table::line,
            {{"kind", text("plan")},
             of_version(),
             {"service", row(Table::service, of_service)},
             {"unit", row(Table::unit, "012")},
             {"amount_cents", number(cents)},
             {"period", number(period)}}});
  }
  base::Uuid units(std::int64_t quantity, std::int64_t period, bool planned,
                   const char* measure = "stunda", const char* of_unit = "012") {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"unit", row(Table::unit, of_unit)},
                                   {"kind", text("provided")},
                                   {"measure", text(measure)},
                                   {"period", number(period)},
                                   {"quantity", number(quantity * base::Decimal::kOne)}};
    if (planned) {
      fields.push_back(of_version());
    }
    return run(Add{Table::volume, std::move(fields)}).rows.at(0);
  }
  [[nodiscard]] FieldValue of_version() const {
    return {"version", text(ledger->versions()[version].uuid.text())};
  }
  // After each month; −1: nothing.
  [[nodiscard]] std::vector<std::int64_t> earned(
      const std::vector<cube::Filter>& where = {}) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    const EarnedValues values = must(EarnedValues::read(*ledger, cube, where, 2026));
    const EarnedValue value = values.all();
    std::vector<std::int64_t> out;
    for (int month = 1; month <= 12; ++month) {
      const auto amount = value.after(month);
      out.push_back(amount ? amount->cents() : -1);
    }
    return out;
  }
  using Year = std::vector<std::int64_t>;
};

TEST(EarnedValue, IsThePlanOfTheUnitsProvided) {
  Town t;
  t.plan("P1", 700, 202601);
  t.plan("P1", 300, 202604);
  // Nobody knows how many: it is earned with the months.
  EXPECT_EQ(t.earned(),
            (Town::Year{700, 700, 700, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000}));
  t.units(3, 202600, true);
  EXPECT_EQ(t.earned()[0], 700);  // nor how many were provided
  t.units(1, 202602, false);
  t.units(3, 202604, false);
  t.units(1, 202600, false);  // in the year, at its end
  EXPECT_EQ(t.earned(),
            (Town::Year{0, 333, 333, 1333, 1333, 1333, 1333, 1333, 1333, 1333, 1333, 1667}));
  t.plan("P2", 50, 202603);
  t.plan("P2", 5000, 202600);  // is forecast beside the months
  EXPECT_EQ(t.earned()[1], 333);
  EXPECT_EQ(t.earned()[2], 383);
  EXPECT_EQ(t.earned()[11], 1717);
}

TEST(EarnedValue, CountsNoUnitsThatCannotBeCompared) {
  Town t;
  t.plan("P1", 900, 202603);
  t.units(3, 202600, true);
  t.units(1, 202601, false, "apmeklējums");
  EXPECT_EQ(t.earned()[0], 0);
  EXPECT_EQ(t.earned()[2], 900);
}

TEST(EarnedValue, KeepsToTheCut) {
  Town t;
  t.plan("P1", 900, 202603);
  t.units(3, 202600, true);
  t.units(1, 202601, false);
  t.units(1, 202601, false, "stunda", "001");
  EXPECT_EQ(t.earned()[0], 600);
  EXPECT_EQ(t.earned({cube::filter(cube::Axis::unit, "001/012")})[0], 300);
  EXPECT_EQ(t.earned({cube::filter(cube::Axis::service, "P2")})[11], 0);
}

TEST(EarnedValue, ThePlanOfAYearWithoutMonthsIsEarnedByUnitsOrAtItsEnd) {
  Town t;
  t.plan("P1", 900, 202600);
  t.plan("P2", 100, 202600);
  t.units(3, 202600, true);
  t.units(1, 202601, false);
  EXPECT_EQ(t.earned()[0], 300);
  EXPECT_EQ(t.earned()[11], 400);
}

TEST(EarnedValue, OfAPlaceIsThatOfItsCut) {
  Town t;
  t.plan("P1", 900, 202603);
  t.plan("P2", 50, 202601);
  t.units(3, 202600, true);
  t.units(1, 202601, false);
  t.units(1, 202601, false, "stunda", "001");
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const EarnedValues values =
      must(EarnedValues::read(*t.ledger, cube, {}, 2026, {cube::Axis::unit}));
  const auto after = [&](std::size_t node, model::UnitId unit, bool itself, int months) {
    return values.at({.node = node, .unit = unit, .itself = itself}).after(months)->cents();
  };
  ASSERT_EQ(values.pivot().nodes[0].member.id, model::index(t.unit));
  ASSERT_EQ(values.pivot().nodes[1].member.id, model::index(t.school));
  EXPECT_EQ(after(0, t.unit, false, 1), 650);
  EXPECT_EQ(after(1, t.school, false, 1), 350);
  EXPECT_EQ(after(1, t.school, true, 1), 350);
  EXPECT_EQ(after(0, t.unit, true, 1), 50);  // no units are planned there: level of effort
  EXPECT_EQ(after(0, t.unit, true, 3), 950);
}

TEST(EarnedValue, ReachesLinesAndUnits) {
  Town t;
  t.plan("P1", 900, 202603);
  t.plan("P2", 50, 202601);
  t.plan("P2", 60, 202602);
  t.units(2, 202601, true);
  const base::Uuid planned = t.units(1, 202602, true);
  const base::Uuid provided = t.units(1, 202601, false);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const EarnedValues values = must(EarnedValues::read(*t.ledger, cube, {}, 2026));
  const EarnedValue value = values.all();
  const base::Explanation why = must(value.explain(1));
  EXPECT_EQ(why.value, "350");
  ASSERT_EQ(why.inputs.size(), 2U);
  const base::Explanation& service = why.inputs[0];
  EXPECT_EQ(service.name + " " + service.value, "P1 300");
  EXPECT_EQ(service.inputs[0].inputs.size(), 1U);
  EXPECT_EQ(service.inputs[1].inputs[0].name, provided.text());
  EXPECT_EQ(service.inputs[2].value, "3");
  EXPECT_EQ(service.inputs[2].inputs[1].name, planned.text());
  EXPECT_EQ(why.inputs[1].value, "50");  // level of effort, of January alone
  const auto by_month = *value.by_month();
  EXPECT_EQ(by_month[0].cents(), 350);
  EXPECT_EQ(by_month[1].cents(), 60);
  EXPECT_EQ(by_month[2].cents(), 0);
}

}  // namespace
}  // namespace saimnieks::control
