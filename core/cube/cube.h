// Cube: the ledger's lines as columns in memory, one array an axis, kept in step by the deltas of
// commits. It answers roll-ups by any axes in exact integers; it never asks SQL.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/cube/axis.h"
#include "core/cube/lines.h"
#include "core/ledger/sight.h"

namespace saimnieks::cube {

using model::LineId;
using model::LineKind;
using model::VersionId;

// `value` as people write it: a unit's path "001/011" and what lies below it, a code and what
// stands below it, a year, a month "2026-01", a version's label. With `prefix`, codes that begin
// with it. An empty value: the lines that have none.
struct Filter {
  Axis axis = Axis::unit;
  std::string value;
  bool prefix = false;

  friend bool operator==(const Filter&, const Filter&) = default;
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
  // The base after that month instead, with its lines of the whole year: what is still to come.
  bool base_follows = false;

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

// Amounts of different basis are never added together, nor costs with income, benefits or what
// recipients bear: unless a query names the axis, it is about costs on the basis of cost.
struct Query {
  std::vector<Axis> rows;
  std::optional<Axis> columns;  // not in a comparison, which has one column
  std::vector<Filter> where;
  std::optional<Comparison> compare;
  // By number of a unit: the one under which its lines are shown and asked for. Empty: its own; so
  // is what lies beyond the end.
  std::vector<model::UnitId> heirs{};

  friend bool operator==(const Query&, const Query&) = default;
};

// Two amounts side by side: plan and actual, or in a comparison base and other.
struct Cell {
  std::int64_t plan_cents = 0;
  std::int64_t actual_cents = 0;
  std::int64_t plan_lines = 0;
  std::int64_t actual_lines = 0;

  [[nodiscard]] std::int64_t lines() const { return plan_lines + actual_lines; }
  void add(const Cell& other) {
    plan_cents += other.plan_cents;
    actual_cents += other.actual_cents;
    plan_lines += other.plan_lines;
    actual_lines += other.actual_lines;
  }
  friend bool operator==(const Cell&, const Cell&) = default;
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

class Members;
class Kept;

// Whose lines a cube holds: those that the ledger's user may see, or all. The latter are for what
// is computed of the whole (what a service costs with its share of everybody's), whose answer is
// for the user's eyes and whose lines are not.
enum class Whose : std::uint8_t { users, everybodys };

class Cube final : public ledger::DeltaSink {
 public:
  // Borrowed, for its dimensions and for loading; must outlive the cube.
  explicit Cube(const ledger::Ledger& ledger, Whose whose = Whose::users);
  Cube(Cube&& other) noexcept;
  ~Cube() override;

  // Reads every line. Afterwards ledger.on_change(&cube) keeps it in step; after a commit of many
  // lines it asks to be loaded again, which reads these.
  [[nodiscard]] base::Result<void> load();
  // The same in steps of about so many lines: false while there is more.
  [[nodiscard]] base::Result<bool> load_some(std::int64_t most_lines);
  // Whether it holds every line as the ledger does. Until then its answers are of no use.
  [[nodiscard]] bool loaded() const { return next_ >= until_; }
  // The lines that are still to be read lie above the first number, up to the second (0: not
  // known).
  [[nodiscard]] std::int64_t lines_read() const { return static_cast<std::int64_t>(next_); }
  [[nodiscard]] std::int64_t lines_to_read() const {
    return started_ ? static_cast<std::int64_t>(until_) : 0;
  }

  void begin(const ledger::CommitInfo& info) override;
  void lines(std::span<const ledger::LineDelta> deltas) override;
  void lines_between(LineId first, LineId last) override;
  void end() override;

  [[nodiscard]] std::int64_t revision() const { return revision_; }
  [[nodiscard]] std::size_t size() const { return lines_.present(); }
  [[nodiscard]] std::size_t bytes() const { return lines_.bytes(); }  // of the arrays
  // Lines that count but that the ledger's user may not see: no answer has them.
  [[nodiscard]] std::int64_t hidden() const { return hidden_count_; }
  [[nodiscard]] bool hides(LineId rid) const;
  // A line as the cube holds it; none when it is voided or not there.
  [[nodiscard]] std::optional<model::LineRow> row(LineId rid) const;

  // The latest answers are kept and follow the deltas, so that asking again costs a copy.
  [[nodiscard]] Pivot pivot(const Query& query) const;
  // The lines behind a node's cell, in order of entry; node −1 is the total. `side`: only plan
  // (base) or only actual (other) lines.
  enum class Part : std::uint8_t { both, plan, actual };
  [[nodiscard]] std::vector<LineId> lines_behind(const Query& query, const Pivot& pivot,
                                                 std::int32_t node, std::size_t column,
                                                 Part part = Part::both) const;

  // The version that counts when none is named: the latest approved, by the day of its decision and
  // then by its label, else the newest that is neither superseded nor a scenario; none when there
  // is none.
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
  friend class Plan;
  friend class Members;
  friend class Kept;

  // Keeps the line, or a mark instead of one that is not for the user's eyes.
  [[nodiscard]] base::Result<void> take(const model::LineRow& row);
  void mark_hidden(std::size_t at, bool hidden);
  // The user may see something else now: what is held is read again if it would be other lines.
  void look_again();
  void start_anew();

  const ledger::Ledger& ledger_;
  Whose whose_;
  std::int64_t revision_ = 0;
  bool started_ = false;
  // Lines above `next_` up to `until_` are still to be read.
  LineId next_{};
  LineId until_{INT64_MAX};
  Lines lines_;
  std::unique_ptr<ledger::Sight> sight_;  // null before loading begins, and of a cube of all
  std::vector<bool> hidden_;              // by rid − 1; as long as the last one that is
  std::int64_t hidden_count_ = 0;
  // What is kept to answer sooner: one thread asks, so that const questions may fill them.
  std::unique_ptr<Members> members_;
  std::unique_ptr<Kept> kept_;
};

}  // namespace saimnieks::cube
