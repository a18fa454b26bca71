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

PeriodColumn period_column(std::string label, const cube::Cell& cell, const ChartUnit& unit) {
  PeriodColumn column;
  column.label = std::move(label);
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
  return column;
}

std::int64_t largest_amount(const cube::Pivot& pivot) {
  std::int64_t largest = 0;
  for (const cube::Cell& cell : pivot.total) {
    largest = std::max({largest, std::abs(cell.plan_cents), std::abs(cell.actual_cents)});
  }
  return largest;
}

// The index of the column that is farthest from its plan, or farthest above it; none when none can
// be compared.
std::optional<std::size_t> farthest(const std::vector<PeriodColumn>& columns, bool above_only) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool comparable = columns[i].has_plan && columns[i].has_actual &&
                            (!above_only || columns[i].variance.cents > 0);
    if (comparable && (!found || std::abs(columns[i].variance.cents) >
                                     std::abs(columns[*found].variance.cents))) {
      found = i;
    }
  }
  return found;
}

void write_years(const cube::Cube& cube, const Words& words, OverviewView& view) {
  cube::Query query;
  query.columns = cube::Axis::year;
  const cube::Pivot pivot = cube.pivot(query);
  const ChartUnit unit(largest_amount(pivot), words);
  for (std::size_t i = 0; i < pivot.columns.size(); ++i) {
    view.periods.push_back(period_column(cube.code_of(pivot.columns[i]), pivot.total[i], unit));
  }
  view.chart_period = words[Key::overview_chart_year];
  view.chart_note = words.texts.tr(Key::overview_chart_note, unit.name());
  const auto worst = farthest(view.periods, false);
  if (!worst) {
    const auto last = std::find_if(view.periods.rbegin(), view.periods.rend(),
                                   [](const PeriodColumn& period) { return period.has_actual; });
    view.chart_title = last == view.periods.rend()
                           ? std::string(words[Key::overview_chart_title])
                           : words.texts.tr(Key::overview_chart_last, last->label,
                                            brief_euro(last->actual_cents, false, words));
    return;
  }
  const PeriodColumn& column = view.periods[*worst];
  const Key key = column.variance.cents > 0   ? Key::overview_chart_more
                  : column.variance.cents < 0 ? Key::overview_chart_less
                                              : Key::overview_chart_same;
  view.chart_title =
      words.texts.tr(key, column.label,
                     text::format_percent(std::abs(column.variance.percent_hundredths.value_or(0)),
                                          words.language()));
}

// The months of one year, against the plan that it is compared with.
void write_months(const cube::Cube& cube, int year, const cube::Side& base, const Words& words,
                  OverviewView& view) {
  cube::Query query;
  query.columns = cube::Axis::month;
  query.where.push_back(cube::filter(cube::Axis::year, std::to_string(year)));
  if (base.version) {
    query.where.push_back({cube::Axis::version,
                           cube.code_of({cube::Axis::version, model::index(*base.version)}),
                           false});
  }
  const cube::Pivot pivot = cube.pivot(query);
  const ChartUnit unit(largest_amount(pivot), words);
  std::size_t above = 0;
  std::size_t compared = 0;
  std::vector<std::uint32_t> months;
  for (std::size_t i = 0; i < pivot.columns.size(); ++i) {
    const std::uint32_t month = pivot.columns[i].id % 100;
    if (month == 0) {
      continue;
    }
    view.periods.push_back(period_column(month_label(month, true, words), pivot.total[i], unit));
    const PeriodColumn& column = view.periods.back();
    compared += column.has_plan && column.has_actual ? 1U : 0U;
    above += column.variance.cents > 0 ? 1U : 0U;
    months.push_back(month);
  }
  view.chart_period = words[Key::overview_chart_month];
  view.chart_note =
      words.texts.tr(Key::overview_chart_months_note, std::to_string(year), unit.name());
  const auto worst = farthest(view.periods, above > 0);
  if (!worst) {
    view.chart_title = words.texts.tr(Key::overview_chart_months_title, std::to_string(year));
    return;
  }
  const Variance& variance = view.periods[*worst].variance;
  const std::string month = month_label(months[*worst], false, words);
  view.chart_title =
      above > 0
          ? words.texts.plural(Key::overview_chart_months_above, static_cast<std::int64_t>(above),
                               std::to_string(compared), month, percent_of(variance, words))
          : words.texts.tr(Key::overview_chart_months_none, month, percent_of(variance, words));
}

void write_chart(const Comparison& comparison, const Words& words, OverviewView& view) {
  const CompareView& compare = comparison.view();
  const SideOption& other = compare.sides[compare.other];
  if (other.last_month > 0 && !other.whole_years && other.side.year) {
    write_months(comparison.cube(), *other.side.year, compare.sides[compare.base].side, words,
                 view);
  } else {
    write_years(comparison.cube(), words, view);
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
    write_chart(comparison, words, view);
  }
  write_waiting(sync, storage, words, view);
  return view;
}

}  // namespace saimnieks::views
