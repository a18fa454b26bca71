// The rows of a register's export as texts by field, whatever form the file has: delimited text, a
// workbook, or a JSON list of objects. It knows no ledger.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/byte_source.h"
#include "core/base/result.h"
#include "core/model/tables.h"

namespace saimnieks::exchange {

// A row of the export that can't be taken, and why.
struct RegisterFault {
  std::int64_t place = 0;  // the line of a text, the row of a sheet, the place in a list; from 1
  std::string field;
  base::ErrorCode code{};
  std::string value;
};

struct RegisterSaid {
  std::int64_t place = 0;
  std::map<std::string, std::string, std::less<>> fields;  // no empty ones
  std::optional<RegisterFault> fault{};                    // a cell of a sheet that holds no value

  [[nodiscard]] std::string text(std::string_view field) const;  // empty: not said
};

struct RegisterRows {
  std::vector<RegisterSaid> rows;
  std::map<std::string, std::string, std::less<>> titles;  // of the file's columns, by field
  std::vector<std::string> unused_columns;
};

// Columns are named as the table's fields or in words (register_field). file_*, json_invalid,
// json_shape with the place and what is expected there.
[[nodiscard]] base::Result<RegisterRows> read_register(const model::TableInfo& table,
                                                       base::ByteSource& source);

}  // namespace saimnieks::exchange
