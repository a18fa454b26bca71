// Writing numbers, money, dates and periods by each language's custom.
#include "core/text/format.h"

#include <algorithm>

#include "core/base/digits.h"

namespace saimnieks::text {
namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kNarrowSpace = "\u202F";
constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kEuro = "\u20AC";

struct Custom {
  std::string_view group;
  char decimal;
};

Custom custom(Language language) {
  return language == Language::lv ? Custom{kNarrowSpace, ','} : Custom{",", '.'};
}

std::uint64_t magnitude(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

std::string grouped(std::uint64_t value, std::string_view group) {
  const std::string digits = std::to_string(value);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      out += group;
    }
    out += digits[i];
  }
  return out;
}

// `scaled` has `scale_digits` decimals; `decimals` of them stay, rounded half away from zero.
std::string decimal_number(std::int64_t scaled, int scale_digits, int decimals, bool with_sign,
                           Language language) {
  std::uint64_t cut = 1;
  for (int i = decimals; i < scale_digits; ++i) {
    cut *= 10;
  }
  const std::uint64_t whole = magnitude(scaled);
  const std::uint64_t value = whole / cut + (cut > 1 && whole % cut >= cut / 2 ? 1 : 0);
  std::uint64_t unit = 1;
  for (int i = 0; i < decimals; ++i) {
    unit *= 10;
  }
  std::string out;
  if (value != 0 && scaled < 0) {
    out += kMinus;
  } else if (value != 0 && with_sign) {
    out += '+';
  }
  const Custom how = custom(language);
  out += grouped(value / unit, how.group);
  if (decimals > 0) {
    out += how.decimal;
    base::append_digits(out, static_cast<std::int64_t>(value % unit),
                        static_cast<std::size_t>(decimals));
  }
  return out;
}

Key month_key(int month, bool brief) {
  // The twelve keys of either kind follow each other, since keys are sorted by name.
  const auto first = static_cast<int>(brief ? Key::month_short_01 : Key::month_01);
  return static_cast<Key>(first + month - 1);
}

}  // namespace

std::string format_money(base::Money amount, Language language, MoneyStyle style) {
  std::string number =
      decimal_number(amount.cents(), 2, style.decimals == 0 ? 0 : 2, style.with_sign, language);
  if (!style.with_unit) {
    return number;
  }
  if (language == Language::lv) {
    return number.append(kNoBreakSpace).append(kEuro);
  }
  const std::size_t sign = number.find_first_of("0123456789");
  return number.insert(sign, kEuro);
}

std::string format_count(std::int64_t count, Language language) {
  return decimal_number(count, 0, 0, false, language);
}

std::string format_percent(std::int64_t hundredths, Language language, int decimals,
                           bool with_sign) {
  std::string number =
      decimal_number(hundredths, 2, std::clamp(decimals, 0, 2), with_sign, language);
  if (language == Language::lv) {
    number += kNoBreakSpace;
  }
  return number += '%';
}

std::string format_date(base::Date date, Language language) {
  std::string out;
  if (language == Language::lv) {
    base::append_digits(out, date.day(), 2);
    out += '.';
    base::append_digits(out, date.month(), 2);
    out += '.';
    base::append_digits(out, date.year(), 4);
    return out += '.';
  }
  out += std::to_string(date.day());
  out += ' ';
  out += Catalog(language)[month_key(date.month(), true)];
  out += ' ';
  base::append_digits(out, date.year(), 4);
  return out;
}

std::string format_period(base::Period period, Language language) {
  if (!period.valid()) {
    return {};
  }
  const Catalog texts(language);
  const std::string year = std::to_string(period.year());
  return period.whole_year()
             ? texts.tr(Key::period_year, year)
             : texts.tr(Key::period_month, year, texts[month_key(period.month(), false)]);
}

std::string format_period_short(base::Period period, Language language) {
  if (!period.valid()) {
    return {};
  }
  const Catalog texts(language);
  const std::string year = std::to_string(period.year());
  return period.whole_year()
             ? year
             : texts.tr(Key::period_month_short, year, texts[month_key(period.month(), true)]);
}

std::string format_age(std::int64_t age_ms, Language language) {
  constexpr std::int64_t kMinuteMs = 60'000;
  constexpr std::int64_t kHourMs = 60 * kMinuteMs;
  constexpr std::int64_t kDayMs = 24 * kHourMs;
  const Catalog texts(language);
  if (age_ms < kMinuteMs) {
    return std::string(texts[Key::age_now]);
  }
  if (age_ms < kHourMs) {
    return texts.plural(Key::age_minutes, age_ms / kMinuteMs);
  }
  if (age_ms < kDayMs) {
    return texts.plural(Key::age_hours, age_ms / kHourMs);
  }
  return texts.plural(Key::age_days, age_ms / kDayMs);
}

std::string editable_amount(base::Money amount, Language language) {
  const std::uint64_t value = magnitude(amount.cents());
  std::string out = amount.is_negative() ? "-" : "";
  out += std::to_string(value / 100);
  out += custom(language).decimal;
  base::append_digits(out, static_cast<std::int64_t>(value % 100), 2);
  return out;
}

}  // namespace saimnieks::text
