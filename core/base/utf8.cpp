// UTF-8 by the table of RFC 3629.
#include "core/base/utf8.h"

#include <algorithm>

namespace saimnieks::base {
namespace {

struct Decoded {
  char32_t code_point;
  std::size_t length;  // 0: malformed
};

unsigned byte_at(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0U;
}

Decoded decode(std::string_view text, std::size_t position) {
  const unsigned first = byte_at(text, position);
  if (first < 0x80) {
    return {first, 1};
  }
  std::size_t length = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
  } else {
    return {0xFFFD, 0};
  }
  char32_t code_point = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, position + i);
    if ((next & 0xC0U) != 0x80U) {
      return {0xFFFD, 0};
    }
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  const bool overlong =
      (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return overlong || surrogate || code_point > 0x10FFFF ? Decoded{0xFFFD, 0}
                                                        : Decoded{code_point, length};
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const auto byte = static_cast<unsigned char>(text[position]);
    if (byte > 0 && byte < 0x80) {  // as most are
      ++position;
      continue;
    }
    const Decoded decoded = decode(text, position);
    if (decoded.length == 0 || decoded.code_point == 0) {
      return false;
    }
    position += decoded.length;
  }
  return true;
}

char32_t next_wide_code_point(std::string_view text, std::size_t& position) {
  const Decoded decoded = decode(text, position);
  position += decoded.length == 0 ? 1 : decoded.length;
  return decoded.code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) {
    static_cast<void>(next_code_point(text, position));
  }
  return count;
}

namespace {

bool is_unseen(char32_t code_point) {
  return (code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x20 || code_point == 0x85 ||
         code_point == 0xA0 || code_point == 0x1680 || code_point == 0x180E ||
         (code_point >= 0x2000 && code_point <= 0x200F) || code_point == 0x2028 ||
         code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
         code_point == 0x2060 || code_point == 0x3000 || code_point == 0xFEFF;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  std::size_t first = text.size();
  std::size_t last = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t at = position;
    if (!is_unseen(next_code_point(text, position))) {
      first = std::min(first, at);
      last = position;
    }
  }
  return last == 0 ? std::string_view() : text.substr(first, last - first);
}

bool is_blank(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (!is_unseen(next_code_point(text, position))) {
      return false;
    }
  }
  return true;
}

}  // namespace saimnieks::base
