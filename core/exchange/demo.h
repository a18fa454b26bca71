// The demonstration municipality: an invented one that looks like a real one, the same to the byte
// for the same seed on every platform.
#pragma once

#include <cstdint>

#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

inline constexpr std::uint64_t kDemoSeed = 2026;
inline constexpr std::int64_t kDemoLines = 8'840;

// Writes lines (plan and actual, by month) into a ledger as one import: up to kDemoLines exactly as
// many as asked for, above that nearly. The ledger's own errors; value_range when `lines` is not
// positive.
[[nodiscard]] base::Result<void> write_demo(ledger::Ledger& ledger, std::uint64_t seed,
                                            std::int64_t lines);

}  // namespace saimnieks::exchange
