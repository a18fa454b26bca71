#include "core/exchange/file_shape.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/exchange/csv_reader.h"
#include "core/exchange/number.h"
#include "core/exchange/table_finder.h"
#include "core/workbook/file_kind.h"
#include "core/workbook/workbook.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using workbook::Workbook;

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kHeadBytes = 256 * 1024;
constexpr std::size_t kMostSampleBytes = std::size_t{4} << 20;  // of a sheet
constexpr std::array<char, 4> kDelimiters{',', ';', '\t', '|'};

std::vector<SampledRow> sample(const std::string& text, char delimiter, bool cut) {
  CsvReader reader(delimiter);
  reader.feed(text, !cut);
  std::vector<SampledRow> out;
  Record record;
  while (out.size() < kSampleRecords && reader.next(record)) {
    SampledRow row{record.line, {}};
    for (const std::string_view field : record.fields) {
      row.fields.emplace_back(trimmed(field));
    }
    out.push_back(std::move(row));
  }
  return out;
}

char guess_delimiter(const std::string& text, bool cut) {
  char best = ',';
  std::size_t best_score = 0;
  for (const char delimiter : kDelimiters) {
    const std::vector<SampledRow> rows = sample(text, delimiter, cut);
    const auto [width, count] = modal_width(rows);
    // Agreement first; among those that agree, the sign that splits more.
    const std::size_t score =
        width < 2 ? 0 : count * 1000 / rows.size() * 10 + std::min(width, std::size_t{9});
    if (score > best_score) {
      best = delimiter;
      best_score = score;
    }
  }
  return best;
}

}  // namespace

std::optional<std::size_t> find_column(const FileShape& shape, std::string_view column) {
  const auto found = std::find(shape.header.begin(), shape.header.end(), column);
  if (found == shape.header.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - shape.header.begin());
}

class Inspector::Look {
 public:
  virtual ~Look() = default;
  [[nodiscard]] virtual base::Result<bool> step() = 0;
  [[nodiscard]] virtual std::int64_t done_bytes() const = 0;
  FileShape shape;
};

class Inspector::TextLook final : public Look {
 public:
  TextLook(base::ByteSource& source, ShapeOverrides overrides)
      : source_(source), overrides_(std::move(overrides)) {}

  base::Result<bool> step() override {
    TRY(const std::size_t count, source_.read(piece_));
    done_bytes_ += static_cast<std::int64_t>(count);
    if (count == 0) {
      TRY_DO(finish());
      return true;
    }
    const std::string_view bytes = std::string_view(piece_).substr(0, count);
    text_.feed(bytes);
    const std::size_t room = kHeadBytes - head_.size();
    head_.append(bytes.substr(0, room));
    cut_ = cut_ || bytes.size() > room;
    return false;
  }
  [[nodiscard]] std::int64_t done_bytes() const override { return done_bytes_; }

 private:
  [[nodiscard]] base::Result<void> finish() {
    if (text_.binary()) {
      return base::fail(ErrorCode::file_binary);
    }
    std::string_view raw = head_;
    const bool marked = raw.substr(0, kByteOrderMark.size()) == kByteOrderMark;
    if (marked) {
      raw.remove_prefix(kByteOrderMark.size());
    }
    // A mark says it surely, whatever files of this kind usually are.
    shape.encoding = marked ? Encoding::utf8 : overrides_.encoding.value_or(text_.encoding());
    std::string text;
    decode(raw, shape.encoding, text);
    if (trimmed(text).empty()) {
      return base::fail(ErrorCode::file_empty);
    }
    if (!overrides_.sheet.empty()) {
      return base::fail(ErrorCode::sheet_missing, overrides_.sheet);
    }
    shape.delimiter = overrides_.delimiter ? *overrides_.delimiter : guess_delimiter(text, cut_);
    return find_table(sample(text, shape.delimiter, cut_), {}, shape);
  }

  base::ByteSource& source_;
  const ShapeOverrides overrides_;
  std::string piece_ = std::string(kPieceBytes, '\0');
  TextInspector text_;
  std::string head_;  // the beginning of the file
  bool cut_ = false;  // head_ is not all of it
  std::int64_t done_bytes_ = 0;
};

// The named sheet, or one visible sheet after the other until one holds a table.
class Inspector::BookLook final : public Look {
 public:
  BookLook(std::unique_ptr<Workbook> book, const std::string& wanted) : book_(std::move(book)) {
    for (std::size_t i = 0; i < book_->sheets().size(); ++i) {
      const workbook::Sheet& sheet = book_->sheets()[i];
      if (!sheet.hidden) {
        shape.sheets.push_back(sheet.name);
        if (wanted.empty() || wanted == sheet.name) {
          candidates_.push_back(i);
        }
      }
    }
    fault_ = {
        wanted.empty() ? ErrorCode::file_empty : ErrorCode::sheet_missing, {}, wanted, nullptr};
  }

  base::Result<bool> step() override {
    if (!reading_) {
      if (at_ == candidates_.size()) {
        return tl::unexpected<base::Error>(fault_);
      }
      TRY_DO(book_->start(candidates_[at_]));
      rows_.clear();
      kept_bytes_ = 0;
      reading_ = true;
    }
    for (int i = 0; i < kRowsOfStep; ++i) {
      TRY(const Workbook::Step step, book_->step(row_));
      if (step == Workbook::Step::end) {
        return finish_sheet();
      }
      if (step == Workbook::Step::more) {
        return false;
      }
      if (rows_.size() < kSampleRecords && kept_bytes_ < kMostSampleBytes) {
        keep_row();
      }
    }
    return false;
  }
  [[nodiscard]] std::int64_t done_bytes() const override { return book_->done_bytes(); }

 private:
  static constexpr int kRowsOfStep = 256;

  void keep_row() {
    SampledRow row{row_.number, {}};
    for (const std::string_view cell : row_.cells) {
      row.fields.emplace_back(trimmed(cell));
      kept_bytes_ += sizeof(std::string) + cell.size();
    }
    rows_.push_back(std::move(row));
  }

  // True when the sheet is the one.
  [[nodiscard]] base::Result<bool> finish_sheet() {
    reading_ = false;
    const workbook::Sheet& sheet = book_->sheets()[candidates_[at_++]];
    if (rows_.empty()) {
      fault_ = at_ == 1 ? base::Error{ErrorCode::file_empty, {}, sheet.name, nullptr} : fault_;
      return false;
    }
    FileShape found;
    found.sheet = sheet.name;
    found.sheets = shape.sheets;
    if (const auto table = find_table(std::move(rows_), book_->merges(), found); !table) {
      // Of several sheets without a table, the first that holds anything says why.
      fault_ = fault_.code == ErrorCode::file_empty || at_ == 1 ? table.error() : fault_;
      return false;
    }
    shape = std::move(found);
    return true;
  }

  std::unique_ptr<Workbook> book_;
  std::vector<std::size_t> candidates_;  // among the book's sheets
  std::size_t at_ = 0;
  bool reading_ = false;
  workbook::Row row_;
  std::vector<SampledRow> rows_;
  std::size_t kept_bytes_ = 0;  // of them
  base::Error fault_;           // why no sheet is the one
};

Inspector::Inspector(base::ByteSource& source, ShapeOverrides overrides)
    : source_(source), overrides_(std::move(overrides)) {}
Inspector::~Inspector() = default;

base::Result<void> Inspector::begin() {
  TRY(const workbook::FileKind kind, workbook::kind_of(source_));
  switch (kind) {
    case workbook::FileKind::ole:
      return tl::unexpected<base::Error>(workbook::what_ole(source_));
    case workbook::FileKind::zip: {
      TRY(auto book, workbook::open_workbook(source_));
      look_ = std::make_unique<BookLook>(std::move(book), overrides_.sheet);
      return {};
    }
    case workbook::FileKind::other:
      break;
  }
  look_ = std::make_unique<TextLook>(source_, overrides_);
  return {};
}

base::Result<bool> Inspector::step() {
  if (look_ == nullptr) {
    TRY_DO(begin());
  }
  return look_->step();
}

std::int64_t Inspector::done_bytes() const { return look_ == nullptr ? 0 : look_->done_bytes(); }

FileShape Inspector::take() { return std::move(look_->shape); }

base::Result<FileShape> inspect(base::ByteSource& source, const ShapeOverrides& overrides) {
  Inspector inspector(source, overrides);
  while (true) {
    TRY(const bool ended, inspector.step());
    if (ended) {
      return inspector.take();
    }
  }
}

}  // namespace saimnieks::exchange
