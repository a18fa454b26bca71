#include "wasm/ui/screens/compare_choices.h"

#include <array>

namespace saimnieks::ui {

using text::Key;
using views::CompareColumn;

namespace {

constexpr std::array<Key, views::kBreakdowns> kBreakdownNames{
    Key::compare_breakdown_unit, Key::compare_breakdown_service, Key::compare_breakdown_code};

Answer draw_sides(Ui& ui, const PageFacts& page, const views::CompareView& view, SelectLook look) {
  const views::Words& words = *page.words;
  Collected answer;
  std::vector<Option> sides;
  for (const views::SideOption& side : view.sides) {
    sides.push_back({.text = side.label});
  }
  const cube::Side& base = view.sides[view.base].side;
  const cube::Side& other = view.sides[view.other].side;
  if (const auto chosen = ui.select("base", {.label = words[Key::compare_base],
                                             .options = sides,
                                             .selected = view.base,
                                             .look = look})) {
    answer.add(views::ChooseSides{view.sides[*chosen].side, other});
  }
  if (const auto chosen = ui.select("other", {.label = words[Key::compare_other],
                                              .options = sides,
                                              .selected = view.other,
                                              .look = look})) {
    answer.add(views::ChooseSides{base, view.sides[*chosen].side});
  }
  if (view.spans.size() > 1) {
    std::vector<Option> spans;
    for (const views::SpanOption& span : view.spans) {
      spans.push_back({.text = span.label});
    }
    if (const auto chosen = ui.select("span", {.label = words[Key::compare_period],
                                               .options = spans,
                                               .selected = view.span,
                                               .look = look})) {
      answer.add(views::ChooseThroughMonth{view.spans[*chosen].through_month});
    }
  }
  return answer.take();
}

Answer draw_breakdown(Ui& ui, const PageFacts& page, SelectLook look) {
  const views::Words& words = *page.words;
  std::array<Option, views::kBreakdowns> breakdowns;
  for (std::size_t i = 0; i < breakdowns.size(); ++i) {
    breakdowns[i].text = words[kBreakdownNames[i]];
  }
  const auto chosen =
      ui.select("breakdown", {.label = words[Key::compare_breakdown],
                              .options = breakdowns,
                              .selected = static_cast<std::size_t>(page.state->compare.breakdown),
                              .look = look});
  if (!chosen) {
    return std::nullopt;
  }
  return views::ChooseBreakdown{static_cast<views::Breakdown>(*chosen)};
}

Answer draw_search(Ui& ui, const PageFacts& page) {
  const views::Words& words = *page.words;
  const FieldAnswer typed = ui.text_field("search", {.label = words[Key::compare_search],
                                                     .value = page.state->compare.query,
                                                     .placeholder = words[Key::compare_search],
                                                     .kind = FieldKind::search,
                                                     .hide_label = true});
  return typed.changed ? Answer(views::SearchRows{typed.value}) : std::nullopt;
}

Answer draw_collapse(Ui& ui, const PageFacts& page) {
  const bool pressed = ui.button("collapse", {.label = (*page.words)[Key::compare_collapse],
                                              .look = ButtonLook::quiet,
                                              .disabled = page.state->compare.expanded.empty()});
  return pressed ? Answer(views::CollapseAll{}) : std::nullopt;
}

Answer draw_export(Ui& ui, const PageFacts& page) {
  const bool pressed = ui.button("export", {.label = (*page.words)[Key::compare_export]});
  return pressed ? Answer(views::ExportComparison{}) : std::nullopt;
}

// Rows without a header to press are sorted from here.
Answer draw_sort(Ui& ui, const PageFacts& page, const views::CompareView& view) {
  const views::Words& words = *page.words;
  constexpr std::array<CompareColumn, 5> kColumns{CompareColumn::name, CompareColumn::base,
                                                  CompareColumn::other, CompareColumn::delta,
                                                  CompareColumn::percent};
  const std::array<Option, kColumns.size()> options{{{.text = words[Key::compare_sort_name]},
                                                     {.text = view.base_label},
                                                     {.text = view.other_label},
                                                     {.text = words[Key::compare_sort_delta]},
                                                     {.text = words[Key::compare_sort_percent]}}};
  std::optional<std::size_t> selected;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (kColumns[i] == page.state->compare.sort) {
      selected = i;
    }
  }
  const auto chosen = ui.select(
      "sort", {.label = words[Key::compare_sort], .options = options, .selected = selected});
  if (!chosen || chosen == selected) {
    return std::nullopt;
  }
  return views::SortBy{kColumns[*chosen]};
}

}  // namespace

Answer draw_compare_tools(Ui& ui, const PageFacts& page, const views::CompareView& view) {
  Collected answer;
  const auto tools = ui.tools();
  answer.add(draw_sides(ui, page, view, SelectLook::pill));
  answer.add(draw_breakdown(ui, page, SelectLook::pill));
  return answer.take();
}

Answer draw_compare_find(Ui& ui, const PageFacts& page) {
  Collected answer;
  const auto row = ui.flow("find");
  answer.add(draw_search(ui, page));
  answer.add(draw_collapse(ui, page));
  answer.from([&](Answer& out) { draw_undo(ui, page, out); });
  answer.add(draw_export(ui, page));
  return answer.take();
}

Answer draw_compare_choice_line(Ui& ui, const PageFacts& page, const views::CompareView& view) {
  const views::Words& words = *page.words;
  const views::CompareState& state = page.state->compare;
  Collected answer;
  const auto card = ui.card("choices", {.padded = false});
  const auto list = ui.list("list", words[Key::compare_choices]);
  const std::string sides =
      words.texts.tr(Key::compare_choices_sides, view.base_label, view.other_label);
  const std::string_view rows = words[kBreakdownNames[static_cast<std::size_t>(state.breakdown)]];
  const std::string note = view.spans[view.span].label + " · " + std::string(rows);
  if (ui.list_row("open",
                  {.title = sides, .note = note, .action = words[Key::compare_choices_change]})) {
    answer.add(views::ShowCompareChoices{true});
  }
  if (!state.query.empty()) {
    const std::string searching = words.texts.tr(Key::compare_searching, state.query);
    if (ui.list_row("searching",
                    {.title = searching, .action = words[Key::compare_stop_searching]})) {
      answer.add(views::SearchRows{});
    }
  }
  return answer.take();
}

Answer draw_compare_choices(Ui& ui, const PageFacts& page, const views::CompareView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  const auto sheet =
      ui.dialog("choices_dialog", {.title = words[Key::compare_choices], .focus_title = true});
  answer.add(draw_sides(ui, page, view, SelectLook::field));
  answer.add(draw_breakdown(ui, page, SelectLook::field));
  answer.add(draw_sort(ui, page, view));
  answer.add(draw_search(ui, page));
  {
    const auto more = ui.flow("more");
    answer.add(draw_collapse(ui, page));
    answer.from([&](Answer& out) { draw_undo(ui, page, out); });
    answer.add(draw_export(ui, page));
  }
  const bool done = ui.button(
      "done",
      {.label = words[Key::compare_choices_done], .look = ButtonLook::primary, .wide = true});
  if (done || ui.dismissed()) {
    answer.add(views::ShowCompareChoices{false});
  }
  return answer.take();
}

}  // namespace saimnieks::ui
