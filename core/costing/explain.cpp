#include "core/costing/explain.h"

#include <string>
#include <utility>

#include "core/costing/rounding.h"
#include "core/costing/wiring.h"

namespace saimnieks::costing {
namespace {

using base::Decimal9;
using base::ExplainedUnit;
using base::Explanation;

Fixed share(Fixed gross, base::U128 weight, base::U128 sum) {
  const auto size = static_cast<Fixed>(
      base::divide(base::multiply(base::magnitude(gross), weight), sum).quotient.low);
  return gross < 0 ? -size : size;
}

Explanation gathered(std::string name) {
  return {std::move(name), {}, ExplainedUnit::cents, {}, {}};
}

std::string_view name_of(Method method) {
  return method == Method::direct      ? "direct"
         : method == Method::step_down ? "step-down"
                                       : "reciprocal";
}

// Each pool's own and received, in the order of closing.
Explanation explain_pools(const Network& network, const Wiring& wiring,
                          const Attribution& attribution, ExplainWeight explain_weight) {
  const auto count = static_cast<std::uint32_t>(wiring.pools.size());
  std::vector<Explanation> pools;
  for (const std::uint32_t pool : wiring.pools) {
    pools.push_back({network.pools[pool].id,
                     exact_text(attribution.gross_exact[pool], attribution.doubt),
                     ExplainedUnit::cents,
                     "gross",
                     {Explanation::entered_cents("own", network.pools[pool].own.cents())}});
  }
  for (std::uint32_t giver = 0; giver < count; ++giver) {
    const Fixed gross = attribution.gross_exact[wiring.pools[giver]];
    for (const Wiring::Link& link : wiring.of(giver)) {
      if (link.to < count) {
        pools[link.to].inputs.push_back(
            {network.pools[wiring.pools[giver]].id,
             exact_text(share(gross, link.weight, wiring.sums[giver]), attribution.doubt),
             ExplainedUnit::cents,
             "given",
             {explain_weight(link.use)}});
      }
    }
  }
  Explanation out = gathered("pools");
  for (const std::uint32_t pool : wiring.closing) {
    out.inputs.push_back(std::move(pools[pool]));
  }
  return out;
}

// What arrives at each object and what stays, with the cents of each part.
std::vector<Explanation> explain_arrivals(const Network& network, const Wiring& wiring,
                                          const Attribution& attribution,
                                          ExplainWeight explain_weight) {
  const auto cents = [](std::string name, base::Money amount, std::string_view formula) {
    return Explanation{
        std::move(name), std::to_string(amount.cents()), ExplainedUnit::cents, formula, {}};
  };
  std::vector<Explanation> out;
  for (const base::Money amount : attribution.attributed) {
    out.push_back(cents("attributed", amount, "attributed"));
  }
  out.push_back(cents("unallocated", attribution.unallocated, "attributed"));
  for (const Contribution& part : attribution.contributions) {
    out[part.object].inputs.push_back(
        cents(network.pools[part.pool].id, part.amount,
              part.object == network.objects.size() ? "kept" : "part"));
  }
  // Links stand by pool, and an object's parts by pool too: each receiver's next part is the next
  // of the links that lead to it.
  std::vector<std::size_t> next(network.objects.size());
  const auto count = static_cast<std::uint32_t>(wiring.pools.size());
  for (std::uint32_t pool = 0; pool < count; ++pool) {
    for (const Wiring::Link& link : wiring.of(pool)) {
      if (link.to >= count) {
        const std::uint32_t object = wiring.objects[link.to - count];
        out[object].inputs[next[object]++].inputs.push_back(explain_weight(link.use));
      }
    }
  }
  return out;
}

}  // namespace

std::string exact_text(Fixed amount, base::I128 doubt) {
  const base::I128 size = billionths(amount < 0 ? -amount : amount, doubt);
  return Decimal9::from_billionths(amount < 0 ? -size : size).text();
}

base::Result<Explanation> explain(const Network& network, Method method,
                                  const Attribution& attribution) {
  return explain(network, method, attribution, [&network](std::uint32_t use) {
    return Explanation::entered_number("weight", network.uses[use].weight.text());
  });
}

base::Result<Explanation> explain(const Network& network, Method method,
                                  const Attribution& attribution, ExplainWeight explain_weight) {
  TRY(const Wiring wiring,
      wire(network, method,
           method == Method::step_down ? std::optional(attribution.order) : std::nullopt));
  std::vector<Explanation> arrivals =
      explain_arrivals(network, wiring, attribution, explain_weight);
  Explanation objects = gathered("objects");
  for (const std::uint32_t object : wiring.objects) {
    const base::Money own = network.objects[object].own;
    objects.inputs.push_back(
        {network.objects[object].id,
         std::to_string((own + attribution.attributed[object]).cents()),
         ExplainedUnit::cents,
         "total",
         {Explanation::entered_cents("own", own.cents()), std::move(arrivals[object])}});
  }
  base::Money all;
  for (const Account& pool : network.pools) {
    all += pool.own;
  }
  return Explanation{"allocation",
                     std::to_string(all.cents()),
                     ExplainedUnit::cents,
                     name_of(method),
                     {explain_pools(network, wiring, attribution, explain_weight),
                      std::move(objects), std::move(arrivals.back())}};
}

}  // namespace saimnieks::costing
