// Workbooks that are read in another program (in the browser, a module of its own): one end asks,
// the other end reads and answers. What goes between them is bytes that both ends of one build
// make and read; it is never kept.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/byte_source.h"
#include "core/base/result.h"
#include "core/workbook/workbook.h"

namespace saimnieks::workbook {

class RelayBytes;

// Carries a request to the end that reads, and brings its answer. While it does, that end may ask
// for bytes of the source of any workbook that is open.
using Ask = std::function<base::Result<std::string>(std::string_view request)>;

// As open_workbook(), by way of `ask`, which must live as long as the workbook does.
[[nodiscard]] base::Result<std::unique_ptr<Workbook>> open_by_relay(base::ByteSource& source,
                                                                    const Ask& ask);

// Bytes of a source of the end that asks, by the number that came with the request; as
// ByteSource::read() from `offset` on, and −1 when they cannot be read.
using ReadSource =
    std::function<std::int64_t(std::uint64_t source, std::int64_t offset, std::span<char> out)>;

// The end that reads.
class RelayReader {
 public:
  explicit RelayReader(ReadSource read);
  ~RelayReader();

  [[nodiscard]] std::string answer(std::string_view request);
  [[nodiscard]] std::size_t open_count() const { return books_.size(); }

 private:
  class Source;
  struct Book;
  [[nodiscard]] base::Result<std::string> open(std::uint32_t book, RelayBytes& request);
  [[nodiscard]] base::Result<std::string> step(Book& book);

  ReadSource read_;
  std::map<std::uint32_t, Book> books_;
};

}  // namespace saimnieks::workbook
