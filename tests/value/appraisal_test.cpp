// Appraisal: the worked cases by their ids, what is not defined, and the ends of the range.
#include "core/value/appraisal.h"

#include <limits>

#include <gtest/gtest.h>

namespace saimnieks::value {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::I128;
using base::Money;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::vector<Year> flows(const std::vector<std::int64_t>& cents) {
  std::vector<Money> out;
  for (const std::int64_t each : cents) {
    out.push_back(Money::from_cents(each));
  }
  return *years_of(out);
}

Appraisal appraised(std::int64_t rate_ppm, const std::vector<std::int64_t>& cents) {
  auto out = appraise(Decimal9::from_integer(rate_ppm), flows(cents));
  EXPECT_TRUE(out) << base::describe(out.error());
  return *out;
}

TEST(Appraisal, N1) {
  const Appraisal out =
      appraised(50'000, {-1'500'000, 150'000, 250'000, 350'000, 450'000, 600'000});
  EXPECT_EQ(out.npv.cents(), 12'289);
  EXPECT_EQ(out.balance.cents(), 300'000);
  EXPECT_EQ(out.net_return, I128{2'000});
  EXPECT_EQ(out.ratio, I128{1'008});
  EXPECT_EQ(out.payback, I128{450});
  EXPECT_EQ(out.discounted_payback, I128{497});
  EXPECT_EQ(out.irr.state, RateState::unique);
  EXPECT_EQ(out.irr.ppm, I128{52'433});
}

TEST(Appraisal, N2) {
  EXPECT_EQ(appraised(100'000, {-1'000'000, 200'000, 400'000, 800'000}).npv.cents(), 113'449);
  // As a spreadsheet has it: everything a year later.
  EXPECT_EQ(appraised(100'000, {0, -1'000'000, 200'000, 400'000, 800'000}).npv.cents(), 103'135);
}

TEST(Appraisal, N5) {
  const Appraisal out = appraised(35'000, {0, 10'000, 10'000, 10'000, 10'000, 10'000});
  const std::int64_t factors[] = {0, 9'662, 9'335, 9'019, 8'714, 8'420};
  for (std::size_t t = 0; t < std::size(factors); ++t) {
    EXPECT_EQ(base::rounded_ratio(out.present[t], 1, Decimal9::kOne), I128{factors[t]});
  }
}

TEST(Worth, N6) {
  const Worth out = *worth(Money::from_cents(12'000'000), Money::from_cents(8'000'000));
  EXPECT_EQ(out.balance.cents(), 4'000'000);
  EXPECT_EQ(out.net_return, I128{5'000});
  EXPECT_EQ(out.ratio, I128{1'500});
  const Year year{Money::from_cents(8'000'000), Money::from_cents(12'000'000)};
  const Appraisal same = *appraise(Decimal9(), std::span(&year, 1));
  EXPECT_EQ(same.balance, out.balance);
  EXPECT_EQ(same.net_return, out.net_return);
  EXPECT_EQ(same.ratio, out.ratio);
}

TEST(Worth, WithoutCostThereIsNoRatio) {
  const Worth out = *worth(Money::from_cents(5), Money());
  EXPECT_EQ(out.balance.cents(), 5);
  EXPECT_FALSE(out.ratio || out.net_return);
  EXPECT_EQ(worth(Money::from_cents(kMost), Money::from_cents(-1)).error().code,
            ErrorCode::amount_out_of_range);
}

TEST(Appraisal, TheRateIsTheNearestInBothDirections) {
  const auto irr = [](const std::vector<std::int64_t>& cents) {
    return appraised(0, cents).irr.ppm;
  };
  EXPECT_EQ(irr({-100, 110}), I128{100'000});
  EXPECT_EQ(irr({-3, 1, 1, 1, 1}), I128{125'898});
  EXPECT_EQ(irr({-100, 0, 121}), I128{100'000}) << "exact";
  EXPECT_EQ(irr({-2'000'000, 2'000'001}), I128{1}) << "half a millionth, away from zero";
  EXPECT_EQ(irr({-2'000'000, 1'999'999}), I128{-1});
  EXPECT_EQ(irr({-2'000'000, 2'000'003}), I128{2});
  EXPECT_EQ(irr({-2'000'001, 2'000'002}), I128{0});
  EXPECT_EQ(irr({100, -110}), I128{100'000}) << "a loan: the sign may change the other way";
  EXPECT_EQ(irr({0, -100, 0, 110, 0}), I128{48'809});
  EXPECT_EQ(irr({-kMost, 1}), I128{-1'000'000});
  EXPECT_EQ(irr({-1, kMost}), I128{kMost - 1} * 1'000'000);
}

TEST(Appraisal, SaysWhyThereIsNoRate) {
  EXPECT_EQ(appraised(0, {-100, 230, -132}).irr.state, RateState::several);  // 10 % and 20 %
  EXPECT_EQ(appraised(0, {-100, 0, -5}).irr.state, RateState::none);
  EXPECT_EQ(appraised(0, {0, 0}).irr.state, RateState::none);
  EXPECT_EQ(appraised(0, {100, 5}).irr.state, RateState::none);
}

TEST(Appraisal, PaybackIsWhenTheSumLeavesItsDebt) {
  const auto years = [](const std::vector<std::int64_t>& cents) {
    return appraised(0, cents).payback;
  };
  EXPECT_EQ(years({-100, 50, 50}), I128{200});
  EXPECT_EQ(years({-100, 100}), I128{100});
  EXPECT_EQ(years({0, -100, 200}), I128{150});
  EXPECT_EQ(years({-100, 150, -100, 100}), I128{67}) << "the first time";
  EXPECT_EQ(years({-800, 0, 1'001}), I128{180}) << "1.7992";
  EXPECT_FALSE(years({-100, 99}));
  EXPECT_FALSE(years({100, 50})) << "nothing was to be paid back";
  EXPECT_FALSE(appraised(100'000, {-100, 105}).discounted_payback);
  EXPECT_EQ(appraised(100'000, {-100, 110}).discounted_payback, I128{100}) << "exactly then";
}

TEST(Appraisal, CostsAndBenefitsOfAYearAreKeptApart) {
  const Year years[] = {{Money::from_cents(1'000), Money()},
                        {Money::from_cents(100), Money::from_cents(700)},
                        {Money::from_cents(100), Money::from_cents(700)}};
  const Appraisal out = *appraise(Decimal9::from_integer(100'000), years);
  EXPECT_EQ(out.npv.cents(), 41);          // −1000 + 600/1.1 + 600/1.21 = 41.32
  EXPECT_EQ(out.ratio, I128{1'035});       // 1214.88 / 1173.55
  EXPECT_EQ(out.net_return, I128{1'667});  // 200 of 1200
  EXPECT_EQ(out.payback, I128{167});
}

TEST(Appraisal, RatesMayBeFractionsAndNegative) {
  const auto npv = [](const char* rate) {
    return appraise(*Decimal9::parse(rate), flows({0, 1'000'000'000'000}))->npv.cents();
  };
  EXPECT_EQ(npv("0.000001"), 999'999'999'999);
  EXPECT_EQ(npv("0.0000004"), 1'000'000'000'000) << "0.4 cent";
  EXPECT_EQ(npv("-500000"), 2'000'000'000'000);
}

TEST(Appraisal, RefusesWhatHasNoMeaning) {
  const auto fault = [](const char* rate, const std::vector<Year>& years) {
    return appraise(*Decimal9::parse(rate), years).error();
  };
  const std::vector<Year> fine = flows({-5, 6});
  EXPECT_EQ(fault("-1000000", fine).field, "/rate_ppm");
  EXPECT_EQ(fault("-999999999999999999", fine).code, ErrorCode::value_range);
  EXPECT_EQ(fault("0", {}).code, ErrorCode::value_range);
  EXPECT_EQ(fault("0", std::vector<Year>(kMostYears + 1)).code, ErrorCode::scenario_too_large);
  EXPECT_EQ(fault("0", {{}, {Money::from_cents(-1), {}}}).field, "/years/1");
  const Money least = Money::from_cents(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(years_of(std::span(&least, 1)).error().field, "/flows_cents/0");
}

TEST(Appraisal, NothingOverflowsUnseen) {
  const auto code = [](std::int64_t rate_ppm, const std::vector<std::int64_t>& cents) {
    return appraise(Decimal9::from_integer(rate_ppm), flows(cents)).error().code;
  };
  EXPECT_EQ(code(0, {kMost, 1}), ErrorCode::amount_out_of_range);
  EXPECT_EQ(code(-500'000, {0, kMost}), ErrorCode::amount_out_of_range);
  EXPECT_EQ(appraised(1'000'000, {0, kMost}).npv.cents(), kMost / 2 + 1);
}

TEST(Appraisal, AThousandYearsAreExact) {
  std::vector<std::int64_t> cents(kMostYears, 5'000);
  cents[0] = -100'000;
  const Appraisal out = appraised(50'000, cents);
  EXPECT_EQ(out.npv.cents(), 0) << "a perpetuity of 5 %";
  EXPECT_EQ(out.irr.ppm, I128{50'000});
  EXPECT_EQ(out.payback, I128{2'000});
  EXPECT_FALSE(out.discounted_payback);
}

}  // namespace
}  // namespace saimnieks::value
