// Which rows of the table of roles that need a holder have none on a day.
#pragma once

#include <vector>

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

struct Vacancy {
  model::RoleRow role{};
  model::Table table{};      // unit, service or resource
  std::uint32_t number = 0;  // of the row there
};
struct Vacancies {
  std::vector<Vacancy> rows{};  // units first, then services and resources, in order of entry
  // Units that are not said to be the state's, a sector's, a municipality's or an institution's:
  // what they need is not known.
  std::int64_t units_without_kind = 0;
};
// The state needs R1, a sector R2, a municipality R3, an institution R4, R5, R6 and R10; a service
// R7, and somebody who provides it (R8); a resource R11. R9 and R12 are whoever receives and uses.
[[nodiscard]] base::Result<Vacancies> vacancies(const Ledger& ledger, base::Date day);

}  // namespace saimnieks::ledger
