// What people write in a register's export, in the ledger's own words: columns as fields, kinds as
// codes. It reads no files and knows no rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/tables.h"

namespace saimnieks::exchange {

// The field of the table that a header names: in the program's word for it, or in people's.
[[nodiscard]] std::optional<std::string> register_field(const model::TableInfo& table,
                                                        std::string_view header);
// What a file says of a field as the ledger says it: a choice or a code of the catalogue by its
// title in either language; as it stands where it is not known in words.
[[nodiscard]] std::string in_codes(const model::TableInfo& table, const model::FieldInfo& field,
                                   const std::string& said);

}  // namespace saimnieks::exchange
