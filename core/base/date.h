// Date: a day of the proleptic Gregorian calendar. Time zones stay outside: who turns a moment into
// a day passes the offset.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/period.h"
#include "core/base/result.h"

namespace saimnieks::base {

class Date {
 public:
  constexpr Date() = default;  // 1970-01-01

  [[nodiscard]] static Result<Date> from_ymd(int year, int month, int day);  // date_invalid
  [[nodiscard]] static Result<Date> parse(std::string_view iso);             // "2026-07-23"
  [[nodiscard]] static Date from_ms(std::int64_t unix_ms, int utc_offset_minutes = 0);

  // The last day of a month or a whole year; `period` must be valid.
  [[nodiscard]] static Date last_of(Period period);

  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;  // 1–12
  [[nodiscard]] int day() const;    // 1–31
  [[nodiscard]] constexpr std::int32_t days_since_1970() const { return days_; }
  [[nodiscard]] std::string iso() const;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  constexpr explicit Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

}  // namespace saimnieks::base
