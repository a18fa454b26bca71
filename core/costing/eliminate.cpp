#include "core/costing/eliminate.h"

#include <algorithm>
#include <numeric>

namespace saimnieks::costing {
namespace {

using base::U128;
using base::U256;

constexpr U128 kTop = U128{1} << 127U;

Positive positive(U128 value) {
  if (value == 0) {
    return {};
  }
  const auto shift = static_cast<unsigned>(128 - base::bit_width(value));
  return {value << shift, -static_cast<std::int32_t>(shift)};
}

Positive operator*(const Positive& a, const Positive& b) {
  if (a.mantissa == 0 || b.mantissa == 0) {
    return {};
  }
  const U256 product = base::multiply(a.mantissa, b.mantissa);
  const std::int32_t exponent = a.exponent + b.exponent + 128;
  if (product.high >= kTop) {
    return {product.high, exponent};
  }
  return {(product.high << 1U) | (product.low >> 127U), exponent - 1};
}

Positive operator+(const Positive& a, const Positive& b) {
  if (b.mantissa == 0 || (a.mantissa != 0 && a.exponent - b.exponent >= 128)) {
    return a;
  }
  if (a.mantissa == 0 || a.exponent < b.exponent) {
    return b + a;
  }
  const U128 sum = a.mantissa + (b.mantissa >> static_cast<unsigned>(a.exponent - b.exponent));
  if (sum >= a.mantissa) {
    return {sum, a.exponent};
  }
  return {(sum >> 1U) | kTop, a.exponent + 1};
}

Positive reciprocal(const Positive& a) {
  const base::Division exact = base::divide({kTop, 0}, a.mantissa);  // 2^255 / mantissa
  if (exact.quotient.high != 0) {
    return {kTop, -254 - a.exponent};
  }
  return {exact.quotient.low, -255 - a.exponent};
}

std::optional<Fixed> fixed(const Positive& a) {
  constexpr std::int32_t kMostBits = 126;
  if (a.mantissa == 0 || a.exponent <= -128) {
    return Fixed{0};
  }
  if (a.exponent > kMostBits - 128) {
    return std::nullopt;
  }
  return static_cast<Fixed>(a.mantissa >> static_cast<unsigned>(-a.exponent));
}

// Those with few links go first, so that their givers and receivers get few new ones: the others
// come first in the list.
std::vector<std::uint32_t> by_links(const System& system) {
  std::vector<std::uint32_t> links(system.size());
  for (std::uint32_t node = 0; node < system.size(); ++node) {
    links[node] += system.first[node + 1] - system.first[node];
    for (std::uint32_t i = system.first[node]; i < system.first[node + 1]; ++i) {
      ++links[system.incoming[i].from];
    }
  }
  std::vector<std::uint32_t> out(system.size());
  std::iota(out.begin(), out.end(), 0U);
  std::stable_sort(out.begin(), out.end(),
                   [&links](std::uint32_t a, std::uint32_t b) { return links[a] > links[b]; });
  return out;
}

}  // namespace

Elimination::Elimination(const System& system)
    : count_(system.size()),
      nodes_(by_links(system)),
      table_(std::size_t{count_} * count_),
      reciprocals_(count_),
      sums_(count_) {
  std::vector<std::uint32_t> row_of(count_);
  std::vector<Positive> exits(count_);
  for (std::uint32_t row = 0; row < count_; ++row) {
    row_of[nodes_[row]] = row;
    sums_[row] = positive(system.sums[nodes_[row]]);
    exits[row] = positive(system.exits[nodes_[row]]);
  }
  for (std::uint32_t node = 0; node < count_; ++node) {
    for (std::uint32_t i = system.first[node]; i < system.first[node + 1]; ++i) {
      at(row_of[system.incoming[i].from], row_of[node]) = positive(system.weights[i]);
    }
  }
  std::vector<std::uint32_t> receivers;
  for (std::uint32_t out = count_; out-- > 0;) {
    receivers.clear();
    Positive given = exits[out];
    for (std::uint32_t column = 0; column < out; ++column) {
      if (at(out, column).mantissa != 0) {
        receivers.push_back(column);
        given = given + at(out, column);
      }
    }
    reciprocals_[out] = reciprocal(given);
    for (std::uint32_t row = 0; row < out; ++row) {
      if (at(row, out).mantissa == 0) {
        continue;
      }
      const Positive part = at(row, out) * reciprocals_[out];
      for (const std::uint32_t column : receivers) {
        if (column != row) {  // what would come back to the giver stays with it
          at(row, column) = at(row, column) + part * at(out, column);
        }
      }
      exits[row] = exits[row] + part * exits[out];
    }
  }
}

std::vector<Positive> Elimination::gross(std::vector<Positive> amounts) const {
  for (std::uint32_t out = count_; out-- > 0;) {
    const Positive rate = amounts[out] * reciprocals_[out];
    for (std::uint32_t column = 0; rate.mantissa != 0 && column < out; ++column) {
      amounts[column] = amounts[column] + rate * at(out, column);
    }
  }
  std::vector<Positive> rates(count_);
  for (std::uint32_t row = 0; row < count_; ++row) {
    Positive in = amounts[row];
    for (std::uint32_t giver = 0; giver < row; ++giver) {
      in = in + rates[giver] * at(giver, row);
    }
    rates[row] = in * reciprocals_[row];
  }
  for (std::uint32_t row = 0; row < count_; ++row) {
    rates[row] = rates[row] * sums_[row];
  }
  return rates;
}

std::optional<std::vector<Fixed>> Elimination::solve(std::span<const Fixed> amounts) const {
  std::vector<Positive> above(count_);
  std::vector<Positive> below(count_);
  for (std::uint32_t row = 0; row < count_; ++row) {
    const Fixed amount = amounts[nodes_[row]];
    (amount < 0 ? below : above)[row] = positive(base::magnitude(amount));
  }
  above = gross(std::move(above));
  below = gross(std::move(below));
  std::vector<Fixed> out(count_);
  for (std::uint32_t row = 0; row < count_; ++row) {
    const auto plus = fixed(above[row]);
    const auto minus = fixed(below[row]);
    if (!plus || !minus) {
      return std::nullopt;
    }
    out[nodes_[row]] = *plus - *minus;
  }
  return out;
}

}  // namespace saimnieks::costing
