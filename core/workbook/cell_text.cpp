#include "core/workbook/cell_text.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/date.h"
#include "core/base/utf8.h"

namespace saimnieks::workbook {
namespace {

constexpr std::size_t kExcelDigits = 15;
constexpr std::size_t kNoiseDigits = 6;  // behind the point: a millionth
constexpr int kMostExponent = 40;
constexpr std::int64_t kLastDay = 2'958'465;  // 9999-12-31
constexpr std::int64_t kSecondsOfDay = 86'400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits without a point, and how many of them stand before it.
struct Digits {
  std::string all;
  std::size_t whole = 0;
};

std::optional<int> exponent_of(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > 4 || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  int out = 0;
  for (const char c : text) {
    out = out * 10 + (c - '0');
  }
  return out > kMostExponent ? std::nullopt : std::optional<int>(negative ? -out : out);
}

std::optional<Digits> digits_of(std::string_view text) {
  Digits out;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (is_digit(c)) {
      out.all.push_back(c);
      out.whole += point ? 0 : 1;
    } else {
      return std::nullopt;
    }
  }
  return out.all.empty() ? std::nullopt : std::optional<Digits>(std::move(out));
}

void shift(Digits& digits, int exponent) {
  const auto by = static_cast<std::size_t>(std::abs(exponent));
  if (exponent >= 0) {
    digits.whole += by;
    if (digits.all.size() < digits.whole) {
      digits.all.resize(digits.whole, '0');
    }
  } else if (digits.whole >= by) {
    digits.whole -= by;
  } else {
    digits.all.insert(0, by - digits.whole, '0');
    digits.whole = 0;
  }
}

// The first `kept` digits, rounded by the next one.
void round_to(Digits& digits, std::size_t kept) {
  const bool up = digits.all[kept] >= '5';
  digits.all.resize(std::max(kept, digits.whole), '0');
  std::size_t at = kept;
  while (up && at > 0 && digits.all[at - 1] == '9') {
    digits.all[--at] = '0';
  }
  if (up && at > 0) {
    ++digits.all[at - 1];
  } else if (up) {
    digits.all.insert(0, 1, '1');
    ++digits.whole;
  }
}

bool is_date_code(std::string_view code) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    switch (code[i]) {
      case '"':
        i = std::min(code.find('"', i + 1), code.size());
        break;
      case '\\':
      case '_':
      case '*':
        ++i;
        break;
      case '[': {
        const std::size_t end = std::min(code.find(']', i), code.size());
        const std::string_view inside = code.substr(i + 1, end - i - 1);
        if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
          return true;  // hours that go on counting; others are colours, languages, conditions
        }
        i = end;
        break;
      }
      case ';':
        return false;  // what follows is for negative numbers
      default:
        if (std::string_view("dDmMyYhHsS").find(code[i]) != std::string_view::npos) {
          return true;
        }
    }
  }
  return false;
}

std::string two(std::int64_t number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::optional<int> hex_value(char c) {
  if (is_digit(c)) {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? std::optional<int>(lower - 'a' + 10) : std::nullopt;
}

}  // namespace

NumberLook built_in_look(int format) {
  const bool date = (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
                    (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
  return {date, 0};
}

NumberLook look_of(std::string_view code) {
  NumberLook out;
  out.date = code != "General" && is_date_code(code);
  if (!code.empty() && code.size() < 20 && code.find_first_not_of('0') == std::string_view::npos) {
    out.least_digits = static_cast<std::uint8_t>(code.size());
  }
  return out;
}

std::optional<std::string> plain_number(std::string_view value) {
  const bool negative = !value.empty() && value.front() == '-';
  if (!value.empty() && (value.front() == '-' || value.front() == '+')) {
    value.remove_prefix(1);
  }
  const std::size_t mark = value.find_first_of("eE");
  const auto exponent = mark == std::string_view::npos ? 0 : exponent_of(value.substr(mark + 1));
  auto digits = digits_of(value.substr(0, mark));
  if (!exponent || !digits || digits->all.size() > 60) {
    return std::nullopt;
  }
  shift(*digits, *exponent);
  const std::size_t first = std::min(digits->all.find_first_not_of('0'), digits->all.size());
  const std::size_t kept = first + kExcelDigits;
  if (digits->all.size() > kept && kept >= digits->whole + kNoiseDigits) {
    round_to(*digits, kept);
  }
  while (digits->all.size() > digits->whole && digits->all.back() == '0') {
    digits->all.pop_back();
  }
  std::string out = digits->all.substr(0, digits->whole);
  out.erase(0, std::min(out.find_first_not_of('0'), out.size()));
  out = out.empty() ? "0" : out;
  if (digits->all.size() > digits->whole) {
    out += "." + digits->all.substr(digits->whole);
  }
  return negative && out.find_first_not_of("0.") != std::string::npos ? "-" + out : out;
}

std::optional<std::string> date_text(std::string_view number, bool from_1904) {
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, point);
  if (whole.empty() || whole.size() > 7 || !std::all_of(whole.begin(), whole.end(), is_digit)) {
    return std::nullopt;
  }
  std::int64_t day = 0;
  for (const char c : whole) {
    day = day * 10 + (c - '0');
  }
  // The time of day, in seconds, from the first nine digits behind the point.
  std::int64_t part = 0;
  std::int64_t scale = 1;
  for (const char c : number.substr(std::min(point + 1, number.size())).substr(0, 9)) {
    part = part * 10 + (c - '0');
    scale *= 10;
  }
  std::int64_t second = (part * kSecondsOfDay + scale / 2) / scale;
  day += second / kSecondsOfDay;
  second %= kSecondsOfDay;
  if (day > kLastDay || (!from_1904 && (day < 1 || day == 60))) {
    return std::nullopt;
  }
  const std::int64_t epoch = from_1904 ? 24'107 : day > 60 ? 25'569 : 25'568;  // 1970-01-01
  const base::Date date = base::Date::from_ms((day - epoch) * kSecondsOfDay * 1000);
  std::string out = date.iso();
  if (second != 0) {
    out += " " + two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
  }
  return out;
}

std::optional<CellPlace> cell_place(std::string_view reference) {
  CellPlace out;
  std::size_t at = 0;
  std::uint32_t column = 0;
  while (at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 4) {
    column = column * 26 + static_cast<std::uint32_t>(reference[at++] - 'A' + 1);
  }
  if (at == 0 || at > 3 || at == reference.size() || reference.size() - at > 7) {
    return std::nullopt;
  }
  for (; at < reference.size(); ++at) {
    if (!is_digit(reference[at])) {
      return std::nullopt;
    }
    out.row = out.row * 10 + (reference[at] - '0');
  }
  out.column = column - 1;
  return out.row > 0 ? std::optional<CellPlace>(out) : std::nullopt;
}

void unescape(std::string& text) {
  constexpr std::size_t kLength = 7;  // _xHHHH_
  std::size_t at = 0;
  while ((at = text.find("_x", at)) != std::string::npos) {
    char32_t value = 0;
    bool sound = at + kLength <= text.size() && text[at + kLength - 1] == '_';
    for (std::size_t i = at + 2; sound && i < at + kLength - 1; ++i) {
      const auto digit = hex_value(text[i]);
      sound = digit.has_value();
      value = value * 16 + static_cast<char32_t>(digit.value_or(0));
    }
    // Half of a pair stands for nothing by itself.
    if (sound && (value < 0xD800 || value > 0xDFFF)) {
      std::string character;
      base::append_utf8(character, value);
      text.replace(at, kLength, character);
      at += character.size();
    } else {
      at += 2;
    }
  }
}

}  // namespace saimnieks::workbook
