// split: an amount over weights.
#include "core/costing/split.h"

#include "core/scenario/answer.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {

base::Result<nlohmann::ordered_json> split(const Node& scenario) {
  TRY_DO(scenario.has_only({"cents", "weights"}));
  TRY(const Node cents, scenario.member("cents"));
  TRY(const base::Money amount, cents.cents());
  TRY(const Node list, scenario.member("weights"));
  TRY(const std::vector<Node> items, list.items());
  std::vector<base::Decimal9> weights;
  weights.reserve(items.size());
  for (const Node& item : items) {
    TRY(const base::Decimal9 weight, item.decimal());
    weights.push_back(weight);
  }
  const auto result = costing::split(amount, weights);
  if (!result) {
    return scenario.fail(result.error());
  }
  nlohmann::ordered_json parts = nlohmann::ordered_json::array();
  for (const base::Money part : result->parts) {
    parts.push_back(part.cents());
  }
  return nlohmann::ordered_json{
      {"parts_cents", std::move(parts)},
      {"unallocated_cents", result->unallocated.cents()},
      {"explanation", to_json(costing::explain(amount, weights, *result))}};
}

}  // namespace saimnieks::scenario
