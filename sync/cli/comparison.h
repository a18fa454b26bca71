// The verb `compare` on a ledger: the services of one identifier in the register, side by side.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// Options are those of docs/cli.md; faults are usage_invalid and the calculation's.
[[nodiscard]] base::Result<nlohmann::ordered_json> compare_services(ledger::Ledger& ledger,
                                                                    const Arguments& arguments);

}  // namespace saimnieks::cli
