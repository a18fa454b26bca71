// Wiring: a network put in order and reduced to what the method uses, so that everything after it
// depends on ids and ratios only. Knows no amounts beyond their order, and no rounding.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/costing/allocation.h"

namespace saimnieks::costing {

// Pools and objects stand in order of their ids; receivers are the pools, then the objects.
struct Wiring {
  struct Link {
    std::uint32_t to = 0;
    std::uint32_t use = 0;  // its place in the network
    base::U128 weight = 0;  // a whole number; those of a pool have no common divisor
  };
  std::vector<std::uint32_t> pools;  // their places in the network
  std::vector<std::uint32_t> objects;
  std::vector<std::uint32_t> first;    // of a pool's links; one more than pools
  std::vector<Link> links;             // usable ones with a weight, by pool, then by receiver
  std::vector<base::U128> sums;        // of a pool's weights; 0: it keeps what it has
  std::vector<std::uint32_t> closing;  // the pools in the order to work on them

  [[nodiscard]] std::span<const Link> of(std::uint32_t pool) const {
    return std::span(links).subspan(first[pool], first[pool + 1] - first[pool]);
  }
};

// The faults of allocate() that are of ids, links and order.
[[nodiscard]] base::Result<Wiring> wire(const Network& network, Method method,
                                        const std::optional<std::vector<std::uint32_t>>& order);

}  // namespace saimnieks::costing
