#include "core/cube/kept.h"

#include <algorithm>

namespace saimnieks::cube {
namespace {

// As many as a person has in view and goes back and forth between.
constexpr std::size_t kEntries = 4;
// More cells than this are not worth their memory, nor more changes than this their time.
constexpr std::size_t kMostCells = 1U << 17U;
constexpr std::size_t kMostChanges = 1024;

// The node for `member` below `parent` (−1: at the top); −1 when there is none.
std::int32_t child_of(const Pivot& pivot, std::int32_t parent, const Member& member) {
  const std::int32_t end = parent < 0
                               ? static_cast<std::int32_t>(pivot.nodes.size())
                               : parent + pivot.nodes[static_cast<std::size_t>(parent)].subtree;
  for (std::int32_t at = parent + 1; at < end;
       at += pivot.nodes[static_cast<std::size_t>(at)].subtree) {
    if (pivot.nodes[static_cast<std::size_t>(at)].member == member) {
      return at;
    }
  }
  return -1;
}

}  // namespace

Pivot Kept::pivot(const Query& query) {
  settle();
  Members& members = *cube_.members_;
  if (cube_.ledger_.revision() != cube_.revision_) {
    // The ledger has gone on and nobody told the cube: its lines are old, its dimensions are not.
    forget();
    members.forget();
    return roll(Plan(cube_, query), members).pivot;
  }
  const auto found =
      std::find_if(entries_.begin(), entries_.end(),
                   [&query](const std::unique_ptr<Entry>& entry) { return entry->query == query; });
  if (found != entries_.end()) {
    std::rotate(found, found + 1, entries_.end());
    return entries_.back()->rolled.pivot;
  }
  auto entry = std::make_unique<Entry>(cube_, query, members);
  if (entry->rolled.pivot.cells.size() > kMostCells) {
    return std::move(entry->rolled.pivot);
  }
  if (entries_.size() == kEntries) {
    entries_.erase(entries_.begin());
  }
  entries_.push_back(std::move(entry));
  return entries_.back()->rolled.pivot;
}

void Kept::count(std::size_t at, int sign) {
  if (entries_.empty() || !cube_.lines_.has(at)) {
    return;
  }
  if (++changes_ > kMostChanges) {
    forget();
    return;
  }
  for (const std::unique_ptr<Entry>& entry : entries_) {
    if (!entry->lost) {
      entry->count(at, sign);
    }
  }
}

void Kept::settle() {
  changes_ = 0;
  entries_.erase(std::remove_if(entries_.begin(), entries_.end(),
                                [](const std::unique_ptr<Entry>& entry) {
                                  const bool drop = entry->lost || entry->has_emptied();
                                  entry->touched.clear();
                                  return drop;
                                }),
                 entries_.end());
}

void Kept::Entry::count(std::size_t at, int sign) {
  if (!plan.knows(at)) {
    lost = true;
    return;
  }
  const Keys maker = plan.keys();
  const std::int64_t cents = sign * plan.lines().amounts()[at];
  for (const Pass& pass : plan.passes()) {
    std::uint16_t chosen = 0;
    if (maker.choose(pass.sieves, at, 1, &chosen) == 0) {
      continue;
    }
    std::vector<std::uint32_t> keys(pass.runs.size());
    for (std::size_t run = 0; run < keys.size(); ++run) {
      maker.make(pass.runs[run], at, 1, &keys[run]);
    }
    std::vector<std::uint32_t> places;
    for (const PlanAxis& axis : plan.axes()) {
      places.push_back(axis.place_of[keys[axis.run] / axis.stride % axis.radix]);
    }
    const Cell cell = (keys[0] & 1U) == 0 ? Cell{cents, 0, sign, 0} : Cell{0, cents, 0, sign};
    if (!add(places, cell)) {
      lost = true;
      return;
    }
  }
}

bool Kept::Entry::add(const std::vector<std::uint32_t>& places, const Cell& cell) {
  Pivot& pivot = rolled.pivot;
  std::size_t column = 0;
  if (plan.has_columns()) {
    const PlanAxis& axis = plan.axes().back();
    const Member member{axis.axis, axis.places[places.back()].id};
    column = static_cast<std::size_t>(
        std::find(pivot.columns.begin(), pivot.columns.end(), member) - pivot.columns.begin());
    if (column == pivot.columns.size()) {
      return false;
    }
  }
  std::vector<Member> path;
  path_to(plan, places.data(), path);
  std::int32_t node = -1;
  for (const Member& member : path) {
    node = child_of(pivot, node, member);
    if (node < 0) {
      return false;
    }
  }
  rolled.column_lines[column] += cell.lines();
  if (node >= 0) {
    touched.push_back(node);
  }
  Cell counts = cell;
  for (; node >= 0; node = pivot.nodes[static_cast<std::size_t>(node)].parent) {
    const auto at = static_cast<std::size_t>(node);
    pivot.cells[at * pivot.columns.size() + column].add(counts);
    counts = counting_above(pivot.nodes[at].member, counts, plan.default_version());
  }
  pivot.total[column].add(counts);
  return true;
}

bool Kept::Entry::has_emptied() const {
  const Pivot& pivot = rolled.pivot;
  const std::size_t width = pivot.columns.size();
  return std::any_of(touched.begin(), touched.end(),
                     [&](std::int32_t node) {
                       const Cell* const cells =
                           pivot.cells.data() + static_cast<std::size_t>(node) * width;
                       return std::none_of(cells, cells + width,
                                           [](const Cell& cell) { return cell.lines() != 0; });
                     }) ||
         (plan.has_columns() && std::find(rolled.column_lines.begin(), rolled.column_lines.end(),
                                          0) != rolled.column_lines.end());
}

}  // namespace saimnieks::cube
