// Entering a line, and changing every field of one, through the whole application.
#include <gtest/gtest.h>

#include "tests/app/app_driver.h"

namespace saimnieks::tests {
namespace {

using ui::Role;

constexpr const char* kBudget =
    "Gads;Struktūrvienība;Struktūrvienības nosaukums;Pakalpojums;Pakalpojuma nosaukums;EKK;"
    "Summa\n"
    "2024;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;1000,00\n"
    "2025;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;1100,00\n"
    "2025;02;Kultūras centrs;0201;Bibliotēkas;1100;250,00\n";

struct EntryApp : AppDriver {
  EntryApp() {
    give_file("budzets.csv", kBudget);
    press(Role::button, "Importēt 3 ierakstus");
    press(Role::button, "Jauns ieraksts");
  }
  void say(std::string_view field, std::string_view text) {
    session().input(ui::FocusEvent{get(Role::textbox, field).id});
    settle();
    type(text);
    settle();
  }
  void pick(std::string_view field, std::string_view query, std::string_view option) {
    session().input(ui::FocusEvent{get(Role::combobox, field).id});
    settle();
    type(query);
    settle();
    click(Role::option, option);
  }
  [[nodiscard]] bool says(std::string_view words) const {
    return outline().find(words) != std::string::npos;
  }
};

TEST(Entry, ALineIsEnteredAndTheNextOneBeginsAsItWas) {
  EntryApp app;
  ASSERT_NE(app.find(Role::heading, "Jauns faktiskais ieraksts"), nullptr) << app.outline();
  app.say("Summa", "148,5");
  app.pick("Pakalpojums", "biblio", "0201 Bibliotēkas");
  app.pick("Struktūrvienība", "kult", "02 Kultūras centrs");
  app.pick("Izmaksu veids", "2300",
           "2300 Krājumi, materiāli, energoresursi, preces, biroja preces un inventārs, kurus "
           "neuzskaita kodā 5000");
  app.choose("Posms", "Sniegšana vai lietošana");
  app.say("Datums", "23.07.2025.");
  app.say("Dokuments", "Čeks 17");
  app.press(Role::button, "Saglabāt un nākamais");
  EXPECT_TRUE(app.says("Saglabāts: 148,50")) << app.outline();
  // The next one: the same place and day, another amount and document.
  EXPECT_EQ(app.get(Role::textbox, "Summa").value, "");
  EXPECT_EQ(app.get(Role::textbox, "Dokuments").value, "");
  EXPECT_EQ(app.get(Role::combobox, "Pakalpojums").value, "0201 Bibliotēkas");
  EXPECT_EQ(app.get(Role::textbox, "Datums").value, "23.07.2025.");
  EXPECT_EQ(app.get(Role::combobox, "Pakalpojums").description, "kā iepriekš");

  app.press(Role::button, "Atbilstība");
  const std::vector<std::string> total = app.row("Kopā");
  ASSERT_GE(total.size(), 3U);
  EXPECT_EQ(total[2].substr(0, 7), "1\u202F499") << app.outline();

  // What is begun outlives the program; what is saved can be undone after it.
  app.press(Role::button, "Jauns ieraksts");
  app.say("Summa", "77");
  app.leave();
  app.close();
  app.open();
  EXPECT_EQ(app.get(Role::textbox, "Summa").value, "77") << app.outline();
}

// A fast hand leaves the field by the button, and both come in one frame.
TEST(Entry, WhatIsTypedLastIsSavedToo) {
  EntryApp app;
  app.pick("Pakalpojums", "biblio", "0201 Bibliotēkas");
  app.say("Summa", "9");
  app.session().input(ui::FocusEvent{app.get(Role::textbox, "Summa").id});
  app.settle();
  app.session().input(app.typed("9,75"));
  app.session().input(ui::PressEvent{app.get(Role::button, "Saglabāt un nākamais").id});
  app.settle();
  EXPECT_TRUE(app.says("Saglabāts: 9,75")) << app.outline();
}

TEST(Entry, AFaultStandsAtItsField) {
  EntryApp app;
  app.press(Role::button, "Saglabāt un nākamais");
  EXPECT_TRUE(app.says("Izmaiņa nav saglabāta")) << app.outline();
  EXPECT_NE(app.get(Role::textbox, "Summa").states & ui::state::invalid, 0U);
  app.say("Summa", "12");
  app.say("Datums", "32.07.2025.");
  app.press(Role::button, "Saglabāt un nākamais");
  EXPECT_NE(app.get(Role::textbox, "Datums").states & ui::state::invalid, 0U) << app.outline();
  EXPECT_EQ(app.get(Role::textbox, "Summa").value, "12") << "what was typed stays";
  app.say("Datums", "31.07.2025.");
  EXPECT_EQ(app.get(Role::textbox, "Datums").states & ui::state::invalid, 0U);
}

TEST(Entry, EveryFieldOfALineCanBeChanged) {
  EntryApp app;
  app.press(Role::button, "Ieraksti");
  app.click(Role::gridcell, "02 Kultūras centrs");
  app.press(Role::button, "Visi lauki");
  ASSERT_NE(app.find(Role::heading, "Ieraksta lauki"), nullptr) << app.outline();
  EXPECT_EQ(app.get(Role::textbox, "Summa").value, "250,00");
  app.press(Role::button, "Rādīt visus laukus");
  app.choose("Regularitāte", "Regulārās");
  app.pick("Nosacījums", "N1-1", "N1-1 Mērāmība un kontrolējamība");
  app.say("Pamatojums", "Pēc līguma");
  app.press(Role::button, "Saglabāt");
  EXPECT_TRUE(app.says("Ieraksta izmaiņas ir saglabātas")) << app.outline();
  EXPECT_TRUE(app.says("Regularitāte")) << "in its history: " << app.outline();
  EXPECT_TRUE(app.says("Pamatojums")) << app.outline();
  app.letter('z', {.control = true});
  app.click(Role::gridcell, "02 Kultūras centrs");
  app.press(Role::button, "Visi lauki");
  EXPECT_EQ(app.get(Role::combobox, "Regularitāte").value, "nav norādīts") << app.outline();
}

}  // namespace
}  // namespace saimnieks::tests
