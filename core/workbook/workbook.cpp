#include "core/workbook/workbook.h"

#include <optional>

#include "core/workbook/parts.h"
#include "core/workbook/visitors.h"

namespace saimnieks::workbook {
namespace {

constexpr std::size_t kPieceBytes = 32 * 1024;

class FileWorkbook final : public Workbook {
 public:
  FileWorkbook(std::unique_ptr<ZipArchive> zip, Parts parts)
      : zip_(std::move(zip)), parts_(std::move(parts)) {}

  [[nodiscard]] const std::vector<Sheet>& sheets() const override { return parts_.sheets; }

  base::Result<void> start(std::size_t sheet) override {
    sheet_part_ = parts_.sheet_parts.at(sheet);
    at_end_ = false;
    if (shared_read_ || parts_.shared_texts.empty()) {
      done_before_ = 0;
      return open_sheet();
    }
    shared_ = {};
    texts_visitor_.emplace(shared_);
    return open_part(parts_.shared_texts, *texts_visitor_);
  }

  base::Result<Step> step(Row& row) override {
    if (texts_visitor_) {
      TRY(const bool more, feed());
      if (!more) {
        done_before_ = zip_->part_bytes();
        xml_.reset();
        texts_visitor_.reset();
        shared_read_ = true;
        TRY_DO(open_sheet());
      }
      return Step::more;
    }
    if (visitor_ && visitor_->next(row)) {
      return Step::row;
    }
    if (at_end_) {
      return Step::end;
    }
    TRY(const bool more, feed());
    at_end_ = !more;
    return visitor_->next(row) ? Step::row : Step::more;
  }

  [[nodiscard]] std::span<const Merge> merges() const override {
    return visitor_ ? visitor_->merges() : std::span<const Merge>();
  }

  [[nodiscard]] std::int64_t done_bytes() const override {
    return done_before_ + zip_->done_bytes();
  }

 private:
  [[nodiscard]] base::Result<void> open_part(const std::string& part, XmlVisitor& into) {
    TRY_DO(zip_->open_part(part));
    xml_.emplace(into);
    return {};
  }
  [[nodiscard]] base::Result<void> open_sheet() {
    visitor_.emplace(shared_, parts_.styles, parts_.from_1904);
    return open_part(sheet_part_, *visitor_);
  }
  // False when the part had ended.
  [[nodiscard]] base::Result<bool> feed() {
    TRY(const std::size_t got, zip_->read(piece_));
    TRY_DO(xml_->feed(std::string_view(piece_).substr(0, got), got == 0));
    return got > 0;
  }

  std::unique_ptr<ZipArchive> zip_;
  Parts parts_;
  Texts shared_;
  bool shared_read_ = false;

  // What is being read: the shared texts first, then the sheet.
  std::optional<TextsVisitor> texts_visitor_;
  std::optional<SheetVisitor> visitor_;
  std::optional<XmlReader> xml_;
  std::string sheet_part_;
  std::string piece_ = std::string(kPieceBytes, '\0');
  std::int64_t done_before_ = 0;  // bytes of parts that were read
  bool at_end_ = true;
};

}  // namespace

base::Result<std::unique_ptr<Workbook>> open_workbook(base::ByteSource& source) {
  TRY(auto zip, ZipArchive::open(source));
  TRY(Parts parts, read_parts(*zip));
  return std::make_unique<FileWorkbook>(std::move(zip), std::move(parts));
}

}  // namespace saimnieks::workbook
