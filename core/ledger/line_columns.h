// LineColumns: what the cube counts of a block of lines, column by column, as it lies on disk (each
// number as narrow as the block allows) and in memory: read many times as fast as rows, and counted
// without making rows of it. Knows nothing of SQL.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/dimension.h"
#include "core/model/line.h"

namespace saimnieks::ledger {

// All columns are of one size, one number a line, in order of rid. What may lack (ids, phase,
// regular, role) is 0 where it does, else its value + 1; anything else is the value itself.
struct LineColumns {
  using Numbers = std::vector<std::uint32_t>;

  std::vector<model::LineId> rid{};
  std::vector<std::int64_t> cents{};
  Numbers unit{};
  Numbers service{};
  Numbers code{};
  Numbers version{};
  Numbers resource{};
  Numbers policy{};
  Numbers function{};
  Numbers source{};
  Numbers task{};
  Numbers condition{};
  Numbers channel{};
  Numbers period{};
  Numbers kind{};
  Numbers voided{};
  Numbers basis{};
  Numbers nature{};
  Numbers phase{};
  Numbers regular{};
  Numbers role{};

  [[nodiscard]] std::size_t size() const { return rid.size(); }
  [[nodiscard]] model::LineRow row(std::size_t at) const;
};

// `words` numbers the texts of the lines' word ids; the columns hold the texts themselves, since
// the numbers change with every opening. At most 65,535 lines, in order of rid.
[[nodiscard]] std::string line_columns(std::span<const model::LineRow> lines,
                                       const model::Words& words);

// The same lines, numbered by `words`; false when the bytes are not what line_columns() writes.
[[nodiscard]] bool read_line_columns(std::string_view bytes, model::Words& words, LineColumns& out);

}  // namespace saimnieks::ledger
