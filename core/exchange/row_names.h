// What people call the rows of dimensions, in files and on the command line.
#pragma once

#include <string>
#include <string_view>

#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// A dimension row by what people write: a unit's path "001/011", "EKK:1100", a code, a label. The
// row need not be there.
[[nodiscard]] base::Uuid named_row(const ledger::Ledger& ledger, model::Table table,
                                   std::string_view text);

// The other way round; the row's uuid where that would not find it again.
[[nodiscard]] std::string name_of_row(const ledger::Ledger& ledger, model::Table table,
                                      std::uint32_t number);

}  // namespace saimnieks::exchange
