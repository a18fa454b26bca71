// `variance --allocated` on a ledger: variance of services' total costs, and the bridge from plan
// to actual.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// Options are those of docs/cli.md; faults are usage_invalid and the calculation's.
[[nodiscard]] base::Result<nlohmann::ordered_json> allocated_variance(ledger::Ledger& ledger,
                                                                      const Arguments& arguments);

}  // namespace saimnieks::cli
