// A few values by name in SQLite, opened as the ledger opens its file in the browser: exclusive,
// write-ahead log, one flush a change. A fault ends the probe, so that no test passes by it.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sqlite3.h>

#include "core/base/seams.h"

namespace saimnieks::app::probe {

class Store {
 public:
  explicit Store(const base::Storage& storage) {
    check(sqlite3_open_v2(storage.path.c_str(), &database_,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, storage.vfs_name.c_str()));
    check(sqlite3_exec(database_,
                       "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
                       "PRAGMA synchronous=FULL;"
                       "CREATE TABLE IF NOT EXISTS kept(key TEXT PRIMARY KEY, value TEXT) STRICT",
                       nullptr, nullptr, nullptr));
  }
  ~Store() { sqlite3_close(database_); }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  void set(const std::string& key, const std::string& value) {
    sqlite3_stmt* statement =
        prepare("INSERT OR REPLACE INTO kept(key, value) VALUES(?1, ?2)", key);
    check(sqlite3_bind_text(statement, 2, value.c_str(), -1, SQLITE_TRANSIENT));
    sqlite3_step(statement);
    check(sqlite3_finalize(statement));
  }
  [[nodiscard]] std::string text(const std::string& key) {
    sqlite3_stmt* statement = prepare("SELECT value FROM kept WHERE key = ?1", key);
    std::string out;
    if (sqlite3_step(statement) == SQLITE_ROW) {
      out = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    check(sqlite3_finalize(statement));
    return out;
  }
  [[nodiscard]] std::int64_t number(const std::string& key) {
    return std::strtoll(text(key).c_str(), nullptr, 10);
  }

 private:
  sqlite3_stmt* prepare(const char* sql, const std::string& key) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr));
    check(sqlite3_bind_text(statement, 1, key.c_str(), -1, SQLITE_TRANSIENT));
    return statement;
  }
  void check(int code) {
    if (code != SQLITE_OK) {
      std::fprintf(stderr, "probe: SQLite %d %s\n", code, sqlite3_errmsg(database_));
      std::abort();
    }
  }

  sqlite3* database_ = nullptr;
};

}  // namespace saimnieks::app::probe
