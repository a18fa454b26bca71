// What parts plan and actual costs of a small ledger, with figures that can be done by hand.
#include "core/control/plan_and_actual.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : SmallTown {
  Town() { run(ledger::AddService{"P2", "Bibliotēka"}); }
  [[nodiscard]] FieldValue of_version() const {
    return {"version", text(ledger->versions()[version].uuid.text())};
  }
  void cost(const char* of_service, std::int64_t cents, std::int64_t period, bool plan,
            const char* of_unit = "012") {
    std::vector<FieldValue> fields{{"service", row(Table::service, of_service)},
                                   {"unit", row(Table::unit, of_unit)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (plan) {
      fields.push_back({"kind", text("plan")});
      fields.push_back(of_version());
    }
    run(Add{Table::line, std::move(fields)});
  }
  void volume(const char* of_service, std::int64_t units, std::int64_t period, bool plan,
              const char* measure = "stunda", const char* of_unit = "012") {
    std::vector<FieldValue> fields{{"service", row(Table::service, of_service)},
                                   {"unit", row(Table::unit, of_unit)},
                                   {"kind", text("provided")},
                                   {"period", number(period)},
                                   {"measure", text(measure)},
                                   {"quantity", number(units * base::Decimal::kOne)}};
    if (plan) {
      fields.push_back(of_version());
    }
    run(Add{Table::volume, std::move(fields)});
  }
  [[nodiscard]] CompareQuestion question(const char* through) const {
    return {.through = must(base::Period::parse(through)), .version = version};
  }
  // "P1 1000>1200 price 100 volume 100"
  [[nodiscard]] std::vector<std::string> ask(const CompareQuestion& of) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    const std::vector<Item> items = must(plan_and_actual(*ledger, cube, of)).items;
    const GroupVariance group = must(variance(Kind::cost, items));
    std::vector<std::string> out;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const ItemVariance& one = group.items[i];
      std::string line = items[i].id + " " + std::to_string(one.plan.cents()) + ">" +
                         std::to_string(one.actual.cents());
      if (one.price) {
        line += " price " + std::to_string(one.price->cents()) + " volume " +
                std::to_string(one.volume->cents());
      }
      out.push_back(line);
    }
    return out;
  }
  using Picture = std::vector<std::string>;
};

TEST(PlanAndActual, PartsPriceAndVolumeByUnitsProvided) {
  Town t;
  t.cost("P1", 1000, 202601, true);
  t.cost("P1", 1320, 202601, false);
  t.cost("P2", 500, 202601, false);
  EXPECT_EQ(t.ask(t.question("2026-01")), (Town::Picture{"P1 1000>1320", "P2 0>500"}));
  t.volume("P1", 10, 202601, true);
  EXPECT_EQ(t.ask(t.question("2026-01")), (Town::Picture{"P1 1000>1320", "P2 0>500"}));
  t.volume("P1", 11, 202601, false);
  // 120 a unit instead of 100: 20 · 11, and one unit more at 100.
  EXPECT_EQ(t.ask(t.question("2026-01")),
            (Town::Picture{"P1 1000>1320 price 220 volume 100", "P2 0>500"}));
}

TEST(PlanAndActual, KeepsToTheAmountWhereUnitsCannotBeCompared) {
  Town t;
  t.cost("P1", 1000, 202601, true);
  t.cost("P1", 1320, 202601, false);
  t.volume("P1", 10, 202601, true);
  t.volume("P1", 11, 202601, false, "apmeklējums");
  EXPECT_EQ(t.ask(t.question("2026-01")), Town::Picture{"P1 1000>1320"});
  t.cost("P2", 10, 202601, true);
  t.cost("P2", 10, 202601, false);
  t.volume("P2", 1, 202601, true);
  t.volume("P2", 1, 202601, false);
  t.volume("P2", 1, 202601, false, "apmeklējums");
  EXPECT_EQ(t.ask(t.question("2026-01")), (Town::Picture{"P1 1000>1320", "P2 10>10"}));
}

TEST(PlanAndActual, CutsCostsAndUnitsAlike) {
  Town t;
  t.cost("P1", 1000, 202601, true);
  t.cost("P1", 500, 202602, true);
  t.cost("P1", 40, 202600, true);  // of the whole year
  t.cost("P1", 900, 202601, false);
  t.cost("P1", 11, 202601, false, "001");
  t.volume("P1", 10, 202601, true);
  t.volume("P1", 5, 202602, true);
  t.volume("P1", 9, 202601, false);
  t.volume("P1", 1, 202601, false, "stunda", "001");
  CompareQuestion school = t.question("2026-01");
  const std::string_view path[] = {"001", "012"};
  school.below = t.ledger->find_unit(path);
  EXPECT_EQ(t.ask(school), Town::Picture{"P1 1000>900 price 0 volume -100"});
  EXPECT_EQ(t.ask(t.question("2026-01")), Town::Picture{"P1 1000>911 price -89 volume 0"});
  EXPECT_EQ(t.ask(t.question("2026")), Town::Picture{"P1 1540>911 price -116 volume -513"});
}

// The parent holds its own 30 of 1000 and the child's 20 of 100.
TEST(PlanAndActual, B2) {
  Town t;
  const auto enter = [&t](std::int64_t euros, bool plan, const char* unit) {
    t.cost("P1", euros * 100, 202601, plan, unit);
  };
  enter(1000, true, "001");
  enter(100, true, "012");
  enter(30, false, "001");
  enter(10, false, "012");
  enter(10, false, "012");
  cube::Cube cube(*t.ledger);
  must(cube.load());
  cube::Query query;
  query.rows = {cube::Axis::unit};
  query.compare = cube::Comparison{{model::LineKind::plan, t.version, 2026},
                                   {model::LineKind::actual, std::nullopt, 2026}};
  const cube::Pivot pivot = cube.pivot(query);
  ASSERT_EQ(pivot.nodes.size(), 2U);
  const auto executed = [&pivot](std::size_t node) {
    return base::fixed_text(
        *executed_hundredths(base::Money::from_cents(pivot.cell(node, 0).plan_cents),
                             base::Money::from_cents(pivot.cell(node, 0).actual_cents)),
        2);
  };
  EXPECT_EQ(pivot.cell(0, 0).plan_cents, 110'000);
  EXPECT_EQ(pivot.cell(0, 0).actual_cents, 5'000);
  EXPECT_EQ(executed(0), "4.55");
  EXPECT_EQ(pivot.cell(1, 0).actual_cents, 2'000);
  EXPECT_EQ(executed(1), "20.00");
  EXPECT_FALSE(executed_hundredths(base::Money(), base::Money::from_cents(1)));
}

TEST(PlanAndActual, MakesNoMixOfDifferentMeasures) {
  Town t;
  for (const char* service : {"P1", "P2"}) {
    const char* measure = service == std::string("P1") ? "stunda" : "apmeklējums";
    for (const bool plan : {true, false}) {
      t.cost(service, plan ? 1000 : 1200, 202601, plan);
      t.volume(service, plan ? 10 : 12, 202601, plan, measure);
    }
  }
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const auto question = t.question("2026-01");
  const Compared found = must(plan_and_actual(*t.ledger, cube, question));
  const GroupVariance group = must(variance(Kind::cost, found.items));
  EXPECT_EQ(group.price->cents(), 0);
  EXPECT_EQ(group.volume->cents(), 400);
  EXPECT_FALSE(group.mix);
  EXPECT_FALSE(group.quantity);
  EXPECT_EQ(explain(found.items, group).inputs.size(), 4U);
}

}  // namespace
}  // namespace saimnieks::control
