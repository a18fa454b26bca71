// allocate: the costs of pools over what uses them.
#include <unordered_map>

#include "core/costing/allocation.h"
#include "core/costing/explain.h"
#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::ErrorCode;
using base::Result;
using costing::Method;
using nlohmann::ordered_json;

using Places = std::unordered_map<std::string, std::uint32_t>;

struct Question {
  Method method = Method::direct;
  std::optional<std::vector<std::uint32_t>> order;
  costing::Network network;
};

Result<Method> read_method(const Node& scenario) {
  TRY(const Node node, scenario.member("method"));
  TRY(const std::string name, node.text());
  if (const auto method = allocation_method(name)) {
    return *method;
  }
  return node.fail(ErrorCode::value_range, name.substr(0, 64));
}

// Pools, then objects; `places` counts on through both, so that an id means one of them.
Result<std::vector<costing::Account>> read_accounts(const Node& scenario, std::string_view key,
                                                    Places& places) {
  TRY(const Node list, scenario.member(key));
  TRY(const std::vector<Node> items, list.items());
  const std::size_t before = places.size();
  std::vector<costing::Account> out;
  out.reserve(items.size());
  for (const Node& item : items) {
    TRY_DO(item.has_only({"id", "cents"}));
    TRY(const Node id_node, item.member("id"));
    TRY(std::string id, id_node.id());
    TRY(const Node cents_node, item.member("cents"));
    TRY(const base::Money own, cents_node.cents());
    if (!places.emplace(id, static_cast<std::uint32_t>(before + out.size())).second) {
      return id_node.fail(ErrorCode::id_twice, id);
    }
    out.push_back({std::move(id), own});
  }
  return out;
}

// `most`: how many of the places may be meant.
Result<std::uint32_t> read_place(const Node& node, const Places& places, std::size_t most) {
  TRY(const std::string id, node.text());
  const auto found = places.find(id);
  if (found == places.end() || found->second >= most) {
    return node.fail(ErrorCode::id_unknown, id.substr(0, 64));
  }
  return found->second;
}

Result<costing::Use> read_use(const Node& item, const Places& places, std::size_t pools) {
  TRY_DO(item.has_only({"from", "to", "weight"}));
  costing::Use out;
  TRY(const Node from, item.member("from"));
  TRY(out.from, read_place(from, places, pools));
  TRY(const Node to, item.member("to"));
  TRY(out.to, read_place(to, places, places.size()));
  TRY(const Node weight, item.member("weight"));
  TRY(out.weight, weight.decimal());
  return out;
}

Result<Question> read_question(const Node& scenario) {
  TRY_DO(scenario.has_only({"method", "order", "pools", "objects", "use"}));
  Question out;
  TRY(out.method, read_method(scenario));
  Places places;
  TRY(out.network.pools, read_accounts(scenario, "pools", places));
  TRY(out.network.objects, read_accounts(scenario, "objects", places));
  TRY(const Node list, scenario.member("use"));
  TRY(const std::vector<Node> uses, list.items());
  out.network.uses.reserve(uses.size());
  for (const Node& item : uses) {
    TRY(const costing::Use use, read_use(item, places, out.network.pools.size()));
    out.network.uses.push_back(use);
  }
  if (const auto order = scenario.find("order")) {
    if (out.method != Method::step_down) {
      return order->fail(ErrorCode::key_unknown, "step-down");
    }
    TRY(const std::vector<Node> steps, order->items());
    std::vector<std::string> ids;
    for (const Node& step : steps) {
      TRY(std::string id, step.text());
      ids.push_back(std::move(id));
    }
    auto pools = costing::order_of(out.network, ids);
    if (!pools) {
      return scenario.fail(std::move(pools).error());
    }
    out.order = std::move(*pools);
  }
  return out;
}

}  // namespace

std::optional<Method> allocation_method(std::string_view name) {
  return name == "direct"       ? std::optional(Method::direct)
         : name == "step-down"  ? std::optional(Method::step_down)
         : name == "reciprocal" ? std::optional(Method::reciprocal)
                                : std::nullopt;
}

Result<ordered_json> allocation_answer(const costing::Network& network, Method method,
                                       const costing::Attribution& answer) {
  ordered_json objects = ordered_json::array();
  for (std::size_t i = 0; i < network.objects.size(); ++i) {
    const auto& [id, own] = network.objects[i];
    const base::Money attributed = answer.attributed[i];
    objects.push_back({{"id", id},
                       {"own_cents", own.cents()},
                       {"attributed_cents", attributed.cents()},
                       {"total_cents", (own + attributed).cents()}});
  }
  ordered_json pools = ordered_json::array();
  for (std::size_t i = 0; i < network.pools.size(); ++i) {
    pools.push_back({{"id", network.pools[i].id}, {"gross_cents", answer.gross[i].cents()}});
  }
  ordered_json out{{"objects", std::move(objects)},
                   {"pools", std::move(pools)},
                   {"unallocated_cents", answer.unallocated.cents()}};
  if (method == Method::step_down) {
    ordered_json& order = out["order"] = ordered_json::array();
    for (const std::uint32_t pool : answer.order) {
      order.push_back(network.pools[pool].id);
    }
  }
  TRY(const base::Explanation explanation, costing::explain(network, method, answer));
  out["explanation"] = to_json(explanation);
  return out;
}

ordered_json allocation_scenario(const costing::Network& network, Method method,
                                 const std::optional<std::vector<std::string>>& order) {
  const auto accounts = [](const std::vector<costing::Account>& list) {
    ordered_json out = ordered_json::array();
    for (const costing::Account& one : list) {
      out.push_back({{"id", one.id}, {"cents", one.own.cents()}});
    }
    return out;
  };
  const auto id_of = [&network](std::uint32_t place) {
    return place < network.pools.size() ? network.pools[place].id
                                        : network.objects[place - network.pools.size()].id;
  };
  ordered_json uses = ordered_json::array();
  for (const costing::Use& use : network.uses) {
    uses.push_back(
        {{"from", id_of(use.from)}, {"to", id_of(use.to)}, {"weight", use.weight.text()}});
  }
  ordered_json out{{"method", method == Method::direct      ? "direct"
                              : method == Method::step_down ? "step-down"
                                                            : "reciprocal"}};
  if (order) {
    out["order"] = *order;
  }
  out["pools"] = accounts(network.pools);
  out["objects"] = accounts(network.objects);
  out["use"] = std::move(uses);
  return out;
}

Result<ordered_json> allocate(const Node& scenario) {
  TRY(const Question question, read_question(scenario));
  const auto answer = costing::allocate(question.network, question.method, question.order);
  if (!answer) {
    return scenario.fail(answer.error());
  }
  return allocation_answer(question.network, question.method, *answer);
}

}  // namespace saimnieks::scenario
