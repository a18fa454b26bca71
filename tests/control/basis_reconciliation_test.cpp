// Cost and expenditure of a small town, with figures that can be done by hand.
#include "core/control/basis_reconciliation.h"

#include <random>

#include "core/ledger/generate.h"
#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : SmallTown {
  base::Uuid book(const char* basis, std::int64_t cents, std::int64_t period,
                  const char* document = "", const char* of_code = "2200",
                  const char* of_unit = "012") {
    std::vector<FieldValue> fields{
        {"service", row(Table::service, "P1")}, {"unit", row(Table::unit, of_unit)},
        {"code", row(Table::code, of_code)},    {"basis", text(basis)},
        {"amount_cents", number(cents)},        {"period", number(period)}};
    if (*document != 0) {
      fields.push_back({"document", text(document)});
    }
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  [[nodiscard]] BasisReconciliation ask(const char* period,
                                        model::UnitId below = model::kNoUnit) const {
    return must(reconcile_bases(*ledger, {.period = must(base::Period::parse(period))}, below));
  }
  // "R-1 2200 only-cost paid-later 5/0"
  [[nodiscard]] std::vector<std::string> rows(const BasisReconciliation& of) const {
    std::vector<std::string> out;
    for (const BasisRow& one : of.rows) {
      out.push_back((one.document.empty() ? one.period.iso() : one.document) + " " +
                    ledger->codes()[one.code].code + " " + std::string(match_name(one.match)) +
                    " " + std::string(reason_name(one.reason)) + " " +
                    std::to_string(one.cost.cents()) + "/" +
                    std::to_string(one.expenditure.cents()));
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  using Picture = std::vector<std::string>;
};

TEST(BasisReconciliation, SaysWhatIsOnlyCostAndWhatIsOnlyPaid) {
  Town t;
  t.book("cost", 100, 202603, "R-1");
  t.book("budget", 100, 202603, "R-1");
  t.book("cost", 60, 202603, "R-2");
  t.book("budget", 50, 202603, "R-2");
  t.book("cost", 7, 202603);
  t.book("budget", 900, 202603, "R-3", "5200");
  t.book("budget", 3, 202603);
  t.book("cost", 9, 202603, "", "1100");
  t.book("budget", 8, 202603, "R-9", "1100");
  const BasisReconciliation found = t.ask("2026-03");
  EXPECT_EQ(
      t.rows(found),
      (Town::Picture{"2026-03 1100 only-cost  9/0", "2026-03 2200 different  7/3",
                     "R-1 2200 equal  100/100", "R-2 2200 different  60/50",
                     "R-3 5200 only-expenditure capital 0/900", "R-9 1100 only-expenditure  0/8"}));
  EXPECT_EQ(found.cost.cents(), 176);
  EXPECT_EQ(found.expenditure.cents(), 1061);
}

TEST(BasisReconciliation, NamesWhatIsPaidInAnotherPeriodThanItIsConsumed) {
  Town t;
  t.book("cost", 100, 202603, "R-1");
  t.book("budget", 100, 202604, "R-1");  // accrued
  t.book("budget", 70, 202602, "R-2");   // a prepayment
  t.book("cost", 70, 202603, "R-2");
  t.book("cost", 5, 202603);  // without a document, nothing ties them
  t.book("budget", 5, 202604);
  EXPECT_EQ(t.rows(t.ask("2026-02")), Town::Picture{"R-2 2200 only-expenditure cost-later 0/70"});
  EXPECT_EQ(t.rows(t.ask("2026-03")),
            (Town::Picture{"2026-03 2200 only-cost  5/0", "R-1 2200 only-cost paid-later 100/0",
                           "R-2 2200 only-cost paid-before 70/0"}));
  EXPECT_EQ(t.rows(t.ask("2026-04")),
            (Town::Picture{"2026-04 2200 only-expenditure  0/5",
                           "R-1 2200 only-expenditure cost-before 0/100"}));
  // Of the whole year they are the same.
  EXPECT_EQ(t.rows(t.ask("2026")),
            (Town::Picture{"2026-03 2200 only-cost  5/0", "2026-04 2200 only-expenditure  0/5",
                           "R-1 2200 equal  100/100", "R-2 2200 equal  70/70"}));
}

TEST(BasisReconciliation, KeepsDepreciationApartFromOtherCosts) {
  Town t;
  t.run(Add{Table::schedule,
            {{"name", text("Van")},
             {"method", text("straight-line")},
             {"unit", t.row(Table::unit, "012")},
             {"service", t.row(Table::service, "P1")},
             {"code", t.row(Table::code, "2200")},
             {"amount_cents", number(120)},
             {"every_months", number(1)},
             {"first_period", number(202601)},
             {"last_period", number(202612)}}});
  must(
      ledger::generate_lines(*t.ledger, {
                                            .plans_through = must(base::Period::parse("2026-12")),
                                            .actuals_through = must(base::Period::parse("2026-12")),
                                        }));
  t.book("cost", 4, 202603);
  t.book("budget", 4, 202603);
  EXPECT_EQ(t.rows(t.ask("2026-03")),
            (Town::Picture{"2026-03 2200 equal  4/4", "2026-03 2200 only-cost depreciation 10/0"}));
}

TEST(BasisReconciliation, CountsItsUnitSideAndNature) {
  Town t;
  t.book("cost", 1, 202603, "R-1", "2200", "001");
  t.book("budget", 1, 202603, "R-1", "2200", "012");
  const std::string_view path[] = {"001", "012"};
  EXPECT_EQ(t.rows(t.ask("2026-03", t.ledger->find_unit(path))),
            Town::Picture{"R-1 2200 only-expenditure  0/1"});
  EXPECT_EQ(t.ask("2026-03").rows.size(), 2U);  // of different units
  const auto plans = must(reconcile_bases(
      *t.ledger, {.period = must(base::Period::parse("2026")), .kind = model::LineKind::plan}));
  EXPECT_TRUE(plans.rows.empty());
}

void collect(const base::Explanation& node, std::map<std::string, std::string>& lines) {
  if (node.inputs.empty() && base::Uuid::parse(node.name)) {
    EXPECT_TRUE(lines.emplace(node.name, node.value).second) << node.name;
  }
  for (const base::Explanation& input : node.inputs) {
    collect(input, lines);
  }
}

TEST(BasisReconciliation, LeadsFromOneTotalToTheOther) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    Town t;
    std::map<std::string, std::string> all;
    std::int64_t total[2] = {};
    for (int i = 0; i < 60; ++i) {
      const char* documents[] = {"", "R-1", "R-2", "R-3"};
      const char* codes[] = {"1100", "2200", "5200"};
      const bool cost = dice() % 2 == 0;
      const auto month = static_cast<std::int64_t>(dice() % 4) + 202600;
      const auto cents = static_cast<std::int64_t>(dice() % 9) - 2;
      const base::Uuid line = t.book(cost ? "cost" : "budget", cents, month, documents[dice() % 4],
                                     codes[dice() % 3], dice() % 2 == 0 ? "001" : "012");
      if (month == 202602) {
        all[line.text()] = std::to_string(cents);
        total[cost ? 0 : 1] += cents;
      }
    }
    const BasisReconciliation found = t.ask("2026-02");
    EXPECT_EQ(found.cost.cents(), total[0]);
    EXPECT_EQ(found.expenditure.cents(), total[1]);
    base::Money reached = found.cost;
    for (const BasisRow& row : found.rows) {
      reached += row.difference();
    }
    EXPECT_EQ(reached, found.expenditure);
    std::int64_t rows = 0;
    reached = found.cost;
    for (const BasisSum& sum : found.sums) {
      rows += sum.rows;
      reached += sum.expenditure - sum.cost;
    }
    EXPECT_EQ(reached, found.expenditure);
    EXPECT_EQ(rows, static_cast<std::int64_t>(found.rows.size()));
    std::map<std::string, std::string> lines;
    collect(must(explain(*t.ledger, found)), lines);
    EXPECT_EQ(lines, all);
  }
}

}  // namespace
}  // namespace saimnieks::control
