// Verbs whose totals are closed at every scale: costs and income without what units charge each
// other, cost and budget expenditure, funding needed and granted. Faults are usage_invalid and the
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
// Funding needed, granted, cut and returned, by unit, object, sector and priority.
[[nodiscard]] base::Result<nlohmann::ordered_json> show_needs(ledger::Ledger& ledger,
                                                              const Arguments& arguments);

}  // namespace saimnieks::cli
