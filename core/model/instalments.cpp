#include "core/model/instalments.h"

#include <algorithm>

#include "core/base/integer.h"

namespace saimnieks::model {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::Money;
using base::Period;
using base::Result;

constexpr std::int64_t kMillion = 1'000'000;

// A whole year begins with its January.
std::int64_t months(Period period) {
  return std::int64_t{period.year()} * 12 + std::max(period.month(), 1) - 1;
}

Result<Period> month_at(std::int64_t months) {
  return Period::month(static_cast<int>(months / 12), static_cast<int>(months % 12) + 1);
}

}  // namespace

Result<Money> indexed(Money amount, std::span<const Decimal9> steps_ppm) {
  base::Integer exact = amount.cents();
  base::Integer whole = 1;
  for (const Decimal9 step : steps_ppm) {
    constexpr base::I128 kOne = base::I128{kMillion} * Decimal9::kOne;
    const base::I128 factor = kOne + step.billionths();
    if (factor <= 0) {
      return base::fail(ErrorCode::value_range, step.text());
    }
    // Shorter by what the two have in common, so that many steps stay quick.
    const auto common = static_cast<base::I128>(base::greatest_common_divisor(
        static_cast<base::U128>(factor), static_cast<base::U128>(kOne)));
    exact *= factor / common;
    whole *= kOne / common;
  }
  const std::optional<base::I128> size = rounded_quotient(exact, whole);
  const auto cents = size ? base::fitting(*size) : std::nullopt;
  return cents ? Result<Money>(Money::from_cents(*cents))
               : base::fail(ErrorCode::amount_out_of_range);
}

Result<std::vector<Instalment>> regular_instalments(Money amount, Period first, Period last,
                                                    std::int64_t every_months,
                                                    std::span<const IndexStep> steps) {
  std::vector<IndexStep> sorted(steps.begin(), steps.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const IndexStep& a, const IndexStep& b) { return a.from < b.from; });
  std::vector<Instalment> out;
  std::vector<Decimal9> reached;
  for (std::int64_t at = months(first); at <= months(last); at += every_months) {
    TRY(const Period period, month_at(at));
    const std::size_t before = reached.size();
    while (reached.size() < sorted.size() && sorted[reached.size()].from <= period) {
      reached.push_back(sorted[reached.size()].ppm);
    }
    if (out.empty() || reached.size() > before) {
      TRY(const Money due, indexed(amount, reached));
      out.push_back({period, due});
    } else {
      out.push_back({period, out.back().amount});
    }
  }
  return out;
}

Result<std::vector<Money>> straight_line(Money amount, Money residual, std::int64_t periods) {
  if (periods < 1) {
    return base::fail(ErrorCode::value_range, std::to_string(periods));
  }
  TRY(const Money whole, base::checked_subtract(amount, residual));
  // Not above the whole, so that it fits.
  const Money each =
      Money::from_cents(static_cast<std::int64_t>(*base::rounded_ratio(whole.cents(), 1, periods)));
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
      steps.push_back({from, Decimal9::from_integer(schedule.index_ppm.value_or(0))});
    }
    TRY(std::vector<Instalment> out,
        regular_instalments(schedule.amount_cents, schedule.first_period, last,
                            schedule.every_months, steps));
    for (const Instalment& each : out) {
      TRY_DO(base::line_amount(each.amount.cents()));
    }
    return out;
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
