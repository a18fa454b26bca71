// The SQLite VFS of the browser: a ledger's three files (database, journal, WAL) are three
// synchronous access handles of the origin-private file system, opened by the worker before the
// program starts. One owner, one ledger; there is no other file. It is SQLite's default VFS.
#pragma once

#include <string_view>

namespace saimnieks::app {

inline constexpr std::string_view kOpfsVfsName = "opfs";
inline constexpr std::string_view kOpfsLedgerPath = "ledger.db";

}  // namespace saimnieks::app
