// Period: a month, or a whole year that is never spread over months. Packed into one integer.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace saimnieks::base {

class Period {
 public:
  constexpr Period() = default;  // no period: valid() is false

  // period_invalid outside the years 1000–9999 and months 1–12.
  [[nodiscard]] static Result<Period> year(int year);
  [[nodiscard]] static Result<Period> month(int year, int month);
  // year·100 + month; month 0 is the whole year. This integer is what is stored and hashed.
  [[nodiscard]] static Result<Period> from_packed(std::int64_t packed);
  // "2026" or "2026-01", nothing else.
  [[nodiscard]] static Result<Period> parse(std::string_view text);

  [[nodiscard]] constexpr std::int32_t packed() const { return packed_; }
  [[nodiscard]] constexpr int year() const { return packed_ / 100; }
  [[nodiscard]] constexpr int month() const { return packed_ % 100; }  // 0: the whole year
  [[nodiscard]] constexpr bool whole_year() const { return packed_ % 100 == 0; }
  [[nodiscard]] constexpr bool valid() const { return packed_ != 0; }
  // The year that this period lies in, as a whole-year period.
  [[nodiscard]] constexpr Period its_year() const { return Period(packed_ - packed_ % 100); }
  [[nodiscard]] std::string iso() const;  // "2026", "2026-01"

  friend constexpr auto operator<=>(const Period&, const Period&) = default;

 private:
  constexpr explicit Period(std::int32_t packed) : packed_(packed) {}
  std::int32_t packed_ = 0;
};

}  // namespace saimnieks::base
