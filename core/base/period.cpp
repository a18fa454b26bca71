// Periods: packing, parsing and printing.
#include "core/base/period.h"

#include "core/base/digits.h"

namespace saimnieks::base {

Result<Period> Period::year(int year) { return from_packed(std::int64_t{year} * 100); }

Result<Period> Period::month(int year, int month) {
  if (month < 1 || month > 12) {
    return fail(ErrorCode::period_invalid, std::to_string(month));
  }
  return from_packed(std::int64_t{year} * 100 + month);
}

Result<Period> Period::from_packed(std::int64_t packed) {
  const std::int64_t year = packed / 100;
  if (year < 1000 || year > 9999 || packed % 100 > 12) {
    return fail(ErrorCode::period_invalid, std::to_string(packed));
  }
  return Period(static_cast<std::int32_t>(packed));
}

Result<Period> Period::parse(std::string_view text) {
  const auto years = parse_digits(text.substr(0, 4));
  if (text.size() == 4 && years) {
    return from_packed(*years * 100);
  }
  if (text.size() == 7 && text[4] == '-' && years) {
    if (const auto months = parse_digits(text.substr(5)); months && *months >= 1) {
      return from_packed(*years * 100 + *months);
    }
  }
  return fail(ErrorCode::period_invalid, std::string(text));
}

std::string Period::iso() const {
  std::string text;
  append_digits(text, year(), 4);
  if (!whole_year()) {
    text += '-';
    append_digits(text, month(), 2);
  }
  return text;
}

}  // namespace saimnieks::base
