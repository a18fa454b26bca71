// The verb `catalogue`: the state's reference lists as JSON. It needs no ledger.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// Alone it gives the version and the kinds, with a KIND that kind's entries.
// usage_invalid for what else is asked for, and for a version that this program does not know.
[[nodiscard]] base::Result<nlohmann::ordered_json> show_catalogue(const Arguments& arguments);

}  // namespace saimnieks::cli
