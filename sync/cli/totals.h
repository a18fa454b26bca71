// Verbs that lead from what lines say to totals that may stand side by side: without what units
// charge each other, and from cost to budget expenditure. Faults are usage_invalid and the
// calculations'.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// Totals of units without what they charge each other, and the charges that two of them do not
// agree on.
[[nodiscard]] base::Result<nlohmann::ordered_json> consolidate(ledger::Ledger& ledger,
                                                               const Arguments& arguments);
// What is only consumed, only paid, and both.
[[nodiscard]] base::Result<nlohmann::ordered_json> reconcile_bases(ledger::Ledger& ledger,
                                                                   const Arguments& arguments);

}  // namespace saimnieks::cli
