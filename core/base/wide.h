// Integers of 128 and 256 bits: products of amounts and weights are exact before they are rounded
// once. Everything here works the same natively and in WebAssembly.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace saimnieks::base {

__extension__ typedef __int128 I128;           // NOLINT(modernize-use-using): only a typedef
__extension__ typedef unsigned __int128 U128;  // takes the mark

struct U256 {
  U128 high = 0;
  U128 low = 0;

  friend bool operator==(const U256&, const U256&) = default;
  friend std::strong_ordering operator<=>(const U256& left, const U256& right) {
    const auto order = [](U128 a, U128 b) {
      return a < b   ? std::strong_ordering::less
             : a > b ? std::strong_ordering::greater
                     : std::strong_ordering::equal;
    };
    return left.high == right.high ? order(left.low, right.low) : order(left.high, right.high);
  }
};

[[nodiscard]] constexpr U128 magnitude(I128 value) {
  return value < 0 ? U128{0} - static_cast<U128>(value) : static_cast<U128>(value);
}
[[nodiscard]] inline int bit_width(U128 value) {
  const auto high = static_cast<std::uint64_t>(value >> 64U);
  const auto low = static_cast<std::uint64_t>(value);
  return high != 0 ? 128 - __builtin_clzll(high) : low != 0 ? 64 - __builtin_clzll(low) : 0;
}

[[nodiscard]] inline U256 multiply(U128 a, U128 b) {
  const auto low = [](U128 x) { return static_cast<std::uint64_t>(x); };
  const U128 ll = U128{low(a)} * low(b);
  const U128 lh = U128{low(a)} * low(b >> 64U);
  const U128 hl = U128{low(a >> 64U)} * low(b);
  const U128 hh = U128{low(a >> 64U)} * low(b >> 64U);
  const U128 middle = (ll >> 64U) + low(lh) + low(hl);
  return {hh + (lh >> 64U) + (hl >> 64U) + (middle >> 64U), (middle << 64U) | low(ll)};
}
// `bits` below 256.
[[nodiscard]] inline U256 shift_right(const U256& value, unsigned bits) {
  if (bits == 0) {
    return value;
  }
  if (bits >= 128) {
    return {0, value.high >> (bits - 128)};
  }
  return {value.high >> bits, (value.low >> bits) | (value.high << (128 - bits))};
}

struct Division {
  U256 quotient;
  U128 remainder = 0;
};
// `divisor` must not be 0.
[[nodiscard]] Division divide(const U256& value, U128 divisor);

[[nodiscard]] U128 greatest_common_divisor(U128 a, U128 b);

// a · b / divisor, rounded once, half away from zero; nothing beyond 128 bits. `divisor` not 0.
[[nodiscard]] std::optional<I128> rounded_ratio(I128 a, I128 b, I128 divisor);

[[nodiscard]] std::optional<std::int64_t> fitting(I128 value);  // in 64 bits
[[nodiscard]] std::string to_text(I128 value);
// So many digits after the point: (-5, 2) is "-0.05". Never "-0.00".
[[nodiscard]] std::string fixed_text(I128 value, std::size_t digits);

}  // namespace saimnieks::base
