// Checked arithmetic on cents.
#include "core/base/money.h"

#include <cstdio>
#include <cstdlib>

namespace saimnieks::base {
namespace {

// In release builds too: a wrapped total in a public budget is worse than a stopped program.
[[noreturn]] void overflow_is_a_bug() {
  std::fputs("saimnieks: money overflow\n", stderr);
  std::abort();
}

}  // namespace

Result<Money> checked_add(Money a, Money b) {
  std::int64_t cents = 0;
  if (__builtin_add_overflow(a.cents(), b.cents(), &cents)) {
    return fail(ErrorCode::amount_out_of_range);
  }
  return Money::from_cents(cents);
}

Result<Money> checked_subtract(Money a, Money b) {
  std::int64_t cents = 0;
  if (__builtin_sub_overflow(a.cents(), b.cents(), &cents)) {
    return fail(ErrorCode::amount_out_of_range);
  }
  return Money::from_cents(cents);
}

Result<Money> checked_multiply(Money a, std::int64_t factor) {
  std::int64_t cents = 0;
  if (__builtin_mul_overflow(a.cents(), factor, &cents)) {
    return fail(ErrorCode::amount_out_of_range);
  }
  return Money::from_cents(cents);
}

Result<Money> checked_sum(std::span<const Money> amounts) {
  Money sum;
  for (const Money amount : amounts) {
    TRY(sum, checked_add(sum, amount));
  }
  return sum;
}

Money operator+(Money a, Money b) {
  std::int64_t cents = 0;
  if (__builtin_add_overflow(a.cents(), b.cents(), &cents)) {
    overflow_is_a_bug();
  }
  return Money::from_cents(cents);
}

Money operator-(Money a, Money b) {
  std::int64_t cents = 0;
  if (__builtin_sub_overflow(a.cents(), b.cents(), &cents)) {
    overflow_is_a_bug();
  }
  return Money::from_cents(cents);
}

Money operator-(Money a) { return Money() - a; }

Result<Money> line_amount(std::int64_t cents) {
  if (cents > kMaxAmountCents || cents < -kMaxAmountCents) {
    return fail(ErrorCode::amount_out_of_range, std::to_string(cents));
  }
  return Money::from_cents(cents);
}

}  // namespace saimnieks::base
