// What `unit-cost` adds to its sheet when it is asked to: the same by channel, and a page to print.
#pragma once

#include <nlohmann/json.hpp>

#include "core/costing/allocated_side.h"
#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

struct UnitSheet {
  const ledger::Ledger& ledger;
  const cube::Cube& cube;
  const costing::AllocatedSide& allocated;
  const costing::ServiceSheet& sheet;  // of the service
  model::ServiceId service{};
};

// "channels", and with `explain` how they came to be. Faults are the calculation's.
[[nodiscard]] base::Result<void> add_channels(const UnitSheet& of, bool explain,
                                              nlohmann::ordered_json& answer);

// The page as the file --sheet, in the language that was asked for, else in Latvian, in which it is
// handed in; the clock says when it was made. usage_invalid for the ledger itself, storage_io.
[[nodiscard]] base::Result<void> write_page(const UnitSheet& of, const Arguments& arguments,
                                            const ledger::Seams& seams);

}  // namespace saimnieks::cli
