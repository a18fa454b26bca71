// MemoryVfs: a SQLite VFS whose files lie in memory, and which can lose its power. Until a file is
// flushed, what was written to it may or may not survive; a crash decides by a seed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/seams.h"
#include "tests/fakes/seams.h"

namespace saimnieks::fakes {

class MemoryVfs {
 public:
  using Bytes = std::vector<std::uint8_t>;

  // Registered with SQLite under this name while it lives; the default one where there is no other.
  explicit MemoryVfs(std::string name = "memory");
  ~MemoryVfs();
  MemoryVfs(const MemoryVfs&) = delete;
  MemoryVfs& operator=(const MemoryVfs&) = delete;

  [[nodiscard]] base::Storage storage(std::string path = "ledger.db") const;

  // Writes, truncations, deletions and flushes so far: each is a moment at which power may fail.
  [[nodiscard]] std::int64_t operations() const { return operations_; }
  [[nodiscard]] std::int64_t flushes() const { return flushes_; }

  // Power fails at the operation with this number (operations() + 1 is the next one); everything
  // after it fails too, until power_on().
  void crash_at(std::int64_t operation) { crash_at_ = operation; }
  [[nodiscard]] bool crashed() const { return crashed_; }
  // Of every file stays what was flushed, and of the rest a part that the seed chooses: any writes,
  // in any order, the last perhaps torn. Open connections must be closed before.
  void power_on(std::uint64_t seed);

  // This operation answers with this SQLite result, once; the program goes on.
  void fail_at(std::int64_t operation, int result) {
    fail_at_ = operation;
    fail_result_ = result;
  }
  // The disk holds no more than this many bytes in all.
  void limit_bytes(std::int64_t bytes) { limit_bytes_ = bytes; }

  // A file as it would be read now; null when there is none. For flipping bytes.
  [[nodiscard]] Bytes* content(const std::string& path);
  [[nodiscard]] std::vector<std::string> paths() const;
  void remove(const std::string& path) { files_.erase(path); }

  // --- for the callbacks
  struct Write {
    std::int64_t offset = 0;  // −1: a truncation to `size`
    Bytes bytes;
    std::int64_t size = 0;
  };
  struct File {
    Bytes now;                    // as read
    Bytes flushed;                // as it stands after a power cut, at the least
    std::vector<Write> waiting;   // since the last flush
    const void* owner = nullptr;  // the connection that holds it exclusively
  };
  // SQLITE_OK, or what the operation must answer.
  [[nodiscard]] int operation(bool flush);
  [[nodiscard]] std::shared_ptr<File> open(const std::string& path, bool create);
  [[nodiscard]] bool exists(const std::string& path) const { return files_.contains(path); }
  [[nodiscard]] bool fits(const File& file, std::int64_t size) const;
  FakeRandom random{7};

 private:
  struct Registration;

  std::string name_;
  std::unique_ptr<Registration> registration_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::int64_t operations_ = 0;
  std::int64_t flushes_ = 0;
  std::int64_t crash_at_ = 0;
  bool crashed_ = false;
  std::int64_t fail_at_ = 0;
  int fail_result_ = 0;
  std::int64_t limit_bytes_ = 0;
};

// The sizes that a torn write leaves: disks write sectors whole.
inline constexpr std::int64_t kSectorBytes = 512;

}  // namespace saimnieks::fakes
