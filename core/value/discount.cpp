#include "core/value/discount.h"

namespace saimnieks::value {
namespace {

using base::I128;
using base::Integer;

constexpr I128 kMillion = 1'000'000;

int sign(I128 value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

// Of the present value at 1 + rate = growth / unit.
int sign_at(std::span<const I128> flows, I128 growth, I128 unit) {
  const auto common = static_cast<I128>(base::greatest_common_divisor(
      static_cast<base::U128>(growth), static_cast<base::U128>(unit)));
  return present_value(flows, {growth / common, unit / common}).above.sign();
}

}  // namespace

base::Result<Discount> Discount::at(base::Decimal9 rate_ppm) {
  constexpr I128 kOne = kMillion * base::Decimal9::kOne;
  const I128 growth = kOne + rate_ppm.billionths();
  if (growth <= 0) {
    return base::fail_field(base::ErrorCode::value_range, "/rate_ppm", rate_ppm.text());
  }
  const auto common = static_cast<I128>(base::greatest_common_divisor(
      static_cast<base::U128>(growth), static_cast<base::U128>(kOne)));
  return Discount{growth / common, kOne / common};
}

Fraction present_value(std::span<const I128> flows, const Discount& discount) {
  const Integer growth = discount.growth;
  const Integer unit = discount.unit;
  Fraction out{0, 1};
  Integer weight = 1;  // unit^t
  for (std::size_t t = 0; t < flows.size(); ++t) {
    if (t > 0) {
      out.above *= growth;
      out.below *= growth;
      weight *= unit;
    }
    if (flows[t] != 0) {
      out.above += weight * flows[t];
    }
  }
  return out;
}

std::optional<I128> payback(std::span<const I128> flows, const Discount& discount) {
  constexpr int kHundredths = 100;
  Integer sum;  // · growth^t
  Integer weight = 1;
  for (std::size_t t = 0; t < flows.size(); ++t) {
    Integer before = t == 0 ? sum : sum * discount.growth;
    if (t > 0) {
      weight *= discount.unit;
    }
    const Integer flow = weight * flows[t];
    sum = before + flow;
    if (before.sign() < 0 && sum.sign() >= 0) {
      const Integer years = flow * static_cast<I128>(t - 1) - before;
      return rounded_quotient(years * kHundredths, flow);
    }
  }
  return std::nullopt;
}

InternalRate internal_rate(std::span<const I128> flows) {
  int first = 0;
  int last = 0;
  int changes = 0;
  for (const I128 flow : flows) {
    if (const int now = sign(flow); now != 0) {
      changes += last != 0 && now != last ? 1 : 0;
      first = first == 0 ? now : first;
      last = now;
    }
  }
  if (changes != 1) {
    return {changes == 0 ? RateState::none : RateState::several};
  }
  // Below the root the present value has the last flow's sign, above it the first's.
  const auto above_root = [&](I128 growth, I128 unit) {
    return sign_at(flows, growth, unit) == first;
  };
  I128 low = 0;  // growth in millionths; not above the root
  I128 high = I128{1} << 20U;
  while (!above_root(high, kMillion)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const I128 middle = low + (high - low) / 2;
    (above_root(middle, kMillion) ? high : low) = middle;
  }
  const int half = sign_at(flows, 2 * low + 1, 2 * kMillion);
  const bool up = half == last || (half == 0 && low >= kMillion);
  return {RateState::unique, low + (up ? 1 : 0) - kMillion};
}

}  // namespace saimnieks::value
