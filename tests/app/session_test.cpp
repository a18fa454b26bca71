// The main job, from the first start to an edit that is undone after the program was closed: by
// role and name, through the whole application.
#include <algorithm>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/app/app_driver.h"

namespace saimnieks::tests {
namespace {

using ui::Role;

// Two years of two units; the newest year becomes actual by itself.
constexpr const char* kBudget =
    "Gads;Struktūrvienība;Struktūrvienības nosaukums;Pakalpojums;Pakalpojuma nosaukums;EKK;"
    "Summa\n"
    "2024;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;1000,00\n"
    "2024;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;2200;500,00\n"
    "2024;02;Kultūras centrs;0201;Bibliotēkas;1100;200,00\n"
    "2025;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;1100,00\n"
    "2025;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;2200;450,00\n"
    "2025;02;Kultūras centrs;0201;Bibliotēkas;1100;250,00\n";

void import_budget(AppDriver& app) {
  app.give_file("budzets.csv", kBudget);
  app.press(Role::button, "Importēt 6 ierakstus");
  app.press(Role::button, "Atvērt atbilstību");
}

// Counts the statements of every connection that is opened while it lives.
struct StatementCount {
  StatementCount() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&opened)); }
  ~StatementCount() { sqlite3_reset_auto_extension(); }
  static int opened(sqlite3* db, const char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(
        db, SQLITE_TRACE_STMT,
        [](unsigned, void*, void*, void*) {
          ++statements;
          return 0;
        },
        nullptr);
  }
  static inline int statements = 0;
};

// A frame in which only the pointer has moved costs what drawing costs: no view is built anew, and
// the file is not asked.
TEST(Session, AFrameWithoutNewsAsksTheLedgerNothing) {
  const StatementCount count;
  AppDriver app;
  import_budget(app);
  EXPECT_GT(StatementCount::statements, 0);
  for (const char* title : {"Atbilstība", "Pārskats"}) {
    app.press(Role::button, title);
    StatementCount::statements = 0;
    app.session().frame(app.input);
    EXPECT_EQ(StatementCount::statements, 0) << title;
    EXPECT_FALSE(app.session().needs_frame()) << title;
  }
}

TEST(Session, AsksForTheLanguageAndAWayToBegin) {
  AppDriver app;
  EXPECT_NE(app.find(Role::radio, "Latviešu"), nullptr);
  app.press(Role::radio, "English");
  EXPECT_NE(app.find(Role::heading, "Where to begin?"), nullptr) << app.outline();
}

TEST(Session, ComparesWhatItImported) {
  AppDriver app;
  import_budget(app);
  const std::vector<std::string> total = app.row("Kopā");
  ASSERT_GE(total.size(), 4U) << app.outline();
  EXPECT_EQ(total[1].substr(0, 7), "1\u202F700");
  EXPECT_EQ(total[2].substr(0, 7), "1\u202F800");
}

TEST(Session, RefusesAPictureAndChangesNothing) {
  AppDriver app;
  app.give_file("attels.png", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
  EXPECT_NE(app.outline().find("Failu „attels.png” nevar importēt"), std::string::npos)
      << app.outline();
}

TEST(Session, AnEditCountsAtOnceAndIsUndoneAfterReopening) {
  AppDriver app;
  import_budget(app);
  app.press(Role::button, "Ieraksti");
  const auto amount = app.get(Role::gridcell, "250,00");
  app.session().input(ui::FocusEvent{amount.id});
  app.settle();
  app.key(ui::KeyCode::f2);
  app.type("300");
  app.key(ui::KeyCode::enter);
  EXPECT_NE(app.outline().find("Saglabāts: 300,00"), std::string::npos) << app.outline();
  app.press(Role::button, "Atbilstība");
  EXPECT_EQ(app.row("Kopā")[2].substr(0, 7), "1\u202F850") << app.outline();

  app.close();
  app.open();
  app.letter('z', {.control = true});
  app.press(Role::button, "Atbilstība");
  EXPECT_EQ(app.row("Kopā")[2].substr(0, 7), "1\u202F800") << app.outline();
}

TEST(Session, ALineOpensBesideTheOthers) {
  AppDriver app;
  app.press(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  app.press(Role::button, "Atbilstība");
  const auto total = app.get(Role::gridcell, app.row("Kopā")[2]);
  app.session().input(ui::FocusEvent{total.id});
  app.settle();
  app.key(ui::KeyCode::enter);
  ASSERT_NE(app.find(Role::grid, "Ieraksti"), nullptr) << app.outline();
  const auto& nodes = app.session().ui().semantics().nodes;
  const auto cell = std::find_if(nodes.begin(), nodes.end(),
                                 [](const auto& node) { return node.role == Role::gridcell; });
  app.click(Role::gridcell, std::string(cell->name));
  EXPECT_NE(app.find(Role::textbox, "Piezīme"), nullptr) << app.outline();
  EXPECT_NE(app.find(Role::heading, "Vēsture"), nullptr);
  const auto& shown = app.session().ui().semantics();
  ASSERT_NE(shown.find(shown.focus), nullptr);
  EXPECT_EQ(shown.find(shown.focus)->role, Role::gridcell) << "the focus stays where it was";
  app.press(Role::button, "Aizvērt");
  EXPECT_EQ(app.find(Role::textbox, "Piezīme"), nullptr) << app.outline();
}

// A key pressed once too often must not reach what happens to lie where the old page was.
TEST(Session, ANewPageTakesTheFocusToItsTitle) {
  AppDriver app;
  import_budget(app);
  const auto total = app.get(Role::gridcell, app.row("Kopā")[2]);
  app.session().input(ui::FocusEvent{total.id});
  app.settle();
  app.key(ui::KeyCode::enter);
  ASSERT_NE(app.find(Role::grid, "Ieraksti"), nullptr) << app.outline();
  const ui::SemanticNode* focused =
      app.session().ui().semantics().find(app.session().ui().semantics().focus);
  ASSERT_NE(focused, nullptr);
  EXPECT_EQ(focused->role, Role::heading);
  app.key(ui::KeyCode::enter);
  EXPECT_NE(app.find(Role::grid, "Ieraksti"), nullptr) << app.outline();
}

}  // namespace
}  // namespace saimnieks::tests
