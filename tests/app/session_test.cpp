// The main job, from the first start to an edit that is undone after the program was closed: by
// role and name, through the whole application.
#include <algorithm>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "core/workbook/workbook_writer.h"
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

// Beside the total of actual costs stands how far its lines can be trusted, as it is now.
TEST(Session, TheQualityOfTheDataStandsBesideItsTotal) {
  AppDriver app;
  import_budget(app);
  constexpr const char* kSays = "2025. gada faktiskie dati: 100\u00A0% klasificēti";
  EXPECT_NE(app.outline().find(kSays), std::string::npos) << app.outline();
  EXPECT_NE(app.outline().find(" 0\u00A0% izsekojami līdz dokumentam"), std::string::npos)
      << app.outline();
  app.press(Role::button, "Pārskats");
  EXPECT_NE(app.outline().find(kSays), std::string::npos) << app.outline();
}

// The file that the page was last told to give to the person.
const ui::Download* downloaded(const AppDriver& app) {
  const ui::Download* last = nullptr;
  for (const ui::HostRequest& request : app.requests()) {
    if (const auto* download = std::get_if<ui::Download>(&request)) {
      last = download;
    }
  }
  return last;
}

std::string saved_by(AppDriver& app, const char* button) {
  app.press(Role::button, button);
  const ui::Download* saved = downloaded(app);
  return saved == nullptr ? "nothing was saved" : saved->bytes;
}
std::string saved_mapping(AppDriver& app) {
  return saved_by(app, "Saglabāt kolonnu sasaisti failā");
}

TEST(Session, AMappingSaysOneKindOnlyOnce) {
  AppDriver app;
  app.give_file("izdevumi.csv", kBudget);
  EXPECT_NE(saved_mapping(app).find("\"by_year\""), std::string::npos) << "the years differ";
  app.choose("Visiem gadiem", "Faktiski");
  const std::string actual = saved_mapping(app);
  EXPECT_EQ(actual.find("by_year"), std::string::npos) << actual;
  EXPECT_NE(actual.find("\"kind\": \"actual\""), std::string::npos) << actual;
  app.choose("Visiem gadiem", "Plāns");
  const std::string plan = saved_mapping(app);
  EXPECT_EQ(plan.find("by_year"), std::string::npos) << plan;
  EXPECT_NE(plan.find("\"version\": \"A\""), std::string::npos) << plan;
}

TEST(Session, TheFilesOwnWordsDecideWhatItsYearsAre) {
  AppDriver app;
  std::string budget = kBudget;
  budget.replace(budget.find("Summa"), 5, "Izpilde");
  app.give_file("izdevumi.csv", budget);
  EXPECT_EQ(saved_mapping(app).find("plan"), std::string::npos) << saved_mapping(app);
  app.press(Role::button, "Importēt 6 ierakstus");
  app.press(Role::button, "Atvērt atbilstību");
  EXPECT_EQ(app.row("Kopā")[1].substr(0, 7), "1\u202F700") << "both years are actual";
}

TEST(Session, RefusesAPictureAndChangesNothing) {
  AppDriver app;
  app.give_file("attels.png", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
  EXPECT_NE(app.outline().find("Failu „attels.png” nevar importēt"), std::string::npos)
      << app.outline();
}

std::string book_of_sheets() {
  using workbook::ColumnForm;
  workbook::WorkbookWriter book;
  book.begin_sheet("Vāks", {{"Pārskats"}});
  const auto sheet = [&book](const char* name, int rows) {
    book.begin_sheet(
        name, {{"Gads"}, {"Iestāde"}, {"Pakalpojums"}, {"EKK"}, {"Summa", ColumnForm::money}});
    for (int i = 1; i <= rows; ++i) {
      const std::vector<std::string> cells{"2026", "Skola", "Mācības", "1100",
                                           std::to_string(i) + ".50"};
      EXPECT_TRUE(book.row(cells).has_value());
    }
  };
  sheet("Ieņēmumi", 2);
  sheet("Izdevumi", 3);
  return book.take().value_or("");
}

TEST(Session, AnotherSheetOfAWorkbookCanBeChosen) {
  AppDriver app;
  app.give_file("budzets.xlsx", book_of_sheets());
  EXPECT_NE(app.outline().find("lapa „Ieņēmumi”"), std::string::npos) << app.outline();
  EXPECT_NE(app.find(Role::button, "Importēt 2 ierakstus"), nullptr);
  app.choose("Lapa", "Izdevumi");
  EXPECT_NE(app.outline().find("lapa „Izdevumi”"), std::string::npos) << app.outline();
  EXPECT_NE(saved_mapping(app).find("\"sheet\": \"Izdevumi\""), std::string::npos);
  // One without a table says so, and what was there before can still be imported.
  app.choose("Lapa", "Vāks");
  EXPECT_NE(app.outline().find("Failu „budzets.xlsx” nevar importēt"), std::string::npos)
      << app.outline();
  app.press(Role::button, "Importēt 3 ierakstus");
  app.press(Role::button, "Atvērt atbilstību");
  EXPECT_EQ(app.row("Kopā")[1].substr(0, 1), "8") << "1.50 + 2.50 + 3.50 is about 8";
  // The next month's file is looked at by its own sheets.
  app.give_file("nakamais.xlsx", book_of_sheets());
  EXPECT_NE(app.outline().find("lapa „Ieņēmumi”"), std::string::npos) << app.outline();
}

TEST(Session, RefusedRowsAreSavedWithReasonsInThePersonsLanguage) {
  AppDriver app;
  std::string budget = kBudget;
  budget.replace(budget.find("1000,00"), 7, "=HYPERLINK");
  app.give_file("izdevumi.csv", budget);
  // What stood in the file is never run by the program that opens the list.
  EXPECT_EQ(saved_by(app, "Lejupielādēt noraidītās rindas"),
            "\xEF\xBB\xBFGads;Struktūrvienība;Struktūrvienības nosaukums;Pakalpojums;"
            "Pakalpojuma nosaukums;EKK;Summa;Iemesls\r\n"
            "2024;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;'=HYPERLINK;"
            "2. rinda, „Summa”: Tā nav summa. Rakstiet, piemēram, 1 234,56.\r\n");
}

// In the browser what reads a workbook may have to be fetched first.
TEST(Session, AFileOnTheWayIsShownAndCanBeGivenUp) {
  AppDriver app;
  const auto coming = [&app] {
    app.session().host(app::FileComing{"budzets.xlsx", 2048});
    app.settle();
  };
  const auto come = [&app] {
    app.session().host(
        app::FileGiven{std::make_unique<base::MemorySource>("budzets.xlsx", kBudget), true});
    app.settle();
  };
  coming();
  EXPECT_NE(app.find(Role::heading, "budzets.xlsx"), nullptr) << app.outline();
  come();
  EXPECT_NE(app.find(Role::button, "Importēt 6 ierakstus"), nullptr) << app.outline();
  coming();
  EXPECT_EQ(app.find(Role::button, "Importēt 6 ierakstus"), nullptr) << "it is another file";
  app.press(Role::button, "Atcelt");
  come();
  EXPECT_EQ(app.find(Role::button, "Importēt 6 ierakstus"), nullptr) << app.outline();
  EXPECT_EQ(app.find(Role::heading, "budzets.xlsx"), nullptr);
  // What is picked meanwhile takes its place.
  coming();
  app.give_file("cits.csv", kBudget);
  come();
  EXPECT_NE(app.find(Role::button, "Importēt 6 ierakstus"), nullptr);
  EXPECT_EQ(app.outline().find("budzets.xlsx"), std::string::npos) << app.outline();
}

// The sentence, the ledger as it was, and the same file once there is room.
TEST(Session, AnImportOntoAFullDiskCanBeTriedAgain) {
  AppDriver app;
  std::string budget = kBudget;
  for (int i = 0; i < 300; ++i) {
    budget += "2025;03;Bibliotēka;0301;Bibliotēkas;2200;" + std::to_string(i) + ",00\n";
  }
  app.give_file("budzets.csv", budget);
  app.files.full_from(app.files.operations() + 1);
  app.press(Role::button, "Importēt 306 ierakstus");
  EXPECT_NE(app.outline().find("Ierīcē nepietiek vietas"), std::string::npos) << app.outline();
  app.files.heal();
  app.press(Role::button, "Importēt 306 ierakstus");
  app.press(Role::button, "Atvērt atbilstību");
  EXPECT_EQ(app.row("Kopā")[2].substr(0, 8), "46\u202F650") << app.outline();
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

TEST(Session, AFileIsAttachedToALineAndGivenBack) {
  AppDriver app;
  import_budget(app);
  app.press(Role::button, "Ieraksti");
  app.click(Role::gridcell, "02 Kultūras centrs");
  app.press(Role::button, "Pievienot failu");
  EXPECT_TRUE(std::any_of(app.requests().begin(), app.requests().end(), [](const auto& request) {
    return std::holds_alternative<ui::OpenFile>(request);
  }));
  const std::string receipt = std::string("%PDF-1.7\n\0čeks", 15);
  app.give_file("čeks.pdf", receipt);
  EXPECT_NE(app.outline().find("Pievienots: čeks.pdf"), std::string::npos) << app.outline();
  EXPECT_NE(app.find(Role::grid, "Ieraksti"), nullptr) << "the place is kept";
  app.click(Role::link, "čeks.pdf");
  ASSERT_NE(downloaded(app), nullptr);
  EXPECT_EQ(downloaded(app)->name, "čeks.pdf");
  EXPECT_EQ(downloaded(app)->mime, "application/pdf");
  EXPECT_EQ(downloaded(app)->bytes, receipt);

  // What it pretends to be is not taken, and says so; the next file is an import again.
  app.press(Role::button, "Pievienot failu");
  app.give_file("čeks.png", "nekāds attēls");
  EXPECT_EQ(app.find(Role::link, "čeks.png"), nullptr);
  EXPECT_NE(app.outline().find("Izmaiņa nav saglabāta"), std::string::npos) << app.outline();
  app.letter('z', {.control = true});
  EXPECT_EQ(app.find(Role::link, "čeks.pdf"), nullptr) << app.outline();
  EXPECT_TRUE(app.session().imports_next_file());
  // Nor is what is dropped an answer to a dialog that was left.
  app.press(Role::button, "Pievienot failu");
  app.session().host(app::NothingPicked{});
  app.give_file("budzets.csv", kBudget);
  EXPECT_NE(app.find(Role::button, "Importēt 6 ierakstus"), nullptr) << app.outline();
}

// A picture's preview is asked for once, and stands beside its name as soon as it comes.
TEST(Session, APictureHasAPreview) {
  AppDriver app;
  import_budget(app);
  app.press(Role::button, "Ieraksti");
  app.click(Role::gridcell, "02 Kultūras centrs");
  app.press(Role::button, "Pievienot failu");
  const std::string picture = "\x89PNG\r\n\x1A\n" + std::string("\0\0\0\rIHDR", 8) +
                              std::string(17, '\1') +
                              std::string("\0\0\0\0IEND\xAE\x42\x60\x82", 12);
  app.give_file("čeks.png", picture);
  ASSERT_NE(app.find(Role::link, "čeks.png"), nullptr) << app.outline();
  std::vector<ui::ShrinkPicture> asked;
  for (const ui::HostRequest& request : app.requests()) {
    if (const auto* shrink = std::get_if<ui::ShrinkPicture>(&request)) {
      asked.push_back(*shrink);
    }
  }
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].mime, "image/png");
  EXPECT_EQ(asked[0].bytes, picture);
  EXPECT_EQ(app.find(Role::img, "čeks.png"), nullptr) << "until it is made";
  app.session().host(app::PictureShrunk{asked[0].id, 3, 2, {0, 50, 100, 150, 200}});
  app.settle();
  EXPECT_EQ(app.find(Role::img, "čeks.png"), nullptr) << "five shades are no picture of 3 by 2";
  app.session().host(app::PictureShrunk{asked[0].id, 3, 2, {0, 50, 100, 150, 200, 255}});
  app.settle();
  EXPECT_NE(app.find(Role::img, "čeks.png"), nullptr) << app.outline();
}

// A workbook may be an attachment too, and then nothing need come that reads it.
TEST(Session, AWorkbookOnTheWayIsImportedAndNotAttached) {
  AppDriver app;
  import_budget(app);
  app.session().host(app::FileComing{"budzets.xlsx", 2048});
  app.settle();
  app.press(Role::button, "Ieraksti");
  app.click(Role::gridcell, "02 Kultūras centrs");
  app.press(Role::button, "Pievienot failu");
  EXPECT_FALSE(app.session().imports_next_file());
  app.session().host(
      app::FileGiven{std::make_unique<base::MemorySource>("budzets.xlsx", kBudget), true});
  app.settle();
  EXPECT_NE(app.find(Role::button, "Importēt 6 ierakstus"), nullptr) << app.outline();
  EXPECT_EQ(app.outline().find("Pievienots"), std::string::npos) << app.outline();
}

// Reloads, discarded tabs and killed phones come without warning; what is on the screen comes back.
TEST(Session, StaysWhereThePersonWasWhenItIsOpenedAnew) {
  AppDriver app;
  app.press(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  app.press(Role::button, "Atbilstība");
  app.choose("Rindas", "pakalpojums › vienība › veids");
  app.leave();  // the first to write into a journal that has begun anew flushes its header
  const std::int64_t flushes = app.files.flushes();
  app.press(Role::columnheader, "Δ, €");
  const auto& nodes = app.session().ui().semantics().nodes;
  const auto first = [&nodes](Role role) {
    return std::find_if(nodes.begin(), nodes.end(),
                        [role](const auto& node) { return node.role == role; });
  };
  app.session().input(ui::FocusEvent{first(Role::rowheader)->id});
  app.settle();
  const std::string closed = app.outline();
  app.key(ui::KeyCode::right);  // at the first child, as the highest rows are open
  app.key(ui::KeyCode::right);
  app.key(ui::KeyCode::right);
  EXPECT_NE(app.outline(), closed);
  app.leave();
  EXPECT_EQ(app.files.flushes(), flushes) << "a place is worth no flush";
  std::string before = app.outline();
  app.close();
  app.open();
  EXPECT_EQ(app.outline(), before);

  // The lines behind a figure, with one of them open.
  const auto total = app.get(Role::gridcell, app.row("Kopā")[2]);
  app.session().input(ui::FocusEvent{total.id});
  app.settle();
  app.key(ui::KeyCode::enter);
  ASSERT_NE(app.find(Role::grid, "Ieraksti"), nullptr) << app.outline();
  app.press(Role::columnheader, "Summa, €");
  const auto& lines = app.session().ui().semantics().nodes;
  const auto cell = std::find_if(lines.begin(), lines.end(),
                                 [](const auto& node) { return node.role == Role::gridcell; });
  app.click(Role::gridcell, std::string(cell->name));
  ASSERT_NE(app.find(Role::textbox, "Piezīme"), nullptr) << app.outline();
  app.clock.advance_ms(1'000);  // nobody tells that the end is near
  app.settle();
  before = app.outline();
  app.close();
  app.open();
  EXPECT_EQ(app.outline(), before);
}

// The browser's back button; a link to a screen that there is not, or to the start, leads nowhere.
TEST(Session, GoesWhereTheAddressSays) {
  AppDriver app;
  import_budget(app);
  const auto told = [&app] {
    std::string fragment;
    for (const ui::HostRequest& request : app.requests()) {
      if (const auto* address = std::get_if<ui::SetAddress>(&request)) {
        fragment = address->fragment;
      }
    }
    return fragment;
  };
  EXPECT_EQ(told(), "compare");
  app.press(Role::button, "Ieraksti");
  EXPECT_EQ(told(), "lines");
  for (const char* nowhere : {"start", "moon", ""}) {
    app.session().host(app::AddressAsked{nowhere});
    app.settle();
    EXPECT_NE(app.find(Role::grid, "Ieraksti"), nullptr) << app.outline();
    EXPECT_EQ(told(), "lines") << "the address follows the screen";
  }
  // What stands in the cell is taken before its page is left.
  app.session().input(ui::FocusEvent{app.get(Role::gridcell, "250,00").id});
  app.settle();
  app.key(ui::KeyCode::f2);
  app.type("300");
  app.session().input(ui::FocusEvent{ui::kNoNode});
  app.session().host(app::AddressAsked{"compare"});
  app.settle();
  EXPECT_EQ(app.row("Kopā")[2].substr(0, 7), "1\u202F850") << app.outline();
}

TEST(Session, AVerificationSpeaksOfNothingThatCameLater) {
  AppDriver app;
  import_budget(app);
  app.press(Role::button, "Iestatījumi");
  app.press(Role::button, "Pārbaudīt datus");
  EXPECT_NE(app.outline().find("Dati ir kārtībā"), std::string::npos) << app.outline();
  app.session().host(app::AddressAsked{"compare"});
  app.settle();
  app.press(Role::button, "Atsaukt");
  app.press(Role::button, "Iestatījumi");
  EXPECT_EQ(app.outline().find("Dati ir kārtībā"), std::string::npos) << app.outline();
}

// Begins a job on a slow machine, and lets it work until its bar says how far it is.
void press_and_wait(AppDriver& app, const ui::SemanticNode& button, std::string_view bar) {
  app.clock.set_step_us(1'000);  // so that a step of 8 ms ends after little
  app.session().input(ui::PressEvent{button.id});
  const ui::SemanticNode* found = nullptr;
  for (int frames = 0; frames < 2'000 && (found == nullptr || found->value.empty()); ++frames) {
    app.input.now_ms += 16;
    app.session().frame(app.input);
    static_cast<void>(app.session().ui().take_glyph_texture());
    EXPECT_EQ(app.session().work(8), 0);
    found = app.find(Role::progressbar, bar);
  }
  ASSERT_NE(found, nullptr) << app.outline();
  EXPECT_NE(found->value, "");
}

// Making the demonstration data lets frames go on, says how far it is, and can be cancelled.
TEST(Session, TheDemonstrationIsMadeBetweenFramesAndCanBeCancelled) {
  AppDriver app;
  const auto start = app.get(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  press_and_wait(app, start, "Sagatavo demonstrācijas datus");
  app.press(Role::button, "Atcelt");
  app.clock.set_step_us(1);
  EXPECT_NE(app.outline().find("Demonstrācijas datu veidošana ir atcelta"), std::string::npos)
      << app.outline();
  app.press(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  EXPECT_NE(app.find(Role::heading, "Pārskats"), nullptr) << app.outline();
}

// So does taking back what is large; a small edit is taken back before the next frame.
TEST(Session, ALargeUndoGoesOnBetweenFramesAndCanBeCancelled) {
  AppDriver app;
  app.press(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  app.press(Role::button, "Atbilstība");
  const std::vector<std::string> total = app.row("Kopā");
  const auto undo = app.get(Role::button, "Atsaukt");
  press_and_wait(app, undo, "Atsauc darbību");
  EXPECT_NE(app.get(Role::button, "Atsaukt").states & ui::state::disabled, 0);
  app.press(Role::button, "Atcelt");
  app.clock.set_step_us(1);
  EXPECT_NE(app.outline().find("Darbība pārtraukta. Nekas nav mainīts."), std::string::npos)
      << app.outline();
  EXPECT_EQ(app.row("Kopā"), total);
  app.press(Role::button, "Atsaukt");
  EXPECT_EQ(app.find(Role::progressbar, "Atsauc darbību"), nullptr);
  EXPECT_NE(app.outline().find("Atsaukts: "), std::string::npos) << app.outline();
  app.press(Role::button, "Atkārtot");
  EXPECT_EQ(app.row("Kopā"), total) << app.outline();
}

TEST(Session, FreshLedgersBeginAtTheStartWhateverWasLookedAt) {
  AppDriver app;
  app.press(Role::button, "Pieslēgties centrālajam serverim. Atvērt");
  app.leave();
  app.close();
  app.open();
  EXPECT_NE(app.find(Role::heading, "Ar ko sākt?"), nullptr) << app.outline();
}

// Fast typing: Enter comes before the frame, and the browser's last word on the text after it.
TEST(Session, TheLastWordOnATextThatWasLeftChangesNothing) {
  AppDriver app;
  import_budget(app);
  app.press(Role::button, "Ieraksti");
  // The second cell is the grid's last, so that the focus stays in it.
  for (const char* const before : {"200,00", "250,00"}) {
    app.session().input(ui::FocusEvent{app.get(Role::gridcell, before).id});
    app.settle();
    app.key(ui::KeyCode::f2);
    const ui::TextEvent all = app.typed("777");
    app.session().input(all);
    app.session().input(ui::KeyEvent{.code = ui::KeyCode::enter, .modifiers = {}});
    app.session().input(all);
    app.settle();
    EXPECT_NE(app.outline().find("Saglabāts: 777,00"), std::string::npos) << app.outline();
    EXPECT_EQ(app.outline().find("nav saglabāta"), std::string::npos) << app.outline();
  }
}

// A full disk: the amount stays where it was typed, with a sentence, and goes in once there is
// room.
TEST(Session, AnAmountThatCannotBeSavedStaysTyped) {
  AppDriver app;
  import_budget(app);
  app.press(Role::button, "Ieraksti");
  const auto amount = app.get(Role::gridcell, "250,00");
  app.session().input(ui::FocusEvent{amount.id});
  app.settle();
  app.key(ui::KeyCode::f2);
  app.type("300");
  app.files.full_from(1);
  app.key(ui::KeyCode::enter);
  EXPECT_NE(app.outline().find("nav saglabāta"), std::string::npos) << app.outline();
  EXPECT_NE(app.find(Role::gridcell, "300"), nullptr) << app.outline();
  app.files.heal();
  app.session().input(ui::FocusEvent{app.get(Role::gridcell, "300").id});
  app.settle();
  app.key(ui::KeyCode::f2);
  app.key(ui::KeyCode::enter);
  EXPECT_NE(app.outline().find("Saglabāts: 300,00"), std::string::npos) << app.outline();
}

ui::FrameInput phone(float width) {
  return {.size = {width, 844}, .pixel_ratio = 2, .density = ui::Density::touch};
}

const ui::SemanticNode* focused(AppDriver& app) {
  const auto& shown = app.session().ui().semantics();
  return shown.find(shown.focus);
}

void go(AppDriver& app, const char* place) {
  app.press(Role::button, "Izvēlne");
  app.press(Role::button, place);
}

TEST(Phone, TheFirstScreenOfTheComparisonHasMessageFiguresAndRows) {
  AppDriver app(phone(390));
  app.press(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  go(app, "Atbilstība");
  const auto& nodes = app.session().ui().semantics().nodes;
  const auto rows = std::count_if(nodes.begin(), nodes.end(), [](const ui::SemanticNode& node) {
    return node.role == Role::rowheader && node.rect.bottom() < 844;
  });
  EXPECT_GE(rows, 2) << app.outline();
  EXPECT_EQ(app.find(Role::combobox, "Rindas"), nullptr) << "the choices wait in a dialog";
  app.press(Role::button, "Plāns · 2026 → Faktiski · 2026. Mainīt");
  ASSERT_NE(app.find(Role::dialog, "Ko salīdzina"), nullptr) << app.outline();
  ASSERT_NE(focused(app), nullptr);
  EXPECT_EQ(focused(app)->role, Role::heading);
  app.choose("Kārtot pēc", "Novirze, €");
  EXPECT_NE(app.find(Role::dialog, "Ko salīdzina"), nullptr) << "further choices may follow";
  app.press(Role::button, "Rādīt");
  EXPECT_EQ(app.find(Role::dialog, "Ko salīdzina"), nullptr);
  EXPECT_EQ(app.row("07 Staru pagasta pārvalde").empty(), false) << app.outline();
}

TEST(Phone, ALineOpensFromBelowWithTheFocusOnItsTitle) {
  AppDriver app(phone(390));
  app.press(Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  go(app, "Ieraksti");
  const auto& nodes = app.session().ui().semantics().nodes;
  const auto cell = std::find_if(nodes.begin(), nodes.end(),
                                 [](const auto& node) { return node.role == Role::gridcell; });
  app.click(Role::gridcell, std::string(cell->name));
  const auto sheet = std::find_if(nodes.begin(), nodes.end(),
                                  [](const auto& node) { return node.role == Role::dialog; });
  ASSERT_NE(sheet, nodes.end()) << app.outline();
  EXPECT_NEAR(sheet->rect.bottom(), 844, 1);
  EXPECT_GT(sheet->rect.y, 40) << "the list stays in sight behind it";
  ASSERT_NE(focused(app), nullptr);
  EXPECT_EQ(focused(app)->role, Role::heading) << "a field would call the keyboard";
  app.key(ui::KeyCode::escape);
  ASSERT_NE(focused(app), nullptr);
  EXPECT_EQ(focused(app)->role, Role::gridcell) << "back to where it came from";
}

// Nothing is shortened with an ellipsis, at the width of most phones and of the narrowest.
TEST(Phone, NothingIsCut) {
  for (const float width : {390.0F, 320.0F}) {
    AppDriver app(phone(width));
    app.session().ui().keep_draw_text(true);
    const auto whole = [&](const char* place) {
      app.settle();
      EXPECT_EQ(app.session().ui().cut_text(), "") << place << " at " << width;
    };
    whole("the start");
    app.give_file("izdevumi.csv", kBudget);
    whole("the import");
    go(app, "Sinhronizācija");
    whole("sync");
    go(app, "Iestatījumi");
    whole("settings");
    go(app, "Pārskats");
    app.press(Role::button, "Atvērt demonstrācijas pašvaldību");
    whole("the overview");
    go(app, "Atbilstība");
    whole("the comparison");
    app.press(Role::button, "Plāns · 2026 → Faktiski · 2026. Mainīt");
    whole("its choices");
    app.press(Role::button, "Rādīt");
    go(app, "Ieraksti");
    whole("the lines");
  }
}

// A line that is broken at a blank has room for all of its words.
TEST(Phone, LongNamesStandInTwoLines) {
  AppDriver app(phone(320));
  app.session().ui().keep_draw_text(true);
  for (const char* name : {"Vispārējās izglītības un interešu izglītības programmu īstenošana",
                           "Sekretariāts un vispārējā pārvalde domes darba nodrošināšanai"}) {
    std::string budget = kBudget;
    budget.replace(budget.find("Pirmsskolas izglītība"),
                   std::string("Pirmsskolas izglītība").size(), name);
    app.give_file("izdevumi.csv", budget);
    app.press(Role::button, "Importēt 6 ierakstus");
    go(app, "Ieraksti");
    EXPECT_EQ(app.session().ui().cut_text(), "") << name;
    go(app, "Imports");
  }
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
