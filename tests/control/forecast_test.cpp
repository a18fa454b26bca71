// Forecasts: the worked cases by their ids, what each method needs, and the past that tests them.
#include "core/control/forecast.h"

#include <limits>

#include <gtest/gtest.h>

#include "core/control/back_test.h"

namespace saimnieks::control {
namespace {

using base::ErrorCode;
using base::I128;
using base::Money;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Money cents(std::int64_t amount) { return Money::from_cents(amount); }

TEST(Forecast, E1) {
  const YearToDate year{cents(10'000), {}, {}, cents(4'500), cents(4'000)};
  const Forecast out = *forecast(ForecastMethod::cost_performance, year);
  EXPECT_EQ(out.estimate, cents(11'250));
  EXPECT_EQ(out.to_complete, cents(6'750));
  EXPECT_EQ(out.headroom, cents(-1'250));
  EXPECT_EQ(out.cpi, I128{8'889});
  EXPECT_EQ(out.tcpi, I128{10'909});  // 60 of work for 55 of money
}

TEST(Forecast, E2) {
  const YearToDate year{cents(50'000'000), {}, {}, cents(12'700'000), cents(10'000'000)};
  const Forecast out = *forecast(ForecastMethod::remaining_plan, year);
  EXPECT_EQ(out.estimate, cents(52'700'000));
  EXPECT_EQ(out.headroom, cents(-2'700'000));
}

TEST(Forecast, CostPerformanceIsRoundedOnce) {
  // CPI is 1/3; 0.3333 would give 30003.
  const YearToDate year{cents(10'000), {}, {}, cents(300), cents(100)};
  EXPECT_EQ(forecast(ForecastMethod::cost_performance, year)->estimate, cents(30'000));
}

TEST(Forecast, RunRateRoundsHalfAwayFromZero) {
  const auto estimate = [](std::int64_t actual, std::int64_t months) {
    return forecast(ForecastMethod::run_rate, {cents(100), months, {}, cents(actual)})
        ->estimate->cents();
  };
  EXPECT_EQ(estimate(1'000, 5), 2'400);
  EXPECT_EQ(estimate(1, 8), 2);  // 1.5
  EXPECT_EQ(estimate(-1, 8), -2);
  EXPECT_EQ(estimate(100, 7), 171);  // 171.43: not 14.29 a month times twelve
  EXPECT_EQ(estimate(kMost, 12), kMost);
}

TEST(Forecast, SeasonalFollowsThePlan) {
  const YearToDate year{cents(12'000), 3, cents(2'000), cents(2'500)};
  EXPECT_EQ(forecast(ForecastMethod::seasonal, year)->estimate, cents(15'000));
  EXPECT_EQ(forecast(ForecastMethod::remaining_plan, year)->estimate, cents(12'500));
  YearToDate none = year;
  none.plan = Money();
  const Forecast out = *forecast(ForecastMethod::seasonal, none);
  EXPECT_FALSE(out.estimate || out.headroom || out.to_complete);
}

TEST(Forecast, IndicesAreThereWhereTheyCanBe) {
  YearToDate year{cents(100), 3, cents(50), cents(100), cents(40)};
  Forecast out = *forecast(ForecastMethod::run_rate, year);
  EXPECT_EQ(out.cpi, I128{4'000});
  EXPECT_FALSE(out.tcpi) << "the money is spent";
  year.actual = Money();
  out = *forecast(ForecastMethod::cost_performance, year);
  EXPECT_FALSE(out.cpi || out.estimate);
  EXPECT_EQ(out.tcpi, I128{6'000});
}

TEST(Forecast, SaysWhatAMethodLacks) {
  const YearToDate bare{cents(100), {}, {}, cents(10)};
  const auto field = [&](ForecastMethod method) { return forecast(method, bare).error().field; };
  EXPECT_EQ(field(ForecastMethod::run_rate), "/months");
  EXPECT_EQ(field(ForecastMethod::seasonal), "/plan_to_date_cents");
  EXPECT_EQ(field(ForecastMethod::remaining_plan), "/plan_to_date_cents");
  EXPECT_EQ(field(ForecastMethod::cost_performance), "/earned_cents");
  for (const std::int64_t months : {0, 13, -1}) {
    const auto out = forecast(ForecastMethod::run_rate, {cents(100), months, {}, cents(10)});
    EXPECT_EQ(out.error().code, ErrorCode::value_range);
  }
  const YearToDate backwards{cents(100), 1, {}, cents(10), cents(-1)};
  EXPECT_EQ(forecast(ForecastMethod::run_rate, backwards).error().field, "/earned_cents");
}

TEST(Forecast, NothingOverflowsUnseen) {
  for (const ForecastMethod method : kForecastMethods) {
    const YearToDate year{cents(kMost), 1, cents(1), cents(kMost), cents(1)};
    EXPECT_EQ(forecast(method, year).error().code, ErrorCode::amount_out_of_range)
        << method_name(method);
  }
  // The estimate fits, what is left of it does not.
  const YearToDate year{cents(-kMost), 12, {}, cents(kMost)};
  EXPECT_EQ(forecast(ForecastMethod::run_rate, year).error().code, ErrorCode::amount_out_of_range);
}

TEST(Forecast, NamesAreReadBack) {
  for (const ForecastMethod method : kForecastMethods) {
    EXPECT_EQ(method_from_name(method_name(method)), method);
  }
  EXPECT_FALSE(method_from_name("guess"));
}

PastYear past(std::int64_t plan, std::int64_t first_half, std::int64_t second_half) {
  PastYear out;
  out.plan.fill(cents(plan));
  for (std::size_t i = 0; i < 12; ++i) {
    out.actual[i] = cents(i < 6 ? first_half : second_half);
  }
  return out;
}

TEST(BackTest, TellsHowFarOffEachMethodWouldHaveBeen) {
  // Year A: 100 a month planned and 90, then 110 spent. Year B: no plan, 10, then 30 spent.
  const PastYear history[] = {past(100, 90, 110), past(0, 10, 30)};
  const auto tests = *back_test(history, 6);
  const BackTest& run_rate = tests[0];
  EXPECT_EQ(run_rate.method, ForecastMethod::run_rate);
  EXPECT_EQ(run_rate.estimates, 2);
  EXPECT_EQ(run_rate.bias, cents(-120));  // 1080 − 1200 and 120 − 240
  EXPECT_EQ(run_rate.error, cents(120));
  EXPECT_EQ(run_rate.percent_hundredths, I128{1'667});  // 240 of 1440
  const BackTest& seasonal = tests[1];
  EXPECT_EQ(seasonal.estimates, 1) << "year B has no plan to follow";
  EXPECT_EQ(seasonal.years.size(), 2U);
  EXPECT_EQ(seasonal.percent_hundredths, I128{1'000});
  EXPECT_EQ(tests[2].bias, cents(-120));  // 540 + 600 − 1200 and 60 − 240
  EXPECT_EQ(tests[2].error, cents(120));
  EXPECT_EQ(tests[3].estimates, 0);
  EXPECT_FALSE(tests[3].bias || tests[3].error || tests[3].percent_hundredths);
}

TEST(BackTest, ErrorsDoNotCancelOut) {
  const PastYear history[] = {past(0, 10, 20), past(0, 20, 10)};
  const auto tests = *back_test(history, 6);
  EXPECT_EQ(tests[0].bias, Money());
  EXPECT_EQ(tests[0].error, cents(60));
}

TEST(BackTest, EarnedValueIsTakenWhereThereIsOne) {
  PastYear year = past(100, 100, 150);
  year.earned.emplace();
  year.earned->fill(cents(80));
  const auto tests = *back_test(std::span(&year, 1), 6);
  EXPECT_EQ(tests[3].bias, Money());  // 1200 / (480 / 600) = 1500
  EXPECT_EQ(tests[2].bias, cents(-300)) << "the remaining plan is the plan's";
}

TEST(BackTest, ExplainsEachYear) {
  const PastYear history[] = {past(100, 90, 110), past(0, 10, 30)};
  const auto tests = *back_test(history, 6);
  const base::Explanation tree = explain(tests[1]);
  EXPECT_EQ(tree.name, "seasonal");
  EXPECT_EQ(tree.value, "10.00");
  ASSERT_EQ(tree.inputs.size(), 1U);
  EXPECT_EQ(tree.inputs[0].value, "-120");
  EXPECT_EQ(tree.inputs[0].inputs[0].value, "1080");
  EXPECT_EQ(tree.inputs[0].inputs[1].value, "1200");
}

TEST(BackTest, RefusesWhatIsNoMonth) {
  EXPECT_EQ(back_test({}, 0).error().field, "/months");
  EXPECT_EQ(back_test({}, 13).error().code, ErrorCode::value_range);
  EXPECT_EQ((*back_test({}, 12))[0].estimates, 0);
  const PastYear large[] = {past(kMost, 0, 0)};
  EXPECT_EQ(back_test(large, 1).error().code, ErrorCode::amount_out_of_range);
}

TEST(Forecast, WhatBelongsToNoMonthIsForecastByNoMethod) {
  // 12 months of 1000, of which three have passed and cost 1100 each, and 120,000 for the year.
  YearToDate year{.annual_plan = cents(132'000),
                  .months = 3,
                  .plan = cents(3000),
                  .actual = cents(3300),
                  .earned = cents(3000),
                  .whole_year = YearToDate::WholeYear{cents(120'000), cents(150'000)}};
  const auto estimate = [&year](ForecastMethod method) {
    const auto found = forecast(method, year)->estimate;
    return found ? found->cents() : -1;
  };
  EXPECT_EQ(estimate(ForecastMethod::run_rate), 13'200 + 150'000);
  EXPECT_EQ(estimate(ForecastMethod::seasonal), 13'200 + 150'000);
  EXPECT_EQ(estimate(ForecastMethod::cost_performance), 13'200 + 150'000);
  year.earned.reset();
  EXPECT_EQ(estimate(ForecastMethod::remaining_plan), 12'300 + 150'000);
  EXPECT_EQ(forecast(ForecastMethod::run_rate, year)->headroom->cents(), 132'000 - 163'200);
  // The months spend it: there is no plan to hold them against.
  year.annual_plan = cents(120'000);
  year.plan = cents(0);
  year.whole_year->estimate.reset();
  EXPECT_EQ(estimate(ForecastMethod::run_rate), 13'200);
  EXPECT_EQ(estimate(ForecastMethod::seasonal), -1);
  EXPECT_EQ(estimate(ForecastMethod::remaining_plan), -1);
}

}  // namespace
}  // namespace saimnieks::control
