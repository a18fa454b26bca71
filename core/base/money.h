// Money: integer euro cents. No floating point comes near it, and no sum overflows unseen.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <span>

#include "core/base/result.h"

namespace saimnieks::base {

// The largest amount that one line may carry: what every JSON reader keeps exactly, 2^53 − 1.
inline constexpr std::int64_t kMaxAmountCents = 9'007'199'254'740'991;

class Money {
 public:
  constexpr Money() = default;
  [[nodiscard]] static constexpr Money from_cents(std::int64_t cents) { return Money(cents); }
  [[nodiscard]] constexpr std::int64_t cents() const { return cents_; }
  [[nodiscard]] constexpr bool is_zero() const { return cents_ == 0; }
  [[nodiscard]] constexpr bool is_negative() const { return cents_ < 0; }

  friend constexpr auto operator<=>(const Money&, const Money&) = default;

 private:
  constexpr explicit Money(std::int64_t cents) : cents_(cents) {}
  std::int64_t cents_ = 0;
};

// amount_out_of_range when the result does not fit 64 bits.
[[nodiscard]] Result<Money> checked_add(Money a, Money b);
[[nodiscard]] Result<Money> checked_subtract(Money a, Money b);
[[nodiscard]] Result<Money> checked_multiply(Money a, std::int64_t factor);
[[nodiscard]] Result<Money> checked_sum(std::span<const Money> amounts);

// For amounts that are known to fit (both within kMaxAmountCents, or totals of few of them): an
// overflow here is a bug, and stops the program in every build.
[[nodiscard]] Money operator+(Money a, Money b);
[[nodiscard]] Money operator-(Money a, Money b);
[[nodiscard]] Money operator-(Money a);
inline Money& operator+=(Money& a, Money b) { return a = a + b; }
inline Money& operator-=(Money& a, Money b) { return a = a - b; }

// amount_out_of_range beyond ±kMaxAmountCents: what a line or an op may carry.
[[nodiscard]] Result<Money> line_amount(std::int64_t cents);

}  // namespace saimnieks::base

template <>
struct std::hash<saimnieks::base::Money> {
  std::size_t operator()(saimnieks::base::Money money) const noexcept {
    return std::hash<std::int64_t>{}(money.cents());
  }
};
