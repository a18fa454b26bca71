// The built-in reference codes, embedded from assets/catalogue: the same in every ledger, changed
// by no user. Titles whose wording was not compared with the official text say so.
#pragma once

#include <span>
#include <string_view>

namespace saimnieks::catalogue {

struct Entry {
  std::string_view code;
  std::string_view title_lv;
  std::string_view title_en;
  bool to_be_confirmed;  // the title; the code itself is certain
};

// The upper levels of the economic classification, in order of code ("1000", "1100", …).
[[nodiscard]] std::span<const Entry> economic_codes();
// The upper level of the functional classification ("01.000", …).
[[nodiscard]] std::span<const Entry> functions();
// Null when the catalogue has no such economic code.
[[nodiscard]] const Entry* find_economic_code(std::string_view code);

// What counts in an economic code: its digits without trailing zeros ("2200" → "22"). A code stands
// above another when this is a proper beginning of the other's; institutions may add digits (22441
// under 2244). Only codes of the scheme EKK nest in this way.
[[nodiscard]] constexpr std::string_view significant_digits(std::string_view code) {
  while (code.size() > 1 && code.back() == '0') {
    code.remove_suffix(1);
  }
  return code;
}
[[nodiscard]] constexpr bool stands_above(std::string_view upper, std::string_view lower) {
  const std::string_view begin = significant_digits(upper);
  const std::string_view whole = significant_digits(lower);
  return begin.size() < whole.size() && whole.substr(0, begin.size()) == begin;
}

}  // namespace saimnieks::catalogue
