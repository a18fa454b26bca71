#include "core/control/allocated_variance.h"

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "core/control/line_total.h"
#include "core/control/plan_and_actual.h"

namespace saimnieks::control {
namespace {

using base::ExplainedUnit;
using base::Explanation;
using base::Money;
using base::Result;
using costing::AllocatedSide;
using cube::Axis;
using ledger::Ledger;
using model::LineKind;
using model::ServiceId;

constexpr std::array<std::string_view, kCauses> kCauseNames{
    "price",        "volume",   "direct",      "not-planned",
    "not-happened", "indirect", "unallocated", "policies"};
constexpr std::array<std::string_view, 3> kKindNames{"service", "unallocated", "policies"};

Money& at(Causes& causes, Cause cause) { return causes[static_cast<std::size_t>(cause)]; }

costing::AccountPlace place_of(ServiceId service) {
  return {cube::ObjectKind::service, model::index(service)};
}

class Builder {
 public:
  Builder(const Ledger& ledger, AllocatedVariance& out) : ledger_(ledger), out_(out) {}

  Result<void> run() {
    for (const auto& [code, service] : services()) {
      TRY_DO(add_service(code, service));
    }
    TRY_DO(add_rest(AllocatedKind::unallocated, Cause::unallocated,
                    out_.plan.attribution.unallocated, out_.actual.attribution.unallocated));
    TRY_DO(add_rest(AllocatedKind::policies, Cause::policies, out_.plan.of.policies,
                    out_.actual.of.policies));
    TRY(out_.group, variance(Kind::cost, out_.items));
    for (const AllocatedRow& row : out_.rows) {
      for (std::size_t cause = 0; cause < kCauses; ++cause) {
        TRY(out_.bridge[cause], base::checked_add(out_.bridge[cause], row.causes[cause]));
      }
    }
    TRY(const GroupVariance parted, variance(Kind::cost, parted_));
    out_.mix = parted.mix;
    out_.quantity = parted.quantity;
    return {};
  }

 private:
  // Of both sides, by code.
  [[nodiscard]] std::map<std::string, ServiceId> services() const {
    std::map<std::string, ServiceId> out;
    for (const AllocatedSide* side : {&out_.plan, &out_.actual}) {
      for (const costing::AccountPlace& one : side->of.objects) {
        const ServiceId service{one.number};
        out.emplace(ledger_.services()[service].code, service);
      }
    }
    return out;
  }

  Result<void> add_service(const std::string& code, ServiceId service) {
    AllocatedRow row;
    row.service = service;
    row.plan = costing::cost_of(out_.plan, place_of(service));
    row.actual = costing::cost_of(out_.actual, place_of(service));
    if (row.plan.own.is_zero() && row.plan.attributed.is_zero() && row.actual.own.is_zero() &&
        row.actual.attributed.is_zero()) {
      return {};
    }
    const auto units = BothUnits::of(out_.plan.of.provided, out_.actual.of.provided, service);
    std::tie(row.own_plan, row.own_actual) = sides_of(row.plan.own, row.actual.own, units);
    at(row.causes, Cause::indirect) = row.actual.attributed - row.plan.attributed;
    TRY_DO(part_own(code, units, row));
    Item item{code, {}, {}, units ? units->measure() : std::string()};
    std::tie(item.plan, item.actual) = sides_of(row.plan.total(), row.actual.total(), units);
    out_.items.push_back(std::move(item));
    out_.rows.push_back(std::move(row));
    return {};
  }

  Result<void> part_own(const std::string& code, const std::optional<BothUnits>& units,
                        AllocatedRow& row) {
    const Money change = row.actual.own - row.plan.own;
    if (row.plan.own.is_zero()) {
      at(row.causes, Cause::not_planned) = change;
    } else if (row.actual.own.is_zero()) {
      at(row.causes, Cause::not_happened) = change;
    } else if (!row.own_plan.product) {
      at(row.causes, Cause::direct) = change;
    } else {
      parted_.push_back({code, row.own_plan, row.own_actual, units->measure()});
      TRY(const GroupVariance one, variance(Kind::cost, std::span(&parted_.back(), 1)));
      at(row.causes, Cause::price) = *one.price;
      at(row.causes, Cause::volume) = *one.volume;
    }
    return {};
  }

  Result<void> add_rest(AllocatedKind kind, Cause cause, Money plan, Money actual) {
    if (plan.is_zero() && actual.is_zero()) {
      return {};
    }
    AllocatedRow row;
    row.kind = kind;
    row.plan.own = plan;
    row.actual.own = actual;
    at(row.causes, cause) = actual - plan;
    out_.items.push_back({std::string(kind_name(kind)), {plan, {}}, {actual, {}}});
    out_.rows.push_back(std::move(row));
    return {};
  }

  const Ledger& ledger_;
  AllocatedVariance& out_;
  std::vector<Item> parted_;  // own costs with units
};

// What policies cost on one side, down to the lines.
Result<Explanation> explain_policies(const Ledger& ledger, const cube::Cube& cube,
                                     const costing::LedgerSide& side, std::string name) {
  const int year = side.period.year();
  cube::Query query;
  query.where.push_back({Axis::object, "policy"});
  query.compare = cube::Comparison{
      .base = {LineKind::plan, side.version, year},
      .other = {LineKind::actual, std::nullopt, year},
      .through_month = side.period.whole_year() ? cube::kWholeYear : side.period.month()};
  constexpr std::int32_t kAll = -1;
  LineTotal total(std::move(name));
  TRY_DO(
      total.add(ledger, cube.lines_behind(query, cube.pivot(query), kAll, 0,
                                          side.kind == LineKind::plan ? cube::Cube::Part::plan
                                                                      : cube::Cube::Part::actual)));
  return total.explanation();
}

Explanation cause_figure(std::string_view name, Money amount) {
  return {std::string(name), std::to_string(amount.cents()), ExplainedUnit::cents, "cause", {}};
}

void add_causes(const Causes& causes, Explanation& to) {
  for (std::size_t i = 0; i < kCauses; ++i) {
    to.inputs.push_back(cause_figure(kCauseNames[i], causes[i]));
  }
}

// Where the variances have a part of a row's cost.
std::vector<std::string> see_cost(const Item& item, bool plan, const char* part) {
  std::vector<std::string> out{"/explanation", "variance", "items", item.id,
                               plan ? "plan" : "actual"};
  if ((plan ? item.plan : item.actual).product) {
    out.emplace_back("cost");
  }
  out.emplace_back(part);
  return out;
}

// Own costs as a cause is computed from them: an amount, or what it is the product of.
Explanation own_side(const Item& item, bool plan, const Side& side) {
  Explanation out = Explanation::seen_cents(plan ? "own_plan" : "own_actual", side.amount.cents(),
                                            see_cost(item, plan, "own"));
  if (side.product) {
    Explanation cost =
        std::exchange(out, Explanation::entered_cents(out.name, side.amount.cents()));
    cost.name = "cost";
    out.formula = "product";
    Explanation quantity = Explanation::entered_number("quantity", side.product->quantity.text());
    if ((plan ? item.plan : item.actual).product) {
      quantity.see = see_cost(item, plan, "quantity");
      quantity.see.erase(quantity.see.end() - 2);  // it stands beside the cost
    }
    out.inputs = {std::move(quantity),
                  {"price", side.product->price_cents.text(), ExplainedUnit::cents, {}, {}},
                  std::move(cost)};
  }
  return out;
}

Explanation explain_bridge(const AllocatedVariance& found) {
  Explanation list{"rows", {}, ExplainedUnit::cents, {}, {}};
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    const AllocatedRow& row = found.rows[i];
    const Item& item = found.items[i];
    Explanation node{item.id,
                     std::to_string(found.group.items[i].whole.amount.cents()),
                     ExplainedUnit::cents,
                     {},
                     {}};
    if (row.kind == AllocatedKind::service) {
      node.formula = "bridged";
      node.inputs = {own_side(item, true, row.own_plan), own_side(item, false, row.own_actual),
                     Explanation::seen_cents("attributed_plan", row.plan.attributed.cents(),
                                             see_cost(item, true, "attributed")),
                     Explanation::seen_cents("attributed_actual", row.actual.attributed.cents(),
                                             see_cost(item, false, "attributed"))};
      add_causes(row.causes, node);
    } else {
      node.formula = "difference";
      node.inputs = {
          Explanation::seen_cents("actual", row.actual.own.cents(),
                                  {"/explanation", "variance", "items", item.id, "actual"}),
          Explanation::seen_cents("plan", row.plan.own.cents(),
                                  {"/explanation", "variance", "items", item.id, "plan"})};
    }
    list.inputs.push_back(std::move(node));
  }
  Explanation out{"bridge",
                  std::to_string(found.group.whole.amount.cents()),
                  ExplainedUnit::cents,
                  "bridge",
                  {std::move(list)}};
  add_causes(found.bridge, out);
  if (found.mix && found.quantity) {
    out.inputs.push_back(cause_figure("mix", *found.mix));
    out.inputs.push_back(cause_figure("quantity", *found.quantity));
  }
  return out;
}

}  // namespace

std::string_view cause_name(Cause cause) { return kCauseNames[static_cast<std::size_t>(cause)]; }
std::string_view kind_name(AllocatedKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

Result<AllocatedVariance> allocated_variance(const Ledger& ledger, const cube::Cube& cube,
                                             const AllocatedQuestion& question) {
  AllocatedVariance out;
  costing::LedgerSide side{.period = question.through,
                           .kind = LineKind::plan,
                           .version = question.version,
                           .reach = costing::Reach::to_date};
  TRY(out.plan, costing::allocate_side(ledger, cube, side, question.procedure));
  side.kind = LineKind::actual;
  side.version.reset();
  TRY(out.actual, costing::allocate_side(ledger, cube, side, question.procedure));
  TRY_DO(Builder(ledger, out).run());
  return out;
}

Result<AllocatedWhy> explain(const Ledger& ledger, const cube::Cube& cube,
                             const AllocatedVariance& found) {
  AllocatedWhy out;
  out.variances = explain(found.items, found.group);
  out.bridge = explain_bridge(found);
  constexpr std::array<const char*, 2> kSides{"plan", "actual"};
  for (std::size_t at_side = 0; at_side < kSides.size(); ++at_side) {
    const AllocatedSide& side = at_side == 0 ? found.plan : found.actual;
    TRY(const costing::AccountLines lines, costing::AccountLines::read(ledger, cube, side.side));
    const std::string at = std::string("/allocations/") + kSides[at_side];
    TRY((at_side == 0 ? out.plan : out.actual), costing::explain(side, lines, at));
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
      const AllocatedRow& row = found.rows[i];
      Explanation& node = out.variances.inputs[0].inputs[i].inputs[at_side];
      if (row.kind == AllocatedKind::unallocated) {
        node.see = {at, "allocation", "unallocated"};
        continue;
      }
      Explanation cost;
      if (row.kind == AllocatedKind::policies) {
        TRY(cost, explain_policies(ledger, cube, side.side, kSides[at_side]));
      } else {
        cost = costing::explain(at_side == 0 ? row.plan : row.actual, place_of(row.service), lines,
                                kSides[at_side], at);
      }
      if (node.formula.empty()) {
        node = std::move(cost);
      } else {
        cost.name = "cost";
        node.inputs.push_back(std::move(cost));
        explain_units(side.of.provided.at(row.service), node);
      }
    }
  }
  return out;
}

}  // namespace saimnieks::control
