// The verbs of control on a ledger: what the year comes to, what leaves its plan, and how far the
// lines can be trusted. Options are those of docs/cli.md; faults are usage_invalid and the
// calculations'.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// What the year will come to after its first months, and how far off each method was before.
[[nodiscard]] base::Result<nlohmann::ordered_json> forecast(ledger::Ledger& ledger,
                                                            const Arguments& arguments);
[[nodiscard]] base::Result<nlohmann::ordered_json> quality(ledger::Ledger& ledger,
                                                           const Arguments& arguments);
// What a close would find, as `show closing-checks` says it: duties, what waits, how far the lines
// can be trusted, and where they differ from the accounts.
[[nodiscard]] base::Result<nlohmann::ordered_json> closing_checks(const ledger::Ledger& ledger,
                                                                  const Arguments& arguments);
// The clock says what is overdue.
[[nodiscard]] base::Result<nlohmann::ordered_json> deviations(ledger::Ledger& ledger,
                                                              const Arguments& arguments,
                                                              const ledger::Seams& seams);
// Plan and actual costs of a year so far, and what their difference comes from.
[[nodiscard]] base::Result<nlohmann::ordered_json> variance(ledger::Ledger& ledger,
                                                            const Arguments& arguments);

}  // namespace saimnieks::cli
