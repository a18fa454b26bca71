// The mapping of the last import of a file with the same columns, kept with the ledger on this
// device: the same export of next month needs none. One that says itself which period a file is of
// is not kept, nor is that known documents are taken for lines once more.
#pragma once

#include <optional>

#include "core/exchange/file_shape.h"
#include "core/exchange/mapping.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// Without what is said of one file only: how it is written, and that what the ledger has comes in
// once more.
[[nodiscard]] Mapping for_next_time(const Mapping& mapping);

// Nothing when no file of this shape was imported yet. The same columns in the same order are the
// same shape, whether in a text or in a workbook. storage_*.
[[nodiscard]] base::Result<std::optional<Mapping>> recall_mapping(const ledger::Ledger& ledger,
                                                                  const FileShape& shape);
[[nodiscard]] base::Result<void> remember_mapping(ledger::Ledger& ledger, const FileShape& shape,
                                                  const Mapping& mapping);

}  // namespace saimnieks::exchange
