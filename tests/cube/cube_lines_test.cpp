// Thousands of lines, several blocks of them, against a plain loop: every width of column, keys of
// either size, groups in an array and looked up, lines chosen and all of them. Random by a seed, so
// that it runs as WebAssembly too, where the loops are other ones.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/cube/counting.h"
#include "core/cube/cube.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::cube {
namespace {

using ledger::must;
using ledger::TestLedger;
using model::LineRow;

constexpr std::uint32_t kMembers = 300;  // of units and services: too many for a byte
constexpr std::uint64_t kSeed = 20'260'101;

std::string label(std::uint32_t number) { return std::to_string(1'000 + number * 7 % 1'000); }

struct ManyLines : TestLedger {
  ManyLines() {
    create();
    const auto bulk = must(ledger->begin_bulk({}));
    for (std::uint32_t i = 0; i < kMembers; ++i) {
      const std::string text = label(i);
      const std::array<std::string_view, 1> path{text};
      must(bulk->unit(path, {}));
      must(bulk->service(text, "P"));
    }
    must(bulk->source("F1", "F"));
    must(bulk->source("F2", "F"));
    must(bulk->commit());
    for (const char* version_label : {"A", "B"}) {
      versions.push_back(model::VersionId{run(ledger::AddVersion{version_label}).dimension});
    }
    cube.emplace(*ledger);
    must(cube->load());
  }

  std::uint32_t below(std::uint32_t limit) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return static_cast<std::uint32_t>(state >> 20U) % limit;
  }
  template <class Value>
  std::optional<Value> maybe(std::uint32_t first, std::uint32_t count) {
    const std::uint32_t place = below(count + 1);
    return place == count ? std::nullopt : std::optional(static_cast<Value>(first + place));
  }

  LineRow some_line(std::size_t at, std::uint32_t members, std::int64_t largest) {
    LineRow row;
    row.rid = LineId{static_cast<std::int64_t>(at) + 1};
    row.cents = static_cast<std::int64_t>(below(2'001)) * largest / 1'000 - largest;
    row.unit = maybe<model::UnitId>(0, members).value_or(model::kNoUnit);
    row.service = maybe<model::ServiceId>(0, members).value_or(model::kNoService);
    row.source = maybe<model::SourceId>(0, 2).value_or(model::kNoSource);
    row.kind = below(2) == 0 ? LineKind::plan : LineKind::actual;
    row.version = row.kind == LineKind::plan ? versions[below(2)] : model::kNoVersion;
    row.period = static_cast<std::int32_t>(202'500 + below(2) * 100 + below(13));
    row.basis = below(8) == 0 ? model::Basis::budget : model::Basis::cost;
    row.nature = static_cast<model::Nature>(below(8) == 0 ? 1 + below(3) : 0);
    row.phase = maybe<model::Phase>(3, 6);
    row.regular = maybe<model::Regularity>(0, 2);
    row.voided = below(20) == 0;
    return row;
  }
  void put(const std::vector<LineRow>& rows) {
    std::vector<ledger::LineDelta> deltas;
    for (const LineRow& row : rows) {
      const auto at = static_cast<std::size_t>(row.rid) - 1;
      lines.resize(std::max(lines.size(), at + 1));
      deltas.push_back({row.rid, row});
      lines[at] = row;
    }
    cube->begin({ledger->revision(), false});
    cube->lines(deltas);
    cube->end();
  }

  std::vector<std::optional<LineRow>> lines;
  std::vector<model::VersionId> versions;
  std::optional<Cube> cube;
  std::uint64_t state = kSeed;
};

std::uint32_t member(const LineRow& row, Axis axis) {
  switch (axis) {
    case Axis::unit:
      return model::index(row.unit);
    case Axis::service:
      return model::index(row.service);
    case Axis::source:
      return model::index(row.source);
    case Axis::phase:
      return row.phase ? static_cast<std::uint32_t>(*row.phase) : model::kNone;
    case Axis::regular:
      return row.regular ? static_cast<std::uint32_t>(*row.regular) : model::kNone;
    case Axis::nature:
      return static_cast<std::uint32_t>(row.nature);
    default:
      return static_cast<std::uint32_t>(axis == Axis::year ? row.period / 100 : row.period);
  }
}

using Path = std::vector<std::uint32_t>;  // a member of each row axis, then the column's

bool counts(const ManyLines& t, const LineRow& row, const Query& query) {
  const bool any_nature =
      std::find(query.rows.begin(), query.rows.end(), Axis::nature) != query.rows.end();
  if (row.voided || row.basis != model::Basis::cost ||
      (!any_nature && row.nature != model::Nature::cost) ||
      (row.kind == LineKind::plan && row.version != t.versions[1])) {
    return false;
  }
  return std::all_of(query.where.begin(), query.where.end(), [&](const Filter& filter) {
    const std::string text = t.cube->code_of({filter.axis, member(row, filter.axis)});
    return filter.prefix ? !text.empty() && text.rfind(filter.value, 0) == 0 : text == filter.value;
  });
}

Path path_of(const LineRow& row, const Query& query) {
  Path path;
  for (const Axis axis : query.rows) {
    path.push_back(member(row, axis));
  }
  path.push_back(query.columns ? member(row, *query.columns) : model::kNone);
  return path;
}

std::map<Path, Cell> counted(const ManyLines& t, const Query& query) {
  std::map<Path, Cell> cells;
  for (const auto& line : t.lines) {
    if (line && counts(t, *line, query)) {
      const bool plan = line->kind == LineKind::plan;
      cells[path_of(*line, query)].add(plan ? Cell{line->cents, 0, 1, 0}
                                            : Cell{0, line->cents, 0, 1});
    }
  }
  return cells;
}

void expect_counted(const ManyLines& t, const Query& query) {
  const std::map<Path, Cell> expected = counted(t, query);
  const Pivot pivot = t.cube->pivot(query);
  std::map<Path, Cell> found;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    if (pivot.nodes[i].children > 0) {
      continue;
    }
    Path path;
    for (auto at = static_cast<std::int32_t>(i); at >= 0;
         at = pivot.nodes[static_cast<std::size_t>(at)].parent) {
      path.insert(path.begin(), pivot.nodes[static_cast<std::size_t>(at)].member.id);
    }
    for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
      const Cell& cell = pivot.cell(i, column);
      if (cell.lines() != 0) {
        path.push_back(pivot.columns[column].id);
        found[path] = cell;
        path.pop_back();
        // Now and then, since each is a look at all lines.
        if ((i + column) % 97 == 0) {
          std::vector<LineId> behind;
          path.push_back(pivot.columns[column].id);
          for (const auto& line : t.lines) {
            if (line && counts(t, *line, query) && path_of(*line, query) == path) {
              behind.push_back(line->rid);
            }
          }
          path.pop_back();
          EXPECT_EQ(t.cube->lines_behind(query, pivot, static_cast<std::int32_t>(i), column),
                    behind);
        }
      }
    }
  }
  EXPECT_EQ(found.size(), expected.size());
  EXPECT_TRUE(found == expected);
}

// An array of few cells, of many, and groups that are looked up; all lines and ever fewer.
std::vector<Query> queries() {
  const std::array<std::vector<Axis>, 6> rows{{{Axis::unit},
                                               {Axis::service, Axis::phase},
                                               {Axis::source, Axis::regular, Axis::nature},
                                               {Axis::unit, Axis::service},
                                               {Axis::unit, Axis::service, Axis::month},
                                               {Axis::year}}};
  std::vector<Query> made;
  for (const std::vector<Axis>& axes : rows) {
    for (const std::optional<Axis> columns :
         {std::optional<Axis>(), std::optional(Axis::source), std::optional(Axis::phase)}) {
      if (columns && std::find(axes.begin(), axes.end(), *columns) != axes.end()) {
        continue;
      }
      made.push_back({axes, columns, {}, {}});
      made.push_back({axes, columns, {filter(Axis::unit, "1*")}, {}});
      made.push_back(
          {axes, columns, {filter(Axis::phase, "creation"), filter(Axis::service, "12*")}, {}});
      made.push_back({axes, columns, {filter(Axis::year, "2026"), filter(Axis::regular, "")}, {}});
    }
  }
  return made;
}

TEST(CubeLines, RollUpToWhatALoopOverThemSays) {
  ManyLines t;
  std::vector<LineRow> rows;
  for (std::size_t i = 0; i < 4'501; ++i) {
    rows.push_back(t.some_line(i, 200, 1'000'000));
  }
  t.put(rows);
  for (const Query& query : queries()) {
    expect_counted(t, query);
  }
}

// Line by line, and for whole cells: the same, above rows that are never added together too.
TEST(CubeLines, CountInTheCellsThatTheyStandBehind) {
  ManyLines t;
  std::vector<LineRow> rows;
  for (std::size_t i = 0; i < 900; ++i) {
    rows.push_back(t.some_line(i, 40, 1'000'000));
  }
  t.put(rows);
  std::vector<Query> asked = queries();
  asked.push_back({{Axis::version, Axis::unit}, {}, {}, {}});
  asked.push_back({{Axis::unit, Axis::basis, Axis::nature}, Axis::version, {}, {}});
  const Side base{LineKind::plan, t.versions[0], 2025};
  const Side other{LineKind::actual, {}, 2025};
  asked.push_back({{Axis::unit}, {}, {}, Comparison{base, other}});
  for (const Query& query : asked) {
    const Pivot pivot = t.cube->pivot(query);
    const Plan plan(*t.cube, query);
    std::map<std::pair<std::int32_t, std::size_t>, std::vector<LineId>> behind;
    std::map<std::pair<std::int32_t, std::size_t>, Cell> sums;
    for (const auto& line : t.lines) {
      const auto at = static_cast<std::size_t>(line->rid) - 1;
      EXPECT_EQ(plan.lines().has(at), !line->voided);
      if (line->voided) {
        continue;
      }
      EXPECT_TRUE(each_cell_counting(plan, pivot, at, [&](const Counted& counted) {
        if (counted.counts.lines() != 0) {
          const std::pair cell(counted.node, counted.column);
          behind[cell].push_back(line->rid);
          sums[cell].add(counted.counts);
        }
      }));
    }
    for (std::int32_t node = -1; node < static_cast<std::int32_t>(pivot.nodes.size()); ++node) {
      for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
        const std::pair cell(node, column);
        EXPECT_EQ(sums[cell], node < 0 ? pivot.total[column]
                                       : pivot.cell(static_cast<std::size_t>(node), column));
        if (node < 0 || (static_cast<std::size_t>(node) + column) % 23 == 0) {
          EXPECT_EQ(t.cube->lines_behind(query, pivot, node, column), behind[cell]);
        }
      }
    }
  }
}

TEST(CubeLines, StayInStepWhileColumnsWidenAndAmountsGrow) {
  ManyLines t;
  const std::vector<Query> asked = queries();
  std::size_t next = 0;
  for (const auto& [members, largest] : {std::pair<std::uint32_t, std::int64_t>{100, 1'000},
                                         {254, 2'000'000'000},
                                         {255, 2'147'483'647},
                                         {kMembers, 2'147'483'648},
                                         {kMembers, 90'000'000'000'000}}) {
    for (int commit = 0; commit < 3; ++commit) {
      std::vector<LineRow> rows;
      for (int i = 0; i < 900; ++i) {  // new ones, and others again
        const std::size_t at = i % 3 == 0 ? t.below(static_cast<std::uint32_t>(next) + 1) : next++;
        rows.push_back(t.some_line(at, members, largest));
      }
      const std::size_t first = t.below(static_cast<std::uint32_t>(asked.size()));
      for (std::size_t i = 0; i < 3; ++i) {  // kept while the commit comes
        static_cast<void>(t.cube->pivot(asked[(first + i) % asked.size()]));
      }
      t.put(rows);
      for (std::size_t i = 0; i < 5; ++i) {
        expect_counted(t, asked[(first + i) % asked.size()]);
      }
    }
  }
}

TEST(CubeLines, OneEditChangesItsCellsAlone) {
  ManyLines t;
  std::vector<LineRow> rows;
  for (std::size_t i = 0; i < 3'000; ++i) {
    rows.push_back(t.some_line(i, kMembers, 1'000'000));
  }
  t.put(rows);
  const std::vector<Query> asked = queries();
  for (std::size_t i = 0; i < 100; ++i) {
    t.put({t.some_line(t.below(3'000), kMembers, 1'000'000)});
    for (std::size_t k = 0; k < 3; ++k) {  // few enough to be kept from one edit to the next
      expect_counted(t, asked[i / 10 * 3 + k]);
    }
  }
}

}  // namespace
}  // namespace saimnieks::cube
