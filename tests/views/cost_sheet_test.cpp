// The page of the paid-service method: every figure of the sheet, and nothing that runs.
#include "core/views/cost_sheet.h"

#include <gtest/gtest.h>

namespace saimnieks::views {
namespace {

CostSheet sauna() {
  CostSheet out;
  out.unit = "Gulbene / Daukste";
  out.service_code = "PIRTS";
  out.service_name = "Pirts";
  out.period = *base::Period::year(2025);
  out.direct = {{"1100", "Atalgojums", base::Money::from_cents(409500)},
                {"", "", base::Money::from_cents(442936)}};
  out.indirect = {{"ADM07", "Pārvalde", base::Money::from_cents(25776)}};
  out.volume = base::Decimal9::from_integer(1361);
  out.measure = "apmeklējums";
  costing::Sheet sheet;
  for (const SheetLine& line : out.direct) {
    sheet.direct.push_back({line.code, line.amount});
  }
  sheet.indirect = {{"ADM07", out.indirect[0].amount}};
  sheet.volume = out.volume;
  out.cost = *costing::unit_cost(sheet);
  out.catalogue = "2026-1";
  out.made = *base::Date::parse("2026-03-01");
  out.ledger = "town.db";
  return out;
}

bool has(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

// Case U1.
TEST(CostSheet, HasEveryFigureOfTheMethod) {
  const std::string page = cost_sheet_page(sauna());
  for (const char* text :
       {"<html lang=\"lv\">", "Maksas pakalpojuma izcenojuma aprēķins", "<b>Pirts</b> PIRTS",
        "Gulbene / Daukste", "2025. gads", "2026-1", "01.03.2026.", "town.db", "Atalgojums",
        "4\u202F095,00", "8\u202F524,36", "257,76", "8\u202F782,12", "1\u202F361", "apmeklējums",
        "6,45\u00A0€", "3,67", "Noapaļošanas dēļ nesegtās izmaksas", "Bez klasifikācijas koda"}) {
    EXPECT_TRUE(has(page, text)) << text;
  }
  const std::string english = cost_sheet_page(sauna(), text::Language::en);
  for (const char* text :
       {"<html lang=\"en\">", "8,782.12", "€6.45", "1,361", "Not recovered because of rounding"}) {
    EXPECT_TRUE(has(english, text)) << text;
  }
}

TEST(CostSheet, SaysWhatIsNotKnown) {
  CostSheet sheet = sauna();
  sheet.volume.reset();
  sheet.cost.price.reset();
  sheet.cost.recovery.reset();
  sheet.indirect.clear();
  sheet.unit.clear();
  const std::string page = cost_sheet_page(sheet);
  EXPECT_TRUE(has(page, "nav zināms"));
  EXPECT_TRUE(has(page, "Netiešo izmaksu nav."));
  EXPECT_FALSE(has(page, ">Izcenojums<"));
  EXPECT_FALSE(has(page, "Iestāde"));
}

TEST(CostSheet, SaysOnWhichSideRoundingLies) {
  CostSheet sheet = sauna();
  sheet.cost.recovery = base::Money::from_cents(12);
  EXPECT_TRUE(has(cost_sheet_page(sheet), "Noapaļošanas dēļ iegūts vairāk"));
  sheet.cost.recovery = base::Money();
  EXPECT_TRUE(has(cost_sheet_page(sheet), "Noapaļošanas starpība"));
  sheet.volume = base::Decimal9::from_billionths(2'500'000'000);
  EXPECT_TRUE(has(cost_sheet_page(sheet), ">2,5<"));
}

// A name is a text, whatever it looks like.
TEST(CostSheet, RunsNothingAndLoadsNothing) {
  CostSheet sheet = sauna();
  const std::string evil = "</title><script src=\"http://x\">&'";
  sheet.service_name = sheet.service_code = sheet.unit = sheet.measure = sheet.version = evil;
  sheet.ledger = sheet.catalogue = evil;
  sheet.direct[0] = {evil, evil, base::Money()};
  sheet.indirect[0] = {evil, evil, base::Money()};
  const std::string page = cost_sheet_page(sheet);
  for (const char* text : {"<script", "<link", "<img", "@import", "url(", "=\"http"}) {
    EXPECT_FALSE(has(page, text)) << text;
  }
  EXPECT_TRUE(has(page, "&lt;/title&gt;&lt;script src=&quot;http://x&quot;&gt;&amp;'"));
}

}  // namespace
}  // namespace saimnieks::views
