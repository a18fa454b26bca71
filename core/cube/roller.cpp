#include "core/cube/roller.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/cube/groups.h"
#include "core/cube/sums.h"

namespace saimnieks::cube {
namespace {

template <class Key>
void add_all(const Plan& plan, const Pass& pass, Sums& sums) {
  const Keys maker = plan.keys();
  std::array<Key, kBlock> keys;
  for (std::size_t from = 0; from < plan.lines().size(); from += kBlock) {
    const std::size_t count = std::min(kBlock, plan.lines().size() - from);
    maker.make(pass.runs[0], from, count, keys.data());
    sums.add(from, count, keys.data());
  }
}

void add_chosen(const Plan& plan, const Pass& pass, Sums& sums) {
  const Keys maker = plan.keys();
  std::array<std::uint32_t, kBlock> keys;
  std::array<std::uint16_t, kBlock> chosen;
  for (std::size_t from = 0; from < plan.lines().size(); from += kBlock) {
    const std::size_t count = std::min(kBlock, plan.lines().size() - from);
    const std::size_t found = maker.choose(pass.sieves, from, count, chosen.data());
    maker.make_chosen(pass.runs[0], from, count, chosen.data(), found, keys.data());
    sums.add(from, chosen.data(), found, keys.data());
  }
}

Sums sum_lines(const Plan& plan) {
  Sums sums(plan.lines().amounts(), plan.cells(), plan.left_out());
  for (const Pass& pass : plan.passes()) {
    if (!pass.sieves.empty()) {
      add_chosen(plan, pass, sums);
    } else if (plan.cells() + plan.left_out() <= 1U << 16U) {
      add_all<std::uint16_t>(plan, pass, sums);
    } else {
      add_all<std::uint32_t>(plan, pass, sums);
    }
  }
  return sums;
}

// The column's members that some line has, in order of showing.
struct Columns {
  std::vector<PlanAxis::Place> used;

  Columns(const Plan& plan, Pivot& pivot, const std::vector<std::uint8_t>& has_lines) {
    if (!plan.has_columns()) {
      used.push_back({});
      pivot.columns.push_back({});
      return;
    }
    const PlanAxis& axis = plan.axes().back();
    for (std::size_t place = 0; place < axis.places.size(); ++place) {
      if (has_lines[place] != 0) {
        used.push_back(axis.places[place]);
        pivot.columns.push_back({axis.axis, axis.places[place].id});
      }
    }
  }
};

// The rows that have lines, and where their cells begin among the keys.
struct Rows {
  Tuples tuples;
  std::vector<std::uint32_t> keys;
};

Rows find_rows(const Plan& plan, const Sums& sums) {
  Rows rows;
  rows.tuples.axes = plan.rows();
  const std::uint32_t width = plan.has_columns() ? plan.axes().back().radix * 2 : 2;
  std::vector<std::uint32_t> places(plan.rows());
  const auto descend = [&](const auto& self, std::size_t depth, std::uint32_t key) -> void {
    if (depth == plan.rows()) {
      std::uint32_t at = key;
      while (at < key + width && !sums.any(at)) {
        ++at;
      }
      if (at < key + width) {
        rows.tuples.places.insert(rows.tuples.places.end(), places.begin(), places.end());
        rows.keys.push_back(key);
      }
      return;
    }
    const PlanAxis& axis = plan.axes()[depth];
    for (std::uint32_t place = 0; place < axis.places.size(); ++place) {
      places[depth] = place;
      self(self, depth + 1, key + axis.places[place].digit * axis.stride);
    }
  };
  descend(descend, 0, 0);
  rows.tuples.count = rows.keys.size();
  return rows;
}

Rolled roll_array(const Plan& plan, const Members& members) {
  const Sums sums = sum_lines(plan);
  const Rows rows = find_rows(plan, sums);
  std::vector<std::uint8_t> has_lines;
  if (plan.has_columns()) {
    const PlanAxis& axis = plan.axes().back();
    has_lines.resize(axis.places.size());
    for (std::size_t place = 0; place < has_lines.size(); ++place) {
      const std::uint32_t column = axis.places[place].digit * axis.stride;
      const bool any = std::any_of(rows.keys.begin(), rows.keys.end(), [&](std::uint32_t row) {
        return sums.any(row + column) || sums.any(row + column + 1);
      });
      has_lines[place] = any ? 1 : 0;
    }
  }
  Rolled out;
  const Columns columns(plan, out.pivot, has_lines);
  const std::uint32_t stride = plan.has_columns() ? plan.axes().back().stride : 0;
  const auto fill = [&](std::size_t tuple, Cell* cells) {
    for (const PlanAxis::Place& column : columns.used) {
      const std::uint32_t key = rows.keys[tuple] + column.digit * stride;
      const Sum planned = sums.at(key);
      const Sum actual = sums.at(key + 1);
      *cells++ = {planned.cents, actual.cents, planned.lines, actual.lines};
    }
  };
  out.column_lines = build_tree(plan, members, rows.tuples, fill, out.pivot);
  return out;
}

Rolled roll_groups(const Plan& plan, const Members& members) {
  const Groups groups(plan);
  const std::size_t axes = plan.axes().size();
  std::vector<std::uint32_t> places(groups.size() * axes);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (std::size_t axis = 0; axis < axes; ++axis) {
      places[group * axes + axis] = groups.place(group, axis);
    }
  }
  std::vector<std::uint32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0U);
  sort_numbers(order, [&](std::uint32_t a, std::uint32_t b) {
    const auto* const all = places.data();
    return std::lexicographical_compare(all + a * axes, all + (a + 1) * axes, all + b * axes,
                                        all + (b + 1) * axes);
  });
  std::vector<std::uint8_t> has_lines(plan.has_columns() ? plan.axes().back().places.size() : 0);
  Rows rows;
  rows.tuples.axes = plan.rows();
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t* const here = places.data() + order[i] * axes;
    if (plan.has_columns()) {
      has_lines[here[axes - 1]] = 1;
    }
    if (rows.keys.empty() ||
        !std::equal(here, here + plan.rows(),
                    rows.tuples.places.end() - static_cast<std::ptrdiff_t>(plan.rows()))) {
      rows.tuples.places.insert(rows.tuples.places.end(), here, here + plan.rows());
      rows.keys.push_back(i);
    }
  }
  rows.tuples.count = rows.keys.size();
  Rolled out;
  const Columns columns(plan, out.pivot, has_lines);
  const auto fill = [&](std::size_t tuple, Cell* cells) {
    const std::size_t end = tuple + 1 < rows.keys.size() ? rows.keys[tuple + 1] : order.size();
    std::size_t column = 0;
    for (std::size_t i = rows.keys[tuple]; i < end; ++i) {
      if (plan.has_columns()) {
        const PlanAxis& axis = plan.axes().back();
        while (columns.used[column].digit !=
               axis.places[places[order[i] * axes + axes - 1]].digit) {
          ++column;
        }
      }
      cells[column].add(groups.cell(order[i]));
    }
  };
  out.column_lines = build_tree(plan, members, rows.tuples, fill, out.pivot);
  return out;
}

// What the node and its parents fix: the deepest member of each axis. A node of another axis below
// a unit counts the lines of that unit itself, since those of lower units stand below these; so
// does a column, which stands for one member.
std::vector<Fixed> fixed_by(const Query& query, const Pivot& pivot, std::int32_t node,
                            std::size_t column) {
  std::vector<Fixed> fixed;
  for (std::int32_t at = node; at >= 0; at = pivot.nodes[static_cast<std::size_t>(at)].parent) {
    const Member& member = pivot.nodes[static_cast<std::size_t>(at)].member;
    const bool known = std::any_of(fixed.begin(), fixed.end(), [&member](const Fixed& other) {
      return other.member.axis == member.axis;
    });
    if (!known) {
      fixed.push_back({member, !fixed.empty()});
    }
  }
  if (query.columns && !query.compare) {
    fixed.push_back({pivot.columns[column], true});
  }
  return fixed;
}

}  // namespace

Rolled roll(const Plan& plan, const Members& members) {
  return plan.cells() != 0 ? roll_array(plan, members) : roll_groups(plan, members);
}

std::vector<LineId> lines_of(const Cube& cube, const Query& query, const Pivot& pivot,
                             std::int32_t node, std::size_t column, Cube::Part part) {
  const Plan plan(cube, query, Plan::Shows::lines, fixed_by(query, pivot, node, column));
  const Keys maker = plan.keys();
  std::vector<LineId> out;
  std::array<std::uint32_t, kBlock> keys;
  std::array<std::uint16_t, kBlock> chosen;
  std::array<bool, kBlock> asked;
  for (std::size_t from = 0; from < plan.lines().size(); from += kBlock) {
    const std::size_t count = std::min(kBlock, plan.lines().size() - from);
    asked.fill(false);
    bool any = false;
    for (const Pass& pass : plan.passes()) {
      const std::size_t found = maker.choose(pass.sieves, from, count, chosen.data());
      maker.make_chosen(pass.runs[0], from, count, chosen.data(), found, keys.data());
      for (std::size_t i = 0; i < found; ++i) {
        const Cube::Part other = keys[i] == 1 ? Cube::Part::plan : Cube::Part::actual;
        asked[chosen[i]] = asked[chosen[i]] || part != other;
      }
      any = any || found > 0;
    }
    for (std::size_t i = 0; any && i < count; ++i) {
      if (asked[i]) {
        out.push_back(LineId{static_cast<std::int64_t>(from + i) + 1});
      }
    }
  }
  return out;
}

}  // namespace saimnieks::cube
