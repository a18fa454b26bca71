#include "core/control/deviation_spots.h"

#include <array>
#include <string>

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

cube::Query spot_query(const ledger::Ledger& ledger, const DeviationQuestion& question,
                       WatchAxis axis) {
  cube::Query query;
  query.rows = {Axis::unit};
  if (axis != WatchAxis::unit) {
    query.rows.push_back(cube_axis(axis));
  }
  query.columns = Axis::month;
  query.where = {cube::filter(Axis::year, std::to_string(question.through.year()))};
  if (question.version) {
    query.where.push_back(cube::filter(Axis::version, ledger.versions()[*question.version].name));
  }
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

}  // namespace saimnieks::control
