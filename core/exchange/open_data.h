// The ledger as open data: a Fiscal Data Package, which is a descriptor (datapackage.json) and a
// table (lines.csv). What would show a person is not in it.
#pragma once

#include <string>
#include <vector>

#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// Below so many persons an amount of pay would tell what one of them earns.
inline constexpr std::int64_t kFewestPersons = 5;

struct PackageFile {
  std::string name;
  std::string bytes;
};

// Actual lines and approved plans by year, unit, service, function, code and source: costs and
// income, on either basis, never added together. Left out are drafts; what recipients bear and
// benefits, which are no public money; lines without a unit or a code, which may be anything yet;
// and pay, unless the lines of every period say, by a quantity measured in persons, that it is of
// at least kFewestPersons, where lines of one resource or of none may be of the same ones. No row
// holds a note, a document, an attachment, a counterparty or the name of a person or resource. The
// same bytes for the same lines.
[[nodiscard]] base::Result<std::vector<PackageFile>> export_open_data(const ledger::Ledger& ledger);

}  // namespace saimnieks::exchange
