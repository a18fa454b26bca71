#include "core/control/deviation_spots.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace saimnieks::control {
namespace {

using cube::Axis;
using model::UnitId;
using model::WatchAxis;

constexpr std::array<Axis, 7> kAxisOf{Axis::unit, Axis::service,  Axis::resource, Axis::policy,
                                      Axis::code, Axis::function, Axis::source};

// The unit whose own lines a node of a second axis gathers.
UnitId unit_above(const cube::Pivot& pivot, std::size_t node) {
  while (pivot.nodes[node].member.axis != Axis::unit) {
    node = static_cast<std::size_t>(pivot.nodes[node].parent);
  }
  return UnitId{pivot.nodes[node].member.id};
}

}  // namespace

Axis cube_axis(WatchAxis axis) { return kAxisOf[static_cast<std::size_t>(axis)]; }

namespace {

// The place's axes, and which plans count.
std::vector<Axis> place_axes(WatchAxis axis) {
  return axis == WatchAxis::unit ? std::vector{Axis::unit}
                                 : std::vector{Axis::unit, cube_axis(axis)};
}

std::vector<cube::Filter> of_version(const ledger::Ledger& ledger,
                                     const DeviationQuestion& question) {
  return question.version
             ? std::vector{cube::filter(Axis::version, ledger.versions()[*question.version].name)}
             : std::vector<cube::Filter>();
}

}  // namespace

cube::Query spot_query(const ledger::Ledger& ledger, const DeviationQuestion& question,
                       WatchAxis axis) {
  cube::Query query;
  query.rows = place_axes(axis);
  query.columns = Axis::month;
  query.where = of_version(ledger, question);
  query.where.push_back(cube::filter(Axis::year, std::to_string(question.through.year())));
  return query;
}

std::optional<Spot> spot_at(const cube::Pivot& pivot, std::size_t node, WatchAxis axis) {
  const cube::Member& member = pivot.nodes[node].member;
  if (member.id == model::kNone || (member.axis == Axis::unit) != (axis == WatchAxis::unit)) {
    return std::nullopt;
  }
  return axis == WatchAxis::unit ? Spot{axis, UnitId{member.id}, model::kNone}
                                 : Spot{axis, unit_above(pivot, node), member.id};
}

SpotEarned::SpotEarned(EarnedValues values, WatchAxis axis) : values_(std::move(values)) {
  const cube::Pivot& pivot = values_.pivot();
  for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
    if (pivot.nodes[node].member.axis != cube_axis(axis)) {
      continue;  // below the places stand services and months
    }
    if (const auto spot = spot_at(pivot, node, axis)) {
      nodes_.emplace(*spot, node);
    }
  }
}

base::Result<SpotEarned> SpotEarned::read(const ledger::Ledger& ledger, const cube::Cube& cube,
                                          const DeviationQuestion& question, WatchAxis axis) {
  TRY(EarnedValues values, EarnedValues::read(ledger, cube, of_version(ledger, question),
                                              question.through.year(), place_axes(axis)));
  return SpotEarned(std::move(values), axis);
}

std::optional<EarnedValue> SpotEarned::at(const Spot& spot, bool months_spend_the_year) const {
  const auto found = nodes_.find(spot);
  if (found == nodes_.end()) {
    return std::nullopt;
  }
  return values_.at({.node = found->second,
                     .unit = spot.unit,
                     .itself = spot.axis != WatchAxis::unit,
                     .months_spend_the_year = months_spend_the_year});
}

}  // namespace saimnieks::control
