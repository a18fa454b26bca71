// Migrations: each file is run once, in order, and never changed after it was released.
#pragma once

#include "core/ledger/database.h"

namespace saimnieks::ledger {

inline constexpr std::int64_t kApplicationId = 0x5341494D;  // "SAIM" in the file's header

[[nodiscard]] std::int64_t newest_schema();

// Brings the file up to newest_schema(), within the caller's transaction. schema_newer when the
// file was written by a newer program.
[[nodiscard]] Result<void> migrate(Database& db);

// What a file holds, before anything is done to it.
enum class Content : std::uint8_t { nothing, ledger, something_else };
[[nodiscard]] Result<Content> content_of(Database& db);

}  // namespace saimnieks::ledger
