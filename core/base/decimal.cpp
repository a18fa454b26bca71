#include "core/base/decimal.h"

namespace saimnieks::base {

Result<Decimal> Decimal::parse(std::string_view text) {
  constexpr std::size_t kDigits = 6;
  const auto wrong = [text](ErrorCode code) { return fail(code, std::string(text.substr(0, 64))); };
  const bool negative = !text.empty() && text.front() == '-';
  const std::string_view rest = text.substr(negative ? 1 : 0);
  const std::size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? "0" : rest.substr(point + 1);
  if (whole.empty() || part.empty() || part.size() > kDigits ||
      (std::string(whole) + std::string(part)).find_first_not_of("0123456789") !=
          std::string::npos) {
    return wrong(ErrorCode::value_type);
  }
  std::string digits(whole);
  digits += part;
  digits.append(kDigits - part.size(), '0');
  std::int64_t value = 0;
  for (const char c : digits) {
    if (value > kMost / 10) {
      return wrong(ErrorCode::value_range);
    }
    value = value * 10 + (c - '0');
  }
  return value > kMost ? wrong(ErrorCode::value_range)
                       : Result<Decimal>(Decimal(negative ? -value : value));
}

std::string Decimal::text() const {
  const auto size = static_cast<std::uint64_t>(millionths_ < 0 ? -millionths_ : millionths_);
  std::string part = std::to_string(size % kOne);
  part.insert(0, 6 - part.size(), '0');
  part.erase(part.find_last_not_of('0') + 1);
  std::string out = millionths_ < 0 ? "-" : "";
  out += std::to_string(size / kOne);
  return part.empty() ? out : out + "." + part;
}

}  // namespace saimnieks::base
