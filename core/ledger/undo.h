// Undo and redo in steps: an import of a hundred thousand lines is one command, too.
#pragma once

#include "core/base/job.h"
#include "core/ledger/command.h"

namespace saimnieks::ledger {

// Other commands answer ledger_busy until its end; cancelled or destroyed before that it leaves
// nothing behind. It fails as Undo and Redo do.
class UndoJob : public base::Job {
 public:
  // Complete when step() has answered done.
  [[nodiscard]] virtual const Committed& committed() const = 0;
};

}  // namespace saimnieks::ledger
