#include "sync/cli/bridge.h"

#include "core/control/allocated_variance.h"
#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/costing.h"
#include "sync/cli/sight.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using control::AllocatedRow;
using control::Cause;
using ledger::Ledger;
using nlohmann::ordered_json;

// Those that are not 0, by name.
ordered_json causes_json(const control::Causes& causes) {
  ordered_json out = ordered_json::object();
  for (std::size_t i = 0; i < control::kCauses; ++i) {
    if (!causes[i].is_zero()) {
      out[std::string(control::cause_name(static_cast<Cause>(i)))] = causes[i].cents();
    }
  }
  return out;
}

ordered_json bridge_json(const control::AllocatedVariance& found) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < control::kCauses; ++i) {
    const auto cause = static_cast<Cause>(i);
    out.push_back(
        {{"cause", std::string(control::cause_name(cause))}, {"cents", found.bridge[i].cents()}});
    if (cause == Cause::volume) {
      out.back()["mix_cents"] = scenario::cents_or_null(found.mix);
      out.back()["quantity_cents"] = scenario::cents_or_null(found.quantity);
    }
  }
  return out;
}

void add_row(const Ledger& ledger, const AllocatedRow& row, ordered_json& item) {
  const bool service = row.kind == control::AllocatedKind::service;
  item["kind"] = std::string(control::kind_name(row.kind));
  item["name"] = service ? ledger.services()[row.service].name : std::string();
  if (service) {
    item["own"] = {{"plan_cents", row.plan.own.cents()}, {"actual_cents", row.actual.own.cents()}};
    item["attributed"] = {{"plan_cents", row.plan.attributed.cents()},
                          {"actual_cents", row.actual.attributed.cents()}};
  }
  item["causes"] = causes_json(row.causes);
}

}  // namespace

Result<ordered_json> allocated_variance(Ledger& ledger, const Arguments& arguments) {
  for (const char* cut : {"rows", "unit", "where"}) {
    if (arguments.has(cut)) {
      return base::fail(ErrorCode::usage_invalid, std::string("variance --allocated --") + cut);
    }
  }
  control::AllocatedQuestion question;
  TRY(question.through, base::Period::parse(arguments.value("period")));
  TRY(question.version, plan_version(ledger, arguments));
  TRY(question.procedure, procedure_of(arguments));
  TRY_DO(check_sight(ledger, arguments, Reads::everything));
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  if (!question.version) {
    question.version = cube.default_version();
  }
  TRY(const control::AllocatedVariance found, control::allocated_variance(ledger, cube, question));
  TRY(ordered_json out, scenario::variance_answer(control::Kind::cost, found.items));
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    add_row(ledger, found.rows[i], out["items"][i]);
  }
  out["bridge"] = bridge_json(found);
  out.erase("explanation");
  if (arguments.has("explain")) {
    TRY(const control::AllocatedWhy why, control::explain(ledger, cube, found));
    out["explanation"] = scenario::to_json(why.variances);
    out["bridge_explanation"] = scenario::to_json(why.bridge);
    out["allocations"] = {{"plan", scenario::to_json(why.plan)},
                          {"actual", scenario::to_json(why.actual)}};
  }
  ordered_json answer{
      {"period", question.through.iso()},
      {"method", arguments.value("method", "reciprocal")},
      {"version", question.version ? ordered_json(ledger.versions()[*question.version].name)
                                   : ordered_json()}};
  answer.update(out);
  BesideTotals beside(ledger, cube);
  beside.add("/quality/plan", found.plan.side);
  beside.add("/quality/actual", found.actual.side);
  TRY_DO(beside.write(answer));
  return answer;
}

}  // namespace saimnieks::cli
