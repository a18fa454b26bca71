// Rules by which money is kept from changing unseen: authors of a period, what is closed, decided
// needs, reasons that say something, units that end, and lines that can't be.
#include "core/model/rules.h"
#include "tests/core/town.h"

namespace saimnieks::ledger {
namespace {

Command note_on(const Uuid& line) { return Change{Table::line, line, {{"note", text("redzēju")}}}; }

std::string context_of(Town& t, const Command& command) {
  t.clock.advance_ms(1);
  const auto done = t.ledger->execute(command);
  return done ? "no error"
              : std::string(base::error_name(done.error().code)) + ": " + done.error().context;
}

// --- who entered does not close alone

TEST(GuardAuthors, WhoeverWroteALineOfThePeriodDoesNotCloseIt) {
  Town t;
  const Uuid row = t.run(t.line_in(t.school)).rows.at(0);
  t.as("Dzidra");
  t.run(note_on(row));
  EXPECT_EQ(t.fault(t.close(t.school)), "separation_of_duties closed_by");
  t.as("Anna");
  EXPECT_EQ(t.fault(t.close(t.school)), "separation_of_duties closed_by");
  EXPECT_EQ(t.fault(t.close(t.unit, "", 202600)), "separation_of_duties closed_by");
  EXPECT_EQ(t.fault(t.close(t.other_school)), "no error");
  t.as("Bruno");
  EXPECT_EQ(t.fault(t.close(t.school)), "no error");
}

TEST(GuardAuthors, AVoidedLineAndOneWithoutAUnitHaveAuthorsToo) {
  Town t;
  const auto service = Add{Table::service, {{"code", text("P2")}, {"unit", t.ref(t.school)}}};
  const Uuid of = t.run(service).rows.at(0);
  const auto on_service = [&](std::int64_t period) {
    return Add{
        Table::line,
        {{"service", text(of.text())}, {"amount_cents", number(5)}, {"period", number(period)}}};
  };
  t.run(on_service(202601));
  EXPECT_EQ(t.fault(t.close(t.school)), "separation_of_duties closed_by");
  t.as("Bruno");
  const Uuid row = t.run(t.line_in(t.school, 202602)).rows.at(0);
  t.as("Cilda");
  t.run(Void{Table::line, row});
  EXPECT_EQ(t.fault(t.close(t.school, "", 202602)), "separation_of_duties closed_by");
  t.as("Dzidra");
  EXPECT_EQ(t.fault(t.close(t.school, "", 202602)), "no error");
}

TEST(GuardAuthors, WhoMovedALineAwayIsAnAuthorWhereItLay) {
  Town t;
  const LineId line = t.run(t.line_in(t.school)).line;
  t.as("Bruno");
  t.run(SetLine{.rid = line, .period = *Period::parse("2026-02")});
  t.as("Cilda");
  t.run(SetLine{.rid = line, .unit = t.other_school});
  const struct {
    UnitId unit;
    std::int64_t period;
    bool closes;
  } places[] = {{t.school, 202601, false},       {t.school, 202602, false},
                {t.other_school, 202602, false}, {t.school, 202600, false},
                {t.other_school, 202601, true},  {t.school, 202603, true}};
  for (const auto& place : places) {
    for (const char* author : {"Anna", "Bruno", "Cilda"}) {
      t.as(author);
      EXPECT_EQ(t.fault(t.close(place.unit, "", place.period)),
                place.closes ? "no error" : "separation_of_duties closed_by")
          << author << " " << place.period;
      if (place.closes) {
        break;
      }
    }
  }
  t.as("Zane");
  EXPECT_EQ(t.fault(t.close(t.school)), "no error");
}

TEST(GuardAuthors, WhoImportedALineThatOthersChangedSinceDoesNotCloseIt) {
  Town t;
  auto bulk = must(t.ledger->begin_bulk({}));
  for (int i = 0; i < 700; ++i) {  // more than one block
    LineInput line = t.line(10 + i);
    line.unit = i == 650 ? t.school : t.other_school;
    must(bulk->add(line));
  }
  must(bulk->commit());
  Uuid row;
  must(t.ledger->scan_lines([&](const model::LineRow& line) {
    if (line.unit == t.school) {
      row = must(t.ledger->line(line.rid)).uuid;
    }
  }));
  t.as("Bruno");
  t.run(note_on(row));
  t.as("Cilda");
  t.run(Change{Table::line, row, {{"amount_cents", number(3)}}});
  t.as("Dzidra");
  t.run(note_on(row));
  for (const char* author : {"Anna", "Bruno", "Cilda"}) {
    t.as(author);
    EXPECT_EQ(t.fault(t.close(t.school)), "separation_of_duties closed_by") << author;
  }
  t.as("Zane");
  EXPECT_EQ(t.fault(t.close(t.school)), "no error");
}

// --- what is closed

TEST(GuardClosed, ALineWithoutAUnitLiesWhereItsServiceDoes) {
  Town t;
  t.run(Change{Table::service, t.ledger->services()[t.service].uuid, {{"unit", t.ref(t.school)}}});
  t.run(t.line_in(t.school));
  const auto line = [&](std::int64_t period) {
    return Add{
        Table::line,
        {{"service", t.service_row()}, {"amount_cents", number(7777)}, {"period", number(period)}}};
  };
  const Uuid before = t.run(line(202601)).rows.at(0);
  t.as("Bruno");
  t.run(t.close(t.school));
  EXPECT_EQ(t.fault(line(202601)), "period_closed period");
  EXPECT_EQ(t.fault(Change{Table::line, before, {{"unit", t.ref(t.other_school)}}}),
            "period_closed period");
  EXPECT_EQ(t.fault(Void{Table::line, before}), "period_closed period");
  EXPECT_EQ(t.fault(line(202602)), "no error");
  auto bulk = must(t.ledger->begin_bulk({}));
  model::Line whole;
  whole.row.service = t.service;
  whole.row.cents = 1;
  whole.row.period = 202601;
  EXPECT_EQ(error_of(bulk->add(whole)), "period_closed period");
  EXPECT_TRUE(must(bulk->is_shut(whole.row)));
  bulk.reset();
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardClosed, FiguresOfAClosedPeriodStay) {
  Town t;
  t.run(Change{Table::service, t.ledger->services()[t.service].uuid, {{"unit", t.ref(t.school)}}});
  const Value code = text(t.ledger->codes()[t.code].uuid.text());
  const auto figures = [&](std::int64_t period) {
    return std::vector<Add>{{Table::volume,
                             {{"service", t.service_row()},
                              {"kind", text("incident")},
                              {"quantity", number(1'000'000)},
                              {"period", number(period)}}},
                            {Table::benefit,
                             {{"service", t.service_row()},
                              {"amount_cents", number(1)},
                              {"method", text("Aptauja")},
                              {"period", number(period)}}},
                            {Table::outcome,
                             {{"unit", t.ref(t.school)},
                              {"indicator", text("Vizītes")},
                              {"planned", number(1)},
                              {"period", number(period)}}},
                            {Table::turnover,
                             {{"unit", t.ref(t.school)},
                              {"code", code},
                              {"basis", text("cost")},
                              {"amount_cents", number(1)},
                              {"period", number(period)}}},
                            {Table::commitment,
                             {{"unit", t.ref(t.school)},
                              {"service", t.service_row()},
                              {"amount_cents", number(1)},
                              {"period", number(period)}}}};
  };
  std::vector<Uuid> rows;
  for (const Add& one : figures(202601)) {
    rows.push_back(t.run(one).rows.at(0));
  }
  t.run(t.close(t.school));
  const FieldValue changes[] = {{"quantity", number(2'000'000)},
                                {"amount_cents", number(2)},
                                {"reached", number(2)},
                                {"amount_cents", number(2)},
                                {"amount_cents", number(2)}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Table table = figures(202601)[i].table;
    EXPECT_EQ(t.fault(Change{table, rows[i], {changes[i]}}), "period_closed period") << i;
    EXPECT_EQ(t.fault(Void{table, rows[i]}), "period_closed period") << i;
    const auto again = t.fault(figures(202601)[i]);
    EXPECT_EQ(again, table == Table::turnover ? "row_exists code" : "period_closed period") << i;
    EXPECT_EQ(t.fault(figures(202602)[i]), "no error") << i;
  }
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardClosed, EvidenceMayBeAddedAndStays) {
  Town t;
  const Uuid line = t.run(t.line_in(t.school)).rows.at(0);
  const auto attach = [](Table table, const Uuid& row) {
    return Attach{.name = "x.txt", .content = "teksts", .to = {{table, row}}, .note = {}};
  };
  const Uuid early = t.run(attach(Table::line, line)).rows.at(0);
  t.as("Bruno");
  const Uuid closing = t.run(t.close(t.school)).rows.at(0);
  const Uuid late = t.run(attach(Table::line, line)).rows.at(0);
  const Uuid protocol = t.run(attach(Table::closing, closing)).rows.at(0);
  for (const Uuid& row : {early, late, protocol}) {
    EXPECT_EQ(t.fault(Void{Table::attachment, row}), "period_closed period");
    EXPECT_EQ(t.fault(Change{Table::attachment, row, {{"name", text("y")}}}),
              "period_closed period");
  }
  EXPECT_EQ(t.fault(Undo{}), "period_closed period");
  t.run(Change{Table::closing, closing, {{"state", text("reopened")}, {"reason", text("Cits")}}});
  EXPECT_EQ(t.fault(Void{Table::attachment, early}), "no error");
  // The decision on a plan's version, too.
  const Uuid decision = t.run(attach(Table::version, t.version_row())).rows.at(0);
  t.run(t.status("submitted"));
  EXPECT_EQ(t.fault(Void{Table::attachment, decision}), "version_locked version");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardClosed, EachReopeningHasItsOwnReason) {
  Town t;
  const Uuid closing = t.run(t.close(t.school)).rows.at(0);
  const auto state = [&](const char* to, const char* reason) {
    std::vector<FieldValue> fields{{"state", text(to)}};
    if (reason != nullptr) {
      fields.push_back({"reason", text(reason)});
    }
    return Change{Table::closing, closing, std::move(fields)};
  };
  EXPECT_EQ(t.fault(state("reopened", "")), "value_missing reason");
  EXPECT_EQ(t.fault(state("reopened", " \u00A0")), "value_missing reason");
  t.run(state("reopened", "Pirmais"));
  t.run(state("closed", nullptr));
  EXPECT_EQ(t.fault(state("reopened", nullptr)), "reason_missing reason");
  EXPECT_EQ(t.fault(Undo{}), "reason_missing reason");
  EXPECT_EQ(t.fault(state("reopened", "Otrais")), "no error");
  EXPECT_EQ(t.verified(), "ok");
}

// --- needs

struct Needs : Town {
  Uuid add(std::int64_t cents) { return run(need(cents)).rows.at(0); }
  [[nodiscard]] Add need(std::int64_t cents, const char* why = "Jumts tek") const {
    return {Table::need,
            {{"unit", ref(school)},
             {"period", number(202600)},
             {"amount_cents", number(cents)},
             {"justification", text(why)},
             {"priority", number(1)}}};
  }
  std::string decide(const Uuid& row, const char* state, std::int64_t cents,
                     const char* reason = nullptr) {
    std::vector<FieldValue> fields{{"state", text(state)}};
    if (cents >= 0) {
      fields.push_back({"granted_cents", number(cents)});
    }
    if (reason != nullptr) {
      fields.push_back({"reason", text(reason)});
    }
    return fault(Change{Table::need, row, std::move(fields)});
  }
};

TEST(GuardNeeds, WhatWasDecidedStays) {
  Needs t;
  const Uuid row = t.add(100);
  EXPECT_EQ(t.decide(row, "granted", 101), "value_range granted_cents");
  EXPECT_EQ(t.decide(row, "cut", 100, "Daļēji"), "value_range granted_cents");
  EXPECT_EQ(t.decide(row, "cut", 50), "reason_missing reason");
  EXPECT_EQ(t.decide(row, "cut", 50, " "), "value_missing reason");
  EXPECT_EQ(t.decide(row, "granted", 80), "no error");
  EXPECT_EQ(t.decide(row, "granted", 90), "need_decided granted_cents");
  EXPECT_EQ(t.decide(row, "cut", 1, "Tomēr ne"), "need_decided granted_cents");
  EXPECT_EQ(t.decide(row, "cut", 80, "Tomēr ne"), "need_decided reason");
  EXPECT_EQ(t.decide(row, "stated", -1), "need_decided state");
  EXPECT_EQ(t.fault(Change{Table::need, row, {{"decision_number", text("9")}}}),
            "need_decided decision_number");
  // All of it may be returned, with a reason; stated again it is decided anew.
  EXPECT_EQ(t.decide(row, "returned", -1), "reason_missing reason");
  EXPECT_EQ(t.decide(row, "returned", -1, "Trūkst tāmes"), "no error");
  EXPECT_EQ(t.decide(row, "stated", -1), "no error");
  EXPECT_EQ(t.decide(row, "cut", 50), "reason_missing reason");  // that one is of the return
  EXPECT_EQ(t.decide(row, "cut", 50, "Daļēji"), "no error");
  EXPECT_EQ(t.decide(row, "returned", -1), "reason_missing reason");
  EXPECT_EQ(t.decide(row, "returned", -1, "Pārskatīt"), "no error");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardNeeds, ANeedIsAnAmountWithAJustification) {
  Needs t;
  EXPECT_EQ(t.fault(t.need(-1)), "value_range amount_cents");
  EXPECT_EQ(t.fault(t.need(1, "")), "value_missing justification");
  EXPECT_EQ(t.fault(t.need(1, " \t")), "value_missing justification");
  EXPECT_EQ(t.fault(t.need(1)), "no error");
}

// --- words that say something

TEST(GuardWords, BlanksSayNothing) {
  Town t;
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  const FieldValue service{"service", t.service_row()};
  for (const char* blank : {"", " ", "\t\n", "\u00A0", "\u200B", " \u2003 "}) {
    EXPECT_EQ(t.fault(t.appoint("R7", blank, service)), "value_missing holder");
    EXPECT_EQ(t.fault(Add{Table::duty,
                          {{"role", text("R3")},
                           {"duty", text("funding")},
                           {"unit", t.ref(t.unit)},
                           {"period", number(202601)},
                           {"evidence", text(blank)},
                           {"date", number(20260202)}}}),
              "value_missing evidence");
    EXPECT_EQ(t.fault(t.close(t.unit, blank)), "costs_undone planned");
    EXPECT_EQ(t.fault(Add{Table::unit, {{"code", text(blank)}}}), "value_missing code");
    EXPECT_EQ(t.fault(Add{Table::line,
                          {{"service", t.service_row()},
                           {"amount_cents", number(1)},
                           {"period", number(202601)},
                           {"departure_reason", text(blank)}}}),
              "value_missing departure_reason");
  }
  t.run(t.status("submitted"));
  t.as("Bruno");
  EXPECT_TRUE(t.reasons().empty());
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardWords, ADecisionHasANumberThatIsSeen) {
  Town t;
  t.run(t.status("submitted"));
  t.as("Bruno");
  EXPECT_EQ(t.fault(t.status("approved", {{"decision_number", text(" ")}, kDecision[1]})),
            "value_missing decision_number");
}

// A name with blanks at its ends is the same person's.
TEST(GuardWords, NamesAreKeptAndComparedWithoutBlanksAtTheirEnds) {
  Town t;
  t.as(" Anna\u00A0");
  EXPECT_EQ(t.ledger->user(), "Anna");
  t.run(t.appoint("R3", "Anna ", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "  Head", {"unit", t.ref(t.school)}));
  std::vector<std::string> holders;
  must(t.ledger->each_fact<model::Appointment>(
      [&holders](const model::Appointment& one) { holders.push_back(one.holder); }));
  EXPECT_EQ(holders, (std::vector<std::string>{"Anna", "Head"}));
  EXPECT_EQ(t.fault(t.line_in(t.school)), "no error");
  t.run(t.status("submitted"));
  t.as("Anna\t");
  EXPECT_EQ(t.fault(t.status("approved", kDecision)), "separation_of_duties approved_by");
}

TEST(GuardWords, ADutyIsStatedOfAPeriodThatHasBegun) {
  Town t;  // in September 2026
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  const FieldValue unit{"unit", t.ref(t.unit)};
  EXPECT_EQ(t.fault(t.say("R3", "funding", unit, 202610)), "period_not_begun period");
  EXPECT_EQ(t.fault(t.say("R3", "funding", unit, 202700)), "period_not_begun period");
  EXPECT_EQ(t.fault(t.say("R3", "funding", unit, 202609)), "no error");
  EXPECT_EQ(t.fault(t.say("R3", "funding", unit, 202600)), "no error");
}

TEST(GuardWords, AnExceptionComesWithWhatItIsFor) {
  Town t;
  const auto exception = [](Value subject) {
    return Add{Table::exception,
               {{"command", text("command.add_closing")},
                {"reason", text("viltots")},
                {"subject", std::move(subject)}}};
  };
  EXPECT_EQ(t.fault(exception({})), "exception_alone subject");
  EXPECT_EQ(t.fault(exception(t.service_row())), "exception_alone subject");
  EXPECT_TRUE(t.reasons().empty());
}

// --- lines that can't be

TEST(GuardLines, VatLiesWithinTheAmount) {
  Town t;
  const auto vat = [&](std::int64_t amount, std::int64_t part) {
    return t.fault(Add{Table::line,
                       {{"service", t.service_row()},
                        {"amount_cents", number(amount)},
                        {"period", number(202601)},
                        {"vat", text("deductible")},
                        {"vat_cents", number(part)}}});
  };
  EXPECT_EQ(vat(121, 21), "no error");
  EXPECT_EQ(vat(-121, -21), "no error");
  EXPECT_EQ(vat(100, 0), "no error");
  EXPECT_EQ(vat(100, 101), "value_range vat_cents");
  EXPECT_EQ(vat(100, -5), "value_range vat_cents");
  EXPECT_EQ(vat(-100, 5), "value_range vat_cents");
  EXPECT_EQ(vat(-100, -101), "value_range vat_cents");
  t.run(SetLine{.rid = LineId{1}, .amount = Money::from_cents(60)});
  EXPECT_EQ(t.fault(SetLine{.rid = LineId{1}, .amount = Money::from_cents(20)}),
            "value_range vat_cents");
}

TEST(GuardLines, RoleCounterpartyAndDateFit) {
  Town t;
  const auto line = [&](std::vector<FieldValue> more) {
    std::vector<FieldValue> fields{
        {"unit", t.ref(t.school)}, {"amount_cents", number(1)}, {"period", number(202609)}};
    for (FieldValue& one : more) {
      fields.push_back(std::move(one));
    }
    return t.fault(Add{Table::line, std::move(fields)});
  };
  const FieldValue objects[] = {
      {"service", t.service_row()}, {"resource", text(t.resource.text())}, {"task", text("PU3-4")}};
  const struct {
    const char* role;
    bool fits[3];
  } rows[] = {
      {"R1", {true, true, true}},   {"R4", {true, false, true}},   {"R5", {false, true, true}},
      {"R6", {true, false, true}},  {"R7", {true, false, false}},  {"R9", {true, false, false}},
      {"R10", {false, true, true}}, {"R11", {false, true, false}}, {"R12", {false, true, false}}};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(line({objects[i], {"role", text(row.role)}}),
                row.fits[i] ? "no error" : "scope_unfit role")
          << row.role << " " << objects[i].field;
    }
  }
  EXPECT_EQ(line({objects[0], {"counterparty", t.ref(t.school)}}), "self_loop counterparty");
  EXPECT_EQ(line({objects[0], {"counterparty", t.ref(t.other_school)}}), "no error");
  // Today is 21 September 2026; elsewhere it may be tomorrow already.
  EXPECT_EQ(line({objects[0], {"date", number(20260922)}}), "no error");
  EXPECT_EQ(line({objects[0], {"date", number(20260923)}}), "date_in_future date");
  EXPECT_EQ(line({objects[0],
                  {"date", number(20261001)},
                  {"kind", text("plan")},
                  {"version", text(t.version_row().text())}}),
            "no error");
  auto bulk = must(t.ledger->begin_bulk({}));
  model::Line whole;
  whole.row.service = t.service;
  whole.row.cents = 1;
  whole.row.period = 202609;
  whole.date = must(base::Date::from_ymd(2026, 9, 22));
  EXPECT_EQ(error_of(bulk->add(whole)), "no error");
  whole.date = must(base::Date::from_ymd(2026, 10, 1));
  EXPECT_EQ(error_of(bulk->add(whole)), "date_in_future date");
}

TEST(GuardLines, BenefitsHaveAMethodAndOutcomesAFigure) {
  Town t;
  const auto add = [&](Table table, std::vector<FieldValue> more) {
    std::vector<FieldValue> fields{{"service", t.service_row()}, {"period", number(202600)}};
    for (FieldValue& one : more) {
      fields.push_back(std::move(one));
    }
    return t.fault(Add{table, std::move(fields)});
  };
  EXPECT_EQ(add(Table::benefit, {{"amount_cents", number(5)}}), "value_missing method");
  EXPECT_EQ(add(Table::benefit, {{"amount_cents", number(5)}, {"method", text(" ")}}),
            "value_missing method");
  EXPECT_EQ(add(Table::benefit, {{"amount_cents", number(5)}, {"method", text("x")}}), "no error");
  EXPECT_EQ(add(Table::outcome, {{"indicator", text("x")}}), "value_missing planned");
  EXPECT_EQ(add(Table::outcome, {{"indicator", text("x")}, {"reached", number(0)}}), "no error");
}

// A row from the time before a rule can be changed otherwise, but not worsened.
TEST(GuardLines, WhatWasAmissBeforeIsNotTheNextChangesDoing) {
  using Fields = std::map<std::string, Value, std::less<>>;
  const Fields old{{"method", text("")}, {"amount_cents", number(1)}};
  const auto fault = [&old](const char* field, Value value) {
    Fields now = old;
    now[field] = std::move(value);
    const auto side = [](const Fields& row) {
      return [&row](std::string_view name) -> const Value* {
        const auto found = row.find(name);
        return found == row.end() ? nullptr : &found->second;
      };
    };
    const auto found = model::new_fault(Table::benefit, side(old), side(now));
    return found ? std::string(found->field) : "none";
  };
  EXPECT_EQ(fault("amount_cents", number(2)), "none");
  EXPECT_EQ(fault("method", text(" ")), "method");
  EXPECT_EQ(fault("method", text("x")), "none");
}

// --- messages

TEST(GuardMessages, ARefusalSaysWhatIsLacking) {
  Town t;
  t.run(t.line_in(t.school));
  t.run(t.appoint("R3", "Anna", {"unit", t.ref(t.unit)}));
  t.run(t.appoint("R4", "Head", {"unit", t.ref(t.school)}));
  t.as("Head");
  EXPECT_EQ(t.fault(t.close(t.school)), "costs_undone planned");
  t.as("Anna");
  t.run(t.plan_in(t.school));
  t.as("Head");
  t.run(t.say("R4", "funding", {"unit", t.ref(t.school)}));
  EXPECT_EQ(context_of(t, t.close(t.school)), "duties_undone: R4 actual-costs unit 012");
  EXPECT_EQ(context_of(t, t.say("R13", "funding", {"unit", t.ref(t.school)})).substr(0, 30),
            "value_range: R13: R1 | R2 | R3");
}

TEST(GuardMessages, AQuantityWithoutAnAmountWaitsForIt) {
  Town t;
  const Uuid row = t.run(Add{Table::line,
                             {{"service", t.service_row()},
                              {"unit", t.ref(t.school)},
                              {"code", text(t.ledger->codes()[t.code].uuid.text())},
                              {"quantity", number(3'000'000)},
                              {"date", number(20260401)}}})
                       .rows.at(0);
  const auto missing = [&] {
    return model::to_classify(must(t.ledger->line(*must(t.ledger->find_line(row)))));
  };
  EXPECT_EQ(missing(), std::vector<std::string_view>{"amount"});
  t.run(Change{Table::line, row, {{"amount_cents", number(12)}}});
  EXPECT_TRUE(missing().empty());
}

// Above the threshold a plan says why; the unit's own threshold and those above it both hold.
TEST(GuardRules, APlanAboveItsThresholdIsJustified) {
  Town t;
  const auto plan = [&t](UnitId of, std::int64_t cents, const char* why) {
    LineInput line = t.line(cents, LineKind::plan);
    line.unit = of;
    std::vector<FieldValue> fields{{"kind", text("plan")},
                                   {"version", text(t.version_row().text())},
                                   {"unit", t.ref(of)},
                                   {"service", t.service_row()},
                                   {"amount_cents", number(cents)},
                                   {"period", number(202601)}};
    if (*why != 0) {
      fields.push_back({"justification", text(why)});
    }
    return Add{Table::line, std::move(fields)};
  };
  const auto threshold = [&t](UnitId of, std::int64_t cents, std::int64_t from = 20260101) {
    return Add{Table::threshold,
               {{"watch", text("justification")},
                {"axis", text("unit")},
                {"unit", t.ref(of)},
                {"amount_cents", number(cents)},
                {"valid_from", number(from)}}};
  };
  EXPECT_EQ(t.fault(plan(t.school, 900, "")), "no error");
  t.run(threshold(t.unit, 500));
  t.run(threshold(t.other_school, 100));
  t.run(threshold(t.school, 1, 20270101));  // from next year on
  EXPECT_EQ(t.fault(plan(t.school, 501, "")), "justification_missing justification");
  EXPECT_EQ(t.fault(plan(t.school, -501, "")), "justification_missing justification");
  EXPECT_EQ(t.fault(plan(t.school, 501, " ")), "value_missing justification");
  EXPECT_EQ(t.fault(plan(t.school, 500, "")), "no error");
  EXPECT_EQ(t.fault(plan(t.school, 501, "Jauns jumts")), "no error");
  EXPECT_EQ(t.fault(plan(t.other_school, 101, "")), "justification_missing justification");
  EXPECT_EQ(t.fault(t.line_in(t.other_school)), "no error");  // actual costs are as they are
  const base::Uuid row = t.run(plan(t.school, 500, "")).rows.at(0);
  EXPECT_EQ(t.fault(Change{Table::line, row, {{"amount_cents", number(501)}}}),
            "justification_missing justification");
  EXPECT_EQ(t.fault(Change{Table::line, row, {{"note", text("x")}}}), "no error");
  const auto bulk = must(t.ledger->begin_bulk({}));
  model::Line line;
  line.row.kind = LineKind::plan;
  line.row.version = t.version;
  line.row.unit = t.school;
  line.row.service = t.service;
  line.row.period = 202601;
  line.row.cents = 501;
  EXPECT_EQ(error_of(bulk->add(line)), "justification_missing justification");
  line.justification = "Jauns jumts";
  EXPECT_EQ(error_of(bulk->add(line)), "no error");
}

TEST(GuardRules, AThresholdOfJustificationIsAnAmountOfAUnit) {
  Town t;
  const auto fault = [&t](std::vector<FieldValue> fields) {
    fields.push_back({"watch", text("justification")});
    fields.push_back({"valid_from", number(20260101)});
    return t.fault(Add{Table::threshold, std::move(fields)});
  };
  EXPECT_EQ(fault({{"axis", text("unit")}}), "value_missing amount_cents");
  EXPECT_EQ(fault({{"axis", text("service")}, {"amount_cents", number(1)}}), "scope_unfit axis");
  EXPECT_EQ(fault({{"axis", text("unit")}, {"amount_cents", number(1)}, {"percent", number(1)}}),
            "scope_unfit percent");
  EXPECT_EQ(fault({{"axis", text("unit")}, {"amount_cents", number(1)}}), "no error");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardRules, NobodyHasCheckedAMonthToCome) {
  Town t;  // in September 2026
  const base::Uuid row = t.run(Add{Table::deviation,
                                   {{"watch", text("to-date")},
                                    {"unit", t.ref(t.school)},
                                    {"year", number(202600)},
                                    {"noticed", number(202602)}}})
                             .rows.at(0);
  const auto check = [&](std::int64_t month) {
    return t.fault(Change{Table::deviation, row, {{"checked", number(month)}}});
  };
  EXPECT_EQ(check(203012), "period_not_begun checked");
  EXPECT_EQ(check(202610), "period_not_begun checked");
  EXPECT_EQ(check(202609), "no error");
}

}  // namespace
}  // namespace saimnieks::ledger
