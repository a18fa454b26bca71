#include "sync/cli/calculations.h"

#include <map>

#include "core/base/digits.h"
#include "core/control/quality.h"
#include "core/control/year_figures.h"
#include "core/costing/explain.h"
#include "core/costing/ledger_network.h"
#include "core/exchange/row_names.h"
#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "sync/cli/report.h"
#include "sync/cli/rows.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Explanation;
using base::Result;
using costing::LedgerNetwork;
using costing::LedgerSide;
using cube::ObjectKind;
using ledger::Ledger;
using nlohmann::ordered_json;

Result<cube::Cube> filled(const Ledger& ledger) {
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  return cube;
}

// --period, and --version or --side plan for plans.
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
  if (arguments.has("version")) {
    side.version = ledger.find_version(arguments.value("version"));
    if (*side.version == model::kNoVersion) {
      return base::fail(ErrorCode::version_unknown, arguments.value("version"));
    }
  }
  return side;
}

Result<costing::Method> method_of(const Arguments& arguments) {
  const std::string name = arguments.has("method") ? arguments.value("method") : "reciprocal";
  const auto method = scenario::allocation_method(name);
  return method ? Result<costing::Method>(*method)
                : base::fail(ErrorCode::usage_invalid, "--method " + name);
}

struct Allocated {
  LedgerNetwork ledger;
  costing::Method method{};
  costing::Attribution attribution;
};

Result<Allocated> allocated(const Ledger& ledger, const cube::Cube& cube, const LedgerSide& side,
                            const Arguments& arguments) {
  Allocated out;
  TRY(out.method, method_of(arguments));
  TRY(out.ledger, costing::read_network(ledger, cube, side));
  auto attribution = costing::allocate(out.ledger.network, out.method);
  if (!attribution) {
    // A place in a network that nobody has seen says nothing: the account's name does.
    base::Error error = std::move(attribution).error();
    error.field.clear();
    return tl::unexpected(std::move(error));
  }
  out.attribution = std::move(*attribution);
  return out;
}

// Puts the lines below every own cost of the explanation's pools.
void explain_pools(const costing::AccountLines& lines, const LedgerNetwork& of,
                   ordered_json& explanation) {
  std::map<std::string, costing::AccountPlace> places;
  for (std::size_t i = 0; i < of.pools.size(); ++i) {
    places.emplace(of.network.pools[i].id, of.pools[i]);
  }
  ordered_json& pools = explanation["inputs"][0];
  if (!pools.contains("inputs")) {
    return;  // nothing is attributed
  }
  for (ordered_json& pool : pools["inputs"]) {
    pool["inputs"][0] =
        scenario::to_json(lines.explain(places.at(pool["name"].get<std::string>()), "own"));
  }
}

Result<ordered_json> allocate(const Ledger& ledger, const Arguments& arguments) {
  TRY(const LedgerSide side, side_of(ledger, arguments));
  TRY(const cube::Cube cube, filled(ledger));
  TRY(const Allocated done, allocated(ledger, cube, side, arguments));
  TRY(ordered_json out,
      scenario::allocation_answer(done.ledger.network, done.method, done.attribution));
  out["policies_cents"] = done.ledger.policies.cents();
  out["total_cents"] = done.ledger.total.cents();
  if (!arguments.has("explain")) {
    out.erase("explanation");
    return out;
  }
  TRY(const auto lines, costing::AccountLines::read(ledger, cube, side));
  explain_pools(lines, done.ledger, out["explanation"]);
  ordered_json own = ordered_json::array();
  for (std::size_t i = 0; i < done.ledger.objects.size(); ++i) {
    own.push_back(scenario::to_json(
        lines.explain(done.ledger.objects[i], done.ledger.network.objects[i].id)));
  }
  out["own"] = std::move(own);
  return out;
}

// The sheet of one service: its own lines by code, what arrives from each pool, units provided.
Result<ordered_json> unit_cost(const Ledger& ledger, const Arguments& arguments) {
  TRY(const LedgerSide side, side_of(ledger, arguments));
  const model::ServiceId service = ledger.find_service(arguments.value("service"));
  if (service == model::kNoService) {
    return base::fail(ErrorCode::service_unknown, arguments.value("service"));
  }
  TRY(const cube::Cube cube, filled(ledger));
  TRY(const Allocated done, allocated(ledger, cube, side, arguments));
  TRY(const costing::ServiceSheet sheet,
      costing::sheet_of(ledger, cube, side, done.ledger, done.attribution, service));
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
  if (arguments.has("explain")) {
    TRY(const auto lines, costing::AccountLines::read(ledger, cube, side));
    ordered_json& direct = out["explanation"]["inputs"][0]["inputs"][0];
    for (std::size_t i = 0; i < sheet.codes.size(); ++i) {
      direct["inputs"][i] =
          scenario::to_json(lines.explain({ObjectKind::service, model::index(service)},
                                          sheet.sheet.direct[i].code, sheet.codes[i]));
    }
    TRY(const Explanation allocation,
        costing::explain(done.ledger.network, done.method, done.attribution));
    out["allocation"] = scenario::to_json(allocation);
    explain_pools(lines, done.ledger, out["allocation"]);
  } else {
    out.erase("explanation");
  }
  answer.update(out);
  return answer;
}

ordered_json back_test_json(const std::array<control::BackTest, 4>& tests) {
  ordered_json out = ordered_json::array();
  for (const control::BackTest& test : tests) {
    out.push_back({{"method", std::string(control::method_name(test.method))},
                   {"years", test.estimates},
                   {"bias_cents", scenario::cents_or_null(test.bias)},
                   {"error_cents", scenario::cents_or_null(test.error)},
                   {"error_percent", scenario::fixed_or_null(test.percent_hundredths, 2)}});
  }
  return out;
}

// What the year will come to after its first months, and how far off each method was before.
Result<ordered_json> forecast(const Ledger& ledger, const Arguments& arguments) {
  const std::string name = arguments.value("method");
  const auto method = control::method_from_name(name);
  if (!method) {
    return base::fail(ErrorCode::usage_invalid, "--method " + name);
  }
  TRY(const base::Period until, base::Period::parse(arguments.value("period")));
  if (until.whole_year()) {
    return base::fail(ErrorCode::usage_invalid, "--period " + until.iso());
  }
  TRY(const cube::Query query, parse_query(arguments, ledger));
  TRY(const cube::Cube cube, filled(ledger));
  control::YearFigures now;
  std::vector<control::PastYear> history;
  for (const control::YearFigures& year : control::year_figures(cube, query.where)) {
    if (year.year == until.year()) {
      now = year;
    } else if (year.year < until.year() && year.by_months()) {
      history.push_back(year.months);
    }
  }
  TRY(ordered_json out,
      scenario::forecast_answer(*method, control::year_to_date(now, until.month())));
  TRY(const auto tests, control::back_test(history, until.month()));
  ordered_json answer{{"period", until.iso()},
                      {"method", name},
                      {"annual_plan_cents", now.annual_plan().cents()},
                      {"back_test", back_test_json(tests)}};
  if (!arguments.has("explain")) {
    out.erase("explanation");
  }
  answer.update(out);
  return answer;
}

Result<ordered_json> quality(const Ledger& ledger, const Arguments& arguments) {
  control::QualityQuestion question;
  TRY(question.period, base::Period::parse(arguments.value("period")));
  if (arguments.has("days")) {
    constexpr std::int64_t kMostDays = 3660;
    const auto days = base::parse_digits(arguments.value("days"));
    if (!days || *days > kMostDays) {
      return base::fail(ErrorCode::usage_invalid, "--days " + arguments.value("days"));
    }
    question.days = static_cast<int>(*days);
  }
  if (arguments.has("unit")) {
    TRY(question.below, unit_named(ledger, arguments.value("unit")));
  }
  TRY(const control::Quality found, control::quality(ledger, question));
  ordered_json measures = ordered_json::array();
  for (std::size_t i = 0; i < control::kQualityMeasures; ++i) {
    const control::QualityFigure& figure = found.figures[i];
    const auto percent = figure.percent_hundredths;
    measures.push_back(
        {{"measure", std::string(control::measure_name(static_cast<control::QualityMeasure>(i)))},
         {"lines", figure.lines},
         {"cents", figure.amount.cents()},
         {"percent", percent ? ordered_json(base::fixed_text(*percent, 2)) : ordered_json()}});
  }
  ordered_json missing = ordered_json::array();
  for (const model::UnitId unit : found.missing) {
    missing.push_back(exchange::name_of_row(ledger, model::Table::unit, model::index(unit)));
  }
  ordered_json flaws = ordered_json::array();
  for (const control::FlawedLine& one : found.flaws) {
    flaws.push_back({{"row", one.line.text()},
                     {"flaw", std::string(control::flaw_name(one.flaw))},
                     {"cents", one.amount.cents()}});
  }
  return ordered_json{{"period", question.period.iso()},
                      {"days", question.days},
                      {"lines", found.lines},
                      {"cents", found.amount.cents()},
                      {"measures", std::move(measures)},
                      {"missing_units", std::move(missing)},
                      {"flaws", std::move(flaws)}};
}

}  // namespace

bool calculates_on_ledger(const std::string& verb) {
  return verb == "allocate" || verb == "unit-cost" || verb == "forecast" || verb == "quality";
}

Result<ordered_json> calculate(const Ledger& ledger, const Arguments& arguments) {
  const std::string& verb = arguments.verb;
  return verb == "allocate"    ? allocate(ledger, arguments)
         : verb == "unit-cost" ? unit_cost(ledger, arguments)
         : verb == "forecast"  ? forecast(ledger, arguments)
         : verb == "quality"   ? quality(ledger, arguments)
                               : base::fail(ErrorCode::usage_invalid, verb);
}

}  // namespace saimnieks::cli
