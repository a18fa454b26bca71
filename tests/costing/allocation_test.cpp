// Allocation: the published cases by their ids, the rules at their edges, and what is refused.
#include "core/costing/allocation.h"

#include <limits>

#include <gtest/gtest.h>

#include "tests/costing/network_fixture.h"

namespace saimnieks::costing {
namespace {

using base::ErrorCode;
using Cents = std::vector<std::int64_t>;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Network case_a1() {
  return network({account("S1", 9'240'000), account("S2", 18'480'000), account("S3", 13'860'000)},
                 {account("P1", 40'000'000), account("P2", 50'000'000)},
                 {{"S1", "S2", "1000"},
                  {"S1", "S3", "2000"},
                  {"S1", "P1", "4000"},
                  {"S1", "P2", "3000"},
                  {"S2", "S1", "2000"},
                  {"S2", "S3", "4000"},
                  {"S2", "P1", "10000"},
                  {"S2", "P2", "4000"},
                  {"S3", "S1", "4500"},
                  {"S3", "P1", "1500"},
                  {"S3", "P2", "9000"}});
}

TEST(Allocation, A1Direct) {
  const Network a1 = case_a1();
  const auto out = allocate(a1, Method::direct);
  ASSERT_TRUE(out);
  EXPECT_EQ(totals(a1, *out), (Cents{60'460'000, 71'120'000}));
  EXPECT_EQ(cents(out->gross), (Cents{9'240'000, 18'480'000, 13'860'000}));
}

TEST(Allocation, A1StepDown) {
  const Network a1 = case_a1();
  const auto out = allocate(a1, Method::step_down, order(a1, {"S1", "S2", "S3"}));
  ASSERT_TRUE(out);
  EXPECT_EQ(totals(a1, *out), (Cents{57'336'000, 74'244'000}));
}

Network case_a2() {
  return network({account("HR", 8'000'000), account("DP", 12'000'000), account("RM", 4'000'000)},
                 {account("Machining", 0), account("Assembly", 0)},
                 {{"HR", "DP", "20"},
                  {"HR", "RM", "10"},
                  {"HR", "Machining", "40"},
                  {"HR", "Assembly", "30"},
                  {"DP", "HR", "8"},
                  {"DP", "RM", "7"},
                  {"DP", "Machining", "30"},
                  {"DP", "Assembly", "55"},
                  {"RM", "Machining", "50"},
                  {"RM", "Assembly", "50"}});
}

TEST(Allocation, A2Direct) {
  const Network a2 = case_a2();
  EXPECT_EQ(totals(a2, *allocate(a2, Method::direct)), (Cents{10'806'723, 13'193'277}));
}

TEST(Allocation, A2StepDown) {
  const Network a2 = case_a2();
  const auto out = allocate(a2, Method::step_down, order(a2, {"HR", "DP", "RM"}));
  EXPECT_EQ(totals(a2, *out), (Cents{10'552'174, 13'447'826}));
}

TEST(Allocation, A2Reciprocal) {
  const Network a2 = case_a2();
  const auto out = allocate(a2, Method::reciprocal);
  ASSERT_TRUE(out);
  EXPECT_EQ(totals(a2, *out), (Cents{10'727'642, 13'272'358}));
  EXPECT_EQ(cents(out->gross), (Cents{9'105'691, 13'821'138, 5'878'049}));
}

TEST(Allocation, A4) {
  // Y gives a fifth of itself to Z, and Z three tenths of itself to Y.
  const Network a4 =
      network({account("Y", 726'000), account("Z", 400'000)}, {account("P", 0)},
              {{"Y", "Z", "0.2"}, {"Y", "P", "0.8"}, {"Z", "Y", "0.3"}, {"Z", "P", "0.7"}});
  const auto out = allocate(a4, Method::reciprocal);
  ASSERT_TRUE(out);
  EXPECT_EQ(cents(out->gross), (Cents{900'000, 580'000}));
  EXPECT_EQ(totals(a4, *out), (Cents{1'126'000}));
}

TEST(Allocation, WithoutAnOrderTheLargerShareServedClosesFirst) {
  const Network a2 = case_a2();
  const auto out = allocate(a2, Method::step_down);
  EXPECT_EQ(out->order, order(a2, {"HR", "DP", "RM"}));  // 30 %, 15 %, nothing
  const Network equal =
      network({account("B", 5), account("A", 5), account("C", 9)}, {account("P", 0)},
              {{"A", "B", "1"},
               {"A", "P", "1"},
               {"B", "C", "2"},
               {"B", "P", "2"},
               {"C", "A", "3"},
               {"C", "P", "3"}});
  EXPECT_EQ(allocate(equal, Method::step_down)->order, order(equal, {"C", "A", "B"}));
}

TEST(Allocation, WhatHasNoUsableLinkStaysUnallocated) {
  const Network some =
      network({account("A", 1000), account("B", 500), account("C", 70)}, {account("P", 1)},
              {{"A", "B", "1"}, {"A", "P", "3"}, {"B", "P", "0"}});
  const auto direct = allocate(some, Method::direct);
  EXPECT_EQ(direct->unallocated.cents(), 570);
  EXPECT_EQ(totals(some, *direct), (Cents{1001}));
  const auto all = allocate(some, Method::reciprocal);
  EXPECT_EQ(all->unallocated.cents(), 820);
  EXPECT_EQ(cents(all->gross), (Cents{1000, 750, 70}));
  const auto reversed = allocate(some, Method::step_down, order(some, {"B", "A", "C"}));
  EXPECT_EQ(reversed->unallocated.cents(), 570);
  const auto nothing = allocate({}, Method::reciprocal);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->unallocated.cents(), 0);
}

TEST(Allocation, RoundsAllReceiversTogetherThenEachOverItsPools) {
  // Thirds of a cent from two pools: rounded one by one, three cents would be missing.
  const Network thirds = network({account("A", 100), account("B", 100)},
                                 {account("P", 0), account("Q", 0), account("R", 0)},
                                 {{"A", "P", "1"},
                                  {"A", "Q", "1"},
                                  {"A", "R", "1"},
                                  {"B", "P", "1"},
                                  {"B", "Q", "1"},
                                  {"B", "R", "1"}});
  const auto out = allocate(thirds, Method::direct);
  EXPECT_EQ(cents(out->attributed), (Cents{67, 67, 66}));
  std::vector<std::int64_t> parts;
  for (const Contribution& part : out->contributions) {
    parts.push_back(part.amount.cents());
  }
  EXPECT_EQ(parts, (Cents{34, 33, 34, 33, 33, 33}));
}

TEST(Allocation, NegativeCostsAreMirrored) {
  Network a2 = case_a2();
  const auto above = allocate(a2, Method::reciprocal);
  for (Account& pool : a2.pools) {
    pool.own = -pool.own;
  }
  const auto below = allocate(a2, Method::reciprocal);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(above->attributed[i], -below->attributed[i]);
  }
  const Network mixed =
      network({account("A", 1000), account("B", -300)}, {account("P", 0), account("Q", 0)},
              {{"A", "P", "1"}, {"A", "Q", "2"}, {"B", "P", "1"}, {"B", "Q", "1"}});
  EXPECT_EQ(cents(allocate(mixed, Method::direct)->attributed), (Cents{183, 517}));
}

TEST(Allocation, LoopsWithHardlyAnyWayOutAreExactToo) {
  // 10⁹ cents go round about two million times before the last of them gets out.
  const Network close =
      network({account("A", 1'000'000'007), account("B", 0)}, {account("P", 0), account("Q", 0)},
              {{"A", "B", "1000000"}, {"A", "P", "1"}, {"B", "A", "1000000"}, {"B", "Q", "1"}});
  const auto out = allocate(close, Method::reciprocal);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->gross[0].cents(), 500'000'753'500'130);  // b·(10⁶+1)²/(2·10⁶+1)
  EXPECT_EQ(cents(out->attributed), (Cents{500'000'253, 499'999'754}));

  // Weights of 27 digits against the smallest there is, where no cent passes.
  const Network closer =
      network({account("A", 100), account("B", 0), account("C", 0)}, {account("P", 0)},
              {{"A", "P", "1"},
               {"B", "C", "999999999999999999.999999999"},
               {"B", "P", "0.000000001"},
               {"C", "B", "999999999999999999.999999999"}});
  EXPECT_EQ(cents(allocate(closer, Method::reciprocal)->attributed), (Cents{100}));
}

struct Refused {
  ErrorCode code;
  std::string field;
  friend bool operator==(const Refused&, const Refused&) = default;
};
void PrintTo(const Refused& refused, std::ostream* out) {
  *out << base::error_name(refused.code) << " " << refused.field;
}
Refused refusal(const Network& network, Method method = Method::reciprocal,
                const std::optional<std::vector<std::uint32_t>>& closing = std::nullopt) {
  const auto out = allocate(network, method, closing);
  return out ? Refused{ErrorCode::internal, "it was not refused"}
             : Refused{out.error().code, out.error().field};
}

TEST(Allocation, RefusesWhatMeansNothing) {
  const std::vector<Account> pools{account("A", 1), account("B", 2)};
  const std::vector<Account> objects{account("P", 3)};
  EXPECT_EQ(refusal(network(pools, objects, {{"A", "P", "1"}, {"B", "P", "-1"}})),
            (Refused{ErrorCode::value_range, "/use/1/weight"}));
  EXPECT_EQ(refusal(network(pools, objects, {{"A", "A", "1"}})),
            (Refused{ErrorCode::self_loop, "/use/0"}));
  EXPECT_EQ(refusal(network(pools, objects, {{"A", "P", "1"}, {"B", "P", "1"}, {"A", "P", "2"}})),
            (Refused{ErrorCode::link_twice, "/use/2"}));
  EXPECT_EQ(refusal(network(pools, objects, {{"A", "P", "0"}, {"A", "P", "0"}})),
            (Refused{ErrorCode::link_twice, "/use/1"}));
  EXPECT_EQ(refusal({{account("A", 1), account("B", 1), account("A", 1)}, objects, {}}),
            (Refused{ErrorCode::id_twice, "/pools/2/id"}));
  EXPECT_EQ(refusal({pools, {account("C", 1), account("B", 1)}, {}}),
            (Refused{ErrorCode::id_twice, "/objects/1/id"}));
  EXPECT_EQ(refusal({pools, objects, {{0, 3, {}}}}), (Refused{ErrorCode::id_unknown, "/use/0"}));
  const Network good = network(pools, objects, {{"A", "P", "1"}});
  EXPECT_EQ(refusal(good, Method::step_down, order(good, {"A"})),
            (Refused{ErrorCode::order_incomplete, "/order"}));
  EXPECT_EQ(refusal(good, Method::step_down, order(good, {"A", "A"})),
            (Refused{ErrorCode::order_incomplete, "/order/1"}));
}

TEST(Allocation, NamesALoopWithoutAWayOut) {
  const Network loop = network({account("D", 1), account("C", 0), account("B", 0), account("A", 5)},
                               {account("P", 0)},
                               {{"D", "C", "1"},
                                {"D", "P", "1"},
                                {"B", "C", "1"},
                                {"C", "A", "1"},
                                {"A", "B", "1"},
                                {"B", "P", "0"}});
  const auto out = allocate(loop, Method::reciprocal);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::allocation_loop);
  EXPECT_EQ(out.error().context, "A → B → C → A");
  EXPECT_EQ(out.error().field, "/use/4");
  EXPECT_TRUE(allocate(loop, Method::direct));
  EXPECT_TRUE(allocate(loop, Method::step_down));
}

TEST(Allocation, NothingOverflowsUnseen) {
  const auto one = [](std::int64_t pool, std::int64_t object) {
    return network({account("A", pool), account("B", 0)}, {account("P", object)},
                   {{"A", "P", "1"}, {"A", "B", "1"}, {"B", "P", "1"}});
  };
  const Network most = one(kMost, 0);
  EXPECT_EQ(totals(most, *allocate(most, Method::reciprocal)), (Cents{kMost}));
  const Network least = one(-kMost, 0);
  EXPECT_EQ(totals(least, *allocate(least, Method::reciprocal)), (Cents{-kMost}));
  EXPECT_EQ(refusal(one(kMost, 1)), (Refused{ErrorCode::amount_out_of_range, "/objects/0/cents"}));
  EXPECT_EQ(refusal(network({account("A", kMost), account("B", 1)}, {}, {})),
            (Refused{ErrorCode::amount_out_of_range, "/pools"}));
  // What goes round often adds up to more than 64 bits hold, though no more than that gets out.
  const Network loop = network({account("A", kMost / 2), account("B", 0)}, {account("P", 0)},
                               {{"A", "B", "1"}, {"B", "A", "9"}, {"B", "P", "1"}});
  EXPECT_EQ(refusal(loop).code, ErrorCode::amount_out_of_range);
}

TEST(Allocation, RefusesMoreThanItCanHold) {
  Network huge = network({account("A", 1)}, {account("P", 1)}, {{"A", "P", "1"}});
  huge.uses.resize(kMostUses + 1, huge.uses.front());
  EXPECT_EQ(refusal(huge), (Refused{ErrorCode::scenario_too_large, "/use"}));
}

}  // namespace
}  // namespace saimnieks::costing
