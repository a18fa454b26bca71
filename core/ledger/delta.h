// What commits tell to who keeps figures of the lines: the cube, the views.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/model/line.h"

namespace saimnieks::ledger {

// One line before and after a commit; absent before: new, absent after: no longer part of the
// ledger (its op was refused). A voided line is present, with LineRow::voided.
struct LineDelta {
  model::LineId rid{};
  std::optional<model::LineRow> before;
  std::optional<model::LineRow> after;
};

struct CommitInfo {
  std::int64_t revision = 0;        // of the ledger, after the commit
  bool dimensions_changed = false;  // rows, names or status of units, services, codes, versions
};

// Called after the commit is durable, from within the call that made it; must not call back into
// the ledger's writing functions. Large commits bring their deltas in several calls to lines(),
// between begin() and end().
class DeltaSink {
 public:
  virtual ~DeltaSink() = default;
  virtual void begin(const CommitInfo& info) = 0;
  virtual void lines(std::span<const LineDelta> deltas) = 0;
  virtual void end() = 0;
};

}  // namespace saimnieks::ledger
