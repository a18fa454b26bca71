// The ledger's lines as files: CSV that the importer reads back, and JSON.
#pragma once

#include <string>

#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// Present, not voided lines in order of entry. CSV: `,` and `"`, UTF-8, one header line, a unit's
// path and names joined by "/", amounts in euro with a point. JSON: {"lines":[…]}, amounts in
// cents.
[[nodiscard]] base::Result<std::string> export_csv(const ledger::Ledger& ledger);
[[nodiscard]] base::Result<std::string> export_json(const ledger::Ledger& ledger);

}  // namespace saimnieks::exchange
