// Derived: the axes that no line carries, since they follow from what it is booked on: level,
// scale, answering role, resource's kind, and whether it is direct. What the catalogue leaves open
// stays open: such lines have no member.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/cube/cube.h"

namespace saimnieks::cube {

// What of a line the derived axes follow from; numbers as the cube holds them.
struct Booking {
  std::uint32_t object = model::kNone;  // an ObjectKind
  std::uint32_t unit = model::kNone;
  std::uint32_t resource = model::kNone;
  std::uint32_t task = model::kNone;
  std::uint32_t role = model::kNone;  // a RoleRow, when the line names one itself
};

class Derived {
 public:
  [[nodiscard]] static bool has(Axis axis);

  // Reads dimensions and words as they are now. `to_objects`: the query's rows are objects of every
  // kind, so that each line is direct to its own; else it asks what reaches services.
  Derived(const ledger::Ledger& ledger, bool to_objects);

  // `axis` must be one that has() knows.
  [[nodiscard]] std::uint32_t member(Axis axis, const Booking& line) const;

 private:
  static constexpr std::size_t kLevels = 3;
  static constexpr std::size_t kScales = 6;

  [[nodiscard]] std::uint32_t level(const Booking& line) const;
  [[nodiscard]] std::uint32_t scale(const Booking& line) const;
  [[nodiscard]] std::uint32_t role(const Booking& line) const;
  [[nodiscard]] std::uint32_t direct(const Booking& line) const;

  bool to_objects_;
  std::vector<std::uint32_t> scale_of_unit_;
  std::vector<std::uint32_t> level_of_task_;     // by word; none where the task has several levels
  std::vector<std::uint32_t> kind_of_resource_;  // the first resource of the same kind
  std::vector<std::uint32_t> level_of_role_;
  std::vector<std::uint32_t> scale_of_role_;
  // The one role that answers at a level and scale; none where the table of roles has several.
  std::array<std::array<std::uint32_t, kScales>, kLevels> role_at_{};
};

}  // namespace saimnieks::cube
