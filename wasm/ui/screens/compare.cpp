// The comparison: what the figures say, the key figures, and the tree of rows; every figure opens
// the lines behind it.
#include <array>

#include "wasm/ui/screens/compare_choices.h"

namespace saimnieks::ui {

using text::Key;
using views::CompareColumn;
using Part = cube::Cube::Part;

namespace {

constexpr std::size_t kColumns = 7;

class CompareRows final : public GridSource {
 public:
  CompareRows(const views::Comparison& comparison, const views::Words& words)
      : comparison_(comparison), view_(comparison.view()), words_(words) {}

  [[nodiscard]] std::size_t count() const override { return view_.rows.size(); }

  void rows(std::size_t first, std::span<GridRow> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      fill(view_.rows[first + i], out[i]);
    }
  }

  [[nodiscard]] std::optional<std::size_t> index_of(std::uint64_t key) const override {
    return comparison_.index_of(key);
  }

  bool total(GridRow& out) override {
    fill(view_.total, out);
    out.strong = true;
    return true;
  }

  [[nodiscard]] std::uint64_t version() const override { return comparison_.version(); }

 private:
  void fill(const views::CompareRow& row, GridRow& out) const {
    out.key = row.key;
    out.level = row.level;
    out.pos_in_set = row.pos_in_set;
    out.set_size = row.set_size;
    out.has_children = row.has_children;
    out.expanded = row.expanded;
    out.selected = false;
    out.strong = row.found;
    out.muted = false;
    out.cells.assign(kColumns, {});
    const Tone tone = tone_of(row.variance.meaning);
    const bool opens = row.node >= 0 || view_.total.node < 0;
    out.cells[0] = {.text = comparison_.label(row, words_),
                    .link = !row.has_children && row.node >= 0};
    out.cells[1] = {.text = views::whole_euro(row.base_cents, words_), .link = opens};
    out.cells[2] = {.text = views::whole_euro(row.other_cents, words_), .link = opens};
    out.cells[3] = {.text = views::signed_euro(row.variance.cents, words_),
                    .note = std::string(meaning_word(row.variance.meaning, words_)),
                    .tone = tone,
                    .link = opens};
    out.cells[5] = {.text = views::percent_number(row.variance, words_), .tone = tone};
    if (row.node >= 0) {
      out.cells[4] = {.tone = tone, .amount = row.variance.cents};
      out.cells[6] = {.tone = tone, .amount = row.variance.percent_hundredths.value_or(0)};
    }
  }

  const views::Comparison& comparison_;
  const views::CompareView& view_;
  const views::Words& words_;
};

Key row_title(views::Breakdown breakdown) {
  switch (breakdown) {
    case views::Breakdown::service_unit_code:
      return Key::axis_service;
    case views::Breakdown::code_unit_service:
      return Key::axis_code;
    case views::Breakdown::unit_service_code:
      break;
  }
  return Key::axis_unit;
}

Key tops_of(views::Breakdown breakdown) {
  switch (breakdown) {
    case views::Breakdown::service_unit_code:
      return Key::compare_figure_above_note_service;
    case views::Breakdown::code_unit_service:
      return Key::compare_figure_above_note_code;
    case views::Breakdown::unit_service_code:
      break;
  }
  return Key::compare_figure_above_note_unit;
}

std::array<GridColumn, kColumns> columns_of(const PageFacts& page, const views::CompareView& view) {
  const views::Words& words = *page.words;
  const views::CompareState& state = page.state->compare;
  std::array<GridColumn, kColumns> columns;
  columns[0] = {.key = "name",
                .title = words[row_title(state.breakdown)],
                .kind = ColumnKind::tree,
                .sortable = true};
  columns[1] = {.key = "base",
                .title = view.base_label,
                .unit = words[Key::unit_euro],
                .sample = view.figures.widest_amount,
                .sortable = true};
  columns[2] = {.key = "other",
                .title = view.other_label,
                .unit = words[Key::unit_euro],
                .sample = view.figures.widest_amount,
                .sortable = true};
  columns[3] = {.key = "delta",
                .title = words[Key::compare_delta],
                .unit = words[Key::unit_euro],
                .sample = view.figures.widest_delta,
                .sortable = true};
  columns[4] = {.key = "delta_bar",
                .title = words[Key::compare_delta],
                .unit = words[Key::unit_euro],
                .kind = ColumnKind::bar,
                .scale = view.largest_delta};
  columns[5] = {.key = "percent",
                .title = words[Key::compare_percent],
                .sample = words[Key::compare_not_planned],
                .sortable = true};
  columns[6] = {.key = "percent_pin",
                .title = words[Key::compare_percent],
                .kind = ColumnKind::pin,
                .scale = view.largest_percent};
  GridColumn& sorted = columns[static_cast<std::size_t>(state.sort)];
  sorted.ascending = !state.descending && (state.sort != CompareColumn::name || state.descending);
  sorted.descending = state.descending;
  return columns;
}

Answer answer_of(const GridAnswer& answer, const views::Comparison& comparison) {
  switch (answer.event) {
    case GridEvent::sort:
      return views::SortBy{static_cast<CompareColumn>(answer.column)};
    case GridEvent::expand:
    case GridEvent::collapse:
      return views::ExpandRow{answer.row, answer.event == GridEvent::expand};
    case GridEvent::open: {
      const Part part = answer.column == 1   ? Part::plan
                        : answer.column == 2 ? Part::actual
                                             : Part::both;
      return views::OpenLines{comparison.path_of(answer.row), part};
    }
    case GridEvent::none:
    case GridEvent::edit:
    case GridEvent::copy:
      break;
  }
  return std::nullopt;
}

}  // namespace

Answer draw_compare_figures(Ui& ui, const PageFacts& page, const views::CompareView& view) {
  const views::Words& words = *page.words;
  const views::CompareFigures& texts = view.figures;
  const std::array<KeyFigure, 4> figures{{
      {.label = view.base_label, .value = texts.base, .note = texts.base_lines, .key = "base"},
      {.label = view.other_label, .value = texts.other, .note = texts.other_lines, .key = "other"},
      {.label = words[Key::compare_figure_delta],
       .value = texts.delta,
       .note = texts.delta_note,
       .tone = tone_of(view.whole.variance.meaning)},
      {.label = words[Key::compare_figure_above],
       .value = texts.above,
       .note = words[tops_of(page.state->compare.breakdown)]},
  }};
  ui.key_figures("figures", words[Key::compare_figures], figures);
  const auto pressed = ui.pressed_figure();
  if (!page.quality.empty()) {
    ui.text("quality", page.quality, Tone::muted, TextStyle::caption);
  }
  if (!page.hidden.empty()) {
    ui.text("hidden", page.hidden, Tone::caution, TextStyle::caption);
  }
  if (!pressed || *pressed > 1) {
    return std::nullopt;
  }
  return views::OpenLines{{}, *pressed == 0 ? Part::plan : Part::actual};
}

namespace {

Answer draw_rows(Ui& ui, const PageFacts& page, const views::Comparison& comparison,
                 const views::CompareView& view) {
  const views::Words& words = *page.words;
  const auto card = ui.card("rows", {.title = view.message, .note = view.note, .padded = false});
  const auto columns = columns_of(page, view);
  CompareRows rows(comparison, words);
  return answer_of(ui.grid("grid", {.name = words[Key::compare_grid],
                                    .columns = columns,
                                    .source = &rows,
                                    .empty = words[Key::compare_found_nothing]}),
                   comparison);
}

}  // namespace

Answer draw_compare(Ui& ui, const PageFacts& page, const views::Comparison& comparison,
                    const views::CompareView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  {
    const auto scope = ui.page(
        "compare", {.title = words[Key::compare_title], .subtitle = words[Key::compare_subtitle]});
    if (view.empty) {
      if (!page.redo_label.empty()) {  // an import that was undone is not lost
        const auto tools = ui.tools();
        answer.from([&](Answer& out) { draw_undo(ui, page, out); });
      }
      answer.from([&](Answer& out) { draw_message(ui, page, out); });
      answer.add(draw_no_lines(ui, page));
      return answer.take();
    }
    if (!ui.narrow()) {
      answer.add(draw_compare_tools(ui, page, view));
    }
    answer.from([&](Answer& out) { draw_message(ui, page, out); });
    if (ui.narrow()) {
      answer.add(draw_compare_choice_line(ui, page, view));
    }
    answer.add(draw_compare_figures(ui, page, view));
    if (!ui.narrow()) {
      answer.add(draw_compare_find(ui, page));
    }
    answer.add(draw_rows(ui, page, comparison, view));
  }
  if (ui.narrow() && page.state->compare_choices) {
    answer.add(draw_compare_choices(ui, page, view));
  }
  return answer.take();
}

}  // namespace saimnieks::ui
