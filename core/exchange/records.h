// The records of a file, whatever its format: text with delimiters, or a sheet of a workbook. What
// stands in a record and where is the same for both; the mapping and all after it know no formats.
#pragma once

#include <memory>
#include <string_view>

#include "core/base/byte_source.h"
#include "core/exchange/csv_reader.h"
#include "core/exchange/file_shape.h"

namespace saimnieks::exchange {

class Records {
 public:
  virtual ~Records() = default;
  // Before the first record, and again whenever the file is to be read anew.
  [[nodiscard]] virtual base::Result<void> rewind() = 0;
  enum class Next : std::uint8_t {
    record,
    more,  // a piece of the file was read without a record coming of it: go on
    end
  };
  // A record lives until the next call. storage_*, file_*.
  [[nodiscard]] virtual base::Result<Next> next(Record& record) = 0;
  [[nodiscard]] virtual std::int64_t done_bytes() const = 0;  // of the file's size
};

// file_*; sheet_missing. The source must outlive it.
[[nodiscard]] base::Result<std::unique_ptr<Records>> open_records(base::ByteSource& source,
                                                                  const FileShape& shape);

}  // namespace saimnieks::exchange
