// Units that end, and those that go on.
#include "tests/core/town.h"

namespace saimnieks::ledger {
namespace {

std::string context_of(Town& t, const Command& command) {
  t.clock.advance_ms(1);
  const auto done = t.ledger->execute(command);
  return done ? "no error"
              : std::string(base::error_name(done.error().code)) + ": " + done.error().context;
}

TEST(GuardUnits, ASuccessorIsAnotherUnitAndNoCircle) {
  Town t;
  const auto follow = [&](UnitId of, UnitId next) {
    return Change{Table::unit, t.ledger->units()[of].uuid, {{"successor", t.ref(next)}}};
  };
  EXPECT_EQ(t.fault(follow(t.school, t.school)), "self_loop successor");
  t.run(follow(t.school, t.other_school));
  EXPECT_EQ(t.fault(follow(t.other_school, t.school)), "self_loop successor");
  t.run(follow(t.other_school, t.unit));
  EXPECT_EQ(t.fault(follow(t.unit, t.school)), "self_loop successor");
}

TEST(GuardUnits, WhatComesAfterAUnitsLastDayGoesToItsSuccessor) {
  Town t;
  t.clock.set_ms(1'800'000'000'000);  // 2027-01-15
  const LineId early = t.run(t.line_in(t.school, 202612)).line;
  t.run(Change{Table::unit,
               t.ledger->units()[t.school].uuid,
               {{"valid_to", number(20260630)}, {"successor", t.ref(t.other_school)}}});
  EXPECT_EQ(t.fault(t.line_in(t.school, 202606)), "no error");
  EXPECT_EQ(t.fault(t.line_in(t.school, 202600)), "no error");
  EXPECT_EQ(context_of(t, t.line_in(t.school, 202607)), "unit_ended: 013");
  EXPECT_EQ(t.fault(t.line_in(t.school, 202700)), "unit_ended unit");
  EXPECT_EQ(t.fault(t.line_in(t.other_school, 202607)), "no error");
  // What lay there before may still be put right, or moved away.
  t.run(SetLine{.rid = early, .amount = Money::from_cents(7)});
  EXPECT_EQ(t.fault(SetLine{.rid = early, .period = *Period::parse("2026-11")}), "unit_ended unit");
  EXPECT_EQ(t.fault(SetLine{.rid = early, .unit = t.other_school}), "no error");
  auto bulk = must(t.ledger->begin_bulk({}));
  LineInput line = t.line(1);
  line.unit = t.school;
  EXPECT_EQ(error_of(bulk->add(line)), "no error");
  line.period = *Period::parse("2026-07");
  EXPECT_EQ(error_of(bulk->add(line)), "unit_ended unit");
}

TEST(GuardUnits, AUnitThatWasSplitHasSeveralSuccessors) {
  Town t;
  const UnitId third = t.unit_below("014", t.unit);
  const auto part = [&](UnitId of, UnitId next) {
    return Add{Table::succession, {{"unit", t.ref(of)}, {"successor", t.ref(next)}}};
  };
  t.run(part(t.school, third));
  const Uuid row = t.run(part(t.school, t.other_school)).rows.at(0);
  EXPECT_EQ(t.fault(part(t.school, third)), "row_exists code");
  EXPECT_EQ(t.fault(part(t.school, t.school)), "self_loop successor");
  EXPECT_EQ(t.fault(part(third, t.school)), "self_loop successor");
  EXPECT_EQ(
      t.fault(Change{Table::unit, t.ledger->units()[third].uuid, {{"successor", t.ref(t.school)}}}),
      "self_loop successor");
  t.run(Change{Table::unit, t.ledger->units()[t.school].uuid, {{"valid_to", number(20260630)}}});
  const std::string told = context_of(t, t.line_in(t.school, 202607));
  EXPECT_TRUE(told == "unit_ended: 013, 014" || told == "unit_ended: 014, 013") << told;
  EXPECT_EQ(t.fault(Void{Table::unit, t.ledger->units()[third].uuid}), "row_in_use voided");
  t.run(Void{Table::succession, row});
  EXPECT_EQ(context_of(t, t.line_in(t.school, 202607)), "unit_ended: 014");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardUnits, ACodeHasNoSlash) {
  Town t;
  EXPECT_EQ(t.fault(Add{Table::unit, {{"code", text("a/b")}}}), "unit_code_slash code");
}

}  // namespace
}  // namespace saimnieks::ledger
