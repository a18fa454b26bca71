// System: the pools that pass costs on, in closing order, with their links to each other by
// receiver, as sweeps and elimination need them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/costing/wiring.h"

namespace saimnieks::costing {

struct System {
  struct Incoming {
    std::uint32_t from = 0;   // a node
    std::uint32_t share = 0;  // of what `from` has, in 2^-32, rounded down
  };
  std::vector<std::uint32_t> pools;  // node → pool
  std::vector<base::U128> sums;      // of a node's weights
  std::vector<base::U128> exits;     // of its weights that go to no other node
  std::vector<std::uint32_t> first;  // of a node's incoming links; one more than nodes
  std::vector<Incoming> incoming;
  std::vector<base::U128> weights;  // of the incoming links

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(pools.size()); }
};

[[nodiscard]] System make_system(const Wiring& wiring);

}  // namespace saimnieks::costing
