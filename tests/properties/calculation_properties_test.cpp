// Laws of variance, schedules, appraisal and of the integers beneath them, against arithmetic that
// is exact in another way.
#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/base/integer.h"
#include "core/control/back_test.h"
#include "core/control/variance.h"
#include "core/costing/consolidate.h"
#include "core/costing/schedule.h"
#include "core/costing/unit_cost.h"
#include "core/value/alternatives.h"

namespace saimnieks {
namespace {

using base::Decimal9;
using base::I128;
using base::Integer;
using base::Money;
using Whole = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

Whole whole(I128 value) { return Whole(base::to_text(value)); }
Rational rational(Decimal9 value) {
  return Rational(whole(value.billionths()), Whole(Decimal9::kOne));
}
Rational rational(Money value) { return Rational(value.cents()); }

// Half away from zero.
Whole rounded(const Rational& value) {
  const Rational size = abs(value) + Rational(1, 2);
  const Whole out = numerator(size) / denominator(size);
  return value < 0 ? -out : out;
}

Money any_money(std::int64_t most) {
  return Money::from_cents(*rc::gen::inRange<std::int64_t>(-most, most + 1));
}

Decimal9 any_decimal(std::int64_t least, std::int64_t most) {
  const auto part = *rc::gen::element<std::int64_t>(0, 0, 1, 500'000'000, 333'333'333);
  return Decimal9::from_billionths(
      static_cast<I128>(*rc::gen::inRange(least, most)) * Decimal9::kOne + part);
}

// The same number in both kinds of arithmetic.
struct Twin {
  Integer ours;
  Whole theirs;
};

Twin any_integer() {
  Twin out{1, 1};
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    const auto factor = *rc::gen::arbitrary<std::int64_t>();
    const auto more = *rc::gen::arbitrary<std::int32_t>();
    out.ours = out.ours * factor + more;
    out.theirs = out.theirs * factor + more;
  }
  return out;
}

RC_GTEST_PROP(IntegerLaws, QuotientsAgreeWithAnotherArithmetic, ()) {
  const Twin a = any_integer();
  Twin b = any_integer();
  RC_PRE(b.theirs != 0);
  // So that many quotients are small, and near their halves.
  const auto factor = *rc::gen::inRange<std::int64_t>(-1'000, 1'000);
  const auto rest = *rc::gen::inRange<std::int64_t>(-2, 3);
  const Twin c{b.ours * factor * 2 + b.ours + rest, b.theirs * factor * 2 + b.theirs + rest};
  const auto check = [](const Twin& above, const Twin& below) {
    const Whole wanted = rounded(Rational(above.theirs) / Rational(below.theirs));
    const auto found = rounded_quotient(above.ours, below.ours);
    RC_ASSERT(found.has_value() == (abs(wanted) < Whole(1) << 127));
    RC_ASSERT(!found || whole(*found) == wanted);
  };
  check(a, b);
  check(c, b);
  check(c, {b.ours * 2, b.theirs * 2});
  RC_ASSERT((a.ours + b.ours) - b.ours == a.ours);
  RC_ASSERT(a.ours * (b.ours + c.ours) == a.ours * b.ours + a.ours * c.ours);
}

control::Side any_side(bool product) {
  if (!product) {
    return {any_money(1'000'000), {}};
  }
  return {{}, control::Side::Product{any_decimal(0, 1'000), any_decimal(-5, 10'000)}};
}

std::vector<control::Item> any_items() {
  const bool products = *rc::gen::inRange(0, 4) != 0;
  std::vector<control::Item> out;
  for (int i = *rc::gen::inRange(0, 7); i > 0; --i) {
    out.push_back({std::to_string(i), any_side(products || i > 3), any_side(products)});
  }
  return out;
}

RC_GTEST_PROP(VarianceLaws, PartsSumToTheWholeAndAreWhatTheFormulasSay, ()) {
  const auto items = any_items();
  const auto kind = *rc::gen::element(control::Kind::cost, control::Kind::income);
  const control::GroupVariance group = *control::variance(kind, items);
  Money whole;
  Rational mix;
  Rational planned;
  Rational actual;
  for (const control::Item& item : items) {
    planned += item.plan.product ? rational(item.plan.product->quantity) : Rational();
    actual += item.actual.product ? rational(item.actual.product->quantity) : Rational();
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const control::ItemVariance& item = group.items[i];
    whole += item.whole.amount;
    RC_ASSERT(item.actual - item.plan == item.whole.amount);
    const bool parts = items[i].plan.product && items[i].actual.product;
    RC_ASSERT(item.price.has_value() == parts && item.volume.has_value() == parts);
    if (parts) {
      const auto& p = *items[i].plan.product;
      const auto& a = *items[i].actual.product;
      RC_ASSERT(*item.price + *item.volume == item.whole.amount);
      RC_ASSERT(
          Whole(item.price->cents()) ==
          rounded((rational(a.price_cents) - rational(p.price_cents)) * rational(a.quantity)));
      if (planned != 0) {
        mix += (rational(a.quantity) - actual * rational(p.quantity) / planned) *
               rational(p.price_cents);
      }
    }
  }
  RC_ASSERT(group.whole.amount == whole);
  RC_ASSERT(group.actual - group.plan == whole);
  RC_ASSERT(group.price.has_value() == group.volume.has_value());
  RC_ASSERT(!group.price || *group.price + *group.volume == whole);
  RC_ASSERT(group.mix.has_value() == (group.price.has_value() && planned != 0));
  if (group.mix) {
    RC_ASSERT(*group.mix + *group.quantity == *group.volume);
    RC_ASSERT(Whole(group.mix->cents()) == rounded(mix));
  }
}

RC_GTEST_PROP(VarianceLaws, IncomeMeansTheOppositeOfCost, ()) {
  const Money plan = any_money(100);
  const Money actual = any_money(100);
  const auto cost = control::variance(control::Kind::cost, plan, actual);
  const auto income = control::variance(control::Kind::income, plan, actual);
  RC_ASSERT(cost.amount == income.amount);
  RC_ASSERT(cost.percent_hundredths == income.percent_hundredths);
  const bool judged = !plan.is_zero() && plan != actual;
  RC_ASSERT((cost.meaning != income.meaning) == judged);
}

RC_GTEST_PROP(ForecastLaws, AfterTheWholeYearTheYearIsKnown, ()) {
  control::PastYear year;
  for (std::size_t i = 0; i < 12; ++i) {
    year.plan[i] = any_money(1'000'000);
    year.actual[i] = any_money(1'000'000);
  }
  const auto tests = *control::back_test(std::span(&year, 1), 12);
  RC_ASSERT(*tests[0].error == Money());
  RC_ASSERT(!tests[1].error || *tests[1].error == Money());
  RC_ASSERT(*tests[2].error == Money());
}

RC_GTEST_PROP(ScheduleLaws, DepreciationLosesNoCent, ()) {
  const Money amount = any_money(INT64_MAX / 2);
  const auto share = *rc::gen::inRange<std::int64_t>(0, 101);
  const Money residual = Money::from_cents(amount.cents() / 100 * share);
  const auto periods = *rc::gen::inRange<std::int64_t>(1, 400);
  const auto due = *costing::schedule(costing::StraightLine{amount, residual, periods});
  Money sum = residual;
  for (const Money each : due) {
    sum += each;
  }
  RC_ASSERT(sum == amount);
}

RC_GTEST_PROP(ScheduleLaws, EachMonthIsRoundedOnceFromTheExactAmount, ()) {
  costing::Regular cost{any_money(1'000'000'000),
                        *base::Period::month(2026, 1),
                        *base::Period::month(2026, 12),
                        *rc::gen::inRange<std::int64_t>(1, 14),
                        {}};
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    cost.index.push_back(
        {*base::Period::month(2026, *rc::gen::inRange(1, 13)), any_decimal(-900'000, 900'000)});
  }
  const auto due = *costing::schedule(cost);
  for (const model::Instalment& each : due) {
    Rational exact = rational(cost.amount);
    for (const model::IndexStep& step : cost.index) {
      if (step.from <= each.period) {
        exact *= 1 + rational(step.ppm) / 1'000'000;
      }
    }
    RC_ASSERT(Whole(each.amount.cents()) == rounded(exact));
  }
}

RC_GTEST_PROP(UnitCostLaws, ThePriceIsWithinHalfACentOfTheCost, ()) {
  costing::Sheet sheet;
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    sheet.direct.push_back({"", any_money(10'000'000)});
    sheet.indirect.push_back({"", any_money(10'000)});
  }
  sheet.volume = any_decimal(1, 100'000);
  const costing::UnitCost cost = *costing::unit_cost(sheet);
  RC_ASSERT(Whole(cost.price->cents()) == rounded(rational(cost.total) / rational(*sheet.volume)));
  RC_ASSERT(Whole(cost.recovery->cents()) ==
            rounded(rational(*cost.price) * rational(*sheet.volume)) - cost.total.cents());
}

RC_GTEST_PROP(ConsolidationLaws, TheBalanceStaysWhatItWas, ()) {
  std::vector<costing::UnitTotals> units;
  Money balance;
  for (int i = 0; i < 4; ++i) {
    units.push_back({std::to_string(i), Money::from_cents(*rc::gen::inRange(0, 1'000)),
                     Money::from_cents(*rc::gen::inRange(0, 1'000))});
    balance += units.back().income - units.back().cost;
  }
  std::vector<costing::Charge> charges;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    charges.push_back({*rc::gen::inRange(0U, 4U), *rc::gen::inRange(0U, 4U),
                       Money::from_cents(*rc::gen::inRange(0, 300))});
  }
  const auto out = costing::consolidate(units, charges);
  RC_PRE(out.has_value());
  RC_ASSERT(out->income - out->cost == balance);
  RC_ASSERT(!out->income.is_negative() && !out->cost.is_negative());
}

std::vector<value::Year> any_years() {
  std::vector<value::Year> out;
  for (int i = *rc::gen::inRange(1, 9); i > 0; --i) {
    const bool cost = *rc::gen::arbitrary<bool>();
    const Money amount = Money::from_cents(*rc::gen::inRange<std::int64_t>(0, 100'000));
    out.push_back(cost ? value::Year{amount, {}} : value::Year{{}, amount});
  }
  return out;
}

Rational present(std::span<const value::Year> years, const Rational& growth) {
  Rational out;
  Rational factor = 1;
  for (const value::Year& year : years) {
    out += (rational(year.benefit) - rational(year.cost)) * factor;
    factor /= growth;
  }
  return out;
}

RC_GTEST_PROP(AppraisalLaws, PresentValueAndRateAreExactToTheLastDigit, ()) {
  const auto years = any_years();
  const Decimal9 rate = any_decimal(-900'000, 2'000'000);
  const value::Appraisal out = *value::appraise(rate, years);
  RC_ASSERT(Whole(out.npv.cents()) == rounded(present(years, 1 + rational(rate) / 1'000'000)));
  if (out.irr.state == value::RateState::unique && out.irr.ppm > -1'000'000) {
    const Rational half(1, 2'000'000);
    const Rational growth = 1 + Rational(whole(out.irr.ppm), Whole(1'000'000));
    RC_ASSERT(present(years, growth - half) * present(years, growth + half) <= 0);
  }
}

RC_GTEST_PROP(AppraisalLaws, ScaledFlowsHaveTheSameRateAndPayback, ()) {
  auto years = any_years();
  const value::Appraisal one = *value::appraise(Decimal9::from_integer(50'000), years);
  for (value::Year& year : years) {
    year.cost = *base::checked_multiply(year.cost, 1'000);
    year.benefit = *base::checked_multiply(year.benefit, 1'000);
  }
  const value::Appraisal thousand = *value::appraise(Decimal9::from_integer(50'000), years);
  RC_ASSERT(one.irr.ppm == thousand.irr.ppm && one.irr.state == thousand.irr.state);
  RC_ASSERT(one.payback == thousand.payback);
  RC_ASSERT(one.discounted_payback == thousand.discounted_payback);
  RC_ASSERT(one.ratio == thousand.ratio && one.net_return == thousand.net_return);
}

RC_GTEST_PROP(AppraisalLaws, ALongerPaybackIsTheDiscountedOne, ()) {
  const auto years = any_years();
  const value::Appraisal out = *value::appraise(Decimal9::from_integer(80'000), years);
  RC_PRE(!years.front().cost.is_zero());
  RC_ASSERT(!out.discounted_payback || !out.payback || *out.discounted_payback >= *out.payback);
}

}  // namespace
}  // namespace saimnieks
