// A small ledger against its accounts' turnovers.
#include "core/control/reconciliation.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : SmallTown {
  Town() {
    run(Add{Table::code, {{"scheme", text("EKK")}, {"code", text("22441")}, {"name", text("")}}});
  }
  void cost(const char* of_unit, const char* of_code, std::int64_t cents,
            std::int64_t period = 202601, const char* basis = "cost") {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"unit", row(Table::unit, of_unit)},
                                   {"basis", text(basis)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (*of_code != 0) {
      fields.push_back({"code", row(Table::code, of_code)});
    }
    run(Add{Table::line, std::move(fields)});
  }
  void turnover(const char* of_unit, const char* of_code, std::int64_t cents,
                std::int64_t period = 202601, const char* basis = "cost") {
    run(Add{Table::turnover,
            {{"unit", row(Table::unit, of_unit)},
             {"code", row(Table::code, of_code)},
             {"basis", text(basis)},
             {"amount_cents", number(cents)},
             {"period", number(period)}}});
  }
  // "012 2200 85-100=-15": booked, turnover, difference; a code "-" for lines without one.
  [[nodiscard]] std::vector<std::string> ask(const char* period,
                                             model::UnitId below = model::kNoUnit) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    const ReconciliationQuestion question{.period = must(base::Period::parse(period)),
                                          .below = below};
    std::vector<std::string> out;
    for (const ReconciliationRow& one : must(reconciliation(*ledger, cube, question))) {
      out.push_back(ledger->units()[one.unit].code + " " +
                    (one.code == model::kNoCode ? "-" : ledger->codes()[one.code].code) + " " +
                    std::to_string(one.booked.cents()) + "-" +
                    (one.turnover ? std::to_string(one.turnover->cents()) : "") + "=" +
                    std::to_string(one.difference().cents()));
    }
    return out;
  }
  using Picture = std::vector<std::string>;
};

TEST(Reconciliation, LaysLinesBesideTheAccounts) {
  Town t;
  t.turnover("012", "2200", 100);
  t.turnover("012", "1100", 50);
  t.turnover("012", "2200", 7, 202602);
  t.turnover("012", "2200", 9, 202601, "budget");
  t.cost("012", "2200", 60);
  t.cost("012", "22441", 25);  // stands below it
  t.cost("012", "1100", 50);
  t.cost("012", "2300", 3);  // the accounts have nothing there
  t.cost("012", "", 2);
  t.cost("012", "2200", 1000, 202601, "budget");
  t.cost("012", "2200", 1000, 202603);
  EXPECT_EQ(t.ask("2026-01"), (Town::Picture{"012 1100 50-50=0", "012 2200 85-100=-15",
                                             "012 2300 3-=3", "012 - 2-=2"}));
}

TEST(Reconciliation, CountsALineAtTheNearestCodeThatTheAccountsKnow) {
  Town t;
  t.turnover("012", "2200", 100);
  t.turnover("012", "22441", 25);
  t.cost("012", "2200", 100);
  t.cost("012", "22441", 25);
  EXPECT_EQ(t.ask("2026-01"), (Town::Picture{"012 2200 100-100=0", "012 22441 25-25=0"}));
}

TEST(Reconciliation, HoldsAnUpperUnitAgainstAllThatIsBelowIt) {
  Town t;
  t.turnover("001", "2200", 100);
  t.turnover("012", "2200", 30);
  t.cost("001", "2200", 70);
  t.cost("012", "2200", 31);
  EXPECT_EQ(t.ask("2026-01"), (Town::Picture{"001 2200 101-100=1", "012 2200 31-30=1"}));
  const std::string_view path[] = {"001", "012"};
  EXPECT_EQ(t.ask("2026-01", t.ledger->find_unit(path)), Town::Picture{"012 2200 31-30=1"});
}

TEST(Reconciliation, AddsTheMonthsOfAYear) {
  Town t;
  t.turnover("012", "2200", 100);
  t.turnover("012", "2200", 20, 202607);
  t.cost("012", "2200", 80);
  t.cost("012", "2200", 40, 202600);
  EXPECT_EQ(t.ask("2026"), Town::Picture{"012 2200 120-120=0"});
  EXPECT_EQ(t.ask("2026-02"), Town::Picture{});
}

TEST(Reconciliation, ExplainsEachRowByItsLinesAndTurnovers) {
  Town t;
  t.turnover("001", "2200", 100);
  t.turnover("012", "2200", 30);
  t.cost("001", "2200", 70);
  t.cost("012", "22441", 31);
  t.cost("012", "", 2);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const ReconciliationQuestion question{.period = must(base::Period::parse("2026-01"))};
  const auto rows = must(reconciliation(*t.ledger, cube, question));
  const auto why = must(explain(*t.ledger, cube, question, rows));
  ASSERT_EQ(why.size(), 4U);
  std::vector<std::string> pictures;
  for (const base::Explanation& one : why) {
    std::string picture = one.value + "=";
    for (const base::Explanation& side : one.inputs) {
      picture += side.value + ":";
      for (const base::Explanation& row : side.inputs) {
        EXPECT_EQ(row.name.size(), 36U);
        picture += row.value + ",";
      }
    }
    pictures.push_back(picture);
  }
  EXPECT_EQ(pictures, (std::vector<std::string>{"1=101:70,31,100:100,",
                                                "2=2:2,0:", "1=31:31,30:30,", "2=2:2,0:"}));
}

}  // namespace
}  // namespace saimnieks::control
