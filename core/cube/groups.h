// Groups: cells found by look-up, for queries whose members are too many for an array of all that
// there could be. A group is a chain of keys, one a run of the plan.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cube/plan.h"

namespace saimnieks::cube {

class Groups {
 public:
  explicit Groups(const Plan& plan);

  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] const Cell& cell(std::size_t group) const { return cells_[group]; }
  // The group's place on an axis of the plan.
  [[nodiscard]] std::uint32_t place(std::size_t group, std::size_t axis) const;

 private:
  struct Link {
    std::uint64_t key = 0;  // of the run, with the link of the runs before it above
    std::uint32_t group = 0;
  };
  void add(const Pass& pass);
  std::uint32_t link(std::uint64_t key);
  void make_room();

  const Plan& plan_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> slots_;    // links + 1 by hash; 0: free
  std::vector<std::uint32_t> link_of_;  // by group: its last one
  std::vector<Cell> cells_;
};

}  // namespace saimnieks::cube
