// Charges between a municipality's institutions, as their lines book them.
#include "core/costing/ledger_consolidation.h"

#include <random>

#include "tests/core/ledger_fixture.h"

namespace saimnieks::costing {
namespace {

using ledger::Add;
using ledger::Change;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Table;
using model::UnitId;

// 001 with the institutions A (with its department D) and B; C stands beside 001.
struct Town : ledger::TestLedger {
  Town() {
    create();
    add_dimensions();
    school = institution(unit, "A");
    institution(unit, "B");
    institution(model::kNoUnit, "C");
    run(ledger::AddUnit{.parent = school, .code = "D"});
  }
  UnitId institution(UnitId parent, const char* name) {
    const UnitId made{run(ledger::AddUnit{.parent = parent, .code = name}).dimension};
    run(Change{Table::unit, ledger->units()[made].uuid, {{"kind", text("institution")}}, {}});
    return made;
  }
  base::Uuid book(const char* of_unit, const char* nature, std::int64_t cents,
                  const char* counterparty, const char* document = "", std::int64_t period = 202601,
                  const char* basis = "cost") {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"nature", text(nature)},
                                   {"basis", text(basis)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (*of_unit != 0) {
      fields.push_back({"unit", row(Table::unit, of_unit)});
    }
    if (*counterparty != 0) {
      fields.push_back({"counterparty", row(Table::unit, counterparty)});
    }
    if (*document != 0) {
      fields.push_back({"document", text(document)});
    }
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  [[nodiscard]] LedgerConsolidation ask(const char* period = "2026",
                                        UnitId below = model::kNoUnit) const {
    return must(consolidate_ledger(*ledger, {.period = must(base::Period::parse(period))}, below));
  }
  [[nodiscard]] std::string code_of(UnitId id) const {
    return id == model::kNoUnit ? "-" : ledger->units()[id].code;
  }
  // "A>B R-1 agreed 5/5=5 at 001": from, to, document, cost, income, eliminated, above.
  [[nodiscard]] std::vector<std::string> charges(const LedgerConsolidation& of) const {
    std::vector<std::string> out;
    for (const BookedCharge& one : of.charges) {
      out.push_back(code_of(one.from) + ">" + code_of(one.to) + " " + one.document + " " +
                    std::string(state_name(one.state)) + " " + std::to_string(one.cost.cents()) +
                    "/" + std::to_string(one.income.cents()) + "=" +
                    std::to_string(one.eliminated.cents()) + " at " + code_of(one.above));
    }
    return out;
  }
  // "001 105/20-5=100/15": cost, income, eliminated, what is left of both.
  [[nodiscard]] std::string row_of(const ConsolidatedUnit& one) const {
    const auto cents = [](base::Money amount) { return std::to_string(amount.cents()); };
    return code_of(one.unit) + " " + cents(one.cost) + "/" + cents(one.income) + "-" +
           cents(one.left.eliminated) + "=" + cents(one.left.cost) + "/" + cents(one.left.income);
  }
  [[nodiscard]] std::vector<std::string> units(const LedgerConsolidation& of) const {
    std::vector<std::string> out;
    for (const ConsolidatedUnit& one : of.units) {
      out.push_back(row_of(one));
    }
    return out;
  }
  using Picture = std::vector<std::string>;
  UnitId school{};
};

TEST(LedgerConsolidation, EliminatesChargesAboveBothEndsAndNotBelow) {
  Town t;
  t.book("B", "cost", 500, "A", "R-1");
  t.book("A", "income", 500, "B", "R-1");
  t.book("B", "cost", 100, "");
  t.book("C", "cost", 70, "A", "R-2");
  t.book("A", "income", 70, "C", "R-2");
  const LedgerConsolidation found = t.ask();
  EXPECT_EQ(t.charges(found),
            (Town::Picture{"A>B R-1 agreed 500/500=500 at 001", "A>C R-2 agreed 70/70=70 at -"}));
  EXPECT_EQ(t.units(found), (Town::Picture{"001 600/570-500=100/70", "A 0/570-0=0/570",
                                           "B 600/0-0=600/0", "C 70/0-0=70/0"}));
  EXPECT_EQ(t.row_of(found.total), "- 670/570-570=100/0");
  const LedgerConsolidation of_town = t.ask("2026", t.unit);
  EXPECT_EQ(t.row_of(of_town.total), "001 600/570-500=100/70");
  EXPECT_EQ(of_town.charges.size(), 2U);  // one of them leaves the town
}

TEST(LedgerConsolidation, NamesWhatOnlyOneSideHasBookedAndWhatDiffers) {
  Town t;
  t.book("B", "cost", 500, "A", "R-1");
  t.book("A", "income", 30, "B", "R-2");
  t.book("B", "cost", 90, "A", "R-3");
  t.book("A", "income", 80, "B", "R-3");
  t.book("B", "cost", 5, "A", "R-4");
  t.book("A", "income", -5, "B", "R-4");
  const LedgerConsolidation found = t.ask();
  EXPECT_EQ(t.charges(found),
            (Town::Picture{"A>B R-1 cost-only 500/0=0 at 001", "A>B R-2 income-only 0/30=0 at 001",
                           "A>B R-3 differs 90/80=80 at 001", "A>B R-4 differs 5/-5=0 at 001"}));
  EXPECT_EQ(t.row_of(found.total), "- 595/105-80=515/25");
}

TEST(LedgerConsolidation, TakesBackWhatACreditNoteTakesBack) {
  Town t;
  t.book("B", "cost", -40, "A", "K-1");
  t.book("A", "income", -40, "B", "K-1");
  t.book("A", "income", -60, "");  // paid back to residents: less than nothing is left of it
  t.book("B", "cost", 10, "A", "R-1");
  t.book("A", "income", 10, "B", "R-1");
  EXPECT_EQ(t.row_of(t.ask().total), "- -30/-90--30=0/-60");
}

TEST(LedgerConsolidation, TakesADepartmentForItsInstitutionUnlessBothEndsAreInIt) {
  Town t;
  t.book("D", "income", 500, "B", "R-1");
  t.book("B", "cost", 500, "A", "R-1");
  t.book("D", "cost", 20, "A", "R-2");
  t.book("A", "income", 20, "D", "R-2");
  const LedgerConsolidation found = t.ask();
  EXPECT_EQ(t.charges(found),
            (Town::Picture{"A>B R-1 agreed 500/500=500 at 001", "A>D R-2 agreed 20/20=20 at A"}));
  EXPECT_EQ(t.units(found), (Town::Picture{"001 520/520-520=0/0", "A 20/520-20=0/500",
                                           "B 500/0-0=500/0", "D 20/500-0=20/500"}));
}

TEST(LedgerConsolidation, KeepsWhatNobodyCanHaveBooked) {
  Town t;
  t.book("", "cost", 7, "A");
  EXPECT_EQ(t.charges(t.ask()), (Town::Picture{"A>-  unplaced 7/0=0 at -"}));
  EXPECT_EQ(t.row_of(t.ask().total), "- 7/0-0=7/0");
}

TEST(LedgerConsolidation, CountsOneBasisOneSideAndThePeriod) {
  Town t;
  t.book("B", "cost", 500, "A", "R-1");
  t.book("A", "income", 500, "B", "R-1", 202602);
  t.book("A", "income", 500, "B", "R-1", 202601, "budget");
  t.book("A", "benefit", 500, "B", "R-1");
  EXPECT_EQ(t.charges(t.ask("2026-01")), Town::Picture{"A>B R-1 cost-only 500/0=0 at 001"});
  EXPECT_EQ(t.charges(t.ask("2026")), Town::Picture{"A>B R-1 agreed 500/500=500 at 001"});
  EXPECT_EQ(
      t.row_of(must(consolidate_ledger(*t.ledger, {.period = must(base::Period::parse("2026")),
                                                   .kind = model::LineKind::plan}))
                   .total),
      "- 0/0-0=0/0");
}

void collect(const base::Explanation& node, std::map<std::string, std::string>& lines) {
  if (node.inputs.empty() && base::Uuid::parse(node.name)) {
    EXPECT_TRUE(lines.emplace(node.name, node.value).second) << node.name;
  }
  for (const base::Explanation& input : node.inputs) {
    collect(input, lines);
  }
}

// Whatever is booked: every line with a counterparty is in one charge, every line in the tree once,
// and each total is what was booked less what its two ends agree on.
TEST(LedgerConsolidation, LosesNoLineAndNoCent) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    Town t;
    const char* units[] = {"001", "A", "B", "C", "D", ""};
    const char* documents[] = {"", "R-1", "R-2"};
    std::map<std::string, std::string> all;
    std::map<std::string, int> charged;
    for (int i = 0; i < 60; ++i) {
      const char* own = units[dice() % 6];
      const char* drawn = units[dice() % 6];
      const char* other = drawn == own ? "" : drawn;
      const auto cents = static_cast<std::int64_t>(dice() % 9) - 2;
      const base::Uuid line =
          t.book(own, dice() % 2 == 0 ? "cost" : "income", cents, other, documents[dice() % 3]);
      all[line.text()] = std::to_string(cents);
      if (*other != 0) {
        charged[line.text()] = 1;
      }
    }
    const LedgerConsolidation found = t.ask();
    for (const BookedCharge& one : found.charges) {
      for (const auto* lines : {&one.cost_lines, &one.income_lines}) {
        for (const base::Uuid& line : *lines) {
          EXPECT_EQ(--charged[line.text()], 0);
        }
      }
      EXPECT_LE(std::abs(one.eliminated.cents()),
                std::min(std::abs(one.cost.cents()), std::abs(one.income.cents())));
    }
    for (const auto& [line, left] : charged) {
      EXPECT_EQ(left, 0) << line;
    }
    std::vector<ConsolidatedUnit> rows = found.units;
    rows.push_back(found.total);
    for (const ConsolidatedUnit& row : rows) {
      std::int64_t eliminated = 0;
      for (const BookedCharge& one : found.charges) {
        const bool both =
            row.unit == model::kNoUnit || (model::lies_in(t.ledger->units(), one.from, row.unit) &&
                                           model::lies_in(t.ledger->units(), one.to, row.unit));
        eliminated += both ? one.eliminated.cents() : 0;
      }
      EXPECT_EQ(row.left.eliminated.cents(), eliminated) << t.row_of(row);
      EXPECT_EQ(row.left.cost.cents() + eliminated, row.cost.cents());
      EXPECT_EQ(row.left.income.cents() + eliminated, row.income.cents());
    }
    const LedgerSide side{.period = must(base::Period::parse("2026"))};
    const base::Explanation why = must(explain(*t.ledger, side, model::kNoUnit, found));
    std::map<std::string, std::string> lines;
    collect(why, lines);
    EXPECT_EQ(lines, all);
  }
}

}  // namespace
}  // namespace saimnieks::costing
