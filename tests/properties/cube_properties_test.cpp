// The cube against a plain loop over the ledger's lines, whatever the ledger, the cut and the
// filters; and what it keeps against what it makes anew, whatever commands come in between.
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "tests/properties/plain_cube.h"

namespace saimnieks::cube {
namespace {

const std::vector<Axis> kOfLines{
    Axis::unit,   Axis::service,   Axis::code,    Axis::year,     Axis::month,  Axis::version,
    Axis::object, Axis::resource,  Axis::policy,  Axis::function, Axis::source, Axis::phase,
    Axis::task,   Axis::condition, Axis::channel, Axis::regular,  Axis::basis,  Axis::nature};

Query some_query(const World& world, const Cube& cube, bool derived) {
  std::vector<Axis> axes = kOfLines;
  if (derived) {
    axes.insert(axes.end(),
                {Axis::role, Axis::level, Axis::scale, Axis::resource_kind, Axis::direct});
  }
  Query query;
  if (coin() && coin()) {  // so many members that groups are looked up, by one key or several
    query.rows = {Axis::code, Axis::function, Axis::month, Axis::unit};
    if (coin()) {
      query.rows.insert(query.rows.end(), {Axis::service, Axis::resource, Axis::policy});
    }
  }
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    const Axis axis = one_of(axes);
    if (std::find(query.rows.begin(), query.rows.end(), axis) == query.rows.end()) {
      query.rows.push_back(axis);
    }
  }
  if (coin()) {
    const Axis axis = one_of(axes);
    if (std::find(query.rows.begin(), query.rows.end(), axis) == query.rows.end()) {
      query.columns = axis;
    }
  }
  const std::vector<model::LineRow> rows = rows_of(*world.ledger);
  for (int i = *rc::gen::inRange(0, 4); i > 0 && !rows.empty(); --i) {
    const Axis axis = one_of(kOfLines);
    const Member wanted{axis, member(one_of(rows), axis)};
    std::string value = cube.code_of(wanted);
    if (axis == Axis::unit && coin()) {
      value.clear();
      for (const Member& one : cube.lineage(wanted)) {
        value += (value.empty() ? "" : "/") + cube.code_of(one);
      }
    } else if (axis == Axis::unit || (axis != Axis::year && axis != Axis::month && coin())) {
      value = value.substr(0, 1) + "*";
    }
    query.where.push_back(filter(axis, value));
  }
  if (coin() && coin()) {
    const auto side = [&] {
      Side made;
      made.kind = coin() ? LineKind::plan : LineKind::actual;
      made.version = made.kind == LineKind::plan && coin() ? std::optional(one_of(world.versions))
                                                           : std::nullopt;
      made.year = coin() ? std::optional(*rc::gen::inRange(2025, 2028)) : std::nullopt;
      return made;
    };
    query.compare = Comparison{side(), side(), *rc::gen::inRange(1, 13), coin()};
  }
  return query;
}

Plainly::Path path_of(const Pivot& pivot, std::int32_t node) {
  Plainly::Path path;
  for (; node >= 0; node = pivot.nodes[static_cast<std::size_t>(node)].parent) {
    const Member& one = pivot.nodes[static_cast<std::size_t>(node)].member;
    path.insert(path.begin(), {one.axis, one.id});
  }
  return path;
}

void check_order(const Cube& cube, const Pivot& pivot) {
  std::map<std::int32_t, Member> last;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const Node& node = pivot.nodes[i];
    RC_ASSERT(node.parent < static_cast<std::int32_t>(i));
    const auto [before, first] = last.try_emplace(node.parent, node.member);
    if (!first) {
      const bool none = before->second.id == model::kNone;
      RC_ASSERT((node.member.id == model::kNone ||
                 (!none && cube.code_of(before->second) <= cube.code_of(node.member))));
      before->second = node.member;
    }
  }
}

// Lines that lie in the node's own member or below it; of each other axis, in the deepest member
// itself, since what lies below that has nodes of its own.
std::vector<LineId> behind(const Plainly& plainly, const Pivot& pivot, std::int32_t node,
                           std::size_t column, Cube::Part part) {
  std::map<Axis, Member> fixed;
  std::optional<Axis> own;
  for (const auto& [axis, id] : path_of(pivot, node)) {
    fixed[axis] = {axis, id};
    own = axis;
  }
  if (plainly.query.columns && !plainly.query.compare) {
    fixed[*plainly.query.columns] = pivot.columns[column];
  }
  std::vector<LineId> out;
  for (const model::LineRow& row : rows_of(*plainly.world.ledger)) {
    const auto [first, second] = plainly.parts(row);
    const bool asked =
        (first && part != Cube::Part::actual) || (second && part != Cube::Part::plan);
    if (asked && std::all_of(fixed.begin(), fixed.end(), [&](const auto& one) {
          const std::vector<Member> lineage = plainly.lineage(row, one.first);
          return one.first == own
                     ? std::find(lineage.begin(), lineage.end(), one.second) != lineage.end()
                     : lineage.back() == one.second;
        })) {
      out.push_back(row.rid);
    }
  }
  return out;
}

TEST(CubeProperties, EveryPivotIsWhatALoopOverTheLinesSays) {
  const bool held = rc::check([] {
    World world;
    Cube cube(*world.ledger);
    must(cube.load());
    for (int round = 0; round < 6; ++round) {
      const Query query = some_query(world, cube, false);
      const Pivot pivot = cube.pivot(query);
      const Plainly plainly{world, cube, query};
      const Plainly::Cells expected = plainly.cells();
      std::map<std::uint32_t, Cell> none;
      const auto compare = [&](const std::map<std::uint32_t, Cell>& cells, const Cell* found) {
        std::size_t seen = 0;
        for (std::size_t i = 0; i < pivot.columns.size(); ++i) {
          const auto one = cells.find(pivot.columns[i].id);
          seen += one == cells.end() ? 0U : 1U;
          RC_ASSERT(found[i] == (one == cells.end() ? Cell{} : one->second));
        }
        RC_ASSERT(seen == cells.size());
      };
      std::set<Plainly::Path> paths;
      for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
        const Plainly::Path path = path_of(pivot, static_cast<std::int32_t>(node));
        paths.insert(path);
        RC_ASSERT(expected.contains(path));
        compare(expected.at(path), &pivot.cell(node, 0));
      }
      RC_ASSERT(paths.size() == pivot.nodes.size());
      RC_ASSERT(paths.size() + 1 == std::max<std::size_t>(expected.size(), 1));
      compare(expected.empty() ? none : expected.at({}), pivot.total.data());
      check_order(cube, pivot);
      if (!pivot.columns.empty()) {
        const auto node = *rc::gen::inRange(-1, static_cast<int>(pivot.nodes.size()));
        const auto column = *rc::gen::inRange<std::size_t>(0, pivot.columns.size());
        const auto part =
            one_of(std::vector<Cube::Part>{Cube::Part::both, Cube::Part::plan, Cube::Part::actual});
        RC_ASSERT(cube.lines_behind(query, pivot, node, column, part) ==
                  behind(plainly, pivot, node, column, part));
      }
    }
  });
  EXPECT_TRUE(held);
}

void check_same(const Pivot& a, const Pivot& b) {
  RC_ASSERT(a.columns == b.columns);
  RC_ASSERT(a.cells == b.cells);
  RC_ASSERT(a.total == b.total);
  RC_ASSERT(a.nodes.size() == b.nodes.size());
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    RC_ASSERT(a.nodes[i].member == b.nodes[i].member);
    RC_ASSERT(a.nodes[i].parent == b.nodes[i].parent);
    RC_ASSERT(a.nodes[i].depth == b.nodes[i].depth);
    RC_ASSERT(a.nodes[i].children == b.nodes[i].children);
    RC_ASSERT(a.nodes[i].subtree == b.nodes[i].subtree);
  }
}

// What may be refused is refused, and is no change either.
void some_command(World& world) {
  const std::vector<model::LineRow> rows = rows_of(*world.ledger);
  world.clock.advance_ms(1);
  switch (*rc::gen::inRange(0, rows.empty() ? 2 : 9)) {
    case 0:
      static_cast<void>(world.ledger->execute(ledger::Undo{}));
      break;
    case 1: {
      const auto bulk = must(world.ledger->begin_bulk({}));
      for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
        static_cast<void>(bulk->add(world.some_line()));
      }
      must(bulk->commit());
      break;
    }
    case 2:
      static_cast<void>(world.ledger->execute(ledger::VoidLine{one_of(rows).rid}));
      break;
    case 3:
      static_cast<void>(world.ledger->execute(
          ledger::AddUnit{model::kNoUnit, std::to_string(*rc::gen::inRange(1, 9999)), "V"}));
      break;
    case 4:
      static_cast<void>(world.ledger->execute(ledger::SetVersionStatus{
          .version = one_of(world.versions), .status = model::VersionStatus::submitted}));
      break;
    case 5:
      static_cast<void>(world.ledger->execute(
          ledger::SetLine{.rid = one_of(rows).rid, .unit = one_of(world.units)}));
      break;
    case 6:
      static_cast<void>(world.ledger->execute(
          ledger::SetLine{.rid = one_of(rows).rid, .code = one_of(world.codes)}));
      break;
    default:
      static_cast<void>(world.ledger->execute(ledger::SetLine{
          .rid = one_of(rows).rid,
          .amount = base::Money::from_cents(*rc::gen::inRange<std::int64_t>(-99'999, 99'999))}));
  }
}

TEST(CubeProperties, WhatIsKeptIsWhatIsMadeAnew) {
  const bool held = rc::check([] {
    World world;
    Cube kept(*world.ledger);
    must(kept.load());
    world.ledger->on_change(&kept);
    std::vector<Query> queries;
    for (int i = 0; i < 4; ++i) {
      queries.push_back(some_query(world, kept, true));
      static_cast<void>(kept.pivot(queries.back()));
    }
    for (int i = 0; i < 12; ++i) {
      some_command(world);
      Cube fresh(*world.ledger);
      must(fresh.load());
      RC_ASSERT(kept.size() == fresh.size());
      // Not every one each time, so that several changes come between two questions.
      for (const Query& query : queries) {
        if (coin()) {
          check_same(kept.pivot(query), fresh.pivot(query));
        }
      }
    }
    world.ledger->on_change(nullptr);
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace saimnieks::cube
