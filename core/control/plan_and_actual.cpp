#include "core/control/plan_and_actual.h"

#include <algorithm>
#include <string>

#include "core/base/wide.h"
#include "core/control/line_total.h"

namespace saimnieks::control {
namespace {

using base::Decimal9;
using base::I128;
using base::Money;
using base::Result;
using cube::Axis;
using ledger::Ledger;
using model::LineKind;

costing::LedgerSide side_of(const CompareQuestion& question, LineKind kind) {
  return {.period = question.through,
          .kind = kind,
          .version = kind == LineKind::plan ? question.version : std::nullopt,
          .reach = costing::Reach::to_date};
}

// Units of services by the plan, and such as were provided.
struct Provided {
  costing::UnitsByService plan;
  costing::UnitsByService actual;

  static Result<Provided> read(const Ledger& ledger, const cube::Cube& cube,
                               const CompareQuestion& question) {
    Provided out;
    const bool of_channels =
        std::any_of(question.where.begin(), question.where.end(),
                    [](const cube::Filter& one) { return one.axis == Axis::channel; });
    if (question.axis == Axis::service && !of_channels) {
      TRY(out.plan,
          costing::units_provided(ledger, cube, side_of(question, LineKind::plan), question.below));
      TRY(out.actual, costing::units_provided(ledger, cube, side_of(question, LineKind::actual),
                                              question.below));
    }
    return out;
  }
};

// Nothing without units, or where the price does not give the amount again.
std::optional<Side::Product> product_of(Money amount, Decimal9 units) {
  constexpr I128 kOne = Decimal9::kOne;
  const I128 quantity = units.billionths();
  if (quantity <= 0) {
    return std::nullopt;
  }
  const auto price = base::rounded_ratio(I128{amount.cents()} * kOne, kOne, quantity);
  const auto again = price ? base::rounded_ratio(quantity, *price, kOne * kOne) : std::nullopt;
  return again == I128{amount.cents()}
             ? std::optional(Side::Product{units, Decimal9::from_billionths(*price)})
             : std::nullopt;
}

}  // namespace

cube::Filter filter_below(const cube::Cube& cube, model::UnitId unit) {
  std::string path;
  for (const cube::Member& one : cube.lineage({Axis::unit, model::index(unit)})) {
    path += (path.empty() ? "" : "/") + cube.code_of(one);
  }
  return {Axis::unit, path};
}

std::optional<BothUnits> BothUnits::of(const costing::UnitsByService& plan,
                                       const costing::UnitsByService& actual,
                                       model::ServiceId service) {
  const auto planned = plan.find(service);
  const auto provided = actual.find(service);
  const bool known = planned != plan.end() && provided != actual.end();
  return known && planned->second.measures.size() == 1 &&
                 planned->second.measures == provided->second.measures
             ? std::optional(BothUnits{&planned->second, &provided->second})
             : std::nullopt;
}

std::pair<Side, Side> sides_of(Money plan, Money actual, const std::optional<BothUnits>& units) {
  std::pair<Side, Side> out{{plan, {}}, {actual, {}}};
  if (units) {
    const auto planned = product_of(plan, units->plan->quantity);
    const auto provided = product_of(actual, units->actual->quantity);
    if (planned && provided) {
      out.first.product = planned;
      out.second.product = provided;
    }
  }
  return out;
}

void explain_units(const costing::UnitsProvided& units, base::Explanation& side) {
  for (base::Explanation& input : side.inputs) {
    if (!side.formula.empty() && input.name == "quantity") {
      input = costing::explain(units, "quantity");
    }
  }
}

cube::Query compared_query(const cube::Cube& cube, const CompareQuestion& question) {
  const int year = question.through.year();
  cube::Query query;
  query.rows = {question.axis};
  query.where = question.where;
  if (question.below != model::kNoUnit) {
    query.where.push_back(filter_below(cube, question.below));
  }
  query.compare = cube::Comparison{
      .base = {LineKind::plan, question.version, year},
      .other = {LineKind::actual, std::nullopt, year},
      .through_month = question.through.whole_year() ? cube::kWholeYear : question.through.month()};
  return query;
}

Result<Compared> plan_and_actual(const Ledger& ledger, const cube::Cube& cube,
                                 const CompareQuestion& question) {
  TRY(const Provided provided, Provided::read(ledger, cube, question));
  const cube::Pivot pivot = cube.pivot(compared_query(cube, question));
  Compared out;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    if (pivot.nodes[i].depth > 0) {
      continue;
    }
    const cube::Member& member = pivot.nodes[i].member;
    const auto units = BothUnits::of(provided.plan, provided.actual, model::ServiceId{member.id});
    auto [plan, actual] = sides_of(Money::from_cents(pivot.cell(i, 0).plan_cents),
                                   Money::from_cents(pivot.cell(i, 0).actual_cents), units);
    out.items.push_back(
        {cube.code_of(member), plan, actual, units ? units->measure() : std::string()});
    out.members.push_back(member);
  }
  return out;
}

Result<base::Explanation> explain(const Ledger& ledger, const cube::Cube& cube,
                                  const CompareQuestion& question, const Compared& compared,
                                  const GroupVariance& group) {
  base::Explanation out = explain(compared.items, group);
  const cube::Query query = compared_query(cube, question);
  const cube::Pivot pivot = cube.pivot(query);
  TRY(const Provided provided, Provided::read(ledger, cube, question));
  auto item = out.inputs[0].inputs.begin();
  for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
    if (pivot.nodes[node].depth > 0) {
      continue;
    }
    auto side = (item++)->inputs.begin();  // of the plan, then of what was
    for (const auto part : {cube::Cube::Part::plan, cube::Cube::Part::actual}) {
      LineTotal total("lines");
      TRY_DO(total.add(ledger,
                       cube.lines_behind(query, pivot, static_cast<std::int32_t>(node), 0, part)));
      if (side->formula.empty()) {
        side->formula = total.explanation().formula;
        side->inputs = total.explanation().inputs;
      } else {
        side->inputs.push_back(total.explanation());
        const auto& units = part == cube::Cube::Part::plan ? provided.plan : provided.actual;
        explain_units(units.at(model::ServiceId{pivot.nodes[node].member.id}), *side);
      }
      ++side;
    }
  }
  return out;
}

}  // namespace saimnieks::control
