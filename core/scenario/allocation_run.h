// Runs of the allocation that are kept in the ledger: what went in as the content of an attachment,
// which is a scenario that anybody can run again, and what came out by its hash.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/uuid.h"
#include "core/costing/allocated_side.h"

namespace saimnieks::scenario {

// Allocates the network and keeps the run, as one command of the ledger; answers its row in the
// table `allocation`. The order of step-down, where one was stated, is kept with what went in.
// Faults are allocate()'s and the ledger's.
[[nodiscard]] base::Result<base::Uuid> keep_run(ledger::Ledger& ledger,
                                                const costing::LedgerSide& side,
                                                const costing::Network& network,
                                                const costing::Procedure& procedure,
                                                const std::string& note);

// Moving JSON throws nothing, which the check can't see.
// NOLINTNEXTLINE(bugprone-exception-escape)
struct RunAgain {
  nlohmann::ordered_json answer;  // of the verb `allocate` about what went in then
  costing::LedgerSide side;
  bool same_result = false;  // to the same cents as then
  bool same_input = false;   // the ledger would give the same network today
};
// row_unknown, content_missing, and what the kept scenario is refused with.
[[nodiscard]] base::Result<RunAgain> run_again(const ledger::Ledger& ledger, const cube::Cube& cube,
                                               const base::Uuid& row);

}  // namespace saimnieks::scenario
