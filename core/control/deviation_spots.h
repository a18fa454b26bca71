// Where deviations may be, in the cube: the places of one axis with their months, and what each
// node of that roll-up stands for.
#pragma once

#include <optional>

#include "core/control/deviations.h"

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

}  // namespace saimnieks::control
