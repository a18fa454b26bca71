#include "core/cube/derived.h"

#include <string>
#include <unordered_map>

#include "core/catalogue/catalogue.h"

namespace saimnieks::cube {
namespace {

using catalogue::Kind;

std::uint32_t place(Kind kind, const catalogue::Entry* entry) {
  return entry == nullptr
             ? model::kNone
             : static_cast<std::uint32_t>(entry - catalogue::current().entries(kind).data());
}

std::uint32_t place(Kind kind, std::string_view code) {
  return place(kind, catalogue::current().find(kind, code));
}

std::uint32_t only_level(const catalogue::Entry* entry) {
  return entry == nullptr || entry->levels.size() != 1 ? model::kNone
                                                       : place(Kind::level, entry->levels.front());
}

// A department is a part of its institution.
std::uint32_t scale_of(model::UnitKind kind) {
  return place(
      Kind::scale,
      model::name(kind == model::UnitKind::department ? model::UnitKind::institution : kind));
}

template <class List>
std::uint32_t at(const List& list, std::uint32_t place) {
  return place < list.size() ? list[place] : model::kNone;
}

bool is(const Booking& line, ObjectKind kind) {
  return line.object == static_cast<std::uint32_t>(kind);
}

}  // namespace

bool Derived::has(Axis axis) {
  return axis == Axis::level || axis == Axis::scale || axis == Axis::role ||
         axis == Axis::resource_kind || axis == Axis::direct;
}

Derived::Derived(const ledger::Ledger& ledger, bool to_objects) : to_objects_(to_objects) {
  for (const model::Unit& unit : ledger.units().rows()) {
    scale_of_unit_.push_back(unit.kind ? scale_of(*unit.kind) : model::kNone);
  }
  for (std::uint32_t i = 0; i < ledger.words().size(); ++i) {
    level_of_task_.push_back(
        only_level(catalogue::current().find(Kind::task, ledger.words().text(model::WordId{i}))));
  }
  std::unordered_map<std::string, std::uint32_t> kinds;
  for (const model::Resource& resource : ledger.resources().rows()) {
    kind_of_resource_.push_back(
        kinds.emplace(resource.kind, static_cast<std::uint32_t>(kind_of_resource_.size()))
            .first->second);
  }
  for (auto& scales : role_at_) {
    scales.fill(model::kNone);
  }
  std::array<std::array<int, kScales>, kLevels> answering{};
  for (const catalogue::RoleRow& row : catalogue::current().role_rows) {
    const std::uint32_t level = only_level(row.entry);
    const std::uint32_t scale = place(Kind::scale, row.scale);
    const auto role = static_cast<std::uint32_t>(level_of_role_.size());
    level_of_role_.push_back(level);
    scale_of_role_.push_back(scale);
    if (level < kLevels && scale < kScales && row.responsibility->code == "A") {
      role_at_[level][scale] = ++answering[level][scale] == 1 ? role : model::kNone;
    }
  }
}

std::uint32_t Derived::member(Axis axis, const Booking& line) const {
  switch (axis) {
    case Axis::level:
      return level(line);
    case Axis::scale:
      return scale(line);
    case Axis::role:
      return role(line);
    case Axis::resource_kind:
      return at(kind_of_resource_, line.resource);
    default:
      return direct(line);
  }
}

std::uint32_t Derived::level(const Booking& line) const {
  if (line.role != model::kNone) {
    return at(level_of_role_, line.role);
  }
  return is(line, ObjectKind::policy)     ? place(Kind::level, "1")
         : is(line, ObjectKind::service)  ? place(Kind::level, "2")
         : is(line, ObjectKind::resource) ? place(Kind::level, "3")
                                          : at(level_of_task_, line.task);
}

std::uint32_t Derived::scale(const Booking& line) const {
  if (line.role != model::kNone) {
    return at(scale_of_role_, line.role);
  }
  // A service and a resource are scales of their own, whatever unit has them.
  return is(line, ObjectKind::service)    ? place(Kind::scale, "service")
         : is(line, ObjectKind::resource) ? place(Kind::scale, "resource")
                                          : at(scale_of_unit_, line.unit);
}

std::uint32_t Derived::role(const Booking& line) const {
  if (line.role != model::kNone) {
    return line.role;
  }
  const std::uint32_t level = this->level(line);
  const std::uint32_t scale = this->scale(line);
  return level < kLevels && scale < kScales ? role_at_[level][scale] : model::kNone;
}

std::uint32_t Derived::direct(const Booking& line) const {
  if (line.object == model::kNone) {
    return model::kNone;
  }
  // Resources and management serve several services, and reach them by attribution.
  const bool attributed = is(line, ObjectKind::resource) || is(line, ObjectKind::management);
  return static_cast<std::uint32_t>(attributed && !to_objects_ ? Directness::indirect
                                                               : Directness::direct);
}

}  // namespace saimnieks::cube
