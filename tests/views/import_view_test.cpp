// What the import's preview says of a dry run, and the file of refused rows.
#include "core/views/import_view.h"

#include <gtest/gtest.h>

namespace saimnieks::views {
namespace {

Words latvian() { return {}; }

TEST(ImportView, WhatWouldBeMadeIsSaidInSentences) {
  exchange::FileShape shape;
  shape.header = {"m"};
  const exchange::Mapping mapping;
  exchange::ImportReport report;
  report.lines = 3;
  report.created.rows[model::Table::unit] = {25, {"01/ZZZ", "02"}};
  report.created.rows[model::Table::code] = {1, {"EKK:77777"}};
  report.created.unlisted = {1, {"EKK:77777"}};
  ImportFacts facts;
  facts.step = ImportStep::mapping;
  facts.shape = &shape;
  facts.mapping = &mapping;
  facts.report = &report;
  const ImportView view = build_import(facts, latvian());
  EXPECT_EQ(view.newcomers,
            "Jaunas struktūrvienības (25): 01/ZZZ, 02, … · "
            "Jauni izmaksu veidi (1): EKK:77777 · "
            "Kodi, kuru valsts klasifikācijā nav (1): EKK:77777");
}

TEST(ImportView, RefusedRowsKeepTheirColumns) {
  exchange::ImportReport report;
  report.header = {"Gads", "Summa"};
  report.delimiter = ',';
  report.refused_count = 3;
  report.refused = {{4, "Summa", base::ErrorCode::amount_invalid, "1,x", {"2026", "1,x"}},
                    {5, "", base::ErrorCode::too_many_fields, "y", {"2026", "1", "y"}}};
  const Words words = latvian();
  const std::string amount(words.texts.error(base::ErrorCode::amount_invalid));
  const std::string many(words.texts.error(base::ErrorCode::too_many_fields));
  const auto quoted = [](const std::string& text) {
    return text.find(',') == std::string::npos ? text : "\"" + text + "\"";
  };
  EXPECT_EQ(refused_csv(report, words),
            "\xEF\xBB\xBFGads,Summa,Iemesls\r\n2026,\"1,x\"," +
                quoted("4. rinda, „Summa”: " + amount) + "\r\n2026,1," +
                quoted("5. rinda: " + many) + ",y\r\n,," +
                quoted(words.texts.plural(text::Key::import_refused_more, 1)) + "\r\n");
  // Of a file that has such a column, it is renewed.
  report.header = {"Gads", "Summa", "Reason"};
  report.refused_count = 1;
  report.refused = {{2, "", base::ErrorCode::quote_unclosed, "", {"2026", "1", "old"}}};
  EXPECT_NE(refused_csv(report, words).find("Gads,Summa,Iemesls\r\n2026,1,"), std::string::npos);
  EXPECT_EQ(refused_csv(report, words).find("old"), std::string::npos);
}

}  // namespace
}  // namespace saimnieks::views
