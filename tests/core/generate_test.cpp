// Lines of schedules: made once, kept in step, and never over what a person has done.
#include "core/ledger/generate.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using model::Table;
using model::Value;

struct Scheduled : TestLedger {
  Scheduled() {
    create();
    add_dimensions();
    unit_row = text(ledger->units()[unit].uuid.text());
    service_row = text(ledger->services()[service].uuid.text());
  }
  base::Uuid schedule(std::int64_t cents, std::vector<FieldValue> more = {}) {
    std::vector<FieldValue> fields{
        {"name", text("Noma")},           {"unit", unit_row},
        {"service", service_row},         {"amount_cents", number(cents)},
        {"first_period", number(202601)}, {"every_months", number(1)}};
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::schedule, std::move(fields)}).rows[0];
  }
  Generated generate(const char* through) {
    clock.advance_ms(1);
    return must(generate_lines(*ledger, {*Period::parse(through), *Period::parse(through)}));
  }
  // "01=100 02=100": the living lines of 2026 by month.
  [[nodiscard]] std::string months() const {
    std::map<std::int32_t, std::string> found;
    must(ledger->scan_lines([&](const model::LineRow& row) {
      if (!row.voided) {
        std::string& text = found[row.period];
        text += (text.empty() ? "" : "+") + std::to_string(row.cents);
      }
    }));
    std::string out;
    for (const auto& [period, cents] : found) {
      out += (out.empty() ? "" : " ") + std::to_string(period % 100) + "=" + cents;
    }
    return out;
  }
  [[nodiscard]] LineId of_month(std::int32_t period) const {
    LineId found{};
    must(ledger->scan_lines([&](const model::LineRow& row) {
      found = row.period == period && !row.voided ? row.rid : found;
    }));
    return found;
  }
  Value unit_row, service_row;
};

TEST(Generate, MakesLinesOnceAndOneUndoTakesThemBack) {
  Scheduled t;
  const base::Uuid row = t.schedule(100);
  EXPECT_EQ(t.generate("2026-03").added, 3);
  EXPECT_EQ(t.months(), "1=100 2=100 3=100");
  const model::Line line = must(t.ledger->line(t.of_month(202602)));
  EXPECT_EQ(line.schedule.uuid, row);
  EXPECT_EQ(line.row.regular, model::Regularity::regular);
  EXPECT_EQ(line.row.kind, LineKind::actual);
  const Generated again = t.generate("2026-03");
  EXPECT_EQ(again.added + again.voided + again.kept + again.committed.ops, 0);
  t.run(Undo{});
  EXPECT_EQ(t.months(), "");
  EXPECT_EQ(t.generate("2026-02").added, 2) << "what was undone is as if it had never been";
  EXPECT_EQ(t.months(), "1=100 2=100");
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(Generate, FollowsItsScheduleButNotOverWhatAPersonDid) {
  Scheduled t;
  const base::Uuid row = t.schedule(100);
  t.generate("2026-05");
  t.run(SetLine{.rid = t.of_month(202602), .amount = Money::from_cents(77)});
  t.run(VoidLine{t.of_month(202603)});
  t.run(SetLine{.rid = t.of_month(202604), .note = "saskaņots"});
  t.run(Change{Table::schedule, row, {{"amount_cents", number(200)}}});
  const Generated done = t.generate("2026-05");
  EXPECT_EQ(done.added, 2);
  EXPECT_EQ(done.voided, 2);
  EXPECT_EQ(done.kept, 3);
  EXPECT_EQ(t.months(), "1=200 2=77 4=100 5=200");
  t.run(Undo{});
  EXPECT_EQ(t.months(), "1=100 2=77 4=100 5=100");
  t.run(Redo{});
  EXPECT_EQ(t.months(), "1=200 2=77 4=100 5=200");
  t.run(Change{Table::schedule, row, {{"amount_cents", number(100)}}});
  t.generate("2026-05");
  EXPECT_EQ(t.months(), "1=100 2=77 4=100 5=100") << "and back again";
  t.run(Change{Table::schedule, row, {{"last_period", number(202601)}}});
  EXPECT_EQ(t.generate("2026-05").voided, 1);
  EXPECT_EQ(t.months(), "1=100 2=77 4=100");
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(Generate, ALineMovedByHandIsNotMadeAgain) {
  Scheduled t;
  t.schedule(100);
  t.generate("2026-02");
  t.run(SetLine{.rid = t.of_month(202602), .period = *Period::parse("2026-04")});
  EXPECT_EQ(t.generate("2026-03").added, 1);
  EXPECT_EQ(t.months(), "1=100 3=100 4=100") << "February's went to April";
}

TEST(Generate, LeavesClosedPeriodsAsTheyAre) {
  Scheduled t;
  const base::Uuid row = t.schedule(100);
  t.generate("2026-02");
  t.run(
      Add{Table::closing, {{"unit", t.unit_row}, {"period", number(202601)}}, "Viens darbinieks"});
  t.run(Change{Table::schedule, row, {{"amount_cents", number(300)}}});
  const Generated done = t.generate("2026-03");
  EXPECT_EQ(done.closed, 1);
  EXPECT_EQ(done.added, 2);
  EXPECT_EQ(t.months(), "1=100 2=300 3=300");
}

TEST(Generate, LeavesApprovedPlansAsTheyAre) {
  Scheduled t;
  const base::Uuid version = t.ledger->versions()[t.version].uuid;
  const base::Uuid row = t.schedule(100, {{"version", text(version.text())}});
  t.schedule(7);
  t.generate("2026-02");
  t.run(Change{Table::version, version, {{"status", text("submitted")}}});
  t.run(Change{Table::version,
               version,
               {{"status", text("approved")},
                {"decision_number", text("12")},
                {"decision_date", number(20251218)}},
               "Viens darbinieks"});
  t.run(Change{Table::schedule, row, {{"amount_cents", number(300)}}});
  const Generated done = t.generate("2026-03");
  EXPECT_EQ(done.closed, 3) << "two that stand, and one that is due";
  EXPECT_EQ(done.added, 1) << "the other schedule's";
  EXPECT_EQ(t.months(), "1=100+7 2=100+7 3=7");
}

TEST(Generate, DepreciationStandsOnTheBasisOfCostBesideTheExpenditure) {
  Scheduled t;
  const base::Uuid resource =
      t.run(Add{Table::resource, {{"code", text("R1")}, {"kind", text("building")}}}).rows[0];
  t.run(Add{Table::line,
            {{"unit", t.unit_row},
             {"resource", text(resource.text())},
             {"amount_cents", number(50'000)},
             {"period", number(202601)},
             {"basis", text("budget")},
             {"regular", text("one-off")}}});
  t.run(Add{Table::schedule,
            {{"name", text("Nolietojums")},
             {"unit", t.unit_row},
             {"resource", text(resource.text())},
             {"method", text("straight-line")},
             {"amount_cents", number(50'000)},
             {"first_period", number(202601)},
             {"last_period", number(202612)},
             {"every_months", number(1)}}});
  t.generate("2026-12");
  EXPECT_EQ(t.months(),
            "1=50000+4167 2=4167 3=4167 4=4167 5=4167 6=4167 7=4167 8=4167 9=4167 10=4167 11=4167 "
            "12=4163");
  const model::Line line = must(t.ledger->line(t.of_month(202612)));
  EXPECT_EQ(line.row.basis, model::Basis::cost);
  EXPECT_EQ(line.row.regular, model::Regularity::regular);
}

TEST(Generate, TwoDevicesMakeTheSameLines) {
  Scheduled one;
  Scheduled other;
  one.schedule(100);
  other.schedule(100);
  const auto rows = [](const Scheduled& t) {
    std::vector<std::string> out;
    must(t.ledger->scan_whole_lines(
        [&](const model::Line& line) { out.push_back(line.uuid.text()); }));
    return out;
  };
  one.generate("2026-03");
  other.generate("2026-03");
  EXPECT_EQ(rows(one), rows(other)) << "made with the same chance, so the schedules are one";
}

}  // namespace
}  // namespace saimnieks::ledger
