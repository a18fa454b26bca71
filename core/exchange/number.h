// Amounts and periods as files write them. Unlike what a person types (core/text), a column of a
// file has one decimal sign, found by looking at the whole column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/result.h"

namespace saimnieks::exchange {

enum class AmountUnit : std::uint8_t { euro, cent };

// Without blanks (also U+00A0, U+202F, U+2009) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// Groups by blanks, apostrophe or the sign that is not `decimal`; a euro sign or "EUR" at either
// end; "-", U+2212, a minus at the end, or brackets for negative. Nothing is rounded: digits beyond
// cents must be zeros. amount_invalid, amount_out_of_range.
[[nodiscard]] base::Result<base::Money> parse_file_amount(std::string_view text, char decimal,
                                                          AmountUnit unit);

// A number of a sheet's cell, with a point, whose digits beyond cents are only what binary
// arithmetic has left there: within a millionth of a euro it is the cent. Else as it is, and then
// parse_file_amount() refuses it.
[[nodiscard]] std::string settled_amount(std::string_view number, AmountUnit unit);
// The same of quantities, whose six digits behind the point are exact to a billionth.
[[nodiscard]] std::string settled_decimal(std::string_view number);

// "1200.50": with a point and two digits, as files are written.
[[nodiscard]] std::string euro_text(std::int64_t cents);

// Gathers what a column's values say about its decimal sign.
class DecimalVote {
 public:
  void see(std::string_view value);
  // '.' or ','; '.' when nothing decides, since then no value has decimals.
  [[nodiscard]] char decimal() const { return comma_ > point_ ? ',' : '.'; }
  [[nodiscard]] bool decided() const { return comma_ + point_ > 0; }

 private:
  std::int64_t comma_ = 0;
  std::int64_t point_ = 0;
};

// "2026", "2026-01", "01.2026", "2026.01", "2026/01", "jan 2026", "2026. gada janvāris",
// "2026-01-31", "31.01.2026", "31.01.2026. 12:30", "2026-01-31T12:30:00": a whole year, else the
// month that the day lies in. period_invalid.
[[nodiscard]] base::Result<base::Period> parse_file_period(std::string_view text);

// The day itself, where one is said in one of those ways. date_invalid.
[[nodiscard]] base::Result<base::Date> parse_file_date(std::string_view text);

// 1–12 by a month's name or its beginning in Latvian or English ("janv.", "Marts", "sep").
[[nodiscard]] std::optional<int> month_from_word(std::string_view word);

}  // namespace saimnieks::exchange
