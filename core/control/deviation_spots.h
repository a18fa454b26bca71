// Where deviations may be, in the cube: the places of one axis with their months, and what each
// node of that roll-up stands for.
#pragma once

#include <cstddef>
#include <map>
#include <optional>

#include "core/control/deviations.h"
#include "core/control/earned_value.h"

namespace saimnieks::control {

// A place whatever it is watched for.
struct Spot {
  model::WatchAxis axis{};
  model::UnitId unit = model::kNoUnit;
  std::uint32_t member = model::kNone;

  friend auto operator<=>(const Spot&, const Spot&) = default;
};

[[nodiscard]] cube::Axis cube_axis(model::WatchAxis axis);

// The costs of the question's year at every spot of the axis, by months.
[[nodiscard]] cube::Query spot_query(const ledger::Ledger& ledger,
                                     const DeviationQuestion& question, model::WatchAxis axis);

// None for a unit's sum beside its members, and for lines that have no member.
[[nodiscard]] std::optional<Spot> spot_at(const cube::Pivot& pivot, std::size_t node,
                                          model::WatchAxis axis);

// Earned values at the spots of one axis, which hold them against the same lines and units as a
// forecast of that cut does: a unit with what lies in it, else what the unit itself has provided.
// Ledger and cube must outlive it.
class SpotEarned {
 public:
  // Faults are of storage.
  [[nodiscard]] static base::Result<SpotEarned> read(const ledger::Ledger& ledger,
                                                     const cube::Cube& cube,
                                                     const DeviationQuestion& question,
                                                     model::WatchAxis axis);

  // Nothing where no line is booked. It must not outlive this.
  [[nodiscard]] std::optional<EarnedValue> at(const Spot& spot, bool months_spend_the_year) const;

 private:
  SpotEarned(EarnedValues values, model::WatchAxis axis);

  EarnedValues values_;
  std::map<Spot, std::size_t> nodes_;
};

}  // namespace saimnieks::control
