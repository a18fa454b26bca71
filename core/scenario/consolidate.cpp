// consolidate: totals above several units.
#include "core/costing/consolidate.h"

#include <unordered_map>

#include "core/scenario/answer.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

using Places = std::unordered_map<std::string, std::uint32_t>;

Result<std::vector<costing::UnitTotals>> read_units(const Node& scenario, Places& places) {
  TRY(const std::vector<Node> items, scenario.items("units"));
  std::vector<costing::UnitTotals> out;
  for (const Node& item : items) {
    TRY_DO(item.has_only({"id", "cost_cents", "income_cents"}));
    costing::UnitTotals unit;
    TRY(const Node id, item.member("id"));
    TRY(unit.id, id.id());
    TRY(unit.cost, item.cents("cost_cents"));
    TRY(unit.income, item.cents("income_cents"));
    places.emplace(unit.id, static_cast<std::uint32_t>(out.size()));
    out.push_back(std::move(unit));
  }
  return out;
}

Result<std::uint32_t> read_place(const Node& charge, std::string_view key, const Places& places) {
  TRY(const Node node, charge.member(key));
  TRY(const std::string id, node.text());
  const auto found = places.find(id);
  if (found == places.end()) {
    return node.fail(ErrorCode::id_unknown, id.substr(0, 64));
  }
  return found->second;
}

Result<std::vector<costing::Charge>> read_charges(const Node& scenario, const Places& places) {
  TRY(const std::vector<Node> items, scenario.items("charges"));
  std::vector<costing::Charge> out;
  for (const Node& item : items) {
    TRY_DO(item.has_only({"from", "to", "cents"}));
    costing::Charge charge;
    TRY(charge.from, read_place(item, "from", places));
    TRY(charge.to, read_place(item, "to", places));
    TRY(charge.amount, item.cents("cents"));
    out.push_back(charge);
  }
  return out;
}

}  // namespace

Result<ordered_json> consolidate(const Node& scenario) {
  TRY_DO(scenario.has_only({"units", "charges"}));
  Places places;
  TRY(const auto units, read_units(scenario, places));
  TRY(const auto charges, read_charges(scenario, places));
  const auto result = costing::consolidate(units, charges);
  if (!result) {
    return scenario.fail(result.error());
  }
  return ordered_json{{"cost_cents", result->cost.cents()},
                      {"income_cents", result->income.cents()},
                      {"eliminated_cents", result->eliminated.cents()},
                      {"explanation", to_json(costing::explain(units, charges, *result))}};
}

}  // namespace saimnieks::scenario
