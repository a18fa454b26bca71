// Verbs that make lines of what the ledger already says: of schedules, of a plan's version, and of
// another line.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

[[nodiscard]] base::Result<nlohmann::ordered_json> generate_schedules(ledger::Ledger& ledger,
                                                                      const Arguments& arguments,
                                                                      ledger::Seams seams);
// Schedules month by month, beside what their lines say today; nothing is written. The clock says
// which months' lines would be made by now.
[[nodiscard]] base::Result<nlohmann::ordered_json> show_schedule(ledger::Ledger& ledger,
                                                                 const Arguments& arguments,
                                                                 ledger::Seams seams);
[[nodiscard]] base::Result<nlohmann::ordered_json> copy_plan(ledger::Ledger& ledger,
                                                             const Arguments& arguments,
                                                             ledger::Seams seams);
// One line's amount over several objects; written with --apply.
[[nodiscard]] base::Result<nlohmann::ordered_json> split_line(ledger::Ledger& ledger,
                                                              const Arguments& arguments);

}  // namespace saimnieks::cli
