// SQLite on the OPFS VFS, driven by tests and figures from a worker: open, run, ask, close.
#include <string>

#include <emscripten.h>
#include <sqlite3.h>

#include "wasm/app/opfs_vfs.h"

namespace {

sqlite3* database = nullptr;
std::string answer;

int keep_first(void*, int count, char** values, char**) {
  if (answer.empty() && count > 0 && values[0] != nullptr) {
    answer = values[0];
  }
  return 0;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE int sql_open() {
  return sqlite3_open_v2(saimnieks::app::kOpfsLedgerPath.data(), &database,
                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                         saimnieks::app::kOpfsVfsName.data());
}
// SQLite's result code, the extended one.
EMSCRIPTEN_KEEPALIVE int sql_run(const char* sql) {
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? code : sqlite3_extended_errcode(database);
}
// The first value of the first row, as text.
EMSCRIPTEN_KEEPALIVE const char* sql_ask(const char* sql) {
  answer.clear();
  if (sqlite3_exec(database, sql, keep_first, nullptr, nullptr) != SQLITE_OK) {
    answer = sqlite3_errmsg(database);
  }
  return answer.c_str();
}
EMSCRIPTEN_KEEPALIVE int sql_close() { return sqlite3_close(database); }

}  // extern "C"
