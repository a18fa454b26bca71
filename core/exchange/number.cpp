#include "core/exchange/number.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/utf8.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x2007;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What an amount is made of, once signs, blanks and currency are off.
struct Bare {
  std::string text;  // digits, ',' and '.'
  bool negative = false;
  bool valid = true;
};

void take_currency(std::u32string& text) {
  const auto strip = [&text](std::u32string_view mark) {
    if (text.size() >= mark.size() && text.substr(text.size() - mark.size()) == mark) {
      text.erase(text.size() - mark.size());
    } else if (text.substr(0, mark.size()) == mark) {
      text.erase(0, mark.size());
    }
  };
  strip(U"€");
  strip(U"EUR");
  strip(U"eur");
  strip(U"Eur");
}

Bare bare(std::string_view value) {
  const auto plain = [](char c) { return is_digit(c) || c == '.' || c == ','; };
  if (std::all_of(value.begin(), value.end(), plain)) {  // as most are
    return {std::string(value), false, true};
  }
  std::u32string text;
  for (std::size_t at = 0; at < value.size();) {
    const char32_t c = base::next_code_point(value, at);
    if (!is_blank(c) && c != '\'' && c != 0x2019) {
      text.push_back(c == 0x2212 || c == 0x2013 ? U'-' : c);
    }
  }
  Bare out;
  take_currency(text);  // "(1,00) EUR" as well as "(EUR 1,00)"
  if (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
    out.negative = true;
    text = text.substr(1, text.size() - 2);
  }
  take_currency(text);
  for (const bool front : {true, false}) {
    if (!text.empty() && (front ? text.front() : text.back()) == '-' && !out.negative) {
      out.negative = true;
      text.erase(front ? 0 : text.size() - 1, 1);
    }
  }
  if (!text.empty() && text.front() == '+') {
    text.erase(0, 1);
  }
  take_currency(text);
  for (const char32_t c : text) {
    if (c > 0x7F || !(is_digit(static_cast<char>(c)) || c == '.' || c == ',')) {
      out.valid = false;
      return out;
    }
    out.text.push_back(static_cast<char>(c));
  }
  return out;
}

// Groups of the integer part: after the first, each has three digits.
bool groups_are_sound(std::string_view whole, char group) {
  std::size_t at = whole.find(group);
  if (at == std::string_view::npos) {
    return true;
  }
  if (at == 0 || at > 3) {
    return false;
  }
  while (at != std::string_view::npos) {
    const std::size_t next = whole.find(group, at + 1);
    const std::size_t end = next == std::string_view::npos ? whole.size() : next;
    if (end - at - 1 != 3) {
      return false;
    }
    at = next;
  }
  return true;
}

// Appends a digit; false when 64 bits do not hold it.
bool push_digit(std::int64_t& number, char digit) {
  return !__builtin_mul_overflow(number, 10, &number) &&
         !__builtin_add_overflow(number, digit - '0', &number);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto goes = [](char32_t c) { return is_blank(c) || c == '\r' || c == '\n'; };
  while (!text.empty()) {
    std::size_t after = 0;
    if (!goes(base::next_code_point(text, after))) {
      break;
    }
    text.remove_prefix(after);
  }
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
      --at;
    }
    std::size_t after = at;
    if (!goes(base::next_code_point(text, after)) || after != text.size()) {
      break;
    }
    text.remove_suffix(text.size() - at);
  }
  return text;
}

base::Result<base::Money> parse_file_amount(std::string_view text, char decimal, AmountUnit unit) {
  const auto invalid = [&] { return base::fail(ErrorCode::amount_invalid, std::string(text)); };
  const Bare value = bare(text);
  if (!value.valid || value.text.empty()) {
    return invalid();
  }
  const std::size_t mark = value.text.find(decimal);
  if (mark != std::string::npos && value.text.find(decimal, mark + 1) != std::string::npos) {
    return invalid();
  }
  const std::string_view whole = std::string_view(value.text).substr(0, mark);
  std::string_view part;
  if (mark != std::string::npos) {
    part = std::string_view(value.text).substr(mark + 1);
  }
  const char group = decimal == '.' ? ',' : '.';
  if (!groups_are_sound(whole, group) || part.find(group) != std::string_view::npos ||
      (whole.empty() && part.empty())) {
    return invalid();
  }
  std::int64_t cents = 0;
  for (const char c : whole) {
    if (is_digit(c) && !push_digit(cents, c)) {
      return base::fail(ErrorCode::amount_out_of_range, std::string(text));
    }
  }
  const std::size_t kept = unit == AmountUnit::euro ? 2 : 0;
  for (std::size_t i = 0; i < std::max(kept, part.size()); ++i) {
    const char digit = i < part.size() ? part[i] : '0';
    if (i >= kept && digit != '0') {
      return invalid();
    }
    if (i < kept && !push_digit(cents, digit)) {
      return base::fail(ErrorCode::amount_out_of_range, std::string(text));
    }
  }
  return base::line_amount(value.negative ? -cents : cents);
}

namespace {

// Cut or rounded to `kept` digits behind the point where the next `same` ones are all 0 or all 9.
std::string settled(std::string_view number, std::size_t kept, std::size_t same) {
  const std::size_t point = number.find('.');
  if (point == std::string_view::npos || number.size() - point - 1 <= kept) {
    return std::string(number);
  }
  const std::string_view rest = number.substr(point + 1 + kept);
  std::string next(rest.substr(0, same));
  next.resize(same, '0');
  std::string out(number.substr(0, point + 1 + kept));
  const auto drop_point = [&] {
    if (out.back() == '.') {
      out.pop_back();
    }
  };
  const bool zeros = next.find_first_not_of('0') == std::string::npos;
  // At the very border: 12.340001 is a millionth away, and that is within.
  const bool border =
      next == std::string(same - 1, '0') + "1" &&
      rest.find_first_not_of('0', std::min(same, rest.size())) == std::string_view::npos;
  if (zeros || border) {
    drop_point();
    return out;
  }
  if (next.find_first_not_of('9') != std::string::npos) {
    return std::string(number);
  }
  std::size_t at = out.size();
  while (at > 0) {
    char& c = out[--at];
    if (c == '9') {
      c = '0';
    } else if (is_digit(c)) {
      ++c;
      drop_point();
      return out;
    } else if (c == '-') {
      break;
    }
  }
  out.insert(out.front() == '-' ? 1 : 0, 1, '1');
  drop_point();
  return out;
}

}  // namespace

std::string settled_amount(std::string_view number, AmountUnit unit) {
  return unit == AmountUnit::euro ? settled(number, 2, 4) : settled(number, 0, 4);
}

std::string settled_decimal(std::string_view number) { return settled(number, 6, 3); }

void DecimalVote::see(std::string_view text) {
  const Bare value = bare(text);
  if (!value.valid) {
    return;
  }
  const std::size_t last = value.text.find_last_of(",.");
  if (last == std::string::npos) {
    return;
  }
  const char sign = value.text[last];
  const std::size_t behind = value.text.size() - last - 1;
  const bool other = value.text.find(sign == ',' ? '.' : ',') != std::string::npos;
  const bool again = value.text.find(sign) != last;
  if (again) {
    // The same sign twice groups; then the other one would be the decimal sign.
    (sign == ',' ? point_ : comma_) += 1;
  } else if (other || behind != 3) {
    // Both signs: the last is the decimal one. One sign: decimals unless it may be a group.
    (sign == ',' ? comma_ : point_) += 1;
  }
}

namespace {

// The numbers and words of a period's text, in order.
struct Pieces {
  std::vector<std::string_view> numbers;
  std::optional<int> month;  // of a word
  bool clean = true;
};

Pieces pieces(std::string_view text) {
  Pieces out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    if (is_digit(text[at])) {
      while (at < text.size() && is_digit(text[at])) {
        ++at;
      }
      out.numbers.push_back(text.substr(start, at - start));
    } else if (static_cast<unsigned char>(text[at]) >= 0x80 ||
               std::string_view("-./: T,").find(text[at]) == std::string_view::npos ||
               (text[at] == 'T' && (at + 1 >= text.size() || !is_digit(text[at + 1])))) {
      while (at < text.size() && !is_digit(text[at]) && text[at] != ' ' && text[at] != '.') {
        ++at;
      }
      const std::string_view word = text.substr(start, at - start);
      if (const std::optional<int> month = month_from_word(word)) {
        out.clean = out.clean && !out.month;
        out.month = month;
      } else if (!is_filler_of_period(word)) {
        out.clean = false;
      }
    } else {
      ++at;
    }
  }
  return out;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

base::Result<base::Period> parse_file_period(std::string_view raw) {
  const std::string_view text = trimmed(raw);
  const auto invalid = [&] { return base::fail(ErrorCode::period_invalid, std::string(text)); };
  const Pieces found = pieces(text);
  const auto& numbers = found.numbers;
  if (!found.clean || numbers.empty() || numbers.size() > 7) {
    return invalid();
  }
  for (const std::string_view digits : numbers) {
    if (digits.size() > 9) {
      return invalid();
    }
  }
  if (found.month) {
    // A word and a year: "2026. gada janvāris", "31 Jan 2026".
    for (const std::string_view digits : numbers) {
      if (digits.size() == 4) {
        return base::Period::month(number(digits), *found.month);
      }
    }
    return invalid();
  }
  if (numbers.size() == 1) {
    if (numbers[0].size() == 4) {
      return base::Period::year(number(numbers[0]));
    }
    if (numbers[0].size() == 6) {  // 202601
      return base::Period::month(number(numbers[0]) / 100, number(numbers[0]) % 100);
    }
    if (numbers[0].size() == 8) {  // 20260131
      const int packed = number(numbers[0]);
      TRY(const base::Date date,
          base::Date::from_ymd(packed / 10000, packed / 100 % 100, packed % 100));
      return base::Period::month(date.year(), date.month());
    }
    return invalid();
  }
  const bool year_first = numbers[0].size() == 4;
  if (numbers.size() == 2) {
    const std::string_view year = numbers[year_first ? 0 : 1];
    if (year.size() != 4) {
      return invalid();
    }
    return base::Period::month(number(year), number(numbers[year_first ? 1 : 0]));
  }
  const std::string_view year = numbers[year_first ? 0 : 2];
  if (year.size() != 4) {
    return invalid();
  }
  TRY(const base::Date date,
      base::Date::from_ymd(number(year), number(numbers[1]), number(numbers[year_first ? 2 : 0])));
  return base::Period::month(date.year(), date.month());
}

base::Result<base::Date> parse_file_date(std::string_view raw) {
  const std::string_view text = trimmed(raw);
  const auto invalid = [&] { return base::fail(ErrorCode::date_invalid, std::string(text)); };
  const Pieces found = pieces(text);
  const auto& numbers = found.numbers;
  if (!found.clean || numbers.empty() || numbers.size() > 7 ||
      std::any_of(numbers.begin(), numbers.end(),
                  [](std::string_view digits) { return digits.size() > 9; })) {
    return invalid();
  }
  if (numbers[0].size() == 8) {  // 20260131
    const int packed = number(numbers[0]);
    return base::Date::from_ymd(packed / 10000, packed / 100 % 100, packed % 100);
  }
  const std::size_t needed = found.month ? 2 : 3;
  if (numbers.size() < needed) {
    return invalid();
  }
  const bool year_first = numbers[0].size() == 4;
  const std::string_view year = numbers[year_first ? 0 : needed - 1];
  const std::string_view day = numbers[year_first ? needed - 1 : 0];
  if (year.size() != 4 || day.size() > 2) {
    return invalid();
  }
  return base::Date::from_ymd(number(year), found.month ? *found.month : number(numbers[1]),
                              number(day));
}

std::string euro_text(std::int64_t cents) {
  const std::uint64_t size =
      cents < 0 ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
  const auto part = static_cast<char>(size % 100);
  return (cents < 0 ? "-" : "") + std::to_string(size / 100) + "." +
         static_cast<char>('0' + part / 10) + static_cast<char>('0' + part % 10);
}

}  // namespace saimnieks::exchange
