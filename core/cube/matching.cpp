#include <string_view>

#include "core/catalogue/catalogue.h"
#include "core/cube/plan.h"

namespace saimnieks::cube {
namespace {

std::vector<std::string_view> split_path(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = text.find('/');
    parts.push_back(text.substr(0, slash));
    if (slash == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(slash + 1);
  }
}

bool matches(std::string_view value, const Filter& filter) {
  return filter.prefix ? value.substr(0, filter.value.size()) == filter.value
                       : value == filter.value;
}

std::vector<std::uint8_t> matching_units(const ledger::Ledger& ledger, const Filter& filter) {
  const auto path = split_path(filter.value);
  const auto& units = ledger.units();
  std::vector<std::uint8_t> allowed(units.size());
  const model::UnitId exact = filter.prefix ? model::kNoUnit : ledger.find_unit(path);
  for (std::uint32_t i = 0; i < units.size(); ++i) {
    // Parents come before children in a dimension only when made so: climb each time.
    bool inside = false;
    for (model::UnitId id{i}; id != model::kNoUnit && !inside; id = units[id].parent) {
      inside = exact != model::kNoUnit ? id == exact : matches(units[id].code, filter);
    }
    allowed[i] = inside && units[model::UnitId{i}].present ? 1 : 0;
  }
  return allowed;
}

}  // namespace

std::vector<std::uint8_t> matching(const Cube& cube, const ledger::Ledger& ledger,
                                   const Filter& filter) {
  if (filter.axis == Axis::unit) {
    return matching_units(ledger, filter);
  }
  std::vector<std::uint8_t> allowed;
  if (filter.axis == Axis::code) {
    for (const model::Code& code : ledger.codes().rows()) {
      const bool below = !filter.prefix && code.scheme == model::kEkkScheme &&
                         catalogue::stands_above(filter.value, code.code);
      allowed.push_back(below || matches(code.code, filter) ? 1 : 0);
    }
    return allowed;
  }
  // Versions, and amounts of different basis or nature, are never added together, so a beginning
  // does not choose several of them.
  const bool apart =
      filter.axis == Axis::version || filter.axis == Axis::basis || filter.axis == Axis::nature;
  for (std::uint32_t id = 0; id < cube.members(filter.axis); ++id) {
    const bool fits = !(apart && filter.prefix) && matches(cube.code_of({filter.axis, id}), filter);
    allowed.push_back(fits ? 1 : 0);
  }
  return allowed;
}

}  // namespace saimnieks::cube
