// Who wrote the lines that were changed since they were entered: each author of each once. The
// log says it too, but only to whoever reads all of it.
#pragma once

#include <string_view>

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

}  // namespace saimnieks::sync::endpoint
