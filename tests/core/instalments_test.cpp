// What schedules come to, against the worked cases and against figures done by hand.
#include "core/model/instalments.h"

#include <gtest/gtest.h>

namespace saimnieks::model {
namespace {

using base::Money;
using base::Period;

Period period(const char* text) { return *Period::parse(text); }

TEST(Instalments, StraightLineLeavesTheRemainderToTheLastPeriod) {
  const auto d1 = *straight_line(Money::from_cents(50'000), Money(), 12);
  for (std::size_t i = 0; i < 11; ++i) {
    EXPECT_EQ(d1[i].cents(), 4'167);
  }
  EXPECT_EQ(d1[11].cents(), 4'163);
  const auto d2 = *straight_line(Money::from_cents(3'000'000), Money::from_cents(750'000), 10);
  for (const Money part : d2) {
    EXPECT_EQ(part.cents(), 225'000);
  }
  EXPECT_EQ(straight_line(Money::from_cents(-5), Money(), 2)->front().cents(), -3)
      << "half away from zero";
  EXPECT_FALSE(straight_line(Money::from_cents(5), Money(), 0).has_value());
}

std::vector<base::Decimal9> ppm(std::initializer_list<const char*> texts) {
  std::vector<base::Decimal9> out;
  for (const char* text : texts) {
    out.push_back(*base::Decimal9::parse(text));
  }
  return out;
}

TEST(Instalments, IndexStepsCompoundAndRoundOnce) {
  EXPECT_EQ(indexed(Money::from_cents(10008), ppm({"25000", "25000", "25000"}))->cents(), 10778)
      << "rounding at each step would give 10777";
  EXPECT_EQ(indexed(Money::from_cents(1), ppm({"-500000"}))->cents(), 1);
  EXPECT_EQ(indexed(Money::from_cents(-1), ppm({"-500000"}))->cents(), -1);
  EXPECT_EQ(indexed(Money::from_cents(-7), {})->cents(), -7);
  EXPECT_EQ(indexed(Money::from_cents(2'000'000), ppm({"0.25", "0.5"}))->cents(), 2'000'002)
      << "1.5 cents and a little more";
  const auto many = ppm({"30000", "30000", "30000", "30000", "30000", "30000", "30000", "30000"});
  EXPECT_EQ(indexed(Money::from_cents(base::kMaxAmountCents / 2), many)->cents(),
            5'705'025'266'501'359);
  EXPECT_EQ(indexed(Money::from_cents(INT64_MAX), ppm({"1000000", "-500000"}))->cents(), INT64_MAX);
  EXPECT_EQ(indexed(Money::from_cents(INT64_MAX), ppm({"1"})).error().code,
            base::ErrorCode::amount_out_of_range);
  EXPECT_EQ(indexed(Money::from_cents(1), ppm({"-1000000"})).error().code,
            base::ErrorCode::value_range);
}

TEST(Instalments, StepsCountFromTheirMonthInWhateverOrderTheyAreGiven) {
  const IndexStep steps[] = {{period("2026-03"), base::Decimal9::from_integer(100'000)},
                             {period("2026-02"), base::Decimal9::from_integer(-500'000)},
                             {period("2026-03"), base::Decimal9::from_integer(100'000)}};
  const auto due = *regular_instalments(Money::from_cents(1'000), period("2026-01"),
                                        period("2026-04"), 1, steps);
  const std::vector<Instalment> wanted{{period("2026-01"), Money::from_cents(1'000)},
                                       {period("2026-02"), Money::from_cents(500)},
                                       {period("2026-03"), Money::from_cents(605)},
                                       {period("2026-04"), Money::from_cents(605)}};
  EXPECT_EQ(due, wanted);
}

TEST(Instalments, ALedgersScheduleStaysWithinWhatALineCarries) {
  Schedule schedule;
  schedule.amount_cents = Money::from_cents(base::kMaxAmountCents);
  schedule.first_period = period("2026-01");
  schedule.index_ppm = 1;
  schedule.index_from = period("2027-01");
  EXPECT_EQ(instalments(schedule, period("2026-12"))->size(), 12U);
  EXPECT_EQ(instalments(schedule, period("2027-01")).error().code,
            base::ErrorCode::amount_out_of_range);
}

TEST(Instalments, ARegularCostIsRaisedOnceAYearFromItsMonth) {
  Schedule schedule;
  schedule.amount_cents = Money::from_cents(900);
  schedule.first_period = period("2026-02");
  schedule.every_months = 6;
  schedule.index_ppm = 100'000;
  schedule.index_from = period("2026-08");
  const auto due = *instalments(schedule, period("2027-12"));
  const std::vector<Instalment> wanted{{period("2026-02"), Money::from_cents(900)},
                                       {period("2026-08"), Money::from_cents(990)},
                                       {period("2027-02"), Money::from_cents(990)},
                                       {period("2027-08"), Money::from_cents(1089)}};
  EXPECT_EQ(due, wanted);
  schedule.last_period = period("2026-07");
  EXPECT_EQ(instalments(schedule, period("2027-12"))->size(), 1U);
  EXPECT_TRUE(instalments(schedule, period("2026-01"))->empty());
}

TEST(Instalments, DepreciationIsTheSameHoweverFarOneLooks) {
  Schedule schedule;
  schedule.method = ScheduleMethod::straight_line;
  schedule.amount_cents = Money::from_cents(1'000);
  schedule.residual_cents = Money::from_cents(100);
  schedule.first_period = period("2026-01");
  schedule.last_period = period("2026-07");
  const auto all = *instalments(schedule, period("2027-12"));
  ASSERT_EQ(all.size(), 7U);
  EXPECT_EQ(all[0].amount.cents(), 129);
  EXPECT_EQ(all[6].amount.cents(), 126);
  const auto some = *instalments(schedule, period("2026-03"));
  ASSERT_EQ(some.size(), 3U);
  EXPECT_EQ(some[2], all[2]);
}

}  // namespace
}  // namespace saimnieks::model
