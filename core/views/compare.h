// The comparison: two sides (a plan, an actual, a year) beside each other, by unit › service › code,
// with the difference in euro and percent. Meaning and percent follow core's rules of variance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/cube/cube.h"
#include "core/views/state.h"

namespace saimnieks::views {

enum class Meaning : std::uint8_t { none, favourable, adverse, not_planned };

// other − base in cents; percent of |base| in hundredths of a percent, rounded half away from zero;
// absent when the base is 0. For costs, more is adverse. (shared rules: variance = later − earlier.)
struct Variance {
  std::int64_t cents = 0;
  std::optional<std::int64_t> percent_hundredths;
  Meaning meaning = Meaning::none;
};
[[nodiscard]] Variance cost_variance(std::int64_t base_cents, std::int64_t other_cents);

struct CompareRow {
  std::uint64_t key = 0;  // of the path, the same whatever is sorted or expanded; 0: the total
  std::int32_t node = -1;  // in the pivot
  int level = 1;
  int pos_in_set = 0;
  int set_size = 0;
  bool has_children = false;
  bool expanded = false;
  std::string code;
  std::string name;
  std::int64_t base_cents = 0;
  std::int64_t other_cents = 0;
  Variance variance;
};

struct SideOption {
  cube::Side side;
  std::string label;  // "Plāns A · 2014. gads"
};

struct CompareView {
  bool empty = true;     // the ledger holds no lines
  std::string message;   // what the figures say, in a sentence
  std::string note;      // what they are: unit, years
  std::vector<CompareRow> rows;  // those in sight, in order
  CompareRow total;
  std::vector<SideOption> sides;
  std::size_t base = 0;   // in sides
  std::size_t other = 0;
  std::string base_label;
  std::string other_label;
  std::int64_t largest_delta = 0;    // of all rows in sight, for the scale of the bars
  std::int64_t largest_percent = 0;
  std::int64_t lines = 0;
  CompareColumn sort = CompareColumn::name;
  bool descending = false;
  std::string query;
  bool found_nothing = false;  // the search matches no row

  [[nodiscard]] const CompareRow* find(std::uint64_t key) const;
};

// Computed in two steps, since only the first depends on the figures: roll once a revision and pair
// of sides, arrange whenever a row is opened, sorted or searched for.
class Comparison {
 public:
  explicit Comparison(const cube::Cube& cube) : cube_(cube) {}

  [[nodiscard]] const CompareView& view(const CompareState& state, text::Language language);
  // The chain of members that leads to a row; empty for the total (0) and for unknown keys.
  [[nodiscard]] std::vector<cube::Member> path_of(std::uint64_t key) const;
  [[nodiscard]] std::vector<model::LineId> lines_of(const std::vector<cube::Member>& path,
                                                    cube::Cube::Part part) const;
  // The sum behind `path`, by side.
  [[nodiscard]] cube::Cell cell_of(const std::vector<cube::Member>& path) const;
  [[nodiscard]] const cube::Cube& cube() const { return cube_; }

 private:
  void roll(const CompareState& state);
  void arrange(const CompareState& state, text::Language language);
  void choose_sides(const CompareState& state, text::Language language);
  void emit_children(std::int32_t parent, int level, const CompareState& state,
                     const std::vector<bool>& shown);
  [[nodiscard]] CompareRow row_of(std::int32_t node) const;
  [[nodiscard]] std::vector<bool> matching(const std::string& query) const;
  void write_message(text::Language language);
  [[nodiscard]] std::int32_t node_of(const std::vector<cube::Member>& path) const;

  const cube::Cube& cube_;
  cube::Query query_;
  cube::Pivot pivot_;
  std::vector<std::uint64_t> keys_;         // by node
  std::vector<std::vector<std::int32_t>> children_;  // by node + 1; 0: the roots
  std::int64_t revision_ = -1;
  CompareState arranged_;
  text::Language language_ = text::Language::lv;
  CompareView view_;
};

}  // namespace saimnieks::views
