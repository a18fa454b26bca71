// The verbs `attach` and `attachment`: files into the ledger, and out of it as they were.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// All files, as one command, or none.
[[nodiscard]] base::Result<nlohmann::ordered_json> attach(ledger::Ledger& ledger,
                                                          const Arguments& arguments);
// What is not here is asked of the endpoint, where there is one. row_unknown, content_missing,
// endpoint_*, storage_*.
[[nodiscard]] base::Result<nlohmann::ordered_json> read_attachment(ledger::Ledger& ledger,
                                                                   const Arguments& arguments);
// Adds to each row of the table `attachment` whether its content lies in this file.
[[nodiscard]] base::Result<void> say_what_is_here(const ledger::Ledger& ledger,
                                                  nlohmann::ordered_json& rows);

}  // namespace saimnieks::cli
