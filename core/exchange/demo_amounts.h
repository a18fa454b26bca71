// What the costs of the demonstration municipality come to, month by month: drawn from a seed, by
// the cost's own name, so that a cost comes to the same whatever else there is.
#pragma once

#include <cstdint>
#include <vector>

#include "core/exchange/demo_costs.h"

namespace saimnieks::exchange {

class DemoAmounts {
 public:
  DemoAmounts(const nlohmann::json& data, std::uint64_t seed);

  [[nodiscard]] const std::vector<int>& years() const { return years_; }
  [[nodiscard]] bool is_over(int year, int month) const {
    return year < years_.back() || month <= last_actual_;
  }
  [[nodiscard]] int last_actual_month() const { return last_actual_; }

  // In cents. What is not planned does not happen either. Month 0 is the whole year.
  [[nodiscard]] std::int64_t planned(const DemoCost& cost, int year, int month) const;
  [[nodiscard]] std::int64_t actual(const DemoCost& cost, int year, int month) const;
  // Of the last year, in the first version of its plan.
  [[nodiscard]] std::int64_t drafted(const DemoCost& cost) const;
  // How many visits the month had, of a cost that has them.
  [[nodiscard]] static std::int64_t visits(const DemoCost& cost, int month);
  // A bill that is put right by so much: half of it remains, so that its VAT still lies within it,
  // however many documents the month's cost was parted over.
  [[nodiscard]] static std::int64_t put_right(std::int64_t cents, std::int64_t by);

 private:
  const std::uint64_t seed_;
  const std::vector<int> years_;
  const int last_actual_;
  const std::int64_t draft_percent_;
};

// Well mixed, and the same everywhere.
[[nodiscard]] std::uint64_t demo_mix(std::uint64_t value);

}  // namespace saimnieks::exchange
