// Funding needs of a year: what was needed, what the level above has granted of it, and the gap, at
// every scale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/ledger/ledger.h"

namespace saimnieks::control {

// needed = granted + cut + returned + undecided, to the cent.
struct NeedFigures {
  std::int64_t needs = 0;
  base::Money needed{};
  base::Money granted{};            // of those that are decided on
  base::Money cut{};                // and what was not granted of these; below zero where more was
  base::Money returned{};           // sent back with a reason
  base::Money undecided{};          // stated, and nobody has decided
  std::vector<std::size_t> rows{};  // which of the needs

  [[nodiscard]] base::Money gap() const { return needed - granted; }
  void add(const model::Need& need, std::size_t row);
};

struct Needs {
  struct OfUnit {
    model::UnitId unit = model::kNoUnit;
    NeedFigures figures{};  // with all that is below it
  };
  struct OfObject {
    model::Object object{};  // none of them: for the unit itself
    NeedFigures figures{};
  };
  struct OfSector {
    std::string sector;  // of the service; empty: of none
    NeedFigures figures{};
  };
  struct OfPriority {
    std::int64_t priority = 1;
    NeedFigures figures{};
  };
  std::vector<model::Need> rows;  // by priority, then in order of entry
  std::vector<OfUnit> units;      // with needs in or below them, in order of entry
  std::vector<OfObject> objects;  // services, resources, policies, none; in order of entry
  std::vector<OfSector> sectors;  // by name
  std::vector<OfPriority> priorities;
  NeedFigures total{};
};

// "Budget and coordination" of the domain's jobs: gap = needed − granted, in cents, so that nothing
// is rounded. Needs of the year and its months, in `below` (none: everywhere). One that belongs to
// a version of plans counts when that is `version`, or without one the version that counts by
// default; needs of other versions would be the same ones again. Of objects, sectors and priorities
// each the sum is the total. Faults are of storage.
[[nodiscard]] base::Result<Needs> needs(const ledger::Ledger& ledger, int year,
                                        model::UnitId below = model::kNoUnit,
                                        std::optional<model::VersionId> version = {});

// One of the rows' sums: "gap", "cut", "returned" and "undecided", each down to the rows of `need`.
[[nodiscard]] base::Explanation explain(const Needs& needs, const NeedFigures& of,
                                        std::string name);

}  // namespace saimnieks::control
