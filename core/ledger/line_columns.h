// LineColumns: what the cube counts of a block of lines, column by column, each number as narrow as
// the block allows: read many times as fast as rows. Knows nothing of SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/dimension.h"
#include "core/model/line.h"

namespace saimnieks::ledger {

// `words` numbers the texts of the lines' word ids; the columns hold the texts themselves, since
// the numbers change with every opening. At most 65,535 lines, in order of rid.
[[nodiscard]] std::string line_columns(std::span<const model::LineRow> lines,
                                       const model::Words& words);

// The same lines, numbered by `words`; none when the bytes are not what line_columns() writes.
[[nodiscard]] std::optional<std::vector<model::LineRow>> lines_of_columns(std::string_view bytes,
                                                                          model::Words& words);

}  // namespace saimnieks::ledger
