#include "core/control/variance.h"

#include <algorithm>

#include "core/base/integer.h"

namespace saimnieks::control {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Integer;
using base::Money;
using base::Result;

constexpr I128 kSquare = static_cast<I128>(Decimal9::kOne) * Decimal9::kOne;

auto out_of_range(std::string field) {
  return base::fail_field(ErrorCode::amount_out_of_range, std::move(field));
}

// In cents, half away from zero.
Result<Money> product(I128 quantity, I128 price, const std::string& field) {
  const std::optional<I128> exact = base::rounded_ratio(quantity, price, kSquare);
  const auto cents = exact ? base::fitting(*exact) : std::nullopt;
  if (!cents) {
    return out_of_range(field);
  }
  return Money::from_cents(*cents);
}

Result<Money> amount_of(const Side& side, const std::string& field) {
  if (!side.product) {
    return side.amount;
  }
  if (side.product->quantity < Decimal9()) {
    return base::fail_field(ErrorCode::value_range, field + "/quantity",
                            side.product->quantity.text());
  }
  return product(side.product->quantity.billionths(), side.product->price_cents.billionths(),
                 field);
}

Result<Money> difference(Money a, Money b, const std::string& field) {
  const Result<Money> out = base::checked_subtract(a, b);
  return out ? out : out_of_range(field);
}

Result<Money> sum(Money a, Money b) {
  const Result<Money> out = base::checked_add(a, b);
  return out ? out : out_of_range("/items");
}

Result<ItemVariance> item_variance(Kind kind, const Item& item, const std::string& field) {
  ItemVariance out;
  TRY(out.plan, amount_of(item.plan, field + "/plan"));
  TRY(out.actual, amount_of(item.actual, field + "/actual"));
  TRY_DO(difference(out.actual, out.plan, field));
  out.whole = variance(kind, out.plan, out.actual);
  if (item.plan.product && item.actual.product) {
    const I128 more =
        item.actual.product->price_cents.billionths() - item.plan.product->price_cents.billionths();
    TRY(out.price, product(item.actual.product->quantity.billionths(), more, field));
    TRY(out.volume, difference(out.whole.amount, *out.price, field));
  }
  return out;
}

bool in_one_measure(std::span<const Item> items) {
  return std::all_of(items.begin(), items.end(),
                     [&](const Item& one) { return one.measure == items.front().measure; });
}

// Σ(q_ai·Q_p − Q_a·q_pi)·s_i / Q_p; all numbers are billionths.
Result<void> add_mix(std::span<const Item> items, GroupVariance& group) {
  Integer actual;
  Integer planned;
  for (const Item& item : items) {
    actual += item.actual.product->quantity.billionths();
    planned += item.plan.product->quantity.billionths();
  }
  if (planned.sign() == 0) {
    return {};
  }
  Integer mix;
  for (const Item& item : items) {
    const Integer more = item.actual.product->quantity.billionths() * planned -
                         item.plan.product->quantity.billionths() * actual;
    mix += more * item.plan.product->price_cents.billionths();
  }
  const std::optional<I128> rounded = rounded_quotient(mix, planned * kSquare);
  const auto cents = rounded ? base::fitting(*rounded) : std::nullopt;
  if (!cents) {
    return out_of_range("/items");
  }
  group.mix = Money::from_cents(*cents);
  TRY(group.quantity, difference(*group.volume, *group.mix, "/items"));
  return {};
}

Explanation figure(std::string_view name, const std::optional<Money>& amount) {
  return {std::string(name), amount ? std::to_string(amount->cents()) : std::string(),
          ExplainedUnit::cents, name};
}

Explanation percent_figure(const Variance& whole) {
  return {"percent",
          whole.percent_hundredths ? base::fixed_text(*whole.percent_hundredths, 2) : std::string(),
          ExplainedUnit::number, "percent"};
}

Explanation explain_side(std::string name, const Side& side, Money amount) {
  Explanation out = Explanation::entered_cents(std::move(name), amount.cents());
  if (side.product) {
    out.formula = "product";
    out.inputs.push_back(Explanation::entered_number("quantity", side.product->quantity.text()));
    out.inputs.push_back({"price", side.product->price_cents.text(), ExplainedUnit::cents, {}, {}});
  }
  return out;
}

}  // namespace

std::string_view meaning_name(Meaning meaning) {
  switch (meaning) {
    case Meaning::favourable:
      return "favourable";
    case Meaning::adverse:
      return "adverse";
    case Meaning::not_planned:
      return "not-planned";
    case Meaning::none:
      break;
  }
  return "none";
}

Variance variance(Kind kind, Money plan, Money actual) {
  Variance out;
  out.amount = actual - plan;
  if (plan.is_zero()) {
    out.meaning = actual.is_zero() ? Meaning::none : Meaning::not_planned;
    return out;
  }
  if (!out.amount.is_zero()) {
    const bool more = !out.amount.is_negative();
    out.meaning = more == (kind == Kind::income) ? Meaning::favourable : Meaning::adverse;
  }
  // Of an amount of 64 bits, this fits.
  out.percent_hundredths = base::rounded_ratio(out.amount.cents(), 10'000,
                                               static_cast<I128>(base::magnitude(plan.cents())));
  return out;
}

std::optional<I128> executed_hundredths(Money plan, Money actual) {
  return plan.is_zero() ? std::nullopt
                        : base::rounded_ratio(actual.cents(), 10'000,
                                              static_cast<I128>(base::magnitude(plan.cents())));
}

Result<GroupVariance> variance(Kind kind, std::span<const Item> items) {
  GroupVariance out;
  out.price = Money();
  for (std::size_t i = 0; i < items.size(); ++i) {
    TRY(ItemVariance item, item_variance(kind, items[i], "/items/" + std::to_string(i)));
    TRY(out.plan, sum(out.plan, item.plan));
    TRY(out.actual, sum(out.actual, item.actual));
    if (item.price && out.price) {
      TRY(out.price, sum(*out.price, *item.price));
    } else {
      out.price.reset();
    }
    out.items.push_back(item);
  }
  TRY_DO(difference(out.actual, out.plan, "/items"));
  out.whole = variance(kind, out.plan, out.actual);
  if (out.price) {
    TRY(out.volume, difference(out.whole.amount, *out.price, "/items"));
    if (in_one_measure(items)) {
      TRY_DO(add_mix(items, out));
    }
  }
  return out;
}

Explanation explain(std::string name, Explanation plan, Explanation actual,
                    const ItemVariance& item) {
  return {std::move(name),
          std::to_string(item.whole.amount.cents()),
          ExplainedUnit::cents,
          "variance",
          {std::move(plan), std::move(actual), percent_figure(item.whole),
           figure("price", item.price), figure("volume", item.volume)}};
}

Explanation explain(std::span<const Item> items, const GroupVariance& group) {
  Explanation list{"items", {}, ExplainedUnit::cents, {}, {}};
  for (std::size_t i = 0; i < items.size(); ++i) {
    const ItemVariance& item = group.items[i];
    list.inputs.push_back(explain(items[i].id, explain_side("plan", items[i].plan, item.plan),
                                  explain_side("actual", items[i].actual, item.actual), item));
  }
  Explanation out{"variance",
                  std::to_string(group.whole.amount.cents()),
                  ExplainedUnit::cents,
                  "variances",
                  {std::move(list), percent_figure(group.whole), figure("price", group.price),
                   figure("volume", group.volume)}};
  if (in_one_measure(items)) {
    out.inputs.push_back(figure("mix", group.mix));
    out.inputs.push_back(figure("quantity", group.quantity));
  }
  return out;
}

}  // namespace saimnieks::control
