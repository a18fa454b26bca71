#include "core/control/plan_and_actual.h"

#include <array>
#include <map>
#include <string>

#include "core/base/wide.h"
#include "core/control/line_total.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Decimal9;
using base::I128;
using base::Money;
using base::Result;
using cube::Axis;
using ledger::Ledger;
using model::LineKind;

// What was provided of one service.
struct Provided {
  I128 millionths = 0;
  std::string measure;
  bool known = false;
  bool mixed = false;  // in several measures, which can't be added

  void add(const model::Volume& volume) {
    mixed = mixed || (known && measure != volume.measure);
    measure = volume.measure;
    known = true;
    millionths += volume.quantity.millionths();
  }
};

// By service: of the plan, of what was.
using Volumes = std::map<std::uint32_t, std::array<Provided, 2>>;

Result<Volumes> volumes(const Ledger& ledger, const cube::Cube& cube,
                        const CompareQuestion& question) {
  const auto version = question.version ? question.version : cube.default_version();
  Volumes out;
  TRY_DO(ledger.each_fact<model::Volume>([&](const model::Volume& one) {
    const bool whole = question.through.whole_year() || question.through.month() == 12;
    const bool in_time = one.period.year() == question.through.year() &&
                         (whole || (!one.period.whole_year() && one.period <= question.through));
    const bool planned = one.version != model::kNoVersion;
    const bool in_cut = model::in_cut(ledger.units(), one.unit, question.below);
    if (!one.voided && one.kind == model::VolumeKind::provided && in_time && in_cut &&
        (!planned || one.version == version)) {
      out[model::index(one.service)][planned ? 0 : 1].add(one);
    }
  }));
  return out;
}

std::optional<Side::Product> product_by(const Provided& provided, Money amount) {
  constexpr I128 kBillionths = 1'000;  // in a millionth
  return provided.mixed
             ? std::nullopt
             : product_of(amount, Decimal9::from_billionths(provided.millionths * kBillionths));
}

cube::Query query_of(const cube::Cube& cube, const CompareQuestion& question) {
  const int year = question.through.year();
  cube::Query query;
  query.rows = {question.axis};
  if (question.below != model::kNoUnit) {
    query.where.push_back(filter_below(cube, question.below));
  }
  query.compare = cube::Comparison{
      .base = {LineKind::plan, question.version, year},
      .other = {LineKind::actual, std::nullopt, year},
      .through_month = question.through.whole_year() ? cube::kWholeYear : question.through.month()};
  return query;
}

}  // namespace

cube::Filter filter_below(const cube::Cube& cube, model::UnitId unit) {
  std::string path;
  for (const cube::Member& one : cube.lineage({Axis::unit, model::index(unit)})) {
    path += (path.empty() ? "" : "/") + cube.code_of(one);
  }
  return {Axis::unit, path};
}

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

Result<Compared> plan_and_actual(const Ledger& ledger, const cube::Cube& cube,
                                 const CompareQuestion& question) {
  Volumes provided;
  if (question.axis == Axis::service) {
    TRY(provided, volumes(ledger, cube, question));
  }
  const cube::Pivot pivot = cube.pivot(query_of(cube, question));
  Compared out;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    if (pivot.nodes[i].depth > 0) {
      continue;
    }
    const cube::Member& member = pivot.nodes[i].member;
    Item item{cube.code_of(member), {}, {}};
    item.plan.amount = Money::from_cents(pivot.cell(i, 0).plan_cents);
    item.actual.amount = Money::from_cents(pivot.cell(i, 0).actual_cents);
    const auto known = provided.find(member.id);
    if (known != provided.end() && known->second[0].measure == known->second[1].measure) {
      const auto plan = product_by(known->second[0], item.plan.amount);
      const auto actual = product_by(known->second[1], item.actual.amount);
      if (plan && actual) {
        item.plan.product = plan;
        item.actual.product = actual;
      }
    }
    out.items.push_back(std::move(item));
    out.members.push_back(member);
  }
  return out;
}

Result<base::Explanation> explain(const Ledger& ledger, const cube::Cube& cube,
                                  const CompareQuestion& question, const Compared& compared,
                                  const GroupVariance& group) {
  base::Explanation out = explain(compared.items, group);
  const cube::Query query = query_of(cube, question);
  const cube::Pivot pivot = cube.pivot(query);
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
      }
      ++side;
    }
  }
  return out;
}

}  // namespace saimnieks::control
