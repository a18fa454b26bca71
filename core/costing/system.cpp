#include "core/costing/system.h"

#include <algorithm>
#include <numeric>

namespace saimnieks::costing {

System make_system(const Wiring& wiring) {
  constexpr std::uint32_t kNone = ~0U;
  const auto pool_count = static_cast<std::uint32_t>(wiring.pools.size());
  System out;
  std::vector<std::uint32_t> node(pool_count, kNone);
  for (const std::uint32_t pool : wiring.closing) {
    if (wiring.sums[pool] != 0) {
      node[pool] = out.size();
      out.pools.push_back(pool);
      out.sums.push_back(wiring.sums[pool]);
    }
  }
  out.exits.assign(out.size(), 0);
  out.first.assign(out.size() + 1, 0);
  const auto inner = [&](const Wiring::Link& link) {
    return link.to < pool_count && node[link.to] != kNone;
  };
  for (std::uint32_t from = 0; from < out.size(); ++from) {
    for (const Wiring::Link& link : wiring.of(out.pools[from])) {
      if (inner(link)) {
        ++out.first[node[link.to] + 1];
      } else {
        out.exits[from] += link.weight;
      }
    }
  }
  std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
  out.incoming.resize(out.first.back());
  out.weights.resize(out.first.back());
  std::vector<std::uint32_t> next(out.first.begin(), out.first.end() - 1);
  for (std::uint32_t from = 0; from < out.size(); ++from) {
    const base::U128 sum = out.sums[from];
    for (const Wiring::Link& link : wiring.of(out.pools[from])) {
      if (!inner(link)) {
        continue;
      }
      const std::uint32_t at = next[node[link.to]]++;
      // Weights are below 2^94, so 32 bits more fit.
      const base::U128 share = (link.weight << 32U) / sum;
      out.incoming[at] = {from, static_cast<std::uint32_t>(std::min<base::U128>(share, ~0U))};
      out.weights[at] = link.weight;
    }
  }
  return out;
}

}  // namespace saimnieks::costing
