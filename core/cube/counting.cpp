#include "core/cube/counting.h"

#include <algorithm>

#include "core/cube/tree.h"

namespace saimnieks::cube {
namespace {

// The node for `member` below `parent` (−1: at the top); −1 when there is none.
std::int32_t child_of(const Pivot& pivot, std::int32_t parent, const Member& member) {
  const std::int32_t end = parent < 0
                               ? static_cast<std::int32_t>(pivot.nodes.size())
                               : parent + pivot.nodes[static_cast<std::size_t>(parent)].subtree;
  for (std::int32_t at = parent + 1; at < end;
       at += pivot.nodes[static_cast<std::size_t>(at)].subtree) {
    if (pivot.nodes[static_cast<std::size_t>(at)].member == member) {
      return at;
    }
  }
  return -1;
}

// The row at these places, a place an axis. False when the pivot does not have it.
bool find_row(const Plan& plan, const Pivot& pivot, const std::vector<std::uint32_t>& places,
              Counted& row) {
  row.column = 0;
  if (plan.has_columns()) {
    const PlanAxis& axis = plan.axes().back();
    const Member member{axis.axis, axis.places[places.back()].id};
    row.column = static_cast<std::size_t>(
        std::find(pivot.columns.begin(), pivot.columns.end(), member) - pivot.columns.begin());
    if (row.column == pivot.columns.size()) {
      return false;
    }
  }
  std::vector<Member> path;
  path_to(plan, places.data(), path);
  row.node = -1;
  for (const Member& member : path) {
    row.node = child_of(pivot, row.node, member);
    if (row.node < 0) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool each_cell_counting(const Plan& plan, const Pivot& pivot, std::size_t at,
                        base::FunctionRef<void(const Counted&)> visit) {
  const Keys maker = plan.keys();
  const std::int64_t cents = plan.lines().amounts()[at];
  for (const Pass& pass : plan.passes()) {
    std::uint16_t chosen = 0;
    if (maker.choose(pass.sieves, at, 1, &chosen) == 0) {
      continue;
    }
    std::vector<std::uint32_t> keys(pass.runs.size());
    for (std::size_t run = 0; run < keys.size(); ++run) {
      maker.make(pass.runs[run], at, 1, &keys[run]);
    }
    std::vector<std::uint32_t> places;
    for (const PlanAxis& axis : plan.axes()) {
      places.push_back(axis.place_of[keys[axis.run] / axis.stride % axis.radix]);
    }
    Counted counted;
    counted.counts = (keys[0] & 1U) == 0 ? Cell{cents, 0, 1, 0} : Cell{0, cents, 0, 1};
    if (!find_row(plan, pivot, places, counted)) {
      return false;
    }
    counted.is_row = true;
    while (true) {
      visit(counted);
      if (counted.node < 0) {
        break;
      }
      const Node& node = pivot.nodes[static_cast<std::size_t>(counted.node)];
      counted.counts = plan.counting_above(node.member, counted.counts);
      counted.node = node.parent;
      counted.is_row = false;
    }
  }
  return true;
}

}  // namespace saimnieks::cube
