// Axis: what the cube can count by, and the members that stand on an axis.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/model/line.h"

namespace saimnieks::cube {

enum class Axis : std::uint8_t {
  unit,
  service,
  code,
  year,
  month,
  version,
  object,  // what kind of object: see ObjectKind
  resource,
  policy,
  function,
  source,
  phase,
  task,
  condition,
  channel,
  regular,
  basis,
  nature,
  role,   // that the line names, else the one that answers for its level and scale
  level,  // from here on no line carries the axis: core/cube/derived.h
  scale,
  resource_kind,
  direct,  // to the object of the row; where rows are no objects, to services
};
inline constexpr std::size_t kAxes = 23;
// What a line is for; `management` when it names a task only.
enum class ObjectKind : std::uint32_t { service, resource, policy, management };
enum class Directness : std::uint32_t { direct, indirect };
[[nodiscard]] std::string_view name(Axis axis);
[[nodiscard]] std::optional<Axis> axis_from_name(std::string_view name);

// A member of an axis: the number of a unit, service, code, version, resource, policy, function's
// code or source; a year; a packed period; a word of the ledger (task, condition, channel); the
// number of a value (object, phase, regular, basis, nature, role, direct); the place in the
// catalogue's list (level, scale); the first resource of that kind (resource_kind).
// model::kNone: lines that have none.
struct Member {
  Axis axis = Axis::unit;
  std::uint32_t id = model::kNone;

  friend bool operator==(const Member&, const Member&) = default;
};

}  // namespace saimnieks::cube
