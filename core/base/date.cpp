// Dates by the calendar of the standard library.
#include "core/base/date.h"

#include <chrono>

#include "core/base/digits.h"

namespace saimnieks::base {
namespace {

std::chrono::year_month_day calendar(std::int32_t days) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

}  // namespace

Result<Date> Date::from_ymd(int year, int month, int day) {
  const auto part = [](int value) { return static_cast<unsigned>(value < 0 ? 0 : value); };
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(part(month)),
                                         std::chrono::day(part(day))};
  if (year < 1000 || year > 9999 || !date.ok()) {
    return fail(ErrorCode::date_invalid);
  }
  return Date(static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count()));
}

Result<Date> Date::parse(std::string_view iso) {
  if (iso.size() == 10 && iso[4] == '-' && iso[7] == '-') {
    const auto year = parse_digits(iso.substr(0, 4));
    const auto month = parse_digits(iso.substr(5, 2));
    const auto day = parse_digits(iso.substr(8, 2));
    if (year && month && day) {
      return from_ymd(static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day));
    }
  }
  return fail(ErrorCode::date_invalid, std::string(iso));
}

Date Date::from_ms(std::int64_t unix_ms, int utc_offset_minutes) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::int64_t local_ms = unix_ms + std::int64_t{utc_offset_minutes} * 60'000;
  const std::int64_t days = local_ms / kDayMs - (local_ms % kDayMs < 0 ? 1 : 0);
  return Date(static_cast<std::int32_t>(days));
}

Date Date::last_of(Period period) {
  const unsigned month = period.whole_year() ? 12 : static_cast<unsigned>(period.month());
  const std::chrono::year_month_day_last day{
      std::chrono::year(period.year()), std::chrono::month_day_last(std::chrono::month(month))};
  return Date(static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count()));
}

int Date::year() const { return static_cast<int>(calendar(days_).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(calendar(days_).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(calendar(days_).day())); }

std::string Date::iso() const {
  std::string text;
  append_digits(text, year(), 4);
  text += '-';
  append_digits(text, month(), 2);
  text += '-';
  append_digits(text, day(), 2);
  return text;
}

}  // namespace saimnieks::base
