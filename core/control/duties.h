// Duties: for each row of the table of roles, at each place that needs it or has it, the three
// duties of a period: who answers, what was planned and determined, and what its holder has said.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/cube/cube.h"
#include "core/ledger/vacancies.h"

namespace saimnieks::control {

inline constexpr std::size_t kDuties = model::kChoices<model::DutyKind>.size();

// That a duty is done, as it was said.
struct DutyDone {
  base::Uuid row{};
  std::string evidence;
  std::string done_by;
  base::Date date{};
};

struct DutyFigures {
  base::Money amount;
  std::int64_t lines = 0;
};

struct OfficeDuties {
  ledger::OfficePlace place{};
  std::vector<std::string> holders;  // on the last day of the period; none: a vacancy
  std::array<std::optional<DutyDone>, kDuties> done{};  // by DutyKind
  // Lines of the period that the row answers for. Plans are of the version that counts by default;
  // those of a whole year belong to no month.
  DutyFigures planned;
  DutyFigures actual;
};

struct Duties {
  base::Date last_day{};           // of the period; what is not done afterwards is overdue
  std::vector<OfficeDuties> rows;  // units, services, resources, each in order of entry, then role
  std::int64_t done = 0;           // duties
  std::int64_t open = 0;           // and not overdue
  std::int64_t overdue = 0;
  std::int64_t vacancies = 0;  // rows without a holder
};

struct DutyQuestion {
  base::Period period;
  base::Date today;
  model::UnitId below = model::kNoUnit;  // this unit and what lies in it; none: everything
};

// "Roles" of the domain's catalogue, each with its three duties. Duties are counted, amounts are in
// cents and none is rounded. R1 … R4 answer for all lines of their unit and of what is below it, R6
// for those of services, R5 and R10 for those of resources; R7 … R9 for their service's, R11 and
// R12 for their resource's. Amounts are costs on the basis of cost. The cube must hold the ledger's
// lines. Faults are of storage.
[[nodiscard]] base::Result<Duties> duties(const ledger::Ledger& ledger, const cube::Cube& cube,
                                          const DutyQuestion& question);

}  // namespace saimnieks::control
