// Reading amounts as people type them and as files carry them.
#include "core/base/utf8.h"
#include "core/text/format.h"

namespace saimnieks::text {
namespace {

using base::ErrorCode;
using base::fail;
using base::Money;
using base::Result;

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x2007;
}

bool is_minus(char32_t c) {
  return c == U'-' || c == 0x2212 || c == 0x2013 || c == 0x2010 || c == 0x2011;
}

// The amount without its clothes: digits, commas and points.
struct Bare {
  std::string text;
  bool negative = false;
};

Result<Bare> undress(std::string_view text) {
  Bare bare;
  bool bracketed = false;
  bool closed = false;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = base::next_code_point(text, position);
    const bool digit = c >= U'0' && c <= U'9';
    if (digit || c == U',' || c == U'.') {
      if (closed) {
        return fail(ErrorCode::amount_invalid, std::string(text));
      }
      bare.text += static_cast<char>(c);
    } else if (is_minus(c) && !bare.negative) {
      bare.negative = true;  // before or after the digits: some exports write it behind
      closed = !bare.text.empty();
    } else if (c == U'(' && bare.text.empty() && !bare.negative) {
      bracketed = bare.negative = true;
    } else if (c == U')' && bracketed) {
      bracketed = false;
      closed = true;
    } else if (!is_space(c) && c != 0x20AC && c != U'\'' && !(c == U'+' && bare.text.empty())) {
      return fail(ErrorCode::amount_invalid, std::string(text));
    }
  }
  if (bracketed || bare.text.find_first_of("0123456789") == std::string::npos) {
    return fail(ErrorCode::amount_invalid, std::string(text));
  }
  return bare;
}

// Where the decimals begin in `text` (past the separator), or npos when there are none.
Result<std::size_t> find_decimals(const std::string& text, Language language) {
  const std::size_t comma = text.rfind(',');
  const std::size_t point = text.rfind('.');
  constexpr std::size_t kNpos = std::string::npos;
  if (comma == kNpos && point == kNpos) {
    return kNpos;
  }
  if (comma != kNpos && point != kNpos) {
    // Both: the later one must stand alone and marks the decimals.
    const char decimal = comma > point ? ',' : '.';
    if (text.find(decimal) != text.rfind(decimal)) {
      return fail(ErrorCode::amount_invalid, text);
    }
    return text.rfind(decimal) + 1;
  }
  const char separator = comma != kNpos ? ',' : '.';
  const std::size_t last = text.rfind(separator);
  if (text.find(separator) != last) {
    return kNpos;  // several of one kind group thousands
  }
  const std::size_t behind = text.size() - last - 1;
  const char group = language == Language::lv ? '.' : ',';
  if (behind == 3 && separator == group && last > 0 && last <= 3) {
    return kNpos;
  }
  return last + 1;
}

// Separators before the decimals must cut groups of three.
bool groups_are_sound(std::string_view whole) {
  std::size_t since = 0;
  bool any = false;
  for (const char c : whole) {
    if (c == ',' || c == '.') {
      if (since == 0 || (any ? since != 3 : since > 3)) {
        return false;
      }
      any = true;
      since = 0;
    } else {
      ++since;
    }
  }
  return !any || since == 3;
}

}  // namespace

Result<Money> parse_amount(std::string_view text, Language language) {
  TRY(const Bare bare, undress(text));
  TRY(const std::size_t decimals, find_decimals(bare.text, language));
  const bool has_decimals = decimals != std::string::npos;
  const std::string_view all = bare.text;
  const std::string_view whole = has_decimals ? all.substr(0, decimals - 1) : all;
  const std::string_view cents = has_decimals ? all.substr(decimals) : std::string_view{};
  if (cents.size() > 2 || cents.find_first_of(",.") != std::string_view::npos ||
      !groups_are_sound(whole)) {
    return fail(ErrorCode::amount_invalid, std::string(text));
  }
  std::int64_t value = 0;
  for (const char c : whole) {
    if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (value > base::kMaxAmountCents / 100 + 1) {
        return fail(ErrorCode::amount_out_of_range, std::string(text));
      }
    }
  }
  value *= 100;
  if (!cents.empty()) {
    value += (cents[0] - '0') * 10 + (cents.size() == 2 ? cents[1] - '0' : 0);
  }
  return base::line_amount(bare.negative ? -value : value);
}

}  // namespace saimnieks::text
