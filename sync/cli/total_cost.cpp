#include "sync/cli/total_cost.h"

#include "core/control/catalogue_costs.h"
#include "core/control/life_cost.h"
#include "core/exchange/row_names.h"
#include "core/scenario/answer.h"
#include "sync/cli/allocated_costs.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/costing.h"
#include "sync/cli/rows.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using control::PlanActual;
using ledger::Ledger;
using nlohmann::ordered_json;

ordered_json amounts_json(const PlanActual& of) {
  return {{"plan_cents", of.plan.cents()},
          {"actual_cents", of.actual.cents()},
          {"variance_cents", (of.actual - of.plan).cents()}};
}

PlanActual sum(const std::vector<PlanActual>& of) {
  PlanActual out;
  for (const PlanActual& one : of) {
    out.plan += one.plan;
    out.actual += one.actual;
  }
  return out;
}

std::vector<PlanActual> sum(std::vector<PlanActual> a, const std::vector<PlanActual>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = sum({a[i], b[i]});
  }
  return a;
}

// All years together, and each.
ordered_json years_json(const std::vector<int>& years, const std::vector<PlanActual>& of) {
  ordered_json out = amounts_json(sum(of));
  out["years"] = ordered_json::array();
  for (std::size_t i = 0; i < of.size(); ++i) {
    ordered_json year{{"year", std::to_string(years[i])}};
    year.update(amounts_json(of[i]));
    out["years"].push_back(std::move(year));
  }
  return out;
}

ordered_json explained_json(const std::array<base::Explanation, 2>& sides) {
  return ordered_json::array({scenario::to_json(sides[0]), scenario::to_json(sides[1])});
}

constexpr std::array kSides{model::LineKind::plan, model::LineKind::actual};

base::Money side_of(const PlanActual& of, model::LineKind side) {
  return side == model::LineKind::plan ? of.plan : of.actual;
}

// A side, as the "total" of its inputs.
base::Explanation total(model::LineKind side, const PlanActual& of,
                        std::vector<base::Explanation> inputs) {
  return {std::string(model::name(side)), std::to_string(side_of(of, side).cents()),
          base::ExplainedUnit::cents, "total", std::move(inputs)};
}

// How a life's phases, what is attributed, and both together came to be.
Result<void> explain_life(const Ledger& ledger, const cube::Cube& cube,
                          const control::LifeQuestion& question, const control::LifeCost& found,
                          ordered_json& out) {
  TRY(const auto why, control::explain(ledger, cube, question, found));
  PlanActual own;
  for (std::size_t i = 0; i < why.size(); ++i) {
    out["phases"][i]["explanation"] = explained_json(why[i]);
    for (const std::vector<PlanActual>& part : found.rows[i].parts) {
      own = sum({own, sum(part)});
    }
  }
  const PlanActual attributed = sum(found.attributed);
  AllocatedCosts costs(ledger, cube, question.procedure, question.version);
  for (const model::LineKind side : kSides) {
    const std::string name(model::name(side));
    std::vector<base::Explanation> phases;
    for (std::size_t i = 0; i < why.size(); ++i) {
      PlanActual of;
      for (const std::vector<PlanActual>& part : found.rows[i].parts) {
        of = sum({of, sum(part)});
      }
      const std::string number = std::to_string(i);
      phases.push_back(base::Explanation::seen_cents(number, side_of(of, side).cents(),
                                                     {"/phases/" + number + "/explanation", name}));
    }
    std::vector<base::Explanation> years;
    for (std::size_t i = 0; i < found.years.size(); ++i) {
      if (!side_of(found.attributed[i], side).is_zero()) {
        TRY(const base::Period year, base::Period::year(found.years[i]));
        TRY(const base::Explanation cost,
            costs.explain(question.object, {year, false}, side, year.iso()));
        years.push_back(cost.inputs[1]);
        years.back().name = year.iso();
      }
    }
    const auto see = [&](const char* part, const PlanActual& of) {
      return base::Explanation::seen_cents(part, side_of(of, side).cents(),
                                           {std::string("/") + part + "/explanation", name});
    };
    const auto add = [&](const char* part, const base::Explanation& tree) {
      out[part]["explanation"].push_back(scenario::to_json(tree));
    };
    add("own", total(side, own, std::move(phases)));
    add("attributed", total(side, attributed, std::move(years)));
    add("total",
        total(side, sum({own, attributed}), {see("own", own), see("attributed", attributed)}));
  }
  TRY(out["allocations"], costs.explained());
  return {};
}

// --service S or --resource R, one of them.
Result<costing::AccountPlace> object_of(const Ledger& ledger, const Arguments& arguments) {
  if (arguments.has("service") == arguments.has("resource")) {
    return base::fail(ErrorCode::usage_invalid, "life --service S | --resource R");
  }
  if (arguments.has("service")) {
    const model::ServiceId service = ledger.find_service(arguments.value("service"));
    return service == model::kNoService
               ? Result<costing::AccountPlace>(
                     base::fail(ErrorCode::service_unknown, arguments.value("service")))
               : costing::AccountPlace{cube::ObjectKind::service, model::index(service)};
  }
  const model::ResourceId resource = ledger.resources().find(
      exchange::named_row(ledger, model::Table::resource, arguments.value("resource")));
  return resource == model::kNoResource || !ledger.resources()[resource].usable()
             ? Result<costing::AccountPlace>(
                   base::fail(ErrorCode::resource_unknown, arguments.value("resource")))
             : costing::AccountPlace{cube::ObjectKind::resource, model::index(resource)};
}

Result<control::CatalogueQuestion> question_of(const Ledger& ledger, const Arguments& arguments,
                                               control::CatalogueAxis axis) {
  control::CatalogueQuestion out;
  out.axis = axis;
  TRY(out.period, base::Period::parse(arguments.value("period")));
  TRY(out.version, plan_version(ledger, arguments));
  TRY(out.below, unit_below(ledger, arguments));
  if (arguments.has("service")) {
    out.service = ledger.find_service(arguments.value("service"));
    if (out.service == model::kNoService) {
      return base::fail(ErrorCode::service_unknown, arguments.value("service"));
    }
  }
  return out;
}

// The rows of the list with `code` and `name`, under this name, and the lines behind them where
// that was asked for; and their total.
Result<ordered_json> list(const Ledger& ledger, const control::CatalogueQuestion& question,
                          const char* name, bool explain) {
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  ordered_json rows = ordered_json::array();
  PlanActual total;
  for (const control::CatalogueCost& one : control::costs_by_entry(ledger, cube, question)) {
    ordered_json row{
        {"code", one.code},
        {"name", one.entry == nullptr ? std::string() : std::string(one.entry->title_lv)}};
    row.update(amounts_json(one.cost));
    if (explain) {
      TRY(const auto why, control::explain(ledger, cube, question, one));
      row["explanation"] = explained_json(why);
    }
    rows.push_back(std::move(row));
    total = sum({total, one.cost});
  }
  ordered_json out{
      {"period", question.period.iso()}, {name, std::move(rows)}, {"total", amounts_json(total)}};
  const cube::Query query = control::query_of(ledger, cube, question);
  const cube::Pivot pivot = cube.pivot(query);
  BesideTotals beside(ledger, cube);
  beside.add("/quality/plan", query, pivot, 0, cube::Cube::Part::plan);
  beside.add("/quality/actual", query, pivot, 0, cube::Cube::Part::actual);
  TRY_DO(beside.write(out));
  return out;
}

void add_standing(const control::ConditionStandings& of, bool of_one, ordered_json& row) {
  if (!of_one) {
    ordered_json& services = row["services"];
    for (std::size_t i = 0; i + 1 < control::kStandings; ++i) {
      services[std::string(model::name(static_cast<model::ConformityState>(i)))] = of.counts[i];
    }
    services["not-stated"] = of.counts[control::kStandings - 1];
    return;
  }
  const control::Standing& one = of.of_service;
  row["state"] = one.state ? std::string(model::name(*one.state)) : "not-stated";
  row["of_items"] = one.of_items;
  row["evidence"] = one.evidence.empty() ? ordered_json() : ordered_json(one.evidence);
  row["date"] = one.date ? ordered_json(one.date->iso()) : ordered_json();
}

}  // namespace

Result<ordered_json> life(Ledger& ledger, const Arguments& arguments) {
  control::LifeQuestion question;
  TRY(question.object, object_of(ledger, arguments));
  TRY(question.version, plan_version(ledger, arguments));
  TRY(question.procedure, procedure_of(arguments));
  cube::Cube cube(ledger, cube::Whose::everybodys);
  TRY_DO(cube.load());
  if (!question.version) {
    question.version = cube.default_version();
  }
  TRY(control::LifeCost found, control::life_cost(ledger, cube, question));
  std::vector<PlanActual> own(found.years.size());
  ordered_json phases = ordered_json::array();
  for (const control::LifeRow& row : found.rows) {
    std::vector<PlanActual> all(found.years.size());
    for (const auto& part : row.parts) {
      all = sum(all, part);
    }
    own = sum(own, all);
    ordered_json json{
        {"phase", row.phase ? ordered_json(std::string(model::name(*row.phase))) : ordered_json()},
        {"name", row.phase
                     ? cube.name_of({cube::Axis::phase, static_cast<std::uint32_t>(*row.phase)})
                     : std::string()}};
    json.update(years_json(found.years, all));
    json["one_off"] = amounts_json(sum(row.parts[0]));
    json["regular"] = amounts_json(sum(row.parts[1]));
    json["not_said"] = amounts_json(sum(row.parts[2]));
    phases.push_back(std::move(json));
  }
  const char* kind = arguments.has("service") ? "service" : "resource";
  ordered_json out{
      {kind, arguments.value(kind)},
      {"method", arguments.value("method", "reciprocal")},
      {"version",
       question.version ? ordered_json(ledger.versions()[*question.version].name) : ordered_json()},
      {"phases", std::move(phases)},
      {"own", years_json(found.years, own)},
      {"attributed", years_json(found.years, found.attributed)},
      {"total", years_json(found.years, sum(own, found.attributed))}};
  BesideTotals beside(ledger, cube);
  beside.add("/quality/plan", std::move(found.plan_lines));
  beside.add("/quality/actual", std::move(found.actual_lines));
  TRY_DO(beside.write(out));
  if (arguments.has("explain")) {
    TRY_DO(explain_life(ledger, cube, question, found, out));
  }
  return out;
}

Result<ordered_json> conditions(Ledger& ledger, const Arguments& arguments) {
  TRY(const auto question, question_of(ledger, arguments, control::CatalogueAxis::condition));
  TRY(ordered_json out, list(ledger, question, "conditions", arguments.has("explain")));
  TRY(const auto standings, control::standings(ledger, question.below, question.service));
  for (std::size_t i = 0; i < standings.size(); ++i) {  // the rows begin with the same entries
    add_standing(standings[i], arguments.has("service"), out["conditions"][i]);
  }
  return out;
}

Result<ordered_json> tasks(Ledger& ledger, const Arguments& arguments) {
  TRY(const auto question, question_of(ledger, arguments, control::CatalogueAxis::task));
  return list(ledger, question, "tasks", arguments.has("explain"));
}

}  // namespace saimnieks::cli
