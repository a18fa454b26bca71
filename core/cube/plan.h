// Plan: one query read against the cube's lists: which members each axis may show and in which
// order, and what each column adds to a line's key. No line is looked at.
#pragma once

#include <optional>
#include <vector>

#include "core/cube/cube.h"
#include "core/cube/keys.h"
#include "core/cube/members.h"

namespace saimnieks::cube {

// An axis of the query, and the members that lines may have on it.
struct PlanAxis {
  Axis axis = Axis::unit;
  struct Place {
    std::uint32_t id = model::kNone;
    std::uint32_t digit = 0;  // its part of the key before `stride`, below `radix`
  };
  std::vector<Place> places;            // in the order of showing, parents before children
  std::vector<std::uint32_t> place_of;  // by digit
  std::vector<std::uint32_t> digits;    // by number in the column; empty: the number itself
  // By place, from the top of the hierarchy to the member; empty where members stand for
  // themselves.
  std::vector<std::vector<Member>> lineages;
  std::uint32_t radix = 1;
  std::uint32_t stride = 1;
  std::size_t run = 0;  // of the keys, which one
};

// Lines that add to one amount of a cell: all of them, or one side of a comparison.
struct Pass {
  std::vector<Sieve> sieves;
  // By run. The lowest digit of the first tells apart plan and actual, or base and other. The key
  // of an absent line, where they are not sieved, is at least cells() and below that + left_out().
  std::vector<std::vector<Term>> runs;
};

// What a line must have to stand behind a cell: the member, or one below it too.
struct Fixed {
  Member member;
  bool itself = false;  // and not what lies below it
};

// Every key is below it.
inline constexpr std::uint32_t kKeys = 1U << 26U;

class Plan {
 public:
  // `lines`: no group is asked for, only which lines count, and that they lie in all of `only`.
  enum class Shows : std::uint8_t { groups, lines };
  Plan(const Cube& cube, const Query& query, Shows shows = Shows::groups,
       const std::vector<Fixed>& only = {});

  // Rows, then the column's axis if the query has one.
  [[nodiscard]] const std::vector<PlanAxis>& axes() const { return axes_; }
  [[nodiscard]] std::size_t rows() const { return query_.rows.size(); }
  [[nodiscard]] bool has_columns() const { return axes_.size() > rows(); }
  [[nodiscard]] const std::vector<Pass>& passes() const { return passes_; }
  [[nodiscard]] const Lines& lines() const { return lines_; }
  [[nodiscard]] Keys keys() const { return {lines_, derived_ ? &*derived_ : nullptr}; }
  // Whether every number of the line existed when the plan was made.
  [[nodiscard]] bool knows(std::size_t at) const;
  // One key is enough, and an array of all that it can be: its size. 0: it is not.
  [[nodiscard]] std::uint32_t cells() const { return cells_; }
  // Behind these, room for the keys of absent lines: to add them up where nobody looks is sooner
  // done than to leave them out, if the array is small.
  [[nodiscard]] std::uint32_t left_out() const { return left_out_; }
  // What `cell` of a node for `member` adds to the node above it: one rule for building a pivot,
  // for keeping one in step and for the lines behind it.
  [[nodiscard]] Cell counting_above(const Member& member, const Cell& cell) const;

 private:
  struct From {
    Source source;
    std::vector<std::uint8_t> allowed;  // by number
  };
  [[nodiscard]] std::size_t source(Axis axis);  // in sources_; made when it is not there
  [[nodiscard]] std::uint32_t member(Axis axis, std::uint32_t number) const;
  [[nodiscard]] bool names(Axis axis) const;
  template <class Allows>
  void restrict_to(Axis axis, const Allows& allows);
  void apply(const Filter& filter);
  void apply(const Fixed& fixed);
  void keep_what_counts_above(const std::vector<Fixed>& only);
  void allow_what_counts();
  void add_axis(Axis axis);
  void order(PlanAxis& axis) const;
  void assign_strides();
  [[nodiscard]] bool takes(const Side& side, const Facet& facet) const;
  [[nodiscard]] bool in_time(const Side& side, std::uint32_t period) const;
  // `side`: none when nothing is compared; `part`: which amount of a cell that side is.
  void add_pass(const Side* side, std::uint32_t part);
  [[nodiscard]] Sieve sieve(const From& from, const Side* side) const;
  [[nodiscard]] Term term(std::size_t source, std::size_t run, const Side* side,
                          std::uint32_t part) const;

  const Cube& cube_;
  const Lines& lines_;
  Query query_;
  Shows shows_;
  std::optional<VersionId> default_version_;
  std::optional<VersionId> version_;  // the plan version that counts; none: every one, apart
  bool version_is_axis_ = false;
  std::optional<Derived> derived_;
  std::vector<From> sources_;
  std::vector<PlanAxis> axes_;
  std::vector<std::size_t> source_of_axis_;
  std::vector<Pass> passes_;
  std::size_t runs_ = 1;
  std::uint32_t cells_ = 0;
  std::uint32_t left_out_ = 0;
};

// Which members a filter lets through, by number; not of years and months.
[[nodiscard]] std::vector<std::uint8_t> matching(const Cube& cube, const ledger::Ledger& ledger,
                                                 const Filter& filter);

}  // namespace saimnieks::cube
