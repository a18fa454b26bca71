// What binds rows to other rows and to the person who enters: appointments, plan versions,
// closings, needs, and who may do what, by the ledger's commands.
#include "core/ledger/vacancies.h"
#include "tests/core/town.h"
#include "tests/fakes/judging_endpoint.h"

namespace saimnieks::ledger {
namespace {

// --- appointments

TEST(Guard, OneHolderAtATimeForEveryRowThatHasOne) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  const FieldValue school{"unit", t.ref(t.school)};
  const FieldValue service{"service", t.service_row()};
  const FieldValue resource{"resource", text(t.resource.text())};
  const struct {
    const char* role;
    FieldValue where;
    bool one;
  } rows[] = {{"R1", school, true},  {"R2", school, true},    {"R3", school, true},
              {"R4", school, true},  {"R5", school, true},    {"R6", school, true},
              {"R7", service, true}, {"R8", service, false},  {"R9", service, false},
              {"R10", school, true}, {"R11", resource, true}, {"R12", resource, false}};
  for (const auto& row : rows) {
    const char* refused = row.one ? "appointment_overlap valid_from" : "no error";
    EXPECT_EQ(t.fault(t.appoint(row.role, "A", row.where, 20260301, 20260630)), "no error");
    EXPECT_EQ(t.fault(t.appoint(row.role, "B", row.where, 20260630, 20260701)), refused)
        << row.role;
    EXPECT_EQ(t.fault(t.appoint(row.role, "B", row.where, 20260101, 20260301)), refused)
        << row.role;
    EXPECT_EQ(t.fault(t.appoint(row.role, "B", row.where, 20260101)), refused) << row.role;
    EXPECT_EQ(t.fault(t.appoint(row.role, "B", row.where, 20260702)), "no error") << row.role;
    EXPECT_EQ(t.fault(t.appoint(row.role, "B", row.where, 20260101, 20260228)), "no error");
  }
  EXPECT_EQ(t.fault(t.appoint("R4", "C", {"unit", t.ref(t.other_school)}, 20260301)), "no error");
  EXPECT_EQ(t.verified(), "ok");
}

// R4 with R6 and R5 with R10 are one appointment, which fills both rows.
TEST(Guard, OneAppointmentFillsTwoRows) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  const auto both = [&](const char* role, const char* also) {
    return Add{Table::appointment,
               {{"role", text(role)},
                {"also_role", text(also)},
                {"holder", text("A")},
                {"unit", t.ref(t.school)},
                {"valid_from", number(20260101)}}};
  };
  EXPECT_EQ(t.fault(both("R4", "R10")), "scope_unfit also_role");
  EXPECT_EQ(t.fault(both("R10", "R4")), "scope_unfit also_role");
  const Uuid row = t.run(both("R4", "R6")).rows.at(0);
  EXPECT_EQ(t.fault(t.appoint("R6", "B", {"unit", t.ref(t.school)})),
            "appointment_overlap valid_from");
  EXPECT_EQ(t.fault(both("R10", "R5")), "no error");  // either order says the same
  EXPECT_EQ(t.fault(t.appoint("R5", "B", {"unit", t.ref(t.school)})),
            "appointment_overlap valid_from");
  t.run(Change{Table::appointment, row, {{"also_role", Value()}}});
  t.run(t.appoint("R6", "B", {"unit", t.ref(t.school)}));
  EXPECT_EQ(t.fault(Change{Table::appointment, row, {{"also_role", text("R6")}}}),
            "appointment_overlap valid_from");
  t.run(Void{Table::appointment, row});
  EXPECT_EQ(t.fault(t.appoint("R4", "C", {"unit", t.ref(t.school)})), "no error");
}

// The state, a sector, a municipality and an institution have rows of their own; where a unit's
// kind is not said, nothing speaks against any.
TEST(Guard, ARowIsHeldInAUnitOfItsKind) {
  Town t;
  const auto kind = [&](UnitId of, const char* name) {
    return Change{Table::unit, t.ledger->units()[of].uuid, {{"kind", text(name)}}};
  };
  t.run(kind(t.unit, "municipality"));
  EXPECT_EQ(t.fault(t.appoint("R4", "Anna", {"unit", t.ref(t.unit)})), "unit_kind_unfit unit");
  EXPECT_EQ(t.fault(t.appoint("R1", "Anna", {"unit", t.ref(t.unit)})), "unit_kind_unfit unit");
  const Uuid row = t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)})).rows.at(0);
  EXPECT_EQ(t.fault(kind(t.unit, "institution")), "unit_kind_unfit kind");
  EXPECT_EQ(t.fault(t.appoint("R4", "Head", {"unit", t.ref(t.school)})), "no error");
  EXPECT_EQ(t.fault(kind(t.school, "department")), "unit_kind_unfit kind");
  EXPECT_EQ(t.fault(kind(t.school, "institution")), "no error");
  EXPECT_EQ(t.fault(Change{Table::appointment, row, {{"unit", t.ref(t.school)}}}),
            "unit_kind_unfit unit");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, ADutyIsStatedByItsHolder) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "Head", {"unit", t.ref(t.school)}));
  t.run(t.appoint("R7", "Owner", {"service", t.service_row()}));
  const FieldValue school{"unit", t.ref(t.school)};
  t.as("Head");
  EXPECT_EQ(t.fault(t.say("R7", "funding", {"service", t.service_row()})), "role_not_allowed");
  EXPECT_EQ(t.fault(t.say("R3", "funding", {"unit", t.ref(t.unit)})), "role_not_allowed");
  EXPECT_EQ(t.fault(t.say("R4", "funding", {"service", t.service_row()})), "value_missing unit");
  const Uuid row = t.run(t.say("R4", "funding", school)).rows.at(0);
  EXPECT_EQ(t.fault(t.say("R4", "funding", school)), "row_exists code");
  t.as("Owner");
  EXPECT_EQ(t.fault(t.say("R7", "conformity", {"service", t.service_row()})), "no error");
  EXPECT_EQ(t.fault(Change{Table::duty, row, {{"evidence", text("Mans")}}}), "role_not_allowed");
  // Who may appoint the row stands in for its holder, with a reason; and signs himself.
  t.as("Anna");
  EXPECT_EQ(t.fault(t.say("R4", "conformity", school)), "reason_missing exception");
  EXPECT_EQ(t.fault(t.say("R4", "conformity", school, 202601, "Vadītāja slimo")), "no error");
  std::vector<std::string> said;
  must(t.ledger->each_fact<model::Duty>([&said](const model::Duty& one) {
    said.push_back(one.done_by + " " + std::string(model::name(one.role)) + " " +
                   std::string(model::name(one.duty)));
  }));
  EXPECT_EQ(said, (std::vector<std::string>{"Head R4 funding", "Owner R7 conformity",
                                            "Anna R4 conformity"}));
  // Nobody signs for another.
  t.as("Head");
  EXPECT_EQ(t.fault(Change{Table::duty, row, {{"done_by", text("Anna")}}}), "value_range done_by");
  t.run(Change{Table::duty, row, {{"evidence", text("Pārrēķināts")}}});
  t.run(Void{Table::duty, row});
  t.run(t.say("R4", "funding", school));
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, VacanciesOfADay) {
  Town t;
  const auto kind = [&](UnitId of, const char* name) {
    t.run(Change{Table::unit, t.ledger->units()[of].uuid, {{"kind", text(name)}}});
  };
  kind(t.unit, "municipality");
  kind(t.school, "institution");
  const auto picture = [&](int year, int month, int day) {
    std::vector<std::string> out;
    for (const OfficePlace& one :
         must(vacancies(*t.ledger, must(base::Date::from_ymd(year, month, day)))).rows) {
      out.push_back(std::string(model::name(one.role)) + " " +
                    std::string(model::table_info(one.table).name));
    }
    return out;
  };
  EXPECT_EQ(picture(2026, 5, 1),
            (std::vector<std::string>{"R3 unit", "R4 unit", "R5 unit", "R6 unit", "R10 unit",
                                      "R7 service", "R8 service", "R11 resource"}));
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R8", "B", {"service", t.service_row()}, 20260101, 20260430));
  t.run(Add{Table::appointment,
            {{"role", text("R5")},
             {"also_role", text("R10")},
             {"holder", text("C")},
             {"unit", t.ref(t.school)},
             {"valid_from", number(20260101)}}});
  EXPECT_EQ(picture(2026, 4, 30),
            (std::vector<std::string>{"R4 unit", "R6 unit", "R7 service", "R11 resource"}));
  EXPECT_EQ(picture(2026, 5, 1), (std::vector<std::string>{"R4 unit", "R6 unit", "R7 service",
                                                           "R8 service", "R11 resource"}));
  // The other school has no kind yet, so nobody can say which rows it needs.
  EXPECT_EQ(must(vacancies(*t.ledger, must(base::Date::from_ymd(2026, 5, 1)))).units_without_kind,
            1);
}

// --- who may

TEST(Guard, WithoutAppointmentsTheLedgerIsItsEditors) {
  Town t;
  EXPECT_EQ(t.fault(t.line_in(t.school)), "no error");
  // Whoever appointed only another would have locked himself out.
  EXPECT_EQ(t.fault(t.appoint("R3", "Bruno", {"unit", t.ref(t.unit)})),
            "appoint_yourself_first holder");
  EXPECT_EQ(t.fault(t.appoint("R7", "Anna", {"service", t.service_row()})),
            "appoint_yourself_first holder");
  EXPECT_EQ(t.fault(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}, 20270101)),
            "appoint_yourself_first holder");
  const Uuid first = t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)})).rows.at(0);
  EXPECT_EQ(t.fault(t.line_in(t.school)), "no error");
  t.as("Bruno");
  EXPECT_EQ(t.fault(t.line_in(t.school)), "role_not_allowed");
  EXPECT_EQ(t.fault(t.appoint("R4", "Bruno", {"unit", t.ref(t.school)})), "role_not_allowed");
  t.as("Anna");
  t.run(Void{Table::appointment, first});
  t.as("Bruno");
  EXPECT_EQ(t.fault(t.line_in(t.school)), "no error");
  EXPECT_EQ(t.verified(), "ok");
}

// Those who could appoint are gone: the next appoints himself, and nothing else is open.
TEST(Guard, WhenNobodyMayAppointAnyMoreTheNextOneDoes) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}, 20260101, 20261231));
  t.clock.advance_ms(std::int64_t{150} * 86'400'000);
  EXPECT_EQ(t.fault(t.line_in(t.school)), "role_not_allowed");
  t.as("Bruno");
  EXPECT_EQ(t.fault(t.appoint("R4", "Anna", {"unit", t.ref(t.school)}, 20270101)),
            "appoint_yourself_first holder");
  EXPECT_EQ(t.fault(t.appoint("R3", "Bruno", {"unit", t.ref(t.unit)}, 20270101)), "no error");
}

TEST(Guard, CommandsFollowTheTableOfRoles) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "Head", {"unit", t.ref(t.school)}));
  t.run(t.appoint("R5", "Keeper", {"unit", t.ref(t.school)}));
  t.run(t.appoint("R7", "Owner", {"service", t.service_row()}));
  t.run(t.appoint("R9", "Guest", {"service", t.service_row()}));
  const auto on_resource = Add{Table::line,
                               {{"unit", t.ref(t.school)},
                                {"resource", text(t.resource.text())},
                                {"amount_cents", number(1)},
                                {"period", number(202602)}}};
  const auto need = [&](UnitId of) {
    return Add{Table::need,
               {{"unit", t.ref(of)},
                {"service", t.service_row()},
                {"period", number(202600)},
                {"amount_cents", number(1)},
                {"justification", text("x")},
                {"priority", number(1)}}};
  };
  const auto service = [&](const char* code) {
    return Add{Table::service, {{"code", text(code)}, {"unit", t.ref(t.school)}}};
  };
  const char* no = "role_not_allowed";
  const char* yes = "no error";
  const struct {
    const char* user;
    Command command;
    const char* wanted;
  } cases[] = {
      {"Head", t.line_in(t.school), yes},
      {"Head", t.line_in(t.other_school), no},
      {"Head", t.line_in(t.unit), no},
      {"Head", on_resource, no},
      {"Keeper", on_resource, yes},
      {"Keeper", t.line_in(t.school), no},
      {"Owner", t.line_in(t.other_school), yes},  // his service, wherever it is
      {"Owner", on_resource, no},
      {"Guest", t.line_in(t.school), no},
      {"Guest", need(t.school), yes},
      {"Stranger", need(t.school), no},
      {"Anna", t.line_in(t.school), yes},
      {"Head", service("P8"), yes},
      {"Owner", service("P9"), no},
      {"Owner", t.appoint("R8", "X", {"service", t.service_row()}), no},
      {"Head", t.appoint("R8", "X", {"service", t.service_row()}), yes},
      {"Head", t.appoint("R5", "X", {"unit", t.ref(t.other_school)}), no},
      {"Keeper", t.appoint("R11", "X", {"resource", text(t.resource.text())}), yes},
      {"Head", AddVersion{"Head's"}, yes},
      {"Guest", AddVersion{"Guest's"}, no},
      {"Head", t.status("submitted"), yes},
      {"Head", t.status("approved", kDecision), no},
      {"Keeper", t.close(t.school, "Nav izmaksu", 202607), yes},
      {"Owner", t.close(t.school, "", 202608), no},
      {"Head", t.close(t.other_school), no},
      {"Anna", t.close(t.school, "", 202609), no},  // she is above, and reopens
      {"Guest", AddCode{"local", "1", ""}, no},
      {"Owner", AddCode{"local", "1", ""}, yes},
  };
  for (const auto& one : cases) {
    t.as(one.user);
    EXPECT_EQ(t.fault(one.command), one.wanted)
        << one.user << " case " << (&one - std::begin(cases));
  }
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, AnImportKeepsToTheTableOfRoles) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R7", "Owner", {"service", t.service_row()}));
  t.as("Owner");
  auto bulk = must(t.ledger->begin_bulk({}));
  const std::string_view path[] = {"001", "012"};
  const std::string_view names[] = {"", "Another name"};
  LineInput line = t.line(10);
  line.unit = must(bulk->unit(path, names));
  line.service = must(bulk->service("P1", ""));
  EXPECT_EQ(error_of(bulk->add(line)), "no error");
  EXPECT_EQ(error_of(bulk->service("P7", "")), "role_not_allowed service");
  const std::string_view new_path[] = {"001", "099"};
  EXPECT_EQ(error_of(bulk->unit(new_path, {})), "role_not_allowed unit");
  line.code = must(bulk->code("EKK", "22441", ""));  // whoever enters may add digits
  EXPECT_EQ(error_of(bulk->add(line)), "no error");
  must(bulk->commit());
  EXPECT_EQ(t.total(), 20);
  EXPECT_EQ(t.ledger->units()[t.school].name, "");  // names are for those who may give them
  EXPECT_EQ(t.verified(), "ok");
}

// Whole lines of an import are held against what they are booked on, cite and name.
TEST(Guard, AnImportKeepsToTheCatalogueAndToWhatItCorrects) {
  Town t;
  const LineId actual = t.add(100);
  auto bulk = must(t.ledger->begin_bulk({}));
  model::Line line;
  line.row.cents = 5;
  line.row.period = 202601;
  line.row.unit = t.unit;
  line.row.service = t.service;
  line.condition = "NX-9";
  EXPECT_EQ(error_of(bulk->add(line)), "catalogue_code_unknown condition");
  line.condition = "N1-1";
  EXPECT_EQ(error_of(bulk->add(line)), "no error");
  line.corrects.uuid = must(t.ledger->line(actual)).uuid;
  EXPECT_EQ(error_of(bulk->add(line)), "no error");
  line.row.kind = LineKind::plan;
  line.row.version = t.version;
  EXPECT_EQ(error_of(bulk->add(line)), "correction_unfit corrects");
  must(bulk->commit());
  EXPECT_EQ(t.total(), 110);
  EXPECT_EQ(t.verified(), "ok");
}

// --- plan versions

TEST(Guard, AVersionGoesOneWayOnly) {
  const char* states[] = {"draft", "submitted", "approved", "superseded"};
  for (int from = 0; from < 4; ++from) {
    for (int to = 0; to < 4; ++to) {
      Town t;
      const auto go = [&](int at) {
        t.as(at == 2 ? "Bruno" : "Anna");
        return t.status(states[at], at == 2 ? kDecision : std::vector<FieldValue>());
      };
      for (int at = 1; at <= from; ++at) {
        ASSERT_EQ(t.fault(go(at)), "no error");
      }
      // Who has submitted it may take it back, as long as nobody has approved it.
      const bool may = to == from + 1 || to == from || (from == 1 && to == 0);
      EXPECT_EQ(t.fault(go(to)), may ? "no error" : "version_state status")
          << states[from] << " to " << states[to];
      EXPECT_EQ(t.ledger->versions()[t.version].submitted_by.empty(), (may ? to : from) == 0)
          << states[from] << " to " << states[to];
      EXPECT_EQ(t.verified(), "ok");
    }
  }
  Town t;
  EXPECT_EQ(t.fault(Add{Table::version, {{"label", text("B")}, {"status", text("approved")}}}),
            "version_state status");
}

TEST(Guard, AScenarioStaysADraft) {
  Town t;
  t.run(Change{Table::version, t.version_row(), {{"scenario", number(1)}}});
  EXPECT_EQ(t.fault(t.status("submitted")), "version_state scenario");
  t.run(Change{Table::version, t.version_row(), {{"scenario", number(0)}}});
  EXPECT_EQ(t.fault(t.status("submitted")), "no error");
  EXPECT_EQ(t.fault(Change{Table::version, t.version_row(), {{"scenario", number(1)}}}),
            "version_state scenario");
}

TEST(Guard, OnlyWhoHasSubmittedAVersionTakesItBack) {
  Town t;
  const std::string label = t.ledger->versions()[t.version].name;
  t.run(t.status("submitted"));
  t.as("Bruno");
  EXPECT_EQ(t.fault(t.status("draft")), "version_state status");
  EXPECT_EQ(t.fault(Void{Table::version, t.version_row()}), "version_locked voided");
  t.as("Anna");
  t.run(Undo{});
  EXPECT_EQ(t.ledger->versions()[t.version].status, model::VersionStatus::draft);
  t.run(Redo{});
  EXPECT_EQ(t.ledger->versions()[t.version].submitted_by, "Anna");
  t.run(Void{Table::version, t.version_row()});
  // Whoever makes a version of that name anew begins with a draft.
  t.as("Bruno");
  t.run(Add{Table::version, {{"label", text(label)}}});
  EXPECT_EQ(t.ledger->versions()[t.version].submitted_by, "");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, WhoSubmitsDoesNotApprove) {
  Town t;
  t.run(t.status("submitted"));
  EXPECT_EQ(t.ledger->versions()[t.version].submitted_by, "Anna");
  EXPECT_EQ(t.fault(t.status("approved")), "value_missing decision_number");
  EXPECT_EQ(t.fault(t.status("approved", {kDecision[0]})), "value_missing decision_date");
  EXPECT_EQ(t.fault(t.status("approved", kDecision)), "separation_of_duties approved_by");
  EXPECT_EQ(t.fault(Change{Table::version, t.version_row(), {{"submitted_by", text("X")}}}),
            "version_state submitted_by");
  EXPECT_TRUE(t.reasons().empty());
  t.run(t.status("approved", kDecision, "Tikai viens darbinieks"));
  EXPECT_EQ(t.reasons(),
            std::vector<std::string>{"command.change_version: Tikai viens darbinieks"});
  // Both go up together: an endpoint judges them as one.
  const Outbox log = must(t.ledger->own_log(1, INT64_MAX, INT64_MAX));
  EXPECT_EQ(log.items.back().tx.op_count, 2);
  EXPECT_EQ(log.items.back().tx.first_n, log.items.rbegin()[1].id.n);
  EXPECT_EQ(t.ledger->versions()[t.version].approved_by, "Anna");
  // Neither the approval nor its reason can be taken back.
  EXPECT_EQ(t.fault(Undo{}), "row_stays voided");
  std::vector<Uuid> rows;
  must(t.ledger->each_row(Table::exception, {},
                          [&rows](const Ledger::RowView& view) { rows.push_back(view.row); }));
  EXPECT_EQ(t.fault(Void{Table::exception, rows.at(0)}), "row_stays voided");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, AnApprovedPlanIsFixed) {
  Town t;
  const LineId rid = t.run(AddLine{t.line(100, LineKind::plan)}).line;
  const LineId actual = t.add(5);
  const auto planned = [&](Table table) {
    return Add{table,
               {{"service", t.service_row()},
                {"period", number(202601)},
                {"version", text(t.version_row().text())},
                {table == Table::volume ? "quantity" : "amount_cents", number(1'000'000)},
                table == Table::volume ? FieldValue{"kind", text("incident")}
                                       : FieldValue{"method", text("x")}}};
  };
  const Uuid volume = t.run(planned(Table::volume)).rows.at(0);
  t.run(t.status("submitted"));
  EXPECT_EQ(t.fault(SetLine{.rid = rid, .amount = Money::from_cents(110)}),
            "version_locked version");
  t.run(t.status("draft"));  // may still be mended, taken back
  t.run(SetLine{.rid = rid, .amount = Money::from_cents(110)});
  t.run(t.status("submitted"));
  t.as("Bruno");
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(t.fault(AddLine{t.line(1, LineKind::plan)}), "version_locked version");
    EXPECT_EQ(t.fault(SetLine{.rid = rid, .amount = Money::from_cents(1)}),
              "version_locked version");
    EXPECT_EQ(t.fault(VoidLine{rid}), "version_locked version");
    EXPECT_EQ(t.fault(planned(Table::volume)), "version_locked version");
    EXPECT_EQ(t.fault(planned(Table::benefit)), "version_locked version");
    EXPECT_EQ(t.fault(Void{Table::volume, volume}), "version_locked version");
    EXPECT_EQ(t.fault(Void{Table::version, t.version_row()}), "row_in_use voided");
    auto bulk = must(t.ledger->begin_bulk({}));
    EXPECT_EQ(error_of(bulk->add(t.line(1, LineKind::plan))), "version_locked version");
    bulk.reset();
    if (round > 0) {
      EXPECT_EQ(t.fault(Change{Table::version, t.version_row(), {{"decision_number", text("18")}}}),
                "version_locked decision_number");
    }
    if (round < 2) {
      t.run(t.status(round == 0 ? "approved" : "superseded",
                     round == 0 ? kDecision : std::vector<FieldValue>()));
    }
  }
  t.run(SetLine{.rid = actual, .amount = Money::from_cents(6)});
  EXPECT_EQ(t.total(), 116);
  EXPECT_EQ(t.verified(), "ok");
}

// --- closing

TEST(Guard, WhoEntersDoesNotCloseAlone) {
  Town t;
  t.run(t.line_in(t.school));
  EXPECT_EQ(t.fault(t.close(t.school)), "separation_of_duties closed_by");
  EXPECT_EQ(t.fault(t.close(t.unit, "", 202600)),
            "separation_of_duties closed_by");  // of all below
  EXPECT_EQ(t.fault(t.close(t.other_school)), "no error");
  t.as("Bruno");
  t.run(t.close(t.school));
  std::vector<std::string> closers;
  must(t.ledger->each_fact<model::Closing>(
      [&closers](const model::Closing& one) { closers.push_back(one.closed_by); }));
  EXPECT_EQ(closers, (std::vector<std::string>{"Anna", "Bruno"}));
  t.as("Anna");
  EXPECT_EQ(t.fault(t.close(t.unit, "Nav cita darbinieka", 202600)), "no error");
  EXPECT_EQ(t.reasons().size(), 1U);
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, APeriodIsClosedAfterItsChecks) {
  fakes::JudgingEndpoint endpoint;
  Town t;
  const Uuid row = t.run(t.line_in(t.school)).rows.at(0);
  t.run(
      Add{Table::line,
          {{"service", t.service_row()}, {"amount_cents", number(7)}, {"period", number(202601)}}});
  const auto checks = [&](UnitId of) {
    return must(closing_checks(*t.ledger, of, must(Period::parse("2026-01"))));
  };
  EXPECT_EQ(checks(t.school).planned, 0);
  EXPECT_EQ(checks(t.school).actual, 1);
  EXPECT_EQ(checks(t.school).unclassified, 2);  // one without a code, one without a unit
  EXPECT_EQ(checks(t.other_school).actual, 0);
  EXPECT_EQ(checks(t.other_school).unclassified, 1);
  // Where somebody is appointed, the duties are asked for.
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "Head", {"unit", t.ref(t.school)}));
  t.as("Head");
  EXPECT_EQ(t.fault(t.close(t.school)), "costs_undone planned");
  t.as("Anna");
  t.run(t.plan_in(t.school));
  // What was refused is decided about first: no reason excuses that.
  endpoint.reject_field("note");
  t.run(Change{Table::line, row, {{"note", text("x")}}});
  must(t.ledger->record_verdicts(endpoint.push(must(t.ledger->outbox(1000, 1 << 20)))));
  t.as("Head");
  EXPECT_EQ(checks(t.school).refused, 1);
  EXPECT_EQ(t.fault(t.close(t.school, "x")), "tray_not_empty");
  must(t.ledger->dismiss(must(t.ledger->tray()).at(0).id));
  // The holders say that their duties are done: of the month, or of its year.
  EXPECT_EQ(checks(t.school).duties, 3);
  EXPECT_EQ(checks(t.unit).duties, 6);
  t.run(t.say("R4", "funding", {"unit", t.ref(t.school)}, 202600));
  t.run(t.say("R4", "actual-costs", {"unit", t.ref(t.school)}));
  EXPECT_EQ(t.fault(t.close(t.school)), "duties_undone duties");
  const Uuid said = t.run(t.say("R4", "conformity", {"unit", t.ref(t.school)})).rows.at(0);
  EXPECT_EQ(checks(t.school).duties, 0);
  EXPECT_EQ(t.fault(t.close(t.school)), "no error");
  // What was said of a closed period stays.
  EXPECT_EQ(t.fault(Change{Table::duty, said, {{"evidence", text("Cits")}}}),
            "period_closed period");
  EXPECT_EQ(t.fault(Void{Table::duty, said}), "period_closed period");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, AClosedLineIsCorrectedByANewOne) {
  Town t;
  const Uuid line = t.run(t.line_in(t.school)).rows.at(0);
  t.as("Bruno");
  const Uuid closing = t.run(t.close(t.school)).rows.at(0);
  const auto correction = [&](const char* kind, std::int64_t period) {
    std::vector<FieldValue> fields{{"unit", t.ref(t.school)},      {"service", t.service_row()},
                                   {"amount_cents", number(-100)}, {"period", number(period)},
                                   {"kind", text(kind)},           {"corrects", text(line.text())}};
    if (std::string_view(kind) == "plan") {
      fields.push_back({"version", text(t.version_row().text())});
    }
    return Add{Table::line, std::move(fields)};
  };
  EXPECT_EQ(t.fault(Change{Table::line, line, {{"amount_cents", number(0)}}}),
            "period_closed period");
  EXPECT_EQ(t.fault(Void{Table::line, line}), "period_closed period");
  EXPECT_EQ(t.fault(correction("actual", 202601)), "period_closed period");
  EXPECT_EQ(t.fault(correction("plan", 202602)), "correction_unfit corrects");
  t.run(correction("actual", 202602));
  EXPECT_EQ(t.total(), 0);
  t.run(Undo{});                                   // the correction, in its open period
  EXPECT_EQ(t.fault(Undo{}), "row_stays voided");  // a close is not undone but reopened
  EXPECT_EQ(t.fault(Void{Table::closing, closing}), "row_stays voided");
  EXPECT_EQ(t.fault(Change{Table::closing, closing, {{"state", text("reopened")}}}),
            "reason_missing reason");
  t.run(Change{
      Table::closing, closing, {{"state", text("reopened")}, {"reason", text("Rēķins divreiz")}}});
  t.run(Change{Table::line, line, {{"amount_cents", number(50)}}});
  EXPECT_EQ(t.verified(), "ok");
}

TEST(Guard, ReopeningNeedsTheRoleAbove) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "Head", {"unit", t.ref(t.school)}));
  t.run(t.line_in(t.school));
  t.run(t.plan_in(t.school));
  t.run(t.line_in(t.unit, 202605));
  t.run(t.plan_in(t.unit));
  t.run(t.appoint("R2", "Clerk", {"unit", t.ref(t.unit)}));
  t.say_all("R3", t.unit, 202600);
  t.as("Clerk");
  t.say_all("R2", t.unit, 202600);
  t.as("Head");
  t.say_all("R4", t.school, 202600);
  const Uuid school = t.run(t.close(t.school)).rows.at(0);
  const std::vector<FieldValue> again{{"state", text("reopened")}, {"reason", text("Kļūda")}};
  EXPECT_EQ(t.fault(Change{Table::closing, school, again}), "role_not_allowed");
  t.as("Anna");
  EXPECT_EQ(t.fault(Change{Table::closing, school, again}), "no error");
  // Nobody stands above the municipality in its own ledger.
  t.as("Clerk");
  const Uuid whole = t.run(t.close(t.unit, "", 202605)).rows.at(0);
  t.as("Anna");
  EXPECT_EQ(t.fault(Change{Table::closing, whole, again}), "reason_missing exception");
  EXPECT_EQ(t.fault(Change{Table::closing, whole, again, "Nav augstāka līmeņa"}), "no error");
  EXPECT_EQ(t.reasons().size(), 1U);
}

// --- needs

TEST(Guard, NeedsAreDecidedByTheLevelAboveOnly) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "Head", {"unit", t.ref(t.school)}));
  const auto need = [&](UnitId of, const char* state = "stated") {
    return Add{Table::need,
               {{"unit", t.ref(of)},
                {"service", t.service_row()},
                {"period", number(202600)},
                {"amount_cents", number(100)},
                {"granted_cents", number(100)},
                {"justification", text("Jumts tek")},
                {"priority", number(1)},
                {"state", text(state)}}};
  };
  const std::vector<FieldValue> granted{{"state", text("granted")}, {"granted_cents", number(80)}};
  t.as("Head");
  EXPECT_EQ(t.fault(need(t.school, "granted")), "role_not_allowed");
  const Uuid row = t.run(need(t.school)).rows.at(0);
  EXPECT_EQ(t.fault(Change{Table::need, row, granted}), "role_not_allowed");
  t.run(Change{Table::need, row, {{"amount_cents", number(120)}}});
  t.as("Anna");
  t.run(Change{Table::need, row, {{"state", text("returned")}, {"reason", text("Par daudz")}}});
  t.as("Head");
  t.run(Change{Table::need, row, {{"state", text("stated")}, {"amount_cents", number(90)}}});
  t.as("Anna");
  t.run(Change{Table::need, row, granted});
  t.as("Head");
  EXPECT_EQ(t.fault(Change{Table::need, row, {{"amount_cents", number(900)}}}),
            "need_decided amount_cents");
  EXPECT_EQ(t.fault(Void{Table::need, row}), "need_decided voided");
  // The municipality's own need has nobody above it here.
  t.as("Anna");
  const Uuid own = t.run(need(t.unit)).rows.at(0);
  EXPECT_EQ(t.fault(Change{Table::need, own, granted}), "reason_missing exception");
  EXPECT_EQ(t.fault(Change{Table::need, own, granted, "Domes lēmums"}), "no error");
  EXPECT_EQ(t.verified(), "ok");
}

}  // namespace
}  // namespace saimnieks::ledger
