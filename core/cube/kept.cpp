#include "core/cube/kept.h"

#include <algorithm>

#include "core/cube/counting.h"

namespace saimnieks::cube {
namespace {

// As many as a person has in view and goes back and forth between.
constexpr std::size_t kEntries = 4;
// More cells than this are not worth their memory, nor more changes than this their time.
constexpr std::size_t kMostCells = 1U << 17U;
constexpr std::size_t kMostChanges = 1024;

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
  Pivot& pivot = rolled.pivot;
  const auto add = [&](const Counted& counted) {
    Cell cell = counted.counts;
    for (std::int64_t* const one :
         {&cell.plan_cents, &cell.actual_cents, &cell.plan_lines, &cell.actual_lines}) {
      *one *= sign;
    }
    if (counted.is_row) {
      rolled.column_lines[counted.column] += cell.lines();
    }
    if (counted.node < 0) {
      pivot.total[counted.column].add(cell);
      return;
    }
    if (counted.is_row) {
      touched.push_back(counted.node);
    }
    pivot.cells[static_cast<std::size_t>(counted.node) * pivot.columns.size() + counted.column].add(
        cell);
  };
  lost = !plan.knows(at) || !each_cell_counting(plan, pivot, at, add);
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
