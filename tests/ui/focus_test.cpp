// Keyboard and focus: Tab order, arrows inside composites, dialogs that keep and return the focus.
#include <gtest/gtest.h>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using ui::KeyCode;
using ui::Role;

TEST(Focus, TabGoesThroughAllStopsInReadingOrderAndAround) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  std::vector<ui::NodeId> stops;
  for (const ui::SemanticNode& node : driver.ui().semantics().nodes) {
    if ((node.states & ui::state::tab_stop) != 0) {
      stops.push_back(node.id);
    }
  }
  ASSERT_GT(stops.size(), 20U);
  for (const ui::NodeId stop : stops) {
    driver.key(KeyCode::tab);
    const ui::SemanticNode* focused = driver.focused();
    ASSERT_NE(focused, nullptr);
    EXPECT_EQ(focused->id, stop) << focused->name;
  }
  driver.key(KeyCode::tab);
  EXPECT_EQ(driver.focused()->id, stops.front());
  driver.key(KeyCode::tab, {.shift = true});
  EXPECT_EQ(driver.focused()->id, stops.back());
}

TEST(Focus, WhatHasTheFocusIsScrolledIntoSight) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  const ui::SemanticNode before = driver.get(Role::tab, "Rindas");
  EXPECT_NE(before.states & ui::state::offscreen, 0U);
  driver.ui().push(ui::FocusEvent{before.id});
  driver.settle();
  const ui::SemanticNode after = driver.get(Role::tab, "Rindas");
  EXPECT_EQ(after.states & ui::state::offscreen, 0U);
  EXPECT_LE(after.rect.bottom(), 800);
}

TEST(Focus, DisabledWidgetsAreNotReached) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  const ui::SemanticNode off = driver.get(Role::button, "Iesniegt");
  EXPECT_EQ(off.states, ui::state::disabled | (off.states & ui::state::offscreen));
  EXPECT_EQ(off.description, "Nav ko iesniegt");
  driver.ui().push(ui::FocusEvent{off.id});
  driver.ui().push(ui::PressEvent{off.id});
  driver.settle();
  EXPECT_TRUE(gallery.log.empty());
}

TEST(Focus, ArrowsMoveInsideSegmentsAndChoose) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.press(Role::radio, "Mēnesis");
  driver.key(KeyCode::right);
  EXPECT_EQ(driver.focused_name(), "Ceturksnis");
  EXPECT_EQ(gallery.segment, 1U);
  driver.key(KeyCode::end);
  EXPECT_EQ(gallery.segment, 2U);
  driver.key(KeyCode::right);
  EXPECT_EQ(gallery.segment, 0U);
  driver.key(KeyCode::tab);
  EXPECT_EQ(driver.focused_name(), "Rindas") << "one stop for all segments";
  driver.key(KeyCode::tab, {.shift = true});
  EXPECT_EQ(driver.focused_name(), "Mēnesis");
}

TEST(Focus, ADialogTakesTheFocusKeepsItAndGivesItBack) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.press(Role::button, "Dzēst melnrakstu…");
  ASSERT_TRUE(gallery.dialog);
  EXPECT_EQ(driver.focused_name(), "Iemesls");
  EXPECT_NE(driver.get(Role::dialog, "Dzēst melnrakstu?").states & ui::state::modal, 0U);
  EXPECT_EQ(driver.find(Role::button, "Saglabāt"), nullptr) << "behind the dialog all is inert";
  for (const char* name : {"Dzēst", "Paturēt", "Aizvērt", "Iemesls"}) {
    driver.key(KeyCode::tab);
    EXPECT_EQ(driver.focused_name(), name);
  }
  driver.key(KeyCode::escape);
  EXPECT_FALSE(gallery.dialog);
  EXPECT_EQ(gallery.log.back(), "dismissed");
  EXPECT_EQ(driver.focused_name(), "Dzēst melnrakstu…");
}

TEST(Focus, APressBesideADialogDismissesItAndDoesNothingElse) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  gallery.dialog = true;
  driver.settle();
  driver.click_at({100, 68});  // over "Pārskats" of the navigation
  EXPECT_FALSE(gallery.dialog);
  EXPECT_EQ(gallery.log, std::vector<std::string>{"dismissed"});
}

TEST(Focus, WhenTheFocusedWidgetGoesItsNeighbourTakesOver) {
  bool second = true;
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    static_cast<void>(ui.button("a", {.label = "Pirmā"}));
    if (second) {
      static_cast<void>(ui.button("b", {.label = "Otrā"}));
    }
    static_cast<void>(ui.button("c", {.label = "Trešā"}));
  });
  driver.press(Role::button, "Otrā");
  second = false;
  driver.settle();
  EXPECT_EQ(driver.focused_name(), "Pirmā");
}

TEST(Focus, TheMenuOfANarrowWindowIsADialog) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); }, {.size = {390, 844}});
  driver.tap(Role::button, "Izvēlne");
  ASSERT_NE(driver.find(Role::dialog, "Galvenā izvēlne"), nullptr);
  driver.tap(Role::button, "Plāns");
  EXPECT_EQ(gallery.log.back(), "nav plan");
  EXPECT_EQ(driver.find(Role::dialog, "Galvenā izvēlne"), nullptr);
  EXPECT_EQ(driver.focused_name(), "Izvēlne");
}

TEST(Focus, EnterAndSpacePressAndARepeatedKeyDoesNot) {
  int presses = 0;
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    presses += ui.button("a", {.label = "Pirmā"}) ? 1 : 0;
  });
  driver.key(KeyCode::tab);
  driver.key(KeyCode::enter);
  driver.key(KeyCode::space);
  EXPECT_EQ(presses, 2);
  driver.ui().push(ui::KeyEvent{.code = KeyCode::enter, .modifiers = {}, .repeat = true});
  driver.settle();
  EXPECT_EQ(presses, 2);
}

TEST(Focus, ShortcutsReachTheScreenOnce) {
  int undone = 0;
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    undone += ui.shortcut('z', {.control = true}) ? 1 : 0;
    undone += ui.shortcut('z', {.control = true}) ? 1 : 0;
  });
  driver.letter('z', {.control = true});
  EXPECT_EQ(undone, 1);
  driver.letter('z', {.shift = true, .control = true});
  EXPECT_EQ(undone, 1);
}

}  // namespace
}  // namespace saimnieks::tests
