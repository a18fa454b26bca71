// Successions: which units go on where others ended. A unit that one took over may be shown under
// that; one that was split stays what it was, since nobody has said which part of it went where.
#pragma once

#include <vector>

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

class Successions {
 public:
  // Reads the units and the table `succession` as they are now.
  [[nodiscard]] static base::Result<Successions> of(const Ledger& ledger);

  // Those that go on where the unit ended, in order of path; none before its last day is said.
  [[nodiscard]] const std::vector<UnitId>& of_unit(UnitId unit) const {
    return successors_[model::index(unit)];
  }
  // By number of a unit: the one that took over, as far as there is exactly one each time, else
  // itself. What lies below a unit goes where the unit goes, unless it has successors of its own.
  [[nodiscard]] const std::vector<UnitId>& heirs() const { return heirs_; }

 private:
  [[nodiscard]] UnitId heir(const model::Dimension<model::Unit>& units, UnitId unit) const;

  std::vector<std::vector<UnitId>> successors_;
  std::vector<UnitId> heirs_;
};

}  // namespace saimnieks::ledger
