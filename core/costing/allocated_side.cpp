#include "core/costing/allocated_side.h"

#include <map>
#include <utility>

#include "core/costing/explain.h"

namespace saimnieks::costing {

using base::ExplainedUnit;
using base::Explanation;
using base::Result;

Result<AllocatedSide> allocate_side(const ledger::Ledger& ledger, const cube::Cube& cube,
                                    const LedgerSide& side, Method method) {
  AllocatedSide out{side, method, {}, {}};
  TRY(out.of, read_network(ledger, cube, side));
  auto attribution = allocate(out.of.network, method);
  if (!attribution) {
    base::Error error = std::move(attribution).error();
    error.field.clear();
    return tl::unexpected(std::move(error));
  }
  out.attribution = std::move(*attribution);
  return out;
}

AttributedCost cost_of(const AllocatedSide& allocated, const AccountPlace& place) {
  AttributedCost out;
  const LedgerNetwork& of = allocated.of;
  for (std::size_t i = 0; i < of.pools.size(); ++i) {
    if (of.pools[i] == place) {
      out.own = of.network.pools[i].own;
      out.attributed = allocated.attribution.gross[i] - out.own;
      out.account = of.network.pools[i].id;
      out.gross = exact_text(allocated.attribution.gross_exact[i], allocated.attribution.doubt);
    }
  }
  for (std::size_t i = 0; i < of.objects.size(); ++i) {
    if (!(of.objects[i] == place)) {
      continue;
    }
    out.own = of.network.objects[i].own;
    out.attributed = allocated.attribution.attributed[i];
    out.account = of.network.objects[i].id;
    for (const Contribution& one : allocated.attribution.contributions) {
      if (one.object == i && !one.amount.is_zero()) {
        out.parts.push_back({of.network.pools[one.pool].id, one.amount});
      }
    }
  }
  return out;
}

Explanation explain(const AttributedCost& cost, const AccountPlace& place,
                    const AccountLines& lines, std::string name, const std::string& at) {
  Explanation attributed = Explanation::entered_cents("attributed", cost.attributed.cents());
  if (!cost.parts.empty()) {
    attributed.formula = "total";
    for (const CostLine& part : cost.parts) {
      attributed.inputs.push_back(Explanation::seen_cents(part.code, part.amount.cents(),
                                                          see_part(at, cost.account, part.code)));
    }
  } else if (!cost.gross.empty()) {
    const std::vector<std::string> pool{at, "allocation", "pools", cost.account};
    std::vector<std::string> own = pool;
    own.emplace_back("own");
    attributed.formula = "received";
    attributed.inputs = {{"gross", cost.gross, ExplainedUnit::cents, {}, {}, pool},
                         Explanation::seen_cents("own", cost.own.cents(), std::move(own))};
  }
  return {std::move(name),
          std::to_string(cost.total().cents()),
          ExplainedUnit::cents,
          "total",
          {lines.explain(place, "own"), std::move(attributed)}};
}

std::vector<std::string> see_part(const std::string& at, const std::string& account,
                                  const std::string& pool) {
  return {at, "allocation", "objects", account, "attributed", pool};
}

Result<Explanation> explain(const AllocatedSide& allocated, const AccountLines& lines) {
  const LedgerNetwork& of = allocated.of;
  TRY(Explanation out, explain(of.network, allocated.method, allocated.attribution));
  std::map<std::string_view, AccountPlace> places;
  for (std::size_t i = 0; i < of.pools.size(); ++i) {
    places.emplace(of.network.pools[i].id, of.pools[i]);
  }
  for (std::size_t i = 0; i < of.objects.size(); ++i) {
    places.emplace(of.network.objects[i].id, of.objects[i]);
  }
  for (const std::size_t accounts : {0U, 1U}) {  // pools, objects
    for (Explanation& account : out.inputs[accounts].inputs) {
      account.inputs[0] = lines.explain(places.at(account.name), "own");
    }
  }
  return out;
}

}  // namespace saimnieks::costing
