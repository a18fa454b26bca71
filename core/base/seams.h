// The three seams of the core to the outside: time, chance and disk. Tests and every platform bring
// their own; nothing in core asks the machine directly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace saimnieks::base {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970 UTC. May jump or run backwards: it is the user's clock.
  [[nodiscard]] virtual std::int64_t now_ms() = 0;
  // A stopwatch that never runs backwards, for time budgets of jobs; its origin means nothing.
  [[nodiscard]] virtual std::int64_t monotonic_us() = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  // Unpredictable bytes where ids or secrets depend on it; seeded in tests.
  virtual void fill(std::span<std::byte> bytes) = 0;
};

// Where a ledger lies, and how carefully its file is opened.
struct Storage {
  std::string vfs_name{};  // a registered SQLite VFS; empty: the default one
  std::string path{};      // ":memory:" for none
  // One owner holds the file (browser: there is no shared memory for a WAL index). Natively false,
  // so that a second program is told `storage_in_use` only while a write is under way.
  bool exclusive = false;
  std::int64_t cache_kib = 16 * 1024;
};

}  // namespace saimnieks::base
