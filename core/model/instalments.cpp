#include "core/model/instalments.h"

#include <algorithm>

namespace saimnieks::model {
namespace {

using base::ErrorCode;
using base::Money;
using base::Period;
using base::Result;

constexpr std::int64_t kMillion = 1'000'000;

// A whole number of any size, 32 bits a digit, lowest first.
class Whole {
 public:
  explicit Whole(std::uint64_t value) {
    digits_ = {static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32U)};
  }
  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::uint32_t& digit : digits_) {
      carry += std::uint64_t{digit} * factor;
      digit = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    digits_.push_back(static_cast<std::uint32_t>(carry));
  }
  void add(const Whole& other) {
    digits_.resize(std::max(digits_.size(), other.digits_.size()) + 1);
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < digits_.size(); ++i) {
      carry += std::uint64_t{digits_[i]} + (i < other.digits_.size() ? other.digits_[i] : 0);
      digits_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
  }
  void divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (auto digit = digits_.rbegin(); digit != digits_.rend(); ++digit) {
      rest = rest << 32U | *digit;
      *digit = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
  }
  // Absent when it is larger than a line's amount may be.
  [[nodiscard]] std::optional<std::int64_t> amount() const {
    const bool small = std::all_of(digits_.begin() + 2, digits_.end(),
                                   [](std::uint32_t digit) { return digit == 0; });
    const std::uint64_t value = std::uint64_t{digits_[1]} << 32U | digits_[0];
    return small && value <= static_cast<std::uint64_t>(base::kMaxAmountCents)
               ? std::optional(static_cast<std::int64_t>(value))
               : std::nullopt;
  }

 private:
  std::vector<std::uint32_t> digits_;
};

// A whole year begins with its January.
std::int64_t months(Period period) {
  return std::int64_t{period.year()} * 12 + std::max(period.month(), 1) - 1;
}

Result<Period> month_at(std::int64_t months) {
  return Period::month(static_cast<int>(months / 12), static_cast<int>(months % 12) + 1);
}

std::int64_t rounded_quotient(std::int64_t value, std::int64_t divisor) {
  const std::int64_t size = value < 0 ? -value : value;
  const std::int64_t quotient = size / divisor + (size % divisor * 2 >= divisor ? 1 : 0);
  return value < 0 ? -quotient : quotient;
}

}  // namespace

Result<Money> indexed(Money amount, std::span<const std::int64_t> steps_ppm) {
  const std::int64_t cents = amount.cents();
  Whole exact(cents < 0 ? 0 - static_cast<std::uint64_t>(cents)
                        : static_cast<std::uint64_t>(cents));
  Whole half(steps_ppm.empty() ? 0 : kMillion / 2);
  for (std::size_t i = 0; i < steps_ppm.size(); ++i) {
    if (steps_ppm[i] <= -kMillion || steps_ppm[i] > UINT32_MAX - kMillion) {
      return base::fail(ErrorCode::value_range, std::to_string(steps_ppm[i]));
    }
    exact.multiply(static_cast<std::uint32_t>(kMillion + steps_ppm[i]));
    if (i > 0) {
      half.multiply(kMillion);
    }
  }
  exact.add(half);
  for (std::size_t i = 0; i < steps_ppm.size(); ++i) {
    exact.divide(kMillion);
  }
  const std::optional<std::int64_t> size = exact.amount();
  return size ? Result<Money>(Money::from_cents(cents < 0 ? -*size : *size))
              : base::fail(ErrorCode::amount_out_of_range);
}

Result<std::vector<Instalment>> regular_instalments(Money amount, Period first, Period last,
                                                    std::int64_t every_months,
                                                    std::span<const IndexStep> steps) {
  std::vector<Instalment> out;
  for (std::int64_t at = months(first); at <= months(last); at += every_months) {
    TRY(const Period period, month_at(at));
    std::vector<std::int64_t> ppm;
    for (const IndexStep& step : steps) {
      if (step.from <= period) {
        ppm.push_back(step.ppm);
      }
    }
    TRY(const Money due, indexed(amount, ppm));
    out.push_back({period, due});
  }
  return out;
}

Result<std::vector<Money>> straight_line(Money amount, Money residual, std::int64_t periods) {
  if (periods < 1) {
    return base::fail(ErrorCode::value_range, std::to_string(periods));
  }
  TRY(const Money whole, base::checked_subtract(amount, residual));
  const Money each = Money::from_cents(rounded_quotient(whole.cents(), periods));
  std::vector<Money> out(static_cast<std::size_t>(periods), each);
  TRY(const Money others, base::checked_multiply(each, periods - 1));
  TRY(out.back(), base::checked_subtract(whole, others));
  return out;
}

Result<std::vector<Instalment>> instalments(const Schedule& schedule, Period through) {
  const bool spread = schedule.method == ScheduleMethod::straight_line;
  const Period last = std::min(schedule.last_period.value_or(through), through);
  if (!spread) {
    std::vector<IndexStep> steps;
    for (std::int64_t at = schedule.index_from ? months(*schedule.index_from) : INT64_MAX;
         at <= months(last); at += 12) {
      TRY(const Period from, month_at(at));
      steps.push_back({from, schedule.index_ppm.value_or(0)});
    }
    return regular_instalments(schedule.amount_cents, schedule.first_period, last,
                               schedule.every_months, steps);
  }
  const std::int64_t first = months(schedule.first_period);
  const std::int64_t count = (months(*schedule.last_period) - first) / schedule.every_months + 1;
  TRY(const std::vector<Money> parts,
      straight_line(schedule.amount_cents, schedule.residual_cents.value_or(Money()), count));
  std::vector<Instalment> out;
  for (std::int64_t i = 0; i < count; ++i) {
    TRY(const Period period, month_at(first + i * schedule.every_months));
    if (period <= last) {
      out.push_back({period, parts[static_cast<std::size_t>(i)]});
    }
  }
  return out;
}

}  // namespace saimnieks::model
