#include "core/cube/tree.h"

#include <algorithm>

namespace saimnieks::cube {
namespace {

// The nodes as rows bring them: each member after its siblings of the same axis that stand before
// it. Lines of a unit itself, split further, stand beside the units below it; siblings of different
// axes are then put in order by code.
struct Growing {
  std::vector<Node> nodes;
  std::vector<std::int32_t> leaf_of;  // by tuple; −1: the total
  bool mixed = false;
};

Growing grow(const Plan& plan, const Tuples& tuples) {
  Growing tree;
  tree.nodes.reserve(tuples.count);
  tree.leaf_of.reserve(tuples.count);
  if (tuples.axes == 1 && plan.axes()[0].lineages.empty()) {  // a list
    const PlanAxis& axis = plan.axes()[0];
    for (const std::uint32_t place : tuples.places) {
      tree.leaf_of.push_back(static_cast<std::int32_t>(tree.nodes.size()));
      tree.nodes.push_back({{axis.axis, axis.places[place].id}, -1, 0, 0, 1});
    }
    return tree;
  }
  std::vector<std::int32_t> open;  // from the top down to the node that grows
  std::vector<Member> path;
  std::vector<Axis> axis_of_children;
  for (std::size_t tuple = 0; tuple < tuples.count; ++tuple) {
    path_to(plan, tuples.places.data() + tuple * tuples.axes, path);
    std::size_t same = 0;
    while (same < open.size() && same < path.size() &&
           tree.nodes[static_cast<std::size_t>(open[same])].member == path[same]) {
      ++same;
    }
    open.resize(same);
    for (; same < path.size(); ++same) {
      const std::int32_t parent = open.empty() ? -1 : open.back();
      if (parent >= 0) {
        Node& above = tree.nodes[static_cast<std::size_t>(parent)];
        Axis& axis = axis_of_children[static_cast<std::size_t>(parent)];
        tree.mixed = tree.mixed || (above.children > 0 && axis != path[same].axis);
        axis = path[same].axis;
        ++above.children;
      }
      open.push_back(static_cast<std::int32_t>(tree.nodes.size()));
      tree.nodes.push_back({path[same], parent, static_cast<std::int32_t>(same), 0, 1});
      axis_of_children.push_back(path[same].axis);
    }
    tree.leaf_of.push_back(open.empty() ? -1 : open.back());
  }
  return tree;
}

void put_in_order(const Members& members, Growing& tree) {
  // By parent + 1, so that those without one (−1) come first.
  std::vector<std::vector<std::uint32_t>> children(tree.nodes.size() + 1);
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    children[static_cast<std::size_t>(tree.nodes[i].parent) + 1].push_back(
        static_cast<std::uint32_t>(i));
  }
  for (std::vector<std::uint32_t>& siblings : children) {
    sort_numbers(siblings, [&](std::uint32_t a, std::uint32_t b) {
      return members.before(tree.nodes[a].member, tree.nodes[b].member);
    });
  }
  std::vector<Node> nodes;
  nodes.reserve(tree.nodes.size());
  std::vector<std::int32_t> moved(tree.nodes.size());
  const auto emit = [&](const auto& self, std::int32_t from) -> void {
    for (const std::uint32_t child : children[static_cast<std::size_t>(from) + 1]) {
      moved[child] = static_cast<std::int32_t>(nodes.size());
      nodes.push_back(tree.nodes[child]);
      if (from >= 0) {
        nodes.back().parent = moved[static_cast<std::size_t>(from)];
      }
      self(self, static_cast<std::int32_t>(child));
    }
  };
  emit(emit, -1);
  tree.nodes = std::move(nodes);
  for (std::int32_t& leaf : tree.leaf_of) {
    leaf = leaf < 0 ? leaf : moved[static_cast<std::size_t>(leaf)];
  }
}

// Whether all that members of the axis have counts in what stands above them.
bool counts_whole(Axis axis) {
  return axis != Axis::version && axis != Axis::basis && axis != Axis::nature;
}

}  // namespace

void path_to(const Plan& plan, const std::uint32_t* places, std::vector<Member>& path) {
  path.clear();
  for (std::size_t i = 0; i < plan.rows(); ++i) {
    const PlanAxis& axis = plan.axes()[i];
    if (axis.lineages.empty()) {
      path.push_back({axis.axis, axis.places[places[i]].id});
    } else {
      const std::vector<Member>& lineage = axis.lineages[places[i]];
      path.insert(path.end(), lineage.begin(), lineage.end());
    }
  }
}

std::vector<std::int64_t> build_tree(const Plan& plan, const Members& members, const Tuples& tuples,
                                     FillRow fill, Pivot& pivot) {
  const std::size_t width = pivot.columns.size();
  Growing tree = grow(plan, tuples);
  if (tree.mixed) {
    put_in_order(members, tree);
  }
  pivot.nodes = std::move(tree.nodes);
  pivot.cells.resize(pivot.nodes.size() * width);
  pivot.total.resize(width);
  std::vector<std::int64_t> lines(width);
  for (std::size_t tuple = 0; tuple < tuples.count; ++tuple) {
    const std::int32_t leaf = tree.leaf_of[tuple];
    Cell* const cells =
        leaf < 0 ? pivot.total.data() : pivot.cells.data() + static_cast<std::size_t>(leaf) * width;
    fill(tuple, cells);
    for (std::size_t column = 0; column < width; ++column) {
      lines[column] += cells[column].lines();
    }
  }
  // Children stand after their parents.
  for (std::size_t i = pivot.nodes.size(); i-- > 0;) {
    const Node& node = pivot.nodes[i];
    const Cell* const from = pivot.cells.data() + i * width;
    Cell* to = pivot.total.data();
    if (node.parent >= 0) {
      const auto parent = static_cast<std::size_t>(node.parent);
      to = pivot.cells.data() + parent * width;
      pivot.nodes[parent].subtree += node.subtree;
    }
    const bool whole = counts_whole(node.member.axis);
    for (std::size_t column = 0; column < width; ++column) {
      to[column].add(whole ? from[column] : plan.counting_above(node.member, from[column]));
    }
  }
  return lines;
}

}  // namespace saimnieks::cube
