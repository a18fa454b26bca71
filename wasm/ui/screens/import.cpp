// The import: a file, what its columns are, what each year is, what a dry run found, and the import
// itself with progress and a way out.
#include <array>

#include "wasm/ui/screens/parts.h"

namespace saimnieks::ui {

using text::Key;
using views::ImportStep;
using views::ImportView;

namespace {

constexpr float kChoice = 320;  // CSS px of a field that one of a few things is chosen in
// Left free at the right, so that the eye does not lose which choice belongs to what.
constexpr float kBlank = 0.6F;
constexpr float kMostWidth = 1120;

// A table of texts that are all there: the sample, the refused rows.
class TextRows final : public GridSource {
 public:
  explicit TextRows(const std::vector<std::vector<std::string>>& rows) : rows_(rows) {}
  [[nodiscard]] std::size_t count() const override { return rows_.size(); }
  void rows(std::size_t first, std::span<GridRow> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].key = first + i + 1;
      for (std::size_t j = 0; j < out[i].cells.size(); ++j) {
        out[i].cells[j] = {.text = rows_[first + i][j]};
      }
    }
  }
  [[nodiscard]] std::optional<std::size_t> index_of(std::uint64_t key) const override {
    return key >= 1 && key <= rows_.size() ? std::optional<std::size_t>(key - 1) : std::nullopt;
  }

 private:
  const std::vector<std::vector<std::string>>& rows_;
};

Answer draw_choose(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  if (!view.error_title.empty()) {
    ui.notice("fault", {.tone = NoticeTone::fault,
                        .title = view.error_title,
                        .text = view.error_text,
                        .urgent = true});
  }
  const auto card = ui.card("choose", {.title = words[Key::import_choose_title]});
  ui.text("text", words[Key::import_choose_text], Tone::muted);
  const auto buttons = ui.flow("buttons");
  if (ui.button("pick", {.label = words[Key::import_choose], .look = ButtonLook::primary})) {
    answer.add(views::PickFile{});
  }
  return answer.take();
}

Answer draw_progress(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  const auto card = ui.card("progress", {.title = view.file_name, .note = view.file_note});
  ui.progress("bar", {.label = view.progress_label,
                      .detail = view.progress_detail,
                      .done = view.progress_done,
                      .total = view.progress_total});
  const auto buttons = ui.flow("buttons");
  if (ui.button("cancel", {.label = words[Key::action_cancel]})) {
    answer.add(views::CancelJob{});
  }
  return answer.take();
}

Answer draw_sheets(Ui& ui, const views::Words& words, const ImportView& view) {
  if (view.sheets.empty()) {
    return std::nullopt;
  }
  std::vector<Option> sheets;
  for (const std::string& name : view.sheets) {
    sheets.push_back({.text = name});
  }
  const auto row = ui.row("sheets", {fixed(kChoice), share(1)}, {.stacks = true});
  const auto choice = ui.column("choice", 0);
  const auto chosen = ui.select(
      "sheet", {.label = words[Key::import_sheet], .options = sheets, .selected = view.sheet});
  return chosen ? Answer(views::ChooseSheet{view.sheets[*chosen]}) : std::nullopt;
}

Answer draw_columns(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  const auto card = ui.card("columns", {.title = words[Key::import_columns_title],
                                        .note = words[Key::import_columns_note]});
  std::vector<Option> roles;
  for (const std::string& label : view.role_labels) {
    roles.push_back({.text = label});
  }
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    const views::ImportColumn& column = view.columns[i];
    const auto row = ui.row({"column", i}, {share(1), share(1), share(kBlank)},
                            {.vertical = Align::end, .stacks = true});
    {
      const auto name = ui.column("name", 0);
      ui.line("title", column.name, Tone::plain, TextStyle::body_medium);
      ui.line("samples", column.samples, Tone::muted, TextStyle::caption);
    }
    if (const auto chosen = ui.select("role", {.label = column.name,
                                               .options = roles,
                                               .selected = column.role,
                                               .hide_label = true})) {
      answer.add(views::SetColumnRole{i, view.roles[*chosen]});
    }
  }
  const std::array<Option, 2> units{{{.text = words[Key::import_amount_unit_euro]},
                                     {.text = words[Key::import_amount_unit_cent]}}};
  {
    const auto row = ui.flow("amount_unit");
    ui.line("label", words[Key::import_amount_unit], Tone::muted);
    if (const auto chosen = ui.segmented("unit", words[Key::import_amount_unit], units,
                                         view.amount_in_cents ? 1 : 0)) {
      answer.add(views::SetAmountUnit{*chosen == 1 ? exchange::AmountUnit::cent
                                                   : exchange::AmountUnit::euro});
    }
  }
  if (!view.missing.empty()) {
    ui.notice("missing", {.tone = NoticeTone::caution, .title = view.missing});
  }
  const auto buttons = ui.flow("mapping");
  if (ui.button("load", {.label = words[Key::import_load_mapping]})) {
    answer.add(views::PickMapping{});
  }
  if (ui.button("save", {.label = words[Key::import_save_mapping]})) {
    answer.add(views::SaveMapping{});
  }
  return answer.take();
}

void draw_sample(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  if (view.sample_columns.empty()) {
    return;
  }
  const auto card = ui.card("sample", {.title = words[Key::import_sample_title],
                                       .note = words[Key::import_sample_note],
                                       .padded = false});
  std::vector<std::string> keys;
  std::vector<GridColumn> columns;
  for (std::size_t i = 0; i < view.sample_columns.size(); ++i) {
    keys.push_back(std::to_string(i));
  }
  for (std::size_t i = 0; i < view.sample_columns.size(); ++i) {
    const ImportView::SampleColumn& column = view.sample_columns[i];
    columns.push_back({.key = keys[i],
                       .title = column.title,
                       .kind = column.figure ? ColumnKind::figure : ColumnKind::text});
  }
  TextRows rows(view.sample_rows);
  ui.grid("grid", {.name = words[Key::import_sample_title], .columns = columns, .source = &rows});
}

// Of a file whose rows say themselves what they are.
Answer draw_year_of_rows(Ui& ui, const views::Words& words, const views::ImportYear& year) {
  const std::array<Option, 2> ways{
      {{.text = words[Key::import_year_take]}, {.text = words[Key::import_year_skip]}}};
  const std::string name = words.texts.tr(Key::import_year_kind, year.label);
  const auto chosen = ui.segmented("take", name, ways, year.target ? 0 : 1);
  if (!chosen) {
    return std::nullopt;
  }
  return views::SetYearTarget{year.year,
                              *chosen == 0 ? std::optional(exchange::Target{}) : std::nullopt};
}

Answer draw_year(Ui& ui, const views::Words& words, const views::ImportYear& year,
                 bool kind_in_rows) {
  Collected answer;
  const auto row = ui.row({"year", static_cast<std::uint64_t>(year.year)},
                          {share(1), fixed(240), fixed(90), fixed(120), share(kBlank)},
                          {.vertical = Align::center, .stacks = true});
  {
    const auto name = ui.column("name", 0);
    ui.line("label", year.label, Tone::plain, TextStyle::body_medium);
    ui.line("sum", year.lines + " · " + year.sum, Tone::muted, TextStyle::caption);
  }
  if (kind_in_rows) {
    return draw_year_of_rows(ui, words, year);
  }
  const std::array<Option, 3> kinds{{{.text = words[Key::import_year_plan]},
                                     {.text = words[Key::import_year_actual]},
                                     {.text = words[Key::import_year_skip]}}};
  const bool plan = year.target && year.target->kind == model::LineKind::plan;
  const std::size_t now = !year.target ? 2 : plan ? 0 : 1;
  const std::string name = words.texts.tr(Key::import_year_kind, year.label);
  if (const auto chosen = ui.segmented("kind", name, kinds, now)) {
    std::optional<exchange::Target> target;
    if (*chosen == 0) {
      target = exchange::Target{model::LineKind::plan, std::string(views::kFirstVersion)};
    } else if (*chosen == 1) {
      target = exchange::Target{model::LineKind::actual, {}};
    }
    answer.add(views::SetYearTarget{year.year, target});
  }
  if (plan) {
    const std::string label = words.texts.tr(Key::import_year_version_of, year.label);
    ui.line("version_label", words[Key::import_year_version], Tone::muted);
    const FieldAnswer version = ui.text_field("version", {.label = label,
                                                          .value = year.target->version,
                                                          .kind = FieldKind::code,
                                                          .hide_label = true});
    if (version.committed && !version.value.empty()) {
      answer.add(
          views::SetYearTarget{year.year, exchange::Target{model::LineKind::plan, version.value}});
    }
  }
  return answer.take();
}

Answer draw_years(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  if (view.years.empty()) {
    return std::nullopt;
  }
  const auto card =
      ui.card("years", {.title = words[Key::import_years_title], .note = view.years_note});
  const std::array<Option, 3> presets{{{.text = words[Key::import_preset_actual]},
                                       {.text = words[Key::import_preset_plan]},
                                       {.text = words[Key::import_preset_last_actual]}}};
  if (view.years.size() > 1 && !view.kind_in_rows) {
    std::optional<std::size_t> selected;
    if (view.preset) {
      selected = static_cast<std::size_t>(*view.preset);
    }
    const auto row = ui.row("all", {fixed(kChoice), share(1)}, {.stacks = true});
    const auto choice = ui.column("choice", 0);
    if (const auto chosen = ui.select(
            "preset",
            {.label = words[Key::import_preset], .options = presets, .selected = selected})) {
      answer.add(views::SetAllYears{static_cast<views::YearPreset>(*chosen)});
    }
  }
  for (const views::ImportYear& year : view.years) {
    answer.add(draw_year(ui, words, year, view.kind_in_rows));
  }
  return answer.take();
}

Answer draw_refused(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  const auto card = ui.card("refused", {.title = words[Key::import_refused_title],
                                        .note = words[Key::import_refused_note],
                                        .padded = false});
  std::vector<std::vector<std::string>> texts;
  for (const views::RefusedRowText& row : view.refused_rows) {
    texts.push_back({row.line_text, row.column, row.value, row.reason});
  }
  const std::array<GridColumn, 4> columns{{
      {.key = "line", .title = words[Key::import_refused_line], .kind = ColumnKind::text},
      {.key = "column", .title = words[Key::import_refused_column], .kind = ColumnKind::text},
      {.key = "value", .title = words[Key::import_refused_value], .kind = ColumnKind::text},
      {.key = "reason",
       .title = words[Key::import_refused_reason],
       .kind = ColumnKind::text,
       .least_width = 240},
  }};
  TextRows rows(texts);
  ui.grid("grid", {.name = words[Key::import_refused_title], .columns = columns, .source = &rows});
  return answer.take();
}

Answer draw_report(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  if (!view.has_report) {
    return std::nullopt;
  }
  ui.heading("report", view.report_title);
  const std::array<KeyFigure, 4> figures{{
      {.label = words[Key::import_read], .value = view.read},
      {.label = words[Key::import_accepted], .value = view.accepted},
      {.label = words[Key::import_skipped], .value = view.skipped, .note = view.skipped_note},
      {.label = words[Key::import_refused],
       .value = view.refused,
       .tone = view.refused_count > 0 ? Tone::caution : Tone::plain},
  }};
  ui.key_figures("figures", words[Key::import_figures], figures);
  if (!view.newcomers.empty()) {
    ui.text("new", view.newcomers, Tone::caution);
  }
  if (view.refused_count == 0) {
    return std::nullopt;
  }
  if (ui.checkbox("skip", words[Key::import_skip_refused], view.skip_refused)) {
    answer.add(views::SetSkipRefused{!view.skip_refused});
  }
  if (ui.button("save_refused", {.label = words[Key::import_refused_save]})) {
    answer.add(views::SaveRefused{});
  }
  answer.add(draw_refused(ui, page, view));
  if (!view.refused_more.empty()) {
    ui.text("more", view.refused_more, Tone::muted);
  }
  return answer.take();
}

Answer draw_mapping(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  if (!view.error_title.empty()) {
    ui.notice("fault", {.tone = NoticeTone::fault,
                        .title = view.error_title,
                        .text = view.error_text,
                        .urgent = true});
  }
  answer.add(draw_sheets(ui, *page.words, view));
  answer.add(draw_report(ui, page, view));
  answer.add(draw_years(ui, page, view));
  answer.add(draw_columns(ui, page, view));
  draw_sample(ui, page, view);
  const auto bar = ui.bottom_bar("act");
  const auto buttons = ui.flow("buttons");
  const std::string_view start = view.has_report ? std::string_view(view.import_label)
                                 : view.checking ? words[Key::import_checking]
                                                 : words[Key::start_import];
  if (ui.button("start", {.label = start,
                          .look = ButtonLook::primary,
                          .disabled = !view.can_import,
                          .why_disabled = words[Key::import_not_ready]})) {
    answer.add(views::StartImport{});
  }
  if (ui.button("other", {.label = words[Key::import_choose_other]})) {
    answer.add(views::PickFile{});
  }
  return answer.take();
}

Answer draw_done(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  const NoticeAnswer chosen = ui.notice("done", {.tone = NoticeTone::done,
                                                 .title = view.done_title,
                                                 .text = words[Key::import_done_text],
                                                 .action = words[Key::import_open_compare],
                                                 .secondary = words[Key::import_another]});
  if (chosen == NoticeAnswer::action) {
    answer.add(views::GoTo{views::Screen::compare});
  } else if (chosen == NoticeAnswer::secondary) {
    answer.add(views::PickFile{});
  }
  return answer.take();
}

}  // namespace

Answer draw_import(Ui& ui, const PageFacts& page, const ImportView& view) {
  const views::Words& words = *page.words;
  Collected answer;
  const bool has_file = !view.file_name.empty();
  const std::string about = view.file_name + " · " + view.file_note;
  const auto scope = ui.page(
      "import", {.title = words[Key::import_title],
                 .subtitle = has_file ? std::string_view(about) : words[Key::import_subtitle],
                 .most_width = kMostWidth});
  answer.from([&](Answer& out) { draw_message(ui, page, out); });
  switch (view.step) {
    case ImportStep::no_file:
      answer.add(draw_choose(ui, page, view));
      break;
    case ImportStep::reading:
    case ImportStep::writing:
      answer.add(draw_progress(ui, page, view));
      break;
    case ImportStep::mapping:
      answer.add(draw_mapping(ui, page, view));
      break;
    case ImportStep::done:
      answer.add(draw_done(ui, page, view));
      break;
  }
  return answer.take();
}

}  // namespace saimnieks::ui
