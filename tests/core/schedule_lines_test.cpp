// A schedule's months beside what its lines say today.
#include "core/ledger/schedule_lines.h"

#include "core/ledger/generate.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using model::Table;

struct Town : TestLedger {
  Town() {
    create();
    add_dimensions();
    rent = run(Add{Table::schedule,
                   {{"name", text("Noma")},
                    {"unit", row(Table::unit, "001")},
                    {"service", row(Table::service, "P1")},
                    {"amount_cents", number(90)},
                    {"every_months", number(1)},
                    {"first_period", number(202601)}}})
               .rows.at(0);
  }
  static Period month(int number) { return must(Period::month(2026, number)); }
  void generate(int through) {
    clock.advance_ms(1);
    must(generate_lines(*ledger, {month(through), month(through)}));
  }
  void set(const base::Uuid& line, const char* field, std::int64_t value) {
    run(Change{Table::line, line, {{field, number(value)}}, {}});
  }
  // The line of the month that counts.
  [[nodiscard]] base::Uuid line_of(int period) const {
    base::Uuid out;
    must(ledger->scan_whole_lines([&](const model::Line& line) {
      out = !line.row.voided && line.row.period == 202600 + period ? line.uuid : out;
    }));
    return out;
  }
  // "1 90 as-scheduled 90", "4 90 missing": month, due, state, booked.
  [[nodiscard]] std::vector<std::string> ask(int through, int made_through = 12) const {
    model::Schedule of;
    must(ledger->each_fact<model::Schedule>([&](const model::Schedule& one) { of = one; }));
    std::vector<std::string> out;
    for (const ScheduledMonth& one :
         must(scheduled_months(*ledger, of, month(through), month(made_through)))) {
      out.push_back(std::to_string(one.period.month()) + " " +
                    (one.due ? std::to_string(one.due->cents()) : "-") + " " +
                    std::string(state_name(one.state)) +
                    (one.booked ? " " + std::to_string(one.booked->cents()) : ""));
      EXPECT_EQ(one.booked.has_value(), one.booked_in.has_value());
    }
    return out;
  }
  using Picture = std::vector<std::string>;
  base::Uuid rent{};
};

TEST(ScheduleLines, SaysWhatIsThereAndWhatIsNotYet) {
  Town t;
  t.generate(2);
  const std::int64_t before = t.ledger->revision();
  EXPECT_EQ(t.ask(4, 3), (Town::Picture{"1 90 as-scheduled 90", "2 90 as-scheduled 90",
                                        "3 90 missing", "4 90 to-come"}));
  EXPECT_EQ(t.ledger->revision(), before);
  EXPECT_EQ(t.ask(1), (Town::Picture{"1 90 as-scheduled 90", "2 90 as-scheduled 90"}))
      << "no line is left out";
}

TEST(ScheduleLines, TellsAPersonsWorkFromTheSchedules) {
  Town t;
  t.generate(4);
  t.set(t.line_of(1), "amount_cents", 95);
  t.run(Void{Table::line, t.line_of(2), {}});
  t.set(t.line_of(3), "period", 202605);  // paid later
  EXPECT_EQ(t.ask(4), (Town::Picture{"1 90 edited 95", "2 90 voided", "3 90 edited 90",
                                     "4 90 as-scheduled 90"}));
  t.run(Change{Table::schedule, t.rent, {{"amount_cents", number(100)}}, {}});
  EXPECT_EQ(t.ask(4), (Town::Picture{"1 100 edited 95", "2 100 voided", "3 100 edited 90",
                                     "4 100 outdated 90"}));
  t.generate(4);
  EXPECT_EQ(t.ask(4), (Town::Picture{"1 100 edited 95", "2 100 voided", "3 100 edited 90",
                                     "4 100 as-scheduled 100"}));
}

TEST(ScheduleLines, NamesLinesThatTheScheduleHasNoMonthFor) {
  Town t;
  t.generate(3);
  t.run(Add{Table::line,
            {{"unit", t.row(Table::unit, "001")},
             {"service", t.row(Table::service, "P1")},
             {"schedule", text(t.rent.text())},
             {"amount_cents", number(7)},
             {"period", number(202602)}},
            {}});
  EXPECT_EQ(t.ask(3), (Town::Picture{"1 90 as-scheduled 90", "2 90 as-scheduled 90", "2 - extra 7",
                                     "3 90 as-scheduled 90"}));
  t.run(Change{Table::schedule, t.rent, {{"last_period", number(202601)}}, {}});
  EXPECT_EQ(t.ask(1),
            (Town::Picture{"1 90 as-scheduled 90", "2 - extra 90", "2 - extra 7", "3 - extra 90"}));
}

}  // namespace
}  // namespace saimnieks::ledger
