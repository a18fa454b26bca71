// Codes of the catalogue in what is entered. Apart from RowPlanner, since they follow the
// catalogue's lists and not the tables.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/ledger/command.h"
#include "core/oplog/judge.h"

namespace saimnieks::ledger {

// The value given for a field; null when none is.
[[nodiscard]] const FieldValue* given(const std::vector<FieldValue>& fields, std::string_view name);

// The version of the catalogue that the values are entered under; null: this program has none.
[[nodiscard]] const catalogue::Catalogue* catalogue_of(const std::vector<FieldValue>& fields);

// A line that now bears a code which its own version of the catalogue lacks is from then on a line
// of the newer version.
[[nodiscard]] std::optional<FieldValue> newer_catalogue(const oplog::RowState& before,
                                                        const oplog::RowState& after);

// Whether the row of the table `code` may be made.
[[nodiscard]] base::Result<void> check_own_code(const oplog::RowState& state);

}  // namespace saimnieks::ledger
