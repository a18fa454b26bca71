#include "core/exchange/demo_spread.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace saimnieks::exchange {
namespace {

using model::LineKind;

// Below this, what is to be there in any case comes as one line a year.
constexpr std::int64_t kTiny = 1000;

std::int32_t packed(int year, int month) { return year * 100 + month; }

}  // namespace

DemoSpread::DemoSpread(const std::vector<DemoCost>& costs, const DemoAmounts& amounts,
                       std::int64_t lines)
    : costs_(costs), amounts_(amounts), tiny_(lines < kTiny), stride_(89) {
  while (std::gcd(stride_, costs.size()) != 1) {
    ++stride_;
  }
  std::vector<std::int64_t> most;
  std::int64_t all = 0;
  for (const DemoCost& cost : costs) {
    most.push_back(static_cast<std::int64_t>(by_weight(cost).size()));
    all += most.back();
  }
  taken_ = most;
  if (lines < all) {
    share_out(most, lines);
    return;
  }
  more_ = lines - all;
  for (const DemoCost& cost : costs) {
    if (!cost.document.empty()) {
      continue;  // both sides of a charge name one document
    }
    const std::vector<DemoSlot> slots = by_weight(cost);
    months_ += std::count_if(slots.begin(), slots.end(),
                             [](const DemoSlot& slot) { return slot.kind == LineKind::actual; });
  }
}

// First what comes first, then to each cost equally many, a plan and its actual at a time.
void DemoSpread::share_out(const std::vector<std::int64_t>& most, std::int64_t lines) {
  std::int64_t left = lines;
  const auto give = [&](std::size_t cost, std::int64_t wanted) {
    const std::int64_t given = std::min({wanted, most[cost] - taken_[cost], left});
    taken_[cost] += given;
    left -= given;
  };
  std::fill(taken_.begin(), taken_.end(), 0);
  for (std::size_t i = 0; i < costs_.size(); ++i) {
    const std::vector<DemoSlot> slots = by_weight(costs_[i]);
    give(i, std::count_if(slots.begin(), slots.end(),
                          [&](const DemoSlot& slot) { return comes_first(costs_[i], slot); }));
  }
  while (left > 0) {
    for (std::size_t number = 0; number < costs_.size() && left > 0; ++number) {
      give(cost_at(number), 2);
    }
  }
}

bool DemoSpread::comes_first(const DemoCost& cost, const DemoSlot& slot) const {
  return cost.needed_in == slot.period / 100 && slot.kind == LineKind::actual;
}

std::vector<DemoSlot> DemoSpread::by_weight(const DemoCost& cost) const {
  if (tiny_ && cost.needed_in != 0) {
    return {{packed(cost.needed_in, 0), LineKind::actual}};
  }
  std::vector<DemoSlot> first;
  std::vector<std::int32_t> over;
  std::vector<DemoSlot> later;
  for (const int year : amounts_.years()) {
    for (int month = 1; month <= 12; ++month) {
      const DemoSlot actual{packed(year, month), LineKind::actual};
      if (amounts_.planned(cost, year, month) == 0) {
        continue;
      }
      if (!amounts_.is_over(year, month)) {
        later.push_back({packed(year, month), LineKind::plan});
        continue;
      }
      over.push_back(packed(year, month));
      if (comes_first(cost, actual)) {
        first.push_back(actual);
      }
    }
  }
  // The months of neighbours differ, so that a few lines of each cost are of all months.
  const bool drafted = amounts_.drafted(cost) != 0;
  const std::size_t step = over.size() % 11 == 0 ? 7 : 11;
  for (std::size_t i = 0; i < over.size(); ++i) {
    const std::int32_t period = over[(cost.key + i * step) % over.size()];
    const DemoSlot actual{period, LineKind::actual};
    first.push_back({period, LineKind::plan});
    if (!comes_first(cost, actual)) {
      first.push_back(actual);
    }
  }
  first.insert(first.end(), later.begin(), later.end());
  if (drafted) {
    first.push_back({packed(amounts_.years().back(), 0), LineKind::plan, true});
  }
  return first;
}

std::vector<DemoSlot> DemoSpread::slots(std::size_t cost) const {
  std::vector<DemoSlot> out = by_weight(costs_[cost]);
  out.resize(static_cast<std::size_t>(taken_[cost]));
  std::sort(out.begin(), out.end(), [](const DemoSlot& a, const DemoSlot& b) {
    return std::tie(a.draft, a.period, a.kind) < std::tie(b.draft, b.period, b.kind);
  });
  return out;
}

std::int64_t DemoSpread::next_documents() {
  if (more_ == 0) {
    return 1;
  }
  const std::int64_t before = asked_ * more_ / months_;
  return 1 + ++asked_ * more_ / months_ - before;
}

}  // namespace saimnieks::exchange
