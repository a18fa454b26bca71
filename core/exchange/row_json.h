// Rows and their changes as JSON (docs/cli.md), for people and scripts: references by what people
// call a row.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

[[nodiscard]] nlohmann::ordered_json row_json(const ledger::Ledger& ledger, model::Table table,
                                              const ledger::Ledger::RowView& row);

// A line's fields in the same form.
[[nodiscard]] nlohmann::ordered_json line_json(const ledger::Ledger& ledger,
                                               const model::Line& line);

// One change of the history: what each field was before, unless the row was made by it, and is
// after. Fields of a newer schema's tables are printed as they lie in the log.
[[nodiscard]] nlohmann::ordered_json change_json(const ledger::Ledger& ledger,
                                                 const ledger::HistoryEntry& change);

}  // namespace saimnieks::exchange
