// KeptBlocks: full blocks of lines as columns beside their table, so that a start reads a million
// lines many times sooner than row by row. They are no part of the data: a block is dropped by the
// transaction that touches a line of it, and made anew when nobody waits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/ledger/database.h"
#include "core/ledger/line_columns.h"
#include "core/model/dimension.h"
#include "core/model/line.h"

namespace saimnieks::ledger {

class KeptBlocks {
 public:
  // Block b holds the lines with rids above b·kLines up to (b + 1)·kLines.
  static constexpr std::int64_t kLines = 4096;

  explicit KeptBlocks(Database& db) : db_(db) {}

  // Which blocks are kept: at opening, and after a rollback.
  [[nodiscard]] Result<void> load();
  // As many full blocks are not kept as are worth the work: what is edited now and then is not
  // written anew each time.
  [[nodiscard]] bool wanted() const { return wanted_; }
  // The first full block that is not kept; none: all are.
  [[nodiscard]] std::optional<std::int64_t> next() const;

  // Within a transaction. `lines`: the block's, in order of rid.
  [[nodiscard]] Result<void> keep(std::int64_t block, std::span<const model::LineRow> lines,
                                  const model::Words& words);
  // Within the transaction that touched lines from `first` to `last`.
  [[nodiscard]] Result<void> drop(model::LineId first, model::LineId last);
  [[nodiscard]] Result<void> drop_all();

  [[nodiscard]] bool holds(std::int64_t block) const {
    return static_cast<std::size_t>(block) < kept_.size() && kept_[static_cast<std::size_t>(block)];
  }
  // The first kept block from `block` on.
  [[nodiscard]] std::optional<std::int64_t> first_from(std::int64_t block) const;
  // False when the block is not what this program writes: then it is dropped from memory.
  [[nodiscard]] Result<bool> read(std::int64_t block, model::Words& words, LineColumns& out);

 private:
  void judge_want();

  Database& db_;
  std::vector<bool> kept_;  // by block
  std::int64_t full_ = 0;   // so many blocks have all their lines
  bool wanted_ = false;
};

}  // namespace saimnieks::ledger
