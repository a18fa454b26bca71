// The quality of a few lines, each with one flaw.
#include "core/control/quality.h"

#include <map>

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : ledger::TestLedger {
  Town() {
    create();
    clock.set_ms(1'788'350'400'000);  // 2026-09-02
    add_dimensions();
    school = model::UnitId{run(ledger::AddUnit{.parent = unit, .code = "012"}).dimension};
    for (const model::UnitId one : {unit, school}) {
      run(Change{Table::unit,
                 row(one).uuid,
                 {{"kind", text(one == unit ? "municipality" : "institution")}}});
    }
  }
  [[nodiscard]] const model::Unit& row(model::UnitId id) const { return ledger->units()[id]; }
  // A line without flaws but for what `but` says.
  base::Uuid bill(std::int64_t cents, std::vector<FieldValue> but = {}) {
    std::map<std::string, Value> fields{{"service", text(ledger->services()[service].uuid.text())},
                                        {"unit", text(row(unit).uuid.text())},
                                        {"code", text(ledger->codes()[code].uuid.text())},
                                        {"period", number(202608)},
                                        {"document", text("R-" + std::to_string(++bills))},
                                        {"amount_cents", number(cents)}};
    for (FieldValue& one : but) {
      fields[one.field] = std::move(one.value);
    }
    std::vector<FieldValue> list;
    for (auto& [name, value] : fields) {
      list.push_back({name, value});
    }
    return run(Add{Table::line, std::move(list)}).rows.at(0);
  }
  [[nodiscard]] Quality ask(const char* period = "2026-08", int days = 30) const {
    return must(quality(*ledger, {.period = must(base::Period::parse(period)), .days = days}));
  }
  [[nodiscard]] static std::vector<std::string> flaws(const Quality& found) {
    std::vector<std::string> out;
    for (const FlawedLine& one : found.flaws) {
      out.emplace_back(flaw_name(one.flaw));
    }
    return out;
  }
  [[nodiscard]] static std::string figure(const Quality& found, QualityMeasure measure) {
    const QualityFigure& of = found.figures[static_cast<std::size_t>(measure)];
    return std::to_string(of.lines) + " " + std::to_string(of.amount.cents()) + " " +
           (of.percent_hundredths ? std::to_string(*of.percent_hundredths) : "none");
  }
  int bills = 0;
  model::UnitId school{};
};

TEST(Quality, ALineWithoutFlawsCountsWhole) {
  Town t;
  t.bill(100);
  t.bill(-50);
  const Quality found = t.ask();
  EXPECT_EQ(found.lines, 2);
  EXPECT_EQ(found.amount.cents(), 150);
  EXPECT_TRUE(found.flaws.empty());
  EXPECT_EQ(Town::figure(found, QualityMeasure::completeness), "2 150 10000");
  ASSERT_EQ(found.missing.size(), 1U);
  EXPECT_EQ(t.row(found.missing[0]).code, "012");
}

TEST(Quality, EachFlawLowersItsOwnMeasure) {
  Town t;
  t.bill(200);
  t.bill(1, {{"unit", Value()}, {"code", Value()}});
  t.bill(2, {{"document", Value()}});
  t.bill(3, {{"date", number(20260901)}});
  t.bill(4, {{"date", number(20260831)}});
  t.bill(5, {{"quantity", number(3'000'000)}, {"unit_price_cents", number(1'500'000)}});
  t.bill(6, {{"quantity", number(3'000'000)}, {"unit_price_cents", number(1'500'000)}});
  t.bill(7, {{"document", text("A")}});
  t.bill(7, {{"document", text("A")}});
  t.bill(8, {{"document", text("A")}});
  t.clock.set_ms(1'790'856'000'000);  // 2026-10-01, 31 days after the month's end
  t.bill(9);
  t.run(ledger::VoidLine{t.add(77)});
  const Quality found = t.ask();
  EXPECT_EQ(Town::flaws(found),
            (std::vector<std::string>{"no-unit", "no-code", "no-document", "date-outside",
                                      "product-differs", "twice", "late"}));
  EXPECT_EQ(found.lines, 11);
  EXPECT_EQ(found.amount.cents(), 252);
  EXPECT_EQ(Town::figure(found, QualityMeasure::completeness), "10 251 9960");
  EXPECT_EQ(Town::figure(found, QualityMeasure::traceability), "10 250 9920");
  EXPECT_EQ(Town::figure(found, QualityMeasure::timeliness), "10 243 9642");
  EXPECT_EQ(Town::figure(found, QualityMeasure::consistency), "8 236 9365");
  // 3 × 1.50 = 4.50 is 5 cents, half away from zero.
  EXPECT_EQ(Town::flaws(t.ask("2026-08", 31)).size(), 6U);
}

// It counts as nothing until somebody says what it costs.
TEST(Quality, AQuantityWithoutAnAmountIsIncomplete) {
  Town t;
  t.bill(100);
  const base::Uuid line = t.bill(0, {{"amount_cents", Value()}, {"quantity", number(3'000'000)}});
  EXPECT_EQ(Town::flaws(t.ask()), (std::vector<std::string>{"no-amount"}));
  EXPECT_EQ(Town::figure(t.ask(), QualityMeasure::completeness), "1 100 10000");
  t.run(Change{Table::line, line, {{"amount_cents", number(5)}}});
  EXPECT_TRUE(t.ask().flaws.empty());
}

TEST(Quality, AFileMakesALineTraceable) {
  Town t;
  const base::Uuid line = t.bill(2, {{"document", Value()}});
  EXPECT_EQ(Town::flaws(t.ask()), (std::vector<std::string>{"no-document"}));
  t.run(Add{Table::attachment,
            {{"hash", text(std::string(64, 'a'))},
             {"name", text("rekins.pdf")},
             {"media_type", text("application/pdf")},
             {"size", number(1)},
             {"line", text(line.text())}}});
  EXPECT_TRUE(t.ask().flaws.empty());
}

TEST(Quality, InStepsItComesToTheSame) {
  Town t;
  for (int i = 0; i < 1'200; ++i) {
    t.bill(100 + i,
           i % 3 == 0 ? std::vector<FieldValue>{{"document", Value()}} : std::vector<FieldValue>{});
  }
  QualityQuestion question;
  question.period = must(base::Period::parse("2026-08"));
  QualityJob job(*t.ledger, question);
  EXPECT_EQ(job.step(t.clock, 0), base::Job::State::running);
  t.bill(5);  // meanwhile: it begins anew
  EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  const Quality whole = t.ask();
  EXPECT_EQ(job.result().lines, 1'201);
  EXPECT_EQ(job.result().amount, whole.amount);
  EXPECT_EQ(t.flaws(job.result()), t.flaws(whole));
  for (std::size_t i = 0; i < kQualityMeasures; ++i) {
    EXPECT_EQ(job.result().figures[i].percent_hundredths, whole.figures[i].percent_hundredths);
  }
  question.lists_flaws = false;
  QualityJob brief(*t.ledger, question);
  base::run_to_end(brief, t.clock);
  EXPECT_TRUE(brief.result().flaws.empty());
  EXPECT_EQ(brief.result().figures[3].lines, whole.figures[3].lines);
}

TEST(Quality, AnEmptyCutHasNoPercent) {
  Town t;
  t.bill(100, {{"period", number(202500)}});
  const Quality month = t.ask("2025-01");
  EXPECT_EQ(Town::figure(month, QualityMeasure::traceability), "0 0 none");
  EXPECT_EQ(t.ask("2025").lines, 1);
  const Quality school =
      must(quality(*t.ledger, {.period = must(base::Period::parse("2025")), .below = t.school}));
  EXPECT_EQ(school.lines, 0);
  EXPECT_EQ(school.missing.size(), 1U);
}

TEST(Quality, HoldsLinesAgainstTheAccounts) {
  Town t;
  const auto code = [&t](const char* economic) {
    model::CodeId known = t.ledger->find_code("EKK", economic);
    if (known == model::kNoCode) {
      known = model::CodeId{t.run(ledger::AddCode{"EKK", economic, "K"}).dimension};
    }
    return FieldValue{"code", text(t.ledger->codes()[known].uuid.text())};
  };
  const auto turnover = [&](const char* economic, std::int64_t cents, model::UnitId of,
                            std::int64_t period = 202608) {
    t.run(Add{Table::turnover,
              {{"unit", text(t.row(of).uuid.text())},
               code(economic),
               {"period", number(period)},
               {"basis", text("cost")},
               {"amount_cents", number(cents)}}});
  };
  const auto reconciled = [&](const char* period) {
    return Town::figure(t.ask(period), QualityMeasure::reconciliation);
  };
  t.bill(100, {code("2210")});
  t.bill(20, {code("2222")});
  t.bill(-5, {code("2222")});
  EXPECT_EQ(reconciled("2026-08"), "0 0 none");  // nobody knows what the accounts say
  turnover("2200", 115, t.unit);
  EXPECT_EQ(reconciled("2026-08"), "3 125 10000");
  turnover("2220", 16, t.unit);  // which parts 2220 from the rest, and is a cent too much
  EXPECT_EQ(reconciled("2026-08"), "0 0 0");
  EXPECT_EQ(Town::flaws(t.ask()), (std::vector<std::string>(3, "turnover-differs")));
  turnover("2220", -1, t.unit, 202607);  // of another month
  EXPECT_EQ(reconciled("2026-08"), "0 0 0");
  EXPECT_EQ(reconciled("2026"), "0 0 0");
}

TEST(Quality, AccountsOfUpperUnitsCountToo) {
  Town t;
  const auto turnover = [&](std::int64_t cents, model::UnitId of, std::int64_t period) {
    t.run(Add{Table::turnover,
              {{"unit", text(t.row(of).uuid.text())},
               {"code", text(t.ledger->codes()[t.code].uuid.text())},
               {"period", number(period)},
               {"basis", text("cost")},
               {"amount_cents", number(cents)}}});
  };
  const FieldValue in_school{"unit", text(t.row(t.school).uuid.text())};
  t.bill(70, {in_school});
  t.bill(30);
  turnover(70, t.school, 202608);
  turnover(90, t.unit, 202608);  // it is 100
  const Quality month = t.ask();
  EXPECT_EQ(Town::figure(month, QualityMeasure::reconciliation), "0 0 0");
  t.bill(-10);
  EXPECT_EQ(Town::figure(t.ask(), QualityMeasure::reconciliation), "3 110 10000");
  // A year holds against its months, and what has no accounts of its month against those of it.
  t.bill(4, {{"period", number(202607)}});
  turnover(5, t.unit, 202600);
  EXPECT_EQ(Town::figure(t.ask("2026"), QualityMeasure::reconciliation), "3 110 9649");
  turnover(40, t.school, 202609);  // and nothing is booked
  EXPECT_EQ(Town::figure(t.ask("2026"), QualityMeasure::reconciliation), "3 110 7142");
  EXPECT_EQ(Town::figure(t.ask("2026"), QualityMeasure::traceability), "4 114 10000");
}

TEST(Quality, IsOfWhatTheTotalCounts) {
  Town t;
  t.bill(100);
  t.bill(7, {{"basis", text("budget")}});
  t.bill(1, {{"nature", text("income")}});
  EXPECT_EQ(t.ask().amount.cents(), 100);
  const Quality every =
      must(quality(*t.ledger, {.period = must(base::Period::parse("2026-08")), .every = true}));
  EXPECT_EQ(every.amount.cents(), 108);
}

// The quality of a total is that of its period where it counts the same lines.
struct OfTotal {
  explicit OfTotal(const Town& of) : ledger(*of.ledger), cube(*of.ledger) { must(cube.load()); }

  [[nodiscard]] Quality of(const std::vector<cube::Filter>& where,
                           cube::Cube::Part part = cube::Cube::Part::actual) const {
    cube::Query query;
    query.where = where;
    const std::vector<std::vector<model::LineId>> lines{
        cube.lines_behind(query, cube.pivot(query), -1, 0, part)};
    return must(quality_of(ledger, cube, lines)).front();
  }

  const ledger::Ledger& ledger;
  cube::Cube cube;
};

TEST(Quality, OfATotalIsThatOfItsLines) {
  Town t;
  t.bill(100);
  t.bill(20, {{"document", Value()}, {"unit", text(t.row(t.school).uuid.text())}});
  t.bill(30, {{"date", number(20250101)}});
  t.bill(40, {{"document", text("R-1")}, {"amount_cents", number(100)}});  // the first again
  t.bill(7, {{"period", number(202607)}});
  t.bill(1, {{"basis", text("budget")}});
  const OfTotal totals(t);
  const Quality month = totals.of({cube::filter(cube::Axis::month, "2026-08")});
  const Quality wanted = t.ask();
  EXPECT_EQ(month.lines, 4);
  EXPECT_EQ(month.amount, wanted.amount);
  EXPECT_EQ(month.flawed, wanted.flawed);
  EXPECT_EQ(month.flawed[static_cast<std::size_t>(QualityFlaw::twice)], 1);
  EXPECT_EQ(month.flawed[static_cast<std::size_t>(QualityFlaw::date_outside)], 1);
  for (std::size_t i = 0; i < kQualityMeasures; ++i) {
    EXPECT_EQ(month.figures[i].percent_hundredths, wanted.figures[i].percent_hundredths);
  }
  EXPECT_TRUE(month.flaws.empty());
  EXPECT_EQ(totals.of({cube::filter(cube::Axis::unit, "001/012")}).lines, 1);
  EXPECT_EQ(totals.of({cube::filter(cube::Axis::year, "2025")}).lines, 0);
}

TEST(Quality, OfSeveralTotalsCountsALineInEach) {
  Town t;
  t.bill(100);
  t.bill(20, {{"document", Value()}});
  const OfTotal totals(t);
  const cube::Query query;
  const auto all = totals.cube.lines_behind(query, totals.cube.pivot(query), -1, 0);
  const std::vector<std::vector<model::LineId>> lists{all, {}, {all.back()}};
  const std::vector<Quality> found = must(quality_of(*t.ledger, totals.cube, lists));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(Town::figure(found[0], QualityMeasure::traceability), "1 100 8333");
  EXPECT_EQ(Town::figure(found[1], QualityMeasure::traceability), "0 0 none");
  EXPECT_EQ(Town::figure(found[2], QualityMeasure::traceability), "0 0 0");
}

TEST(Quality, OfATotalHoldsItsLinesAgainstWholeAccounts) {
  Town t;
  t.run(ledger::AddService{"P2", "Bibliotēka"});
  t.bill(70);
  t.bill(30, {{"service", static_cast<const ledger::TestLedger&>(t).row(Table::service, "P2")}});
  t.run(Add{Table::turnover,
            {{"unit", text(t.row(t.unit).uuid.text())},
             {"code", text(t.ledger->codes()[t.code].uuid.text())},
             {"period", number(202608)},
             {"basis", text("cost")},
             {"amount_cents", number(100)}}});
  const auto reconciled = [&](std::vector<cube::Filter> where,
                              cube::Cube::Part part = cube::Cube::Part::actual) {
    return Town::figure(OfTotal(t).of(where, part), QualityMeasure::reconciliation);
  };
  EXPECT_EQ(reconciled({}), "2 100 10000");
  EXPECT_EQ(reconciled({cube::filter(cube::Axis::service, "P2")}), "1 30 10000");
  t.bill(1);
  EXPECT_EQ(reconciled({cube::filter(cube::Axis::service, "P2")}), "0 0 0");
  t.bill(100,
         {{"kind", text("plan")}, {"version", text(t.ledger->versions()[t.version].uuid.text())}});
  EXPECT_EQ(reconciled({}, cube::Cube::Part::plan), "0 0 none");
}

TEST(Quality, InStepsSaysHowMuchIsBetweenUnits) {
  Town t;
  const model::UnitId other{t.run(ledger::AddUnit{.parent = t.unit, .code = "013"}).dimension};
  t.run(Change{Table::unit, t.row(other).uuid, {{"kind", text("institution")}}});
  const auto unit_of = [&t](const char* field, model::UnitId id) {
    return FieldValue{field, text(t.row(id).uuid.text())};
  };
  const auto charge = [&](const char* nature, std::int64_t cents, model::UnitId of,
                          model::UnitId with) {
    t.bill(cents, {unit_of("unit", of),
                   unit_of("counterparty", with),
                   {"nature", text(nature)},
                   {"document", text("IT-1")}});
  };
  charge("cost", 500, t.school, other);
  charge("income", 400, other, t.school);
  const auto between = [&t](const char* period) {
    QualityQuestion question;
    question.period = must(base::Period::parse(period));
    QualityJob job(*t.ledger, question);
    base::run_to_end(job, t.clock);
    return job.between_units().cents();
  };
  EXPECT_EQ(between("2026"), 400);
  EXPECT_EQ(between("2025"), 0);
}

}  // namespace
}  // namespace saimnieks::control
