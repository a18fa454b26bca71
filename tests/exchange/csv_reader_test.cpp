// The reader must not care how a file is cut into pieces, and must drop nothing.
#include "core/exchange/csv_reader.h"

#include <gtest/gtest.h>

#include "core/exchange/encoding.h"

namespace saimnieks::exchange {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(std::string_view text, char delimiter, std::size_t piece,
          std::vector<std::int64_t>* lines = nullptr) {
  CsvReader reader(delimiter);
  Rows rows;
  Record record;
  for (std::size_t at = 0; at <= text.size(); at += piece) {
    reader.feed(text.substr(at, piece), at + piece > text.size());
    while (reader.next(record)) {
      rows.emplace_back(record.fields.begin(), record.fields.end());
      if (lines != nullptr) {
        lines->push_back(record.line);
      }
    }
  }
  return rows;
}

TEST(CsvReader, ReadsTheSameWhateverThePieces) {
  const std::string text =
      "a;b;c\r\n\"1;\r\n2\";\"say \"\"hi\"\"\";\r\n\r\nx;;\"\"\nlast;\"un\"quoted;12\"";
  const Rows expected{{"a", "b", "c"},
                      {"1;\r\n2", "say \"hi\"", ""},
                      {""},
                      {"x", "", ""},
                      {"last", "unquoted", "12\""}};
  for (std::size_t piece = 1; piece <= text.size() + 1; ++piece) {
    EXPECT_EQ(read(text, ';', piece), expected) << "pieces of " << piece;
  }
}

TEST(CsvReader, CountsPhysicalLines) {
  std::vector<std::int64_t> lines;
  read("h\n\"a\nb\"\n\nc\n", ',', 3, &lines);
  EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 2, 4, 5}));
}

TEST(CsvReader, ReadsLineEndsOfOldMachines) {
  EXPECT_EQ(read("a,b\rc,d\r", ',', 1), (Rows{{"a", "b"}, {"c", "d"}}));
}

TEST(CsvReader, AStrayQuoteSwallowsNoMoreThanAMebibyte) {
  std::string text = "h\n\"never closed\n";
  for (int i = 0; i < 400'000; ++i) {
    text += "row,1\n";
  }
  CsvReader reader(',');
  reader.feed(text, false);
  Record record;
  ASSERT_TRUE(reader.next(record));
  ASSERT_TRUE(reader.next(record));
  EXPECT_TRUE(record.unclosed_quote);
}

TEST(Encoding, TellsWindows1257FromUtf8) {
  TextInspector latvian;
  latvian.feed("K\xE2rtas numurs");  // ā as one byte
  EXPECT_EQ(latvian.encoding(), Encoding::windows_1257);
  TextInspector utf8;
  utf8.feed("K\xC4");
  utf8.feed("\x81rtas");  // cut inside the letter
  EXPECT_EQ(utf8.encoding(), Encoding::utf8);
  EXPECT_FALSE(utf8.binary());
  TextInspector picture;
  picture.feed(std::string_view("\x89PNG\r\n\x1a\n\0\0", 10));
  EXPECT_TRUE(picture.binary());
}

TEST(Encoding, DecodesEveryLatvianLetter) {
  std::string out;
  decode(
      "\xC2\xC8\xC7\xCC\xCE\xCD\xCF\xD2\xD0\xDB\xDE \xE2\xE8\xE7\xEC\xEE\xED\xEF\xF2\xF0\xFB\xFE",
      Encoding::windows_1257, out);
  EXPECT_EQ(out, "ĀČĒĢĪĶĻŅŠŪŽ āčēģīķļņšūž");
}

}  // namespace
}  // namespace saimnieks::exchange
