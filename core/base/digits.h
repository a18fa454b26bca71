// Fixed numbers of ASCII digits, for periods, dates and stamps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saimnieks::base {

// All of `text` as a decimal number; nothing when empty, longer than 18 or not only digits.
[[nodiscard]] inline std::optional<std::int64_t> parse_digits(std::string_view text) {
  if (text.empty() || text.size() > 18) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

// With leading zeros up to `width`; `value` must not be negative.
inline void append_digits(std::string& out, std::int64_t value, std::size_t width) {
  const std::string text = std::to_string(value);
  out.append(text.size() < width ? width - text.size() : 0, '0');
  out += text;
}

}  // namespace saimnieks::base
