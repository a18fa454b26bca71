// What files are, by their content, and names that say otherwise.
#include "core/base/media_type.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/fakes/seams.h"
#include "tests/fakes/zip.h"

namespace saimnieks::base {
namespace {

using namespace std::string_literals;
using fakes::zip_of;

constexpr const char* kSheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* kDocument =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr const char* kSigned = "application/vnd.etsi.asic-e+zip";

struct Sample {
  std::string content;
  std::string media;
  std::vector<std::string> endings;  // that may stand after its name
};

std::vector<Sample> samples() {
  const std::string webp = "RIFF\x10\0\0\0WEBPVP8 "s;
  const std::string heic = "\0\0\0\x18"s + "ftypmif1\0\0\0\0mif1heic"s;
  return {
      {"%PDF-1.7\n%\xE2\xE3\n", "application/pdf", {"pdf", "PDF"}},
      {"\xFF\xD8\xFF\xE0\0\x10JFIF"s, "image/jpeg", {"jpg", "jpeg", "JPG"}},
      {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "image/png", {"png"}},
      {webp, "image/webp", {"webp"}},
      {heic, "image/heic", {"heic", "heif"}},
      {zip_of({{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}}), kSheet, {"xlsx"}},
      {zip_of({{"[Content_Types].xml", "x"}, {"word/document.xml", "x"}}), kDocument, {"docx"}},
      {zip_of({{"mimetype", kSigned}, {"bill.pdf", "x"}, {"META-INF/signatures0.xml", "x"}}),
       kSigned,
       {"asice", "edoc", "sce"}},
      {zip_of({{"mimetype", kSigned}, {"bill.pdf", "x"}}), "application/zip", {"zip"}},
      {zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "x"}}),
       "application/vnd.oasis.opendocument.text",
       {"odt"}},
      {zip_of({{"a.txt", "x"}}), "application/zip", {"zip"}},
      {"<?xml version=\"1.0\"?>\n<!-- a bill --><ubl:Invoice xmlns:ubl=\"urn:x\"/>",
       "application/xml",
       {"xml", "txt"}},
      {"\xEF\xBB\xBF<CrossIndustryInvoice>1</CrossIndustryInvoice>", "application/xml", {"xml"}},
      {"\xFF\xFE<\0a\0/\0>\0"s, "application/xml", {"xml"}},
      {"<!DOCTYPE html><html lang=\"lv\"></html>", "text/html", {"html", "htm"}},
      {"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "image/svg+xml", {"svg"}},
      {"a;b\n1;2\n", "text/csv", {"csv"}},
      {"a;b\n1;2\n", "text/plain", {"txt", "log", ""}},
      {"R\xC4\x93\xC4\xB7ins\r\n", "text/plain", {"txt"}},
      {"R\xE7\xEDins\r\n", "text/plain", {"txt"}},  // windows-1257
      {"<2026-01-01> begun", "text/plain", {"txt"}},
      {"\0\1\2\3"s, "application/octet-stream", {"dat", "bin", ""}},
      {"", "application/octet-stream", {""}},
      {"MZ\x90\0\3\0\0\0"s, "application/octet-stream", {"dat"}},
  };
}

TEST(MediaType, FollowsFromTheContent) {
  for (const Sample& one : samples()) {
    for (const std::string& ending : one.endings) {
      const auto media = media_type_of_file("name." + ending, one.content);
      ASSERT_TRUE(media) << one.media << " " << ending;
      EXPECT_EQ(*media, one.media) << ending;
    }
  }
}

// Every ending that stands for something, on every content that is something else.
TEST(MediaType, ANameThatContradictsIsRefused) {
  const std::vector<Sample> all = samples();
  int refused = 0;
  for (const Sample& named : all) {
    for (const std::string& ending : named.endings) {
      if (ending.empty() || ending == "dat" || ending == "bin" || ending == "log") {
        continue;
      }
      for (const Sample& one : all) {
        const auto media = media_type_of_file("name." + ending, one.content);
        if (media) {
          const bool as_text = ending == "txt" || ending == "csv" || ending[0] == 'h';
          EXPECT_TRUE(named.media == *media || as_text) << ending << " on " << one.media;
        } else {
          EXPECT_EQ(media.error().code, ErrorCode::file_type_differs);
          EXPECT_EQ(media.error().field, "media_type");
          ++refused;
        }
      }
    }
  }
  EXPECT_GT(refused, 300);
  EXPECT_FALSE(media_type_of_file("scan.pdf", "\x89PNG\r\n\x1A\n"));
  EXPECT_FALSE(media_type_of_file("bill.xlsx", "MZ\x90"));
}

// A document that carries a program, and one that was not received to its end.
TEST(MediaType, MacrosAndCutArchivesAreNoDocuments) {
  const std::string sheet = zip_of({{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}});
  const std::string macros =
      zip_of({{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}, {"xl/vbaProject.bin", "x"}});
  EXPECT_EQ(media_type_of(macros), kUnknownMedia);
  for (std::size_t size = 4; size < sheet.size(); ++size) {
    ASSERT_EQ(media_type_of(sheet.substr(0, size)), kUnknownMedia) << size;
  }
  EXPECT_EQ(media_type_of(sheet), kSheet);
}

// Whatever the bytes, the answer is one, and nothing is read beyond them.
TEST(MediaType, AlteredFilesAreLookedAtSafely) {
  fakes::FakeRandom dice(2026);
  const auto below = [&dice](std::size_t limit) {
    return static_cast<std::size_t>(dice.below(limit));
  };
  int changed = 0;
  for (const Sample& one : samples()) {
    for (int i = 0; i < 2000 && !one.content.empty(); ++i) {
      std::string content = one.content;
      for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) {
        content[below(content.size())] = static_cast<char>(dice.below(256));
      }
      content.resize(1 + below(content.size()));
      changed += media_type_of(content) == one.media ? 0 : 1;
    }
  }
  EXPECT_GT(changed, 1000);
}

}  // namespace
}  // namespace saimnieks::base
