// Derived: the axes that no line carries, since they follow from what it is booked on: level,
// scale, answering role, resource's kind, and whether it is direct. What the catalogue leaves open
// stays open: such lines have no member.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/cube/cube.h"

namespace saimnieks::cube {

class Derived {
 public:
  // Reads dimensions, words and facets as they are now. `to_objects`: the query's rows are objects
  // of every kind, so that each line is direct to its own; else it asks what reaches services.
  Derived(const ledger::Ledger& ledger, const std::vector<Facet>& facets, bool to_objects);

  // These follow from one column alone.
  [[nodiscard]] std::uint32_t kind_of(std::uint32_t resource) const;  // a resource's number or none
  [[nodiscard]] std::uint32_t direct(const Facet& facet) const;

  // Level, scale and role follow from several: of which line, by the numbers that columns hold
  // (0 for none), which must be among those that were read. Answers the member + 1, 0 for none.
  struct Booking {
    std::uint32_t facet = 0;
    std::uint32_t unit = 0;
    std::uint32_t task = 0;
  };
  [[nodiscard]] std::uint32_t number(Axis axis, const Booking& line) const {
    return axis == Axis::level ? level(line) : axis == Axis::scale ? scale(line) : role(line);
  }
  [[nodiscard]] bool knows(const Booking& line) const {
    return line.facet < facets_.size() && line.unit < scale_of_unit_.size() &&
           line.task < level_of_task_.size();
  }
  // Above every number that it answers.
  [[nodiscard]] static std::uint32_t limit(Axis axis);

 private:
  static constexpr std::size_t kLevels = 3;
  static constexpr std::size_t kScales = 6;
  static constexpr std::uint8_t kFollow = 0xFF;  // the task's level, the unit's scale

  struct FacetNumbers {
    std::uint8_t level = 0;
    std::uint8_t scale = 0;
    std::uint8_t role = 0;  // that lines name themselves
  };
  [[nodiscard]] std::uint32_t level(const Booking& line) const {
    const std::uint8_t own = facets_[line.facet].level;
    return own == kFollow ? level_of_task_[line.task] : own;
  }
  [[nodiscard]] std::uint32_t scale(const Booking& line) const {
    const std::uint8_t own = facets_[line.facet].scale;
    return own == kFollow ? scale_of_unit_[line.unit] : own;
  }
  [[nodiscard]] std::uint32_t role(const Booking& line) const {
    const std::uint8_t own = facets_[line.facet].role;
    const std::uint32_t level = this->level(line);
    const std::uint32_t scale = this->scale(line);
    return own != 0 ? own : level <= kLevels && scale <= kScales ? role_at_[level][scale] : 0;
  }

  bool to_objects_;
  std::vector<std::uint32_t> kind_of_resource_;  // the first resource of the same kind
  // By the numbers that columns hold, so that the first is for none.
  std::vector<FacetNumbers> facets_;
  std::vector<std::uint8_t> scale_of_unit_;
  std::vector<std::uint8_t> level_of_task_;  // by word; none where the task has several levels
  // The one role that answers at a level and scale; none where the table of roles has several.
  std::array<std::array<std::uint8_t, kScales + 1>, kLevels + 1> role_at_{};
};

}  // namespace saimnieks::cube
