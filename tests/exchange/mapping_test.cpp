#include "core/exchange/mapping.h"

#include <gtest/gtest.h>

namespace saimnieks::exchange {
namespace {

TEST(Mapping, PrintsWhatItReads) {
  const std::string text = R"({"kind":"plan","version":"A","amount_unit":"euro",
    "columns":{"period":"Gads","unit":["Iestāde","Nodaļa"],"unit_name":["I nos.","N nos."],
    "service":"Programma","service_name":"P","code":"EKK","code_name":"K","amount":"Summa"},
    "by_year":{"2014":{"kind":"plan","version":"A"},"2015":{"kind":"actual"}},
    "scheme":"EKK","delimiter":";","decimal":",","encoding":"windows-1257"})";
  const auto mapping = parse_mapping(text);
  ASSERT_TRUE(mapping.has_value()) << base::describe(mapping.error());
  EXPECT_EQ(mapping->target.version, "A");
  EXPECT_EQ(mapping->by_year.at(2015).kind, model::LineKind::actual);
  EXPECT_EQ(mapping->encoding, Encoding::windows_1257);
  const auto again = parse_mapping(print_mapping(*mapping));
  ASSERT_TRUE(again.has_value()) << base::describe(again.error());
  EXPECT_EQ(*again, *mapping);
}

TEST(Mapping, SaysOnlyWhatMatters) {
  const auto mapping = parse_mapping(
      R"({"columns":{"period":"P","unit":"U","kind":"K","version":"V","scheme":"S","note":"N",
          "amount":"A"},"total_rows":"keep","same_rows":"skip"})");
  ASSERT_TRUE(mapping.has_value()) << base::describe(mapping.error());
  EXPECT_FALSE(mapping->skip_totals);
  EXPECT_TRUE(mapping->skip_same);
  const std::string printed = print_mapping(*mapping);
  EXPECT_EQ(printed.find("\"actual\""), std::string::npos) << "the rows say it: " << printed;
  const auto again = parse_mapping(printed);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again, *mapping);
}

TEST(Mapping, PlansWithoutVersionGetTheFirst) {
  const auto mapping =
      parse_mapping(R"({"kind":"plan","columns":{"period":"Y","unit":"U","amount":"A"}})");
  ASSERT_TRUE(mapping.has_value());
  EXPECT_EQ(mapping->target.version, "1");
}

TEST(Mapping, NamesTheFaultyPlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"[]", ""},
      {R"({"columns":{"unit":"U","amount":"A","period":"P"},"colour":1})", "/colour"},
      {R"({"columns":{"unit":"U","amount":"A","period":"P","x":"y"}})", "/columns/x"},
      {R"({"columns":{"unit":"U","amount":"A"}})", "/columns/period"},
      {R"({"columns":{"amount":"A","period":"P"}})", "/columns/unit"},
      {R"({"columns":{"unit":"U","period":"P"}})", "/columns/amount"},
      {R"({"columns":{"unit":1,"amount":"A","period":"P"}})", "/columns/unit"},
      {R"({"kind":"wish","columns":{"unit":"U","amount":"A","period":"P"}})", "/kind"},
      {R"({"kind":"actual","version":"A","columns":{"unit":"U","amount":"A","period":"P"}})",
       "/version"},
      {R"({"columns":{"unit":"U","amount":"A","period":"P"},"by_year":{"20x4":{}}})",
       "/by_year/20x4"},
      {R"({"columns":{"unit":"U","amount":"A","period":"P"},"encoding":"EBCDIC"})", "/encoding"},
      {R"({"columns":{"unit":"U","amount":"A","period":"P"},"total_rows":"no"})", "/total_rows"},
      {R"({"columns":{"unit":"U","amount":"A","period":"P","kind":["K"]}})", "/columns/kind"},
  };
  for (const auto& [text, pointer] : cases) {
    const auto mapping = parse_mapping(text);
    ASSERT_FALSE(mapping.has_value()) << text;
    EXPECT_EQ(mapping.error().code, base::ErrorCode::mapping_invalid);
    EXPECT_EQ(mapping.error().field, pointer) << text;
  }
}

}  // namespace
}  // namespace saimnieks::exchange
