#include "core/costing/allocated_side.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/costing/driver_weights.h"
#include "core/costing/explain.h"

namespace saimnieks::costing {

using base::ExplainedUnit;
using base::Explanation;
using base::Result;

namespace {

// Leaves out the pools of the ledger that the network does without.
void keep_present(const ledger::Ledger& ledger, const Network& network,
                  std::vector<std::string>& order) {
  std::set<std::string> idle;
  for (std::uint32_t i = 0; i < ledger.resources().size(); ++i) {
    idle.insert(pool_id(ledger, {cube::ObjectKind::resource, i}));
  }
  for (std::uint32_t i = 0; i < ledger.units().size(); ++i) {
    idle.insert(pool_id(ledger, {cube::ObjectKind::management, i}));
  }
  for (const Account& pool : network.pools) {
    idle.erase(pool.id);
  }
  order.erase(std::remove_if(order.begin(), order.end(),
                             [&](const std::string& id) { return idle.count(id) > 0; }),
              order.end());
}

Result<Attribution> attribute(const Network& network, const Procedure& procedure) {
  if (!procedure.order) {
    return allocate(network, procedure.method);
  }
  TRY(std::vector<std::uint32_t> pools, order_of(network, *procedure.order));
  return allocate(network, procedure.method, std::move(pools));
}

}  // namespace

Result<AllocatedSide> allocate_side(const ledger::Ledger& ledger, const cube::Cube& cube,
                                    const LedgerSide& side, const Procedure& procedure) {
  AllocatedSide out{side, procedure, {}, {}};
  TRY(out.of, read_network(ledger, cube, side));
  if (out.procedure.order) {
    keep_present(ledger, out.of.network, *out.procedure.order);
  }
  auto attribution = attribute(out.of.network, out.procedure);
  if (!attribution) {
    base::Error error = std::move(attribution).error();
    error.field.clear();
    return tl::unexpected(std::move(error));
  }
  out.attribution = std::move(*attribution);
  return out;
}

namespace {

// The pools whose cost reaches the account at this place of the network.
std::vector<std::size_t> pools_reaching(const AllocatedSide& allocated, std::size_t account) {
  const Network& network = allocated.of.network;
  std::vector<std::size_t> closed(network.pools.size());
  for (std::size_t i = 0; i < allocated.attribution.order.size(); ++i) {
    closed[allocated.attribution.order[i]] = i;
  }
  const auto passes_on = [&](const Use& use) {
    return use.to >= network.pools.size() || allocated.procedure.method == Method::reciprocal ||
           (allocated.procedure.method == Method::step_down && closed[use.from] < closed[use.to]);
  };
  std::vector<std::vector<std::uint32_t>> givers(network.pools.size() + network.objects.size());
  for (const Use& use : network.uses) {
    if (passes_on(use)) {
      givers[use.to].push_back(use.from);
    }
  }
  std::vector<bool> reached(givers.size());
  std::vector<std::size_t> out{account};
  reached[account] = true;
  for (std::size_t next = 0; next < out.size(); ++next) {
    for (const std::uint32_t giver : givers[out[next]]) {
      if (!reached[giver]) {
        reached[giver] = true;
        out.push_back(giver);
      }
    }
  }
  return out;
}

}  // namespace

std::vector<model::LineId> lines_behind(const ledger::Ledger& ledger, const cube::Cube& cube,
                                        const AllocatedSide& allocated, const AccountPlace& place) {
  const LedgerNetwork& of = allocated.of;
  const auto place_at = [&of](std::size_t account) {
    return account < of.pools.size() ? of.pools[account] : of.objects[account - of.pools.size()];
  };
  std::set<std::pair<cube::ObjectKind, std::uint32_t>> accounts{{place.kind, place.number}};
  for (std::size_t i = 0; i < of.pools.size() + of.objects.size(); ++i) {
    if (!(place_at(i) == place)) {
      continue;
    }
    for (const std::size_t account : pools_reaching(allocated, i)) {
      accounts.emplace(place_at(account).kind, place_at(account).number);
    }
  }
  constexpr std::int32_t kAll = -1;
  const cube::Query query = query_of(ledger, allocated.side, {}, nullptr);
  std::vector<model::LineId> out =
      cube.lines_behind(query, cube.pivot(query), kAll, 0, part_of(allocated.side));
  out.erase(
      std::remove_if(out.begin(), out.end(),
                     [&](model::LineId line) {
                       const auto row = cube.row(line);
                       const auto account = row ? account_of(*row) : std::nullopt;
                       return !account || accounts.count({account->kind, account->number}) == 0;
                     }),
      out.end());
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

Result<Explanation> explain(const AllocatedSide& allocated, const AccountLines& lines,
                            const std::string& at) {
  const LedgerNetwork& of = allocated.of;
  TRY(Explanation out,
      explain(of.network, allocated.procedure.method, allocated.attribution,
              [&](std::uint32_t use) { return explain_weight(of, lines, use, at); }));
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
