// What a file looks like before anyone says what it means: encoding and delimiter, or the sheet of
// a workbook; header, a sample.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/byte_source.h"
#include "core/base/result.h"
#include "core/exchange/encoding.h"

namespace saimnieks::exchange {

struct ShapeOverrides {
  std::optional<char> delimiter;
  std::optional<Encoding> encoding;
  std::string sheet;  // of a workbook; empty: the first visible one that holds a table
};

struct FileShape {
  Encoding encoding = Encoding::utf8;
  char delimiter = ',';
  std::optional<std::string> sheet;  // of a workbook: which one; the two above say nothing then
  std::vector<std::string> sheets;   // all that a person could choose
  std::vector<std::string> header;   // unique: a second "Summa" is "Summa (2)", an unnamed one "#3"
  std::string titles;                // what stands above the header, its cells joined by blanks
  std::int64_t header_line = 1;      // records that begin before or on this line (of a sheet: row)
                                     // are no data
  std::vector<std::vector<std::string>> sample;  // the first data records, as wide as the header
};

// The place of a column in the header, or nothing.
[[nodiscard]] std::optional<std::size_t> find_column(const FileShape& shape,
                                                     std::string_view column);

// Looks at a whole file, in pieces: a byte of another encoding may be its last one, and so may a
// damaged one. What it is, text or a workbook, its first bytes say, never its name.
class Inspector {
 public:
  // The source must outlive it.
  Inspector(base::ByteSource& source, ShapeOverrides overrides);
  ~Inspector();

  // A piece of the work; true when the file was looked at. file_*, sheet_missing.
  [[nodiscard]] base::Result<bool> step();
  [[nodiscard]] std::int64_t done_bytes() const;
  [[nodiscard]] FileShape take();  // once, after step() was true

 private:
  class Look;
  class TextLook;
  class BookLook;
  [[nodiscard]] base::Result<void> begin();

  base::ByteSource& source_;
  ShapeOverrides overrides_;
  std::unique_ptr<Look> look_;
};

// The same in one call, for files that are small or programs that may wait.
[[nodiscard]] base::Result<FileShape> inspect(base::ByteSource& source,
                                              const ShapeOverrides& overrides);

}  // namespace saimnieks::exchange
