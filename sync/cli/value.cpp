#include "sync/cli/value.h"

#include <span>
#include <utility>

#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "core/value/service_value.h"
#include "sync/cli/allocated_costs.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/costing.h"

namespace saimnieks::cli {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::Explanation;
using base::Period;
using base::Result;
using ledger::Ledger;
using model::LineKind;
using nlohmann::ordered_json;
using value::PerUnit;
using value::SideValue;

Result<int> year_of(const Arguments& arguments, const char* option) {
  TRY(const Period period, Period::parse(arguments.value(option)));
  return period.whole_year()
             ? Result<int>(period.year())
             : base::fail(ErrorCode::usage_invalid,
                          std::string("--") + option + " " + arguments.value(option));
}

Result<std::vector<Decimal9>> numbers(const Arguments& arguments, const char* option) {
  std::vector<Decimal9> out;
  const auto said = arguments.options.find(option);
  if (said == arguments.options.end()) {
    return base::fail(ErrorCode::usage_invalid, std::string("appraise --") + option);
  }
  for (const std::string& text : said->second) {
    TRY(const Decimal9 number, Decimal9::parse(text));
    out.push_back(number);
  }
  return out;
}

ordered_json quantity_json(const std::optional<Decimal9>& quantity) {
  return quantity ? ordered_json(quantity->text()) : ordered_json();
}

// The quantity under its own name, what one of it costs, and why nothing does.
ordered_json per_unit_json(const PerUnit& of, const char* quantity) {
  return {{quantity, quantity_json(of.quantity)},
          {"measure", of.measure},
          {"per_unit_cents", scenario::cents_or_null(of.each)},
          {"no_figure", of.why_not ? ordered_json(std::string(value::no_figure_name(*of.why_not)))
                                   : ordered_json()}};
}

// What a year brings is null, not nothing, where nobody has said it.
ordered_json if_appraised(const SideValue& side, base::Money benefit) {
  return side.appraisal ? ordered_json(benefit.cents()) : ordered_json();
}

ordered_json why_not(const SideValue& side) {
  return side.appraisal ? ordered_json() : ordered_json(std::string(value::kNoBenefits));
}

ordered_json side_json(int from, const SideValue& side) {
  ordered_json unknown = ordered_json::array();
  for (const int year : side.unknown) {
    unknown.push_back(std::to_string(year));
  }
  ordered_json without = ordered_json::array();
  ordered_json years = ordered_json::array();
  for (std::size_t t = 0; t < side.years.size(); ++t) {
    const std::string name = std::to_string(from + static_cast<int>(t));
    ordered_json year{{"year", name},
                      {"cost_cents", side.years[t].cost.cents()},
                      {"benefit_cents", if_appraised(side, side.years[t].benefit)}};
    year.update(per_unit_json(side.units[t], "units"));
    years.push_back(std::move(year));
    if (side.benefits[t].empty()) {
      without.push_back(name);
    }
  }
  ordered_json out{{"through", side.through.iso()},
                   {"unknown_years", std::move(unknown)},
                   {"cost_cents", side.all_units.cost.cents()},
                   {"benefit_cents", scenario::cents_or_null(side.benefit())},
                   {"benefit_lines_cents", side.benefit_lines.cents()},
                   {"years_without_benefits", std::move(without)},
                   {"not_appraised", why_not(side)},
                   {"benefit_per_cost",
                    scenario::fixed_or_null(side.worth ? side.worth->ratio : std::nullopt, 3)}};
  out.update(scenario::appraisal_answer(side.appraisal));
  out.update(per_unit_json(side.all_units, "units"));
  out["years"] = std::move(years);
  return out;
}

ordered_json outcome_json(const value::OutcomeValue& outcome) {
  const auto side = [](const std::optional<PerUnit>& of) {
    if (!of) {
      return ordered_json();
    }
    ordered_json out{{"cost_cents", of->cost.cents()}};
    out.update(per_unit_json(*of, "quantity"));
    out.erase("measure");
    return out;
  };
  return {{"row", outcome.row.text()},         {"indicator", outcome.indicator},
          {"measure", outcome.measure},        {"period", outcome.period.iso()},
          {"planned", side(outcome.sides[0])}, {"reached", side(outcome.sides[1])}};
}

struct Asked {
  value::ValueQuestion question;  // of one service after the other
  std::vector<model::ServiceId> services;
  std::vector<Decimal9> rates;
  std::optional<LineKind> only;  // --side
};

Result<Asked> asked(const Ledger& ledger, const Arguments& arguments) {
  Asked out;
  TRY(out.question.from, year_of(arguments, "from"));
  TRY(out.question.to, year_of(arguments, "to"));
  TRY(out.rates, numbers(arguments, "rate-ppm"));
  out.question.rate_ppm = out.rates.front();
  const bool sensitivity = arguments.has("sensitivity");
  if (sensitivity != arguments.has("volume-ppm") || (!sensitivity && out.rates.size() > 1)) {
    return base::fail(ErrorCode::usage_invalid, "appraise --sensitivity --volume-ppm PPM");
  }
  if (arguments.has("side")) {
    out.only = model::from_name<LineKind>(arguments.value("side"));
    if (!out.only) {
      return base::fail(ErrorCode::usage_invalid, "--side " + arguments.value("side"));
    }
  }
  TRY(out.question.version, plan_version(ledger, arguments));
  if (!arguments.has("service")) {
    return base::fail(ErrorCode::usage_invalid, "appraise --service");
  }
  for (const std::string& code : arguments.options.at("service")) {
    const model::ServiceId service = ledger.find_service(code);
    if (service == model::kNoService) {
      return base::fail(ErrorCode::service_unknown, code);
    }
    out.services.push_back(service);
  }
  return out;
}

const char* part_of(LineKind kind) { return kind == LineKind::plan ? "planned" : "reached"; }

// Where the answer explains the cost or benefit of a service's year.
std::vector<std::string> see_year(std::size_t service, const char* part, const std::string& year,
                                  const char* figure) {
  return {"/services/" + std::to_string(service) + "/" + part + "/explanation",
          "appraisal",
          "npv",
          "years",
          year,
          figure};
}
std::vector<std::string> see_year(std::size_t service, LineKind kind, std::size_t year,
                                  const char* figure) {
  return see_year(service, part_of(kind), std::to_string(year), figure);
}

// The figures tried, with the lines that go with the volume; the rest is the service's own
// explanation's.
Explanation explain_sensitivity(std::size_t service, LineKind kind, const Asked& asked,
                                const std::vector<Decimal9>& volumes,
                                const value::VolumeCosts& costs, const value::Sensitivity& found) {
  const bool appraised = !found.npv.empty();
  Explanation out =
      value::explain(costs.years, appraised ? std::span(asked.rates) : std::span<const Decimal9>(),
                     volumes, found);
  for (std::size_t t = 0; t < costs.years.size(); ++t) {
    const value::VolumeYear& year = costs.years[t];
    std::vector<Explanation>& figures = out.inputs[0].inputs[t].inputs;
    figures[0].formula = "difference";
    figures[0].inputs = {
        Explanation::seen_cents("cost", (year.fixed_cost + year.volume_cost).cents(),
                                see_year(service, kind, t, "cost")),
        Explanation::seen_cents(
            "volume_cost", year.volume_cost.cents(),
            {"/services/" + std::to_string(service) + "/sensitivity/explanation", "sensitivity",
             "years", std::to_string(t), "volume_cost"})};
    figures[1].formula = "total";
    for (const auto& [row, amount] : costs.lines[t]) {
      figures[1].inputs.push_back(Explanation::entered_cents(row.text(), amount.cents()));
    }
    if (appraised) {
      figures[2].see = see_year(service, kind, t, "benefit");
    } else {
      figures.pop_back();
    }
  }
  out.formula = appraised ? out.formula : std::string_view();
  return out;
}

// By rate what each volume comes to; null where the side is not appraised.
ordered_json rates_json(const Asked& asked, std::size_t volumes, const value::Sensitivity& found) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < asked.rates.size(); ++i) {
    ordered_json npv = ordered_json::array();
    for (std::size_t j = 0; j < volumes; ++j) {
      npv.push_back(found.npv.empty() ? ordered_json() : ordered_json(found.npv[i][j].cents()));
    }
    const auto even = found.npv.empty() ? std::nullopt : found.break_even_ppm[i];
    out.push_back({{"rate_ppm", asked.rates[i].text()},
                   {"npv_cents", std::move(npv)},
                   {"break_even_ppm", even ? ordered_json(base::to_text(*even)) : ordered_json()}});
  }
  return out;
}

Result<ordered_json> sensitivity_json(const Ledger& ledger, const cube::Cube& cube,
                                      const Asked& asked, const Arguments& arguments,
                                      const value::ServiceValue& of, std::size_t number) {
  const LineKind kind = asked.only.value_or(LineKind::plan);
  const auto& side = kind == LineKind::plan ? of.planned : of.reached;
  if (!side) {
    return ordered_json();
  }
  TRY(const std::vector<Decimal9> volumes, numbers(arguments, "volume-ppm"));
  TRY(const value::VolumeCosts costs,
      value::volume_costs(ledger, cube, asked.question, kind, *side));
  value::Sensitivity found;  // of rates and volumes that are none without benefits
  if (side->appraisal) {
    TRY(found, value::sensitivity(costs.years, asked.rates, volumes));
  }
  ordered_json years = ordered_json::array();
  for (std::size_t t = 0; t < costs.years.size(); ++t) {
    const value::VolumeYear& year = costs.years[t];
    ordered_json lines = ordered_json::array();
    for (const auto& [row, amount] : costs.lines[t]) {
      lines.push_back({{"row", row.text()}, {"cents", amount.cents()}});
    }
    years.push_back({{"year", std::to_string(asked.question.from + static_cast<int>(t))},
                     {"fixed_cents", year.fixed_cost.cents()},
                     {"by_volume_cents", year.volume_cost.cents()},
                     {"benefit_cents", if_appraised(*side, year.benefit)}});
    if (arguments.has("explain")) {
      years.back()["by_volume"] = std::move(lines);
    }
  }
  ordered_json volumes_json = ordered_json::array();
  for (const Decimal9 volume : volumes) {
    volumes_json.push_back(volume.text());
  }
  ordered_json out{{"side", std::string(model::name(kind))},
                   {"volumes_ppm", std::move(volumes_json)},
                   {"not_appraised", why_not(*side)},
                   {"rates", rates_json(asked, volumes.size(), found)},
                   {"years", std::move(years)}};
  if (arguments.has("explain")) {
    out["explanation"] =
        scenario::to_json(explain_sensitivity(number, kind, asked, volumes, costs, found));
  }
  return out;
}

// Alternatives of one side that are appraised, with their places among the services.
struct Alternatives {
  std::vector<value::Alternative> list;
  std::vector<std::size_t> services;
};

Explanation explain_alternatives(const Asked& asked, LineKind kind,
                                 const Alternatives& alternatives,
                                 const value::Comparison& comparison) {
  Explanation why = value::explain(asked.question.rate_ppm, alternatives.list, comparison);
  for (std::size_t i = 0; i < alternatives.list.size(); ++i) {
    std::vector<Explanation>& years = why.inputs[i].inputs[0].inputs[1].inputs;
    for (std::size_t t = 0; t < years.size(); ++t) {
      for (Explanation& figure : years[t].inputs) {
        figure.see = see_year(alternatives.services[i], kind, t, figure.name.c_str());
      }
    }
  }
  return why;
}

// Puts the alternatives of one side into the answer, and where it was asked for how they came to
// be. Who is not appraised stands among them without figures or rank.
Result<void> add_alternatives(const Ledger& ledger, const Asked& asked, bool explain,
                              const std::vector<value::ServiceValue>& found, LineKind kind,
                              ordered_json& out) {
  const auto side =
      kind == LineKind::plan ? &value::ServiceValue::planned : &value::ServiceValue::reached;
  ordered_json rows = ordered_json::array();
  Alternatives alternatives;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!(found[i].*side)) {  // what is known is known of all services alike
      out["alternatives"][part_of(kind)] = ordered_json();
      return {};
    }
    const SideValue& one = *(found[i].*side);
    const std::string& code = ledger.services()[asked.services[i]].code;
    rows.push_back({{"service", code},
                    {"npv_cents", nullptr},
                    {"more_cents", nullptr},
                    {"yearly_cents", nullptr},
                    {"rank", nullptr},
                    {"not_appraised", why_not(one)}});
    if (one.appraisal) {
      alternatives.list.push_back({code, one.years});
      alternatives.services.push_back(i);
    }
  }
  TRY(const value::Comparison comparison,
      value::compare(asked.question.rate_ppm, alternatives.list));
  for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
    const value::Comparison::Row& row = comparison.rows[i];
    ordered_json& shown = rows[alternatives.services[i]];
    shown["npv_cents"] = row.appraisal.npv.cents();
    shown["more_cents"] = row.more.cents();
    shown["yearly_cents"] = scenario::cents_or_null(row.yearly);
    shown["rank"] = row.rank;
  }
  out["alternatives"][part_of(kind)] = std::move(rows);
  if (explain && !alternatives.list.empty()) {
    out["alternatives_explanation"][part_of(kind)] =
        scenario::to_json(explain_alternatives(asked, kind, alternatives, comparison));
  }
  return {};
}

// The lines that all costs of the side's years come from.
Result<void> beside_side(const costing::AccountPlace& place, LineKind kind, const SideValue& side,
                         AllocatedCosts& costs, std::string at, BesideTotals& beside) {
  std::vector<model::LineId> lines;
  for (const value::CostPeriod period : side.periods) {
    TRY(const auto of_year, costs.lines_behind(place, period, kind));
    lines.insert(lines.end(), of_year.begin(), of_year.end());
  }
  beside.add(std::move(at), std::move(lines));
  return {};
}

// The parts of one service's answer, each with its explanation where it was asked for.
Result<ordered_json> service_json(const Ledger& ledger, const Asked& asked, bool explain,
                                  std::size_t number, model::ServiceId service,
                                  const value::ServiceValue& found, AllocatedCosts& costs,
                                  BesideTotals& beside) {
  const model::Service& named = ledger.services()[service];
  ordered_json out{{"service", named.code}, {"name", named.name}};
  const auto put = [&](const char* name, LineKind kind,
                       const std::optional<SideValue>& side) -> Result<void> {
    if (asked.only && *asked.only != kind) {
      return {};
    }
    out[name] = side ? side_json(asked.question.from, *side) : ordered_json();
    if (side) {
      TRY_DO(beside_side(place_of(service), kind, *side, costs,
                         "/services/" + std::to_string(number) + "/" + name + "/quality", beside));
    }
    if (side && explain) {
      const auto cost = [&](value::CostPeriod period) {
        return costs.explain(place_of(service), period, kind, "cost");
      };
      TRY(Explanation why, value::explain(asked.question, *side, cost));
      for (Explanation& unit : why.inputs[1].inputs) {
        unit.inputs[0].see = see_year(number, name, unit.name, "cost");
      }
      out[name]["explanation"] = scenario::to_json(why);
    }
    return {};
  };
  TRY_DO(put("planned", LineKind::plan, found.planned));
  if (!asked.only) {
    TRY_DO(put("planned_so_far", LineKind::plan, found.planned_so_far));
  }
  TRY_DO(put("reached", LineKind::actual, found.reached));
  out["outcomes"] = ordered_json::array();
  for (const value::OutcomeValue& outcome : found.outcomes) {
    out["outcomes"].push_back(outcome_json(outcome));
  }
  return out;
}

}  // namespace

Result<ordered_json> appraise(Ledger& ledger, const Arguments& arguments) {
  TRY(Asked asked, cli::asked(ledger, arguments));
  TRY(costing::Procedure procedure, procedure_of(arguments));
  cube::Cube cube(ledger, cube::Whose::everybodys);
  TRY_DO(cube.load());
  if (!asked.question.version) {
    asked.question.version = cube.default_version();
  }
  AllocatedCosts costs(ledger, cube, std::move(procedure), asked.question.version);
  BesideTotals beside(ledger, cube);
  const bool explain = arguments.has("explain");
  std::vector<value::ServiceValue> found;
  ordered_json services = ordered_json::array();
  for (const model::ServiceId service : asked.services) {
    asked.question.service = service;
    const auto cost_of = [&](value::CostPeriod period, LineKind kind) {
      return costs.of(service, period, kind);
    };
    TRY(value::ServiceValue one, value::service_value(ledger, cube, asked.question, cost_of));
    TRY(ordered_json json,
        service_json(ledger, asked, explain, found.size(), service, one, costs, beside));
    if (arguments.has("sensitivity")) {
      TRY(json["sensitivity"], sensitivity_json(ledger, cube, asked, arguments, one, found.size()));
    }
    services.push_back(std::move(json));
    found.push_back(std::move(one));
  }
  ordered_json out{{"from", std::to_string(asked.question.from)},
                   {"to", std::to_string(asked.question.to)},
                   {"rate_ppm", asked.question.rate_ppm.text()},
                   {"method", arguments.value("method", "reciprocal")},
                   {"version", asked.question.version
                                   ? ordered_json(ledger.versions()[*asked.question.version].name)
                                   : ordered_json()},
                   {"services", std::move(services)}};
  if (found.size() > 1) {
    for (const LineKind kind : {LineKind::plan, LineKind::actual}) {
      if (asked.only.value_or(kind) == kind) {
        TRY_DO(add_alternatives(ledger, asked, explain, found, kind, out));
      }
    }
  }
  TRY_DO(beside.write(out));
  if (explain) {
    TRY(out["allocations"], costs.explained());
  }
  return out;
}

}  // namespace saimnieks::cli
