// The duties of a small municipality, with figures that can be done by hand.
#include "core/control/duties.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : ledger::TestLedger {
  Town() {
    create();
    clock.set_ms(1'790'000'000'000);  // 2026-09-21
    add_dimensions();
    school = UnitId{run(ledger::AddUnit{.parent = unit, .code = "012"}).dimension};
    kind(unit, "municipality");
    kind(school, "institution");
    run(Add{Table::resource,
            {{"code", text("BUS")}, {"kind", text("staff")}, {"unit", ref(school)}}});
    run(Change{Table::service, ledger->services()[service].uuid, {{"unit", ref(school)}}});
    appoint("R3", "Anna", unit);
    appoint("R4", "Head", school, "R6");
    cost("service", service_row(), "2026-01", 1000);
    cost("service", service_row(), "2026-02", 500);
    cost("resource", resource_row(), "2026-01", 70);
    cost("resource", resource_row(), "2026", 9);
    LineInput plan = line(800, model::LineKind::plan);
    plan.unit = school;
    run(ledger::AddLine{plan});
  }
  using LineInput = ledger::LineInput;
  using UnitId = model::UnitId;

  [[nodiscard]] Value ref(UnitId id) const { return text(ledger->units()[id].uuid.text()); }
  [[nodiscard]] Value service_row() const { return text(ledger->services()[service].uuid.text()); }
  [[nodiscard]] Value resource_row() const {
    return text(ledger->resources()[model::ResourceId{0}].uuid.text());
  }
  void kind(UnitId of, const char* name) {
    run(Change{Table::unit, ledger->units()[of].uuid, {{"kind", text(name)}}});
  }
  void appoint(const char* role, const char* holder, UnitId of, const char* also = nullptr) {
    std::vector<FieldValue> fields{{"role", text(role)},
                                   {"holder", text(holder)},
                                   {"unit", ref(of)},
                                   {"valid_from", number(20260101)}};
    if (also != nullptr) {
      fields.push_back({"also_role", text(also)});
    }
    run(Add{Table::appointment, std::move(fields)});
  }
  void cost(const char* object, Value row, const char* period, std::int64_t cents) {
    run(Add{Table::line,
            {{object, std::move(row)},
             {"unit", ref(school)},
             {"amount_cents", number(cents)},
             {"period", number(must(base::Period::parse(period)).packed())}}});
  }
  void say(const char* role, const char* duty, UnitId of, std::int64_t period) {
    run(Add{Table::duty,
            {{"role", text(role)},
             {"duty", text(duty)},
             {"unit", ref(of)},
             {"period", number(period)},
             {"evidence", text("Protokols 4")},
             {"date", number(20260205)}}});
  }
  [[nodiscard]] Duties ask(const char* period, const char* today,
                           UnitId below = model::kNoUnit) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return must(duties(*ledger, cube,
                       {must(base::Period::parse(period)), must(base::Date::parse(today)), below}));
  }
  // "R4 unit Head +-- plan 800/1 actual 1070/2"
  [[nodiscard]] static std::vector<std::string> picture(const Duties& found) {
    std::vector<std::string> out;
    for (const OfficeDuties& row : found.rows) {
      std::string line = std::string(model::name(row.place.role)) + " " +
                         std::string(model::table_info(row.place.table).name) + " ";
      for (const std::string& holder : row.holders) {
        line += holder + " ";
      }
      for (const auto& done : row.done) {
        line += done ? '+' : '-';
      }
      const auto figures = [](const DutyFigures& of) {
        return std::to_string(of.amount.cents()) + "/" + std::to_string(of.lines);
      };
      out.push_back(line + " plan " + figures(row.planned) + " actual " + figures(row.actual));
    }
    return out;
  }

  UnitId school{};
};

TEST(Duties, OfOtherPlacesAndPeriodsAreOthers) {
  Town t;
  t.say("R3", "funding", t.unit, 202601);
  t.say("R3", "funding", t.unit, 202602);
  must(t.ledger->set_user("Head"));
  t.say("R4", "funding", t.school, 202601);
  t.say("R4", "funding", t.school, 202602);
  EXPECT_EQ(t.ask("2026-01", "2026-02-10").done, 2);
  EXPECT_EQ(t.ask("2026-02", "2026-03-10").done, 2);
}

TEST(Duties, AreSeenUpwardWithVacancies) {
  Town t;
  t.say("R3", "conformity", t.unit, 202601);
  must(t.ledger->set_user("Head"));
  t.say("R4", "funding", t.school, 202601);
  t.say("R6", "funding", t.school, 202602);
  const Duties january = t.ask("2026-01", "2026-01-31");
  EXPECT_EQ(
      Town::picture(january),
      (std::vector<std::string>{
          "R3 unit Anna --+ plan 800/1 actual 1070/2", "R4 unit Head +-- plan 800/1 actual 1070/2",
          "R5 unit --- plan 0/0 actual 70/1", "R6 unit Head --- plan 800/1 actual 1000/1",
          "R10 unit --- plan 0/0 actual 70/1", "R7 service --- plan 800/1 actual 1000/1",
          "R8 service --- plan 800/1 actual 1000/1", "R11 resource --- plan 0/0 actual 70/1"}));
  EXPECT_EQ(january.done, 2);
  EXPECT_EQ(january.open, 22);
  EXPECT_EQ(january.overdue, 0);
  EXPECT_EQ(january.vacancies, 5);
  EXPECT_EQ(january.last_day.iso(), "2026-01-31");
  const auto& said = january.rows.at(1).done.at(0);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->evidence + " " + said->done_by + " " + said->date.iso(),
            "Protokols 4 Head 2026-02-05");
}

TEST(Duties, AreOverdueAfterThePeriodsLastDay) {
  Town t;
  const Duties later = t.ask("2026-01", "2026-02-01");
  EXPECT_EQ(later.open, 0);
  EXPECT_EQ(later.overdue, 24);
}

TEST(Duties, OfAYearCountWhatBelongsToNoMonth) {
  Town t;
  const Duties year = t.ask("2026", "2026-09-21");
  EXPECT_EQ(year.last_day.iso(), "2026-12-31");
  EXPECT_EQ(Town::picture(year).at(0), "R3 unit Anna --- plan 800/1 actual 1579/4");
  EXPECT_EQ(Town::picture(year).at(7), "R11 resource --- plan 0/0 actual 79/2");
}

TEST(Duties, OfAUnitAreThoseBelowIt) {
  Town t;
  t.run(Add{Table::service, {{"code", text("PIRTS2")}}});  // nobody's
  EXPECT_EQ(t.ask("2026-01", "2026-01-31", t.school).rows.size(), 7U);
  EXPECT_EQ(t.ask("2026-01", "2026-01-31", t.unit).rows.size(), 8U);
  EXPECT_EQ(t.ask("2026-01", "2026-01-31").rows.size(), 10U);
}

// Who left before the end of the period does not answer for it any more.
TEST(Duties, HoldersAreThoseOfTheLastDay) {
  Town t;
  t.run(Add{Table::appointment,
            {{"role", text("R11")},
             {"holder", text("Driver")},
             {"resource", t.resource_row()},
             {"valid_from", number(20260101)},
             {"valid_to", number(20260215)}}});
  EXPECT_EQ(t.ask("2026-01", "2026-01-31").vacancies, 4);
  EXPECT_EQ(t.ask("2026-02", "2026-01-31").vacancies, 5);
}

}  // namespace
}  // namespace saimnieks::control
