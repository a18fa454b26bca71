// A municipality with two schools, and what tests of the rules ask of it.
#pragma once

#include "core/ledger/closing_checks.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {

using base::Uuid;
using model::Table;
using model::Value;

struct Town : TestLedger {
  Town() {
    create();
    clock.set_ms(1'790'000'000'000);  // 2026-09-21
    add_dimensions();
    school = unit_below("012", unit);
    other_school = unit_below("013", unit);
    resource = run(Add{Table::resource,
                       {{"code", text("R1")}, {"kind", text("staff")}, {"unit", ref(school)}}})
                   .rows.at(0);
  }
  UnitId unit_below(const char* name, UnitId parent) {
    return UnitId{run(AddUnit{.parent = parent, .code = name}).dimension};
  }
  void as(const char* user) { must(ledger->set_user(user)); }
  std::string fault(const Command& command) {
    clock.advance_ms(1);
    return error_of(ledger->execute(command));
  }
  [[nodiscard]] Value ref(UnitId id) const { return text(ledger->units()[id].uuid.text()); }
  [[nodiscard]] Value service_row() const { return text(ledger->services()[service].uuid.text()); }
  [[nodiscard]] Command appoint(const char* role, const char* holder, FieldValue where,
                                std::int64_t from = 20260101, std::int64_t to = 0) const {
    std::vector<FieldValue> fields{{"role", text(role)},
                                   {"holder", text(holder)},
                                   {"valid_from", number(from)},
                                   std::move(where)};
    if (to != 0) {
      fields.push_back({"valid_to", number(to)});
    }
    return Add{Table::appointment, std::move(fields)};
  }
  [[nodiscard]] Command line_in(UnitId of, std::int64_t period = 202601) const {
    return Add{Table::line,
               {{"unit", ref(of)},
                {"service", service_row()},
                {"amount_cents", number(100)},
                {"period", number(period)}}};
  }
  [[nodiscard]] Command plan_in(UnitId of) const {
    LineInput line = this->line(100, LineKind::plan);
    line.unit = of;
    return AddLine{line};
  }
  [[nodiscard]] Command close(UnitId of, const char* exception = "",
                              std::int64_t period = 202601) const {
    return Add{Table::closing, {{"unit", ref(of)}, {"period", number(period)}}, exception};
  }
  [[nodiscard]] Command say(const char* role, const char* duty, FieldValue where,
                            std::int64_t period = 202601, const char* exception = "") const {
    return Add{Table::duty,
               {{"role", text(role)},
                {"duty", text(duty)},
                {"period", number(period)},
                {"evidence", text("Salīdzināts ar grāmatvedību")},
                {"date", number(20260202)},
                std::move(where)},
               exception};
  }
  // All three duties of the row.
  void say_all(const char* role, UnitId of, std::int64_t period = 202601) {
    for (const std::string_view duty : model::kChoices<model::DutyKind>) {
      run(say(role, std::string(duty).c_str(), {"unit", ref(of)}, period));
    }
  }
  [[nodiscard]] Uuid version_row() const { return ledger->versions()[version].uuid; }
  [[nodiscard]] Command status(const char* to, std::vector<FieldValue> more = {},
                               const char* exception = "") const {
    more.push_back({"status", text(to)});
    return Change{Table::version, version_row(), std::move(more), exception};
  }
  [[nodiscard]] std::vector<std::string> reasons() const {
    std::vector<std::string> out;
    must(ledger->each_fact<model::Exception>(
        [&out](const model::Exception& one) { out.push_back(one.command + ": " + one.reason); }));
    return out;
  }
  [[nodiscard]] std::string verified() const {
    const VerifyReport report = must(ledger->verify());
    return report.first_bad ? report.first_bad->table + " " + report.first_bad->what : "ok";
  }

  UnitId school{};
  UnitId other_school{};
  Uuid resource;
};

inline const std::vector<FieldValue> kDecision{{"decision_number", text("17")},
                                               {"decision_date", number(20260920)}};

}  // namespace saimnieks::ledger
