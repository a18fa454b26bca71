// The lines behind a figure: a grid whose amounts and notes are changed in place, and one line from
// close by with its whole history.
#include <array>

#include "wasm/ui/screens/parts.h"

namespace saimnieks::ui {

using text::Key;
using views::LinesColumn;

namespace {

std::uint64_t key_of(model::LineId rid) { return static_cast<std::uint64_t>(rid); }
model::LineId line_of(std::uint64_t key) { return model::LineId{static_cast<std::int64_t>(key)}; }

// Where it is crowded, the note stands in the panel beside.
std::vector<LinesColumn> shown_columns(const views::LinesView& view, bool crowded) {
  std::vector<LinesColumn> columns;
  const std::array<std::pair<bool, LinesColumn>, 4> some{{
      {view.shows_unit, LinesColumn::unit},
      {view.shows_service, LinesColumn::service},
      {view.shows_code, LinesColumn::code},
      {view.shows_scenario, LinesColumn::scenario},
  }};
  for (const auto& [shown, column] : some) {
    if (shown) {
      columns.push_back(column);
    }
  }
  columns.insert(columns.end(), {LinesColumn::period, LinesColumn::amount});
  if (!crowded) {
    columns.push_back(LinesColumn::note);
  }
  return columns;
}

class LineRows final : public GridSource {
 public:
  LineRows(views::LinesList& list, const std::vector<LinesColumn>& columns, const PageFacts& page)
      : list_(list), columns_(columns), page_(page) {}

  [[nodiscard]] std::size_t count() const override { return list_.view().count; }

  void rows(std::size_t first, std::span<GridRow> out) override {
    texts_.resize(out.size());
    list_.rows(first, texts_, *page_.words);
    for (std::size_t i = 0; i < out.size(); ++i) {
      fill(texts_[i], out[i]);
    }
  }

  [[nodiscard]] std::optional<std::size_t> index_of(std::uint64_t key) const override {
    return list_.index_of(line_of(key));
  }

  bool total(GridRow& out) override {
    const views::LinesView& view = list_.view();
    if (view.total.empty()) {
      return false;
    }
    out = {};
    out.strong = true;
    out.cells.assign(columns_.size(), {});
    out.cells[0].text = (*page_.words)[Key::compare_total];
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i] == LinesColumn::amount) {
        out.cells[i].text = view.total;
      }
    }
    return true;
  }

 private:
  void fill(const views::LineText& line, GridRow& out) const {
    const views::LinesState& state = page_.state->lines;
    out.key = key_of(line.rid);
    out.level = 1;
    out.pos_in_set = 0;
    out.set_size = 0;
    out.has_children = false;
    out.expanded = false;
    out.strong = false;
    out.muted = false;
    out.selected = state.shown == line.rid;
    out.cells.assign(columns_.size(), {});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      out.cells[i] = cell(line, columns_[i]);
      if (state.draft && state.draft->line == line.rid && state.draft->column == columns_[i]) {
        out.cells[i].text = state.draft->text;
        out.cells[i].edit_text = state.draft->text;
        out.cells[i].tone = Tone::adverse;
        out.cells[i].fault = page_.words->texts.error(state.draft->fault);
      }
    }
    out.cells[0].link = true;
  }

  [[nodiscard]] GridCell cell(const views::LineText& line, LinesColumn column) const {
    switch (column) {
      case LinesColumn::unit:
        return {.text = line.unit};
      case LinesColumn::service:
        return {.text = line.service};
      case LinesColumn::code:
        return {.text = line.code};
      case LinesColumn::period:
        return {.text = line.period};
      case LinesColumn::scenario:
        return {.text = line.scenario};
      case LinesColumn::amount:
        return {
            .text = line.amount,
            .note = line.pending ? std::string((*page_.words)[Key::lines_waiting]) : std::string(),
            .editable = !page_.busy,
            .edit_text = line.amount_to_edit};
      case LinesColumn::note:
        return {.text = line.note, .editable = !page_.busy, .edit_text = line.note};
    }
    return {};
  }

  views::LinesList& list_;
  const std::vector<LinesColumn>& columns_;
  const PageFacts& page_;
  std::vector<views::LineText> texts_;
};

// The widest texts that come, in the language of the screen.
struct Samples {
  std::string amount;
  std::string period;
  std::string_view scenario;
};

std::string widest_month(const Ui& ui, const views::Words& words) {
  std::string widest;
  for (int month = 1; month <= 12; ++month) {
    std::string text =
        text::format_period_short(*base::Period::month(2000, month), words.language());
    if (ui.text_width(text, TextStyle::body) > ui.text_width(widest, TextStyle::body)) {
      widest = std::move(text);
    }
  }
  return widest;
}

GridColumn column_of(LinesColumn column, const views::LinesState& state, const Samples& samples,
                     const views::Words& words, bool crowded) {
  const float axis = crowded ? 92 : 120;
  GridColumn out;
  switch (column) {
    case LinesColumn::unit:
      out = {.key = "unit",
             .title = words[Key::axis_unit],
             .kind = ColumnKind::text,
             .least_width = axis};
      break;
    case LinesColumn::service:
      out = {.key = "service",
             .title = words[Key::axis_service],
             .kind = ColumnKind::text,
             .least_width = axis};
      break;
    case LinesColumn::code:
      out = {.key = "code",
             .title = words[Key::axis_code],
             .kind = ColumnKind::text,
             .least_width = axis};
      break;
    case LinesColumn::scenario:
      out = {.key = "scenario",
             .title = words[Key::axis_scenario],
             .kind = ColumnKind::text,
             .sample = samples.scenario};
      break;
    case LinesColumn::period:
      out = {.key = "period",
             .title = words[Key::axis_period],
             .kind = ColumnKind::text,
             .sample = samples.period};
      break;
    case LinesColumn::amount:
      out = {.key = "amount",
             .title = words[Key::axis_amount],
             .unit = words[Key::unit_euro],
             .sample = samples.amount};
      break;
    case LinesColumn::note:
      out = {.key = "note",
             .title = words[Key::axis_note],
             .kind = ColumnKind::text,
             .missed_in_blocks = true};  // it stands beside, with the line's history
      return out;
  }
  out.sortable = true;
  out.ascending = state.sort == column && !state.descending;
  out.descending = state.sort == column && state.descending;
  return out;
}

Answer draw_grid(Ui& ui, const PageFacts& page, views::LinesList& list, bool crowded) {
  const views::Words& words = *page.words;
  const views::LinesView& view = list.view();
  const std::vector<LinesColumn> shown = shown_columns(view, crowded);
  const Samples samples{views::exact_euro(-99'999'999'99, words), widest_month(ui, words),
                        view.widest_scenario};
  std::vector<GridColumn> columns;
  columns.reserve(shown.size());
  for (const LinesColumn column : shown) {
    columns.push_back(column_of(column, page.state->lines, samples, words, crowded));
  }
  LineRows rows(list, shown, page);
  const auto card = ui.card(
      "lines",
      {.note = words[ui.density() == Density::touch ? Key::lines_hint_touch : Key::lines_hint],
       .padded = false});
  const GridAnswer answer = ui.grid("grid", {.name = words[Key::lines_grid],
                                             .columns = columns,
                                             .source = &rows,
                                             .empty = words[Key::lines_empty]});
  switch (answer.event) {
    case GridEvent::sort:
      return views::SortLines{shown[answer.column]};
    case GridEvent::open:
      return views::ShowLine{line_of(answer.row)};
    case GridEvent::edit:
      return shown[answer.column] == LinesColumn::amount
                 ? Answer(views::EditAmount{line_of(answer.row), answer.text})
                 : Answer(views::EditNote{line_of(answer.row), answer.text});
    case GridEvent::none:
    case GridEvent::expand:
    case GridEvent::collapse:
    case GridEvent::copy:
      break;
  }
  return std::nullopt;
}

void draw_history(Ui& ui, const views::LinePanel& panel, const views::Words& words) {
  ui.heading("history", words[Key::lines_history], 3);
  const auto list = ui.group("entries", words[Key::lines_history]);
  for (std::size_t i = 0; i < panel.history.size(); ++i) {
    const views::HistoryItem& item = panel.history[i];
    const auto entry = ui.column({"entry", i}, 0);
    for (std::size_t j = 0; j < item.changes.size(); ++j) {
      ui.text({"change", j}, item.changes[j], Tone::plain, TextStyle::body_medium);
    }
    ui.text("who", item.when + " · " + item.who, Tone::muted, TextStyle::caption);
    if (!item.verdict.empty()) {
      ui.text("verdict", item.verdict, Tone::caution, TextStyle::caption);
    }
  }
}

// Its preview, when it is a picture, beside its name and size.
Answer draw_file(Ui& ui, const PageFacts& page, const views::PanelFile& file, std::size_t number) {
  constexpr float kEdge = 48;
  const auto found = page.previews->find(file.picture_of);
  const Preview* const preview = found == page.previews->end() ? nullptr : &found->second;
  const bool shown = preview != nullptr && preview->width > 0;
  const auto row = shown ? ui.row({"file", number}, {fixed(kEdge), share(1)})
                         : ui.row({"file", number}, {share(1)});
  if (shown) {
    ui.picture("preview", {.name = file.name,
                           .id = preview->id,
                           .width = preview->width,
                           .height = preview->height,
                           .shades = preview->shades,
                           .edge = kEdge});
  }
  const auto words = ui.column("words", 0);
  const bool opened = ui.link("open", file.name);
  ui.text("detail", file.detail, Tone::muted, TextStyle::caption);
  return opened ? Answer(views::OpenAttachment{file.row}) : std::nullopt;
}

Answer draw_files(Ui& ui, const PageFacts& page, const views::LinePanel& panel) {
  const views::Words& words = *page.words;
  Collected answer;
  ui.heading("files", words[Key::lines_files], 3);
  if (!panel.files.empty()) {
    const auto list = ui.group("file_list", words[Key::lines_files]);
    for (std::size_t i = 0; i < panel.files.size(); ++i) {
      answer.add(draw_file(ui, page, panel.files[i], i));
    }
  }
  if (ui.button("attach", {.label = words[Key::lines_attach], .disabled = page.busy})) {
    answer.add(views::AttachFile{panel.rid});
  }
  return answer.take();
}

// The same content stands beside the grid in a wide window, and in a sheet on a phone.
Answer draw_panel(Ui& ui, const PageFacts& page, const views::LinePanel& panel) {
  const views::Words& words = *page.words;
  Collected answer;
  draw_facts(ui, "facts", words[Key::lines_details], panel.facts);
  if (!panel.waits.empty()) {
    ui.text("waits", panel.waits, Tone::caution, TextStyle::caption);
  }
  const FieldAnswer note = ui.text_field(
      "note", {.label = words[Key::lines_note], .value = panel.note, .disabled = page.busy});
  if (note.committed && note.value != panel.note) {
    answer.add(views::EditNote{panel.rid, note.value});
  }
  answer.add(draw_files(ui, page, panel));
  draw_history(ui, panel, words);
  const auto buttons = ui.flow("panel_buttons");
  if (ui.button("change", {.label = words[Key::lines_change], .disabled = page.busy})) {
    answer.add(views::ChangeLine{panel.rid});
  }
  if (ui.button("void", {.label = words[Key::lines_void], .disabled = page.busy})) {
    answer.add(views::VoidShownLine{panel.rid});
  }
  if (!ui.narrow() &&
      ui.button("close", {.label = words[Key::ui_close], .look = ButtonLook::quiet})) {
    answer.add(views::ShowLine{std::nullopt});
  }
  return answer.take();
}

Answer draw_crumbs(Ui& ui, const views::LinesView& view, const views::Words& words) {
  Collected answer;
  const auto group = ui.group("path", words[Key::lines_path], Role::navigation);
  const auto flow = ui.flow("crumbs");
  for (std::size_t i = 0; i < view.crumbs.size(); ++i) {
    if (i + 1 == view.crumbs.size()) {
      ui.line({"here", i}, view.crumbs[i].label, Tone::muted);
    } else if (ui.link({"crumb", i}, view.crumbs[i].label)) {
      answer.add(views::OpenLines{view.crumbs[i].path, view.part});
    }
  }
  return answer.take();
}

}  // namespace

Answer draw_lines(Ui& ui, const PageFacts& page, views::LinesList& list,
                  const views::LinePanel* panel) {
  const views::Words& words = *page.words;
  const views::LinesView& view = list.view();
  Collected answer;
  {
    const auto scope = ui.page(
        "lines", {.title = view.title, .subtitle = view.subtitle, .back = words[Key::lines_back]});
    if (ui.back()) {
      answer.add(views::ShowRow{page.state->lines.path});
    }
    {
      const auto tools = ui.tools();
      // On a phone there is no room for buttons that could do nothing.
      if (!ui.narrow() || !page.undo_label.empty() || !page.redo_label.empty()) {
        answer.from([&](Answer& out) { draw_undo(ui, page, out); });
      }
      if (ui.button("new", {.label = words[Key::lines_new], .disabled = page.busy})) {
        answer.add(views::GoTo{views::Screen::entry});
      }
    }
    answer.from([&](Answer& out) { draw_message(ui, page, out); });
    if (view.crumbs.size() > 1) {
      answer.add(draw_crumbs(ui, view, words));
    }
    const FieldAnswer typed = ui.text_field(
        "search", {.label = words[Key::lines_search],
                   .value = page.state->lines.query,
                   .placeholder = words[ui.narrow() ? Key::lines_search : Key::lines_search_hint],
                   .kind = FieldKind::search,
                   .hide_label = true});
    if (typed.changed) {
      answer.add(views::SearchLines{typed.value});
    }
    // The grid keeps its container, and with it its focus and place, when a line opens beside it.
    constexpr float kPanel = 320;
    const bool beside = panel != nullptr && !ui.narrow();
    const RowOptions spec{.gap = kSpace4, .vertical = Align::start};
    const auto row = beside ? ui.row("beside", {share(1), fixed(kPanel)}, spec)
                            : ui.row("beside", {share(1)}, spec);
    answer.add(draw_grid(ui, page, list, beside));
    if (beside) {
      const auto card = ui.card("panel", {.title = panel->title, .note = panel->amount + " €"});
      answer.add(draw_panel(ui, page, *panel));
    }
  }
  if (panel != nullptr && ui.narrow()) {
    const auto sheet = ui.dialog(
        "sheet", {.title = panel->title, .text = panel->amount + " €", .focus_title = true});
    answer.add(draw_panel(ui, page, *panel));
    if (ui.dismissed()) {
      answer.add(views::ShowLine{std::nullopt});
    }
  }
  return answer.take();
}

}  // namespace saimnieks::ui
