// Answers are the same bytes in every build: what is expected here was written by one build, and
// native code and WebAssembly are both held to it.
#include <string>

#include <gtest/gtest.h>

#include "tests/costing/seeded_network.h"
#include "tests/scenario/answer_bytes.h"

namespace saimnieks::scenario {
namespace {

using costing::Dice;
using nlohmann::ordered_json;

ordered_json accounts(const std::vector<costing::Account>& list) {
  ordered_json out = ordered_json::array();
  for (const costing::Account& account : list) {
    out.push_back({{"id", account.id}, {"cents", account.own.cents()}});
  }
  return out;
}

std::string allocation(const costing::Network& network, const char* method) {
  const auto id = [&network](std::uint32_t place) {
    const std::size_t pools = network.pools.size();
    return place < pools ? network.pools[place].id : network.objects[place - pools].id;
  };
  ordered_json uses = ordered_json::array();
  for (const costing::Use& use : network.uses) {
    uses.push_back({{"from", id(use.from)}, {"to", id(use.to)}, {"weight", use.weight.text()}});
  }
  return ordered_json{{"method", method},
                      {"pools", accounts(network.pools)},
                      {"objects", accounts(network.objects)},
                      {"use", std::move(uses)}}
      .dump();
}

std::string splitting(Dice& dice) {
  ordered_json weights = ordered_json::array();
  for (std::uint32_t i = dice.below(9); i > 0; --i) {
    weights.push_back(
        base::Decimal9::from_billionths(static_cast<base::I128>(dice.next() >> dice.below(60)))
            .text());
  }
  const auto cents = static_cast<std::int64_t>(dice.next()) >> dice.below(60);
  return ordered_json{{"cents", cents}, {"weights", std::move(weights)}}.dump();
}

TEST(SameBytes, Splits) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Dice dice(seed);
    bytes.add("split", splitting(dice));
  }
  EXPECT_EQ(bytes.hex(), "87e8919f8651f306bc3478c428f02c967c7a0f56f767a922c2d8d4141d5ed690");
}

TEST(SameBytes, SmallAllocations) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    for (const char* method : {"direct", "step-down", "reciprocal"}) {
      bytes.add("allocate", allocation(costing::seeded_network(seed, 9, 7, 50), method));
    }
  }
  EXPECT_EQ(bytes.hex(), "5fe58a815f521f5ff791b90f499256d2b82b04eae4e012fad50ed66b4e03266e");
}

TEST(SameBytes, AllocationsThatNeedElimination) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    costing::Network network = costing::seeded_network(seed, 12, 5, 90);
    for (costing::Use& use : network.uses) {  // hardly anything gets out
      if (use.to >= network.pools.size()) {
        use.weight = base::Decimal9::from_billionths(1'000'000);
      }
    }
    bytes.add("allocate", allocation(network, "reciprocal"));
  }
  EXPECT_EQ(bytes.hex(), "d958ed6f8b7aca190f4f4e3dc3f6bc07a899ae25c96d37dcdd6b2b459a4b5a49");
}

TEST(SameBytes, AllocationAtFullSize) {
  AnswerBytes bytes;
  bytes.add("allocate",
            allocation(costing::seeded_network(2026, 800, 1'500, 50'000), "reciprocal"));
  EXPECT_EQ(bytes.hex(), "64cb122379f1f88e6a55175a23c4dfd1b362df7aeb742caf65126abe96af049e");
}

}  // namespace
}  // namespace saimnieks::scenario
