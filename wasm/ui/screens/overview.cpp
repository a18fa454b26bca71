// The overview: key figures, the largest deviations, costs by year, and what waits.
#include <array>

#include "wasm/ui/screens/parts.h"

namespace saimnieks::ui {

using text::Key;

namespace {

Answer draw_deviations(Ui& ui, const views::Words& words, const views::OverviewView& view) {
  Collected answer;
  const auto card =
      ui.card("deviations", {.title = view.message, .note = view.note, .padded = false});
  const auto list = ui.list("list", words[Key::overview_deviations_list]);
  for (std::size_t i = 0; i < view.deviations.size(); ++i) {
    const views::Deviation& row = view.deviations[i];
    const std::string note = row.percent + " · " + std::string(meaning_word(row.meaning, words));
    if (ui.list_row({"deviation", i}, {.tag = row.delta,
                                       .tag_tone = tone_of(row.meaning),
                                       .title = row.label,
                                       .note = note,
                                       .action = words[Key::action_open]})) {
      answer.add(views::ShowRow{row.path});
    }
  }
  if (view.deviations.empty()) {
    ui.list_row("none", {.title = words[Key::overview_no_deviations]});
  }
  return answer.take();
}

void draw_periods(Ui& ui, const views::Words& words, const views::OverviewView& view) {
  const auto card = ui.card("periods", {.title = view.chart_title, .note = view.chart_note});
  std::vector<ChartColumn> columns;
  for (const views::PeriodColumn& period : view.periods) {
    columns.push_back({.label = period.label,
                       .text = period.has_actual ? period.actual : period.plan,
                       .amount = period.actual_cents,
                       .plan = period.plan_cents,
                       .plan_text = period.plan,
                       .variance = period.variance.cents,
                       .variance_text = period.delta,
                       .variance_tone = tone_of(period.variance.meaning),
                       .has_plan = period.has_plan,
                       .has_amount = period.has_actual});
  }
  ui.column_chart("chart", {.name = view.chart_title,
                            .label_title = view.chart_period,
                            .amount_title = words[Key::overview_chart_actual],
                            .plan_title = words[Key::overview_chart_plan],
                            .variance_title = words[Key::overview_chart_delta],
                            .columns = columns,
                            .height = ui.narrow() ? 240.0F : 300.0F});
}

Answer draw_waiting(Ui& ui, const views::Words& words, const views::OverviewView& view) {
  Collected answer;
  const auto card = ui.card("waiting", {.title = words[Key::overview_waiting], .padded = false});
  const auto list = ui.list("list", words[Key::overview_waiting]);
  for (std::size_t i = 0; i < view.waiting.size(); ++i) {
    const views::Waiting& row = view.waiting[i];
    if (ui.list_row({"waiting", i}, {.tag = row.tag,
                                     .tag_tone = row.caution ? Tone::caution : Tone::muted,
                                     .title = row.title,
                                     .note = row.note,
                                     .action = words[Key::action_open]})) {
      answer.add(views::GoTo{row.screen});
    }
  }
  if (view.waiting.empty()) {
    ui.list_row("nothing", {.title = words[Key::overview_nothing_waits]});
  }
  return answer.take();
}

}  // namespace

Answer draw_overview(Ui& ui, const PageFacts& page, const views::OverviewView& view,
                     const views::CompareView& compare) {
  const views::Words& words = *page.words;
  Collected answer;
  const auto scope = ui.page(
      "overview", {.title = words[Key::overview_title], .subtitle = words[Key::overview_subtitle]});
  answer.from([&](Answer& out) { draw_message(ui, page, out); });
  if (view.empty) {
    answer.add(draw_no_lines(ui, page));
    answer.add(draw_waiting(ui, words, view));
    return answer.take();
  }
  answer.add(draw_compare_figures(ui, page, compare));
  {
    const auto row = ui.row("middle", {share(1), share(1)},
                            {.gap = kSpace4, .vertical = Align::start, .stacks = true});
    answer.add(draw_deviations(ui, words, view));
    draw_periods(ui, words, view);
  }
  answer.add(draw_waiting(ui, words, view));
  return answer.take();
}

}  // namespace saimnieks::ui
