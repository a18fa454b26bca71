// A year's figures out of the cube.
#include "core/control/year_figures.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::control {
namespace {

using ledger::must;

TEST(YearFigures, MonthsAndWhatBelongsToNone) {
  ledger::TestLedger t;
  t.create();
  t.add_dimensions();
  const auto enter = [&t](const char* period, std::int64_t cents, model::LineKind kind) {
    ledger::LineInput line = t.line(cents, kind);
    line.period = must(base::Period::parse(period));
    t.run(ledger::AddLine{line});
  };
  for (const char* month : {"2025-01", "2025-02", "2025-12", "2025"}) {
    enter(month, 100, model::LineKind::plan);
    enter(month, 90, model::LineKind::actual);
  }
  enter("2026-01", 7, model::LineKind::actual);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const auto years = year_figures(cube, {});
  ASSERT_EQ(years.size(), 2U);
  EXPECT_EQ(years[0].year, 2025);
  EXPECT_EQ(years[0].annual_plan().cents(), 400);
  EXPECT_EQ(years[0].annual_actual().cents(), 360);
  EXPECT_EQ(years[0].plan_of_year.cents(), 100);
  const YearToDate two = year_to_date(years[0], 2);
  EXPECT_EQ(two.annual_plan.cents(), 400);
  EXPECT_EQ(two.plan->cents(), 200);
  EXPECT_EQ(two.actual.cents(), 180);
  EXPECT_EQ(two.months, 2);
  EXPECT_EQ(years[1].annual_actual().cents(), 7);
  EXPECT_FALSE(years[0].by_months());  // some of it belongs to no month
  EXPECT_TRUE(years[1].by_months());
  EXPECT_FALSE(YearFigures().by_months());
  EXPECT_TRUE(year_figures(cube, {cube::filter(cube::Axis::service, "none")}).empty());
}

TEST(YearFigures, WhatBelongsToNoMonthStandsBeside) {
  const auto money = [](std::int64_t cents) { return base::Money::from_cents(cents); };
  EXPECT_FALSE(whole_year(money(0), money(0), money(9)));
  // Booked: that is what it comes to. Not yet: its plan.
  EXPECT_EQ(whole_year(money(100), money(90), money(9))->estimate, money(90));
  EXPECT_EQ(whole_year(money(100), money(0), money(9))->estimate, money(100));
  EXPECT_EQ(whole_year(money(100), money(0), money(9))->plan, money(100));
  EXPECT_EQ(whole_year(money(0), money(90), money(0))->estimate, money(90));
  // The plan has no months: they spend it.
  EXPECT_FALSE(whole_year(money(100), money(0), money(0))->estimate);
}

}  // namespace
}  // namespace saimnieks::control
