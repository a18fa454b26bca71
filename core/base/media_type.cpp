#include "core/base/media_type.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/utf8.h"

namespace saimnieks::base {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kJpeg = "image/jpeg";
constexpr std::string_view kPng = "image/png";
constexpr std::string_view kWebp = "image/webp";
constexpr std::string_view kHeic = "image/heic";
constexpr std::string_view kZip = "application/zip";
constexpr std::string_view kSheet =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kDocument =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kOpenSheet = "application/vnd.oasis.opendocument.spreadsheet";
constexpr std::string_view kOpenText = "application/vnd.oasis.opendocument.text";
constexpr std::string_view kSigned = "application/vnd.etsi.asic-e+zip";
constexpr std::string_view kSignedOne = "application/vnd.etsi.asic-s+zip";
constexpr std::string_view kHtml = "text/html";
constexpr std::string_view kSvg = "image/svg+xml";
constexpr std::string_view kXml = "application/xml";
constexpr std::string_view kCsv = "text/csv";
constexpr std::string_view kText = "text/plain";

// What an ending stands for. Several lines for one ending: any of them.
struct Ending {
  std::string_view ending;
  std::string_view media;
};
constexpr Ending kEndings[] = {
    {"pdf", kPdf},       {"jpg", kJpeg},      {"jpeg", kJpeg},     {"png", kPng},
    {"webp", kWebp},     {"heic", kHeic},     {"heif", kHeic},     {"zip", kZip},
    {"xlsx", kSheet},    {"docx", kDocument}, {"ods", kOpenSheet}, {"odt", kOpenText},
    {"asice", kSigned},  {"sce", kSigned},    {"edoc", kSigned},   {"asics", kSignedOne},
    {"scs", kSignedOne}, {"html", kHtml},     {"htm", kHtml},      {"svg", kSvg},
    {"xml", kXml},       {"csv", kCsv},       {"txt", kText},      {"txt", kXml},
    {"html", kXml},      {"htm", kXml},
};

bool starts(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t out = 0;
  for (std::size_t i = count; i-- > 0;) {
    out = out << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return out;
}

// The list at the end of a zip, which says what is inside.
class ZipDirectory {
 public:
  explicit ZipDirectory(std::string_view zip) : zip_(zip) {
    // The record of the end, which a comment of at most 64 KiB follows.
    constexpr std::size_t kEndBytes = 22;
    constexpr std::size_t kMostComment = 0xFFFF;
    if (zip.size() < kEndBytes) {
      return;
    }
    const std::size_t last = zip.size() - kEndBytes;
    const std::size_t first = last > kMostComment ? last - kMostComment : 0;
    for (std::size_t at = last + 1; at-- > first;) {
      if (zip.substr(at, 4) == "PK\5\6"sv && number(zip, at + 20, 2) == last - at) {
        at_ = number(zip, at + 16, 4);
        end_ = at;
        return;
      }
    }
  }

  // The next file's name; none after the last, or where the list does not hold together.
  std::optional<std::string_view> next() {
    constexpr std::size_t kHeadBytes = 46;
    if (at_ >= end_) {
      return std::nullopt;
    }
    broken_ = broken_ || end_ - at_ < kHeadBytes || zip_.substr(at_, 4) != "PK\1\2"sv;
    if (broken_) {
      return std::nullopt;
    }
    const std::size_t name_bytes = number(zip_, at_ + 28, 2);
    const std::size_t more = number(zip_, at_ + 30, 2) + number(zip_, at_ + 32, 2);
    const std::string_view name = zip_.substr(at_ + kHeadBytes, name_bytes);
    at_ += kHeadBytes + name_bytes + more;
    broken_ = at_ > end_;
    return broken_ ? std::nullopt : std::optional(name);
  }
  [[nodiscard]] bool whole() const { return end_ > 0 && !broken_ && at_ == end_; }

 private:
  std::string_view zip_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool broken_ = false;
};

// Containers say what they are in a first file, "mimetype", which is not packed.
std::string_view declared_in_zip(std::string_view zip) {
  constexpr std::size_t kHeadBytes = 30;
  constexpr std::string_view kName = "mimetype";
  if (zip.size() < kHeadBytes || number(zip, 8, 2) != 0 || number(zip, 26, 2) != kName.size() ||
      zip.substr(kHeadBytes, kName.size()) != kName) {
    return {};
  }
  const std::size_t size = number(zip, 18, 4);  // 0: said behind it only
  const std::size_t begin = kHeadBytes + kName.size() + number(zip, 28, 2);
  for (const std::string_view known : {kSigned, kSignedOne, kOpenSheet, kOpenText}) {
    if (begin < zip.size() && zip.substr(begin, size == 0 ? known.size() : size) == known) {
      return known;
    }
  }
  return {};
}

std::string_view type_of_zip(std::string_view zip) {
  ZipDirectory directory(zip);
  bool office = false;
  bool sheet = false;
  bool document = false;
  bool macros = false;
  bool signature = false;
  while (const auto name = directory.next()) {
    office = office || *name == "[Content_Types].xml";
    sheet = sheet || *name == "xl/workbook.xml";
    document = document || *name == "word/document.xml";
    macros = macros || *name == "xl/vbaProject.bin" || *name == "word/vbaProject.bin";
    signature = signature || (starts(*name, "META-INF/") && name->find("ignature") != name->npos);
  }
  if (!directory.whole() || macros) {
    return kUnknownMedia;  // cut off, or a program in the guise of a document
  }
  if (const std::string_view said = declared_in_zip(zip); !said.empty()) {
    // A signed container without a signature is none.
    return (said == kSigned || said == kSignedOne) && !signature ? kZip : said;
  }
  return office && sheet ? kSheet : office && document ? kDocument : kZip;
}

// A file of "boxes" whose first says for whom it was written.
bool is_heic(std::string_view content) {
  constexpr std::size_t kFirstBrand = 8;
  if (content.size() < kFirstBrand + 4 || content.substr(4, 4) != "ftyp") {
    return false;
  }
  const std::size_t size = std::min<std::size_t>(
      content.size(), static_cast<std::size_t>(static_cast<unsigned char>(content[3])) |
                          static_cast<std::size_t>(static_cast<unsigned char>(content[2])) << 8U);
  for (std::size_t at = kFirstBrand; at + 4 <= size; at += 4) {
    const std::string_view brand = content.substr(at, 4);
    if (brand == "heic" || brand == "heix" || brand == "heim" || brand == "heis") {
      return true;
    }
  }
  return false;
}

bool is_utf16(std::string_view text) {
  return starts(text, "\xFF\xFE"sv) || starts(text, "\xFE\xFF"sv);
}

// Text has no control characters but those that move the pen.
bool is_text(std::string_view content) {
  if (is_utf16(content)) {
    const std::size_t high = content[0] == '\xFF' ? 1 : 0;
    for (std::size_t at = 2; at + 1 < content.size(); at += 2) {
      const auto low = static_cast<unsigned char>(content[at + 1 - high]);
      if (content[at + high] == '\0' && low < 0x20 && (low < '\t' || low > '\r')) {
        return false;
      }
    }
    return content.size() % 2 == 0;
  }
  return std::none_of(content.begin(), content.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7F || (byte < 0x20 && (byte < '\t' || byte > '\r'));
  });
}

// The name of the root element, without its prefix; empty when the text does not begin like XML.
std::string_view root_of(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  constexpr std::string_view kEndOfName = " \t\r\n/>";
  bool prolog = false;
  while (true) {
    const std::size_t at = text.find_first_not_of(kBlank);
    if (at == std::string_view::npos || text[at] != '<') {
      return {};
    }
    text.remove_prefix(at + 1);
    const bool comment = starts(text, "!--");
    if (!comment && !text.empty() && text.front() != '?' && text.front() != '!') {
      break;
    }
    prolog = prolog || starts(text, "?xml");
    const std::string_view mark = comment ? "-->" : ">";
    const std::size_t end = text.find(mark);
    if (end == std::string_view::npos) {
      return {};
    }
    text.remove_prefix(end + mark.size());
  }
  std::string_view name = text.substr(0, text.find_first_of(kEndOfName));
  const char first = name.empty() ? '0' : name.front();
  const bool letter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') ||
                      first == '_' || static_cast<unsigned char>(first) >= 0x80;
  if (name.size() == text.size() || !letter || name.find('<') != name.npos) {
    return {};
  }
  name.remove_prefix(name.rfind(':') == name.npos ? 0 : name.rfind(':') + 1);
  return name;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string_view type_of_text(std::string_view text) {
  constexpr std::size_t kMostProlog = 8192;
  std::string narrow;
  if (is_utf16(text)) {
    for (std::size_t at = 2; at < std::min(text.size(), kMostProlog); ++at) {
      narrow.append(text[at] == '\0' ? 0 : 1, text[at]);
    }
    text = narrow;
  }
  text.remove_prefix(starts(text, "\xEF\xBB\xBF"sv) ? 3 : 0);
  const std::string root = lower(root_of(text));
  return root.empty() ? kText : root == "html" ? kHtml : root == "svg" ? kSvg : kXml;
}

}  // namespace

std::string_view media_type_of(std::string_view content) {
  if (starts(content, "%PDF-")) {
    return kPdf;
  }
  if (starts(content, "\xFF\xD8\xFF"sv)) {
    return kJpeg;
  }
  if (starts(content, "\x89PNG\r\n\x1A\n"sv)) {
    return kPng;
  }
  if (starts(content, "RIFF") && content.size() > 12 && content.substr(8, 4) == "WEBP") {
    return kWebp;
  }
  if (is_heic(content)) {
    return kHeic;
  }
  if (starts(content, "PK\3\4"sv)) {
    return type_of_zip(content);
  }
  return !content.empty() && is_text(content) ? type_of_text(content) : kUnknownMedia;
}

Result<std::string_view> media_type_of_file(std::string_view name, std::string_view content) {
  const std::string_view media = media_type_of(content);
  const std::size_t dot = name.rfind('.');
  const std::string ending =
      dot == std::string_view::npos ? std::string() : lower(name.substr(dot + 1));
  bool known = false;
  for (const Ending& one : kEndings) {
    if (one.ending != ending) {
      continue;
    }
    known = true;
    if (one.media == media) {
      return media;
    }
    if (one.media == kCsv && media == kText) {
      return kCsv;
    }
  }
  if (known) {
    return fail_field(ErrorCode::file_type_differs, "media_type",
                      std::string(name) + ": " + std::string(media));
  }
  return media;
}

}  // namespace saimnieks::base
