// The verb `appraise` on a ledger: what services are worth over years, planned and reached.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// Options are those of docs/cli.md; faults are usage_invalid and the calculations'.
[[nodiscard]] base::Result<nlohmann::ordered_json> appraise(ledger::Ledger& ledger,
                                                            const Arguments& arguments);

}  // namespace saimnieks::cli
