// gzip for HTTP bodies on native platforms; browsers have their own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace saimnieks::sync {

[[nodiscard]] std::string gzip(std::string_view text);
// Counts while it unpacks, since a small body may be a large one in disguise: endpoint_too_large
// beyond `most_bytes`, changeset_invalid when it is no gzip, is cut short, or something follows it.
[[nodiscard]] base::Result<std::string> gunzip(std::string_view packed, std::size_t most_bytes);

}  // namespace saimnieks::sync
