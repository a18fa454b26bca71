#include "sync/cli/totals.h"

#include "core/control/basis_reconciliation.h"
#include "core/control/needs.h"
#include "core/control/plan_and_actual.h"
#include "core/costing/ledger_consolidation.h"
#include "core/scenario/answer.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/costing.h"
#include "sync/cli/rows.h"

namespace saimnieks::cli {
namespace {

using base::Result;
using ledger::Ledger;
using model::Table;
using model::UnitId;
using nlohmann::ordered_json;

ordered_json text_or_null(std::string_view text) {
  return text.empty() ? ordered_json() : ordered_json(std::string(text));
}

ordered_json ids_json(const std::vector<base::Uuid>& lines) {
  ordered_json out = ordered_json::array();
  for (const base::Uuid& line : lines) {
    out.push_back(line.text());
  }
  return out;
}

ordered_json consolidated_json(const Ledger& ledger, const costing::ConsolidatedUnit& one) {
  return {{"unit", name_or_null(ledger, Table::unit, model::index(one.unit))},
          {"booked_cost_cents", one.cost.cents()},
          {"booked_income_cents", one.income.cents()},
          {"eliminated_cents", one.left.eliminated.cents()},
          {"cost_cents", one.left.cost.cents()},
          {"income_cents", one.left.income.cents()}};
}

ordered_json charge_json(const Ledger& ledger, const costing::BookedCharge& one) {
  return {{"from", name_or_null(ledger, Table::unit, model::index(one.from))},
          {"to", name_or_null(ledger, Table::unit, model::index(one.to))},
          {"document", text_or_null(one.document)},
          {"state", std::string(costing::state_name(one.state))},
          {"cost_cents", one.cost.cents()},
          {"income_cents", one.income.cents()},
          {"eliminated_cents", one.eliminated.cents()},
          {"above", name_or_null(ledger, Table::unit, model::index(one.above))},
          {"cost_lines", ids_json(one.cost_lines)},
          {"income_lines", ids_json(one.income_lines)}};
}

ordered_json basis_row_json(const Ledger& ledger, const control::BasisRow& one) {
  return {{"match", std::string(control::match_name(one.match))},
          {"reason", text_or_null(control::reason_name(one.reason))},
          {"unit", name_or_null(ledger, Table::unit, model::index(one.unit))},
          {"service", name_or_null(ledger, Table::service, model::index(one.object.service))},
          {"resource", name_or_null(ledger, Table::resource, model::index(one.object.resource))},
          {"policy", name_or_null(ledger, Table::policy, model::index(one.object.policy))},
          {"task", text_or_null(one.task)},
          {"code", name_or_null(ledger, Table::code, model::index(one.code))},
          {"document", text_or_null(one.document)},
          {"period", one.period.valid() ? ordered_json(one.period.iso()) : ordered_json()},
          {"cost_cents", one.cost.cents()},
          {"expenditure_cents", one.expenditure.cents()},
          {"difference_cents", one.difference().cents()},
          {"cost_lines", ids_json(one.cost_lines)},
          {"expenditure_lines", ids_json(one.expenditure_lines)}};
}

// What a row of needs is about, its figures, and where it was asked for how they came to be.
ordered_json figures_json(const control::Needs& found, bool explain, ordered_json about,
                          const control::NeedFigures& of) {
  about["needs"] = of.needs;
  about["needed_cents"] = of.needed.cents();
  about["granted_cents"] = of.granted.cents();
  about["cut_cents"] = of.cut.cents();
  about["returned_cents"] = of.returned.cents();
  about["undecided_cents"] = of.undecided.cents();
  about["gap_cents"] = of.gap().cents();
  if (explain) {
    about["explanation"] = scenario::to_json(control::explain(found, of, "needs"));
  }
  return about;
}

ordered_json object_json(const Ledger& ledger, const model::Object& object) {
  return {{"service", name_or_null(ledger, Table::service, model::index(object.service))},
          {"resource", name_or_null(ledger, Table::resource, model::index(object.resource))},
          {"policy", name_or_null(ledger, Table::policy, model::index(object.policy))}};
}

ordered_json need_json(const Ledger& ledger, const model::Need& one) {
  ordered_json out{{"row", one.uuid.text()},
                   {"priority", one.priority},
                   {"state", std::string(model::name(one.state))},
                   {"unit", name_or_null(ledger, Table::unit, model::index(one.unit))}};
  out.update(object_json(ledger, one.object));
  out.update(ordered_json{{"period", one.period.iso()},
                          {"justification", one.justification},
                          {"needed_cents", one.amount_cents.cents()},
                          {"granted_cents", scenario::cents_or_null(one.granted_cents)},
                          {"decision_number", text_or_null(one.decision_number)},
                          {"reason", text_or_null(one.reason)}});
  return out;
}

// Costs and income of the side, in the unit and what lies in it.
std::vector<model::LineId> lines_of(const Ledger& ledger, const cube::Cube& cube,
                                    const costing::LedgerSide& side, UnitId below) {
  constexpr std::int32_t kAll = -1;
  std::vector<model::LineId> out;
  for (const model::Nature nature : {model::Nature::cost, model::Nature::income}) {
    cube::Query query = costing::query_of(ledger, side, {}, nullptr);
    query.where.push_back({cube::Axis::nature, std::string(model::name(nature))});
    if (below != model::kNoUnit) {
      query.where.push_back(control::filter_below(cube, below));
    }
    const auto lines = cube.lines_behind(query, cube.pivot(query), kAll, 0, costing::part_of(side));
    out.insert(out.end(), lines.begin(), lines.end());
  }
  return out;
}

// Of the rows' lines on one of the bases.
Result<std::vector<model::LineId>> lines_of(const Ledger& ledger,
                                            const control::BasisReconciliation& of,
                                            std::vector<base::Uuid> control::BasisRow::*lines) {
  std::vector<model::LineId> out;
  for (const control::BasisRow& row : of.rows) {
    for (const base::Uuid& line : row.*lines) {
      TRY(const auto found, ledger.find_line(line));
      if (found) {
        out.push_back(*found);
      }
    }
  }
  return out;
}

}  // namespace

Result<ordered_json> consolidate(Ledger& ledger, const Arguments& arguments) {
  TRY(const costing::LedgerSide side, side_of(ledger, arguments));
  TRY(const UnitId below, unit_below(ledger, arguments));
  TRY(const costing::LedgerConsolidation found, costing::consolidate_ledger(ledger, side, below));
  ordered_json units = ordered_json::array();
  for (const costing::ConsolidatedUnit& one : found.units) {
    units.push_back(consolidated_json(ledger, one));
  }
  ordered_json charges = ordered_json::array();
  for (const costing::BookedCharge& one : found.charges) {
    charges.push_back(charge_json(ledger, one));
  }
  ordered_json out{{"period", side.period.iso()},
                   {"side", std::string(model::name(side.kind))},
                   {"units", std::move(units)},
                   {"charges", std::move(charges)},
                   {"total", consolidated_json(ledger, found.total)}};
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  BesideTotals beside(ledger, cube);
  beside.add("/quality", lines_of(ledger, cube, side, below));
  TRY_DO(beside.write(out));
  if (arguments.has("explain")) {
    TRY(const base::Explanation why, costing::explain(ledger, side, below, found));
    out["explanation"] = scenario::to_json(why);
  }
  return out;
}

Result<ordered_json> reconcile_bases(Ledger& ledger, const Arguments& arguments) {
  TRY(const costing::LedgerSide side, side_of(ledger, arguments));
  TRY(const UnitId below, unit_below(ledger, arguments));
  TRY(const control::BasisReconciliation found, control::reconcile_bases(ledger, side, below));
  ordered_json rows = ordered_json::array();
  for (const control::BasisRow& one : found.rows) {
    rows.push_back(basis_row_json(ledger, one));
  }
  ordered_json sums = ordered_json::array();
  for (const control::BasisSum& one : found.sums) {
    sums.push_back({{"match", std::string(control::match_name(one.match))},
                    {"reason", text_or_null(control::reason_name(one.reason))},
                    {"rows", one.rows},
                    {"cost_cents", one.cost.cents()},
                    {"expenditure_cents", one.expenditure.cents()},
                    {"difference_cents", (one.expenditure - one.cost).cents()}});
  }
  ordered_json out{{"period", side.period.iso()},
                   {"side", std::string(model::name(side.kind))},
                   {"cost_cents", found.cost.cents()},
                   {"sums", std::move(sums)},
                   {"expenditure_cents", found.expenditure.cents()},
                   {"rows", std::move(rows)}};
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  BesideTotals beside(ledger, cube);
  TRY(auto cost, lines_of(ledger, found, &control::BasisRow::cost_lines));
  TRY(auto expenditure, lines_of(ledger, found, &control::BasisRow::expenditure_lines));
  beside.add("/quality/cost", std::move(cost));
  beside.add("/quality/expenditure", std::move(expenditure));
  TRY_DO(beside.write(out));
  if (arguments.has("explain")) {
    TRY(const base::Explanation why, control::explain(ledger, found));
    out["explanation"] = scenario::to_json(why);
  }
  return out;
}

Result<ordered_json> show_needs(Ledger& ledger, const Arguments& arguments) {
  TRY(const base::Period year, base::Period::parse(arguments.value("period")));
  if (!year.whole_year()) {
    return base::fail(base::ErrorCode::usage_invalid, "--period " + year.iso());
  }
  TRY(const UnitId below, unit_below(ledger, arguments));
  TRY(const auto version, plan_version(ledger, arguments));
  TRY(const control::Needs found, control::needs(ledger, year.year(), below, version));
  const auto json = [&, explain = arguments.has("explain")](ordered_json about,
                                                            const control::NeedFigures& of) {
    return figures_json(found, explain, std::move(about), of);
  };
  ordered_json units = ordered_json::array();
  for (const control::Needs::OfUnit& one : found.units) {
    units.push_back(
        json({{"unit", name_or_null(ledger, Table::unit, model::index(one.unit))}}, one.figures));
  }
  ordered_json objects = ordered_json::array();
  for (const control::Needs::OfObject& one : found.objects) {
    objects.push_back(json(object_json(ledger, one.object), one.figures));
  }
  ordered_json sectors = ordered_json::array();
  for (const control::Needs::OfSector& one : found.sectors) {
    sectors.push_back(json({{"sector", text_or_null(one.sector)}}, one.figures));
  }
  ordered_json priorities = ordered_json::array();
  for (const control::Needs::OfPriority& one : found.priorities) {
    priorities.push_back(json({{"priority", one.priority}}, one.figures));
  }
  ordered_json rows = ordered_json::array();
  for (const model::Need& one : found.rows) {
    rows.push_back(need_json(ledger, one));
  }
  return ordered_json{
      {"period", year.iso()},          {"total", json(ordered_json::object(), found.total)},
      {"units", std::move(units)},     {"objects", std::move(objects)},
      {"sectors", std::move(sectors)}, {"priorities", std::move(priorities)},
      {"rows", std::move(rows)}};
}

}  // namespace saimnieks::cli
