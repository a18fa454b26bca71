#include "core/workbook/file_kind.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

constexpr std::size_t kPieceBytes = 32 * 1024;
constexpr std::string_view kZipStart = "PK\x03\x04";
constexpr std::string_view kOleStart = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

}  // namespace

base::Result<FileKind> kind_of(base::ByteSource& source) {
  std::array<char, kOleStart.size()> first{};
  std::size_t size = 0;
  TRY_DO(source.seek(0));
  while (size < first.size()) {
    TRY(const std::size_t count, source.read(std::span(first).subspan(size)));
    if (count == 0) {
      break;
    }
    size += count;
  }
  TRY_DO(source.seek(0));
  const std::string_view start(first.data(), size);
  if (start.substr(0, kZipStart.size()) == kZipStart) {
    return FileKind::zip;
  }
  return start == kOleStart ? FileKind::ole : FileKind::other;
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

}  // namespace saimnieks::workbook
