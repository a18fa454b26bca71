// The verbs `apply` and `show` on a ledger: any row of any table, in and out as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/vacancies.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// All commands of the file, or none.
[[nodiscard]] base::Result<nlohmann::ordered_json> apply_commands(ledger::Ledger& ledger,
                                                                  const Arguments& arguments);
// The rows of the table that the arguments name, by --where and --voided; or what is shown beside
// tables: vacancies, closing-checks, duties, to-classify. The clock says what is overdue.
[[nodiscard]] base::Result<nlohmann::ordered_json> show_rows(const ledger::Ledger& ledger,
                                                             const Arguments& arguments,
                                                             const ledger::Seams& seams);

// By its path or uuid.
[[nodiscard]] base::Result<model::UnitId> unit_named(const ledger::Ledger& ledger,
                                                     const std::string& name);
// --unit; kNoUnit without.
[[nodiscard]] base::Result<model::UnitId> unit_below(const ledger::Ledger& ledger,
                                                     const Arguments& arguments);
// A row of the table of roles and the place for which it is held: "role", "table", "row", "name".
[[nodiscard]] nlohmann::ordered_json office_json(const ledger::Ledger& ledger,
                                                 const ledger::OfficePlace& office);
// What people call the row; null for model::kNone.
[[nodiscard]] nlohmann::ordered_json name_or_null(const ledger::Ledger& ledger, model::Table table,
                                                  std::uint32_t number);

}  // namespace saimnieks::cli
