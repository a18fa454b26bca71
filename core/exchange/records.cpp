#include "core/exchange/records.h"

#include <algorithm>
#include <string>

#include "core/workbook/workbook.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using workbook::Workbook;

constexpr std::size_t kPieceBytes = 64 * 1024;

class TextRecords final : public Records {
 public:
  TextRecords(base::ByteSource& source, Encoding encoding, char delimiter)
      : source_(source), encoding_(encoding), delimiter_(delimiter), csv_(delimiter) {}

  base::Result<void> rewind() override {
    csv_ = CsvReader(delimiter_);
    start_.clear();
    at_start_ = true;
    last_ = false;
    done_bytes_ = 0;
    return source_.seek(0);
  }

  base::Result<Next> next(Record& record) override {
    if (csv_.next(record)) {
      return Next::record;
    }
    if (last_) {
      return Next::end;
    }
    TRY(const std::size_t count, source_.read(piece_));
    done_bytes_ += static_cast<std::int64_t>(count);
    last_ = count == 0;
    feed(std::string_view(piece_).substr(0, count));
    return Next::more;
  }

  [[nodiscard]] std::int64_t done_bytes() const override { return done_bytes_; }

 private:
  void feed(std::string_view bytes) {
    std::string start;
    if (at_start_) {
      // The mark may come in pieces.
      start_ += bytes;
      if (!last_ && start_.size() < kByteOrderMark.size()) {
        return;
      }
      at_start_ = false;
      start = std::move(start_);
      bytes = start;
      if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
        bytes.remove_prefix(kByteOrderMark.size());
      }
    }
    if (encoding_ == Encoding::utf8) {
      csv_.feed(bytes, last_);
      return;
    }
    decoded_.clear();
    decode(bytes, encoding_, decoded_);
    csv_.feed(decoded_, last_);
  }

  base::ByteSource& source_;
  const Encoding encoding_;
  const char delimiter_;
  CsvReader csv_;
  std::string piece_ = std::string(kPieceBytes, '\0');
  std::string start_;  // bytes too few to tell whether they are a mark
  std::string decoded_;
  bool at_start_ = true;
  bool last_ = false;
  std::int64_t done_bytes_ = 0;
};

class SheetRecords final : public Records {
 public:
  SheetRecords(std::unique_ptr<Workbook> book, std::size_t sheet)
      : book_(std::move(book)), sheet_(sheet) {}

  base::Result<void> rewind() override { return book_->start(sheet_); }

  base::Result<Next> next(Record& record) override {
    TRY(const Workbook::Step step, book_->step(row_));
    switch (step) {
      case Workbook::Step::end:
        return Next::end;
      case Workbook::Step::more:
        return Next::more;
      case Workbook::Step::row:
        break;
    }
    record.line = row_.number;
    record.unclosed_quote = false;
    record.fields.assign(row_.cells.begin(), row_.cells.end());
    record.kinds.assign(row_.kinds.begin(), row_.kinds.end());
    return Next::record;
  }

  [[nodiscard]] std::int64_t done_bytes() const override { return book_->done_bytes(); }

 private:
  std::unique_ptr<Workbook> book_;
  const std::size_t sheet_;
  workbook::Row row_;
};

}  // namespace

base::Result<std::unique_ptr<Records>> open_records(base::ByteSource& source,
                                                    const FileShape& shape) {
  if (!shape.sheet) {
    return std::make_unique<TextRecords>(source, shape.encoding, shape.delimiter);
  }
  TRY(auto book, workbook::open_workbook(source));
  for (std::size_t i = 0; i < book->sheets().size(); ++i) {
    if (book->sheets()[i].name == *shape.sheet) {
      return std::make_unique<SheetRecords>(std::move(book), i);
    }
  }
  return base::fail(ErrorCode::sheet_missing, *shape.sheet);
}

}  // namespace saimnieks::exchange
