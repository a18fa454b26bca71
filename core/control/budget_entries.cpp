#include "core/control/budget_entries.h"

#include <algorithm>
#include <span>

#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Money;
using base::Result;
using cube::Axis;
using ledger::Ledger;

// Lines say their documents only where they are stored, so they are read only when there are orders
// that they may have paid.
Result<void> add_payments(const Ledger& ledger, const cube::Cube& cube, const BudgetCut& cut,
                          EntriesByPlace& places) {
  constexpr std::size_t kAtOnce = 4096;  // whole lines in memory
  constexpr std::int32_t kAll = -1;
  cube::Query query;
  query.where = {cube::filter(Axis::year, std::to_string(cut.through.year())),
                 cube::filter(Axis::basis, model::name(model::Basis::budget))};
  const std::vector<model::LineId> behind =
      cube.lines_behind(query, cube.pivot(query), kAll, 0, cube::Cube::Part::actual);
  for (std::size_t at = 0; at < behind.size(); at += kAtOnce) {
    const auto some = std::span(behind).subspan(at, std::min(kAtOnce, behind.size() - at));
    TRY(const std::vector<model::Line> lines, ledger.lines(some));
    for (const model::Line& line : lines) {
      const auto place = places.find({line.row.unit, line.row.source});
      if (line.document.empty() || place == places.end()) {
        continue;
      }
      const auto order = place->second.orders.find(line.document);
      TRY(const base::Period period, base::Period::from_packed(line.row.period));
      if (order != place->second.orders.end() && cut.holds(line.row.unit, period)) {
        order->second.paid.push_back({line.uuid, period, line.amount()});
      }
    }
  }
  return {};
}

}  // namespace

bool BudgetCut::holds(model::UnitId unit, base::Period period) const {
  const bool in_time = period.year() == through.year() &&
                       (through.whole_year() || period.month() <= through.month());
  return in_time && model::in_cut(ledger.units(), unit, below);
}

Result<EntriesByPlace> budget_entries(const Ledger& ledger, const cube::Cube& cube,
                                      base::Period through, model::UnitId below) {
  const BudgetCut cut{ledger, through, below};
  EntriesByPlace out;
  std::map<base::Uuid, model::Appropriation> appropriations;
  TRY_DO(ledger.each_fact<model::Appropriation>([&](const model::Appropriation& one) {
    if (one.voided) {
      return;
    }
    appropriations.emplace(one.uuid, one);
    if (cut.holds(one.unit, one.period)) {
      out[{one.unit, one.source}].granted.push_back({one.uuid, one.period, one.amount_cents});
    }
  }));
  const auto amend = [&](const base::Uuid& row, const base::Uuid& of, Money amount) {
    const auto found = appropriations.find(of);
    if (found != appropriations.end() && cut.holds(found->second.unit, found->second.period)) {
      const model::Appropriation& to = found->second;
      out[{to.unit, to.source}].amended.push_back({row, to.period, amount});
    }
  };
  TRY_DO(ledger.each_fact<model::Amendment>([&](const model::Amendment& one) {
    if (!one.voided) {
      // A transfer takes away here what it brings there.
      const bool moves = !one.to_appropriation.uuid.is_nil();
      amend(one.uuid, one.appropriation.uuid, moves ? -one.amount_cents : one.amount_cents);
      amend(one.uuid, one.to_appropriation.uuid, one.amount_cents);
    }
  }));
  bool documents = false;
  TRY_DO(ledger.each_fact<model::Commitment>([&](const model::Commitment& one) {
    if (one.voided || !cut.holds(one.unit, one.period)) {
      return;
    }
    documents = documents || !one.document.empty();
    BudgetEntries& of = out[{one.unit, one.source}];
    (one.document.empty() ? of.without_document : of.orders[one.document].ordered)
        .push_back({one.uuid, one.period, one.amount_cents});
  }));
  if (documents) {
    TRY_DO(add_payments(ledger, cube, cut, out));
  }
  return out;
}

}  // namespace saimnieks::control
