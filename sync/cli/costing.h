// The verbs `allocate` and `unit-cost` on a ledger: the calculations of
// docs/scenarios.md, their inputs out of its lines.
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "core/costing/allocated_side.h"
#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// What --period, --side and --version say: actual lines, unless they name plans.
[[nodiscard]] base::Result<costing::LedgerSide> side_of(const ledger::Ledger& ledger,
                                                        const Arguments& arguments);

// With --store, what went in becomes an attachment and the run a row of the table `allocation`;
// with --run, such a row's input is allocated again and compared with what came out then.
[[nodiscard]] base::Result<nlohmann::ordered_json> allocate(ledger::Ledger& ledger,
                                                            const Arguments& arguments);
// The sheet of one service: its own lines by code, what arrives from each pool, units provided; by
// channel, too, and as a page to print, which the clock dates.
[[nodiscard]] base::Result<nlohmann::ordered_json> unit_cost(ledger::Ledger& ledger,
                                                             const Arguments& arguments,
                                                             const ledger::Seams& seams);

// --method, reciprocal without it, and --order ID,ID,…, which only step-down takes. usage_invalid.
[[nodiscard]] base::Result<costing::Procedure> procedure_of(const Arguments& arguments);
// --version, of plans; version_unknown. None without it.
[[nodiscard]] base::Result<std::optional<model::VersionId>> plan_version(
    const ledger::Ledger& ledger, const Arguments& arguments);

}  // namespace saimnieks::cli
