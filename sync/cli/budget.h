// The verbs `budget` and `reconcile` on a ledger: what is left of what was granted, and lines
// beside the accounts' turnovers. Options are those of docs/cli.md; faults are usage_invalid and
// the calculations'.
#pragma once

#include <nlohmann/json.hpp>

#include "core/control/reconciliation.h"
#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

[[nodiscard]] base::Result<nlohmann::ordered_json> budget(ledger::Ledger& ledger,
                                                          const Arguments& arguments);
[[nodiscard]] base::Result<nlohmann::ordered_json> reconcile(ledger::Ledger& ledger,
                                                             const Arguments& arguments);
[[nodiscard]] nlohmann::ordered_json reconciliation_json(const ledger::Ledger& ledger,
                                                         const control::ReconciliationRow& one);

}  // namespace saimnieks::cli
