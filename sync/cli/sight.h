// Whom a verb answers: what it reads, held against what the ledger's user may see.
#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

enum class Reads : std::uint8_t {
  names,       // nothing that is for some only
  lines,       // those that the user sees
  unit,        // all lines of --unit; without it all
  object,      // all, to tell what one --service or --resource comes to; with --explain also which
  row,         // one --row
  everything,  // all, to tell of all
};

// lines_hidden when the answer is not for the ledger's user. Else how many lines it leaves out.
[[nodiscard]] base::Result<std::int64_t> check_sight(const ledger::Ledger& ledger,
                                                     const Arguments& arguments, Reads reads);

// Who works with the ledger, the offices that he holds today, and how much he does not see; a name
// that is given is set first.
[[nodiscard]] base::Result<nlohmann::ordered_json> work_as(ledger::Ledger& ledger,
                                                           const Arguments& arguments,
                                                           const ledger::Seams& seams);

}  // namespace saimnieks::cli
