// Laws of splitting and allocation: the rational solver's cents on any small network, nothing lost,
// nothing dependent on order, and a certificate that holds at full size.
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/costing/allocation.h"
#include "core/costing/solve.h"
#include "core/costing/split.h"
#include "tests/costing/rational.h"
#include "tests/costing/seeded_network.h"

namespace saimnieks::costing {
namespace {

using base::Decimal9;
using base::I128;
using base::Money;

constexpr Method kMethods[] = {Method::direct, Method::step_down, Method::reciprocal};

// A weight as people choose them, and now and then one that is hard to compute with.
Decimal9 any_weight() {
  const int kind = *rc::gen::inRange(0, 12);
  if (kind == 0) {
    return Decimal9();
  }
  if (kind == 1) {
    return Decimal9::from_billionths(*rc::gen::inRange<std::int64_t>(1, 1'000));
  }
  if (kind == 2) {
    return Decimal9::from_integer(*rc::gen::inRange<std::int64_t>(1, 999'999'999'999'999'999));
  }
  if (kind < 6) {
    return Decimal9::from_billionths(I128{*rc::gen::inRange<std::int64_t>(1, 100'000)} *
                                     10'000'000);
  }
  return Decimal9::from_integer(*rc::gen::inRange<std::int64_t>(1, 12));
}

std::int64_t any_cents() {
  const int kind = *rc::gen::inRange(0, 8);
  return kind == 0   ? 0
         : kind == 1 ? *rc::gen::inRange<std::int64_t>(-1'000'000, 0)
         : kind == 2 ? *rc::gen::inRange<std::int64_t>(0, 100'000'000'000'000'000)
                     : *rc::gen::inRange<std::int64_t>(0, 1'000'000);
}

Network any_network() {
  Network out;
  const auto pools = *rc::gen::inRange<std::uint32_t>(1, 13);
  const auto objects = *rc::gen::inRange<std::uint32_t>(0, 6);
  // Not in the order of ids, so that the two are told apart.
  for (std::uint32_t i = 0; i < pools; ++i) {
    out.pools.push_back({"S" + std::to_string(i * 7 % 13), Money::from_cents(any_cents())});
  }
  for (std::uint32_t i = 0; i < objects; ++i) {
    out.objects.push_back({"P" + std::to_string(i * 5 % 7), Money::from_cents(any_cents())});
  }
  const int density = *rc::gen::inRange(1, 10);
  for (std::uint32_t from = 0; from < pools; ++from) {
    for (std::uint32_t to = 0; to < pools + objects; ++to) {
      if (from != to && *rc::gen::inRange(0, 10) < density) {
        out.uses.push_back({from, to, any_weight()});
      }
    }
  }
  return out;
}

std::vector<std::uint32_t> any_order(std::size_t count) {
  std::vector<std::uint32_t> out(count);
  std::iota(out.begin(), out.end(), 0U);
  Dice dice(*rc::gen::arbitrary<std::uint64_t>());
  for (std::size_t i = count; i > 1; --i) {
    std::swap(out[i - 1], out[dice.below(static_cast<std::uint32_t>(i))]);
  }
  return out;
}

// By id, so that networks in different orders compare.
std::map<std::string, std::int64_t> figures(const Network& network, const Attribution& answer) {
  std::map<std::string, std::int64_t> out{{"", answer.unallocated.cents()}};
  for (std::size_t i = 0; i < network.pools.size(); ++i) {
    out[network.pools[i].id] = answer.gross[i].cents();
  }
  for (std::size_t i = 0; i < network.objects.size(); ++i) {
    out[network.objects[i].id] = answer.attributed[i].cents();
  }
  for (const Contribution& part : answer.contributions) {
    const bool none = part.object == network.objects.size();
    out[network.pools[part.pool].id + " " + (none ? "" : network.objects[part.object].id)] =
        part.amount.cents();
  }
  return out;
}

RC_GTEST_PROP(Allocation, GivesTheRationalSolversCents, ()) {
  const Network network = any_network();
  const Method method =
      *rc::gen::elementOf(std::vector<Method>(std::begin(kMethods), std::end(kMethods)));
  const auto closing = any_order(network.pools.size());
  const auto exact = allocate_exactly(network, method, closing);
  const auto answer =
      method == Method::step_down ? allocate(network, method, closing) : allocate(network, method);
  if (!exact) {
    RC_ASSERT(!answer);
    RC_ASSERT(answer.error().code == base::ErrorCode::allocation_loop);
    return;
  }
  if (!answer) {
    // Only what no 64 bits hold may be refused.
    const Rational most(std::numeric_limits<std::int64_t>::max());
    Rational sizes;
    bool large = false;
    for (std::size_t i = 0; i < network.pools.size(); ++i) {
      sizes += abs(rational(network.pools[i].own.cents()));
      large = large || abs(exact->gross[i]) > most;
    }
    for (std::size_t i = 0; i < network.objects.size(); ++i) {
      large =
          large || abs(rational(network.objects[i].own.cents()) + rational(exact->cents[i])) > most;
    }
    RC_ASSERT(large || sizes > most);
    return;
  }
  RC_CLASSIFY(method == Method::reciprocal, "reciprocal");
  for (std::size_t i = 0; i < network.objects.size(); ++i) {
    RC_ASSERT(answer->attributed[i].cents() == exact->cents[i]);
  }
  RC_ASSERT(answer->unallocated.cents() == exact->cents.back());
  for (std::size_t i = 0; i < network.pools.size(); ++i) {
    const Rational half(1, 2);
    const Rational gross = exact->gross[i] < 0 ? Rational(-exact->gross[i]) : exact->gross[i];
    const Whole billionths = floor_of(gross * 1'000'000'000 + half);
    const Whole cents = floor_of(Rational(billionths, 1'000'000'000) + half);
    RC_ASSERT(Whole(answer->gross[i].cents()) == (exact->gross[i] < 0 ? Whole(-cents) : cents));
  }
}

RC_GTEST_PROP(Allocation, KeepsEveryCent, ()) {
  const Network network = any_network();
  for (const Method method : kMethods) {
    const auto answer = allocate(network, method);
    if (!answer) {
      continue;
    }
    I128 left = answer->unallocated.cents();
    for (const Money amount : answer->attributed) {
      left += amount.cents();
    }
    for (const Account& pool : network.pools) {
      left -= pool.own.cents();
    }
    RC_ASSERT(left == 0);
    std::vector<I128> parts(network.objects.size() + 1);
    for (const Contribution& part : answer->contributions) {
      parts[part.object] += part.amount.cents();
    }
    for (std::size_t i = 0; i < network.objects.size(); ++i) {
      RC_ASSERT(parts[i] == answer->attributed[i].cents());
    }
    RC_ASSERT(parts.back() == answer->unallocated.cents());
    RC_ASSERT(answer->doubt <= kMostDoubt);
  }
}

RC_GTEST_PROP(Allocation, IsTheSameInAnyOrderAndAtAnyScaleOfWeights, ()) {
  const Network network = any_network();
  const auto pools = any_order(network.pools.size());
  const auto objects = any_order(network.objects.size());
  Network other;
  std::vector<std::uint32_t> now(pools.size() + objects.size());
  for (std::uint32_t i = 0; i < pools.size(); ++i) {
    other.pools.push_back(network.pools[pools[i]]);
    now[pools[i]] = i;
  }
  for (std::uint32_t i = 0; i < objects.size(); ++i) {
    other.objects.push_back(network.objects[objects[i]]);
    now[pools.size() + objects[i]] = static_cast<std::uint32_t>(pools.size()) + i;
  }
  for (const std::uint32_t i : any_order(network.uses.size())) {
    const Use& use = network.uses[i];
    const bool small = use.weight < Decimal9::from_integer(1'000'000);
    // All weights of a pool are small, or none is scaled.
    const bool scaled = std::all_of(network.uses.begin(), network.uses.end(), [&](const Use& each) {
      return each.from != use.from || each.weight < Decimal9::from_integer(1'000'000);
    });
    other.uses.push_back(
        {now[use.from], now[use.to],
         small && scaled ? Decimal9::from_billionths(use.weight.billionths() * 21) : use.weight});
  }
  for (const Method method : kMethods) {
    const auto one = allocate(network, method);
    const auto two = allocate(other, method);
    RC_ASSERT(one.has_value() == two.has_value());
    if (one) {
      RC_ASSERT(figures(network, *one) == figures(other, *two));
    } else {
      RC_ASSERT(one.error().code == two.error().code);
      RC_ASSERT(one.error().context == two.error().context);
    }
  }
}

RC_GTEST_PROP(Split, KeepsEveryCentAndTheRationalsParts, ()) {
  const std::int64_t cents = any_cents();
  std::vector<Decimal9> weights;
  std::vector<Rational> exact;
  std::vector<std::string> ids;
  Rational sum;
  for (int i = *rc::gen::inRange(0, 9); i > 0; --i) {
    weights.push_back(any_weight());
    sum += rational(weights.back().billionths());
  }
  const auto answer = split(Money::from_cents(cents), weights);
  RC_ASSERT(answer.has_value());
  I128 left = cents - answer->unallocated.cents();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    left -= answer->parts[i].cents();
    if (sum != 0) {
      const Rational part = rational(cents) * rational(weights[i].billionths()) / sum;
      RC_ASSERT(abs(rational(answer->parts[i].cents()) - part) < 1);
    }
  }
  RC_ASSERT(left == 0);
}

// What the certificate says, computed anew without the kernel: own and received less gross, at each
// pool, from gross costs as they are answered.
TEST(AllocationAtFullSize, LeavesNoResidual) {
  for (const Method method : {Method::reciprocal, Method::step_down}) {
    const Network network = seeded_network(2026, 800, 1'500, 50'000);
    const auto answer = allocate(network, method);
    ASSERT_TRUE(answer) << base::describe(answer.error());
    std::vector<std::size_t> step(network.pools.size());
    for (std::size_t i = 0; i < answer->order.size(); ++i) {
      step[answer->order[i]] = i;
    }
    const auto usable = [&](const Use& use) {
      return method == Method::reciprocal || use.to >= network.pools.size() ||
             step[use.to] > step[use.from];
    };
    std::vector<Whole> sums(network.pools.size());
    for (const Use& use : network.uses) {
      sums[use.from] += usable(use) ? Whole(base::to_text(use.weight.billionths())) : Whole(0);
    }
    std::vector<Rational> residuals;
    for (std::size_t i = 0; i < network.pools.size(); ++i) {
      residuals.push_back(rational(network.pools[i].own.cents()) -
                          rational(answer->gross_exact[i]) / Rational(Whole(1) << kFixedBits));
    }
    std::vector<Rational> arrived(network.objects.size());
    for (const Use& use : network.uses) {
      if (!usable(use)) {
        continue;
      }
      // Each link by itself in 2^-120 cent, since fractions of so many weights have no end.
      const Whole part = (Whole(base::to_text(answer->gross_exact[use.from])) << kFixedBits) *
                         Whole(base::to_text(use.weight.billionths())) / sums[use.from];
      (use.to < network.pools.size() ? residuals[use.to]
                                     : arrived[use.to - network.pools.size()]) +=
          Rational(part, Whole(1) << (2 * kFixedBits));
    }
    Rational left;
    for (const Rational& residual : residuals) {
      left += abs(residual);
    }
    EXPECT_LT(left, Rational(1, 100'000'000'000)) << left.convert_to<double>();
    for (std::size_t i = 0; i < arrived.size(); ++i) {
      EXPECT_LT(abs(arrived[i] - rational(answer->attributed[i].cents())), 1);
    }
  }
}

TEST(AllocationAtFullSize, BothWaysOfSolvingAgree) {
  const Network network = seeded_network(7, 120, 200, 4'000);
  const auto wiring = wire(network, Method::reciprocal, std::nullopt);
  std::vector<std::int64_t> own;
  for (const std::uint32_t pool : wiring->pools) {
    own.push_back(network.pools[pool].own.cents());
  }
  const auto swept = solve(*wiring, own);
  const auto eliminated = solve(*wiring, own, false);
  ASSERT_TRUE(swept && eliminated);
  for (std::size_t i = 0; i < own.size(); ++i) {
    EXPECT_LT(base::magnitude(swept->gross[i] - eliminated->gross[i]), base::U128{kMostDoubt});
  }
}

}  // namespace
}  // namespace saimnieks::costing
