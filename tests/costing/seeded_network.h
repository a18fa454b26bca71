// Networks of a seed: the same on every machine and in every build.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "core/costing/allocation.h"

namespace saimnieks::costing {

class Dice {  // splitmix64
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

// Pools cost up to 10 million euro, weights have up to three digits after the point. 60 % of the
// links go from pool to pool; every pool gives to some object.
inline Network seeded_network(std::uint64_t seed, std::uint32_t pools, std::uint32_t objects,
                              std::uint32_t links) {
  Dice dice(seed);
  Network out;
  const auto name = [](char kind, std::uint32_t i) {
    const std::string digits = std::to_string(i);
    return kind + std::string(5 - digits.size(), '0') + digits;
  };
  for (std::uint32_t i = 0; i < pools; ++i) {
    out.pools.push_back({name('S', i), base::Money::from_cents(dice.below(1'000'000'000))});
  }
  for (std::uint32_t i = 0; i < objects; ++i) {
    out.objects.push_back({name('P', i), base::Money::from_cents(dice.below(100'000'000))});
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> there;
  const auto link = [&](std::uint32_t from, std::uint32_t to) {
    if (from != to && there.emplace(from, to).second) {
      out.uses.push_back(
          {from, to,
           base::Decimal9::from_billionths(base::I128{1 + dice.below(10'000'000)} * 1'000'000)});
    }
  };
  for (std::uint32_t i = 0; i < pools; ++i) {
    link(i, pools + dice.below(objects));
  }
  const std::uint32_t inner = links - links * 4 / 10;
  while (out.uses.size() < pools + inner) {
    const std::uint32_t from = dice.below(pools);
    link(from, dice.below(pools));
  }
  while (out.uses.size() < links) {
    const std::uint32_t from = dice.below(pools);
    link(from, pools + dice.below(objects));
  }
  return out;
}

}  // namespace saimnieks::costing
