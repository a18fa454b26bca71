// The verbs `backup` and `restore`: a whole ledger as one file, and back. The file is a SQLite
// database, and behind it one line with what it holds and the SHA-256 of all before (docs/cli.md).
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// The file appears whole and verified, or not at all; it may take the place of an older backup, and
// of nothing else (not_a_backup). verify_failed when the ledger itself is not sound.
[[nodiscard]] base::Result<nlohmann::ordered_json> back_up(ledger::Ledger& ledger,
                                                           const Arguments& arguments,
                                                           ledger::Seams seams);
// ledger_exists, not_a_backup, backup_damaged, schema_newer. The ledger appears whole or not at
// all.
[[nodiscard]] base::Result<nlohmann::ordered_json> restore(const Arguments& arguments,
                                                           ledger::Seams seams);

}  // namespace saimnieks::cli
