// The ledger's lines as files: CSV and workbooks that the importer reads back to the same lines,
// and JSON.
#pragma once

#include <string>

#include "core/exchange/line_table.h"
#include "core/exchange/mapping.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// Present, not voided lines in order of entry. CSV: `,` and `"`, UTF-8, one header line, a column
// for each level of the units that lines are on, amounts in euro with a point. JSON: {"lines":[…]},
// amounts in cents. With `title`, CSV and workbook have these words for their columns' keys.
[[nodiscard]] base::Result<std::string> export_csv(const ledger::Ledger& ledger,
                                                   const ColumnTitle& title = {});
// A workbook with one sheet, "lines", of the columns of the CSV: amounts, quantities and dates are
// cells of their kind, months and codes are texts. The same bytes for the same lines.
// table_too_large for more lines than a sheet has rows.
[[nodiscard]] base::Result<std::string> export_xlsx(const ledger::Ledger& ledger,
                                                    const ColumnTitle& title = {});
// The mapping with which an import of export_csv() or export_xlsx() makes these lines anew: the
// same amounts, notes, kinds, versions and axes. (States of versions and what happened to a line
// are not in the file.)
[[nodiscard]] base::Result<Mapping> export_mapping(const ledger::Ledger& ledger,
                                                   const ColumnTitle& title = {});
[[nodiscard]] base::Result<std::string> export_json(const ledger::Ledger& ledger);

}  // namespace saimnieks::exchange
