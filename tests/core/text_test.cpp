// Texts, plurals, and how numbers are written and read in both languages.
#include <gtest/gtest.h>

#include "core/text/format.h"

namespace saimnieks::text {
namespace {

using base::Money;

TEST(Text, LatvianPluralsFollowTheLastDigits) {
  for (const std::int64_t n : {0, 10, 11, 12, 19, 20, 30, 111, 211, 1000}) {
    EXPECT_EQ(plural_form(Language::lv, n), PluralForm::zero) << n;
  }
  for (const std::int64_t n : {1, 21, 31, 101, 1001, -1}) {
    EXPECT_EQ(plural_form(Language::lv, n), PluralForm::one) << n;
  }
  for (const std::int64_t n : {2, 9, 22, 29, 122}) {
    EXPECT_EQ(plural_form(Language::lv, n), PluralForm::other) << n;
  }
  EXPECT_EQ(plural_form(Language::en, 1), PluralForm::one);
  EXPECT_EQ(plural_form(Language::en, 21), PluralForm::other);
}

TEST(Text, AgesReadWellInBothLanguages) {
  constexpr std::int64_t kMinute = 60'000;
  EXPECT_EQ(format_age(0, Language::lv), "tikko");
  EXPECT_EQ(format_age(-5 * kMinute, Language::en), "just now");
  EXPECT_EQ(format_age(kMinute, Language::lv), "pirms 1 minūtes");
  EXPECT_EQ(format_age(11 * kMinute, Language::lv), "pirms 11 minūtēm");
  EXPECT_EQ(format_age(21 * kMinute, Language::lv), "pirms 21 minūtes");
  EXPECT_EQ(format_age(2 * 60 * kMinute, Language::en), "2 hours ago");
  EXPECT_EQ(format_age(72 * 60 * kMinute, Language::lv), "pirms 3 dienām");
}

TEST(Text, KeysAreFoundByName) {
  for (std::uint16_t i = 0; i < key_count(); ++i) {
    EXPECT_EQ(key_from_name(key_name(static_cast<Key>(i))), static_cast<Key>(i));
  }
  EXPECT_FALSE(key_from_name("no.such.key"));
  EXPECT_EQ(language_from_tag("lv-LV"), Language::lv);
  EXPECT_EQ(language_from_tag("en_GB"), Language::en);
  EXPECT_FALSE(language_from_tag("de"));
}

struct Written {
  std::int64_t cents;
  MoneyStyle style;
  const char* latvian;
  const char* english;
};

TEST(Format, Money) {
  const Written cases[] = {
      {123456789, {}, "1\u202F234\u202F567,89", "1,234,567.89"},
      {0, {}, "0,00", "0.00"},
      {5, {}, "0,05", "0.05"},
      {-5, {}, "\u22120,05", "\u22120.05"},
      {99999, {}, "999,99", "999.99"},
      {100000, {}, "1\u202F000,00", "1,000.00"},
      {149, {.decimals = 0}, "1", "1"},
      {150, {.decimals = 0}, "2", "2"},
      {-150, {.decimals = 0}, "\u22122", "\u22122"},
      {-49, {.decimals = 0}, "0", "0"},
      {100, {.with_sign = true}, "+1,00", "+1.00"},
      {0, {.with_sign = true}, "0,00", "0.00"},
      {-12345, {.with_unit = true}, "\u2212123,45\u00A0€", "\u2212€123.45"},
      {std::numeric_limits<std::int64_t>::min(),
       {.decimals = 0},
       "\u221292\u202F233\u202F720\u202F368\u202F547\u202F758",
       "\u221292,233,720,368,547,758"},
  };
  for (const Written& one : cases) {
    EXPECT_EQ(format_money(Money::from_cents(one.cents), Language::lv, one.style), one.latvian);
    EXPECT_EQ(format_money(Money::from_cents(one.cents), Language::en, one.style), one.english);
  }
}

TEST(Format, PercentPeriodsAndDates) {
  EXPECT_EQ(format_percent(1234, Language::lv), "12,3\u00A0%");
  EXPECT_EQ(format_percent(1235, Language::en), "12.4%");
  EXPECT_EQ(format_percent(-50, Language::en, 0), "\u22121%");
  EXPECT_EQ(format_percent(-49, Language::en, 0), "0%");
  EXPECT_EQ(format_percent(500, Language::lv, 2, true), "+5,00\u00A0%");
  EXPECT_EQ(format_count(20217, Language::lv), "20\u202F217");
  const base::Date date = *base::Date::parse("2026-07-23");
  EXPECT_EQ(format_date(date, Language::lv), "23.07.2026.");
  EXPECT_EQ(format_date(date, Language::en), "23 Jul 2026");
  const base::Period month = *base::Period::month(2026, 7);
  EXPECT_EQ(format_period(month, Language::lv), "2026. gada jūlijs");
  EXPECT_EQ(format_period(month, Language::en), "July 2026");
  EXPECT_EQ(format_period(*base::Period::year(2026), Language::lv), "2026. gads");
  EXPECT_EQ(format_period_short(month, Language::lv), "jūl. 2026");
  EXPECT_EQ(format_period({}, Language::lv), "");
}

struct Typed {
  const char* text;
  std::int64_t latvian;  // cents; kBad when refused
  std::int64_t english;
};
constexpr std::int64_t kBad = std::numeric_limits<std::int64_t>::min();

TEST(Format, AmountsAreReadAsPeopleTypeThem) {
  const Typed cases[] = {
      {"12,5", 1250, 1250},
      {"12.50", 1250, 1250},
      {"1 234,56", 123456, 123456},
      {"1\u00A0234\u202F567,89 €", 123456789, 123456789},
      {"€1,234.56", 123456, 123456},
      {"1.234,56", 123456, 123456},
      {"1,234", kBad, 123400},
      {"1.234", 123400, kBad},
      {"1,234,567", 123456700, 123456700},
      {"1.234.567", 123456700, 123456700},
      {"-5", -500, -500},
      {"\u22125,01", -501, -501},
      {"5-", -500, -500},
      {"(7.10)", -710, -710},
      {"+3", 300, 300},
      {"0", 0, 0},
      {",5", 50, 50},
      {"5,", 500, 500},
      {"1'000", 100000, 100000},
      {"90071992547409.91", 9007199254740991, 9007199254740991},
      {"90071992547409.92", kBad, kBad},
      {"99999999999999999999", kBad, kBad},
      {"", kBad, kBad},
      {" ", kBad, kBad},
      {"€", kBad, kBad},
      {"-", kBad, kBad},
      {"abc", kBad, kBad},
      {"12a", kBad, kBad},
      {"1,2345", kBad, kBad},
      {"1,2,3", kBad, kBad},
      {"1,23,456", kBad, kBad},
      {"1.2.3", kBad, kBad},
      {"--5", kBad, kBad},
      {"(5", kBad, kBad},
      {"5)", kBad, kBad},
      {"1e5", kBad, kBad},
      {"5-3", kBad, kBad},
  };
  for (const Typed& one : cases) {
    for (const Language language : {Language::lv, Language::en}) {
      const std::int64_t wanted = language == Language::lv ? one.latvian : one.english;
      const auto read = parse_amount(one.text, language);
      if (wanted == kBad) {
        EXPECT_FALSE(read) << one.text << " gave " << read->cents();
      } else {
        ASSERT_TRUE(read) << one.text;
        EXPECT_EQ(read->cents(), wanted) << one.text;
      }
    }
  }
}

TEST(Format, WhatIsShownForEditingIsReadBack) {
  for (const std::int64_t cents : {INT64_C(0), INT64_C(1), INT64_C(-1), INT64_C(99), INT64_C(100),
                                   INT64_C(-123456789), INT64_C(9007199254740991)}) {
    for (const Language language : {Language::lv, Language::en}) {
      const Money amount = Money::from_cents(cents);
      EXPECT_EQ(parse_amount(editable_amount(amount, language), language)->cents(), cents);
      EXPECT_EQ(parse_amount(format_money(amount, language), language)->cents(), cents);
    }
  }
}

}  // namespace
}  // namespace saimnieks::text
