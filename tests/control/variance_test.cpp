// Variance and what it comes from: the worked case by its id, and the ends of the range.
#include "core/control/variance.h"

#include <limits>

#include <gtest/gtest.h>

namespace saimnieks::control {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::Money;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Money cents(std::int64_t amount) { return Money::from_cents(amount); }

Side amount(std::int64_t of) { return {cents(of), {}}; }

Side product(const char* quantity, const char* price_cents) {
  return {{}, Side::Product{*Decimal9::parse(quantity), *Decimal9::parse(price_cents)}};
}

GroupVariance vary(std::vector<Item> items, Kind kind = Kind::cost) {
  auto out = variance(kind, items);
  EXPECT_TRUE(out) << base::describe(out.error());
  return *out;
}

TEST(Variance, V1) {
  const GroupVariance group = vary({{"a", product("12000", "9900"), product("10000", "11200")}});
  const ItemVariance& item = group.items[0];
  EXPECT_EQ(item.price, cents(13'000'000));
  EXPECT_EQ(item.volume, cents(-19'800'000));
  EXPECT_EQ(item.whole.amount, cents(-6'800'000));
  EXPECT_EQ(item.whole.meaning, Meaning::favourable);
  EXPECT_EQ(item.whole.percent_hundredths, base::I128{-572});  // −6.8 of 118.8 million
  EXPECT_EQ(group.whole, item.whole);
  EXPECT_EQ(group.mix, Money());
  EXPECT_EQ(group.quantity, cents(-19'800'000));
  // Its parts, taken for themselves: dearer is adverse, fewer is favourable.
  EXPECT_EQ(variance(Kind::cost, cents(1), cents(1 + item.price->cents())).meaning,
            Meaning::adverse);
}

TEST(Variance, MeaningFollowsFromTheKind) {
  const auto meaning = [](Kind kind, std::int64_t plan, std::int64_t actual) {
    return variance(kind, cents(plan), cents(actual)).meaning;
  };
  EXPECT_EQ(meaning(Kind::cost, 100, 101), Meaning::adverse);
  EXPECT_EQ(meaning(Kind::cost, 100, 99), Meaning::favourable);
  EXPECT_EQ(meaning(Kind::income, 100, 101), Meaning::favourable);
  EXPECT_EQ(meaning(Kind::income, 100, 99), Meaning::adverse);
  EXPECT_EQ(meaning(Kind::cost, 100, 100), Meaning::none);
  EXPECT_EQ(meaning(Kind::cost, 0, 0), Meaning::none);
  EXPECT_EQ(meaning(Kind::cost, 0, -1), Meaning::not_planned);
  EXPECT_EQ(meaning(Kind::income, -100, -90), Meaning::favourable);
}

TEST(Variance, PercentIsOfTheSizeOfThePlanAndRoundedOnce) {
  const auto percent = [](std::int64_t plan, std::int64_t actual) {
    return variance(Kind::cost, cents(plan), cents(actual)).percent_hundredths;
  };
  EXPECT_EQ(percent(-100, -90), base::I128{1000});
  EXPECT_EQ(percent(20'000, 20'001), base::I128{1});   // 0.005 %
  EXPECT_EQ(percent(20'000, 19'999), base::I128{-1});  // away from zero
  EXPECT_EQ(percent(20'001, 20'002), base::I128{0});
  EXPECT_EQ(percent(0, 5), std::nullopt);
  EXPECT_EQ(percent(1, kMost), base::I128{kMost - 1} * 10'000);
}

TEST(Variance, MixIsWhatTheSameQuantityCostsInAnotherShare) {
  // Planned 60 : 40 of 100, actual 30 : 90 of 120; planned prices 10 and 20 euro.
  const GroupVariance group = vary({{"a", product("60", "1000"), product("30", "1000")},
                                    {"b", product("40", "2000"), product("90", "2000")}});
  EXPECT_EQ(group.price, Money());
  EXPECT_EQ(group.volume, cents(70'000));
  EXPECT_EQ(group.mix, cents((30 - 72) * 1'000 + (90 - 48) * 2'000));
  EXPECT_EQ(group.quantity, cents((72 - 60) * 1'000 + (48 - 40) * 2'000));
}

TEST(Variance, MixIsRoundedOnceForAll) {
  // The mix of a is a third of a cent, of b minus two: one by one they would come to −1.
  const GroupVariance group = vary(
      {{"a", product("1", "1"), product("1", "1")}, {"b", product("2", "2"), product("1", "2")}});
  EXPECT_EQ(group.volume, cents(-2));
  EXPECT_EQ(group.mix, Money());  // (1 − 2/3)·1 + (1 − 4/3)·2 = −1/3
  EXPECT_EQ(group.quantity, cents(-2));
}

TEST(Variance, PartsAreRoundedOnceAndSumToTheWhole) {
  const GroupVariance group = vary({{"a", product("0.5", "1"), product("1.5", "1.5")}});
  EXPECT_EQ(group.items[0].plan, cents(1));    // half a cent
  EXPECT_EQ(group.items[0].actual, cents(2));  // 2.25
  EXPECT_EQ(group.price, cents(1));            // 0.75
  EXPECT_EQ(group.volume, Money());
}

TEST(Variance, WithoutQuantitiesThereAreNoParts) {
  const GroupVariance group = vary({{"a", product("2", "100"), product("3", "100")},
                                    {"b", amount(500), amount(450)},
                                    {"c", amount(500), product("1", "450")}});
  EXPECT_EQ(group.items[0].volume, cents(100));
  EXPECT_FALSE(group.items[1].price);
  EXPECT_FALSE(group.items[2].volume);
  EXPECT_EQ(group.whole.amount, Money());
  EXPECT_FALSE(group.price || group.volume || group.mix || group.quantity);
}

TEST(Variance, WithoutPlannedQuantityThereIsNoPlannedMix) {
  const GroupVariance group = vary({{"a", product("0", "100"), product("3", "100")}});
  EXPECT_EQ(group.volume, cents(300));
  EXPECT_FALSE(group.mix || group.quantity);
  EXPECT_EQ(group.whole.meaning, Meaning::not_planned);
}

TEST(Variance, OfNothingIsNothing) {
  const GroupVariance group = vary({});
  EXPECT_EQ(group.whole, Variance());
  EXPECT_EQ(group.volume, Money());
}

TEST(Variance, FaultsNameTheirPlace) {
  const auto fault = [](std::vector<Item> items) { return variance(Kind::cost, items).error(); };
  const Item fine{"a", amount(1), amount(2)};
  EXPECT_EQ(fault({fine, {"b", amount(1), product("-1", "1")}}).field, "/items/1/actual/quantity");
  EXPECT_EQ(fault({fine, {"b", amount(1), product("-1", "1")}}).code, ErrorCode::value_range);
  const char* most = "999999999999999999.999999999";
  EXPECT_EQ(fault({{"a", product(most, most), amount(0)}}).field, "/items/0/plan");
  EXPECT_EQ(fault({{"a", amount(kMost), amount(-2)}}).code, ErrorCode::amount_out_of_range);
  EXPECT_EQ(fault({{"a", amount(kMost), amount(-2)}}).field, "/items/0");
  EXPECT_EQ(fault({{"a", amount(kMost), amount(0)}, {"b", amount(1), amount(0)}}).field, "/items");
  // The price part alone is too large: (0 − 10^18) · 10^9.
  EXPECT_EQ(fault({{"a", product("0", "999999999999999999"), product("1000000000", "0")}}).field,
            "/items/0");
}

TEST(Variance, TheLargestNumbersAreExact) {
  const char* most = "999999999999999999.999999999";
  const GroupVariance group = vary({{"a", product(most, "3"), product(most, "5")},
                                    {"b", product("0.000000001", "3"), product("1", "5")}});
  EXPECT_EQ(group.items[0].price, cents(2'000'000'000'000'000'000));
  EXPECT_EQ(group.price->cents() + group.mix->cents() + group.quantity->cents(),
            group.whole.amount.cents());
}

}  // namespace
}  // namespace saimnieks::control
