// The verb `import`: a file becomes lines of a ledger.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/seams.h"
#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

struct Imported {
  nlohmann::ordered_json json;
  bool refused = false;  // rows were, and nobody said that they may be
};

// usage_invalid without a mapping, given or remembered; as ImportJob fails.
[[nodiscard]] base::Result<Imported> import_file(ledger::Ledger& ledger, const Arguments& arguments,
                                                 base::Clock& clock);

}  // namespace saimnieks::cli
