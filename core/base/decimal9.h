// Decimal9: an exact number of billionths, as scenario files and drivers write quantities, weights
// and rates. Wider than Decimal, which is what a ledger's line can hold.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/wide.h"

namespace saimnieks::base {

class Decimal9 {
 public:
  static constexpr std::int64_t kOne = 1'000'000'000;

  constexpr Decimal9() = default;
  [[nodiscard]] static constexpr Decimal9 from_billionths(I128 billionths) {
    return Decimal9(billionths);
  }
  [[nodiscard]] static constexpr Decimal9 from_integer(std::int64_t whole) {
    return Decimal9(static_cast<I128>(whole) * kOne);
  }
  // -?[0-9]{1,18}(\.[0-9]{1,9})? and nothing else; value_type.
  [[nodiscard]] static Result<Decimal9> parse(std::string_view text);

  // Within ±2^94, so that a sum of a billion of them fits.
  [[nodiscard]] constexpr I128 billionths() const { return billionths_; }
  [[nodiscard]] std::string text() const;  // the shortest that parse() reads back; never "-0"

  friend constexpr bool operator==(Decimal9 a, Decimal9 b) {
    return a.billionths_ == b.billionths_;
  }
  friend constexpr std::strong_ordering operator<=>(Decimal9 a, Decimal9 b) {
    return a.billionths_ < b.billionths_   ? std::strong_ordering::less
           : a.billionths_ > b.billionths_ ? std::strong_ordering::greater
                                           : std::strong_ordering::equal;
  }

 private:
  constexpr explicit Decimal9(I128 billionths) : billionths_(billionths) {}
  I128 billionths_ = 0;
};

}  // namespace saimnieks::base
