// Verbs that make lines of what the ledger already says: of schedules, and of a plan's version.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

[[nodiscard]] base::Result<nlohmann::ordered_json> generate_schedules(ledger::Ledger& ledger,
                                                                      const Arguments& arguments,
                                                                      ledger::Seams seams);
[[nodiscard]] base::Result<nlohmann::ordered_json> copy_plan(ledger::Ledger& ledger,
                                                             const Arguments& arguments,
                                                             ledger::Seams seams);

}  // namespace saimnieks::cli
