// Splitting to the cent: the worked cases by their ids, and its laws.
#include "core/costing/split.h"

#include <limits>
#include <string_view>

#include <gtest/gtest.h>

namespace saimnieks::costing {
namespace {

using base::Decimal9;
using base::Money;

std::vector<Decimal9> weights(std::initializer_list<std::string_view> texts) {
  std::vector<Decimal9> out;
  for (const std::string_view text : texts) {
    out.push_back(*Decimal9::parse(text));
  }
  return out;
}

std::vector<std::int64_t> parts(std::int64_t cents, std::initializer_list<std::string_view> texts) {
  std::vector<std::int64_t> out;
  const Split result = *split(Money::from_cents(cents), weights(texts));
  for (const Money part : result.parts) {
    out.push_back(part.cents());
  }
  return out;
}

using Cents = std::vector<std::int64_t>;

TEST(Split, M1) { EXPECT_EQ(parts(18225, {"98", "2"}), (Cents{17861, 364})); }
TEST(Split, M3) { EXPECT_EQ(parts(1, {"95", "5"}), (Cents{1, 0})); }
TEST(Split, M4) {
  EXPECT_EQ(parts(10000, {"1", "1", "1"}), (Cents{3334, 3333, 3333}));
  EXPECT_EQ(parts(-10000, {"1", "1", "1"}), (Cents{-3334, -3333, -3333}));
}
TEST(Split, M5) {
  EXPECT_EQ(parts(1234567, {"3.5", "2", "0.25", "1.75"}), (Cents{576131, 329218, 41152, 288066}));
}

TEST(Split, TiesGoToTheLargerWeightThenToTheEarlierPlace) {
  EXPECT_EQ(parts(2, {"1", "3"}), (Cents{0, 2}));  // remainders .5 and .5
  EXPECT_EQ(parts(1, {"0", "1", "1"}), (Cents{0, 1, 0}));
}

TEST(Split, WithoutWeightsTheAmountStays) {
  const auto result = split(Money::from_cents(-700), weights({"0", "0.000"}));
  EXPECT_EQ(result->unallocated.cents(), -700);
  EXPECT_EQ(result->parts, (std::vector<Money>{Money(), Money()}));
  EXPECT_EQ(split(Money::from_cents(5), {})->unallocated.cents(), 5);
}

TEST(Split, NothingOverflowsAtTheEndsOfTheRange) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  const std::string_view most = "999999999999999999.999999999";
  EXPECT_EQ(parts(kLeast, {most}), (Cents{kLeast}));
  EXPECT_EQ(parts(kLeast, {most, "0.000000001"}), (Cents{kLeast, 0}));
  EXPECT_EQ(parts(kLeast, {most, most}), (Cents{kLeast / 2, kLeast / 2}));
}

TEST(Split, ANegativeWeightIsNamed) {
  const auto result = split(Money::from_cents(5), weights({"1", "-0.000000001"}));
  EXPECT_EQ(result.error().code, base::ErrorCode::value_range);
  EXPECT_EQ(result.error().field, "/weights/1");
}

}  // namespace
}  // namespace saimnieks::costing
