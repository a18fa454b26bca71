// What commits tell to who keeps figures of the lines: the cube, the views.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/model/line.h"

namespace saimnieks::ledger {

// One line after a commit; absent: no longer part of the ledger (its op was refused). A voided line
// is present, with LineRow::voided.
struct LineDelta {
  model::LineId rid{};
  std::optional<model::LineRow> after;
};

struct CommitInfo {
  std::int64_t revision = 0;        // of the ledger, after the commit
  bool dimensions_changed = false;  // rows, names or status of units, services, codes, versions
  bool sight_changed = false;       // what the user may see may be something else now
};

// Called after the commit is durable, from within the call that made it; must not call back into
// the ledger's writing functions. Between begin() and end() a commit brings its deltas; when they
// are too many to be held in memory, the lines that they lie between, to be read when there is
// time.
class DeltaSink {
 public:
  virtual ~DeltaSink() = default;
  virtual void begin(const CommitInfo& info) = 0;
  virtual void lines(std::span<const LineDelta> deltas) = 0;
  virtual void lines_between(model::LineId first, model::LineId last) = 0;
  virtual void end() = 0;
};

}  // namespace saimnieks::ledger
