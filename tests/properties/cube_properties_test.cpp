// The cube against a plain loop over the ledger's lines and against SQL, whatever the ledger, the
// cut and the filters; and what it keeps against what it makes anew, whatever commands come in
// between.
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "core/ledger/database.h"
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

// Whether the line counts above its row of the axis, where rows of it are not all added together.
bool counts_above(const Plainly& plainly, const model::LineRow& row, Axis axis) {
  if (axis == Axis::version) {
    return plainly.query.compare || row.kind == LineKind::actual ||
           plainly.cube.default_version() == row.version;
  }
  return (axis != Axis::basis && axis != Axis::nature) || member(row, axis) == 0;
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
        ((first && part != Cube::Part::actual) || (second && part != Cube::Part::plan)) &&
        std::all_of(plainly.query.rows.begin(), plainly.query.rows.end(), [&](Axis axis) {
          return fixed.contains(axis) || counts_above(plainly, row, axis);
        });
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

std::int64_t sum_behind(const Cube& cube, const Query& query, const Pivot& pivot, std::int32_t node,
                        std::size_t column, Cube::Part part) {
  std::int64_t sum = 0;
  for (const LineId line : cube.lines_behind(query, pivot, node, column, part)) {
    sum += cube.row(line)->cents;
  }
  return sum;
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
        const Cell& cell =
            node < 0 ? pivot.total[column] : pivot.cell(static_cast<std::size_t>(node), column);
        RC_ASSERT(sum_behind(cube, query, pivot, node, column, Cube::Part::plan) ==
                  cell.plan_cents);
        RC_ASSERT(sum_behind(cube, query, pivot, node, column, Cube::Part::actual) ==
                  cell.actual_cents);
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

// What SQL is asked by: a column of `line` and, of dimensions, the table that its numbers are of.
struct Column {
  Axis axis;
  const char* name;
  const char* table = nullptr;
};
constexpr std::array kColumns{Column{Axis::unit, "unit", "unit"},
                              Column{Axis::service, "service", "service"},
                              Column{Axis::code, "code", "code"},
                              Column{Axis::resource, "resource", "resource"},
                              Column{Axis::policy, "policy", "policy"},
                              Column{Axis::source, "source", "source"},
                              Column{Axis::function, "function", "code"},
                              Column{Axis::month, "period"},
                              Column{Axis::basis, "basis"},
                              Column{Axis::nature, "nature"}};

// The member as SQL shows it: a row's id, or the number itself; empty for none.
std::string shown(const World& world, const Member& member) {
  if (member.id == model::kNone) {
    return {};
  }
  const auto id = [&](const auto& rows, auto number) { return rows[number].uuid.text(); };
  const ledger::Ledger& ledger = *world.ledger;
  switch (member.axis) {
    case Axis::unit:
      return id(ledger.units(), model::UnitId{member.id});
    case Axis::service:
      return id(ledger.services(), model::ServiceId{member.id});
    case Axis::code:
    case Axis::function:
      return id(ledger.codes(), model::CodeId{member.id});
    case Axis::resource:
      return id(ledger.resources(), model::ResourceId{member.id});
    case Axis::policy:
      return id(ledger.policies(), model::PolicyId{member.id});
    case Axis::source:
      return id(ledger.sources(), model::SourceId{member.id});
    default:
      return std::to_string(member.id);
  }
}

using Groups = std::map<std::pair<std::string, std::string>, Cell>;

// What lies on both members themselves, and not on what is below them.
Groups groups_of(const World& world, const Pivot& pivot, Axis first, Axis second) {
  Groups out;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    if (pivot.nodes[i].member.axis != second) {
      continue;
    }
    Cell own = pivot.cell(i, 0);
    const auto end = i + static_cast<std::size_t>(pivot.nodes[i].subtree);
    for (std::size_t at = i + 1; at < end; ++at) {
      if (pivot.nodes[at].parent == static_cast<std::int32_t>(i)) {
        const Cell& below = pivot.cell(at, 0);
        own.plan_cents -= below.plan_cents;
        own.actual_cents -= below.actual_cents;
        own.plan_lines -= below.plan_lines;
        own.actual_lines -= below.actual_lines;
      }
    }
    auto above = pivot.nodes[i].parent;
    while (pivot.nodes[static_cast<std::size_t>(above)].member.axis != first) {
      above = pivot.nodes[static_cast<std::size_t>(above)].parent;
    }
    if (own.lines() != 0) {
      out[{shown(world, pivot.nodes[static_cast<std::size_t>(above)].member),
           shown(world, pivot.nodes[i].member)}] = own;
    }
  }
  return out;
}

Groups groups_of(ledger::Database& db, const Column& first, const Column& second,
                 const std::string& conditions) {
  const auto value = [](const Column& of) {
    return of.table == nullptr ? std::string("line.") + of.name
                               : std::string("(SELECT lower(hex(uuid)) FROM ") + of.table +
                                     " WHERE id = line." + of.name + ")";
  };
  const std::string sql = "SELECT " + value(first) + ", " + value(second) +
                          ", kind, sum(cents), count(*) FROM line WHERE voided = 0 AND present = 1 "
                          "AND " +
                          conditions + " GROUP BY 1, 2, 3";
  sqlite3_stmt* statement = nullptr;
  RC_ASSERT(sqlite3_prepare_v2(db.handle(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  Groups out;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const auto text = [&](int column, const Column& of) {
      const auto* bytes = sqlite3_column_text(statement, column);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      std::string found(bytes, bytes + size);
      if (of.table != nullptr && !found.empty()) {
        for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
          found.insert(dash, "-");
        }
      }
      return found;
    };
    Cell& cell = out[{text(0, first), text(1, second)}];
    const bool actual =
        sqlite3_column_int(statement, 2) == static_cast<int>(model::LineKind::actual);
    (actual ? cell.actual_cents : cell.plan_cents) = sqlite3_column_int64(statement, 3);
    (actual ? cell.actual_lines : cell.plan_lines) = sqlite3_column_int64(statement, 4);
  }
  sqlite3_finalize(statement);
  return out;
}

TEST(CubeProperties, EveryRollUpIsWhatSqlSays) {
  const bool held = rc::check([] {
    World world;
    struct Asked {
      Column first;
      Column second;
      std::string conditions;
      Groups found;
    };
    std::vector<Asked> asked;
    {
      Cube cube(*world.ledger);
      must(cube.load());
      for (int i = 0; i < 6; ++i) {
        Asked one{one_of(kColumns), one_of(kColumns), {}, {}};
        while (one.second.axis == one.first.axis) {
          one.second = one_of(kColumns);
        }
        const auto names = [&](Axis axis) {
          return one.first.axis == axis || one.second.axis == axis;
        };
        Query query;
        query.rows = {one.first.axis, one.second.axis};
        const model::VersionId version = one_of(world.versions);
        query.where = {{Axis::version, world.ledger->versions()[version].name}};
        const auto kind = [](model::LineKind of) { return std::to_string(static_cast<int>(of)); };
        one.conditions = "(kind = " + kind(model::LineKind::actual) +
                         " OR version = (SELECT id FROM version WHERE label = '" +
                         world.ledger->versions()[version].name + "'))";
        one.conditions += names(Axis::basis) ? "" : " AND basis = 0";
        one.conditions += names(Axis::nature) ? "" : " AND nature = 0";
        if (coin()) {
          const int year = *rc::gen::inRange(2025, 2028);
          query.where.push_back(filter(Axis::year, std::to_string(year)));
          one.conditions += " AND period / 100 = " + std::to_string(year);
        }
        one.found = groups_of(world, cube.pivot(query), one.first.axis, one.second.axis);
        asked.push_back(std::move(one));
      }
    }
    world.ledger.reset();
    ledger::Database db =
        must(ledger::Database::open(world.vfs.storage(), ledger::Database::Mode::existing));
    for (const Asked& one : asked) {
      RC_ASSERT(one.found == groups_of(db, one.first, one.second, one.conditions));
    }
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace saimnieks::cube
