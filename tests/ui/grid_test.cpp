// The tree grid: only rows in sight, keys of the ARIA treegrid pattern, editing in place.
#include <gtest/gtest.h>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using ui::KeyCode;
using ui::Role;

struct Fixture {
  Gallery gallery;
  UiDriver driver;
  explicit Fixture(std::vector<PivotRow> rows = {}, bool editable = false,
                   ui::FrameInput input = {})
      : driver([this](ui::Ui& ui) { gallery.conformity(ui); }, input) {
    if (!rows.empty()) {
      gallery.pivot = Pivot(std::move(rows));
    }
    gallery.pivot.editable = editable;
    driver.settle();
  }
};

TEST(Grid, AsksForTheRowsInSightOnly) {
  Fixture f(Pivot::many(5000));
  f.gallery.pivot.asked = 0;
  f.driver.frame();
  EXPECT_GT(f.gallery.pivot.asked, 5U);
  EXPECT_LT(f.gallery.pivot.asked, 30U);
  f.driver.wheel({700, 600}, 900);
  f.driver.wheel({700, 600}, 900);
  EXPECT_EQ(f.driver.find(Role::rowheader, "Nozare 0"), nullptr);
  EXPECT_NE(f.driver.find(Role::rowheader, "Nozare 50"), nullptr);
  const ui::SemanticNode header = f.driver.get(Role::columnheader, "Plāns");
  EXPECT_FLOAT_EQ(header.rect.y, 63) << "the header stays at the top of the page";
  EXPECT_NE(f.driver.find(Role::rowheader, "Kopā"), nullptr) << "the total stays in sight";
}

TEST(Grid, AsksForRowsAnewOnlyWithAnotherVersion) {
  Fixture f(Pivot::many(5000));
  f.gallery.pivot.number = 1;
  f.driver.frame();
  f.gallery.pivot.asked = 0;
  f.driver.frame();
  EXPECT_EQ(f.gallery.pivot.asked, 0U);
  EXPECT_NE(f.driver.find(Role::rowheader, "Nozare 0"), nullptr);

  f.gallery.pivot.set_actual(1, 123'456);
  f.driver.frame();
  EXPECT_EQ(f.driver.find(Role::gridcell, "123\u202F456"), nullptr)
      << "it says that nothing changed";
  f.gallery.pivot.number = 2;
  f.driver.frame();
  EXPECT_NE(f.driver.find(Role::gridcell, "123\u202F456"), nullptr) << f.driver.outline();
  EXPECT_GT(f.gallery.pivot.asked, 5U);

  f.driver.wheel({700, 600}, 900);
  f.driver.wheel({700, 600}, 900);
  EXPECT_EQ(f.driver.find(Role::rowheader, "Nozare 0"), nullptr) << "other rows are other rows";
  EXPECT_NE(f.driver.find(Role::rowheader, "Nozare 50"), nullptr);
}

TEST(Grid, ArrowsMoveExpandAndGoToTheParent) {
  Fixture f;
  f.driver.click(Role::gridcell, "1 840 300");
  EXPECT_EQ(f.driver.focused_name(), "1 840 300");
  f.driver.key(KeyCode::left);
  EXPECT_EQ(f.driver.focused_name(), "Pirmsskolas izglītība");
  f.driver.key(KeyCode::left);
  EXPECT_FALSE(f.gallery.pivot.is_open(2));
  EXPECT_EQ(f.driver.find(Role::rowheader, "Tiešās izmaksas…"), nullptr);
  f.driver.key(KeyCode::left);
  EXPECT_EQ(f.driver.focused_name(), "Izglītība");
  f.driver.key(KeyCode::down);
  f.driver.key(KeyCode::right);
  EXPECT_TRUE(f.gallery.pivot.is_open(2));
  f.driver.key(KeyCode::right);
  EXPECT_EQ(f.driver.focused_name(), "1 840 300");
  f.driver.key(KeyCode::end);
  f.driver.key(KeyCode::home);
  EXPECT_EQ(f.driver.focused_name(), "Pirmsskolas izglītība");
  f.driver.key(KeyCode::end, {.control = true});
  f.driver.key(KeyCode::home);
  EXPECT_EQ(f.driver.focused_name(), "Pakalpojumu pārvaldība (PU1–PU3)");
  f.driver.key(KeyCode::down);
  EXPECT_EQ(f.driver.focused_name(), "Kopā") << "the total is the last row";
  f.driver.key(KeyCode::down);
  EXPECT_EQ(f.driver.focused_name(), "Kopā");
  f.driver.key(KeyCode::up);
  EXPECT_EQ(f.driver.focused_name(), "Pakalpojumu pārvaldība (PU1–PU3)");
}

TEST(Grid, TheFocusStaysWithItsRowWhenRowsComeAndGo) {
  Fixture f;
  f.driver.click(Role::gridcell, "402 800");
  f.gallery.pivot.set_open(1, false);
  f.driver.settle();
  EXPECT_EQ(f.driver.focused_name(), "402 800");
  f.gallery.pivot.set_open(9, false);
  f.driver.settle();
  EXPECT_NE(f.driver.focused(), nullptr) << "its row is gone: a neighbour has the focus";
  f.driver.key(KeyCode::home);
  EXPECT_EQ(f.driver.focused()->role, Role::rowheader);
}

TEST(Grid, TheFocusedRowIsKeptWhenItIsScrolledAway) {
  Fixture f(Pivot::many(5000));
  f.driver.click(Role::rowheader, "Pakalpojums 5");
  for (int i = 0; i < 4; ++i) {
    f.driver.wheel({700, 600}, 900);
  }
  EXPECT_EQ(f.driver.focused_name(), "Pakalpojums 5");
  EXPECT_NE(f.driver.focused()->states & ui::state::offscreen, 0U);
  f.driver.key(KeyCode::down);
  EXPECT_EQ(f.driver.focused_name(), "Pakalpojums 6");
  EXPECT_EQ(f.driver.focused()->states & ui::state::offscreen, 0U) << "and scrolled into sight";
}

TEST(Grid, PageKeysAndTheEndReachEveryRow) {
  Fixture f(Pivot::many(5000));
  f.driver.click(Role::rowheader, "Pakalpojums 1");
  // No row is passed over: each page begins before the one before it has ended.
  for (int page = 0; page < 4; ++page) {
    const auto in_sight = [&f](bool last) {
      std::int32_t row = last ? 0 : INT32_MAX;
      for (const ui::SemanticNode& node : f.driver.ui().semantics().nodes) {
        const bool counts = node.role == Role::row && node.row_index > 1 && node.row_index < 5000 &&
                            (node.states & ui::state::offscreen) == 0;
        row = !counts ? row : last ? std::max(row, node.row_index) : std::min(row, node.row_index);
      }
      return row;
    };
    const std::int32_t last = in_sight(true);
    f.driver.key(KeyCode::page_down);
    EXPECT_LE(in_sight(false), last + 1);
    EXPECT_EQ(f.driver.focused()->states & ui::state::offscreen, 0U);
  }
  f.driver.key(KeyCode::end, {.control = true});
  f.driver.key(KeyCode::home);
  EXPECT_EQ(f.driver.focused_name(), "Pakalpojums 4999");
  f.driver.key(KeyCode::page_down);
  EXPECT_EQ(f.driver.focused_name(), "Kopā") << "after the last row";
  f.driver.key(KeyCode::home, {.control = true});
  EXPECT_EQ(f.driver.focused_name(), "Nozare 0");
  f.driver.key(KeyCode::up);
  EXPECT_EQ(f.driver.focused_name(), "Pakalpojums") << "up from the first row is the header";
  f.driver.key(KeyCode::enter);
  EXPECT_EQ(f.gallery.log.back(), "sort 0");
  EXPECT_NE(f.driver.get(Role::columnheader, "Pakalpojums").states & ui::state::ascending, 0U);
}

TEST(Grid, FiguresDrillDown) {
  Fixture f;
  f.driver.click(Role::gridcell, "402 800");
  EXPECT_EQ(f.gallery.log.back(), "open 10 1");
  f.driver.key(KeyCode::right);
  f.driver.key(KeyCode::enter);
  EXPECT_EQ(f.gallery.log.back(), "open 10 2");
  f.driver.key(KeyCode::end, {.control = true});
  f.driver.key(KeyCode::end, {.control = true});
  f.driver.key(KeyCode::left);
  f.driver.key(KeyCode::enter);
  EXPECT_EQ(f.gallery.log.back().substr(0, 5), "open ") << "the total too";
  EXPECT_NE(f.gallery.log.back(), "open 10 2");
}

TEST(Grid, ACellIsEditedByF2AndLeftByEnter) {
  Fixture f({}, true);
  f.driver.click(Role::gridcell, "511 700");
  f.driver.key(KeyCode::f2);
  ASSERT_TRUE(f.driver.has_agent());
  EXPECT_EQ(f.driver.agent().value, "511700");
  f.driver.type("500000");
  EXPECT_EQ(f.gallery.pivot.actual(10), 511700) << "not before the cell is left";
  f.driver.key(KeyCode::enter);
  EXPECT_EQ(f.gallery.log.back(), "edit 10 500000");
  EXPECT_EQ(f.driver.focused_name(), "566 200") << "the next row";
  EXPECT_NE(f.driver.find(Role::gridcell, "500 000"), nullptr);
}

TEST(Grid, TypingOnACellReplacesIt) {
  Fixture f({}, true);
  f.driver.click(Role::gridcell, "511 700");
  ASSERT_TRUE(f.driver.has_agent());
  EXPECT_TRUE(f.driver.agent().armed);
  f.driver.type("4");
  f.driver.type("2");
  EXPECT_EQ(f.driver.focused()->value, "42");
  f.driver.key(KeyCode::tab);
  EXPECT_EQ(f.gallery.log.back(), "edit 10 42");
  EXPECT_EQ(f.driver.focused()->col_index, 4) << "Tab goes to the next cell";
}

TEST(Grid, EscapeKeepsTheOldValue) {
  Fixture f({}, true);
  f.driver.click(Role::gridcell, "511 700", 2);
  f.driver.type("1");
  f.driver.key(KeyCode::escape);
  EXPECT_EQ(f.gallery.pivot.actual(10), 511700);
  EXPECT_TRUE(f.gallery.log.empty());
  EXPECT_EQ(f.driver.focused_name(), "511 700");
}

TEST(Grid, LeavingTheGridKeepsWhatWasTyped) {
  Fixture f({}, true);
  f.driver.click(Role::gridcell, "511 700", 2);
  f.driver.type("77");
  f.driver.click(Role::button, "Eksportēt");
  EXPECT_EQ(f.gallery.pivot.actual(10), 77);
}

TEST(Grid, LeavingTheGridKeepsWhatWasTypedEvenOutOfSight) {
  Fixture f(Pivot::many(5000), true);
  f.driver.click(Role::rowheader, "Pakalpojums 3");
  f.driver.key(KeyCode::right);
  f.driver.key(KeyCode::right);
  f.driver.key(KeyCode::f2);
  f.driver.type("88");
  for (int i = 0; i < 5; ++i) {
    f.driver.wheel({700, 600}, 900);
  }
  f.driver.click(Role::button, "Eksportēt");
  EXPECT_EQ(f.gallery.pivot.actual(4), 88);
}

TEST(Grid, CopyPutsTheCellOnTheClipboard) {
  Fixture f;
  f.driver.click(Role::gridcell, "402 800");
  f.driver.ui().push(ui::CopyEvent{});
  f.driver.settle();
  ASSERT_FALSE(f.driver.requests().empty());
  const auto* copied = std::get_if<ui::ClipboardWrite>(&f.driver.requests().front());
  ASSERT_NE(copied, nullptr);
  EXPECT_EQ(copied->text, "402 800");
}

TEST(Grid, OnAPhoneEachRowIsABlockWithAllFigures) {
  Fixture f({}, false, {.size = {390, 844}, .pixel_ratio = 2, .density = ui::Density::touch});
  EXPECT_EQ(f.driver.find(Role::columnheader, "Plāns"), nullptr);
  const ui::SemanticNode plan = f.driver.get(Role::gridcell, "Plāns: 4 210 500");
  EXPECT_GT(plan.rect.y, f.driver.get(Role::rowheader, "Izglītība").rect.y);
  EXPECT_NE(f.driver.find(Role::gridcell, "Δ: +177 700 nelabvēlīga"), nullptr);
}

TEST(Grid, WithoutRowsItSaysSo) {
  Pivot nothing(std::vector<PivotRow>{});
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    const ui::GridColumn columns[] = {{.key = "a", .title = "Nosaukums"}};
    static_cast<void>(ui.grid("g", {.name = "Rindas",
                                    .columns = columns,
                                    .source = &nothing,
                                    .empty = "Nav nevienas rindas"}));
  });
  EXPECT_NE(driver.find(Role::text, "Nav nevienas rindas"), nullptr);
}

}  // namespace
}  // namespace saimnieks::tests
