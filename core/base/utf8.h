// UTF-8: what may be stored and hashed is checked once, at the edge.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace saimnieks::base {

// Well-formed UTF-8 without NUL, overlong forms or surrogates.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

[[nodiscard]] char32_t next_wide_code_point(std::string_view text, std::size_t& position);

// The code point at `position`, which moves past it. Malformed bytes give U+FFFD, one at a time.
[[nodiscard]] inline char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = static_cast<unsigned char>(text[position]);
  if (byte < 0x80) {  // as most are
    ++position;
    return byte;
  }
  return next_wide_code_point(text, position);
}

void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] std::size_t count_code_points(std::string_view text);

// Without what is not seen at its ends: blanks of every kind, those of no width among them.
[[nodiscard]] std::string_view trimmed(std::string_view text);
// Nothing, or nothing that is seen.
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace saimnieks::base
