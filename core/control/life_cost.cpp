#include "core/control/life_cost.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/control/line_total.h"

namespace saimnieks::control {
namespace {

using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using ledger::Ledger;
using model::LineKind;
using model::Phase;

constexpr std::size_t kNotSaid = 2;

cube::Query query_of(const Ledger& ledger, const LifeQuestion& question) {
  cube::Query query;
  query.rows = {Axis::phase, Axis::regular};
  query.columns = Axis::year;
  query.where.push_back(
      question.object.kind == cube::ObjectKind::service
          ? cube::Filter{Axis::service,
                         ledger.services()[model::ServiceId{question.object.number}].code}
          : cube::Filter{Axis::resource,
                         ledger.resources()[model::ResourceId{question.object.number}].code});
  if (question.version) {
    query.where.push_back({Axis::version, ledger.versions()[*question.version].name});
  }
  return query;
}

std::optional<Phase> phase_of(const cube::Member& member) {
  return member.id == model::kNone ? std::nullopt : std::optional(static_cast<Phase>(member.id));
}

// By year, of the sides that the ledger has lines of. Gathers the lines behind them, too.
Result<std::map<int, PlanActual>> attributed(const Ledger& ledger, const Cube& cube,
                                             const LifeQuestion& question, LifeCost& life) {
  const auto version = question.version ? question.version : cube.default_version();
  std::map<int, PlanActual> out;
  for (const Cube::Scenario& one : cube.scenarios()) {
    const bool plan = one.side.kind == LineKind::plan;
    if (!one.side.year || (plan && one.side.version != version)) {
      continue;
    }
    TRY(const base::Period year, base::Period::year(*one.side.year));
    TRY(const costing::AllocatedSide side,
        costing::allocate_side(ledger, cube,
                               {.period = year, .kind = one.side.kind, .version = one.side.version},
                               question.procedure));
    const auto lines = costing::lines_behind(ledger, cube, side, question.object);
    std::vector<model::LineId>& all = plan ? life.plan_lines : life.actual_lines;
    all.insert(all.end(), lines.begin(), lines.end());
    const Money amount = costing::cost_of(side, question.object).attributed;
    if (!amount.is_zero()) {
      (plan ? out[*one.side.year].plan : out[*one.side.year].actual) = amount;
    }
  }
  return out;
}

// The rows in their order, empty.
std::vector<LifeRow> rows_of(const cube::Pivot& pivot, std::size_t years) {
  std::set<Phase> phases{Phase::planning,  Phase::creation,    Phase::introduction,
                         Phase::provision, Phase::maintenance, Phase::liquidation};
  for (const cube::Node& node : pivot.nodes) {
    if (const auto phase = phase_of(node.member); node.depth == 0 && phase) {
      phases.insert(*phase);
    }
  }
  LifeRow empty;
  empty.parts.fill(std::vector<PlanActual>(years));
  std::vector<LifeRow> out;
  for (const bool of_policies : {false, true}) {
    for (const Phase phase : phases) {
      if (model::is_policy_phase(phase) == of_policies) {
        out.push_back(empty);
        out.back().phase = phase;
      }
    }
  }
  out.push_back(empty);
  return out;
}

}  // namespace

Result<LifeCost> life_cost(const Ledger& ledger, const Cube& cube, const LifeQuestion& question) {
  const cube::Pivot pivot = cube.pivot(query_of(ledger, question));
  LifeCost out;
  TRY(const auto given, attributed(ledger, cube, question, out));
  std::set<int> years;
  for (const cube::Member& column : pivot.columns) {
    years.insert(static_cast<int>(column.id));
  }
  for (const auto& [year, amounts] : given) {
    years.insert(year);
  }
  out.years.assign(years.begin(), years.end());
  const auto place = [&](int year) {
    return static_cast<std::size_t>(std::distance(years.begin(), years.find(year)));
  };
  out.rows = rows_of(pivot, years.size());
  out.attributed.resize(years.size());
  for (const auto& [year, amounts] : given) {
    out.attributed[place(year)] = amounts;
  }
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const cube::Node& node = pivot.nodes[i];
    if (node.depth == 0) {
      continue;
    }
    const auto phase = phase_of(pivot.nodes[static_cast<std::size_t>(node.parent)].member);
    LifeRow& row = *std::find_if(out.rows.begin(), out.rows.end(),
                                 [&](const LifeRow& one) { return one.phase == phase; });
    auto& part = row.parts[node.member.id == model::kNone ? kNotSaid : node.member.id];
    for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
      const cube::Cell& cell = pivot.cell(i, column);
      part[place(static_cast<int>(pivot.columns[column].id))] = {
          Money::from_cents(cell.plan_cents), Money::from_cents(cell.actual_cents)};
    }
  }
  return out;
}

Result<std::vector<std::array<base::Explanation, 2>>> explain(const Ledger& ledger,
                                                              const Cube& cube,
                                                              const LifeQuestion& question,
                                                              const LifeCost& life) {
  const cube::Query query = query_of(ledger, question);
  const cube::Pivot pivot = cube.pivot(query);
  constexpr std::array kParts{Cube::Part::plan, Cube::Part::actual};
  std::vector<std::array<base::Explanation, 2>> out;
  for (const LifeRow& row : life.rows) {
    const auto found =
        std::find_if(pivot.nodes.begin(), pivot.nodes.end(), [&](const cube::Node& node) {
          return node.depth == 0 && phase_of(node.member) == row.phase;
        });
    std::array<base::Explanation, 2> sides;
    for (std::size_t side = 0; side < kParts.size(); ++side) {
      Money sum;
      base::Explanation& of = sides[side];
      of = {side == 0 ? "plan" : "actual", "0", base::ExplainedUnit::cents, "total", {}};
      for (std::size_t column = 0; found != pivot.nodes.end() && column < pivot.columns.size();
           ++column) {
        LineTotal total(std::to_string(pivot.columns[column].id));
        const auto node = static_cast<std::int32_t>(std::distance(pivot.nodes.begin(), found));
        TRY_DO(total.add(ledger, cube.lines_behind(query, pivot, node, column, kParts[side])));
        TRY(sum, base::checked_add(sum, total.amount()));
        if (!total.explanation().inputs.empty()) {
          of.inputs.push_back(total.explanation());
        }
      }
      of.value = std::to_string(sum.cents());
    }
    out.push_back(std::move(sides));
  }
  return out;
}

}  // namespace saimnieks::control
