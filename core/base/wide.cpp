#include "core/base/wide.h"

#include <algorithm>
#include <limits>

namespace saimnieks::base {

Division divide(const U256& value, U128 divisor) {
  if (value.high == 0) {
    return {{0, value.low / divisor}, value.low % divisor};
  }
  // The upper half by the machine's division, the lower bit by bit.
  Division out{{value.high / divisor, 0}, value.high % divisor};
  for (int bit = 127; bit >= 0; --bit) {
    const bool carry = (out.remainder >> 127U) != 0;
    out.remainder = (out.remainder << 1U) | ((value.low >> static_cast<unsigned>(bit)) & 1U);
    if (carry || out.remainder >= divisor) {
      out.remainder -= divisor;
      out.quotient.low |= U128{1} << static_cast<unsigned>(bit);
    }
  }
  return out;
}

U128 greatest_common_divisor(U128 a, U128 b) {
  while (b != 0) {
    if ((a >> 64U) == 0 && (b >> 64U) == 0) {
      auto x = static_cast<std::uint64_t>(a);
      auto y = static_cast<std::uint64_t>(b);
      while (y != 0) {
        x %= y;
        std::swap(x, y);
      }
      return x;
    }
    a %= b;
    std::swap(a, b);
  }
  return a;
}

std::optional<I128> rounded_ratio(I128 a, I128 b, I128 divisor) {
  constexpr U128 kMost = ~U128{0} >> 1U;
  const U128 by = magnitude(divisor);
  Division whole = divide(multiply(magnitude(a), magnitude(b)), by);
  if (whole.remainder >= by - whole.remainder) {
    whole.quotient.high += U128{++whole.quotient.low == 0};
  }
  if (whole.quotient.high != 0 || whole.quotient.low > kMost) {
    return std::nullopt;
  }
  const auto out = static_cast<I128>(whole.quotient.low);
  return ((a < 0) != (b < 0)) != (divisor < 0) ? -out : out;
}

std::optional<std::int64_t> fitting(I128 value) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (value < Limits::min() || value > Limits::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

std::string to_text(I128 value) {
  std::string out;
  U128 left = magnitude(value);
  do {
    out += static_cast<char>('0' + static_cast<int>(left % 10));
    left /= 10;
  } while (left != 0);
  if (value < 0) {
    out += '-';
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::string fixed_text(I128 value, std::size_t digits) {
  std::string out = to_text(value);
  const std::size_t sign = value < 0 ? 1 : 0;
  if (out.size() - sign <= digits) {
    out.insert(sign, digits + 1 + sign - out.size(), '0');
  }
  if (digits > 0) {
    out.insert(out.size() - digits, ".");
  }
  return out;
}

}  // namespace saimnieks::base
