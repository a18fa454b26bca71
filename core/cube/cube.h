// Cube: the ledger's lines as columns in memory, one array an axis, kept in step by the deltas of
// commits. It answers roll-ups by any axes in exact integers; it never asks SQL.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/cube/column.h"
#include "core/ledger/ledger.h"

namespace saimnieks::cube {

using model::LineId;
using model::LineKind;
using model::VersionId;

enum class Axis : std::uint8_t {
  unit,
  service,
  code,
  year,
  month,
  version,
  object,  // what kind of object: see ObjectKind
  resource,
  policy,
  function,
  source,
  phase,
  task,
  condition,
  channel,
  regular,
  basis,
  nature,
  role,   // that the line names, else the one that answers for its level and scale
  level,  // from here on no line carries the axis: core/cube/derived.h
  scale,
  resource_kind,
  direct,  // to the object of the row; where rows are no objects, to services
};
inline constexpr std::size_t kAxes = 23;
// What a line is for; `management` when it names a task only.
enum class ObjectKind : std::uint32_t { service, resource, policy, management };
enum class Directness : std::uint32_t { direct, indirect };
[[nodiscard]] std::string_view name(Axis axis);
[[nodiscard]] std::optional<Axis> axis_from_name(std::string_view name);

// `value` as people write it: a unit's path "001/011" and what lies below it, a code and what
// stands below it, a year, a month "2026-01", a version's label. With `prefix`, codes that begin
// with it. An empty value: the lines that have none.
struct Filter {
  Axis axis = Axis::unit;
  std::string value;
  bool prefix = false;
};
// "1*" is a prefix.
[[nodiscard]] Filter filter(Axis axis, std::string_view value);
// A month, or a year with its months.
[[nodiscard]] Filter filter(base::Period period);

// One side of a comparison: "plan:A@2014", "actual@2015".
struct Side {
  LineKind kind = LineKind::actual;
  std::optional<VersionId> version;  // plans: none is the default version
  std::optional<int> year;           // none: every year

  friend bool operator==(const Side&, const Side&) = default;
};

inline constexpr int kWholeYear = 12;

struct Comparison {
  Side base;
  Side other;
  // Both sides from January through this month. A line of a whole year is never spread over months,
  // so it counts only where the whole year does.
  int through_month = kWholeYear;

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

// Amounts of different basis are never added together, nor costs with income, benefits or what
// recipients bear: unless a query names the axis, it is about costs on the basis of cost.
struct Query {
  std::vector<Axis> rows;
  std::optional<Axis> columns;  // not in a comparison, which has one column
  std::vector<Filter> where;
  std::optional<Comparison> compare;
};

// Two amounts side by side: plan and actual, or in a comparison base and other.
struct Cell {
  std::int64_t plan_cents = 0;
  std::int64_t actual_cents = 0;
  std::int64_t plan_lines = 0;
  std::int64_t actual_lines = 0;

  [[nodiscard]] std::int64_t lines() const { return plan_lines + actual_lines; }
  void add(const Cell& other);
  friend bool operator==(const Cell&, const Cell&) = default;
};

// A member of an axis: the number of a unit, service, code, version, resource, policy, function's
// code or source; a year; a packed period; a word of the ledger (task, condition, channel); the
// number of a value (object, phase, regular, basis, nature, role, direct); the place in the
// catalogue's list (level, scale); the first resource of that kind (resource_kind).
// model::kNone: lines that have none.
struct Member {
  Axis axis = Axis::unit;
  std::uint32_t id = model::kNone;

  friend bool operator==(const Member&, const Member&) = default;
};

struct Node {
  Member member;
  std::int32_t parent = -1;  // in Pivot::nodes; −1: a root
  std::int32_t depth = 0;
  std::int32_t children = 0;  // direct ones
  std::int32_t subtree = 1;   // nodes from this one on that lie in it: the next sibling's distance
};

struct Pivot {
  std::vector<Member> columns;  // in order; one nameless member when the query has no column axis
  std::vector<Node> nodes;      // parents before children, siblings in order of code
  std::vector<Cell> cells;      // nodes × columns
  std::vector<Cell> total;      // by column

  [[nodiscard]] const Cell& cell(std::size_t node, std::size_t column) const {
    return cells[node * columns.size() + column];
  }
};

class Cube final : public ledger::DeltaSink {
 public:
  // Borrowed, for its dimensions and for loading; must outlive the cube.
  explicit Cube(const ledger::Ledger& ledger) : ledger_(ledger) {}

  // Reads every line. Afterwards ledger.on_change(&cube) keeps it in step.
  [[nodiscard]] base::Result<void> load();
  // The same in steps: false while there is more.
  [[nodiscard]] base::Result<bool> load_some(std::int64_t most_lines);

  void begin(const ledger::CommitInfo& info) override;
  void lines(std::span<const ledger::LineDelta> deltas) override;
  void end() override {}

  [[nodiscard]] std::int64_t revision() const { return revision_; }
  [[nodiscard]] std::size_t size() const { return present_; }
  [[nodiscard]] std::size_t bytes() const;  // of the arrays
  // A line as the cube holds it; none when it is voided or not there.
  [[nodiscard]] std::optional<model::LineRow> row(LineId rid) const;

  [[nodiscard]] Pivot pivot(const Query& query) const;
  // The lines behind a node's cell, in order of entry; node −1 is the total. `side`: only plan
  // (base) or only actual (other) lines.
  enum class Part : std::uint8_t { both, plan, actual };
  [[nodiscard]] std::vector<LineId> lines_behind(const Query& query, const Pivot& pivot,
                                                 std::int32_t node, std::size_t column,
                                                 Part part = Part::both) const;

  // The version that counts when none is named: the latest approved, else the newest that is not
  // superseded; none when there is none.
  [[nodiscard]] std::optional<VersionId> default_version() const;

  // The years that have lines, and whether as plan (by version) or actual: what can be compared.
  struct Scenario {
    Side side;
    std::int64_t lines = 0;
    std::int64_t cents = 0;
    int last_month = 0;        // the latest month that has lines; 0: none has
    bool whole_years = false;  // some lines belong to no month
  };
  [[nodiscard]] std::vector<Scenario> scenarios() const;

  // --- members as people read them
  [[nodiscard]] std::string code_of(
      const Member& member) const;  // "011", "2222", "2015", "2026-01"
  [[nodiscard]] std::string name_of(const Member& member) const;  // may be empty
  // How many members an axis of rows, words or values may have.
  [[nodiscard]] std::uint32_t members(Axis axis) const;
  // The chain of members from the top of the hierarchy to this one.
  [[nodiscard]] std::vector<Member> lineage(const Member& member) const;

 private:
  friend class Roller;
  enum class State : std::uint8_t { absent, plan, actual };

  [[nodiscard]] const Column& column(Axis axis) const {
    return columns_[static_cast<std::size_t>(axis)];
  }
  [[nodiscard]] Column& column(Axis axis) { return columns_[static_cast<std::size_t>(axis)]; }
  // The member that a line has on an axis that is not derived; of the role, the line's own.
  [[nodiscard]] std::uint32_t member_id(Axis axis, std::size_t at) const;
  // Whether the line counts where no basis or nature is asked for.
  [[nodiscard]] bool plain(std::size_t at) const {
    return column(Axis::basis)[at] == 0 && column(Axis::nature)[at] == 0;
  }
  void set(const model::LineRow& row);
  void remove(LineId rid);
  void grow(std::size_t size);

  const ledger::Ledger& ledger_;
  std::int64_t revision_ = 0;
  std::size_t present_ = 0;
  LineId loaded_{};
  // By rid − 1.
  std::vector<std::int64_t> cents_;
  std::array<Column, kAxes> columns_;  // by axis; those of time and what is derived stay empty
  std::vector<std::int32_t> period_;
  std::vector<State> state_;
};

}  // namespace saimnieks::cube
