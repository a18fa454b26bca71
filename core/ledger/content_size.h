// How large the content of an attachment may be, wherever it comes from.
#pragma once

#include <cstdint>

#include "core/base/result.h"

namespace saimnieks::ledger {

inline constexpr std::int64_t kMostContentBytes = 10 * 1024 * 1024;

// file_empty; file_too_large with both numbers.
[[nodiscard]] base::Result<void> check_content_size(std::int64_t size);

}  // namespace saimnieks::ledger
