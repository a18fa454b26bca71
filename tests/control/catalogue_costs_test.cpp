// Costs by task and condition, and who meets which, in a ledger that can be counted by hand.
#include "core/control/catalogue_costs.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

using base::Period;

struct Town : SmallTown {
  Town() {
    run(ledger::AddService{"P2", "Bibliotēka"});
    run(ledger::AddService{"P3", "Skola"});
  }
  void cost(std::int64_t cents, const char* field, const char* said, bool plan = false,
            std::int64_t period = 202601, const char* of_service = "P1",
            const char* of_unit = "012") {
    std::vector<FieldValue> fields{{"service", row(Table::service, of_service)},
                                   {"unit", row(Table::unit, of_unit)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (*said != 0) {
      fields.push_back({field, text(said)});
    }
    if (plan) {
      fields.push_back({"kind", text("plan")});
      fields.push_back({"version", text(ledger->versions()[version].uuid.text())});
    }
    run(Add{Table::line, std::move(fields)});
  }
  void stands(const char* of_service, const char* condition, const char* state) {
    run(Add{Table::conformity,
            {{"service", row(Table::service, of_service)},
             {"condition", text(condition)},
             {"state", text(state)}}});
  }
  [[nodiscard]] base::Uuid uuid(const char* of_service) const {
    return ledger->services()[ledger->find_service(of_service)].uuid;
  }
  [[nodiscard]] static CatalogueQuestion question(CatalogueAxis axis, const char* period = "2026") {
    return {.axis = axis, .period = must(Period::parse(period))};
  }
  // "PU2-1 10>12", of rows that have amounts.
  [[nodiscard]] std::vector<std::string> ask(const CatalogueQuestion& of) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    std::vector<std::string> out;
    PlanActual sum;
    for (const CatalogueCost& row : costs_by_entry(*ledger, cube, of)) {
      const std::string cents =
          std::to_string(row.cost.plan.cents()) + ">" + std::to_string(row.cost.actual.cents());
      sum.plan += row.cost.plan;
      sum.actual += row.cost.actual;
      if (cents != "0>0") {
        out.push_back((row.code.empty() ? "-" : row.code) + (row.entry == nullptr ? "! " : " ") +
                      cents);
      }
      const auto why = must(explain(*ledger, cube, of, row));
      EXPECT_EQ(why[0].value + ">" + why[1].value, cents) << row.code;
    }
    out.push_back("= " + std::to_string(sum.plan.cents()) + ">" +
                  std::to_string(sum.actual.cents()));
    return out;
  }
  // "met partly not-met not-applicable not-stated", of a condition.
  [[nodiscard]] std::string counted(const char* condition, model::UnitId below = model::kNoUnit,
                                    model::ServiceId of = model::kNoService) const {
    for (const ConditionStandings& one : must(standings(*ledger, below, of))) {
      if (one.condition->code == condition) {
        std::string out;
        for (const std::int64_t count : one.counts) {
          out += (out.empty() ? "" : " ") + std::to_string(count);
        }
        return out;
      }
    }
    return {};
  }
  using Picture = std::vector<std::string>;
};

TEST(CatalogueCosts, RollBoxesUpToTheirTasksAndLeaveNothingOut) {
  Town t;
  t.cost(1, "task", "PU2-1");
  t.cost(2, "task", "PU2-1.1");
  t.cost(4, "task", "PU2-1.2", true);
  t.cost(8, "task", "PU2-10");  // no box of PU2-1
  t.cost(16, "task", "");
  t.cost(32, "task", "PU2-1", false, 202501);
  t.cost(64, "condition", "N1-1");
  EXPECT_EQ(t.ask(Town::question(CatalogueAxis::task)),
            (Town::Picture{"PU2-1 4>3", "PU2-10 0>8", "-! 0>80", "= 4>91"}));
  EXPECT_EQ(t.ask(Town::question(CatalogueAxis::task, "2026-02")), Town::Picture{"= 0>0"});
  cube::Cube cube(*t.ledger);
  must(cube.load());
  EXPECT_EQ(costs_by_entry(*t.ledger, cube, Town::question(CatalogueAxis::task)).size(), 33U);
  EXPECT_EQ(costs_by_entry(*t.ledger, cube, Town::question(CatalogueAxis::condition)).size(), 25U);
}

TEST(CatalogueCosts, RollItemsUpAndCutByUnitAndService) {
  Town t;
  t.cost(1, "condition", "N5-1");
  t.cost(2, "condition", "N5-1.2");
  t.cost(4, "condition", "N5-1", true, 202600);
  t.cost(8, "condition", "N5-1", false, 202601, "P2");
  t.cost(16, "condition", "N5-1", false, 202601, "P1", "001");
  CatalogueQuestion question = Town::question(CatalogueAxis::condition);
  EXPECT_EQ(t.ask(question), (Town::Picture{"N5-1 4>27", "= 4>27"}));
  question.service = t.service;
  EXPECT_EQ(t.ask(question), (Town::Picture{"N5-1 4>19", "= 4>19"}));
  const std::string_view path[] = {"001", "012"};
  question.below = t.ledger->find_unit(path);
  EXPECT_EQ(t.ask(question), (Town::Picture{"N5-1 4>3", "= 4>3"}));
}

TEST(CatalogueCosts, NeverAddVersionsOfAPlan) {
  Town t;
  t.cost(1, "task", "PU2-1", true);
  const model::VersionId a = t.version;
  t.run(ledger::AddVersion{"B"});
  t.version = t.ledger->find_version("B");
  t.cost(2, "task", "PU2-1", true);
  CatalogueQuestion question = Town::question(CatalogueAxis::task);
  EXPECT_EQ(t.ask(question), (Town::Picture{"PU2-1 2>0", "= 2>0"}));
  question.version = a;
  EXPECT_EQ(t.ask(question), (Town::Picture{"PU2-1 1>0", "= 1>0"}));
}

// Codes of a newer catalogue arrive whole.
TEST(CatalogueCosts, NameCodesThatTheCatalogueDoesNotHave) {
  Town t;
  auto bulk = must(t.ledger->begin_bulk({"command.import", "x"}));
  model::Line line;
  line.row.service = t.service;
  line.row.unit = t.unit;
  line.row.period = 202601;
  line.row.cents = 7;
  line.task = "PU9-9";
  line.catalogue = "2099-1";
  must(bulk->add(line));
  must(bulk->commit());
  EXPECT_EQ(t.ask(Town::question(CatalogueAxis::task)), (Town::Picture{"PU9-9! 0>7", "= 0>7"}));
}

TEST(Standings, CountEveryServiceOnceAndNeverTakeSilenceForAnAnswer) {
  Town t;
  EXPECT_EQ(t.counted("N1-1"), "0 0 0 0 3");
  t.stands("P1", "N1-1", "met");
  t.stands("P2", "N1-1", "not-applicable");
  EXPECT_EQ(t.counted("N1-1"), "1 0 0 1 1");
  EXPECT_EQ(t.counted("N1-2"), "0 0 0 0 3");
  EXPECT_EQ(t.counted("N1-1", model::kNoUnit, t.service), "1 0 0 0 0");
  EXPECT_EQ(t.counted("N1-1", t.unit), "0 0 0 0 0");
  t.run(ledger::Change{Table::service, t.uuid("P2"), {{"unit", t.row(Table::unit, "012")}}});
  EXPECT_EQ(t.counted("N1-1", t.unit), "0 0 0 1 0");
  t.run(ledger::Void{Table::service, t.uuid("P3")});
  EXPECT_EQ(t.counted("N1-1"), "1 0 0 1 0");
}

TEST(Standings, FollowFromItemsWhereAllOfThemAreStated) {
  Town t;
  t.stands("P1", "N5-1.1", "met");
  EXPECT_EQ(t.counted("N5-1", model::kNoUnit, t.service), "0 0 0 0 1");
  t.stands("P1", "N5-1.2", "not-met");
  EXPECT_EQ(t.counted("N5-1", model::kNoUnit, t.service), "0 1 0 0 0");
  t.stands("P2", "N5-1.1", "not-applicable");
  t.stands("P2", "N5-1.2", "not-met");
  t.stands("P3", "N5-1.1", "not-applicable");
  t.stands("P3", "N5-1.2", "met");
  EXPECT_EQ(t.counted("N5-1"), "1 1 1 0 0");
  t.stands("P3", "N5-1", "partly");  // its own word counts
  EXPECT_EQ(t.counted("N5-1"), "0 2 1 0 0");
  for (const char* item : {"N9-1.1", "N9-1.2", "N9-1.3", "N9-1.4"}) {
    t.stands("P1", item, "not-applicable");
  }
  EXPECT_EQ(t.counted("N9-1"), "0 0 0 1 2");
}

}  // namespace
}  // namespace saimnieks::control
