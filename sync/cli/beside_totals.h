// What stands beside the totals of an answer: how far the lines that each counts can be trusted.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/control/quality.h"
#include "core/costing/allocated_side.h"
#include "core/cube/cube.h"

namespace saimnieks::cli {

// Gathers the totals of one answer, so that their lines are read once. Ledger and cube must outlive
// it, and the cube hold the ledger's lines.
class BesideTotals {
 public:
  BesideTotals(const ledger::Ledger& ledger, const cube::Cube& cube)
      : ledger_(ledger), cube_(cube) {}

  // Of a total at a column of the pivot; `place` is where the answer shall have its quality, as a
  // JSON pointer. Null where it counts no line.
  void add(std::string place, const cube::Query& query, const cube::Pivot& pivot,
           std::size_t column, cube::Cube::Part part);
  // Of these lines, in any order, each once however often it is there.
  void add(std::string place, std::vector<model::LineId> lines);
  // Of a side of the ledger, of all objects.
  void add(std::string place, const costing::LedgerSide& side);

  // Puts "quality" at every place. Faults are of storage.
  [[nodiscard]] base::Result<void> write(nlohmann::ordered_json& answer) const;

 private:
  const ledger::Ledger& ledger_;
  const cube::Cube& cube_;
  std::vector<std::string> places_;
  std::vector<std::vector<model::LineId>> totals_;  // in order of rid
};

}  // namespace saimnieks::cli
