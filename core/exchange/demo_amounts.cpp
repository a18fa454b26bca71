#include "core/exchange/demo_amounts.h"

#include <algorithm>
#include <string>

namespace saimnieks::exchange {
namespace {

constexpr std::uint64_t kStep = 0x9E37'79B9'7F4A'7C15ULL;

// From −range to +range.
std::int64_t around(std::uint64_t drawn, std::int64_t range) {
  return static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(2 * range + 1)) - range;
}

// How a year's cost lies over the months, in thousandths.
std::int64_t month_share(const DemoCost& cost, int month) {
  static constexpr int kWinter[12] = {165, 155, 130, 85, 40, 20, 15, 15, 35, 75, 115, 150};
  static constexpr int kSummer[12] = {30, 30, 50, 85, 120, 140, 145, 135, 105, 75, 50, 35};
  if (cost.shape == "winter") {
    return kWinter[month - 1];
  }
  if (cost.shape == "summer") {
    return kSummer[month - 1];
  }
  if (cost.shape == "once") {
    return month == cost.only_month ? 1000 : 0;
  }
  return month == 12 ? 1000 - 11 * 83 : 83;
}

// Prices rise; in thousandths of those of the year before the last.
std::int64_t price_level(int years_before_the_last) {
  static constexpr int kLevels[] = {1032, 1000, 970, 941, 912};
  return kLevels[years_before_the_last];
}

// A twelfth in every month, the last one taking the remainder.
std::int64_t twelfth(std::int64_t whole, int month) {
  const std::int64_t part = (whole + 6) / 12;
  return month < 12 ? part : whole - 11 * part;
}

}  // namespace

// SplitMix64.
std::uint64_t demo_mix(std::uint64_t value) {
  std::uint64_t z = value + kStep;
  z = (z ^ (z >> 30U)) * 0xBF58'476D'1CE4'E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D0'49BB'1331'11EBULL;
  return z ^ (z >> 31U);
}

DemoAmounts::DemoAmounts(const nlohmann::json& data, std::uint64_t seed)
    : seed_(seed),
      years_(data.at("years").get<std::vector<int>>()),
      last_actual_(data.at("last_actual_month")),
      draft_percent_(data.at("first_version_percent")) {}

std::int64_t DemoAmounts::visits(const DemoCost& cost, int month) {
  return twelfth(cost.visits, month);
}

std::int64_t DemoAmounts::put_right(std::int64_t cents, std::int64_t by) {
  return std::max(cents + by, cents / 2);
}

std::int64_t DemoAmounts::planned(const DemoCost& cost, int year, int month) const {
  if (month == 0) {
    std::int64_t sum = 0;
    for (int each = 1; each <= 12; ++each) {
      sum += planned(cost, year, each);
    }
    return sum;
  }
  if (cost.only_year != 0 && cost.only_year != year) {
    return 0;
  }
  if (cost.visits > 0) {
    return visits(cost, month) * cost.said.unit_price_cents->millionths() / base::Decimal::kOne;
  }
  if (cost.exact) {
    return twelfth(cost.year_cents, month);
  }
  return cost.year_cents / 1000 * month_share(cost, month) * price_level(years_.back() - year) /
         1000 / 100 * 100;
}

std::int64_t DemoAmounts::actual(const DemoCost& cost, int year, int month) const {
  const std::int64_t plan = planned(cost, year, month);
  if (cost.exact || cost.visits > 0) {
    return plan;
  }
  constexpr std::uint64_t kMonths = 13;
  const std::uint64_t drawn =
      demo_mix(demo_mix(seed_ ^ cost.key) + static_cast<std::uint64_t>(year) * kMonths +
               static_cast<std::uint64_t>(month));
  const std::int64_t overrun = year == years_.back() && month >= 4 ? cost.overrun_percent : 0;
  return plan * (1000 + around(drawn, 45) + overrun * 10) / 1000 + around(demo_mix(drawn), 99);
}

std::int64_t DemoAmounts::drafted(const DemoCost& cost) const {
  return planned(cost, years_.back(), 0) * draft_percent_ / 10'000 * 100;
}

}  // namespace saimnieks::exchange
