// Which rows of the table of roles need a holder on a day, who holds what, and what nobody does.
#pragma once

#include <string_view>
#include <tuple>
#include <vector>

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

struct OfficePlace {
  model::RoleRow role{};
  model::Table table{};      // unit, service or resource
  std::uint32_t number = 0;  // of the row there

  friend bool operator<(const OfficePlace& a, const OfficePlace& b) {
    return std::tie(a.role, a.table, a.number) < std::tie(b.role, b.table, b.number);
  }
};
// The state needs R1, a sector R2, a municipality R3, an institution R4, R5, R6 and R10; a service
// R7, and somebody who provides it (R8); a resource R11. R9 and R12 are whoever receives and uses.
// Units first, then services and resources, in order of entry.
[[nodiscard]] std::vector<OfficePlace> needed_offices(const Ledger& ledger, base::Date day);
// The places that an appointment fills: one, or with also_role two.
[[nodiscard]] std::vector<OfficePlace> places_of(const model::Appointment& appointment);
[[nodiscard]] bool in_force(const model::Appointment& appointment, base::Date day);
// What somebody holds on the day, each once, by row and place.
[[nodiscard]] base::Result<std::vector<OfficePlace>> held_offices(const Ledger& ledger,
                                                                  std::string_view holder,
                                                                  base::Date day);

struct Vacancies {
  std::vector<OfficePlace> rows{};  // of needed_offices(), in its order
  // Units that are not said to be the state's, a sector's, a municipality's or an institution's:
  // what they need is not known.
  std::int64_t units_without_kind = 0;
};
[[nodiscard]] base::Result<Vacancies> vacancies(const Ledger& ledger, base::Date day);

}  // namespace saimnieks::ledger
