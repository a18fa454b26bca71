// A frame like the one before makes nothing new: no memory is taken, nothing is told.
#include <gtest/gtest.h>

#include "tests/ui/allocations.h"
#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

struct Screen {
  Pivot pivot{Pivot::many(500)};
  std::vector<ui::Option> years{{.text = "2014"}, {.text = "2015"}};
  std::vector<ui::KeyFigure> figures{
      {.label = "Plāns", .value = "4 650 554 218 €", .note = "10 102 ieraksti"},
      {.label = "Faktiski", .value = "4 701 797 802 €", .note = "10 115 ierakstu"}};
  std::vector<ui::GridColumn> columns{
      {.key = "name", .title = "Nozare", .kind = ui::ColumnKind::tree},
      {.key = "plan", .title = "Plāns", .unit = "€", .sample = "88 888 888", .sortable = true},
      {.key = "actual", .title = "Faktiski", .unit = "€", .sample = "88 888 888"},
      {.key = "delta", .title = "Δ", .unit = "€", .sample = "88 888 888"},
      {.key = "bar", .title = "Δ", .kind = ui::ColumnKind::bar, .scale = 1'000'000},
      {.key = "percent", .title = "Δ %", .sample = "88,8"},
      {.key = "pin", .title = "Δ %", .kind = ui::ColumnKind::pin, .scale = 10'000}};

  Screen() { pivot.number = 1; }

  void draw(ui::Ui& ui) {
    const auto page = ui.page("page", {.title = "Atbilstība plānam", .subtitle = "Pa rindām"});
    {
      const auto tools = ui.tools();
      static_cast<void>(ui.select("year", {.label = "Gads", .options = years, .selected = 1}));
      static_cast<void>(ui.button("save", {.label = "Saglabāt"}));
    }
    ui.key_figures("figures", "Galvenie rādītāji", figures);
    const auto card = ui.card("rows", {.title = "Rindas", .padded = false});
    static_cast<void>(ui.grid("grid", {.name = "Rindas", .columns = columns, .source = &pivot}));
  }
};

// What a frame takes, and what it tells; the pointer first moves to `at`.
std::pair<long, std::size_t> frame(ui::Ui& ui, Screen& screen, ui::FrameInput& input,
                                   ui::Point at) {
  input.now_ms += 16;
  ui.push(ui::PointerEvent{.phase = ui::PointerPhase::move, .at = at, .modifiers = {}});
  const long before = allocations();
  ui.begin_frame(input);
  screen.draw(ui);
  ui.end_frame();
  const std::size_t told = ui.take_semantic_diff().size();
  static_cast<void>(ui.take_glyph_texture());
  static_cast<void>(ui.take_requests());
  return {allocations() - before, told};
}

TEST(SteadyFrame, TakesNoMemoryAndTellsNothing) {
  Screen screen;
  ui::Ui ui(test_fonts());
  ui::FrameInput input{.size = {1280, 800}};
  EXPECT_GT(frame(ui, screen, input, {}).first, 0);
  for (int i = 0; i < 24; ++i) {  // every list finds its size, the pointer over every row in sight
    frame(ui, screen, input, {500, 100.0F + 29.0F * static_cast<float>(i)});
  }
  for (int i = 0; i < 24; ++i) {
    const auto [taken, told] =
        frame(ui, screen, input, {500, 100.0F + 29.0F * static_cast<float>(i)});
    EXPECT_EQ(taken, 0) << "frame " << i;
    EXPECT_EQ(told, 0U) << "frame " << i;
  }
}

TEST(SteadyFrame, IsNotOwedWhereThePointerMeetsNothingNew) {
  Screen screen;
  ui::Ui ui(test_fonts());
  ui::FrameInput input{.size = {1280, 800}};
  const auto moves = [&ui](ui::Point at) {
    return ui.push(ui::PointerEvent{.phase = ui::PointerPhase::move, .at = at, .modifiers = {}});
  };
  frame(ui, screen, input, {});
  frame(ui, screen, input, {});  // the page's title has taken the focus
  std::vector<ui::Rect> rows;
  for (const ui::SemanticNode& node : ui.semantics().nodes) {
    if (node.role == ui::Role::row && node.level > 0) {
      rows.push_back(node.rect);
    }
  }
  ASSERT_GT(rows.size(), 5U);
  frame(ui, screen, input, {rows[2].x + 20, rows[2].y + 4});
  EXPECT_FALSE(ui.wants_frame());
  EXPECT_FALSE(moves(rows[2].center())) << "another cell of the row that is lit already";
  EXPECT_FALSE(ui.wants_frame());
  EXPECT_TRUE(moves(rows[3].center()));
  EXPECT_TRUE(ui.wants_frame());
}

}  // namespace
}  // namespace saimnieks::tests
