#include "core/base/decimal9.h"

namespace saimnieks::base {

Result<Decimal9> Decimal9::parse(std::string_view text) {
  constexpr std::size_t kMostWhole = 18;
  constexpr std::size_t kMostPart = 9;
  const bool negative = !text.empty() && text.front() == '-';
  const std::string_view rest = text.substr(negative ? 1 : 0);
  const std::size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? "0" : rest.substr(point + 1);
  std::string digits(whole);
  digits += part;
  if (whole.empty() || whole.size() > kMostWhole || part.empty() || part.size() > kMostPart ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return fail(ErrorCode::value_type, std::string(text.substr(0, 64)));
  }
  digits.append(kMostPart - part.size(), '0');
  I128 value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return Decimal9(negative ? -value : value);
}

std::string Decimal9::text() const {
  const U128 size = magnitude(billionths_);
  std::string part = to_text(static_cast<I128>(size % kOne));
  part.insert(0, 9 - part.size(), '0');
  part.erase(part.find_last_not_of('0') + 1);
  std::string out = billionths_ < 0 ? "-" : "";
  out += to_text(static_cast<I128>(size / kOne));
  return part.empty() ? out : out + "." + part;
}

}  // namespace saimnieks::base
