// unit-cost: the sheet of a paid service.
#include "core/costing/unit_cost.h"

#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::Result;
using nlohmann::ordered_json;

Result<std::vector<costing::CostLine>> read_lines(const Node& scenario, std::string_view key) {
  TRY(const std::vector<Node> items, scenario.items(key));
  std::vector<costing::CostLine> out;
  for (const Node& item : items) {
    TRY_DO(item.has_only({"code", "cents"}));
    costing::CostLine line;
    TRY(line.code, item.text("code"));
    TRY(line.amount, item.cents("cents"));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

Result<ordered_json> unit_cost_answer(const costing::Sheet& sheet) {
  TRY(const costing::UnitCost cost, costing::unit_cost(sheet));
  return ordered_json{{"direct_cents", cost.direct.cents()},
                      {"indirect_cents", cost.indirect.cents()},
                      {"total_cents", cost.total.cents()},
                      {"price_cents", cents_or_null(cost.price)},
                      {"recovery_cents", cents_or_null(cost.recovery)},
                      {"explanation", to_json(costing::explain(sheet, cost))}};
}

Result<ordered_json> unit_cost(const Node& scenario) {
  TRY_DO(scenario.has_only({"direct", "indirect", "volume"}));
  costing::Sheet sheet;
  TRY(sheet.direct, read_lines(scenario, "direct"));
  TRY(sheet.indirect, read_lines(scenario, "indirect"));
  if (const auto volume = scenario.find("volume"); volume && !volume->is_null()) {
    TRY(sheet.volume, volume->decimal());
  }
  auto answer = unit_cost_answer(sheet);
  if (!answer) {
    return scenario.fail(answer.error());
  }
  return answer;
}

}  // namespace saimnieks::scenario
