// A year's plan and actual costs member by member, with the quantities behind those of services:
// the items that variance() takes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/control/variance.h"
#include "core/costing/ledger_side.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

// Units of a service by the plan and as provided, in one measure. Borrowed.
struct BothUnits {
  const costing::UnitsProvided* plan = nullptr;
  const costing::UnitsProvided* actual = nullptr;

  // Nothing where the two can't be compared.
  [[nodiscard]] static std::optional<BothUnits> of(const costing::UnitsByService& plan,
                                                   const costing::UnitsByService& actual,
                                                   model::ServiceId service);
  [[nodiscard]] const std::string& measure() const { return *plan->measures.begin(); }
};

// Plan and actual as so many units at a price; both as mere amounts without units, or where a price
// of billionths of a cent does not give one of the amounts again.
[[nodiscard]] std::pair<Side, Side> sides_of(base::Money plan, base::Money actual,
                                             const std::optional<BothUnits>& units);
// With the rows of `volume` behind the quantity, where the side is a product; `side` is the
// explanation of one.
void explain_units(const costing::UnitsProvided& units, base::Explanation& side);

// The unit and what lies in it.
[[nodiscard]] cube::Filter filter_below(const cube::Cube& cube, model::UnitId unit);

struct CompareQuestion {
  // A year, or a month: the year's first months up to it, without what belongs to the whole year.
  base::Period through{};
  cube::Axis axis = cube::Axis::service;      // items are its topmost members
  std::optional<model::VersionId> version{};  // of plans; none: the one that counts by default
  model::UnitId below = model::kNoUnit;       // this unit and what lies in it; none: everything
  // What else lines must be; not a version or a time. Units of a service are known of all of it, so
  // a filter by channel leaves amounts alone.
  std::vector<cube::Filter> where{};
};

// What it asks of the cube.
[[nodiscard]] cube::Query compared_query(const cube::Cube& cube, const CompareQuestion& question);

struct Compared {
  std::vector<Item> items;            // by the member as people write it, "" where lines have none
  std::vector<cube::Member> members;  // by item
};

// What "Variance" of the methodology's formulas is about, in cents; a price is in billionths of a
// cent. In order of code. A service's side is a product where its units provided (Volume,
// `provided`) are known in one measure, the same on both sides, and its price can be written so
// that quantity × price is the amount to the cent; else it is the amount alone. Costs on the basis
// of cost. The cube must hold the ledger's lines. Faults are of storage.
[[nodiscard]] base::Result<Compared> plan_and_actual(const ledger::Ledger& ledger,
                                                     const cube::Cube& cube,
                                                     const CompareQuestion& question);

// `group` is the variance() of the compared items; with the lines behind each side: its "total",
// or, of a product, a further input "lines" that comes to the same, and the quantity's rows.
[[nodiscard]] base::Result<base::Explanation> explain(const ledger::Ledger& ledger,
                                                      const cube::Cube& cube,
                                                      const CompareQuestion& question,
                                                      const Compared& compared,
                                                      const GroupVariance& group);

}  // namespace saimnieks::control
