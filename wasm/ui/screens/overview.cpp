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

void draw_years(Ui& ui, const views::Words& words, const views::OverviewView& view) {
  const auto card = ui.card("years", {.title = view.chart_title, .note = view.chart_note});
  std::vector<ChartColumn> columns;
  for (const views::YearColumn& year : view.years) {
    columns.push_back({.label = year.label,
                       .text = year.has_actual ? year.actual : year.plan,
                       .amount = year.actual_cents,
                       .plan = year.plan_cents,
                       .plan_text = year.plan,
                       .variance = year.variance.cents,
                       .variance_text = year.delta,
                       .variance_tone = tone_of(year.variance.meaning),
                       .has_plan = year.has_plan});
  }
  ui.column_chart("chart", {.name = view.chart_title,
                            .label_title = words[Key::overview_chart_year],
                            .amount_title = words[Key::overview_chart_actual],
                            .plan_title = words[Key::overview_chart_plan],
                            .variance_title = words[Key::overview_chart_delta],
                            .columns = columns});
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
    const auto row = ui.row("middle", {share(3), share(2)},
                            {.gap = kSpace4, .vertical = Align::start, .stacks = true});
    answer.add(draw_deviations(ui, words, view));
    draw_years(ui, words, view);
  }
  answer.add(draw_waiting(ui, words, view));
  return answer.take();
}

}  // namespace saimnieks::ui
