#include "sync/cli/control.h"

#include "core/base/digits.h"
#include "core/control/deviations.h"
#include "core/control/earned_value.h"
#include "core/control/explain_total.h"
#include "core/control/plan_and_actual.h"
#include "core/control/quality.h"
#include "core/control/reconciliation.h"
#include "core/control/year_figures.h"
#include "core/exchange/row_names.h"
#include "core/ledger/closing_checks.h"
#include "core/scenario/answer.h"
#include "core/scenario/answers.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/bridge.h"
#include "sync/cli/budget.h"
#include "sync/cli/costing.h"
#include "sync/cli/report.h"
#include "sync/cli/rows.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using ledger::Ledger;
using nlohmann::ordered_json;

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

ordered_json executed_json(base::Money plan, base::Money actual) {
  return scenario::fixed_or_null(control::executed_hundredths(plan, actual), 2);
}

// The latest month that has actual lines; null when none has: later ones are not known to be empty.
ordered_json actual_until(const cube::Cube& cube, int year) {
  int last = 0;
  for (const cube::Cube::Scenario& one : cube.scenarios()) {
    if (one.side.kind == model::LineKind::actual && one.side.year == year) {
      last = one.last_month;
    }
  }
  const auto month = base::Period::month(year, last);
  return month ? ordered_json(month->iso()) : ordered_json();
}

// The table that an axis' members are rows of.
model::Table table_of(model::WatchAxis axis) {
  switch (axis) {
    case model::WatchAxis::unit:
      return model::Table::unit;
    case model::WatchAxis::service:
      return model::Table::service;
    case model::WatchAxis::resource:
      return model::Table::resource;
    case model::WatchAxis::policy:
      return model::Table::policy;
    case model::WatchAxis::source:
      return model::Table::source;
    case model::WatchAxis::code:
    case model::WatchAxis::function:
      break;
  }
  return model::Table::code;
}

ordered_json said_json(const model::Deviation& said) {
  const auto words = [](const std::string& text) {
    return text.empty() ? ordered_json() : ordered_json(text);
  };
  return {
      {"row", said.uuid.text()},
      {"owner", words(said.owner)},
      {"cause", said.cause ? ordered_json(std::string(model::name(*said.cause))) : ordered_json()},
      {"decision", words(said.decision)},
      {"action", words(said.action)},
      {"deadline", said.deadline ? ordered_json(said.deadline->iso()) : ordered_json()},
      {"effect", words(said.effect)},
      {"checked", said.checked ? ordered_json(said.checked->iso()) : ordered_json()}};
}

ordered_json deviation_json(const Ledger& ledger, const control::FoundDeviation& found) {
  ordered_json thresholds = ordered_json::array();
  for (const base::Uuid& one : found.thresholds) {
    thresholds.push_back(one.text());
  }
  const control::DeviationPlace& place = found.place;
  return {{"watch", std::string(model::name(place.watch))},
          {"axis", std::string(model::name(place.axis))},
          {"unit", name_or_null(ledger, model::Table::unit, model::index(place.unit))},
          {"member", name_or_null(ledger, table_of(place.axis), place.member)},
          {"status", std::string(control::status_name(found.status))},
          {"within", found.within ? ordered_json(*found.within) : ordered_json()},
          {"plan_cents", found.plan.cents()},
          {"measured_cents", found.measured.cents()},
          {"variance_cents", found.variance.amount.cents()},
          {"percent", scenario::fixed_or_null(found.variance.percent_hundredths, 2)},
          {"meaning", std::string(control::meaning_name(found.variance.meaning))},
          {"noticed", found.noticed ? ordered_json(found.noticed->iso()) : ordered_json()},
          {"thresholds", std::move(thresholds)},
          {"said", found.said ? said_json(*found.said) : ordered_json()}};
}

ordered_json quality_json(const Ledger& ledger, const control::Quality& found) {
  ordered_json measures = ordered_json::array();
  for (std::size_t i = 0; i < control::kQualityMeasures; ++i) {
    const control::QualityFigure& figure = found.figures[i];
    const auto percent = figure.percent_hundredths;
    measures.push_back(
        {{"measure", std::string(control::measure_name(static_cast<control::QualityMeasure>(i)))},
         {"lines", figure.lines},
         {"cents", figure.amount.cents()},
         {"of_cents", figure.of.cents()},
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
  return {{"lines", found.lines},
          {"cents", found.amount.cents()},
          {"measures", std::move(measures)},
          {"missing_units", std::move(missing)},
          {"flaws", std::move(flaws)}};
}

// The accounts beside the lines of both bases, of the period, and of a year month by month, too:
// what two months are off by in opposite ways is nothing in their year.
Result<ordered_json> accounts_json(const Ledger& ledger, model::UnitId unit, base::Period period) {
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  std::vector<base::Period> periods{period};
  for (int month = 1; period.whole_year() && month <= 12; ++month) {
    TRY(const base::Period one, base::Period::month(period.year(), month));
    periods.push_back(one);
  }
  ordered_json rows = ordered_json::array();
  for (const base::Period of : periods) {
    for (const model::Basis basis : {model::Basis::cost, model::Basis::budget}) {
      TRY(const auto found,
          control::reconciliation(ledger, cube, {.period = of, .basis = basis, .below = unit}));
      for (const control::ReconciliationRow& one : found) {
        ordered_json row{{"period", of.iso()}, {"basis", std::string(model::name(basis))}};
        row.update(reconciliation_json(ledger, one));
        rows.push_back(std::move(row));
      }
    }
  }
  return rows;
}

// Of the plan of the year, and of what was actual in its first months or belongs to none of them.
Result<void> add_quality_of_year(const Ledger& ledger, const cube::Cube& cube,
                                 const std::vector<cube::Filter>& where, base::Period until,
                                 ordered_json& answer) {
  constexpr std::int32_t kAll = -1;
  cube::Query query;
  query.columns = cube::Axis::month;
  query.where = where;
  query.where.push_back(cube::filter(until.its_year()));
  const cube::Pivot pivot = cube.pivot(query);
  std::vector<model::LineId> plan;
  std::vector<model::LineId> actual;
  for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
    const auto gather = [&](cube::Cube::Part part, std::vector<model::LineId>& out) {
      const auto lines = cube.lines_behind(query, pivot, kAll, column, part);
      out.insert(out.end(), lines.begin(), lines.end());
    };
    gather(cube::Cube::Part::plan, plan);
    if (pivot.columns[column].id % 100 <= static_cast<std::uint32_t>(until.month())) {
      gather(cube::Cube::Part::actual, actual);
    }
  }
  BesideTotals beside(ledger, cube);
  beside.add("/quality/plan", std::move(plan));
  beside.add("/quality/actual", std::move(actual));
  return beside.write(answer);
}

}  // namespace

Result<ordered_json> forecast(Ledger& ledger, const Arguments& arguments) {
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
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  control::YearFigures now;
  std::vector<control::PastYear> history;
  for (control::YearFigures& year : control::year_figures(cube, query.where)) {
    if (year.year == until.year()) {
      now = year;
    } else if (year.year < until.year() && year.by_months()) {
      TRY(const auto values, control::EarnedValues::read(ledger, cube, query.where, year.year));
      year.months.earned = values.all().by_month();
      history.push_back(year.months);
    }
  }
  control::YearToDate to_date = control::year_to_date(now, until.month());
  TRY(const auto values, control::EarnedValues::read(ledger, cube, query.where, until.year()));
  const control::EarnedValue earned = values.all();
  if (*method == control::ForecastMethod::cost_performance) {
    to_date.earned = earned.after(until.month());
  }
  TRY(ordered_json out, scenario::forecast_answer(*method, to_date));
  TRY(const auto tests, control::back_test(history, until.month()));
  ordered_json answer{{"period", until.iso()},
                      {"method", name},
                      {"annual_plan_cents", now.annual_plan().cents()},
                      {"actual_until", actual_until(cube, until.year())},
                      {"back_test", back_test_json(tests)}};
  if (to_date.earned) {
    answer["earned_cents"] = to_date.earned->cents();
  }
  if (arguments.has("explain")) {
    TRY(const auto lines,
        control::explain_year(ledger, cube, query.where, until.year(), until.month()));
    for (ordered_json& input : out["explanation"]["inputs"]) {
      if (input["name"] == "earned") {
        TRY(const base::Explanation why, earned.explain(until.month()));
        input = scenario::to_json(why);
      }
      for (const base::Explanation& total : lines) {
        if (input["name"] == total.name) {
          input = scenario::to_json(total);
        }
      }
    }
  } else {
    out.erase("explanation");
  }
  answer.update(out);
  TRY_DO(add_quality_of_year(ledger, cube, query.where, until, answer));
  return answer;
}

Result<ordered_json> quality(Ledger& ledger, const Arguments& arguments) {
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
  TRY(question.below, unit_below(ledger, arguments));
  question.every = arguments.has("every");
  TRY(const control::Quality found, control::quality(ledger, question));
  ordered_json out{{"period", question.period.iso()}, {"days", question.days}};
  out.update(quality_json(ledger, found));
  return out;
}

Result<ordered_json> closing_checks(const Ledger& ledger, const Arguments& arguments) {
  TRY(const model::UnitId unit, unit_named(ledger, arguments.value("unit")));
  TRY(const base::Period period, base::Period::parse(arguments.value("period")));
  TRY(const ledger::ClosingChecks checks, ledger::closing_checks(ledger, unit, period));
  TRY(const control::Quality found,
      control::quality(ledger, {.period = period, .below = unit, .every = true}));
  TRY(ordered_json accounts, accounts_json(ledger, unit, period));
  ordered_json out{{"unit", arguments.value("unit")},
                   {"period", period.iso()},
                   {"refused", checks.refused},
                   {"conflicts", checks.conflicts},
                   {"planned", checks.planned},
                   {"actual", checks.actual},
                   {"unclassified", checks.unclassified},
                   {"duties_undone", checks.duties},
                   {"quality", quality_json(ledger, found)}};
  // No rows say that nobody knows what the accounts say, not that they say the same.
  out["accounts_known"] = !accounts.empty();
  out["accounts"] = std::move(accounts);
  return out;
}

Result<ordered_json> deviations(Ledger& ledger, const Arguments& arguments,
                                const ledger::Seams& seams) {
  control::DeviationQuestion question;
  TRY(question.through, base::Period::parse(arguments.value("period")));
  question.today = base::Date::from_ms(seams.clock.now_ms());
  if (arguments.has("date")) {
    TRY(question.today, base::Date::parse(arguments.value("date")));
  }
  if (arguments.has("method")) {
    const auto method = control::method_from_name(arguments.value("method"));
    if (!method) {
      return base::fail(ErrorCode::usage_invalid, "--method " + arguments.value("method"));
    }
    question.method = *method;
  }
  TRY(question.below, unit_below(ledger, arguments));
  TRY(question.version, plan_version(ledger, arguments));
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const control::Deviations found, control::deviations(ledger, cube, question));
  ordered_json rows = ordered_json::array();
  for (const control::FoundDeviation& one : found.rows) {
    ordered_json row = deviation_json(ledger, one);
    if (arguments.has("explain")) {
      TRY(const base::Explanation why, control::explain(ledger, cube, question, one));
      row["explanation"] = scenario::to_json(why);
    }
    rows.push_back(std::move(row));
  }
  return ordered_json{{"period", question.through.iso()},
                      {"actual_until", actual_until(cube, question.through.year())},
                      {"method", std::string(control::method_name(question.method))},
                      {"groups", found.groups},
                      {"rows", std::move(rows)}};
}

Result<ordered_json> variance(Ledger& ledger, const Arguments& arguments) {
  if (arguments.has("allocated")) {
    return allocated_variance(ledger, arguments);
  }
  for (const char* of_allocated : {"method", "order"}) {
    if (arguments.has(of_allocated)) {
      return base::fail(ErrorCode::usage_invalid, std::string("variance --") + of_allocated);
    }
  }
  control::CompareQuestion question;
  TRY(question.through, base::Period::parse(arguments.value("period")));
  if (arguments.has("rows")) {
    const auto axis = cube::axis_from_name(arguments.value("rows"));
    if (!axis) {
      return base::fail(ErrorCode::usage_invalid, "--rows " + arguments.value("rows"));
    }
    question.axis = *axis;
  }
  TRY(question.below, unit_below(ledger, arguments));
  TRY(question.version, plan_version(ledger, arguments));
  TRY(const cube::Query cut, parse_query(arguments, ledger));
  for (const cube::Filter& one : cut.where) {
    const bool time = one.axis == cube::Axis::year || one.axis == cube::Axis::month;
    if (time || (one.axis == cube::Axis::version && !arguments.has("version"))) {
      return base::fail(ErrorCode::usage_invalid,
                        "variance --where " + std::string(cube::name(one.axis)));
    }
    if (one.axis != cube::Axis::version) {
      question.where.push_back(one);
    }
  }
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const control::Compared compared, control::plan_and_actual(ledger, cube, question));
  TRY(ordered_json out, scenario::variance_answer(control::Kind::cost, compared.items));
  TRY(const control::GroupVariance group, control::variance(control::Kind::cost, compared.items));
  for (std::size_t i = 0; i < compared.members.size(); ++i) {
    out["items"][i]["name"] = cube.name_of(compared.members[i]);
    out["items"][i]["executed_percent"] = executed_json(group.items[i].plan, group.items[i].actual);
  }
  out["total"]["executed_percent"] = executed_json(group.plan, group.actual);
  out.erase("explanation");
  if (arguments.has("explain")) {
    TRY(const base::Explanation why, control::explain(ledger, cube, question, compared, group));
    out["explanation"] = scenario::to_json(why);
  }
  ordered_json answer{{"period", question.through.iso()},
                      {"actual_until", actual_until(cube, question.through.year())},
                      {"rows", std::string(cube::name(question.axis))}};
  answer.update(out);
  const cube::Query query = control::compared_query(cube, question);
  const cube::Pivot pivot = cube.pivot(query);
  BesideTotals beside(ledger, cube);
  beside.add("/quality/plan", query, pivot, 0, cube::Cube::Part::plan);
  beside.add("/quality/actual", query, pivot, 0, cube::Cube::Part::actual);
  TRY_DO(beside.write(answer));
  return answer;
}

}  // namespace saimnieks::cli
