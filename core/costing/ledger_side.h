// Which of a ledger's costs a calculation is about, and the units of services that go with them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/explanation.h"
#include "core/cube/cube.h"

namespace saimnieks::costing {

using model::Reach;

// Actual costs, or those of a version of plans. A line of a whole year belongs to no month.
struct LedgerSide {
  base::Period period{};
  model::LineKind kind = model::LineKind::actual;  // of a forecast it says nothing
  std::optional<model::VersionId> version{};       // of plans; none: the one that counts by default
  Reach reach = Reach::period;

  [[nodiscard]] bool forecasts() const { return reach == Reach::forecast && !period.whole_year(); }
};

// Units of a service provided, by rows of `volume`.
struct UnitsProvided {
  base::Decimal9 quantity;
  std::set<std::string> measures;  // of several, the quantity says nothing
  std::vector<std::pair<base::Uuid, base::Decimal9>> rows;

  void add(const UnitsProvided& more);
};
using UnitsByService = std::map<model::ServiceId, UnitsProvided>;

// Of services that have any; where `below` is given, of this unit and what lies in it. The cube
// says which version counts by default. Faults are of storage.
[[nodiscard]] base::Result<UnitsByService> units_provided(const ledger::Ledger& ledger,
                                                          const cube::Cube& cube,
                                                          const LedgerSide& side,
                                                          model::UnitId below = model::kNoUnit);

// The quantity, as the "total" of what the rows say, which are named by their ids.
[[nodiscard]] base::Explanation explain(const UnitsProvided& units, std::string name);

}  // namespace saimnieks::costing
