// The verbs `life`, `conditions` and `tasks` on a ledger: total cost over a life, and by the
// catalogue's conditions and tasks. Options are those of docs/cli.md; faults are usage_invalid and
// the calculations'.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

[[nodiscard]] base::Result<nlohmann::ordered_json> life(ledger::Ledger& ledger,
                                                        const Arguments& arguments);
[[nodiscard]] base::Result<nlohmann::ordered_json> conditions(ledger::Ledger& ledger,
                                                              const Arguments& arguments);
[[nodiscard]] base::Result<nlohmann::ordered_json> tasks(ledger::Ledger& ledger,
                                                         const Arguments& arguments);

}  // namespace saimnieks::cli
