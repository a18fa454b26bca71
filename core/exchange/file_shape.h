// What a file looks like before anyone says what it means: encoding, delimiter, header, a sample.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/byte_source.h"
#include "core/exchange/encoding.h"

namespace saimnieks::exchange {

struct ShapeOverrides {
  std::optional<char> delimiter;
  std::optional<Encoding> encoding;
};

struct FileShape {
  Encoding encoding = Encoding::utf8;
  char delimiter = ',';
  std::vector<std::string> header;  // unique: a second "Summa" is "Summa (2)", an unnamed one "#3"
  std::string titles;               // what stands above the header, its cells joined by blanks
  std::int64_t header_line = 1;     // records that begin before or on this line are no data
  std::vector<std::vector<std::string>> sample;  // the first data records, as wide as the header
};

// The place of a column in the header, or nothing.
[[nodiscard]] std::optional<std::size_t> find_column(const FileShape& shape,
                                                     std::string_view column);

// Looks at a whole file, given piece by piece: a byte of another encoding may be its last one.
class Inspector {
 public:
  void feed(std::string_view bytes);
  // file_empty, file_binary, file_no_header, file_no_rows.
  [[nodiscard]] base::Result<FileShape> finish(const ShapeOverrides& overrides) const;

 private:
  TextInspector text_;
  std::string head_;  // the beginning of the file
  bool cut_ = false;  // head_ is not all of it
};

// The same in one call, for files that are small or programs that may wait.
[[nodiscard]] base::Result<FileShape> inspect(ByteSource& source, const ShapeOverrides& overrides);

}  // namespace saimnieks::exchange
