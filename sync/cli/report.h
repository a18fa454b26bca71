// The verb `report`: a roll-up of the cube as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "core/cube/cube.h"
#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// usage_invalid for unknown axes, versions or comparisons.
[[nodiscard]] base::Result<nlohmann::ordered_json> show_report(ledger::Ledger& ledger,
                                                               const Arguments& arguments);

// What --rows, --columns, --where, --version and --compare ask of the cube; the same faults.
[[nodiscard]] base::Result<cube::Query> parse_query(const Arguments& arguments,
                                                    const ledger::Ledger& ledger);

}  // namespace saimnieks::cli
