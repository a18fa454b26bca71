// The verb `register`: a register's export beside the ledger, shown before anything is written.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

struct RegisterAnswer {
  nlohmann::ordered_json json;
  bool refused = false;  // some rows can't be taken, and nobody said to leave them out
};

// `register TABLE FILE [--apply] [--skip-refused] [--void-gone]`
[[nodiscard]] base::Result<RegisterAnswer> compare_register(ledger::Ledger& ledger,
                                                            const Arguments& arguments);

}  // namespace saimnieks::cli
