// Roller: one query over the cube's columns. Filters become one yes or no a member, lines become
// groups by one packed key, groups become the nodes of the tree.
#pragma once

#include "core/cube/derived.h"

namespace saimnieks::cube {

class Roller {
 public:
  Roller(const Cube& cube, const Query& query);

  [[nodiscard]] Pivot roll() const;
  [[nodiscard]] std::vector<LineId> lines(const Pivot& pivot, std::int32_t node, std::size_t column,
                                          Cube::Part part) const;

 private:
  struct Groups;

  // Which amounts of a cell the line at `at` belongs to: in a comparison whose sides overlap, both.
  struct Parts {
    bool plan = false;
    bool actual = false;
  };
  [[nodiscard]] Parts parts_of(std::size_t at) const;
  [[nodiscard]] bool names(Axis axis) const;
  [[nodiscard]] std::uint32_t member_id(Axis axis, std::size_t at) const;
  [[nodiscard]] bool passes_filters(std::size_t at) const;
  [[nodiscard]] bool side_takes(const Side& side, std::size_t at) const;
  [[nodiscard]] std::vector<bool> allowed_members(const Filter& filter) const;
  [[nodiscard]] Groups group() const;
  void build_tree(const Groups& groups, Pivot& pivot) const;
  [[nodiscard]] bool before(const Member& a, const Member& b) const;

  const Cube& cube_;
  const Query& query_;
  std::optional<VersionId> version_;  // the plan version that counts; none: every one, apart
  bool version_is_axis_ = false;
  bool any_basis_ = false;  // the query names the axis; else only costs count
  bool any_nature_ = false;
  std::optional<Derived> derived_;  // when the query names such an axis
  struct Allowed {
    Axis axis;
    bool none = false;          // only the lines that have no member
    std::vector<bool> members;  // by id; of years and months empty
    std::int32_t period = 0;    // of years and months: packed
  };
  std::vector<Allowed> filters_;
};

}  // namespace saimnieks::cube
