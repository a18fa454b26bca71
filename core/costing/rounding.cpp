#include "core/costing/rounding.h"

#include <algorithm>
#include <numeric>

#include "core/costing/split.h"

namespace saimnieks::costing {
namespace {

using base::I128;
using base::U128;

constexpr I128 kBillion = 1'000'000'000;

std::vector<I128> mirrored_billionths(std::span<const Fixed> amounts, I128 doubt, bool negative) {
  std::vector<I128> out;
  out.reserve(amounts.size());
  for (const Fixed amount : amounts) {
    out.push_back(billionths(negative ? -amount : amount, doubt));
  }
  return out;
}

// Towards the lower cent.
I128 floor_cents(I128 amount) {
  return (amount - ((amount % kBillion) + kBillion) % kBillion) / kBillion;
}

}  // namespace

I128 billionths(Fixed amount, I128 doubt) {
  constexpr I128 kOne = I128{1} << kFixedBits;
  const I128 lifted = amount + doubt;
  const I128 whole = lifted >> kFixedBits;
  const I128 part = lifted & (kOne - 1);
  return whole * kBillion + ((part * kBillion + kOne / 2) >> kFixedBits);
}

std::optional<std::int64_t> rounded_cents(Fixed amount, I128 doubt) {
  const I128 size = billionths(amount < 0 ? -amount : amount, doubt);
  const I128 cents = (size + kBillion / 2) / kBillion;
  return base::fitting(amount < 0 ? -cents : cents);
}

std::optional<std::vector<std::int64_t>> round_to_total(std::span<const Fixed> amounts, I128 doubt,
                                                        std::int64_t total_cents) {
  const bool negative = total_cents < 0;
  const std::vector<I128> exact = mirrored_billionths(amounts, doubt, negative);
  std::vector<I128> cents;
  I128 left = static_cast<I128>(base::magnitude(total_cents));
  for (const I128 amount : exact) {
    cents.push_back(floor_cents(amount));
    left -= cents.back();
  }
  const auto count = static_cast<I128>(exact.size());
  if (left > count || left < -count) {
    return std::nullopt;
  }
  std::vector<std::size_t> order(exact.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const I128 rest_a = exact[a] - cents[a] * kBillion;
    const I128 rest_b = exact[b] - cents[b] * kBillion;
    if (rest_a != rest_b) {
      return rest_a > rest_b;
    }
    return exact[a] != exact[b] ? exact[a] > exact[b] : a < b;
  });
  for (I128 i = 0; i < left; ++i) {
    ++cents[order[static_cast<std::size_t>(i)]];
  }
  for (I128 i = left; i < 0; ++i) {  // where amounts at 10⁻⁹ cent came to a whole one before it
    --cents[order[static_cast<std::size_t>(count + i)]];
  }
  std::vector<std::int64_t> out;
  out.reserve(cents.size());
  for (const I128 amount : cents) {
    const auto fits = base::fitting(negative ? -amount : amount);
    if (!fits) {
      return std::nullopt;
    }
    out.push_back(*fits);
  }
  return out;
}

std::optional<std::vector<std::int64_t>> split_over(std::span<const Fixed> parts, I128 doubt,
                                                    std::int64_t total_cents) {
  const bool negative = total_cents < 0;
  std::vector<U128> weights;
  U128 sum = 0;
  for (const I128 amount : mirrored_billionths(parts, doubt, negative)) {
    if (amount < 0) {
      return round_to_total(parts, doubt, total_cents);
    }
    weights.push_back(static_cast<U128>(amount));
    sum += weights.back();
  }
  if (sum == 0) {
    return round_to_total(parts, doubt, total_cents);
  }
  const auto size = static_cast<std::uint64_t>(base::magnitude(total_cents));
  std::vector<std::int64_t> out;
  for (const std::uint64_t part : largest_remainder(size, weights, sum)) {
    const I128 amount = negative ? -static_cast<I128>(part) : static_cast<I128>(part);
    out.push_back(static_cast<std::int64_t>(amount));
  }
  return out;
}

}  // namespace saimnieks::costing
