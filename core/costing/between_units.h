// Between units: how much of a total is charges between the units that it is of, which a
// consolidated view does not count. What is eliminated, core/costing/charges.h says.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/costing/allocated_side.h"
#include "core/costing/charges.h"
#include "core/cube/cube.h"

namespace saimnieks::costing {

// "Consolidation" of the methodology's formulas, for any cut: what both sides have booked of a
// charge, as far as the total counts the lines of one side, or of both. Both sides are looked for
// among all costs and income of the same units, time and version, whatever else the query asks for.
// What of a charge is eliminated is parted over a side's lines in the order of entry, in proportion
// to their amounts up to each, rounded half away from zero; so that parts of a total come to the
// total's. In cents. Ledger and cube must outlive it.
class BetweenUnits {
 public:
  // Reads every line with a counterparty. Faults are of storage.
  [[nodiscard]] static base::Result<BetweenUnits> read(const ledger::Ledger& ledger,
                                                       const cube::Cube& cube);

  // Of each cell of the pivot. A node of a unit, and what stands below it, is of that unit and what
  // lies in it.
  struct Cells {
    using Sides = std::array<base::Money, 2>;  // plan (base) and actual (other)
    std::vector<Sides> cells;                  // nodes × columns
    std::vector<Sides> total;                  // by column
  };
  [[nodiscard]] Cells of(const cube::Query& query, const cube::Pivot& pivot) const;
  // What the first column's total counts, by its lines; only such of which something is eliminated.
  using ByLine = std::map<model::LineId, base::Money>;
  [[nodiscard]] ByLine lines_of(const cube::Query& query, const cube::Pivot& pivot,
                                cube::Cube::Part part = cube::Cube::Part::both) const;

 private:
  BetweenUnits(const ledger::Ledger& ledger, const cube::Cube& cube)
      : ledger_(ledger), cube_(cube) {}
  // A cell's part of a line.
  struct Part {
    std::int32_t node;
    std::size_t column;
    std::size_t side;
    model::LineId line;
    base::Money eliminated;
  };
  void each(const cube::Query& query, const cube::Pivot& pivot,
            base::FunctionRef<void(const Part&)> visit) const;

  const ledger::Ledger& ledger_;
  const cube::Cube& cube_;
  std::vector<model::Line> lines_;  // with a counterparty, in order of entry
};

// Of what each object of an allocation comes to, own and attributed, how much is such charges: they
// go through the network as the costs do. By object, rounded as allocate() rounds. Its faults.
[[nodiscard]] base::Result<std::vector<base::Money>> between_units(const ledger::Ledger& ledger,
                                                                   const cube::Cube& cube,
                                                                   const BetweenUnits& charges,
                                                                   const AllocatedSide& allocated);

}  // namespace saimnieks::costing
