// The verbs of docs/scenarios.md on a ledger: the same calculations, their inputs out of its lines.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

[[nodiscard]] bool calculates_on_ledger(const std::string& verb);
// `allocate`, `unit-cost`, `forecast`, `quality`; usage_invalid for another verb.
[[nodiscard]] base::Result<nlohmann::ordered_json> calculate(const ledger::Ledger& ledger,
                                                             const Arguments& arguments);

}  // namespace saimnieks::cli
