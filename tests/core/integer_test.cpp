// Integers of any size, and decimals with a fixed number of digits.
#include "core/base/integer.h"

#include <gtest/gtest.h>

namespace saimnieks::base {
namespace {

Integer power(int base, int exponent) {
  Integer out = 1;
  for (int i = 0; i < exponent; ++i) {
    out *= base;
  }
  return out;
}

TEST(Integer, ComesBackFromPowersOfAnySize) {
  const Integer large = power(-7, 901);
  EXPECT_EQ(large.sign(), -1);
  EXPECT_EQ(large.bits(), 2530U);  // 901 · log2 7 = 2529.4
  EXPECT_EQ(rounded_quotient(power(-7, 903), large), I128{49});
  EXPECT_EQ(rounded_quotient(power(-7, 947), large), std::nullopt) << "7^46 is too large";
  EXPECT_EQ(rounded_quotient(large * 12'345, large), I128{12'345});
  EXPECT_EQ(rounded_quotient(large * -12'345 + 1, large), I128{-12'345});
}

TEST(Integer, AddsAcrossSignsAndSizes) {
  const Integer large = power(2, 200);
  EXPECT_EQ(large - large, Integer());
  EXPECT_EQ((large - large).sign(), 0);
  EXPECT_EQ(Integer(5) - large + large, Integer(5));
  EXPECT_EQ(-(large - 1) - 1, -large);
  EXPECT_EQ(Integer(-3) + 3, Integer());
  EXPECT_EQ(-Integer(), Integer(0));
  EXPECT_EQ(Integer(0) * -5, Integer());
  EXPECT_EQ((large - 1).bits(), 200U);
}

TEST(Integer, QuotientsAreRoundedHalfAwayFromZero) {
  EXPECT_EQ(rounded_quotient(5, 2), I128{3});
  EXPECT_EQ(rounded_quotient(-5, 2), I128{-3});
  EXPECT_EQ(rounded_quotient(5, -2), I128{-3});
  EXPECT_EQ(rounded_quotient(4, 3), I128{1});
  EXPECT_EQ(rounded_quotient(1, 3), I128{0});
  EXPECT_EQ(rounded_quotient(-1, 2), I128{-1});
  EXPECT_EQ(rounded_quotient(0, -7), I128{0});
  EXPECT_EQ(rounded_quotient(power(2, 300) + power(2, 299), power(2, 300)), I128{2});
  EXPECT_EQ(rounded_quotient(power(2, 300) + power(2, 299) - 1, power(2, 300)), I128{1});
}

TEST(Integer, QuotientsEndAtAHundredAndTwentySevenBits) {
  const Integer most = power(2, 127) - 1;
  const auto largest = static_cast<I128>(~U128{0} >> 1U);
  EXPECT_EQ(rounded_quotient(most, 1), largest);
  EXPECT_EQ(rounded_quotient(-most, 1), -largest);
  EXPECT_EQ(rounded_quotient(most + 1, 1), std::nullopt);
  EXPECT_EQ(rounded_quotient(most * 2 + 1, 2), std::nullopt) << "rounds up to it";
  EXPECT_EQ(rounded_quotient(power(2, 500), 1), std::nullopt);
  EXPECT_EQ(rounded_quotient(most * power(3, 100), power(3, 100)), largest);
}

TEST(FixedText, HasSoManyDigitsAndNoNegativeNought) {
  EXPECT_EQ(fixed_text(-5, 2), "-0.05");
  EXPECT_EQ(fixed_text(0, 2), "0.00");
  EXPECT_EQ(fixed_text(-572, 2), "-5.72");
  EXPECT_EQ(fixed_text(1'008, 3), "1.008");
  EXPECT_EQ(fixed_text(-12'345, 0), "-12345");
  EXPECT_EQ(fixed_text(100, 2), "1.00");
}

}  // namespace
}  // namespace saimnieks::base
