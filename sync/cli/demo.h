// The verb `demo`: an invented municipality.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// usage_invalid for what is no number.
[[nodiscard]] base::Result<nlohmann::ordered_json> fill_with_demo(ledger::Ledger& ledger,
                                                                  const Arguments& arguments,
                                                                  ledger::Seams seams);

}  // namespace saimnieks::cli
