#include "core/views/variance.h"

#include <limits>

namespace saimnieks::views {

Variance cost_variance(std::int64_t base_cents, std::int64_t other_cents) {
  using Limits = std::numeric_limits<std::int64_t>;
  const control::Variance exact =
      control::variance(control::Kind::cost, base::Money::from_cents(base_cents),
                        base::Money::from_cents(other_cents));
  Variance out{exact.amount.cents(), std::nullopt, exact.meaning};
  if (const auto percent = exact.percent_hundredths) {
    out.percent_hundredths =
        base::fitting(*percent).value_or(*percent < 0 ? Limits::min() : Limits::max());
  }
  return out;
}

}  // namespace saimnieks::views
