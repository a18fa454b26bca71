// Decimal: an exact number of millionths, for quantities and unit prices. No floating point comes
// near it. Six digits after the point are what utilities bill by, and leave nine billion before it
// within the integers that every JSON reader keeps.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace saimnieks::base {

class Decimal {
 public:
  static constexpr std::int64_t kOne = 1'000'000;
  static constexpr std::int64_t kMost = 9'007'199'254'740'991;  // millionths: 2^53 − 1

  constexpr Decimal() = default;
  [[nodiscard]] static constexpr Decimal from_millionths(std::int64_t millionths) {
    return Decimal(millionths);
  }
  // "12", "-3.5": digits, and at most six after a point; value_type otherwise, value_range beyond
  // kMost.
  [[nodiscard]] static Result<Decimal> parse(std::string_view text);

  [[nodiscard]] constexpr std::int64_t millionths() const { return millionths_; }
  [[nodiscard]] std::string text() const;  // the shortest that parse() reads back

  friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;

 private:
  constexpr explicit Decimal(std::int64_t millionths) : millionths_(millionths) {}
  std::int64_t millionths_ = 0;
};

}  // namespace saimnieks::base
