#include "core/value/appraisal.h"

#include <string>
#include <utility>

namespace saimnieks::value {
namespace {

using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Integer;
using base::Money;
using base::Result;

Result<Money> fitting(std::optional<I128> amount) {
  const auto cents = amount ? base::fitting(*amount) : std::nullopt;
  if (!cents) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  return Money::from_cents(*cents);
}

Result<void> check(std::span<const Year> years) {
  if (years.empty() || years.size() > kMostYears) {
    return base::fail_field(years.empty() ? ErrorCode::value_range : ErrorCode::scenario_too_large,
                            "/years", std::to_string(years.size()));
  }
  for (std::size_t t = 0; t < years.size(); ++t) {
    if (years[t].cost.is_negative() || years[t].benefit.is_negative()) {
      return base::fail_field(ErrorCode::value_range, "/years/" + std::to_string(t));
    }
  }
  return {};
}

struct Lists {
  std::vector<I128> costs;
  std::vector<I128> benefits;
  std::vector<I128> net;
};

Lists lists_of(std::span<const Year> years) {
  Lists out;
  for (const Year& year : years) {
    out.costs.push_back(year.cost.cents());
    out.benefits.push_back(year.benefit.cents());
    out.net.push_back(out.benefits.back() - out.costs.back());
  }
  return out;
}

Result<std::vector<I128>> present_values(std::span<const I128> net, const Discount& discount) {
  std::vector<I128> out;
  Integer above = base::Decimal9::kOne;
  Integer below = 1;
  for (const I128 flow : net) {
    const std::optional<I128> value = rounded_quotient(above * flow, below);
    if (!value) {
      return base::fail(ErrorCode::amount_out_of_range);
    }
    out.push_back(*value);
    above *= discount.unit;
    below *= discount.growth;
  }
  return out;
}

Result<std::optional<I128>> ratio_of(const Integer& benefit, const Integer& cost) {
  constexpr int kThousandths = 1'000;
  if (cost.sign() == 0) {
    return std::nullopt;
  }
  const std::optional<I128> out = rounded_quotient(benefit * kThousandths, cost);
  if (!out) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  return out;
}

// In ten-thousandths. Of amounts of 64 bits, it fits.
std::optional<I128> net_return(I128 benefit, I128 cost) {
  return cost == 0 ? std::nullopt : base::rounded_ratio(benefit - cost, 10'000, cost);
}

Explanation figure(std::string_view name, std::optional<I128> value, std::size_t digits,
                   ExplainedUnit unit = ExplainedUnit::number) {
  return {std::string(name), value ? base::fixed_text(*value, digits) : std::string(), unit, name};
}

}  // namespace

Result<Worth> worth(Money benefit, Money cost) {
  Worth out;
  TRY(out.balance, base::checked_subtract(benefit, cost));
  TRY(out.ratio, ratio_of(benefit.cents(), cost.cents()));
  out.net_return = net_return(benefit.cents(), cost.cents());
  return out;
}

Result<std::vector<Year>> years_of(std::span<const Money> flows) {
  std::vector<Year> out;
  for (const Money flow : flows) {
    if (!flow.is_negative()) {
      out.push_back({Money(), flow});
      continue;
    }
    const auto cost = base::checked_subtract(Money(), flow);
    if (!cost) {
      return base::fail_field(ErrorCode::amount_out_of_range,
                              "/flows_cents/" + std::to_string(out.size()));
    }
    out.push_back({*cost, Money()});
  }
  return out;
}

Result<Appraisal> appraise(base::Decimal9 rate_ppm, std::span<const Year> years) {
  TRY(const Discount discount, Discount::at(rate_ppm));
  TRY_DO(check(years));
  const Lists lists = lists_of(years);
  I128 cost = 0;
  I128 benefit = 0;
  for (std::size_t t = 0; t < years.size(); ++t) {
    cost += lists.costs[t];
    benefit += lists.benefits[t];
  }
  Appraisal out;
  TRY_DO(fitting(cost));
  TRY_DO(fitting(benefit));
  TRY(out.balance, fitting(benefit - cost));
  out.net_return = net_return(benefit, cost);
  const Fraction costs = present_value(lists.costs, discount);
  const Fraction benefits = present_value(lists.benefits, discount);
  TRY(out.npv, fitting(rounded_quotient(benefits.above - costs.above, costs.below)));
  TRY(out.ratio, ratio_of(benefits.above, costs.above));
  out.payback = payback(lists.net, {});
  out.discounted_payback = payback(lists.net, discount);
  out.irr = internal_rate(lists.net);
  TRY(out.present, present_values(lists.net, discount));
  return out;
}

Explanation explain(base::Decimal9 rate_ppm, std::span<const Year> years,
                    const Appraisal& appraisal) {
  Explanation list{"years", {}, ExplainedUnit::cents, {}, {}};
  for (std::size_t t = 0; t < years.size(); ++t) {
    list.inputs.push_back({std::to_string(t),
                           base::Decimal9::from_billionths(appraisal.present[t]).text(),
                           ExplainedUnit::cents,
                           "present-value",
                           {Explanation::entered_cents("benefit", years[t].benefit.cents()),
                            Explanation::entered_cents("cost", years[t].cost.cents())}});
  }
  const InternalRate& irr = appraisal.irr;
  return {
      "npv",
      std::to_string(appraisal.npv.cents()),
      ExplainedUnit::cents,
      "npv",
      {Explanation{"rate", rate_ppm.text(), ExplainedUnit::ppm, {}, {}}, std::move(list),
       figure("balance", appraisal.balance.cents(), 0, ExplainedUnit::cents),
       figure("return", appraisal.net_return, 4), figure("ratio", appraisal.ratio, 3),
       figure("payback", appraisal.payback, 2),
       figure("discounted-payback", appraisal.discounted_payback, 2),
       figure("irr", irr.state == RateState::unique ? std::optional(irr.ppm) : std::nullopt, 6)}};
}

}  // namespace saimnieks::value
