#include "core/workbook/workbook.h"

#include <optional>

#include "core/workbook/parts.h"
#include "core/workbook/visitors.h"

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

constexpr std::size_t kPieceBytes = 32 * 1024;
constexpr std::string_view kZipStart = "PK\x03\x04";
constexpr std::string_view kOleStart = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

}  // namespace

FileKind kind_of(std::string_view first_bytes) {
  if (first_bytes.substr(0, kZipStart.size()) == kZipStart) {
    return FileKind::zip;
  }
  return first_bytes.substr(0, kOleStart.size()) == kOleStart ? FileKind::ole : FileKind::other;
}

base::Error what_ole(base::ByteSource& source) {
  // The names in such a folder are UTF-16.
  std::string needle;
  for (const char c : std::string_view("EncryptedPackage")) {
    needle += c;
    needle += '\0';
  }
  std::string buffer(kPieceBytes, '\0');
  std::string tail;
  if (const auto begun = source.seek(0); !begun) {
    return begun.error();
  }
  while (true) {
    const auto got = source.read(buffer);
    if (!got) {
      return got.error();
    }
    if (*got == 0) {
      return {ErrorCode::file_other_format, {}, source.name(), nullptr};
    }
    tail.append(buffer, 0, *got);
    if (tail.find(needle) != std::string::npos) {
      return {ErrorCode::file_encrypted, {}, source.name(), nullptr};
    }
    tail.erase(0, tail.size() - std::min(tail.size(), needle.size()));
  }
}

struct Workbook::Impl {
  std::unique_ptr<ZipArchive> zip;
  Parts parts;
  Texts shared;
  bool shared_read = false;

  // What is being read: the shared texts first, then the sheet.
  std::optional<TextsVisitor> texts_visitor;
  std::optional<SheetVisitor> visitor;
  std::optional<XmlReader> xml;
  std::string sheet_part;
  std::string piece = std::string(kPieceBytes, '\0');
  std::int64_t done_before = 0;  // bytes of parts that were read
  bool at_end = true;

  [[nodiscard]] base::Result<void> open_part(const std::string& part, XmlVisitor& into) {
    TRY_DO(zip->open_part(part));
    xml.emplace(into);
    return {};
  }
  [[nodiscard]] base::Result<void> open_sheet() {
    visitor.emplace(shared, parts.styles, parts.from_1904);
    return open_part(sheet_part, *visitor);
  }
  // False when the part had ended.
  [[nodiscard]] base::Result<bool> feed() {
    TRY(const std::size_t got, zip->read(piece));
    TRY_DO(xml->feed(std::string_view(piece).substr(0, got), got == 0));
    return got > 0;
  }
};

Workbook::Workbook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workbook::~Workbook() = default;

base::Result<std::unique_ptr<Workbook>> Workbook::open(base::ByteSource& source) {
  auto impl = std::make_unique<Impl>();
  TRY(impl->zip, ZipArchive::open(source));
  TRY(impl->parts, read_parts(*impl->zip));
  return std::unique_ptr<Workbook>(new Workbook(std::move(impl)));
}

const std::vector<Sheet>& Workbook::sheets() const { return impl_->parts.sheets; }

base::Result<void> Workbook::start(const Sheet& sheet) {
  Impl& self = *impl_;
  self.sheet_part = sheet.part;
  self.at_end = false;
  if (self.shared_read || self.parts.shared_texts.empty()) {
    self.done_before = 0;
    return self.open_sheet();
  }
  self.shared = {};
  self.texts_visitor.emplace(self.shared);
  return self.open_part(self.parts.shared_texts, *self.texts_visitor);
}

base::Result<Workbook::Step> Workbook::step(Row& row) {
  Impl& self = *impl_;
  if (self.texts_visitor) {
    TRY(const bool more, self.feed());
    if (!more) {
      self.done_before = self.zip->part_bytes();
      self.xml.reset();
      self.texts_visitor.reset();
      self.shared_read = true;
      TRY_DO(self.open_sheet());
    }
    return Step::more;
  }
  if (self.visitor && self.visitor->next(row)) {
    return Step::row;
  }
  if (self.at_end) {
    return Step::end;
  }
  TRY(const bool more, self.feed());
  self.at_end = !more;
  return self.visitor->next(row) ? Step::row : Step::more;
}

std::span<const Merge> Workbook::merges() const {
  return impl_->visitor ? impl_->visitor->merges() : std::span<const Merge>();
}

std::int64_t Workbook::done_bytes() const { return impl_->done_before + impl_->zip->done_bytes(); }

}  // namespace saimnieks::workbook
