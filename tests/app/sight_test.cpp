// Who works on a device, and what he then sees, through the whole application.
#include <gtest/gtest.h>

#include "core/ledger/ledger.h"
#include "tests/app/app_driver.h"

namespace saimnieks::tests {
namespace {

using ui::Role;

constexpr const char* kBudget =
    "Gads;Struktūrvienība;Struktūrvienības nosaukums;Pakalpojums;Pakalpojuma nosaukums;EKK;"
    "Summa\n"
    "2024;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;1000,00\n"
    "2024;02;Kultūras centrs;0201;Bibliotēkas;1100;200,00\n"
    "2025;01;Izglītības pārvalde;0101;Pirmsskolas izglītība;1100;1100,00\n"
    "2025;02;Kultūras centrs;0201;Bibliotēkas;1100;250,00\n";

// Who works here says so in the settings; from the first appointment on, what he sees follows.
TEST(Session, WhoWorksHereSeesWhatHisOfficesLetHim) {
  AppDriver app;
  app.give_file("budzets.csv", kBudget);
  app.press(Role::button, "Importēt 4 ierakstus");
  const auto say = [&app](const char* name) {
    app.press(Role::button, "Iestatījumi");
    app.click(Role::textbox, "Vārds un uzvārds");
    app.type(name);
    app.press(Role::button, "Saglabāt vārdu");
    EXPECT_NE(app.outline().find(std::string("Turpmāk izmaiņas paraksta ") + name),
              std::string::npos)
        << app.outline();
  };
  say("Anna");
  EXPECT_NE(app.outline().find("Lomas vēl nav dotas nevienam"), std::string::npos);
  app.close();
  {
    auto file = ledger::Ledger::open({app.clock, app.random}, app.files.storage());
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->user(), "Anna");
    const std::string_view path[] = {"01"};
    const auto unit = (*file)->units()[(*file)->find_unit(path)].uuid.text();
    const auto appoint = [&](const char* holder) {
      EXPECT_TRUE(
          (*file)->execute(ledger::Add{model::Table::appointment,
                                       {{"role", model::Value(std::string("R4"))},
                                        {"holder", model::Value(std::string(holder))},
                                        {"unit", model::Value(unit)},
                                        {"valid_from", model::Value(std::int64_t{20200101})}}}));
    };
    appoint("Anna");
  }
  app.open();
  app.settle();
  app.press(Role::button, "Atbilstība");
  EXPECT_NE(app.outline().find("Vēl 2 ierakstus jūsu loma neļauj redzēt"), std::string::npos)
      << app.outline();
  EXPECT_EQ(app.row("02 Kultūras centrs").size(), 0U) << app.outline();
  say("Berta");
  EXPECT_NE(app.outline().find("Šim vārdam lomas nav"), std::string::npos) << app.outline();
  app.press(Role::button, "Pārskats");
  EXPECT_NE(app.outline().find("Jūsu loma šeit neļauj redzēt nevienu ierakstu"), std::string::npos)
      << app.outline();
  app.press(Role::button, "Pateikt, kas strādā");
  say("Anna");
  app.press(Role::button, "Pārskats");
  EXPECT_NE(app.outline().find("Faktiski · 2025: 1\u202F100"), std::string::npos) << app.outline();
}

}  // namespace
}  // namespace saimnieks::tests
