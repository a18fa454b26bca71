// The strict reader, and the decimals it reads.
#include "core/scenario/document.h"

#include <gtest/gtest.h>

#include "core/base/wide.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::Decimal9;
using base::ErrorCode;

TEST(Decimal9, ReadsAndWritesTheSameNumber) {
  for (const char* text : {"0", "7", "-7", "3.5", "-0.000000001", "999999999999999999.999999999"}) {
    const auto value = Decimal9::parse(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(value->text(), text);
  }
  EXPECT_EQ(Decimal9::parse("-0.0")->text(), "0");
  EXPECT_EQ(Decimal9::parse("007.50")->text(), "7.5");
}

TEST(Wide, DividesWhatFillsTwoHundredAndFiftySixBits) {
  const base::U128 all = ~base::U128{0};
  const base::Division out = base::divide(base::multiply(all, all), all - 1);
  // (2^128 − 1)² = (2^128 − 2) · 2^128 + 1
  EXPECT_EQ(out.quotient, (base::U256{1, 0}));
  EXPECT_EQ(out.remainder, base::U128{1});
}

TEST(Wide, RoundsHalfAwayFromZero) {
  EXPECT_EQ(base::rounded_ratio(5, 1, 2), base::I128{3});
  EXPECT_EQ(base::rounded_ratio(-5, 1, 2), base::I128{-3});
  EXPECT_EQ(base::rounded_ratio(5, -1, -2), base::I128{3});
  EXPECT_EQ(base::rounded_ratio(4, 1, 3), base::I128{1});
  const base::I128 big = base::I128{1} << 120;
  EXPECT_EQ(base::rounded_ratio(big, big, big - 1), big + 1);
  EXPECT_FALSE(base::rounded_ratio(big, big, 1));
}

TEST(Document, ANulIsNoEnd) {
  const std::string text("{\"cents\":1,\"weights\":[1]}\0{\"rest\"", 33);
  const auto read = Document::parse(text);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::json_invalid);
  EXPECT_TRUE(Document::parse(text.substr(0, 25)));
}

TEST(Document, TakesAllOfSixtyFourBits) {
  const auto document = Document::parse("[9223372036854775807,-9223372036854775808]");
  ASSERT_TRUE(document);
  const auto items = document->root().items();
  ASSERT_TRUE(items);
  EXPECT_EQ((*items)[0].cents()->cents(), INT64_MAX);
  EXPECT_EQ((*items)[1].cents()->cents(), INT64_MIN);
}

TEST(Document, NamesThePlaceOfAFault) {
  const auto document = Document::parse(R"({"a":[{"b":1},{"b":"x","c/~":[]}]})");
  ASSERT_TRUE(document);
  const Node second = (*document->root().member("a")->items())[1];
  EXPECT_EQ(second.pointer(), "/a/1");
  EXPECT_EQ(second.member("b")->decimal().error().field, "/a/1/b");
  EXPECT_EQ(second.member("d").error().field, "/a/1/d");
  EXPECT_EQ(second.has_only({"b"}).error().field, "/a/1/c~1~0");
}

TEST(Document, RefusesMoreValuesThanItHolds) {
  std::string text = "[0";
  for (std::size_t i = 0; i < kMostValues; ++i) {
    text += ",0";
  }
  EXPECT_EQ(Document::parse(text + "]").error().code, ErrorCode::scenario_too_large);
}

TEST(Verbs, UnknownOnesAreAFaultOfUsage) {
  EXPECT_EQ(run("guess", "{}").error().code, ErrorCode::usage_invalid);
}

}  // namespace
}  // namespace saimnieks::scenario
