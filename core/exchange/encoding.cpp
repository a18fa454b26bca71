#include "core/exchange/encoding.h"

#include <array>

#include "core/base/utf8.h"

namespace saimnieks::exchange {
namespace {

// Windows-1257 from 0x80 on, as the Unicode Consortium's CP1257.TXT has it; 0: not defined.
constexpr std::array<char16_t, 128> kHigh{
    0x20AC, 0,      0x201A, 0,      0x201E, 0x2026, 0x2020, 0x2021, 0,      0x2030, 0,      0x2039,
    0,      0x00A8, 0x02C7, 0x00B8, 0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0,      0x2122, 0,      0x203A, 0,      0x00AF, 0x02DB, 0,      0x00A0, 0,      0x00A2, 0x00A3,
    0x00A4, 0,      0x00A6, 0x00A7, 0x00D8, 0x00A9, 0x0156, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00C6,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00F8, 0x00B9, 0x0157, 0x00BB,
    0x00BC, 0x00BD, 0x00BE, 0x00E6, 0x0104, 0x012E, 0x0100, 0x0106, 0x00C4, 0x00C5, 0x0118, 0x0112,
    0x010C, 0x00C9, 0x0179, 0x0116, 0x0122, 0x0136, 0x012A, 0x013B, 0x0160, 0x0143, 0x0145, 0x00D3,
    0x014C, 0x00D5, 0x00D6, 0x00D7, 0x0172, 0x0141, 0x015A, 0x016A, 0x00DC, 0x017B, 0x017D, 0x00DF,
    0x0105, 0x012F, 0x0101, 0x0107, 0x00E4, 0x00E5, 0x0119, 0x0113, 0x010D, 0x00E9, 0x017A, 0x0117,
    0x0123, 0x0137, 0x012B, 0x013C, 0x0161, 0x0144, 0x0146, 0x00F3, 0x014D, 0x00F5, 0x00F6, 0x00F7,
    0x0173, 0x0142, 0x015B, 0x016B, 0x00FC, 0x017C, 0x017E, 0x02D9};

}  // namespace

std::string_view name(Encoding encoding) {
  return encoding == Encoding::utf8 ? "UTF-8" : "Windows-1257";
}

std::optional<Encoding> encoding_from_name(std::string_view text) {
  std::string lower;
  for (const char c : text) {
    if (c != '-' && c != '_' && c != ' ') {
      lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
  }
  if (lower == "utf8") {
    return Encoding::utf8;
  }
  if (lower == "windows1257" || lower == "cp1257") {
    return Encoding::windows_1257;
  }
  return std::nullopt;
}

void TextInspector::feed(std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    // Tab, line feed, vertical tab, form feed, return; 0x1A is the end mark of old DOS programs.
    const bool control = byte < 0x20 && !(byte >= 0x09 && byte <= 0x0D) && byte != 0x1A;
    binary_ = binary_ || control;
    if (utf8_ && (byte >= 0x80 || pending_ > 0)) {
      follow_utf8(byte);
    }
  }
}

void TextInspector::follow_utf8(unsigned char byte) {
  if (pending_ > 0) {
    utf8_ = byte >= low_ && byte <= high_;
    low_ = 0x80;
    high_ = 0xBF;
    --pending_;
    return;
  }
  if (byte >= 0xC2 && byte <= 0xDF) {
    pending_ = 1;
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    pending_ = 2;
    low_ = byte == 0xE0 ? 0xA0 : 0x80;
    high_ = byte == 0xED ? 0x9F : 0xBF;
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    pending_ = 3;
    low_ = byte == 0xF0 ? 0x90 : 0x80;
    high_ = byte == 0xF4 ? 0x8F : 0xBF;
  } else {
    utf8_ = false;
  }
}

void decode(std::string_view bytes, Encoding encoding, std::string& out) {
  if (encoding == Encoding::utf8) {
    out.append(bytes);
    return;
  }
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out.push_back(c);
    } else {
      const char16_t code = kHigh[byte - 0x80];
      base::append_utf8(out, code == 0 ? char32_t{0xFFFD} : char32_t{code});
    }
  }
}

}  // namespace saimnieks::exchange
