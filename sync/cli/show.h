// The verb `show`: reference data as JSON. The catalogue needs no ledger.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// `catalogue` alone gives its version and kinds, `catalogue KIND` that kind's entries.
// usage_invalid for what else is asked for, and for a version that this program does not know.
[[nodiscard]] base::Result<nlohmann::ordered_json> show(const Arguments& arguments);

}  // namespace saimnieks::cli
