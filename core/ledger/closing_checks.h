// What a unit's period looks like before it is closed.
#pragma once

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

// Lines are those that count, of the unit and of what is below it.
struct ClosingChecks {
  std::int64_t refused =
      0;  // changes of this device that the endpoint refused: of the whole ledger
  std::int64_t conflicts = 0;  // changes of this device in conflict: of the whole ledger
  std::int64_t planned = 0;    // plan lines of the year
  std::int64_t actual = 0;     // actual lines of the period
  // Actual lines of the period to be classified: without a code, or without a unit and so
  // anybody's.
  std::int64_t unclassified = 0;
  // Duties of the period (or of its year) that are not stated as done, of the rows R1 … R8, R10 and
  // R11 that somebody holds on its last day in the unit, below it, or for a service or resource
  // that lies there.
  std::int64_t duties = 0;
  std::string first_duty{};  // the first of them, as "R4 funding unit 012"
};
[[nodiscard]] base::Result<ClosingChecks> closing_checks(const Ledger& ledger, UnitId unit,
                                                         Period period);

}  // namespace saimnieks::ledger
