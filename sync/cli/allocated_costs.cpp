#include "sync/cli/allocated_costs.h"

#include <utility>

#include "core/scenario/answer.h"

namespace saimnieks::cli {

using base::Explanation;
using base::Result;
using model::LineKind;
using nlohmann::ordered_json;

costing::AccountPlace place_of(model::ServiceId service) {
  return {cube::ObjectKind::service, model::index(service)};
}

Result<AllocatedCosts::Side*> AllocatedCosts::side(value::CostPeriod period, LineKind kind) {
  const Key key(period.period, period.to_date, kind);
  if (const auto found = sides_.find(key); found != sides_.end()) {
    return &found->second;
  }
  TRY(costing::AllocatedSide made,
      costing::allocate_side(
          ledger_, cube_,
          {.period = period.period,
           .kind = kind,
           .version = kind == LineKind::plan ? version_ : std::nullopt,
           .reach = period.to_date ? costing::Reach::to_date : costing::Reach::period},
          procedure_));
  return &sides_.emplace(key, Side{std::move(made), {}, {}}).first->second;
}

Result<value::PeriodCost> AllocatedCosts::of(model::ServiceId service, value::CostPeriod period,
                                             LineKind kind) {
  TRY(const Side* side, this->side(period, kind));
  value::PeriodCost out;
  out.cost = costing::cost_of(side->allocated, place_of(service)).total();
  const auto provided = side->allocated.of.provided.find(service);
  if (provided != side->allocated.of.provided.end()) {
    out.provided = provided->second;
  }
  return out;
}

Result<std::vector<model::LineId>> AllocatedCosts::lines_behind(const costing::AccountPlace& place,
                                                                value::CostPeriod period,
                                                                LineKind kind) {
  TRY(const Side* side, this->side(period, kind));
  return costing::lines_behind(ledger_, cube_, side->allocated, place);
}

Result<Explanation> AllocatedCosts::explain(const costing::AccountPlace& place,
                                            value::CostPeriod period, LineKind kind,
                                            std::string name) {
  TRY(Side * side, this->side(period, kind));
  if (!side->lines) {
    TRY(side->lines, costing::AccountLines::read(ledger_, cube_, side->allocated.side));
    side->at = "/allocations/" + std::to_string(explained_.size()) + "/explanation";
    explained_.push_back(side);
  }
  return costing::explain(costing::cost_of(side->allocated, place), place, *side->lines,
                          std::move(name), side->at);
}

Result<ordered_json> AllocatedCosts::explained() const {
  ordered_json out = ordered_json::array();
  for (const Side* side : explained_) {
    TRY(const Explanation why, costing::explain(side->allocated, *side->lines, side->at));
    const costing::LedgerSide& of = side->allocated.side;
    out.push_back({{"period", of.period.iso()},
                   {"to_date", of.reach == costing::Reach::to_date},
                   {"side", std::string(model::name(of.kind))},
                   {"explanation", scenario::to_json(why)}});
  }
  return out;
}

}  // namespace saimnieks::cli
