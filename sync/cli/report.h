// The verb `report`: a roll-up of the cube as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// usage_invalid for unknown axes, versions or comparisons.
[[nodiscard]] base::Result<nlohmann::ordered_json> show_report(ledger::Ledger& ledger,
                                                               const Arguments& arguments);

}  // namespace saimnieks::cli
