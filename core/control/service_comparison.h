// The same service of the register across those who provide it: what it costs per unit and per
// inhabitant, how far they lie apart, how far each figure can be trusted, and who can't be
// compared.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/explanation.h"
#include "core/costing/allocated_side.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

enum class NotComparable : std::uint8_t {
  no_costs,
  no_volume,        // no units provided are known
  measures_mixed,   // its own units are in several measures
  measure_differs,  // from the one that most of the others have
};
// "no-costs", "no-volume", "measures-mixed", "measure-differs".
[[nodiscard]] std::string_view reason_name(NotComparable reason);

struct ComparedService {
  model::ServiceId service = model::kNoService;
  base::Money cost;                        // own and attributed
  std::optional<base::Decimal9> volume{};  // units provided
  std::string measure{};
  std::optional<base::Money> per_unit{};        // rounded once, half away from zero
  std::optional<std::int64_t> inhabitants{};    // of its unit, or of the nearest above it
  base::Uuid population{};                      // the row that says so
  std::optional<base::Money> per_inhabitant{};  // of the cost, rounded alike
  // Of the amounts of its unit's lines, by control::quality(); absent without a unit or lines.
  std::optional<std::int64_t> complete_hundredths{};
  std::optional<std::int64_t> traceable_hundredths{};
  std::optional<NotComparable> reason{};  // why it is not in the figures per unit
};

struct Spread {
  base::Money least, lower_quartile, median, upper_quartile, most;
};

struct ServiceComparison {
  std::vector<ComparedService> services;  // in order of code
  std::string measure;                    // of those that are compared
  std::optional<Spread> per_unit{};       // absent when nobody can be compared
  std::optional<Spread> per_inhabitant{};
  costing::AllocatedSide allocated;
};

// "Comparison" of the domain's jobs, and "Unit cost" of the methodology's formulas: cost / units,
// cost / inhabitants, in cents. Services whose `register_id` it is, in one period. Costs are those
// of costing::allocate_side() over the whole ledger, on the basis of cost; per inhabitant
// they are compared whether units are known or not. Quartiles and median are by nearest rank, of an
// even number the mean of the two in the middle, rounded half away from zero. Inhabitants are those
// at the beginning of the period's year. Faults: allocate_side()'s; not_found when
// no service has the identifier.
[[nodiscard]] base::Result<ServiceComparison> compare_services(const ledger::Ledger& ledger,
                                                               const cube::Cube& cube,
                                                               std::string_view register_id,
                                                               const costing::LedgerSide& side,
                                                               const costing::Procedure& procedure);

// Of each service its "cost", and "per_unit" and "per_inhabitant" of it, down to lines and rows;
// it stands in the answer at "/services/0/explanation". Then the "median"s with the rest of each
// spread, and the allocation, which the answer has at "/allocation".
struct ComparisonWhy {
  std::vector<base::Explanation> services;
  std::optional<base::Explanation> per_unit{};
  std::optional<base::Explanation> per_inhabitant{};
  base::Explanation allocation;
};
[[nodiscard]] base::Result<ComparisonWhy> explain(const ledger::Ledger& ledger,
                                                  const cube::Cube& cube,
                                                  const ServiceComparison& comparison);

}  // namespace saimnieks::control
