// Every Latvian word that the catalogue gives as the state's stands in the source, after mending
// the extraction faults that the catalogue lists.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "core/catalogue/catalogue.h"

namespace saimnieks::catalogue {
namespace {

std::string shared_file(const std::string& path) {
  const char* shared = std::getenv("SAIMNIEKS_SHARED");
  std::ifstream file(std::string(shared != nullptr && *shared != 0 ? shared : "../shared") + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

int replace_all(std::string& text, std::string_view from, std::string_view to) {
  int times = 0;
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
    ++times;
  }
  return times;
}

// One kind of dash, one blank between words, no bullets.
std::string normal(std::string_view text) {
  std::string out(text);
  for (const char* dash : {"\u2013", "\u2014", "\u2212", "\u2010", "\u2011"}) {
    replace_all(out, dash, "-");
  }
  for (const char* blank : {"\u2726", "\u00a0", "\n", "\t", "\r"}) {
    replace_all(out, blank, " ");
  }
  while (replace_all(out, "  ", " ") > 0) {
  }
  return out;
}

// What is no part of a word: after `normal`, every byte above ASCII is a letter's.
bool ends_a_word(char sign) {
  const auto byte = static_cast<unsigned char>(sign);
  return byte < 0x80 && std::isalnum(byte) == 0;
}

class SourceText : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string raw = shared_file("/seed/000_b7657b8a5cc43012.txt");
    ASSERT_FALSE(raw.empty()) << "the source is not in SAIMNIEKS_SHARED/seed";
    text_ = " " + normal(raw) + " ";
    for (const Fault& fault : current().faults) {
      EXPECT_EQ(replace_all(text_, normal(fault.found), normal(fault.mended)), fault.times)
          << fault.found;
    }
  }

  // As whole words; `ending` false lets the last word go on, `beginning` false lets the first begin
  // earlier.
  [[nodiscard]] bool has(std::string_view words, bool beginning = true, bool ending = true) const {
    const std::string wanted = normal(words);
    for (std::size_t at = 0; (at = text_.find(wanted, at)) != std::string::npos; ++at) {
      if ((!beginning || ends_a_word(text_[at - 1])) &&
          (!ending || ends_a_word(text_[at + wanted.size()]))) {
        return true;
      }
    }
    return false;
  }

  std::string text_;
};

// Words of which each has the other's first letters: the same in another case.
bool same_stems(std::string_view a, std::string_view b) {
  std::istringstream first{std::string(a)};
  std::istringstream second{std::string(b)};
  std::string one;
  std::string other;
  while (first >> one) {
    if (!(second >> other)) {
      return false;
    }
    one[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(one[0])));
    const std::size_t stem = std::min<std::size_t>(one.size() - 1, 5);
    if (one.substr(0, stem) != other.substr(0, stem)) {
      return false;
    }
  }
  return !(second >> other);
}

TEST_F(SourceText, HoldsEveryTitleOfTheState) {
  int compared = 0;
  for (const KindInfo& info : current().kinds) {
    for (const Entry& entry : info.entries) {
      SCOPED_TRACE(std::string(info.name) + " " + std::string(entry.code));
      if (entry.marked(Mark::proposal)) {
        continue;
      }
      if (info.kind == Kind::economic_code || info.kind == Kind::function) {
        continue;  // of a regulation, not of the source; compared below
      }
      ++compared;
      if (!entry.detail_lv.empty()) {
        EXPECT_TRUE(has(entry.detail_lv)) << entry.detail_lv;
      }
      if (entry.marked(Mark::translated, "title")) {
        EXPECT_TRUE(has(entry.title_en)) << entry.title_en;
      } else if (info.kind == Kind::application) {
        EXPECT_TRUE(same_stems(entry.title_lv, entry.detail_lv)) << entry.title_lv;
      } else if (entry.marked(Mark::inferred, "title")) {
        // The source's words from within a sentence: without the first, here capital, letter.
        const bool wide = (entry.title_lv[0] & 0x80) != 0;
        EXPECT_TRUE(has(entry.title_lv.substr(wide ? 2 : 1), false)) << entry.title_lv;
      } else {
        EXPECT_TRUE(has(entry.title_lv)) << entry.title_lv;
      }
    }
  }
  EXPECT_GT(compared, 300);
}

// So that no title has come under another's code.
TEST_F(SourceText, HoldsTitlesAfterTheirCodes) {
  for (const Box& box : current().boxes) {
    const std::string title(box.entry->title_lv);
    EXPECT_TRUE(has(std::string(box.entry->parent->code) + " " + title)) << box.entry->code;
    if (!box.entry->detail_lv.empty()) {
      EXPECT_TRUE(has(title + " (" + std::string(box.entry->detail_lv))) << box.entry->code;
    }
  }
  for (const Entry& condition : current().entries(Kind::condition)) {
    EXPECT_TRUE(has(std::string(condition.code) + " " + std::string(condition.title_lv)))
        << condition.code;
    EXPECT_EQ(condition.code.substr(0, condition.code.find('-')), condition.parent->code);
  }
  for (const Entry& group : current().entries(Kind::condition_group)) {
    EXPECT_TRUE(has(std::string(group.code.substr(1)) + ". \"" + std::string(group.title_lv)))
        << group.code;
  }
}

TEST_F(SourceText, HoldsScopesAndHoldersOfRoles) {
  for (const RoleRow& row : current().role_rows) {
    EXPECT_TRUE(has(row.scope_lv) || has(std::string(row.scope_lv) + "s")) << row.scope_lv;
    EXPECT_TRUE(has(row.holder_lv)) << row.holder_lv;
    for (const Entry* duty : row.entry->children) {
      EXPECT_TRUE(has(row.scope_lv, true, false));
      EXPECT_NE(duty->title_lv.find(row.scope_lv.substr(0, row.scope_lv.size() - 1)),
                std::string_view::npos)
          << duty->code << " is not over its row's scope";
    }
  }
}

// Title for title, and no code besides.
TEST(SharedData, HoldsTheCodesOfTheRegulations) {
  for (const auto& [path, entries] : {std::pair("/data/ekk-upper.csv", economic_codes()),
                                      std::pair("/data/functions-upper.csv", functions())}) {
    std::string expected = "code;title_lv;title_en\n";
    for (const Entry& entry : entries) {
      EXPECT_TRUE(entry.marked(Mark::to_be_confirmed, "title"));
      expected += std::string(entry.code) + ";" + std::string(entry.title_lv) + ";" +
                  std::string(entry.title_en) + "\n";
    }
    EXPECT_EQ(shared_file(path), expected);
  }
}

}  // namespace
}  // namespace saimnieks::catalogue
