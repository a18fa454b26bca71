// Reads delimited text record by record from pieces of UTF-8 (RFC 4180, and what real exports do
// beside it). It knows nothing of columns or meaning.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/workbook/workbook.h"

namespace saimnieks::exchange {

struct Record {
  std::int64_t line = 0;                 // of its first character, from 1; quoted line ends count
  std::vector<std::string_view> fields;  // live until the next call of the reader
  // The file ended inside quotes, or the record is longer than any may be and goes on in the next.
  bool unclosed_quote = false;
  std::vector<workbook::CellKind> kinds;  // of a sheet's fields; text has none
};

class CsvReader {
 public:
  explicit CsvReader(char delimiter) : delimiter_(delimiter) {}

  // More text; `last` when the file ends with it.
  void feed(std::string_view text, bool last);
  // The next complete record; false: feed more, or (after the last piece) there is none.
  [[nodiscard]] bool next(Record& record);

 private:
  enum class Scan : std::uint8_t { complete, incomplete };
  [[nodiscard]] Scan scan(Record& record);
  [[nodiscard]] std::size_t read_quoted(std::string_view text, std::size_t at, bool last,
                                        bool& open);
  void drop_consumed();

  char delimiter_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the next record in buffer_
  std::size_t resume_ =
      0;  // nothing complete before here: where a longer buffer is looked at again
  std::int64_t line_ = 1;
  bool last_ = false;
  std::string unquoted_;  // fields that had quotes, without them
  struct Span {
    std::size_t begin;
    std::size_t size;
    bool in_unquoted;
  };
  std::vector<Span> spans_;
};

}  // namespace saimnieks::exchange
