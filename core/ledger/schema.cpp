// Runs the embedded migrations.
#include "core/ledger/schema.h"

#include <string>

#include "core/ledger/migrations.h"

namespace saimnieks::ledger {

std::int64_t newest_schema() { return static_cast<std::int64_t>(migrations::kFiles.size()); }

Result<void> migrate(Database& db) {
  TRY(const std::int64_t have, db.ask_int("PRAGMA user_version"));
  if (have > newest_schema()) {
    return base::fail(base::ErrorCode::schema_newer, std::to_string(have));
  }
  for (auto next = static_cast<std::size_t>(have); next < migrations::kFiles.size(); ++next) {
    TRY_DO(db.run(std::string(migrations::kFiles[next].content).c_str()));
  }
  if (have < newest_schema()) {
    const std::string pragmas = "PRAGMA user_version=" + std::to_string(newest_schema()) +
                                "; PRAGMA application_id=" + std::to_string(kApplicationId);
    TRY_DO(db.run(pragmas.c_str()));
  }
  return {};
}

Result<Content> content_of(Database& db) {
  TRY(const std::int64_t application, db.ask_int("PRAGMA application_id"));
  if (application == kApplicationId) {
    return Content::ledger;
  }
  TRY(const std::int64_t objects, db.ask_int("SELECT count(*) FROM sqlite_schema"));
  return objects == 0 && application == 0 ? Content::nothing : Content::something_else;
}

}  // namespace saimnieks::ledger
