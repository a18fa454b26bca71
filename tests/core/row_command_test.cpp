// Rows of any table: what a command may say of them, and what it is refused for.
#include "core/model/facts.h"
#include "tests/core/ledger_fixture.h"
#include "tests/fakes/judging_endpoint.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::Table;
using model::Value;

struct RowLedger : TestLedger {
  RowLedger() {
    create();
    add_dimensions();
    resource = row(Add{Table::resource,
                       {{"code", text("R1")}, {"kind", text("staff")}, {"name", text("Vedējs")}}});
  }
  static Value text(std::string value) { return Value(std::move(value)); }
  static Value number(std::int64_t value) { return Value(value); }
  Uuid row(const Command& command) { return run(command).rows.at(0); }
  std::string fault(const Command& command) { return error_of(ledger->execute(command)); }
  [[nodiscard]] Value service_row() const { return text(ledger->services()[service].uuid.text()); }
  [[nodiscard]] Value unit_row() const { return text(ledger->units()[unit].uuid.text()); }
  [[nodiscard]] std::string verified() const {
    const VerifyReport report = must(ledger->verify());
    return report.first_bad ? report.first_bad->table + " " + report.first_bad->what : "ok";
  }
  // Everything that counts, as text.
  [[nodiscard]] std::map<std::string, std::string> rows(Table table) const {
    std::map<std::string, std::string> out;
    must(ledger->each_row(table, {}, [&](const Ledger::RowView& view) {
      if (!view.state.voided()) {
        oplog::RowState state = view.state;
        state.version = {};
        out[view.row.text()] = state.text();
      }
    }));
    return out;
  }
  Uuid resource;
};

TEST(RowCommand, AnActualNeedsItsObjectAmountAndDateOnly) {
  RowLedger t;
  const Uuid row = t.row(Add{Table::line,
                             {{"service", t.service_row()},
                              {"amount_cents", t.number(1250)},
                              {"date", t.number(20260317)}}});
  const LineId rid = must(t.ledger->find_line(row)).value();
  const model::Line line = must(t.ledger->line(rid));
  EXPECT_EQ(line.row.period, 202603);
  EXPECT_EQ(line.row.kind, LineKind::actual);
  EXPECT_EQ(line.row.unit, model::kNoUnit);
  EXPECT_EQ(line.row.code, model::kNoCode);
  EXPECT_EQ(line.date, must(base::Date::from_ymd(2026, 3, 17)));
  EXPECT_EQ(t.total(), 1250);
  EXPECT_EQ(t.verified(), "ok");
}

TEST(RowCommand, EveryAxisOfALineIsKept) {
  RowLedger t;
  const Uuid plan_of = t.row(Add{Table::line,
                                 {{"resource", t.text(t.resource.text())},
                                  {"task", t.text("PU2-4")},
                                  {"condition", t.text("N1-1")},
                                  {"channel", t.text("in-person")},
                                  {"phase", t.text("provision")},
                                  {"regular", t.text("regular")},
                                  {"basis", t.text("budget")},
                                  {"nature", t.text("income")},
                                  {"quantity", t.number(2'500'000)},
                                  {"unit_price_cents", t.number(40'000'000)},
                                  {"vat", t.text("deductible")},
                                  {"vat_cents", t.number(21)},
                                  {"period", t.number(202601)}}});
  t.reopen();
  const model::Line line = must(t.ledger->line(*must(t.ledger->find_line(plan_of))));
  EXPECT_EQ(t.ledger->resources()[line.row.resource].name, "Vedējs");
  EXPECT_EQ(line.task + line.condition + line.channel, "PU2-4N1-1in-person");
  EXPECT_EQ(line.row.phase, model::Phase::provision);
  EXPECT_EQ(line.row.regular, model::Regularity::regular);
  EXPECT_EQ(line.row.basis, model::Basis::budget);
  EXPECT_EQ(line.row.nature, model::Nature::income);
  EXPECT_EQ(line.quantity->text(), "2.5");
  EXPECT_EQ(line.vat_cents->cents(), 21);
  EXPECT_EQ(t.verified(), "ok");
  std::vector<model::LineRow> scanned;
  must(t.ledger->scan_lines([&](const model::LineRow& row) { scanned.push_back(row); }));
  EXPECT_EQ(scanned.at(0), line.row);
}

TEST(RowCommand, RefusesWithFieldAndReason) {
  RowLedger t;
  const Value service = t.service_row();
  const Value resource = t.text(t.resource.text());
  const auto line = [&](std::vector<FieldValue> more) {
    more.push_back({"amount_cents", t.number(1)});
    more.push_back({"period", t.number(202601)});
    return Add{Table::line, std::move(more)};
  };
  const Uuid nobody = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057");
  const std::pair<Command, const char*> cases[] = {
      {line({}), "object_missing service"},
      {line({{"service", service}, {"resource", resource}}), "object_several resource"},
      {line({{"service", service}, {"phase", t.text("policy-planning")}}), "phase_unfit phase"},
      {line({{"service", service}, {"phase", t.text("later")}}), "value_range phase"},
      {line({{"service", service}, {"vat_cents", t.number(1)}}), "value_missing vat"},
      {line({{"service", service}, {"kind", t.text("plan")}}), "version_missing version"},
      {line({{"service", t.text(nobody.text())}}), "service_unknown service"},
      {line({{"service", service}, {"corrects", t.text(nobody.text())}}), "line_unknown corrects"},
      {line({{"service", service}, {"colour", t.text("red")}}), "field_unknown colour"},
      {line({{"service", service}, {"voided", t.number(1)}}), "field_unknown voided"},
      {line({{"service", service}, {"date", t.number(20260231)}}), "date_invalid date"},
      {Add{Table::line, {{"service", service}, {"period", t.number(202601)}}},
       "value_missing amount_cents"},
      {Add{Table::resource, {{"code", t.text("R1")}, {"kind", t.text("staff")}}},
       "row_exists code"},
      {Add{Table::resource, {{"code", t.text("R2")}}}, "value_missing kind"},
      {Add{Table::usage,
           {{"from_resource", resource},
            {"to_resource", resource},
            {"driver", t.text("equal")},
            {"valid_from", t.number(20260101)}}},
       "self_loop to_resource"},
      {Add{Table::usage,
           {{"from_resource", resource},
            {"to_service", service},
            {"driver", t.text("equal")},
            {"valid_from", t.number(20260101)},
            {"valid_to", t.number(20251231)}}},
       "end_before_start valid_to"},
      {Add{Table::appointment,
           {{"role", t.text("R7")},
            {"holder", t.text("X")},
            {"resource", resource},
            {"valid_from", t.number(20260101)}}},
       "value_missing service"},
      {Add{Table::need,
           {{"unit", t.unit_row()},
            {"period", t.number(202600)},
            {"amount_cents", t.number(100)},
            {"justification", t.text("jumts tek")},
            {"priority", t.number(1)},
            {"state", t.text("returned")}}},
       "reason_missing reason"},
      {Change{Table::resource, t.resource, {{"code", t.text("R9")}}}, "op_field_immutable code"},
      {Change{Table::resource, nobody, {{"name", t.text("x")}}}, "resource_unknown"},
      {Void{Table::unit, t.ledger->units()[t.unit].uuid}, "no error"},
      {Void{Table::unit, t.ledger->units()[t.unit].uuid}, "row_voided voided"},
      {Change{Table::code, t.ledger->codes()[t.code].uuid, {{"name", t.text("x")}}},
       "catalogue_immutable code"},
  };
  for (const auto& [command, wanted] : cases) {
    EXPECT_EQ(t.fault(command), wanted);
  }
  EXPECT_EQ(t.verified(), "ok");
}

TEST(RowCommand, WhatIsNamedIsNotVoided) {
  RowLedger t;
  const Uuid budget =
      t.row(Add{Table::source, {{"code", t.text("F1")}, {"name", t.text("Dotācija")}}});
  const Uuid granted = t.row(Add{Table::appropriation,
                                 {{"unit", t.unit_row()},
                                  {"source", t.text(budget.text())},
                                  {"period", t.number(202600)},
                                  {"amount_cents", t.number(500)}}});
  const Uuid amended = t.row(Add{Table::amendment,
                                 {{"appropriation", t.text(granted.text())},
                                  {"amount_cents", t.number(-100)},
                                  {"decision_number", t.text("12")},
                                  {"decision_date", t.number(20260401)}}});
  EXPECT_EQ(t.fault(Void{Table::source, budget}), "row_in_use voided");
  EXPECT_EQ(t.fault(Void{Table::appropriation, granted}), "row_in_use voided");
  t.run(Void{Table::amendment, amended});
  t.run(Void{Table::appropriation, granted});
  t.run(Void{Table::source, budget});
  for (int i = 0; i < 6; ++i) {
    t.run(Undo{});
  }
  EXPECT_TRUE(t.rows(Table::source).empty());
  for (int i = 0; i < 3; ++i) {
    t.run(Redo{});
  }
  EXPECT_EQ(t.rows(Table::amendment).size(), 1U);
  EXPECT_EQ(t.verified(), "ok");
  int seen = 0;
  must(t.ledger->each_fact<model::Amendment>(
      [&](const model::Amendment& one) {
        ++seen;
        EXPECT_EQ(one.amount_cents.cents(), -100);
        EXPECT_EQ(one.appropriation.uuid, granted);
      },
      FieldValue{"appropriation", t.text(granted.text())}));
  EXPECT_EQ(seen, 1);
}

TEST(RowCommand, AClosedPeriodTakesNoLines) {
  RowLedger t;
  const LineId rid = t.add(100);
  const LineId other = t.add(200);
  const Uuid closing = t.row(Add{
      Table::closing, {{"unit", t.unit_row()}, {"period", t.number(202601)}}, "Viens darbinieks"});
  EXPECT_EQ(t.fault(AddLine{t.line(5)}), "period_closed period");
  EXPECT_EQ(t.fault(VoidLine{rid}), "period_closed period");
  EXPECT_EQ(t.fault(SetLine{.rid = rid, .period = *Period::parse("2026-02")}),
            "period_closed period");
  {
    auto bulk = must(t.ledger->begin_bulk({}));
    EXPECT_EQ(error_of(bulk->add(t.line(5))), "period_closed period");
  }
  LineInput later = t.line(7);
  later.period = *Period::parse("2026-02");
  const LineId open = t.run(AddLine{later}).line;
  EXPECT_EQ(t.fault(SetLine{.rid = open, .period = *Period::parse("2026-01")}),
            "period_closed period");
  t.run(Undo{});  // of the open line
  t.run(Change{
      Table::closing, closing, {{"state", t.text("reopened")}, {"reason", t.text("Kļūda")}}});
  t.run(VoidLine{other});
  EXPECT_EQ(t.total(), 100);
  EXPECT_EQ(t.verified(), "ok");
}

TEST(RowCommand, UndoStopsAtAClose) {
  fakes::JudgingEndpoint endpoint;
  const auto exchange = [&endpoint](TestLedger& t) {
    must(t.ledger->record_verdicts(endpoint.push(must(t.ledger->outbox(1000, 1 << 20)))));
    const std::string& cursor = t.ledger->sync_state().cursor;
    must(t.ledger->apply_feed(
        endpoint.feed(cursor.empty() ? 0 : std::stoll(cursor), 1000, t.ledger->device()),
        std::to_string(endpoint.head())));
  };
  RowLedger t;
  t.add(100);
  exchange(t);
  TestLedger other(2, "memory_b");
  other.create({t.ledger->id(), "Bruno"});
  exchange(other);
  other.run(Add{Table::closing, {{"unit", t.unit_row()}, {"period", t.number(202600)}}});
  exchange(other);
  exchange(t);
  EXPECT_EQ(t.fault(Undo{}), "period_closed period");
  EXPECT_EQ(t.total(), 100);
  EXPECT_EQ(t.verified(), "ok");
}

TEST(RowCommand, AFileOfCommandsIsOneTransaction) {
  RowLedger t;
  const auto file = [&](std::size_t index, std::span<const Uuid> made) -> base::Result<Command> {
    switch (index) {
      case 0:
        return Command(
            Add{Table::resource, {{"code", t.text("R5")}, {"kind", t.text("building")}}});
      case 1:
        return Command(Add{Table::line,
                           {{"resource", t.text(made[0].text())},
                            {"amount_cents", t.number(900)},
                            {"period", t.number(202604)}}});
      default:
        return Command(Change{Table::resource, made[0], {{"name", t.text("Skola")}}});
    }
  };
  const auto before = t.rows(Table::resource);
  EXPECT_EQ(error_of(t.ledger->execute_all(
                4,
                [&](std::size_t index, std::span<const Uuid> made) -> base::Result<Command> {
                  return index < 3 ? file(index, made)
                                   : base::Result<Command>(Command(Void{Table::resource, made[0]}));
                })),
            "row_in_use voided");
  EXPECT_EQ(t.rows(Table::resource), before);
  EXPECT_EQ(t.total(), 0);
  const Committed done = must(t.ledger->execute_all(3, file));
  EXPECT_EQ(done.ops, 3);
  EXPECT_EQ(t.total(), 900);
  EXPECT_EQ(t.ledger->undo_label()->key, "command.apply");
  EXPECT_EQ(must(t.ledger->outbox(100, 1 << 20)).items.back().tx.op_count, 3);
  EXPECT_EQ(t.verified(), "ok");
  t.run(Undo{});
  EXPECT_EQ(t.rows(Table::resource), before);
  EXPECT_EQ(t.total(), 0);
  EXPECT_EQ(t.verified(), "ok");
}

// What one transaction makes, changes and voids again is undone as a whole, and the endpoint takes
// it.
TEST(RowCommand, UndoOfAFileLeavesNothingOfIt) {
  fakes::JudgingEndpoint endpoint;
  RowLedger t;
  const auto file = [&](std::size_t index, std::span<const Uuid> made) -> base::Result<Command> {
    const auto line = [&](std::int64_t cents) {
      return Command(Add{Table::line,
                         {{"service", t.service_row()},
                          {"amount_cents", t.number(cents)},
                          {"period", t.number(202604)}}});
    };
    switch (index) {
      case 0:
      case 1:
        return line(10);
      case 2:
        return Command(Change{Table::line, made[1], {{"amount_cents", t.number(30)}}});
      case 3:
        return Command(Add{Table::source, {{"code", t.text("F1")}}});
      case 4:
        return Command(Void{Table::source, made[3]});
      default:
        return Command(Void{Table::line, made[0]});
    }
  };
  t.run(Change{Table::service, t.ledger->services()[t.service].uuid, {{"sector", t.text("x")}}});
  must(t.ledger->execute_all(6, file));
  EXPECT_EQ(t.total(), 30);
  EXPECT_TRUE(t.rows(Table::source).empty());
  t.run(Undo{});
  EXPECT_EQ(t.total(), 0);
  EXPECT_TRUE(t.rows(Table::source).empty());
  EXPECT_EQ(t.verified(), "ok");
  t.run(Redo{});
  EXPECT_EQ(t.total(), 30);
  for (const OpVerdictFor& one : endpoint.push(must(t.ledger->outbox(1000, 1 << 20)))) {
    EXPECT_EQ(one.verdict.verdict.kind, oplog::VerdictKind::accepted) << one.verdict.verdict.field;
  }
}

TEST(RowCommand, AVoidedRowOfANaturalKeyComesBack) {
  RowLedger t;
  t.run(Void{Table::resource, t.resource});
  EXPECT_EQ(t.row(Add{Table::resource, {{"code", t.text("R1")}, {"kind", t.text("vehicle")}}}),
            t.resource);
  const auto rows = t.rows(Table::resource);
  EXPECT_NE(rows.at(t.resource.text()).find("vehicle"), std::string::npos);
  EXPECT_EQ(t.verified(), "ok");
}

}  // namespace
}  // namespace saimnieks::ledger
