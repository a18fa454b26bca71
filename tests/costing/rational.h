// The oracle: allocation in exact fractions, by the textbook, without a thought for time.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "core/costing/allocation.h"

namespace saimnieks::costing {

using Whole = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

struct RationalAnswer {
  std::vector<Rational> gross;
  std::vector<Rational> attributed;  // to each object, and then what stays unallocated
  std::vector<std::int64_t> cents;   // the same, rounded
};

inline Rational rational(base::I128 value) { return Rational(Whole(base::to_text(value))); }

inline Whole floor_of(const Rational& value) {
  const Whole top = numerator(value);
  const Whole bottom = denominator(value);
  Whole quotient = top / bottom;
  return top < 0 && quotient * bottom != top ? Whole(quotient - 1) : quotient;
}

// Cramer would do; this is elimination with any pivot that is not 0. Nothing when singular.
inline std::optional<std::vector<Rational>> solve_exactly(std::vector<std::vector<Rational>> rows,
                                                          std::vector<Rational> right) {
  const std::size_t count = rows.size();
  for (std::size_t column = 0; column < count; ++column) {
    std::size_t pivot = column;
    while (pivot < count && rows[pivot][column] == 0) {
      ++pivot;
    }
    if (pivot == count) {
      return std::nullopt;
    }
    std::swap(rows[pivot], rows[column]);
    std::swap(right[pivot], right[column]);
    for (std::size_t row = 0; row < count; ++row) {
      if (row == column || rows[row][column] == 0) {
        continue;
      }
      const Rational factor = rows[row][column] / rows[column][column];
      for (std::size_t i = column; i < count; ++i) {
        rows[row][i] -= factor * rows[column][i];
      }
      right[row] -= factor * right[column];
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    right[i] /= rows[i][i];
  }
  return right;
}

// Remainders at 10⁻⁹ cent, then the larger amount, then the lower id; `ids` of the objects.
inline std::vector<std::int64_t> round_exactly(const std::vector<Rational>& amounts,
                                               const std::vector<std::string>& ids,
                                               const Whole& total) {
  const bool negative = total < 0;
  const Rational billion(1'000'000'000);
  std::vector<Whole> cents;
  std::vector<Whole> rest;
  std::vector<Rational> size;
  Whole left = negative ? Whole(-total) : total;
  for (const Rational& amount : amounts) {
    size.push_back(negative ? Rational(-amount) : amount);
    const Whole billionths = floor_of(size.back() * billion + Rational(1, 2));
    cents.push_back(floor_of(Rational(billionths) / billion));
    rest.push_back(billionths - cents.back() * 1'000'000'000);
    size.back() = Rational(billionths);
    left -= cents.back();
  }
  std::vector<std::size_t> order(amounts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (rest[a] != rest[b]) {
      return rest[a] > rest[b];
    }
    if (size[a] != size[b]) {
      return size[a] > size[b];
    }
    const bool last_a = a >= ids.size();  // what stays unallocated
    const bool last_b = b >= ids.size();
    return last_a || last_b ? last_b && !last_a : ids[a] < ids[b];
  });
  for (std::size_t i = 0; Whole(i) < left; ++i) {
    ++cents[order[i]];
  }
  std::vector<std::int64_t> out;
  for (const Whole& amount : cents) {
    out.push_back(static_cast<std::int64_t>(negative ? Whole(-amount) : amount));
  }
  return out;
}

// Nothing when there is a loop without a way out. `closing` of step-down.
inline std::optional<RationalAnswer> allocate_exactly(const Network& network, Method method,
                                                      const std::vector<std::uint32_t>& closing) {
  const std::size_t count = network.pools.size();
  std::vector<std::size_t> step(count);
  for (std::size_t i = 0; i < closing.size(); ++i) {
    step[closing[i]] = i;
  }
  const auto usable = [&](const Use& use) {
    return use.to >= count || method == Method::reciprocal ||
           (method == Method::step_down && step[use.to] > step[use.from]);
  };
  std::vector<Rational> sums(count);
  for (const Use& use : network.uses) {
    sums[use.from] += usable(use) ? rational(use.weight.billionths()) : Rational(0);
  }
  std::vector<std::vector<Rational>> rows(count, std::vector<Rational>(count));
  std::vector<Rational> own(count);
  Whole total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    rows[i][i] = 1;
    own[i] = rational(network.pools[i].own.cents());
    total += network.pools[i].own.cents();
  }
  const auto share = [&](const Use& use) -> Rational {
    return usable(use) && sums[use.from] != 0
               ? Rational(rational(use.weight.billionths()) / sums[use.from])
               : Rational(0);
  };
  for (const Use& use : network.uses) {
    if (use.to < count) {
      rows[use.to][use.from] -= share(use);
    }
  }
  const auto gross = solve_exactly(std::move(rows), std::move(own));
  if (!gross) {
    return std::nullopt;
  }
  RationalAnswer out{*gross, std::vector<Rational>(network.objects.size() + 1), {}};
  for (const Use& use : network.uses) {
    if (use.to >= count) {
      out.attributed[use.to - count] += out.gross[use.from] * share(use);
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    out.attributed.back() += sums[i] == 0 ? out.gross[i] : Rational(0);
  }
  std::vector<std::string> ids;
  for (const Account& object : network.objects) {
    ids.push_back(object.id);
  }
  out.cents = round_exactly(out.attributed, ids, total);
  return out;
}

}  // namespace saimnieks::costing
