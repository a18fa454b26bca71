// What a service or resource costs over its whole life, by phase and year, plan and actual beside
// each other, one-off and regular apart; and what is attributed to it beside that.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/costing/allocated_side.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

struct PlanActual {
  base::Money plan;
  base::Money actual;
};

struct LifeQuestion {
  costing::AccountPlace object{};             // a service or resource
  std::optional<model::VersionId> version{};  // of plans; none: the one that counts by default
  costing::Procedure procedure{};
};

struct LifeRow {
  std::optional<model::Phase> phase{};  // none: lines name none
  // One-off, regular, not said: each by year.
  std::array<std::vector<PlanActual>, 3> parts{};
};

struct LifeCost {
  std::vector<int> years;  // that have lines of the object or something attributed to it, ascending
  // The six phases of services and resources in their order, lines or not, since a phase that
  // nobody has planned is worth seeing; others that lines name; at last lines without a phase.
  std::vector<LifeRow> rows;
  std::vector<PlanActual> attributed;  // by year: attribution has no phases
  // Behind its own costs and what is attributed, in no order.
  std::vector<model::LineId> plan_lines;
  std::vector<model::LineId> actual_lines;
};

// Own costs on the basis of cost, so that the rows come to what a report has of the object, and
// what costing::allocate_side() attributes to it, year by year ("total cost over the life" of the
// methodology; domain, "What a cost line carries"). In cents; nothing is rounded here. Years are
// those that the ledger has lines of. Faults: allocate_side()'s; amount_out_of_range.
[[nodiscard]] base::Result<LifeCost> life_cost(const ledger::Ledger& ledger, const cube::Cube& cube,
                                               const LifeQuestion& question);

// By row, in its order: "plan" and "actual", each the "total" of years, each the "total" of lines.
[[nodiscard]] base::Result<std::vector<std::array<base::Explanation, 2>>> explain(
    const ledger::Ledger& ledger, const cube::Cube& cube, const LifeQuestion& question,
    const LifeCost& life);

}  // namespace saimnieks::control
