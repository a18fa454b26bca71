// schedule: a regular cost month by month, or depreciation period by period.
#include "core/costing/schedule.h"

#include "core/scenario/answer.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

constexpr std::int64_t kMost = costing::kMostPeriods;

Result<base::Period> read_month(const Node& node, std::string_view key) {
  TRY(const Node member, node.member(key));
  TRY(const std::string text, member.text());
  const auto period = base::Period::parse(text);
  if (!period || period->whole_year()) {
    return member.fail(ErrorCode::period_invalid, text.substr(0, 64));
  }
  return *period;
}

Result<ordered_json> straight_line(const Node& scenario) {
  TRY_DO(scenario.has_only({"method", "amount_cents", "residual_cents", "periods"}));
  costing::StraightLine cost;
  TRY(cost.amount, scenario.cents("amount_cents"));
  if (scenario.find("residual_cents")) {
    TRY(cost.residual, scenario.cents("residual_cents"));
  }
  TRY(const Node periods_node, scenario.member("periods"));
  TRY(cost.periods, periods_node.integer(1, kMost));
  const auto due = costing::schedule(cost);
  if (!due) {
    return scenario.fail(due.error());
  }
  ordered_json periods = ordered_json::array();
  for (const base::Money amount : *due) {
    periods.push_back({{"period", periods.size() + 1}, {"cents", amount.cents()}});
  }
  return ordered_json{{"periods", std::move(periods)},
                      {"explanation", to_json(costing::explain(cost, *due))}};
}

Result<ordered_json> regular(const Node& scenario) {
  TRY_DO(scenario.has_only({"method", "amount_cents", "from", "to", "every_months", "index"}));
  costing::Regular cost;
  TRY(cost.amount, scenario.cents("amount_cents"));
  TRY(cost.from, read_month(scenario, "from"));
  TRY(cost.to, read_month(scenario, "to"));
  TRY(const Node every, scenario.member("every_months"));
  TRY(cost.every_months, every.integer(1, kMost));
  if (scenario.find("index")) {
    TRY(const std::vector<Node> steps, scenario.items("index"));
    for (const Node& step : steps) {
      TRY_DO(step.has_only({"from", "ppm"}));
      model::IndexStep out;
      TRY(out.from, read_month(step, "from"));
      TRY(out.ppm, step.decimal("ppm"));
      cost.index.push_back(out);
    }
  }
  const auto due = costing::schedule(cost);
  if (!due) {
    return scenario.fail(due.error());
  }
  ordered_json periods = ordered_json::array();
  for (const model::Instalment& each : *due) {
    periods.push_back({{"period", each.period.iso()}, {"cents", each.amount.cents()}});
  }
  return ordered_json{{"periods", std::move(periods)},
                      {"explanation", to_json(costing::explain(cost, *due))}};
}

}  // namespace

Result<ordered_json> schedule(const Node& scenario) {
  TRY(const Node method, scenario.member("method"));
  TRY(const std::string name, method.text());
  if (name == "straight-line") {
    return straight_line(scenario);
  }
  if (name == "regular") {
    return regular(scenario);
  }
  return method.fail(ErrorCode::value_range, name.substr(0, 64));
}

}  // namespace saimnieks::scenario
