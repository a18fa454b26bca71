// Schedules, unit cost and consolidation: the worked cases by their ids, and what they must refuse.
#include <limits>

#include <gtest/gtest.h>

#include "core/costing/consolidate.h"
#include "core/costing/schedule.h"
#include "core/costing/unit_cost.h"

namespace saimnieks::costing {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::Money;
using base::Period;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Money cents(std::int64_t amount) { return Money::from_cents(amount); }
Period month(const char* text) { return *Period::parse(text); }

TEST(Schedule, D1) {
  const auto due = *schedule(StraightLine{cents(50'000), {}, 12});
  ASSERT_EQ(due.size(), 12U);
  for (std::size_t i = 0; i < 11; ++i) {
    EXPECT_EQ(due[i], cents(4'167));
  }
  EXPECT_EQ(due[11], cents(4'163));
}

TEST(Schedule, D2) {
  const std::vector<Money> wanted(10, cents(225'000));
  EXPECT_EQ(schedule(StraightLine{cents(3'000'000), cents(750'000), 10}), wanted);
}

TEST(Schedule, DepreciationStaysBetweenCostAndNothing) {
  const auto field = [](std::int64_t amount, std::int64_t residual, std::int64_t periods) {
    const auto due = schedule(StraightLine{cents(amount), cents(residual), periods});
    return due ? std::string("fine") : due.error().field;
  };
  EXPECT_EQ(field(100, 100, 3), "fine");
  EXPECT_EQ(field(-100, -40, 3), "fine");
  EXPECT_EQ(field(kMost, 0, 7), "fine");
  EXPECT_EQ(field(-kMost - 1, 0, 1), "fine");
  EXPECT_EQ(field(100, 101, 3), "/residual_cents");
  EXPECT_EQ(field(100, -1, 3), "/residual_cents");
  EXPECT_EQ(field(-100, 1, 3), "/residual_cents");
  EXPECT_EQ(field(100, 0, 0), "/periods");
  EXPECT_EQ(field(100, 0, kMostPeriods + 1), "/periods");
}

TEST(Schedule, ARegularCostGoesByMonthsAndIndices) {
  Regular cost{cents(10'000), month("2025-11"), month("2026-08"), 3, {}};
  cost.index.push_back({month("2026-02"), Decimal9::from_integer(25'000)});
  cost.index.push_back({month("2026-07"), *Decimal9::parse("-500.5")});
  const std::vector<model::Instalment> wanted{{month("2025-11"), cents(10'000)},
                                              {month("2026-02"), cents(10'250)},
                                              {month("2026-05"), cents(10'250)},
                                              {month("2026-08"), cents(10'245)}};
  EXPECT_EQ(schedule(cost), wanted);  // 10244.87
}

TEST(Schedule, FaultsOfARegularCostNameTheirPlace) {
  const Regular fine{cents(100), month("2026-01"), month("2026-12"), 1, {}};
  const auto field = [](const Regular& cost) { return schedule(cost).error().field; };
  Regular cost = fine;
  cost.from = month("2026");
  EXPECT_EQ(field(cost), "/from");
  cost = fine;
  cost.to = Period();
  EXPECT_EQ(field(cost), "/to");
  cost.to = month("2025-12");
  EXPECT_EQ(schedule(cost).error().code, ErrorCode::end_before_start);
  cost = fine;
  cost.every_months = 0;
  EXPECT_EQ(field(cost), "/every_months");
  cost.every_months = kMost;
  EXPECT_EQ(field(cost), "/every_months");
  cost = fine;
  cost.index = {{month("2026-01"), {}}, {month("2026-01"), Decimal9::from_integer(-1'000'000)}};
  EXPECT_EQ(field(cost), "/index/1/ppm");
  cost.index = {{month("2026"), {}}};
  EXPECT_EQ(field(cost), "/index/0/from");
  cost.index.assign(kMostSteps + 1, {month("2026-01"), {}});
  EXPECT_EQ(schedule(cost).error().code, ErrorCode::scenario_too_large);
  cost = fine;
  cost.amount = cents(kMost);
  cost.index = {{month("2026-12"), Decimal9::from_integer(1)}};
  EXPECT_EQ(schedule(cost).error().code, ErrorCode::amount_out_of_range);
}

TEST(Schedule, TheSumOfLargeInstalmentsIsExplainedInFull) {
  const Regular cost{cents(kMost), month("2026-01"), month("2026-02"), 1, {}};
  EXPECT_EQ(explain(cost, *schedule(cost)).value, "18446744073709551614");
}

TEST(UnitCost, U1) {
  Sheet sheet;
  sheet.direct = {{"1100", cents(409'500)}, {"1200", cents(96'601)}, {"2222", cents(71'074)},
                  {"2223", cents(52'231)},  {"2224", cents(1'098)},  {"2243", cents(1'000)},
                  {"22441", cents(8'470)},  {"22443", cents(1'831)}, {"2312", cents(1'000)},
                  {"2321", cents(180'000)}, {"2322", cents(3'306)},  {"23501", cents(11'825)},
                  {"23502", cents(14'500)}};
  sheet.indirect = {{"", cents(25'776)}};
  sheet.volume = Decimal9::from_integer(1'361);
  const UnitCost cost = *unit_cost(sheet);
  EXPECT_EQ(cost.direct, cents(852'436));
  EXPECT_EQ(cost.total, cents(878'212));
  EXPECT_EQ(cost.price, cents(645));
  EXPECT_EQ(cost.recovery, cents(-367));
}

TEST(UnitCost, WithoutVolumeThereIsNoPrice) {
  Sheet sheet{{{"1100", cents(100)}}, {}, {}};
  for (const auto& volume : {std::optional<Decimal9>(), std::optional(Decimal9())}) {
    sheet.volume = volume;
    const UnitCost cost = *unit_cost(sheet);
    EXPECT_EQ(cost.total, cents(100));
    EXPECT_FALSE(cost.price || cost.recovery);
  }
}

TEST(UnitCost, VolumesMayBeFractions) {
  const Sheet sheet{{{"1100", cents(100)}}, {{"", cents(-1)}}, *Decimal9::parse("1.5")};
  EXPECT_EQ(unit_cost(sheet)->price, cents(66));
  EXPECT_EQ(unit_cost(sheet)->recovery, Money());
}

TEST(UnitCost, FaultsNameTheirPlace) {
  const auto error = [](const Sheet& sheet) { return unit_cost(sheet).error(); };
  const CostLine large{"1100", cents(kMost)};
  EXPECT_EQ(error({{large, large}, {}, {}}).field, "/direct");
  EXPECT_EQ(error({{}, {large, large}, {}}).field, "/indirect");
  EXPECT_EQ(error({{large}, {large}, {}}).code, ErrorCode::amount_out_of_range);
  EXPECT_EQ(error({{large}, {}, *Decimal9::parse("0.5")}).code, ErrorCode::amount_out_of_range);
  EXPECT_EQ(error({{large}, {}, *Decimal9::parse("-1")}).field, "/volume");
}

TEST(Consolidate, ChargesCountOnNeitherSide) {
  const UnitTotals units[] = {{"A", cents(1'000), cents(300)}, {"B", cents(500), cents(20)}};
  const Charge charges[] = {{0, 1, cents(200)}, {0, 1, cents(100)}, {1, 0, Money()}};
  const Consolidated out = *consolidate(units, charges);
  EXPECT_EQ(out.cost, cents(1'200));
  EXPECT_EQ(out.income, cents(20));
  EXPECT_EQ(out.eliminated, cents(300));
}

TEST(Consolidate, AChargeIsNeverMoreThanWhatIsLeftOfEitherSide) {
  const UnitTotals units[] = {{"A", cents(1'000), cents(300)}, {"B", cents(250), cents(20)}};
  const auto error = [&](std::vector<Charge> charges) {
    return consolidate(units, charges).error();
  };
  EXPECT_EQ(error({{0, 1, cents(251)}}).code, ErrorCode::value_range) << "of who pays";
  EXPECT_EQ(error({{1, 0, cents(21)}}).code, ErrorCode::value_range) << "of who is paid";
  EXPECT_EQ(error({{0, 1, cents(200)}, {0, 1, cents(51)}}).field, "/charges/1/cents");
  EXPECT_TRUE(consolidate(units, std::vector<Charge>{{0, 1, cents(200)}, {0, 1, cents(50)}}));
  EXPECT_EQ(error({{0, 1, cents(-1)}}).code, ErrorCode::value_range);
  EXPECT_EQ(error({{0, 0, cents(1)}}).code, ErrorCode::self_loop);
  EXPECT_EQ(error({{0, 2, cents(1)}}).code, ErrorCode::id_unknown);
}

TEST(Consolidate, FaultsOfUnitsNameTheirPlace) {
  const UnitTotals twice[] = {{"A", cents(1), cents(1)}, {"A", cents(1), cents(1)}};
  EXPECT_EQ(consolidate(twice, {}).error().field, "/units/1/id");
  const UnitTotals large[] = {{"A", cents(kMost), cents(1)}, {"B", cents(1), cents(1)}};
  EXPECT_EQ(consolidate(large, {}).error().code, ErrorCode::amount_out_of_range);
  // What the charge takes out brings the sum back into range.
  const std::vector<Charge> charge{{0, 1, cents(1)}};
  EXPECT_EQ(consolidate(large, charge)->cost, cents(kMost));
}

}  // namespace
}  // namespace saimnieks::costing
