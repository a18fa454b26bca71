// What a file is, by its bytes and never by its name.
#pragma once

#include <cstdint>

#include "core/base/byte_source.h"
#include "core/base/result.h"

namespace saimnieks::workbook {

// Excel's old files and encrypted ones are OLE2 folders.
enum class FileKind : std::uint8_t { other, zip, ole };
// By the first eight bytes; the source is left at its beginning. What the source says.
[[nodiscard]] base::Result<FileKind> kind_of(base::ByteSource& source);
// file_encrypted or file_other_format, for a file of kind ole; what the source says.
[[nodiscard]] base::Error what_ole(base::ByteSource& source);

}  // namespace saimnieks::workbook
