#include "core/exchange/number.h"

#include <gtest/gtest.h>

namespace saimnieks::exchange {
namespace {

std::int64_t cents(std::string_view text, char decimal, AmountUnit unit = AmountUnit::euro) {
  const auto amount = parse_file_amount(text, decimal, unit);
  EXPECT_TRUE(amount.has_value()) << text;
  return amount ? amount->cents() : -987654321;
}

TEST(FileAmount, ReadsWhatOfficesWrite) {
  EXPECT_EQ(cents("1 234,56", ','), 123456);
  EXPECT_EQ(cents("1\u00A0234,5", ','), 123450);
  EXPECT_EQ(cents("1\u202F234", ','), 123400);
  EXPECT_EQ(cents("1.234.567,89", ','), 123456789);
  EXPECT_EQ(cents("1,234,567.89", '.'), 123456789);
  EXPECT_EQ(cents("-12.30", '.'), -1230);
  EXPECT_EQ(cents("12.30-", '.'), -1230);
  EXPECT_EQ(cents("(12.30)", '.'), -1230);
  EXPECT_EQ(cents("\u221212,3", ','), -1230);
  EXPECT_EQ(cents("€ 5", '.'), 500);
  EXPECT_EQ(cents("5 EUR", '.'), 500);
  EXPECT_EQ(cents("(181,544.07) EUR", '.'), -18'154'407);
  EXPECT_EQ(cents("€ (1,00)", ','), -100);
  EXPECT_EQ(cents("0,1000", ','), 10);
  EXPECT_EQ(cents("18225", '.', AmountUnit::cent), 18225);
  EXPECT_EQ(cents("97908", '.'), 9790800);
}

TEST(FileAmount, RefusesWhatItWouldHaveToGuess) {
  for (const char* text : {"", "abc", "12.345", "1,23,456", "1.2.3", "12x", "--5", ".", "1,2"}) {
    EXPECT_FALSE(parse_file_amount(text, '.', AmountUnit::euro).has_value()) << text;
  }
  EXPECT_EQ(parse_file_amount("99999999999999999999", '.', AmountUnit::euro).error().code,
            base::ErrorCode::amount_out_of_range);
  EXPECT_EQ(parse_file_amount("90071992547409.92", '.', AmountUnit::euro).error().code,
            base::ErrorCode::amount_out_of_range);
}

TEST(DecimalVote, LooksAtTheWholeColumn) {
  DecimalVote comma;
  comma.see("1.234");  // may be either
  EXPECT_FALSE(comma.decided());
  comma.see("12,5");
  EXPECT_EQ(comma.decimal(), ',');
  DecimalVote point;
  point.see("1,234,567");
  EXPECT_EQ(point.decimal(), '.');
  DecimalVote both;
  both.see("1.234,56");
  EXPECT_EQ(both.decimal(), ',');
}

TEST(FilePeriod, ReadsWhatOfficesWrite) {
  const std::pair<const char*, const char*> cases[] = {
      {"2014", "2014"},
      {"2026-01", "2026-01"},
      {"01.2026", "2026-01"},
      {"2026.01", "2026-01"},
      {"2026/1", "2026-01"},
      {"31.01.2026", "2026-01"},
      {"31.01.2026.", "2026-01"},
      {"2026-01-31", "2026-01"},
      {"2026-01-31T12:30:00", "2026-01"},
      {"31.12.2026 08:05", "2026-12"},
      {"202607", "2026-07"},
      {"20260731", "2026-07"},
      {"2026. gada jūlijs", "2026-07"},
      {"Jan 2026", "2026-01"},
      {"marts 2026", "2026-03"},
      {"2026. gads", "2026"},
      {"maijs 2026", "2026-05"},
  };
  for (const auto& [text, expected] : cases) {
    const auto period = parse_file_period(text);
    ASSERT_TRUE(period.has_value()) << text;
    EXPECT_EQ(period->iso(), expected) << text;
  }
}

TEST(FilePeriod, RefusesOtherThings) {
  for (const char* text :
       {"", "abc", "13.2026", "31.02.2026", "12", "2026-1-1-1-1-1-1-1", "12,5", "Rīga 2026"}) {
    EXPECT_FALSE(parse_file_period(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace saimnieks::exchange
