// The overview: what the comparison says, where it deviates most, and what waits for the person.
#pragma once

#include <string>
#include <vector>

#include "core/views/compare.h"
#include "core/views/sync_view.h"

namespace saimnieks::views {

struct Deviation {
  std::string label;
  std::string delta;    // "+108 900 €"
  std::string percent;  // "+27,0 %", or that it was not planned
  Meaning meaning = Meaning::none;
  std::vector<cube::Member> path;
};

struct PeriodColumn {
  std::string label;  // a year, or a month of the year that is shown
  std::string plan;   // formatted in the chart's unit
  std::string actual;
  std::string delta;
  std::int64_t plan_cents = 0;
  std::int64_t actual_cents = 0;
  Variance variance;
  bool has_plan = false;
  bool has_actual = false;
};

struct Waiting {
  std::string tag;
  bool caution = false;
  std::string title;
  std::string note;
  Screen screen = Screen::sync;
};

struct OverviewView {
  bool empty = true;
  std::string message;  // of the deviations
  std::string note;
  std::vector<Deviation> deviations;  // largest first
  std::string chart_title;
  std::string chart_note;
  std::string chart_period;  // "Gads", "Mēnesis"
  std::vector<PeriodColumn> periods;
  std::vector<Waiting> waiting;
};

inline constexpr std::size_t kShownDeviations = 6;

// The comparison must be up to date.
[[nodiscard]] OverviewView build_overview(const Comparison& comparison, const SyncFacts& sync,
                                          const StorageFacts& storage, const Words& words);

}  // namespace saimnieks::views
