#include "sync/cli/budget.h"

#include <utility>

#include "core/control/budget.h"
#include "core/scenario/answer.h"
#include "sync/cli/beside_totals.h"
#include "sync/cli/rows.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using ledger::Ledger;
using nlohmann::ordered_json;

ordered_json figures_json(const control::BudgetFigures& figures) {
  return {{"granted_cents", figures.granted.cents()},
          {"amended_cents", figures.amended.cents()},
          {"spent_cents", figures.spent.cents()},
          {"committed_cents", figures.committed.cents()}};
}

ordered_json sum_json(const control::BudgetFigures& figures) {
  ordered_json out = figures_json(figures);
  out["free_cents"] = figures.free().cents();
  return out;
}

Result<ordered_json> row_json(const Ledger& ledger, base::Period through,
                              const control::BudgetRow& one) {
  ordered_json row{
      {"unit", name_or_null(ledger, model::Table::unit, model::index(one.unit))},
      {"source", name_or_null(ledger, model::Table::source, model::index(one.source))}};
  row.update(sum_json(one.sum));
  ordered_json months = ordered_json::array();
  ordered_json free_after = ordered_json::array();
  ordered_json gap_from;
  const int last = through.whole_year() ? 12 : through.month();
  for (int part = 0; part <= last; ++part) {
    base::Period period = through.its_year();
    if (part > 0) {
      TRY(period, base::Period::month(through.year(), part));
      free_after.push_back(one.free_after[static_cast<std::size_t>(part) - 1].cents());
    }
    months.push_back({{"period", period.iso()}});
    months.back().update(figures_json(one.parts[static_cast<std::size_t>(part)]));
    if (part > 0 && part == one.gap_from) {
      gap_from = period.iso();
    }
  }
  row["months"] = std::move(months);
  row["free_after"] = std::move(free_after);
  row["gap_from"] = std::move(gap_from);
  return row;
}

}  // namespace

Result<ordered_json> budget(Ledger& ledger, const Arguments& arguments) {
  TRY(const base::Period through, base::Period::parse(arguments.value("period")));
  TRY(const model::UnitId of, unit_below(ledger, arguments));
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const control::Budget found, control::budget(ledger, cube, through, of));
  ordered_json rows = ordered_json::array();
  for (const control::BudgetRow& one : found.rows) {
    TRY(ordered_json row, row_json(ledger, through, one));
    rows.push_back(std::move(row));
  }
  ordered_json total = sum_json(found.sum);
  if (arguments.has("explain")) {
    TRY(const control::BudgetWhy why, control::explain(ledger, cube, found));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i]["explanation"] = scenario::to_json(why.rows[i]);
    }
    total["explanation"] = scenario::to_json(why.sum);
  }
  ordered_json out{
      {"period", through.iso()}, {"rows", std::move(rows)}, {"total", std::move(total)}};
  BesideTotals beside(ledger, cube);
  beside.add("/quality", control::spent_lines(cube, through, of));
  TRY_DO(beside.write(out));
  return out;
}

Result<ordered_json> reconcile(Ledger& ledger, const Arguments& arguments) {
  control::ReconciliationQuestion question;
  TRY(question.period, base::Period::parse(arguments.value("period")));
  TRY(question.below, unit_below(ledger, arguments));
  if (arguments.has("basis")) {
    const auto basis = model::from_name<model::Basis>(arguments.value("basis"));
    if (!basis) {
      return base::fail(ErrorCode::usage_invalid, "--basis " + arguments.value("basis"));
    }
    question.basis = *basis;
  }
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const auto found, control::reconciliation(ledger, cube, question));
  ordered_json rows = ordered_json::array();
  for (const control::ReconciliationRow& one : found) {
    rows.push_back(reconciliation_json(ledger, one));
  }
  if (arguments.has("explain")) {
    TRY(const auto why, control::explain(ledger, cube, question, found));
    for (std::size_t i = 0; i < why.size(); ++i) {
      rows[i]["explanation"] = scenario::to_json(why[i]);
    }
  }
  ordered_json out{{"period", question.period.iso()},
                   {"basis", std::string(model::name(question.basis))},
                   {"rows", std::move(rows)}};
  TRY(std::vector<model::LineId> lines, control::booked_lines(ledger, cube, question));
  BesideTotals beside(ledger, cube);
  beside.add("/quality", std::move(lines));
  TRY_DO(beside.write(out));
  return out;
}

ordered_json reconciliation_json(const Ledger& ledger, const control::ReconciliationRow& one) {
  return {{"unit", name_or_null(ledger, model::Table::unit, model::index(one.unit))},
          {"code", name_or_null(ledger, model::Table::code, model::index(one.code))},
          {"turnover_cents", scenario::cents_or_null(one.turnover)},
          {"booked_cents", one.booked.cents()},
          {"difference_cents", one.difference().cents()}};
}

}  // namespace saimnieks::cli
