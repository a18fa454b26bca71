#include "sync/cli/costing.h"

#include <algorithm>

#include "core/control/forecast.h"
#include "core/costing/allocated_side.h"
#include "core/costing/between_units.h"
#include "core/scenario/allocation_run.h"
#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/unit_sheet.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Explanation;
using base::Result;
using costing::LedgerSide;
using cube::ObjectKind;
using ledger::Ledger;
using nlohmann::ordered_json;

// --run ROW, and nothing else that would say another allocation.
Result<ordered_json> allocate_again(const Ledger& ledger, const cube::Cube& cube,
                                    const Arguments& arguments) {
  for (const char* option : {"period", "side", "version", "method", "order", "store", "note"}) {
    if (arguments.has(option)) {
      return base::fail(ErrorCode::usage_invalid, std::string("allocate --run --") + option);
    }
  }
  TRY(const base::Uuid row, base::Uuid::parse(arguments.value("run")));
  TRY(scenario::RunAgain again, scenario::run_again(ledger, cube, row));
  if (!arguments.has("explain")) {
    again.answer.erase("explanation");
  }
  ordered_json out{{"run", row.text()},
                   {"period", again.side.period.iso()},
                   {"same_result", again.same_result},
                   {"same_input", again.same_input}};
  out.update(again.answer);
  BesideTotals beside(ledger, cube);
  beside.add("/quality", again.side);
  TRY_DO(beside.write(out));
  return out;
}

// side_of(), or with --side forecast what the year comes to after the month.
Result<LedgerSide> costed_side_of(const Ledger& ledger, const Arguments& arguments) {
  if (arguments.value("side") != "forecast") {
    return side_of(ledger, arguments);
  }
  LedgerSide side;
  TRY(side.period, base::Period::parse(arguments.value("period")));
  if (side.period.whole_year()) {
    return base::fail(ErrorCode::usage_invalid, "--side forecast --period " + side.period.iso());
  }
  side.kind = model::LineKind::plan;
  side.reach = costing::Reach::forecast;
  TRY(side.version, plan_version(ledger, arguments));
  return side;
}

// What of the service's cost is charges between units, and how far its lines can be trusted: its
// own, and those of the pools that reach it.
Result<void> add_beside_service(const Ledger& ledger, const cube::Cube& cube,
                                const costing::AllocatedSide& done, model::ServiceId service,
                                ordered_json& answer) {
  const costing::AccountPlace place{ObjectKind::service, model::index(service)};
  TRY(const auto charges, costing::BetweenUnits::read(ledger, cube));
  TRY(const auto by_object, costing::between_units(ledger, cube, charges, done));
  const auto found = std::find(done.of.objects.begin(), done.of.objects.end(), place);
  answer["between_units_cents"] =
      found == done.of.objects.end()
          ? 0
          : by_object[static_cast<std::size_t>(found - done.of.objects.begin())].cents();
  BesideTotals beside(ledger, cube);
  beside.add("/quality", costing::lines_behind(ledger, cube, done, place));
  return beside.write(answer);
}

// Every forecast names its method.
void add_method(const LedgerSide& side, ordered_json& answer) {
  if (side.forecasts()) {
    answer["forecast"] = std::string(control::method_name(control::ForecastMethod::remaining_plan));
  }
}

}  // namespace

Result<LedgerSide> side_of(const Ledger& ledger, const Arguments& arguments) {
  LedgerSide side;
  TRY(side.period, base::Period::parse(arguments.value("period")));
  const std::string kind = arguments.value("side");
  if (!kind.empty() && kind != "plan" && kind != "actual") {
    return base::fail(ErrorCode::usage_invalid, "--side " + kind);
  }
  if (kind == "plan" || arguments.has("version")) {
    if (kind == "actual") {
      return base::fail(ErrorCode::usage_invalid, "--side actual --version");
    }
    side.kind = model::LineKind::plan;
  }
  TRY(side.version, plan_version(ledger, arguments));
  return side;
}

Result<costing::Procedure> procedure_of(const Arguments& arguments) {
  const std::string name = arguments.value("method", "reciprocal");
  const auto method = scenario::allocation_method(name);
  if (!method) {
    return base::fail(ErrorCode::usage_invalid, "--method " + name);
  }
  costing::Procedure out{*method, {}};
  if (arguments.has("order")) {
    if (*method != costing::Method::step_down) {
      return base::fail(ErrorCode::usage_invalid, "--order --method " + name);
    }
    out.order = split(arguments.value("order"), ',');
  }
  return out;
}

Result<std::optional<model::VersionId>> plan_version(const Ledger& ledger,
                                                     const Arguments& arguments) {
  if (!arguments.has("version")) {
    return std::optional<model::VersionId>();
  }
  const model::VersionId version = ledger.find_version(arguments.value("version"));
  return version == model::kNoVersion ? Result<std::optional<model::VersionId>>(base::fail(
                                            ErrorCode::version_unknown, arguments.value("version")))
                                      : std::optional(version);
}

Result<ordered_json> allocate(Ledger& ledger, const Arguments& arguments) {
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  if (arguments.has("run")) {
    return allocate_again(ledger, cube, arguments);
  }
  TRY(LedgerSide side, costed_side_of(ledger, arguments));
  TRY(const costing::Procedure procedure, procedure_of(arguments));
  TRY(const costing::AllocatedSide done, costing::allocate_side(ledger, cube, side, procedure));
  TRY(ordered_json out,
      scenario::allocation_answer(done.of.network, procedure.method, done.attribution));
  add_method(side, out);
  out["policies_cents"] = done.of.policies.cents();
  out["total_cents"] = done.of.total.cents();
  TRY(const auto charges, costing::BetweenUnits::read(ledger, cube));
  const cube::Query all = costing::query_of(ledger, side, {}, nullptr);
  base::Money between;
  for (const auto& [line, amount] :
       charges.lines_of(all, cube.pivot(all), costing::part_of(side))) {
    between += amount;
  }
  out["between_units_cents"] = between.cents();
  BesideTotals beside(ledger, cube);
  beside.add("/quality", side);
  TRY_DO(beside.write(out));
  if (arguments.has("store")) {
    if (side.kind == model::LineKind::plan && !side.version) {
      side.version = cube.default_version();  // another one may count tomorrow
    }
    TRY(const base::Uuid run,
        scenario::keep_run(ledger, side, done.of.network, done.procedure, arguments.value("note")));
    out["run"] = run.text();
  }
  if (!arguments.has("explain")) {
    out.erase("explanation");
    return out;
  }
  TRY(const auto lines, costing::AccountLines::read(ledger, cube, side));
  TRY(const Explanation why, costing::explain(done, lines, "/explanation"));
  out["explanation"] = scenario::to_json(why);
  return out;
}

Result<ordered_json> unit_cost(Ledger& ledger, const Arguments& arguments,
                               const ledger::Seams& seams) {
  TRY(const LedgerSide side, costed_side_of(ledger, arguments));
  const model::ServiceId service = ledger.find_service(arguments.value("service"));
  if (service == model::kNoService) {
    return base::fail(ErrorCode::service_unknown, arguments.value("service"));
  }
  cube::Cube cube(ledger, cube::Whose::everybodys);
  TRY_DO(cube.load());
  TRY(const costing::Procedure procedure, procedure_of(arguments));
  TRY(const costing::AllocatedSide done, costing::allocate_side(ledger, cube, side, procedure));
  TRY(const costing::ServiceSheet sheet,
      costing::sheet_of(ledger, cube, side, done.of, done.attribution, service));
  TRY(ordered_json out, scenario::unit_cost_answer(sheet.sheet));
  const auto lines_json = [](const std::vector<costing::CostLine>& lines) {
    ordered_json list = ordered_json::array();
    for (const costing::CostLine& line : lines) {
      list.push_back({{"code", line.code}, {"cents", line.amount.cents()}});
    }
    return list;
  };
  ordered_json answer{
      {"service", arguments.value("service")},
      {"period", side.period.iso()},
      {"direct", lines_json(sheet.sheet.direct)},
      {"indirect", lines_json(sheet.sheet.indirect)},
      {"volume", sheet.sheet.volume ? ordered_json(sheet.sheet.volume->text()) : ordered_json()},
      {"volume_measure", sheet.measure}};
  add_method(side, answer);
  if (arguments.has("explain")) {
    TRY(const auto lines, costing::AccountLines::read(ledger, cube, side));
    ordered_json& direct = out["explanation"]["inputs"][0]["inputs"][0];
    for (std::size_t i = 0; i < sheet.codes.size(); ++i) {
      direct["inputs"][i] =
          scenario::to_json(lines.explain({ObjectKind::service, model::index(service)},
                                          sheet.sheet.direct[i].code, sheet.codes[i]));
    }
    ordered_json& indirect = out["explanation"]["inputs"][0]["inputs"][1];
    for (std::size_t i = 0; i < sheet.sheet.indirect.size(); ++i) {
      indirect["inputs"][i]["see"] = costing::see_part(
          "/allocation", "service:" + arguments.value("service"), sheet.sheet.indirect[i].code);
    }
    if (const auto units = done.of.provided.find(service); units != done.of.provided.end()) {
      out["explanation"]["inputs"][1] =
          scenario::to_json(costing::explain(units->second, "volume"));
    }
    TRY(const Explanation why, costing::explain(done, lines, "/allocation"));
    out["allocation"] = scenario::to_json(why);
  } else {
    out.erase("explanation");
  }
  answer.update(out);
  TRY_DO(add_beside_service(ledger, cube, done, service, answer));
  const UnitSheet whole{ledger, cube, done, sheet, service};
  if (arguments.has("channels")) {
    TRY_DO(add_channels(whole, arguments.has("explain"), answer));
  }
  if (arguments.has("sheet")) {
    TRY_DO(write_page(whole, arguments, seams));
    answer["sheet"] = arguments.value("sheet");
  }
  return answer;
}

}  // namespace saimnieks::cli
