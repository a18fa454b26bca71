#include "core/cube/derived.h"

#include <algorithm>

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

std::uint8_t number_of(std::uint32_t id) { return static_cast<std::uint8_t>(id + 1); }

}  // namespace

Derived::Derived(const ledger::Ledger& ledger, const std::vector<Facet>& facets, bool to_objects)
    : to_objects_(to_objects) {
  scale_of_unit_.push_back(0);
  for (const model::Unit& unit : ledger.units().rows()) {
    scale_of_unit_.push_back(number_of(unit.kind ? scale_of(*unit.kind) : model::kNone));
  }
  level_of_task_.push_back(0);
  for (std::uint32_t i = 0; i < ledger.words().size(); ++i) {
    level_of_task_.push_back(number_of(
        only_level(catalogue::current().find(Kind::task, ledger.words().text(model::WordId{i})))));
  }
  const auto& resources = ledger.resources().rows();
  std::vector<std::uint32_t> kinds;  // the first resource of each: there are few
  for (std::uint32_t i = 0; i < resources.size(); ++i) {
    const auto known = std::find_if(kinds.begin(), kinds.end(), [&](std::uint32_t first) {
      return resources[first].kind == resources[i].kind;
    });
    kind_of_resource_.push_back(known == kinds.end() ? kinds.emplace_back(i) : *known);
  }
  std::vector<FacetNumbers> roles;
  std::array<std::array<int, kScales + 1>, kLevels + 1> answering{};
  for (const catalogue::RoleRow& row : catalogue::current().role_rows) {
    const std::uint8_t level = number_of(only_level(row.entry));
    const std::uint8_t scale = number_of(place(Kind::scale, row.scale));
    roles.push_back({level, scale, static_cast<std::uint8_t>(roles.size() + 1)});
    if (level != 0 && level <= kLevels && scale != 0 && scale <= kScales &&
        row.responsibility->code == "A") {
      role_at_[level][scale] = ++answering[level][scale] == 1 ? roles.back().role : 0;
    }
  }
  // A service and a resource are scales of their own, whatever unit has them.
  const auto at = [](const char* level, const char* scale) {
    return FacetNumbers{number_of(place(Kind::level, level)), number_of(place(Kind::scale, scale)),
                        0};
  };
  const FacetNumbers of_service = at("2", "service");
  const FacetNumbers of_resource = at("3", "resource");
  const FacetNumbers of_policy{number_of(place(Kind::level, "1")), kFollow, 0};
  facets_.push_back({});
  for (const Facet& facet : facets) {
    const auto is = [&facet](ObjectKind kind) {
      return facet.object == static_cast<std::uint32_t>(kind);
    };
    facets_.push_back(facet.role < roles.size()  ? roles[facet.role]
                      : is(ObjectKind::service)  ? of_service
                      : is(ObjectKind::resource) ? of_resource
                      : is(ObjectKind::policy)   ? of_policy
                                                 : FacetNumbers{kFollow, kFollow, 0});
  }
}

std::uint32_t Derived::kind_of(std::uint32_t resource) const {
  return resource < kind_of_resource_.size() ? kind_of_resource_[resource] : model::kNone;
}

std::uint32_t Derived::direct(const Facet& facet) const {
  if (facet.object == model::kNone) {
    return model::kNone;
  }
  // Resources and management serve several services, and reach them by attribution.
  const bool attributed = facet.object == static_cast<std::uint32_t>(ObjectKind::resource) ||
                          facet.object == static_cast<std::uint32_t>(ObjectKind::management);
  return static_cast<std::uint32_t>(attributed && !to_objects_ ? Directness::indirect
                                                               : Directness::direct);
}

std::uint32_t Derived::limit(Axis axis) {
  return 1 + static_cast<std::uint32_t>(axis == Axis::level ? kLevels
                                        : axis == Axis::scale
                                            ? kScales
                                            : model::kChoices<model::RoleRow>.size());
}

}  // namespace saimnieks::cube
