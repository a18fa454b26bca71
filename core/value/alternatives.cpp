#include "core/value/alternatives.h"

#include <algorithm>
#include <set>
#include <utility>

namespace saimnieks::value {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Integer;
using base::Money;
using base::Result;

Result<Money> rounded(const Integer& above, const Integer& below) {
  const std::optional<I128> whole = rounded_quotient(above, below);
  const auto cents = whole ? base::fitting(*whole) : std::nullopt;
  if (!cents) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  return Money::from_cents(*cents);
}

// A fault of a calculation, told from above it.
tl::unexpected<base::Error> below(const std::string& place, base::Error error) {
  error.field.insert(0, place);
  return tl::unexpected<base::Error>(std::move(error));
}

Result<std::optional<Money>> yearly(const Discount& discount, std::span<const Year> years) {
  if (years.size() < 2) {
    return std::nullopt;
  }
  std::vector<I128> net;
  for (const Year& year : years) {
    net.push_back(I128{year.benefit.cents()} - year.cost.cents());
  }
  std::vector<I128> ones(years.size(), 1);
  ones.front() = 0;
  TRY(const Money out,
      rounded(present_value(net, discount).above, present_value(ones, discount).above));
  return std::optional(out);
}

void rank(Comparison& comparison) {
  const auto better = [&comparison](const Comparison::Row& a, const Comparison::Row& b) {
    return comparison.same_years ? a.appraisal.npv > b.appraisal.npv : a.yearly > b.yearly;
  };
  for (Comparison::Row& row : comparison.rows) {
    row.rank = 1 + std::count_if(comparison.rows.begin(), comparison.rows.end(),
                                 [&](const Comparison::Row& other) { return better(other, row); });
  }
}

struct VolumeFlows {
  std::vector<I128> fixed;   // −fixed cost
  std::vector<I128> volume;  // benefit − volume cost
};

Result<VolumeFlows> flows_of(std::span<const VolumeYear> years) {
  if (years.empty() || years.size() > kMostYears) {
    return base::fail_field(years.empty() ? ErrorCode::value_range : ErrorCode::scenario_too_large,
                            "/years", std::to_string(years.size()));
  }
  VolumeFlows out;
  for (const VolumeYear& year : years) {
    if (std::min({year.fixed_cost, year.volume_cost, year.benefit}).is_negative()) {
      return base::fail_field(ErrorCode::value_range, "/years/" + std::to_string(out.fixed.size()));
    }
    out.fixed.push_back(-I128{year.fixed_cost.cents()});
    out.volume.push_back(I128{year.benefit.cents()} - year.volume_cost.cents());
  }
  return out;
}

constexpr I128 kWhole = I128{1'000'000} * Decimal9::kOne;

}  // namespace

Result<Comparison> compare(Decimal9 rate_ppm, std::span<const Alternative> alternatives) {
  TRY(const Discount discount, Discount::at(rate_ppm));
  Comparison out;
  std::set<std::string_view> ids;
  for (const Alternative& alternative : alternatives) {
    const std::string place = "/alternatives/" + std::to_string(out.rows.size());
    if (!ids.insert(alternative.id).second) {
      return base::fail_field(ErrorCode::id_twice, place + "/id", alternative.id);
    }
    Comparison::Row row;
    auto appraisal = appraise(rate_ppm, alternative.years);
    if (!appraisal) {
      return below(place, std::move(appraisal).error());
    }
    row.appraisal = std::move(*appraisal);
    auto amount = yearly(discount, alternative.years);
    auto more = base::checked_subtract(
        row.appraisal.npv, out.rows.empty() ? row.appraisal.npv : out.rows.front().appraisal.npv);
    if (!amount || !more) {
      return base::fail_field(ErrorCode::amount_out_of_range, place);
    }
    row.yearly = *amount;
    row.more = *more;
    out.same_years =
        out.same_years && alternative.years.size() == alternatives.front().years.size();
    out.rows.push_back(std::move(row));
  }
  rank(out);
  return out;
}

Explanation explain(Decimal9 rate_ppm, std::span<const Alternative> alternatives,
                    const Comparison& comparison) {
  Explanation out{"comparison", {}, ExplainedUnit::cents, "comparison", {}};
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    const Comparison::Row& row = comparison.rows[i];
    Explanation node{alternatives[i].id, {}, ExplainedUnit::cents, {}, {}};
    node.inputs.push_back(explain(rate_ppm, alternatives[i].years, row.appraisal));
    node.inputs.push_back({"more", std::to_string(row.more.cents()), ExplainedUnit::cents, "more"});
    node.inputs.push_back({"yearly",
                           row.yearly ? std::to_string(row.yearly->cents()) : std::string(),
                           ExplainedUnit::cents, "yearly"});
    node.inputs.push_back({"rank", std::to_string(row.rank), ExplainedUnit::number, "rank"});
    out.inputs.push_back(std::move(node));
  }
  return out;
}

Result<Sensitivity> sensitivity(std::span<const VolumeYear> years,
                                std::span<const Decimal9> rates_ppm,
                                std::span<const Decimal9> volumes_ppm) {
  TRY(const VolumeFlows flows, flows_of(years));
  Sensitivity out;
  for (const Decimal9 rate : rates_ppm) {
    const auto discount = Discount::at(rate);
    if (!discount) {
      return base::fail_field(ErrorCode::value_range,
                              "/rates_ppm/" + std::to_string(out.npv.size()), rate.text());
    }
    const Fraction fixed = present_value(flows.fixed, *discount);
    const Fraction volume = present_value(flows.volume, *discount);
    std::vector<Money> row;
    for (const Decimal9 share : volumes_ppm) {
      if (share < Decimal9()) {
        return base::fail_field(ErrorCode::value_range,
                                "/volumes_ppm/" + std::to_string(row.size()), share.text());
      }
      TRY(const Money npv,
          rounded(fixed.above * kWhole + volume.above * share.billionths(), fixed.below * kWhole));
      row.push_back(npv);
    }
    out.npv.push_back(std::move(row));
    const bool helps = volume.above.sign() > 0 && fixed.above.sign() < 0;
    out.break_even_ppm.push_back(
        helps ? rounded_quotient(fixed.above * I128{-1'000'000}, volume.above) : std::nullopt);
  }
  return out;
}

Explanation explain(std::span<const VolumeYear> years, std::span<const Decimal9> rates_ppm,
                    std::span<const Decimal9> volumes_ppm, const Sensitivity& sensitivity) {
  Explanation out{"sensitivity", {}, ExplainedUnit::cents, "sensitivity", {}};
  Explanation entered{"years", {}, ExplainedUnit::cents, {}, {}};
  for (const VolumeYear& year : years) {
    entered.inputs.push_back({std::to_string(entered.inputs.size()),
                              {},
                              ExplainedUnit::cents,
                              {},
                              {Explanation::entered_cents("fixed_cost", year.fixed_cost.cents()),
                               Explanation::entered_cents("volume_cost", year.volume_cost.cents()),
                               Explanation::entered_cents("benefit", year.benefit.cents())}});
  }
  out.inputs.push_back(std::move(entered));
  for (std::size_t i = 0; i < rates_ppm.size(); ++i) {
    Explanation row{"rate", rates_ppm[i].text(), ExplainedUnit::ppm, {}, {}};
    Explanation at{"at_rate", {}, ExplainedUnit::cents, {}, {std::move(row)}};
    const auto& even = sensitivity.break_even_ppm[i];
    at.inputs.push_back({"break_even", even ? base::to_text(*even) : std::string(),
                         ExplainedUnit::ppm, "break-even"});
    for (std::size_t j = 0; j < volumes_ppm.size(); ++j) {
      at.inputs.push_back(
          {"npv",
           std::to_string(sensitivity.npv[i][j].cents()),
           ExplainedUnit::cents,
           "npv-at-volume",
           {Explanation{"volume", volumes_ppm[j].text(), ExplainedUnit::ppm, {}, {}}}});
    }
    out.inputs.push_back(std::move(at));
  }
  return out;
}

}  // namespace saimnieks::value
