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
             const char* basis = "budget", const char* document = "", const char* of_unit = "012") {
    std::vector<FieldValue> fields{
        {"unit", row(Table::unit, of_unit)},    {"service", row(Table::service, "P1")},
        {"source", row(Table::source, source)}, {"basis", text(basis)},
        {"amount_cents", number(cents)},        {"period", number(period)}};
    if (*document != 0) {
      fields.push_back({"document", text(document)});
    }
    run(Add{Table::line, std::move(fields)});
  }
  base::Uuid order(const char* source, std::int64_t period, std::int64_t cents,
                   const char* document = "") {
    std::vector<FieldValue> fields{{"unit", row(Table::unit, "012")},
                                   {"source", row(Table::source, source)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (*document != 0) {
      fields.push_back({"document", text(document)});
    }
    return run(Add{Table::commitment, std::move(fields)}).rows.at(0);
  }
  [[nodiscard]] Budget ask(int year, model::UnitId below = model::kNoUnit) const {
    return ask(must(base::Period::year(year)), below);
  }
  [[nodiscard]] Budget ask(base::Period through, model::UnitId below = model::kNoUnit) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return must(budget(*ledger, cube, through, below));
  }
  // "0 0 300": committed in the first months of the first row.
  [[nodiscard]] std::vector<std::int64_t> committed(const Budget& found, std::size_t months) const {
    std::vector<std::int64_t> out;
    for (std::size_t month = 1; month <= months; ++month) {
      out.push_back(found.rows[0].parts[month].committed.cents());
    }
    return out;
  }
  // "012 GRANT 100+5-30-10=65 gap 3"
  [[nodiscard]] std::vector<std::string> picture(const Budget& found) const {
    std::vector<std::string> out;
    const auto cents = [](base::Money amount) { return std::to_string(amount.cents()); };
    for (const BudgetRow& one : found.rows) {
      out.push_back(ledger->units()[one.unit].code + " " + ledger->sources()[one.source].code +
                    " " + cents(one.sum.granted) + "+" + cents(one.sum.amended) + "-" +
                    cents(one.sum.spent) + "-" + cents(one.sum.committed) + "=" +
                    cents(one.sum.free()) + " gap " + std::to_string(one.gap_from));
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
  EXPECT_EQ(found.sum.amended.cents(), -50);
  EXPECT_EQ(found.sum.free().cents(), 1150);
  EXPECT_EQ(t.picture(t.ask(2026, t.school)),
            std::vector<std::string>{"012 FEES 200+300-0-0=500 gap 0"});
}

// A payment of what was ordered took its amount off twice.
TEST(Budget, CommitsOnlyWhatIsNotYetPaid) {
  Town t;
  t.grant("012", "GRANT", 202600, 1000);
  t.order("GRANT", 202603, 400, "L-1");
  t.spend("GRANT", 202604, 150, "budget", "L-1");
  EXPECT_EQ(t.picture(t.ask(2026)), std::vector<std::string>{"012 GRANT 1000+0-150-250=600 gap 0"});
  EXPECT_EQ(t.committed(t.ask(2026), 5), (std::vector<std::int64_t>{0, 0, 400, -150, 0}));
  EXPECT_EQ(t.picture(t.ask(must(base::Period::parse("2026-03")))),
            std::vector<std::string>{"012 GRANT 1000+0-0-400=600 gap 0"});
  t.spend("GRANT", 202606, 900, "budget", "L-1");  // more than was ordered
  EXPECT_EQ(t.picture(t.ask(2026)), std::vector<std::string>{"012 GRANT 1000+0-1050-0=-50 gap 6"});
  EXPECT_EQ(t.committed(t.ask(2026), 6), (std::vector<std::int64_t>{0, 0, 400, -150, 0, -250}));
}

TEST(Budget, TakesNoOtherPaymentForThatOfAnOrder) {
  Town t;
  t.order("GRANT", 202603, 400, "L-1");
  t.spend("GRANT", 202604, 1, "budget", "L-2");
  t.spend("GRANT", 202604, 2, "cost", "L-1");
  t.spend("GRANT", 202504, 4, "budget", "L-1");
  t.spend("FEES", 202604, 8, "budget", "L-1");
  t.spend("GRANT", 202604, 16, "budget", "L-1", "001");
  t.spend("GRANT", 202604, -32, "budget", "L-1");  // paid back
  t.order("GRANT", 202603, 64);
  EXPECT_EQ(t.picture(t.ask(2026, t.school))[0], "012 GRANT 0+0--31-464=-433 gap 3");
  t.spend("GRANT", 202602, 132, "budget", "L-1");  // before it was ordered
  EXPECT_EQ(t.committed(t.ask(2026, t.school), 4), (std::vector<std::int64_t>{0, 0, 332, 32}));
}

TEST(Budget, ExplainsEveryFigureDownToItsRows) {
  Town t;
  const base::Uuid granted = t.grant("012", "GRANT", 202600, 1000);
  t.amend(granted, -50);
  const base::Uuid order = t.order("GRANT", 202603, 400, "L-1");
  const base::Uuid other = t.order("GRANT", 202603, 30);
  t.spend("GRANT", 202604, 150, "budget", "L-1");
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const Budget found = must(budget(*t.ledger, cube, must(base::Period::year(2026))));
  const BudgetWhy why = must(explain(*t.ledger, cube, found));
  ASSERT_EQ(why.rows.size(), 1U);
  const base::Explanation& free = why.rows[0];
  EXPECT_EQ(free.value, "520");
  EXPECT_EQ(free.formula, "difference");
  const base::Explanation& funding = free.inputs[0];
  const base::Explanation& used = free.inputs[1];
  EXPECT_EQ(funding.inputs[0].inputs[0].inputs[0].name, granted.text());
  EXPECT_EQ(funding.inputs[1].inputs[0].inputs[0].value, "-50");
  EXPECT_EQ(used.inputs[0].value, "150");
  const base::Explanation& committed = used.inputs[1];
  EXPECT_EQ(committed.value, "280");
  EXPECT_EQ(committed.inputs[0].name, other.text());
  EXPECT_EQ(committed.inputs[1].name, "L-1");
  EXPECT_EQ(committed.inputs[1].value, "250");
  EXPECT_EQ(committed.inputs[1].formula, "open");
  EXPECT_EQ(committed.inputs[1].inputs[0].inputs[0].name, order.text());
  EXPECT_EQ(committed.inputs[1].inputs[1].value, "150");
  EXPECT_EQ(why.sum.value, "520");
  EXPECT_EQ(why.sum.inputs[1].inputs[1].inputs[0].see,
            (std::vector<std::string>{"/rows/0/explanation", "free", "used", "committed"}));
}

}  // namespace
}  // namespace saimnieks::control
