// What a file is, told by its content; its name may only agree. Knows no file system and unpacks
// nothing: of a zip it reads the list of what is inside.
#pragma once

#include <string_view>

#include "core/base/result.h"

namespace saimnieks::base {

inline constexpr std::string_view kUnknownMedia = "application/octet-stream";

// The media type of the content, by its first bytes and, of zips, by what they hold: PDF, JPEG,
// PNG, WebP, HEIC, Office Open XML and OpenDocument texts and sheets, ASiC containers of signed
// documents (eDoc), zip, HTML, SVG, XML (invoices, too), plain text in UTF-8, UTF-16 or a code
// page. What is none of them, or breaks off within its own structure, is kUnknownMedia.
[[nodiscard]] std::string_view media_type_of(std::string_view content);

// The same for a file with a name: where the content allows several readings (comma-separated text)
// the name's ending chooses. file_type_differs when the ending stands for something else than the
// content is; an ending that is not known says nothing.
[[nodiscard]] Result<std::string_view> media_type_of_file(std::string_view name,
                                                          std::string_view content);

}  // namespace saimnieks::base
