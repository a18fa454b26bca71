// Which lines the costs of the demonstration municipality have, so that there are exactly as many
// as were asked for: few of every kind in a small example, more documents a month in a large one.
#pragma once

#include <cstdint>
#include <vector>

#include "core/exchange/demo_amounts.h"

namespace saimnieks::exchange {

struct DemoSlot {
  std::int32_t period = 0;  // packed
  model::LineKind kind = model::LineKind::plan;
  bool draft = false;  // of the plan's first version
};

class DemoSpread {
 public:
  // Both must outlive it.
  DemoSpread(const std::vector<DemoCost>& costs, const DemoAmounts& amounts, std::int64_t lines);

  // Costs in an order in which neighbours are of different kinds; `number` from 0 on.
  [[nodiscard]] std::size_t cost_at(std::size_t number) const {
    return number * stride_ % costs_.size();
  }
  // The lines of a cost, by time, the first version's last.
  [[nodiscard]] std::vector<DemoSlot> slots(std::size_t cost) const;
  // Over how many documents the next month of actual cost goes, asked for one after the other.
  [[nodiscard]] std::int64_t next_documents();

 private:
  // The same lines, all of them, those first that the smallest example has.
  [[nodiscard]] std::vector<DemoSlot> by_weight(const DemoCost& cost) const;
  [[nodiscard]] bool comes_first(const DemoCost& cost, const DemoSlot& slot) const;
  void share_out(const std::vector<std::int64_t>& most, std::int64_t lines);

  const std::vector<DemoCost>& costs_;
  const DemoAmounts& amounts_;
  const bool tiny_;
  std::size_t stride_;
  std::vector<std::int64_t> taken_;  // lines of each cost
  std::int64_t months_ = 0;          // of actual cost, of all costs
  std::int64_t more_ = 0;            // documents than one for each of these
  std::int64_t asked_ = 0;
};

}  // namespace saimnieks::exchange
