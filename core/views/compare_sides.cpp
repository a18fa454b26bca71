// What is compared with what: the sides, and the months of both that can stand beside each other.
#include <algorithm>

#include "core/views/compare.h"

namespace saimnieks::views {

// The newest actuals; without any, the newest of all.
std::size_t Comparison::default_other() const {
  for (std::size_t i = view_.sides.size(); i-- > 0;) {
    if (view_.sides[i].side.kind == model::LineKind::actual) {
      return i;
    }
  }
  return view_.sides.empty() ? 0 : view_.sides.size() - 1;
}

// A plan of the same year, else a plan or actuals of the nearest year before, else whatever there
// is.
std::size_t Comparison::default_base(std::size_t other) const {
  if (view_.sides.size() < 2) {
    return other;
  }
  const auto score = [&](const cube::Side& side) {
    const int distance = *view_.sides[other].side.year - *side.year;
    const int plan = side.kind == model::LineKind::plan ? 1 : 0;
    return distance >= 0 ? 1'000'000 - 10 * distance + plan : 10 * distance + plan;
  };
  std::size_t best = other == 0 ? 1 : 0;
  for (std::size_t i = 0; i < view_.sides.size(); ++i) {
    if (i != other && score(view_.sides[i].side) >= score(view_.sides[best].side)) {
      best = i;
    }
  }
  return best;
}

void Comparison::choose_sides(const CompareState& state, const Words& words) {
  view_.sides.clear();
  for (const cube::Cube::Scenario& scenario : cube_.scenarios()) {
    view_.sides.push_back({scenario.side, side_label(cube_, scenario.side, words),
                           scenario.last_month, scenario.whole_years});
  }
  view_.empty = view_.sides.empty();
  const auto place = [this](const std::optional<cube::Side>& wanted) -> std::optional<std::size_t> {
    for (std::size_t i = 0; wanted && i < view_.sides.size(); ++i) {
      if (view_.sides[i].side == *wanted) {
        return i;
      }
    }
    return std::nullopt;
  };
  view_.other = place(state.other).value_or(default_other());
  view_.base = place(state.base).value_or(default_base(view_.other));
  view_.base_label = view_.empty ? std::string() : view_.sides[view_.base].label;
  view_.other_label = view_.empty ? std::string() : view_.sides[view_.other].label;
}

// Half a year against a whole one says nothing, so by default both run as far as the side that is
// shown has figures; lines of a whole year can't be cut, so with them only the year is offered.
void Comparison::choose_span(const CompareState& state, const Words& words) {
  view_.spans.assign(1, {cube::kWholeYear, span_label(cube::kWholeYear, words)});
  view_.span = 0;
  view_.unequal = false;
  if (view_.empty) {
    return;
  }
  const SideOption& base = view_.sides[view_.base];
  const SideOption& other = view_.sides[view_.other];
  const int until = other.last_month;
  if (base.whole_years || other.whole_years) {
    view_.unequal = base.whole_years && !other.whole_years && until < cube::kWholeYear;
    return;
  }
  for (int month = std::max(base.last_month, until); month > 0; --month) {
    if (month < cube::kWholeYear) {
      view_.spans.push_back({month, span_label(month, words)});
    }
  }
  const int wanted = state.through_month.value_or(until);
  for (std::size_t i = 0; i < view_.spans.size(); ++i) {
    if (view_.spans[i].through_month == wanted) {
      view_.span = i;
    }
  }
  view_.unequal = view_.spans[view_.span].through_month > until && base.last_month > until;
}

}  // namespace saimnieks::views
