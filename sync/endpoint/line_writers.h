// Who wrote the lines that were changed since they were entered, each author of each once; and
// where lines lay before they were moved. The log says it too, but only to whoever reads all of it.
#pragma once

#include <string_view>

#include "core/base/function_ref.h"
#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/ledger/database.h"

namespace saimnieks::sync::endpoint {

// Makes the table and fills it from the log; within a transaction.
[[nodiscard]] base::Result<void> make_line_writers(ledger::Database& db);

[[nodiscard]] base::Result<void> add_line_writer(ledger::Database& db, const base::Uuid& line,
                                                 std::string_view user);
[[nodiscard]] base::Result<bool> has_line_writer(ledger::Database& db, const base::Uuid& line,
                                                 std::string_view user);

[[nodiscard]] base::Result<void> make_line_places(ledger::Database& db);

[[nodiscard]] base::Result<void> add_line_place(ledger::Database& db, const base::Uuid& line,
                                                std::int64_t period, const base::Uuid& unit);
// Of a month, or of a year and its months.
[[nodiscard]] base::Result<void> each_line_place(
    ledger::Database& db, std::int64_t period,
    base::FunctionRef<base::Result<void>(const base::Uuid& line, const base::Uuid& unit)> visit);

}  // namespace saimnieks::sync::endpoint
