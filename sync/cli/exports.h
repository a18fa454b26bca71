// The verb `export`: the ledger as files for others.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

struct Exported {
  nlohmann::ordered_json json;
  std::string content;  // the answer without --json and --out; else empty
};

// usage_invalid for a format that does not exist, or that has no place on standard output.
[[nodiscard]] base::Result<Exported> export_ledger(const ledger::Ledger& ledger,
                                                   const Arguments& arguments);

}  // namespace saimnieks::cli
