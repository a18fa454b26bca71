// The rows of the SQLite store as RowJudge asks for them.
#pragma once

#include <memory>

#include "core/ledger/database.h"
#include "sync/endpoint/row_judge.h"

namespace saimnieks::sync::endpoint {

// `db` is borrowed, and has the store's tables.
[[nodiscard]] std::unique_ptr<RowSource> sqlite_rows(ledger::Database& db);

}  // namespace saimnieks::sync::endpoint
