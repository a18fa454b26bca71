#include "core/costing/unit_cost.h"

#include <utility>

#include "core/base/wide.h"

namespace saimnieks::costing {

using base::Decimal9;
using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Money;
using base::Result;

namespace {

Result<Money> sum(std::span<const CostLine> lines, const char* field) {
  Money out;
  for (const CostLine& line : lines) {
    const auto more = base::checked_add(out, line.amount);
    if (!more) {
      return base::fail_field(ErrorCode::amount_out_of_range, field);
    }
    out = *more;
  }
  return out;
}

Result<Money> rounded(I128 a, I128 b, I128 divisor) {
  const auto exact = base::rounded_ratio(a, b, divisor);
  const auto cents = exact ? base::fitting(*exact) : std::nullopt;
  if (!cents) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  return Money::from_cents(*cents);
}

Explanation total(std::string name, Money amount, std::vector<Explanation> inputs) {
  return {std::move(name), std::to_string(amount.cents()), ExplainedUnit::cents, "total",
          std::move(inputs)};
}

std::vector<Explanation> leaves(std::span<const CostLine> lines) {
  std::vector<Explanation> out;
  out.reserve(lines.size());
  for (const CostLine& line : lines) {
    out.push_back(Explanation::entered_cents(line.code, line.amount.cents()));
  }
  return out;
}

Explanation figure(std::string name, const std::optional<Money>& amount, std::string_view formula) {
  return {std::move(name), amount ? std::to_string(amount->cents()) : std::string(),
          ExplainedUnit::cents, formula};
}

}  // namespace

Result<UnitCost> unit_cost(const Sheet& sheet) {
  UnitCost out;
  TRY(out.direct, sum(sheet.direct, "/direct"));
  TRY(out.indirect, sum(sheet.indirect, "/indirect"));
  TRY(out.total, base::checked_add(out.direct, out.indirect));
  const Decimal9 volume = sheet.volume.value_or(Decimal9());
  if (volume < Decimal9()) {
    return base::fail_field(ErrorCode::value_range, "/volume", volume.text());
  }
  if (volume == Decimal9()) {
    return out;
  }
  TRY(out.price, rounded(out.total.cents(), Decimal9::kOne, volume.billionths()));
  TRY(const Money income, rounded(out.price->cents(), volume.billionths(), Decimal9::kOne));
  TRY(out.recovery, base::checked_subtract(income, out.total));
  return out;
}

Explanation explain(const Sheet& sheet, const UnitCost& cost) {
  Explanation out = figure("unit_cost", cost.price, "unit-cost");
  out.inputs.push_back(total("total", cost.total,
                             {total("direct", cost.direct, leaves(sheet.direct)),
                              total("indirect", cost.indirect, leaves(sheet.indirect))}));
  if (sheet.volume) {
    out.inputs.push_back(Explanation::entered_number("volume", sheet.volume->text()));
  }
  out.inputs.push_back(figure("recovery", cost.recovery, "recovery"));
  return out;
}

}  // namespace saimnieks::costing
