// How numbers, money, dates and periods are written in each language, and how amounts are read
// back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/base/money.h"
#include "core/base/period.h"
#include "core/text/text.h"

namespace saimnieks::text {

struct MoneyStyle {
  int decimals = 2;        // 2, or 0: rounded to whole euro, half away from zero, for display only
  bool with_sign = false;  // "+" before positive amounts, for differences; zero has none
  bool with_unit = false;  // "€", after a no-break space in Latvian, before in English
};

// Latvian 1 234 567,89 (groups by U+202F), English 1,234,567.89; the minus is U+2212 in both.
[[nodiscard]] std::string format_money(base::Money amount, Language language,
                                       MoneyStyle style = {});

// A whole number with the language's groups.
[[nodiscard]] std::string format_count(std::int64_t count, Language language);

// `hundredths` of a percent: 1234 → "12,34 %" (Latvian), "12.34%" (English). decimals 0, 1 or 2.
[[nodiscard]] std::string format_percent(std::int64_t hundredths, Language language,
                                         int decimals = 1, bool with_sign = false);

// "23.07.2026." and "23 Jul 2026".
[[nodiscard]] std::string format_date(base::Date date, Language language);
// "2026. gada jūlijs", "July 2026"; a whole year: "2026. gads", "2026".
[[nodiscard]] std::string format_period(base::Period period, Language language);
// "jūl. 2026", "Jul 2026"; a whole year: "2026".
[[nodiscard]] std::string format_period_short(base::Period period, Language language);
// "just now", "5 minutes ago", "3 hours ago", "2 days ago": always in the past, never negative.
[[nodiscard]] std::string format_age(std::int64_t age_ms, Language language);

// What a person types as an amount: spaces and no-break spaces between groups, comma or point, a
// euro sign, any minus, brackets for negative. One separator alone before exactly three digits
// ("1,234") is decimals or a group by the language's own custom. Refused: more than two decimals,
// words, nothing (amount_invalid), too much (amount_out_of_range).
[[nodiscard]] base::Result<base::Money> parse_amount(std::string_view text, Language language);

// An amount as a text field shows it for editing: no groups, no unit, ASCII minus.
[[nodiscard]] std::string editable_amount(base::Money amount, Language language);

}  // namespace saimnieks::text
