// A ledger of random lines on every axis, and what a query about them means, line by line: slow,
// short and beside the cube, to hold the cube to.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "core/catalogue/catalogue.h"
#include "core/cube/cube.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::cube {

inline void PrintTo(const Cell& cell, std::ostream* out) {
  *out << cell.plan_cents << "/" << cell.plan_lines << " " << cell.actual_cents << "/"
       << cell.actual_lines;
}

using ledger::must;
using ledger::TestLedger;

template <class List>
auto one_of(const List& list) {
  return *rc::gen::elementOf(list);
}

inline bool coin() { return *rc::gen::arbitrary<bool>(); }

template <class Enum>
std::optional<Enum> choice() {
  const int place = *rc::gen::inRange(-1, static_cast<int>(model::kChoices<Enum>.size()));
  return place < 0 ? std::nullopt : std::optional(static_cast<Enum>(place));
}

struct World : TestLedger {
  World() {
    create();
    for (int i = *rc::gen::inRange(1, 7); i > 0; --i) {
      const auto parent = units.empty() || coin() ? model::kNoUnit : one_of(units);
      units.push_back(model::UnitId{
          run(ledger::AddUnit{parent, std::to_string(*rc::gen::inRange(1, 30) * 100 + i), "V"})
              .dimension});
      services.push_back(model::ServiceId{
          run(ledger::AddService{std::to_string(*rc::gen::inRange(1, 30) * 100 + i), "P"})
              .dimension});
    }
    for (const char* economic : {"1000", "1100", "1110", "2200", "2210", "2000"}) {
      if (const model::CodeId known = ledger->find_code("EKK", economic); known != model::kNoCode) {
        codes.push_back(known);
      }
    }
    codes.push_back(model::CodeId{run(ledger::AddCode{"EKK", "22441", "K"}).dimension});
    codes.push_back(model::CodeId{run(ledger::AddCode{"own", "1100", "K"}).dimension});
    versions.push_back(model::VersionId{run(ledger::AddVersion{"A"}).dimension});
    versions.push_back(model::VersionId{run(ledger::AddVersion{"B"}).dimension});
    const auto bulk = must(ledger->begin_bulk({}));
    for (const char* name : {"R1", "R2", "R3"}) {
      resources.push_back(must(bulk->resource(name, "R", name[1] == '1' ? "vehicle" : "building")));
      policies.push_back(must(bulk->policy(name, "P")));
      sources.push_back(must(bulk->source(name, "F")));
    }
    for (int i = *rc::gen::inRange(1, 60); i > 0; --i) {
      must(bulk->add(some_line()));
    }
    must(bulk->commit());
    if (coin()) {
      approve(one_of(versions));
    }
  }

  [[nodiscard]] model::Line some_line() const {
    const auto maybe = [](const auto& list, auto none) { return coin() ? one_of(list) : none; };
    const auto entry = [](catalogue::Kind kind) {
      return coin() ? std::string(one_of(std::vector<std::string_view>{
                          catalogue::current().entries(kind)[0].code,
                          catalogue::current().entries(kind)[3].code}))
                    : std::string();
    };
    model::Line line;
    line.row.kind = coin() ? model::LineKind::plan : model::LineKind::actual;
    line.row.version =
        line.row.kind == model::LineKind::plan ? one_of(versions) : model::kNoVersion;
    line.row.period = *rc::gen::inRange(2025, 2028) * 100 + *rc::gen::inRange(0, 5);
    const std::int64_t most = one_of(std::vector<std::int64_t>{3, 100'000, 99'999'999'999});
    line.row.cents = *rc::gen::inRange<std::int64_t>(-most, most + 1);
    line.row.unit = maybe(units, model::kNoUnit);
    line.row.code = maybe(codes, model::kNoCode);
    line.row.function = maybe(codes, model::kNoCode);
    line.row.source = maybe(sources, model::kNoSource);
    line.row.basis = choice<model::Basis>().value_or(model::Basis::cost);
    line.row.nature = choice<model::Nature>().value_or(model::Nature::cost);
    line.row.phase = choice<model::Phase>();
    line.row.regular = choice<model::Regularity>();
    line.condition = entry(catalogue::Kind::condition);
    line.channel = coin() ? std::string("website") : std::string();
    const int object = *rc::gen::inRange(0, 4);
    if (object == 0) {
      line.row.service = one_of(services);
    } else if (object == 1) {
      line.row.resource = one_of(resources);
    } else if (object == 2) {
      line.row.policy = one_of(policies);
    } else {
      line.task = catalogue::current().entries(catalogue::Kind::task)[0].code;
    }
    line.row.role = role_of(object);
    if (line.row.phase &&
        model::is_policy_phase(*line.row.phase) != (line.row.policy != model::kNoPolicy)) {
      line.row.phase.reset();
    }
    return line;
  }

  // One that answers for a service, a resource, a policy or management.
  [[nodiscard]] static std::optional<model::RoleRow> role_of(int object) {
    using Row = model::RoleRow;
    const std::vector<Row> rows[] = {{Row::r1, Row::r4, Row::r6, Row::r7, Row::r8, Row::r9},
                                     {Row::r2, Row::r5, Row::r10, Row::r11, Row::r12},
                                     {Row::r3, Row::r4, Row::r5},
                                     {Row::r1, Row::r4, Row::r5, Row::r6, Row::r10}};
    return coin() ? std::optional(one_of(rows[object])) : std::nullopt;
  }

  std::vector<model::UnitId> units;
  std::vector<model::ServiceId> services;
  std::vector<model::CodeId> codes;
  std::vector<model::VersionId> versions;
  std::vector<model::ResourceId> resources;
  std::vector<model::PolicyId> policies;
  std::vector<model::SourceId> sources;
};

template <class Value>
std::uint32_t number(const std::optional<Value>& value) {
  return value ? static_cast<std::uint32_t>(*value) : model::kNone;
}

inline std::uint32_t member(const model::LineRow& row, Axis axis) {
  const std::map<Axis, std::uint32_t> members{
      {Axis::unit, model::index(row.unit)},
      {Axis::service, model::index(row.service)},
      {Axis::code, model::index(row.code)},
      {Axis::year, static_cast<std::uint32_t>(row.period / 100)},
      {Axis::month, static_cast<std::uint32_t>(row.period)},
      {Axis::version, model::index(row.version)},
      {Axis::resource, model::index(row.resource)},
      {Axis::policy, model::index(row.policy)},
      {Axis::function, model::index(row.function)},
      {Axis::source, model::index(row.source)},
      {Axis::phase, number(row.phase)},
      {Axis::task, model::index(row.task)},
      {Axis::condition, model::index(row.condition)},
      {Axis::channel, model::index(row.channel)},
      {Axis::regular, number(row.regular)},
      {Axis::basis, static_cast<std::uint32_t>(row.basis)},
      {Axis::nature, static_cast<std::uint32_t>(row.nature)},
      {Axis::object, row.service != model::kNoService     ? 0
                     : row.resource != model::kNoResource ? 1
                     : row.policy != model::kNoPolicy     ? 2
                     : row.task != model::kNoWord         ? 3
                                                          : model::kNone}};
  return members.at(axis);
}

inline std::vector<model::LineRow> rows_of(const ledger::Ledger& ledger) {
  std::vector<model::LineRow> rows;
  must(ledger.scan_lines([&](const model::LineRow& row) {
    if (!row.voided) {
      rows.push_back(row);
    }
  }));
  return rows;
}

// The meaning of a query, line by line, as core/cube/cube.h says it.
struct Plainly {
  const World& world;
  const Cube& cube;
  const Query& query;

  [[nodiscard]] bool names(Axis axis) const {
    return filters(axis) || query.columns == axis ||
           std::find(query.rows.begin(), query.rows.end(), axis) != query.rows.end();
  }
  [[nodiscard]] bool filters(Axis axis) const {
    return std::any_of(query.where.begin(), query.where.end(),
                       [axis](const Filter& one) { return one.axis == axis; });
  }
  [[nodiscard]] std::vector<Member> lineage(const model::LineRow& row, Axis axis) const {
    return cube.lineage({axis, member(row, axis)});
  }

  [[nodiscard]] bool passes(const model::LineRow& row, const Filter& filter) const {
    const std::uint32_t id = member(row, filter.axis);
    const std::string code = cube.code_of({filter.axis, id});
    if (filter.axis == Axis::version && id == model::kNone) {
      return true;
    }
    if (filter.value.empty() && !filter.prefix) {
      return id == model::kNone;
    }
    if (id == model::kNone) {
      return false;
    }
    const auto fits = [&](const std::string& text) {
      return filter.prefix ? text.rfind(filter.value, 0) == 0 : text == filter.value;
    };
    if (filter.axis == Axis::unit) {
      std::string path;
      bool inside = false;
      for (const Member& one : lineage(row, Axis::unit)) {
        path += (path.empty() ? "" : "/") + cube.code_of(one);
        inside = inside || fits(filter.prefix ? cube.code_of(one) : path);
      }
      return inside;
    }
    if (filter.axis == Axis::code) {
      return fits(code) ||
             (!filter.prefix && world.ledger->codes()[row.code].scheme == model::kEkkScheme &&
              catalogue::stands_above(filter.value, code));
    }
    const bool apart =
        filter.axis == Axis::version || filter.axis == Axis::basis || filter.axis == Axis::nature;
    return !(apart && filter.prefix) && fits(code);
  }

  [[nodiscard]] bool takes(const model::LineRow& row, const Side& side) const {
    if (row.kind != side.kind || (side.year && row.period / 100 != *side.year)) {
      return false;
    }
    const auto counting = filters(Axis::version) ? std::nullopt : cube.default_version();
    const auto version = side.version ? side.version : counting;
    return row.kind == model::LineKind::actual || (version && *version == row.version);
  }

  // Whether the line is in the first and the second amount of its cell.
  [[nodiscard]] std::pair<bool, bool> parts(const model::LineRow& row) const {
    for (const Filter& filter : query.where) {
      if (!passes(row, filter)) {
        return {};
      }
    }
    if ((!names(Axis::basis) && row.basis != model::Basis::cost) ||
        (!names(Axis::nature) && row.nature != model::Nature::cost)) {
      return {};
    }
    if (query.compare) {
      const int month = row.period % 100;
      const bool reached = query.compare->through_month >= kWholeYear ||
                           (month != 0 && month <= query.compare->through_month);
      return {takes(row, query.compare->base) && reached != query.compare->base_follows,
              takes(row, query.compare->other) && reached};
    }
    if (row.kind == model::LineKind::actual) {
      return {false, true};
    }
    return {names(Axis::version) || cube.default_version() == row.version, false};
  }

  using Path = std::vector<std::pair<Axis, std::uint32_t>>;
  using Cells = std::map<Path, std::map<std::uint32_t, Cell>>;  // by column's member

  [[nodiscard]] Cells cells() const {
    Cells out;
    for (const model::LineRow& row : rows_of(*world.ledger)) {
      const auto [first, second] = parts(row);
      if (!first && !second) {
        continue;
      }
      Path path;
      for (const Axis axis : query.rows) {
        for (const Member& one : lineage(row, axis)) {
          path.emplace_back(one.axis, one.id);
        }
      }
      const std::uint32_t column =
          query.columns && !query.compare ? member(row, *query.columns) : model::kNone;
      bool counts = true;
      bool plan_counts = true;
      while (true) {
        Cell& cell = out[path][column];
        if (counts && plan_counts && first) {
          cell.plan_cents += row.cents;
          ++cell.plan_lines;
        }
        if (counts && second) {
          cell.actual_cents += row.cents;
          ++cell.actual_lines;
        }
        if (path.empty()) {
          break;
        }
        const auto [axis, id] = path.back();
        counts = counts && ((axis != Axis::basis && axis != Axis::nature) || id == 0);
        if (axis == Axis::version && id != model::kNone && !query.compare) {
          plan_counts = cube.default_version() == VersionId{id};
        }
        path.pop_back();
      }
    }
    return out;
  }
};

}  // namespace saimnieks::cube
