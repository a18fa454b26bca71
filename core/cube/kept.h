// Kept: the latest pivots of a cube, kept in step line by line, so that an edit costs its own cells
// and not the roll-up of all lines. Whatever would change a pivot's rows or columns drops it.
#pragma once

#include <memory>
#include <vector>

#include "core/cube/roller.h"

namespace saimnieks::cube {

class Kept {
 public:
  explicit Kept(const Cube& cube) : cube_(cube) {}

  [[nodiscard]] Pivot pivot(const Query& query);

  // Around every change of a line, at rid − 1: as it was, and as it is.
  void take_out(std::size_t at) { count(at, -1); }
  void put_in(std::size_t at) { count(at, 1); }
  void settle();  // after the changes of a commit
  void forget() { entries_.clear(); }

 private:
  struct Entry {
    Entry(const Cube& cube, const Query& asked, const Members& members)
        : query(asked), plan(cube, asked), rolled(roll(plan, members)) {}

    // Adds the line's amounts `sign` times, or is lost.
    void count(std::size_t at, int sign);
    // A touched row or a column has no line left.
    [[nodiscard]] bool has_emptied() const;

    Query query;
    Plan plan;
    Rolled rolled;
    bool lost = false;
    std::vector<std::int32_t> touched;  // nodes of changed rows
  };
  void count(std::size_t at, int sign);

  const Cube& cube_;
  std::vector<std::unique_ptr<Entry>> entries_;  // the latest asked for last
  std::size_t changes_ = 0;                      // since the last commit
};

}  // namespace saimnieks::cube
