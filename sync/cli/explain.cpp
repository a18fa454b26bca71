#include "sync/cli/explain.h"

#include <set>

#include "core/base/function_ref.h"
#include "core/control/explain_total.h"
#include "core/scenario/answer.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/costing.h"
#include "sync/cli/report.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using ledger::Ledger;
using nlohmann::ordered_json;

bool is_node(const ordered_json& value) {
  return value.is_object() && value.contains("name") &&
         (value.contains("value") || value.contains("inputs"));
}

// The trees that stand anywhere in an answer, each below a node that says where.
void gather(const ordered_json& answer, const std::string& place, ordered_json& trees) {
  const bool list = answer.is_array();
  if (list && !answer.empty() && is_node(answer.front())) {
    trees.push_back({{"name", place}, {"inputs", answer}});
    return;
  }
  if (is_node(answer)) {
    trees.push_back({{"name", place}, {"inputs", ordered_json::array({answer})}});
    return;
  }
  if (!list && !answer.is_object()) {
    return;
  }
  std::size_t number = 0;
  for (const auto& [key, value] : answer.items()) {
    gather(value, place + "/" + (list ? std::to_string(number++) : key), trees);
  }
}

// Visits the leaves that are named by a line's id.
void each_line(ordered_json& node,
               base::FunctionRef<void(const base::Uuid&, ordered_json&)> visit) {
  if (!node.contains("inputs")) {
    if (const auto line = base::Uuid::parse(node["name"].get<std::string>())) {
      visit(*line, node);
    }
    return;
  }
  for (ordered_json& input : node["inputs"]) {
    each_line(input, visit);
  }
}

// A tree that stands alone has no place in an answer: what goes on in it does so at no place.
void see_itself(const std::string& place, ordered_json& node) {
  if (const auto see = node.find("see"); see != node.end() && see->front() == place) {
    see->front() = "";
  }
  if (const auto inputs = node.find("inputs"); inputs != node.end()) {
    for (ordered_json& input : *inputs) {
      see_itself(place, input);
    }
  }
}

// What each line rests on, beside its amount.
Result<std::int64_t> add_evidence(const Ledger& ledger, ordered_json& tree) {
  std::set<base::Uuid> lines;
  each_line(tree, [&lines](const base::Uuid& line, ordered_json&) { lines.insert(line); });
  TRY(const auto evidence, control::evidence_of(ledger, lines));
  each_line(tree, [&evidence](const base::Uuid& line, ordered_json& node) {
    const auto found = evidence.find(line);
    if (found == evidence.end()) {
      return;
    }
    const control::LineEvidence& of = found->second;
    node["document"] = of.document.empty() ? ordered_json() : ordered_json(of.document);
    node["date"] = of.date ? ordered_json(of.date->iso()) : ordered_json();
    ordered_json& files = node["attachments"] = ordered_json::array();
    for (const control::LineEvidence::File& file : of.files) {
      files.push_back({{"row", file.row.text()}, {"name", file.name}, {"hash", file.hash}});
    }
  });
  return static_cast<std::int64_t>(evidence.size());
}

}  // namespace

Result<ordered_json> explain_total(Ledger& ledger, const Arguments& arguments) {
  if (arguments.files.front() != "total") {
    return base::fail(ErrorCode::usage_invalid, "explain " + arguments.files.front());
  }
  TRY(const costing::LedgerSide side, side_of(ledger, arguments));
  const bool plan = side.kind == model::LineKind::plan;
  const auto part = plan ? cube::Cube::Part::plan : cube::Cube::Part::actual;
  TRY(cube::Query query, parse_query(arguments, ledger));
  if (!arguments.has("rows")) {
    query.rows = {cube::Axis::code};
  }
  query.where.push_back(cube::filter(side.period));
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const base::Explanation why, control::explain_total(ledger, cube, query, part));
  ordered_json tree = scenario::to_json(why);
  TRY(const std::int64_t lines, add_evidence(ledger, tree));
  const cube::Pivot pivot = cube.pivot(query);
  const cube::Cell& total = pivot.total.front();
  ordered_json out{{"period", side.period.iso()},
                   {"side", std::string(model::name(side.kind))},
                   {"total_cents", plan ? total.plan_cents : total.actual_cents},
                   {"lines", lines},
                   {"explanation", std::move(tree)}};
  BesideTotals beside(ledger, cube);
  beside.add("/quality", query, pivot, 0, part);
  TRY_DO(beside.write(out));
  return out;
}

Result<ordered_json> explanation_of(const Ledger& ledger, const std::string& verb,
                                    const ordered_json& answer) {
  ordered_json trees = ordered_json::array();
  gather(answer, {}, trees);
  ordered_json tree{{"name", verb}, {"inputs", trees}};
  if (trees.size() == 1) {
    tree = trees.front()["inputs"].front();
    see_itself(trees.front()["name"].get<std::string>(), tree);
  }
  TRY_DO(add_evidence(ledger, tree));
  return ordered_json{{"verb", verb}, {"explanation", std::move(tree)}};
}

}  // namespace saimnieks::cli
