// The comparison: two sides (a plan, an actual, a year) beside each other, broken down by unit,
// service and code, with the difference in euro and percent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/cube/cube.h"
#include "core/views/labels.h"
#include "core/views/state.h"
#include "core/views/variance.h"

namespace saimnieks::views {

struct CompareRow {
  std::uint64_t key = 0;   // of the path, the same whatever is sorted or expanded; 0: the total
  std::int32_t node = -1;  // in the pivot
  int level = 1;
  int pos_in_set = 0;
  int set_size = 0;
  bool has_children = false;
  bool expanded = false;
  bool found = false;  // the search meant this row, not one above or below it
  std::int64_t base_cents = 0;
  std::int64_t other_cents = 0;
  Variance variance;
};

struct SideOption {
  cube::Side side;
  std::string label;  // "Plāns A · 2014"
  int last_month = 0;
  bool whole_years = false;
};

struct SpanOption {
  int through_month = cube::kWholeYear;
  std::string label;  // "janv.–jūn."
};

// The figures above the rows, as they are written.
struct CompareFigures {
  std::string base;
  std::string other;
  std::string base_lines;  // "janv.–jūn. · 10 102 ieraksti"
  std::string other_lines;
  std::string delta;
  std::string delta_note;
  std::string above;          // "12 no 26"
  std::string widest_amount;  // of the rows: what their columns must have room for
  std::string widest_delta;
};

struct CompareView {
  bool empty = true;    // the ledger holds no lines
  std::string message;  // what the figures say, in a sentence
  std::string note;     // which figures, and in what unit
  CompareFigures figures;
  std::vector<CompareRow> rows;  // those in sight, in order
  CompareRow total;              // of what the search found, when there is a search
  CompareRow whole;              // of everything
  std::vector<SideOption> sides;
  std::size_t base = 0;  // in sides
  std::size_t other = 0;
  std::string base_label;
  std::string other_label;
  std::vector<SpanOption> spans;   // the whole year first; more only where both sides have months
  std::size_t span = 0;            // in spans
  bool unequal = false;            // one side covers the year, the other only a part of it
  std::int64_t largest_delta = 0;  // of the rows in sight, for the scale of the bars
  std::int64_t largest_percent = 0;
  std::int64_t base_lines = 0;
  std::int64_t other_lines = 0;
  std::size_t tops = 0;          // rows of the highest level that has more than one
  std::size_t adverse_tops = 0;  // those of them that cost more than the base
  bool found_nothing = false;    // the search matches no row
};

// Computed in two steps, since only the first depends on the figures: roll once a revision and pair
// of sides, arrange whenever a row is opened, sorted or searched for.
class Comparison {
 public:
  explicit Comparison(const cube::Cube& cube) : cube_(cube) {}

  // Brings the view up to date; cheap when nothing has changed.
  const CompareView& update(const CompareState& state, const Words& words);
  [[nodiscard]] const CompareView& view() const { return view_; }
  [[nodiscard]] std::uint64_t version() const { return version_; }  // of the view; 0: none yet

  // The rows in sight and the total, for a spreadsheet; update() must have been called.
  [[nodiscard]] std::string file(const Words& words) const;
  [[nodiscard]] std::string label(const CompareRow& row, const Words& words) const;
  [[nodiscard]] std::optional<std::size_t> index_of(std::uint64_t key) const;  // in view().rows
  // The rows of the highest level that has a choice, by how far they are from the base.
  [[nodiscard]] std::vector<CompareRow> largest(std::size_t most) const;

  // The chain of members that leads to a row; empty for the total (0) and for unknown keys.
  [[nodiscard]] std::vector<cube::Member> path_of(std::uint64_t key) const;
  // The keys of the rows along a path, the last one the path's own.
  [[nodiscard]] static std::vector<std::uint64_t> keys_along(const std::vector<cube::Member>& path);
  [[nodiscard]] std::vector<model::LineId> lines_of(const std::vector<cube::Member>& path,
                                                    cube::Cube::Part part) const;
  // The amounts behind `path`; none when nothing lies there (any more).
  [[nodiscard]] std::optional<cube::Cell> cell_of(const std::vector<cube::Member>& path) const;
  [[nodiscard]] const cube::Cube& cube() const { return cube_; }

 private:
  struct Cause {
    std::int32_t node = -1;
    bool most_of_it = false;
  };
  struct Found {
    std::vector<bool> hit;     // by node: it matches
    std::vector<bool> inside;  // a node above it matches
    std::vector<bool> above;   // a node below it matches
  };

  void choose_sides(const CompareState& state, const Words& words);
  void choose_span(const CompareState& state, const Words& words);
  [[nodiscard]] std::size_t default_other() const;
  [[nodiscard]] std::size_t default_base(std::size_t other) const;
  void roll(const CompareState& state);
  void arrange(const CompareState& state, const Words& words);
  void emit_children(std::int32_t parent, int level, const CompareState& state);
  void search(const std::string& query, const Words& words);
  [[nodiscard]] bool matches(const cube::Member& member, const std::string& wanted,
                             const Words& words);
  [[nodiscard]] bool in_sight(std::size_t node) const;
  [[nodiscard]] bool is_open(const CompareRow& row, const CompareState& state) const;
  [[nodiscard]] CompareRow row_of(std::int32_t node) const;
  void sum_up();
  void write_message(const Words& words);
  void write_figures(const Words& words);
  [[nodiscard]] const std::vector<std::int32_t>& first_choice() const;
  // Of −1: the roots.
  [[nodiscard]] const std::vector<std::int32_t>& children_of(std::int32_t node) const {
    return children_[static_cast<std::size_t>(std::int64_t{node} + 1)];
  }
  [[nodiscard]] bool above_first_choice(std::int32_t node) const;
  [[nodiscard]] Cause main_cause() const;
  [[nodiscard]] std::int32_t node_of(const std::vector<cube::Member>& path) const;

  const cube::Cube& cube_;
  cube::Query query_;
  cube::Pivot pivot_;
  std::vector<std::uint64_t> keys_;                            // by node
  std::vector<std::vector<std::int32_t>> children_;            // by node + 1; 0: the roots
  std::unordered_map<std::uint64_t, std::string> searchable_;  // by member, folded
  std::optional<Found> found_;                                 // while there is a search
  std::int64_t revision_ = -1;
  std::uint64_t version_ = 0;
  CompareState arranged_;
  text::Language language_ = text::Language::lv;
  CompareView view_;
};

}  // namespace saimnieks::views
