// The verb `report`: a roll-up of the cube as JSON or as a table for people.
#pragma once

#include <nlohmann/json.hpp>

#include "core/cube/cube.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// usage_invalid for unknown axes, versions or comparisons.
[[nodiscard]] base::Result<cube::Query> parse_query(const Arguments& arguments,
                                                    const ledger::Ledger& ledger);

[[nodiscard]] nlohmann::ordered_json report_json(const cube::Cube& cube, const cube::Query& query);

}  // namespace saimnieks::cli
