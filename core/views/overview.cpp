#include "core/views/overview.h"

#include <algorithm>
#include <cstdlib>

namespace saimnieks::views {
namespace {

using text::Key;

std::string percent_of(const Variance& variance, const Words& words) {
  return variance.percent_hundredths
             ? text::format_percent(*variance.percent_hundredths, words.language(), 1, true)
             : std::string(words[Key::compare_not_planned]);
}

void write_deviations(const Comparison& comparison, const Words& words, OverviewView& view) {
  for (const CompareRow& row : comparison.largest(kShownDeviations)) {
    Deviation deviation;
    deviation.label = comparison.label(row, words);
    deviation.delta = text::format_money(base::Money::from_cents(row.variance.cents),
                                         words.language(), {0, true, true});
    deviation.percent = percent_of(row.variance, words);
    deviation.meaning =
        row.variance.meaning == Meaning::not_planned ? Meaning::adverse : row.variance.meaning;
    deviation.path = comparison.path_of(row.key);
    view.deviations.push_back(std::move(deviation));
  }
}

// Whole millions or thousands, so that the labels stay short enough to stand on the columns.
class ChartUnit {
 public:
  ChartUnit(std::int64_t largest_cents, const Words& words)
      : millions_(largest_cents >= 100'000'000'00), words_(words) {}

  [[nodiscard]] std::string name() const {
    return std::string(words_[millions_ ? Key::unit_million_euro : Key::unit_thousand_euro]);
  }
  [[nodiscard]] std::string amount(std::int64_t cents, bool sign) const {
    const std::int64_t unit = millions_ ? 100'000'000 : 100'000;
    const std::int64_t half = cents < 0 ? -unit / 2 : unit / 2;
    const std::int64_t number = (cents + half) / unit;
    std::string text = text::format_money(base::Money::from_cents(number * 100), words_.language(),
                                          {0, sign, false});
    return text;
  }

 private:
  bool millions_;
  const Words& words_;
};

void write_years(const cube::Cube& cube, const Words& words, OverviewView& view) {
  cube::Query query;
  query.columns = cube::Axis::year;
  const cube::Pivot pivot = cube.pivot(query);
  std::int64_t largest = 0;
  for (const cube::Cell& cell : pivot.total) {
    largest = std::max({largest, std::abs(cell.plan_cents), std::abs(cell.actual_cents)});
  }
  const ChartUnit unit(largest, words);
  const YearColumn* worst = nullptr;
  for (std::size_t i = 0; i < pivot.columns.size(); ++i) {
    const cube::Cell& cell = pivot.total[i];
    YearColumn column;
    column.label = cube.code_of(pivot.columns[i]);
    column.plan_cents = cell.plan_cents;
    column.actual_cents = cell.actual_cents;
    column.has_plan = cell.plan_lines > 0;
    column.has_actual = cell.actual_lines > 0;
    column.plan = column.has_plan ? unit.amount(cell.plan_cents, false) : std::string();
    column.actual = column.has_actual ? unit.amount(cell.actual_cents, false) : std::string();
    if (column.has_plan && column.has_actual) {
      column.variance = cost_variance(cell.plan_cents, cell.actual_cents);
      column.delta = unit.amount(column.variance.cents, true);
    }
    view.years.push_back(std::move(column));
  }
  for (const YearColumn& column : view.years) {
    const bool comparable = column.has_plan && column.has_actual;
    if (comparable &&
        (worst == nullptr || std::abs(column.variance.cents) > std::abs(worst->variance.cents))) {
      worst = &column;
    }
  }
  view.chart_note = words.texts.tr(Key::overview_chart_note, unit.name());
  if (worst == nullptr) {
    view.chart_title = words[Key::overview_chart_title];
  } else {
    const Key key = worst->variance.cents > 0   ? Key::overview_chart_more
                    : worst->variance.cents < 0 ? Key::overview_chart_less
                                                : Key::overview_chart_same;
    view.chart_title = words.texts.tr(
        key, worst->label,
        text::format_percent(std::abs(worst->variance.percent_hundredths.value_or(0)),
                             words.language()));
  }
}

void write_waiting(const SyncFacts& sync, const StorageFacts& storage, const Words& words,
                   OverviewView& view) {
  const std::int64_t refused = sync.pending.refused + sync.pending.conflicts;
  const bool connected =
      sync.phase != SyncFacts::Phase::not_connected && sync.phase != SyncFacts::Phase::connecting;
  if (refused > 0) {
    view.waiting.push_back({std::string(words[Key::tray_conflict]), true,
                            words.texts.plural(Key::overview_refused, refused),
                            std::string(words[Key::overview_refused_note]), Screen::sync});
  }
  if (connected && sync.pending.ops > 0) {
    view.waiting.push_back(
        {std::string(words[Key::overview_tag_sync]), true,
         words.texts.plural(Key::overview_unsent, sync.pending.ops),
         words.texts.tr(Key::overview_unsent_note, age(sync.pending.since_ms, words)),
         Screen::sync});
  }
  if (!connected) {
    view.waiting.push_back({std::string(words[Key::overview_tag_sync]), false,
                            std::string(words[Key::overview_connect]),
                            std::string(words[Key::overview_connect_note]), Screen::sync});
  }
  if (storage.known && !storage.persisted) {
    view.waiting.push_back({std::string(words[Key::overview_tag_storage]), true,
                            std::string(words[Key::storage_not_persisted]),
                            std::string(words[Key::overview_storage_note]), Screen::sync});
  }
}

}  // namespace

OverviewView build_overview(const Comparison& comparison, const SyncFacts& sync,
                            const StorageFacts& storage, const Words& words) {
  OverviewView view;
  const CompareView& compare = comparison.view();
  view.empty = compare.empty;
  if (!view.empty) {
    view.message = compare.message;
    view.note = compare.note;
    write_deviations(comparison, words, view);
    write_years(comparison.cube(), words, view);
  }
  write_waiting(sync, storage, words, view);
  return view;
}

}  // namespace saimnieks::views
