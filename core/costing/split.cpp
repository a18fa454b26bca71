#include "core/costing/split.h"

#include <algorithm>
#include <numeric>

namespace saimnieks::costing {

using base::Decimal9;
using base::Explanation;
using base::Money;
using base::U128;

std::vector<std::uint64_t> largest_remainder(std::uint64_t amount, std::span<const U128> weights,
                                             U128 sum) {
  std::vector<std::uint64_t> parts;
  std::vector<U128> remainders;
  parts.reserve(weights.size());
  remainders.reserve(weights.size());
  std::uint64_t left = amount;
  for (const U128 weight : weights) {
    // A part is never more than the amount, so the upper half of its quotient is empty.
    const base::Division exact = divide(base::multiply(amount, weight), sum);
    parts.push_back(static_cast<std::uint64_t>(exact.quotient.low));
    remainders.push_back(exact.remainder);
    left -= parts.back();
  }
  if (left == 0) {
    return parts;
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto first = [&](std::size_t a, std::size_t b) {
    if (remainders[a] != remainders[b]) {
      return remainders[a] > remainders[b];
    }
    return weights[a] != weights[b] ? weights[a] > weights[b] : a < b;
  };
  // What is left is less than one cent a part.
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(left);
  std::nth_element(order.begin(), end - 1, order.end(), first);
  std::for_each(order.begin(), end, [&parts](std::size_t place) { ++parts[place]; });
  return parts;
}

base::Result<Split> split(Money amount, std::span<const Decimal9> weights) {
  std::vector<U128> sizes;
  sizes.reserve(weights.size());
  U128 sum = 0;
  for (const Decimal9 weight : weights) {
    if (weight < Decimal9()) {
      return base::fail_field(base::ErrorCode::value_range,
                              "/weights/" + std::to_string(sizes.size()), weight.text());
    }
    sizes.push_back(base::magnitude(weight.billionths()));
    sum += sizes.back();
  }
  Split out;
  if (sum == 0) {
    out.parts.resize(weights.size());
    out.unallocated = amount;
    return out;
  }
  const auto size = static_cast<std::uint64_t>(base::magnitude(amount.cents()));
  out.parts.reserve(weights.size());
  for (const std::uint64_t part : largest_remainder(size, sizes, sum)) {
    const auto signed_part = static_cast<base::I128>(part) * (amount.is_negative() ? -1 : 1);
    out.parts.push_back(Money::from_cents(static_cast<std::int64_t>(signed_part)));
  }
  return out;
}

Explanation explain(Money amount, std::span<const Decimal9> weights, const Split& split) {
  Explanation out{"split", std::to_string(amount.cents()), base::ExplainedUnit::cents,
                  "largest-remainder"};
  out.inputs.reserve(weights.size() + 1);
  out.inputs.push_back(Explanation::entered_cents("amount", amount.cents()));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    out.inputs.push_back({std::to_string(i),
                          std::to_string(split.parts[i].cents()),
                          base::ExplainedUnit::cents,
                          "share",
                          {Explanation::entered_number("weight", weights[i].text())}});
  }
  return out;
}

}  // namespace saimnieks::costing
