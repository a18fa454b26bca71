// The deviations of a small municipality, with figures that can be done by hand.
#include "core/control/deviations.h"

#include <algorithm>

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

using Fields = std::vector<FieldValue>;

// Unit 001 above 012; services P1 and P2 of 012, planned at 1000 and 500 a month.
struct Town : SmallTown {
  Town() {
    run(ledger::AddService{"P2", "Bibliotēka"});
    for (int month = 1; month <= 12; ++month) {
      cost("P1", 1000, 202600 + month, true);
      cost("P2", 500, 202600 + month, true);
    }
  }
  base::Uuid cost(const char* of_service, std::int64_t cents, std::int64_t period,
                  bool plan = false, const char* of_unit = "012", const char* of_code = "2200") {
    Fields fields{{"service", row(Table::service, of_service)},
                  {"unit", row(Table::unit, of_unit)},
                  {"code", row(Table::code, of_code)},
                  {"amount_cents", number(cents)},
                  {"period", number(period)}};
    if (plan) {
      fields.push_back({"kind", text("plan")});
      fields.push_back({"version", text(ledger->versions()[version].uuid.text())});
    }
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  // Percent of the plan and an amount; below zero: none of these.
  base::Uuid threshold(const char* axis, std::int64_t percent, std::int64_t cents,
                       const char* of_unit = nullptr, const Fields& more = {},
                       std::int64_t valid_from = 20260101) {
    Fields fields{{"axis", text(axis)}, {"valid_from", number(valid_from)}};
    if (percent >= 0) {
      fields.push_back({"percent", number(percent * base::Decimal::kOne)});
    }
    if (cents >= 0) {
      fields.push_back({"amount_cents", number(cents)});
    }
    if (of_unit != nullptr) {
      fields.push_back({"unit", row(Table::unit, of_unit)});
    }
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::threshold, std::move(fields)}).rows.at(0);
  }
  base::Uuid say(const char* of_service, Fields more) {
    Fields fields{{"watch", text("to-date")},
                  {"unit", row(Table::unit, "012")},
                  {"service", row(Table::service, of_service)},
                  {"year", number(202600)},
                  {"noticed", number(202601)}};
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::deviation, std::move(fields)}).rows.at(0);
  }
  static Fields everything(std::int64_t checked) {
    return {{"owner", text("Anna")},
            {"cause", text("price")},
            {"decision", text("Pārrunāt līgumu")},
            {"action", text("Jauns līgums")},
            {"deadline", number(20260301)},
            {"effect", text("Cena ir zemāka")},
            {"checked", number(checked)},
            {"state", text("closed")}};
  }
  [[nodiscard]] DeviationQuestion question(const char* through) const {
    return {.through = must(base::Period::parse(through)),
            .today = must(base::Date::parse("2026-06-15")),
            .version = version};
  }
  [[nodiscard]] Deviations ask(const DeviationQuestion& of) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return must(deviations(*ledger, cube, of));
  }
  [[nodiscard]] Deviations ask(const char* through) const { return ask(question(through)); }
  // "to-date 012 P1 open +100 since 2026-01 (1) in -"
  [[nodiscard]] std::vector<std::string> picture(const Deviations& found) const {
    std::vector<std::string> out;
    for (const FoundDeviation& one : found.rows) {
      const DeviationPlace& place = one.place;
      std::string line = std::string(model::name(place.watch)) + " ";
      line += place.unit == model::kNoUnit ? "-" : ledger->units()[place.unit].code;
      line += place.axis == model::WatchAxis::service
                  ? " " + ledger->services()[model::ServiceId{place.member}].code
              : place.axis == model::WatchAxis::code
                  ? " " + ledger->codes()[model::CodeId{place.member}].code
                  : "";
      line += " " + std::string(status_name(one.status)) + " " +
              std::to_string(one.variance.amount.cents());
      line += " since " + (one.noticed ? one.noticed->iso() : "never");
      line += " (" + std::to_string(one.thresholds.size()) + ")";
      out.push_back(line + " in " + (one.within ? std::to_string(*one.within) : "-"));
    }
    return out;
  }
  using Picture = std::vector<std::string>;
};

TEST(Deviations, OpenByThemselvesWhereAThresholdIsPassed) {
  Town t;
  const base::Uuid threshold = t.threshold("service", 10, 50);
  t.cost("P1", 1100, 202601);  // exactly ten percent
  t.cost("P2", 549, 202601);   // more percent, and less than the amount
  EXPECT_EQ(t.picture(t.ask("2026-01")), Town::Picture{});
  t.cost("P1", 1, 202601);
  const Deviations found = t.ask("2026-01");
  EXPECT_EQ(t.picture(found), Town::Picture{"to-date 012 P1 open 101 since 2026-01 (1) in -"});
  EXPECT_EQ(found.groups, 1U);
  EXPECT_EQ(found.rows[0].thresholds, std::vector{threshold});
  EXPECT_EQ(found.rows[0].plan.cents(), 1000);
  EXPECT_EQ(found.rows[0].measured.cents(), 1101);
  EXPECT_EQ(found.rows[0].variance.meaning, Meaning::adverse);
  // Two months later nothing more was spent: it has gone by itself, and nobody had said a word.
  EXPECT_EQ(t.picture(t.ask("2026-02")), Town::Picture{});
}

TEST(Deviations, LessIsOneOnlyWhereBothSidesAreWatched) {
  Town t;
  t.cost("P1", 100, 202601);
  t.threshold("service", 10, -1);
  EXPECT_EQ(t.ask("2026-01").rows.size(), 0U);
  t.threshold("service", 60, -1, nullptr, {{"both_sides", number(1)}});
  EXPECT_EQ(t.picture(t.ask("2026-01")),
            (Town::Picture{"to-date 012 P1 open -900 since 2026-01 (1) in -",
                           "to-date 012 P2 open -500 since 2026-01 (1) in -"}));
}

TEST(Deviations, WhatIsNotPlannedPassesAnyPercentage) {
  Town t;
  t.threshold("service", 1000, -1);
  t.run(ledger::AddService{"P3", "Muzejs"});
  t.cost("P3", 1, 202602);
  EXPECT_EQ(t.picture(t.ask("2026-02")),
            Town::Picture{"to-date 012 P3 open 1 since 2026-02 (1) in -"});
  EXPECT_EQ(t.ask("2026-02").rows[0].variance.meaning, Meaning::not_planned);
}

TEST(Deviations, AThresholdFromAboveHoldsBelowAnotherOne) {
  Town t;
  t.cost("P1", 1200, 202601);
  t.threshold("service", 10, -1, "001");
  t.threshold("service", 50, -1, "012");  // is no way to loosen it
  EXPECT_EQ(t.picture(t.ask("2026-01")),
            Town::Picture{"to-date 012 P1 open 200 since 2026-01 (1) in -"});
  t.threshold("service", 5, -1, "012");
  EXPECT_EQ(t.picture(t.ask("2026-01")),
            Town::Picture{"to-date 012 P1 open 200 since 2026-01 (2) in -"});
  // That of the unit below says nothing of the one above.
  t.cost("P1", 7, 202601, false, "001");
  EXPECT_EQ(t.picture(t.ask("2026-01")),
            (Town::Picture{"to-date 012 P1 open 200 since 2026-01 (2) in -",
                           "to-date 001 P1 open 7 since 2026-01 (1) in -"}));
}

TEST(Deviations, CountThresholdsOfTheMonth) {
  Town t;
  t.cost("P1", 1200, 202601);
  t.cost("P1", 1200, 202602);
  t.cost("P1", 1200, 202603);
  t.threshold("service", 10, -1, nullptr, {{"valid_to", number(20260330)}}, 20260228);
  EXPECT_EQ(t.ask("2026-01").rows.size(), 0U);
  EXPECT_EQ(t.picture(t.ask("2026-02")),
            Town::Picture{"to-date 012 P1 open 400 since 2026-02 (1) in -"});
  EXPECT_EQ(t.ask("2026-03").rows.size(), 0U);
}

TEST(Deviations, ArePartsOfWhatContainsThem) {
  Town t;
  t.cost("P1", 1500, 202601);
  t.cost("P2", 800, 202601);
  t.threshold("service", 10, -1);
  t.threshold("unit", 10, -1);
  t.threshold("code", 10, -1);
  const Deviations found = t.ask("2026-01");
  EXPECT_EQ(t.picture(found), (Town::Picture{
                                  "to-date 001 open 800 since 2026-01 (1) in -",
                                  "to-date 012 open 800 since 2026-01 (1) in 0",
                                  "to-date 012 2000 open 800 since 2026-01 (1) in 1",
                                  "to-date 012 2200 open 800 since 2026-01 (1) in 2",
                                  "to-date 012 P1 open 500 since 2026-01 (1) in 1",
                                  "to-date 012 P2 open 300 since 2026-01 (1) in 1",
                              }));
  EXPECT_EQ(found.groups, 1U);
  DeviationQuestion below = t.question("2026-01");
  below.below = t.school;
  EXPECT_EQ(t.ask(below).rows.size(), 5U);
  EXPECT_EQ(t.ask(below).rows[0].place.unit, t.school);
}

TEST(Deviations, OfTheForecastWarnBeforeTheYearIsOver) {
  Town t;
  t.threshold("service", 10, -1, nullptr, {{"watch", text("forecast")}});
  t.cost("P1", 1300, 202601);
  EXPECT_EQ(t.ask("2026-01").rows.size(), 0U);  // 300 of 12000, when the rest goes by plan
  DeviationQuestion rate = t.question("2026-01");
  rate.method = ForecastMethod::run_rate;
  EXPECT_EQ(t.picture(t.ask(rate)),
            Town::Picture{"forecast 012 P1 open 3600 since 2026-01 (1) in -"});
  t.cost("P1", 2000, 202602);
  EXPECT_EQ(t.picture(t.ask("2026-02")),
            Town::Picture{"forecast 012 P1 open 1300 since 2026-02 (1) in -"});
  EXPECT_EQ(t.ask("2026-02").rows[0].plan.cents(), 12'000);
}

// Ten of the year's 120 hours are provided in the first month, at the whole month's cost.
TEST(Deviations, OfAForecastByCostPerformanceHoldUnitsAgainstCosts) {
  Town t;
  const auto hours = [&t](std::int64_t quantity, std::int64_t period, bool planned) {
    Fields fields{{"service", t.row(Table::service, "P1")},
                  {"unit", t.row(Table::unit, "012")},
                  {"kind", text("provided")},
                  {"measure", text("stunda")},
                  {"period", number(period)},
                  {"quantity", number(quantity * base::Decimal::kOne)}};
    if (planned) {
      fields.push_back({"version", text(t.ledger->versions()[t.version].uuid.text())});
    }
    t.run(Add{Table::volume, std::move(fields)});
  };
  hours(120, 202600, true);
  hours(5, 202601, false);
  t.cost("P1", 1000, 202601);
  t.cost("P2", 500, 202601);
  for (const char* axis : {"unit", "service"}) {
    t.threshold(axis, 10, -1, nullptr, {{"watch", text("forecast")}});
  }
  DeviationQuestion question = t.question("2026-01");
  EXPECT_EQ(t.picture(t.ask(question)), Town::Picture{});  // the month cost what was planned
  question.method = ForecastMethod::cost_performance;
  const Deviations found = t.ask(question);
  // 500 earned of 1000: 24,000 of 12,000. The unit has earned 1000 of 1500: 27,000 of 18,000.
  EXPECT_EQ(t.picture(found), (Town::Picture{"forecast 001 open 9000 since 2026-01 (1) in -",
                                             "forecast 012 open 9000 since 2026-01 (1) in 0",
                                             "forecast 012 P1 open 12000 since 2026-01 (1) in 1"}));
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const base::Explanation why = must(explain(*t.ledger, cube, question, found.rows[2]));
  EXPECT_EQ(why.inputs[1].value + " " + std::string(why.inputs[1].formula),
            "24000 cost-performance");
  const auto earned = std::find_if(why.inputs[1].inputs.begin(), why.inputs[1].inputs.end(),
                                   [](const auto& input) { return input.name == "earned"; });
  ASSERT_NE(earned, why.inputs[1].inputs.end());
  EXPECT_EQ(earned->value + " " + earned->inputs[0].name, "500 P1");
  EXPECT_EQ(earned->inputs[0].inputs[1].value, "5");
}

TEST(Deviations, CountWhatBelongsToTheWholeYearFromItsBeginning) {
  Town t;
  t.threshold("service", 10, -1);
  t.run(ledger::AddService{"P3", "Muzejs"});
  t.cost("P3", 1000, 202600, true);
  t.cost("P3", 1000, 202601);
  EXPECT_EQ(t.ask("2026-01").rows.size(), 0U);
  t.cost("P3", 101, 202600);
  EXPECT_EQ(t.picture(t.ask("2026-01")),
            Town::Picture{"to-date 012 P3 open 101 since 2026-01 (1) in -"});
}

TEST(Deviations, StayInTheListUntilTheyAreClosed) {
  Town t;
  t.threshold("service", 10, -1);
  t.cost("P1", 1500, 202601);
  const base::Uuid said = t.say("P1", {{"owner", text("Anna")}, {"deadline", number(20260615)}});
  EXPECT_EQ(t.picture(t.ask("2026-01")),
            Town::Picture{"to-date 012 P1 open 500 since 2026-01 (1) in -"});
  DeviationQuestion later = t.question("2026-01");
  later.today = must(base::Date::parse("2026-06-16"));
  EXPECT_EQ(t.ask(later).rows[0].status, DeviationStatus::overdue);
  EXPECT_EQ(t.picture(t.ask("2026-02")),
            Town::Picture{"to-date 012 P1 subsided -500 since 2026-01 (0) in -"});
  // Also when there is nothing left to measure it by.
  DeviationQuestion other = t.question("2026-01");
  other.version = model::VersionId{t.run(ledger::AddVersion{"B"}).dimension};
  EXPECT_EQ(t.picture(t.ask(other)),
            Town::Picture{"to-date 012 P1 open 1500 since 2026-01 (1) in -"});
  t.run(ledger::Void{Table::deviation, said});
  EXPECT_EQ(t.ask("2026-02").rows.size(), 0U);
}

TEST(Deviations, CloseOnlyWithEverythingSaidAndItsEffectChecked) {
  Town t;
  t.threshold("service", 10, -1);
  t.cost("P1", 1500, 202601);
  const auto refused = [&t](Fields fields) {
    fields.insert(fields.end(), {{"watch", text("to-date")},
                                 {"unit", t.row(Table::unit, "012")},
                                 {"service", t.row(Table::service, "P1")},
                                 {"year", number(202600)},
                                 {"noticed", number(202601)}});
    return ledger::error_of(t.ledger->execute(Add{Table::deviation, std::move(fields)}));
  };
  const std::size_t count = Town::everything(202602).size();
  for (std::size_t left_out = 0; left_out + 1 < count; ++left_out) {
    Fields fields = Town::everything(202602);
    const std::string name = fields[left_out].field;
    fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_EQ(refused(std::move(fields)), "value_missing " + name);
  }
  EXPECT_EQ(refused(Town::everything(202601)), "end_before_start checked");
  EXPECT_EQ(refused(Town::everything(202600)), "period_invalid checked");
  t.say("P1", Town::everything(202602));
  EXPECT_EQ(t.ask("2026-01").rows[0].status, DeviationStatus::closed);
}

TEST(Deviations, ThatGrowAfterTheirCheckOpenAgain) {
  Town t;
  t.threshold("service", 10, -1);
  t.cost("P1", 1500, 202601);
  t.cost("P1", 1000, 202602);
  t.cost("P1", 1000, 202603);
  t.say("P1", Town::everything(202602));
  EXPECT_EQ(t.picture(t.ask("2026-03")),
            Town::Picture{"to-date 012 P1 closed 500 since 2026-01 (1) in -"});
  t.cost("P1", 1, 202603);
  EXPECT_EQ(t.picture(t.ask("2026-03")),
            Town::Picture{"to-date 012 P1 reopened 501 since 2026-01 (1) in -"});
  EXPECT_EQ(t.ask("2026-02").rows[0].status, DeviationStatus::closed);
}

TEST(Deviations, AreExplainedDownToTheirLines) {
  Town t;
  t.threshold("service", 10, -1);
  t.threshold("service", 0, -1, nullptr, {{"watch", text("forecast")}});
  const base::Uuid first = t.cost("P1", 1500, 202601);
  const base::Uuid second = t.cost("P1", 900, 202602);
  t.cost("P1", 77, 202603);  // later
  t.cost("P2", 1, 202601);   // another one
  const DeviationQuestion question = t.question("2026-02");
  const Deviations found = t.ask(question);
  ASSERT_EQ(found.rows.size(), 2U);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const base::Explanation to_date = must(explain(*t.ledger, cube, question, found.rows[0]));
  EXPECT_EQ(to_date.value, "400");
  EXPECT_EQ(to_date.formula, "variance");
  EXPECT_EQ(to_date.inputs[0].value, "2000");
  EXPECT_EQ(to_date.inputs[0].inputs.size(), 2U);
  ASSERT_EQ(to_date.inputs[1].inputs.size(), 2U);
  EXPECT_EQ(to_date.inputs[1].formula, "total");
  EXPECT_EQ(to_date.inputs[1].inputs[0].name, first.text());
  EXPECT_EQ(to_date.inputs[1].inputs[1].name, second.text());
  const base::Explanation forecast = must(explain(*t.ledger, cube, question, found.rows[1]));
  EXPECT_EQ(forecast.value, "400");
  EXPECT_EQ(forecast.inputs[0].inputs.size(), 12U);
  EXPECT_EQ(forecast.inputs[1].formula, "remaining-plan");
  EXPECT_EQ(forecast.inputs[1].value, "12400");
  EXPECT_EQ(forecast.inputs[1].inputs[0].name, "annual_plan");
  EXPECT_EQ(forecast.inputs[1].inputs[0].inputs.size(), 12U);
  EXPECT_EQ(forecast.inputs[1].inputs[3].name, "actual_to_date");
  EXPECT_EQ(forecast.inputs[1].inputs[3].inputs.size(), 2U);
}

TEST(Deviations, AndThresholdsAreOfThoseWhoAnswerForThem) {
  Town t;
  t.clock.set_ms(1'790'000'000'000);  // 2026-09-21
  t.run(ledger::AddUnit{.parent = t.unit, .code = "013"});
  const FieldValue service{"service", t.row(Table::service, "P1")};
  const auto unit_of = [&t](const char* of) { return FieldValue{"unit", t.row(Table::unit, of)}; };
  const auto appoint = [&t](const char* role, const char* holder, FieldValue where) {
    t.run(Add{Table::appointment,
              {{"role", text(role)},
               {"holder", text(holder)},
               {"valid_from", number(20260101)},
               std::move(where)}});
  };
  appoint("R3", "Anna", unit_of("001"));
  appoint("R4", "Head", unit_of("012"));
  appoint("R6", "Manager", unit_of("012"));
  appoint("R8", "Clerk", service);
  const auto refused = [&t](Table table, Fields fields) {
    return ledger::error_of(t.ledger->execute(Add{table, std::move(fields)}));
  };
  const auto threshold = [&](std::optional<FieldValue> of) {
    Fields fields{{"axis", text("service")},
                  {"percent", number(10 * base::Decimal::kOne)},
                  {"valid_from", number(20260101)}};
    if (of) {
      fields.push_back(*of);
    }
    return refused(Table::threshold, std::move(fields));
  };
  const auto deviation = [&](FieldValue object) {
    return refused(Table::deviation, {{"watch", text("to-date")},
                                      {"year", number(202600)},
                                      {"noticed", number(202601)},
                                      std::move(object)});
  };
  const base::Uuid file =
      t.run(ledger::Attach{.name = "a.json", .content = "{}", .note = {}}).rows.at(0);
  const auto stored_run = [&] {
    return refused(Table::allocation, {{"method", text("direct")},
                                       {"kind", text("actual")},
                                       {"period", number(202601)},
                                       {"input", text(file.text())},
                                       {"result_hash", text(std::string(64, '0'))}});
  };
  must(t.ledger->set_user("Manager"));
  EXPECT_EQ(threshold(unit_of("012")), "role_not_allowed");
  EXPECT_EQ(stored_run(), "no error");
  EXPECT_EQ(deviation(unit_of("012")), "no error");
  EXPECT_EQ(deviation(unit_of("013")), "role_not_allowed");
  must(t.ledger->set_user("Head"));
  EXPECT_EQ(threshold(unit_of("012")), "no error");
  EXPECT_EQ(threshold(unit_of("001")), "role_not_allowed");
  EXPECT_EQ(threshold(std::nullopt), "role_not_allowed");
  must(t.ledger->set_user("Clerk"));
  EXPECT_EQ(stored_run(), "role_not_allowed");
  EXPECT_EQ(deviation(service), "no error");
  must(t.ledger->set_user("Anna"));
  EXPECT_EQ(threshold(std::nullopt), "no error");
}

TEST(Deviations, AreOfAYearsMonths) {
  Town t;
  cube::Cube cube(*t.ledger);
  must(cube.load());
  DeviationQuestion question = t.question("2026-02");
  question.through = must(base::Period::parse("2026"));
  EXPECT_EQ(ledger::error_of(deviations(*t.ledger, cube, question)), "period_invalid");
}

}  // namespace
}  // namespace saimnieks::control
