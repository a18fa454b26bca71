// The budget of a small municipality, with figures that can be done by hand.
#include "core/control/budget.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : SmallTown {
  Town() {
    for (const char* source : {"GRANT", "FEES"}) {
      run(Add{Table::source, {{"code", text(source)}, {"name", text(source)}}});
    }
  }
  base::Uuid grant(const char* of_unit, const char* source, std::int64_t period,
                   std::int64_t cents) {
    return run(Add{Table::appropriation,
                   {{"unit", row(Table::unit, of_unit)},
                    {"source", row(Table::source, source)},
                    {"period", number(period)},
                    {"amount_cents", number(cents)}}})
        .rows.at(0);
  }
  void amend(const base::Uuid& of, std::int64_t cents, const base::Uuid* to = nullptr) {
    std::vector<FieldValue> fields{{"appropriation", text(of.text())},
                                   {"amount_cents", number(cents)},
                                   {"decision_number", text("17")},
                                   {"decision_date", number(20260401)}};
    if (to != nullptr) {
      fields.push_back({"to_appropriation", text(to->text())});
    }
    run(Add{Table::amendment, std::move(fields)});
  }
  void spend(const char* source, std::int64_t period, std::int64_t cents,
             const char* basis = "budget") {
    run(Add{Table::line,
            {{"unit", row(Table::unit, "012")},
             {"service", row(Table::service, "P1")},
             {"source", row(Table::source, source)},
             {"basis", text(basis)},
             {"amount_cents", number(cents)},
             {"period", number(period)}}});
  }
  void order(const char* source, std::int64_t period, std::int64_t cents) {
    run(Add{Table::commitment,
            {{"unit", row(Table::unit, "012")},
             {"source", row(Table::source, source)},
             {"amount_cents", number(cents)},
             {"period", number(period)}}});
  }
  [[nodiscard]] Budget ask(int year, model::UnitId below = model::kNoUnit) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return must(budget(*ledger, cube, year, below));
  }
  // "012 GRANT 100+5-30-10=65 gap 3"
  [[nodiscard]] std::vector<std::string> picture(const Budget& found) const {
    std::vector<std::string> out;
    const auto cents = [](base::Money amount) { return std::to_string(amount.cents()); };
    for (const BudgetRow& one : found.rows) {
      out.push_back(ledger->units()[one.unit].code + " " + ledger->sources()[one.source].code +
                    " " + cents(one.year.granted) + "+" + cents(one.year.amended) + "-" +
                    cents(one.year.spent) + "-" + cents(one.year.committed) + "=" +
                    cents(one.year.free()) + " gap " + std::to_string(one.gap_from));
    }
    return out;
  }
};

TEST(Budget, SaysWhatIsFreeOfWhatWasGranted) {
  Town t;
  t.grant("012", "GRANT", 202600, 1000);
  t.spend("GRANT", 202602, 300);
  t.spend("GRANT", 202602, 55, "cost");  // another basis
  t.spend("GRANT", 202502, 7);           // another year
  t.order("GRANT", 202603, 100);
  const Budget found = t.ask(2026);
  EXPECT_EQ(t.picture(found), std::vector<std::string>{"012 GRANT 1000+0-300-100=600 gap 0"});
  EXPECT_EQ(found.rows[0].free_after[0].cents(), 1000);
  EXPECT_EQ(found.rows[0].free_after[1].cents(), 700);
  EXPECT_EQ(found.rows[0].free_after[2].cents(), 600);
  EXPECT_EQ(found.rows[0].free_after[11].cents(), 600);
}

TEST(Budget, WarnsOfTheMonthInWhichItRunsOut) {
  Town t;
  t.grant("012", "GRANT", 202601, 100);
  t.grant("012", "GRANT", 202606, 500);
  t.spend("GRANT", 202603, 150);
  const Budget found = t.ask(2026);
  EXPECT_EQ(t.picture(found), std::vector<std::string>{"012 GRANT 600+0-150-0=450 gap 3"});
  EXPECT_EQ(found.rows[0].free_after[3].cents(), -50);
  EXPECT_EQ(found.rows[0].free_after[5].cents(), 450);
}

TEST(Budget, MovesWhatIsTransferredWithoutLosingACent) {
  Town t;
  const base::Uuid from = t.grant("001", "GRANT", 202600, 1000);
  const base::Uuid to = t.grant("012", "FEES", 202600, 200);
  t.amend(from, -50);
  t.amend(from, 300, &to);
  const Budget found = t.ask(2026);
  EXPECT_EQ(t.picture(found), (std::vector<std::string>{"001 GRANT 1000+-350-0-0=650 gap 0",
                                                        "012 FEES 200+300-0-0=500 gap 0"}));
  EXPECT_EQ(found.year.amended.cents(), -50);
  EXPECT_EQ(found.year.free().cents(), 1150);
  EXPECT_EQ(t.picture(t.ask(2026, t.school)),
            std::vector<std::string>{"012 FEES 200+300-0-0=500 gap 0"});
}

}  // namespace
}  // namespace saimnieks::control
