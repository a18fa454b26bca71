// As same_bytes_test.cpp, for the verbs of control and value, schedules, unit cost and
// consolidation.
#include <string>

#include <gtest/gtest.h>

#include "tests/costing/seeded_network.h"
#include "tests/scenario/answer_bytes.h"

namespace saimnieks::scenario {
namespace {

using costing::Dice;
using nlohmann::ordered_json;

// Of any size, small ones as often as large ones.
std::int64_t amount(Dice& dice, std::uint32_t most_bits) {
  return static_cast<std::int64_t>(dice.next()) >> (63 - dice.below(most_bits));
}

std::string decimal(Dice& dice) {
  std::string out = std::to_string(dice.below(1'000'000));  // one throw after the other
  out += "." + std::to_string(dice.below(1'000'000));
  return out;
}

ordered_json side(Dice& dice) {
  if (dice.below(12) == 0) {
    return {{"cents", amount(dice, 40)}};
  }
  return {{"quantity", decimal(dice)}, {"price_cents", decimal(dice)}};
}

ordered_json variances(Dice& dice) {
  ordered_json items = ordered_json::array();
  for (std::uint32_t i = dice.below(6); i > 0; --i) {
    items.push_back({{"id", std::to_string(i)}, {"plan", side(dice)}, {"actual", side(dice)}});
  }
  return {{"kind", dice.below(2) == 0 ? "cost" : "income"}, {"items", std::move(items)}};
}

ordered_json forecasts(Dice& dice, const char* method) {
  return {{"method", method},
          {"annual_plan_cents", amount(dice, 50)},
          {"months", 1 + dice.below(12)},
          {"plan_to_date_cents", amount(dice, 4) + 100'000},
          {"actual_to_date_cents", dice.below(100'000)},
          {"earned_cents", dice.below(100'000) + 5'000}};
}

ordered_json appraisals(Dice& dice) {
  ordered_json flows = ordered_json::array();
  flows.push_back(-static_cast<std::int64_t>(dice.below(1'000'000)));
  for (std::uint32_t i = dice.below(40); i > 0; --i) {
    const std::int64_t benefit = dice.below(300'000);
    flows.push_back(benefit - (dice.below(5) == 0 ? 90'000 : 0));
  }
  return {{"rate_ppm", decimal(dice)}, {"flows_cents", std::move(flows)}};
}

ordered_json schedules(Dice& dice, bool straight) {
  if (straight) {
    return {{"method", "straight-line"},
            {"amount_cents", amount(dice, 60)},
            {"periods", 1 + dice.below(50)}};
  }
  ordered_json index = ordered_json::array();
  for (std::uint32_t i = dice.below(8); i > 0; --i) {
    index.push_back(
        {{"from", "2026-0" + std::to_string(1 + dice.below(9))}, {"ppm", "-" + decimal(dice)}});
  }
  return {{"method", "regular"}, {"amount_cents", amount(dice, 50)},  {"from", "2026-01"},
          {"to", "2027-12"},     {"every_months", 1 + dice.below(5)}, {"index", std::move(index)}};
}

ordered_json sheets(Dice& dice) {
  ordered_json direct = ordered_json::array();
  for (std::uint32_t i = dice.below(9); i > 0; --i) {
    direct.push_back({{"code", std::to_string(1'000 * i)}, {"cents", amount(dice, 40)}});
  }
  return {{"direct", std::move(direct)},
          {"indirect", ordered_json::array()},
          {"volume", decimal(dice)}};
}

ordered_json groups(Dice& dice) {
  ordered_json units = ordered_json::array();
  ordered_json charges = ordered_json::array();
  for (const char* id : {"A", "B", "C"}) {
    units.push_back({{"id", id},
                     {"cost_cents", 1'000 + dice.below(1'000'000)},
                     {"income_cents", 1'000 + dice.below(1'000'000)}});
    charges.push_back({{"from", id}, {"to", *id == 'A' ? "B" : "A"}, {"cents", dice.below(500)}});
  }
  return {{"units", std::move(units)}, {"charges", std::move(charges)}};
}

TEST(SameBytes, Variances) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Dice dice(seed);
    bytes.add("variance", variances(dice).dump());
  }
  EXPECT_EQ(bytes.hex(), "32d22d305606eba454cb5508acf0aefedf31a6b8f25a650aef129309a5ffdd73");
}

TEST(SameBytes, Forecasts) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (const char* method : {"run-rate", "seasonal", "remaining-plan", "cost-performance"}) {
      Dice dice(seed);
      bytes.add("forecast", forecasts(dice, method).dump());
    }
  }
  EXPECT_EQ(bytes.hex(), "f9950b5d4f75832174de9e625d98702d4b7607a72a853e1cdfca8eaba8dbb9ca");
}

TEST(SameBytes, Appraisals) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Dice dice(seed);
    bytes.add("appraise", appraisals(dice).dump());
  }
  EXPECT_EQ(bytes.hex(), "fde1adfd5f1e9514578e383de63d4ff9b54d3f9aa3156006b837b4eba77a9041");
}

TEST(SameBytes, SchedulesSheetsAndGroups) {
  AnswerBytes bytes;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Dice dice(seed);
    bytes.add("schedule", schedules(dice, seed % 2 == 0).dump());
    bytes.add("unit-cost", sheets(dice).dump());
    bytes.add("consolidate", groups(dice).dump());
  }
  EXPECT_EQ(bytes.hex(), "715280f2bbbf61057f39fe1b0903b171cdd4d531abbf08d4affeb9739561ba5a");
}

}  // namespace
}  // namespace saimnieks::scenario
