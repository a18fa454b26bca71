// variance: plan against actual, item by item and together.
#include "core/control/variance.h"

#include <unordered_set>

#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

Result<control::Kind> read_kind(const Node& scenario) {
  TRY(const Node node, scenario.member("kind"));
  TRY(const std::string name, node.text());
  if (name == "cost") {
    return control::Kind::cost;
  }
  if (name == "income") {
    return control::Kind::income;
  }
  return node.fail(ErrorCode::value_range, name.substr(0, 64));
}

Result<control::Side> read_side(const Node& item, std::string_view key) {
  TRY(const Node node, item.member(key));
  control::Side out;
  if (node.find("cents")) {
    TRY_DO(node.has_only({"cents"}));
    TRY(out.amount, node.cents("cents"));
    return out;
  }
  TRY_DO(node.has_only({"quantity", "price_cents"}));
  control::Side::Product product;
  TRY(product.quantity, node.decimal("quantity"));
  TRY(product.price_cents, node.decimal("price_cents"));
  out.product = product;
  return out;
}

Result<std::vector<control::Item>> read_items(const Node& scenario) {
  TRY(const std::vector<Node> nodes, scenario.items("items"));
  std::vector<control::Item> out;
  std::unordered_set<std::string> ids;
  for (const Node& node : nodes) {
    TRY_DO(node.has_only({"id", "plan", "actual"}));
    TRY(const Node id_node, node.member("id"));
    control::Item item;
    TRY(item.id, id_node.id());
    if (!ids.insert(item.id).second) {
      return id_node.fail(ErrorCode::id_twice, item.id);
    }
    TRY(item.plan, read_side(node, "plan"));
    TRY(item.actual, read_side(node, "actual"));
    out.push_back(std::move(item));
  }
  return out;
}

// Adds what items and total have in common.
void add(const control::Variance& whole, const std::optional<base::Money>& price,
         const std::optional<base::Money>& volume, ordered_json& out) {
  out["variance_cents"] = whole.amount.cents();
  out["percent"] = fixed_or_null(whole.percent_hundredths, 2);
  out["meaning"] = std::string(meaning_name(whole.meaning));
  out["price_cents"] = cents_or_null(price);
  out["volume_cents"] = cents_or_null(volume);
}

}  // namespace

Result<ordered_json> variance_answer(control::Kind kind, const std::vector<control::Item>& items) {
  TRY(const control::GroupVariance group, control::variance(kind, items));
  ordered_json list = ordered_json::array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const control::ItemVariance& item = group.items[i];
    ordered_json row{{"id", items[i].id},
                     {"plan_cents", item.plan.cents()},
                     {"actual_cents", item.actual.cents()}};
    add(item.whole, item.price, item.volume, row);
    list.push_back(std::move(row));
  }
  ordered_json total = ordered_json::object();
  add(group.whole, group.price, group.volume, total);
  total["mix_cents"] = cents_or_null(group.mix);
  total["quantity_cents"] = cents_or_null(group.quantity);
  return ordered_json{{"items", std::move(list)},
                      {"total", std::move(total)},
                      {"explanation", to_json(control::explain(items, group))}};
}

Result<ordered_json> variance(const Node& scenario) {
  TRY_DO(scenario.has_only({"kind", "items"}));
  TRY(const control::Kind kind, read_kind(scenario));
  TRY(const std::vector<control::Item> items, read_items(scenario));
  Result<ordered_json> answer = variance_answer(kind, items);
  return answer ? answer : scenario.fail(answer.error());
}

}  // namespace saimnieks::scenario
