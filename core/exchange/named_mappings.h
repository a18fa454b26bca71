// Mappings by name: those that people keep with the ledger on this device, and those that are ready
// for exports of usual programs (assets/import/mappings.json), whose columns are found by words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/file_shape.h"
#include "core/exchange/mapping.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

struct NamedMapping {
  std::string name;
  std::string about_lv, about_en;  // of a ready one
  std::string mapping;             // JSON; of a ready one empty, since it depends on the file
};
// By name; a kept one takes the place of a ready one of its name.
[[nodiscard]] base::Result<std::vector<NamedMapping>> named_mappings(const ledger::Ledger& ledger);

// The mapping of that name for a file of this shape. not_found, column_missing with the words of
// the first column that a ready one needs and the file has not, storage_*.
[[nodiscard]] base::Result<Mapping> find_mapping(const ledger::Ledger& ledger,
                                                 std::string_view name, const FileShape& shape);

// In the place of one of the same name. What is of one file only is left out (for_next_time());
// mapping_invalid for a mapping that says itself which period its file is of, value_missing for an
// empty name.
[[nodiscard]] base::Result<void> save_mapping(ledger::Ledger& ledger, std::string_view name,
                                              const Mapping& mapping);

}  // namespace saimnieks::exchange
