#include "sync/cli/comparison.h"

#include <algorithm>

#include "core/catalogue/catalogue.h"
#include "core/control/service_comparison.h"
#include "core/costing/between_units.h"
#include "core/exchange/row_names.h"
#include "core/scenario/answer.h"
#include "sync/cli/allocated_costs.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/costing.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using costing::LedgerSide;
using ledger::Ledger;
using nlohmann::ordered_json;

ordered_json service_json(const Ledger& ledger, const control::ComparedService& one) {
  const auto percent = [](std::optional<std::int64_t> hundredths) {
    return scenario::fixed_or_null(
        hundredths ? std::optional(base::I128{*hundredths}) : std::nullopt, 2);
  };
  const model::Service& service = ledger.services()[one.service];
  return {
      {"service", service.code},
      {"name", service.name},
      {"unit", service.unit == model::kNoUnit
                   ? ordered_json()
                   : ordered_json(exchange::name_of_row(ledger, model::Table::unit,
                                                        model::index(service.unit)))},
      {"cost_cents", one.cost.cents()},
      {"volume", one.volume ? ordered_json(one.volume->text()) : ordered_json()},
      {"measure", one.measure},
      {"per_unit_cents", scenario::cents_or_null(one.per_unit)},
      {"inhabitants", one.inhabitants ? ordered_json(*one.inhabitants) : ordered_json()},
      {"per_inhabitant_cents", scenario::cents_or_null(one.per_inhabitant)},
      {"complete_percent", percent(one.complete_hundredths)},
      {"traceable_percent", percent(one.traceable_hundredths)},
      {"not_comparable",
       one.reason ? ordered_json(std::string(control::reason_name(*one.reason))) : ordered_json()}};
}

ordered_json spread_json(const std::optional<control::Spread>& of) {
  return of ? ordered_json{{"least_cents", of->least.cents()},
                           {"lower_quartile_cents", of->lower_quartile.cents()},
                           {"median_cents", of->median.cents()},
                           {"upper_quartile_cents", of->upper_quartile.cents()},
                           {"most_cents", of->most.cents()}}
            : ordered_json();
}

void add_why(const control::ComparisonWhy& why, ordered_json& out) {
  for (std::size_t i = 0; i < why.services.size(); ++i) {
    out["services"][i]["explanation"] = scenario::to_json(why.services[i]);
  }
  if (why.per_unit) {
    out["per_unit"]["explanation"] = scenario::to_json(*why.per_unit);
  }
  if (why.per_inhabitant) {
    out["per_inhabitant"]["explanation"] = scenario::to_json(*why.per_inhabitant);
  }
  out["allocation"] = scenario::to_json(why.allocation);
}

// Of every service's cost.
Result<void> add_beside_services(const Ledger& ledger, const cube::Cube& cube,
                                 const control::ServiceComparison& found, ordered_json& out) {
  const costing::AllocatedSide& allocated = found.allocated;
  TRY(const auto charges, costing::BetweenUnits::read(ledger, cube));
  TRY(const auto by_object, costing::between_units(ledger, cube, charges, allocated));
  BesideTotals beside(ledger, cube);
  for (std::size_t i = 0; i < found.services.size(); ++i) {
    const costing::AccountPlace place = place_of(found.services[i].service);
    const auto& objects = allocated.of.objects;
    const auto at = std::find(objects.begin(), objects.end(), place);
    out["services"][i]["between_units_cents"] =
        at == objects.end() ? 0 : by_object[static_cast<std::size_t>(at - objects.begin())].cents();
    beside.add("/services/" + std::to_string(i) + "/quality",
               costing::lines_behind(ledger, cube, allocated, place));
  }
  return beside.write(out);
}

}  // namespace

Result<ordered_json> compare_services(Ledger& ledger, const Arguments& arguments) {
  if (!arguments.has("service-id")) {
    return base::fail(ErrorCode::usage_invalid, "compare --service-id");
  }
  TRY(const LedgerSide side, side_of(ledger, arguments));
  TRY(const costing::Procedure procedure, procedure_of(arguments));
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const control::ServiceComparison found,
      control::compare_services(ledger, cube, arguments.value("service-id"), side, procedure));
  ordered_json services = ordered_json::array();
  for (const control::ComparedService& one : found.services) {
    services.push_back(service_json(ledger, one));
  }
  ordered_json out{{"service_id", arguments.value("service-id")},
                   {"period", side.period.iso()},
                   {"method", arguments.value("method", "reciprocal")},
                   {"catalogue", std::string(catalogue::current().id)},
                   {"measure", found.measure},
                   {"services", std::move(services)},
                   {"per_unit", spread_json(found.per_unit)},
                   {"per_inhabitant", spread_json(found.per_inhabitant)}};
  TRY_DO(add_beside_services(ledger, cube, found, out));
  if (arguments.has("explain")) {
    TRY(const control::ComparisonWhy why, control::explain(ledger, cube, found));
    add_why(why, out);
  }
  return out;
}

}  // namespace saimnieks::cli
