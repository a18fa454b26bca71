// MemoryVfs: a SQLite VFS whose files lie in memory, and which can lose its power, run full and
// fail.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/seams.h"
#include "tests/fakes/disk.h"
#include "tests/fakes/seams.h"

namespace saimnieks::fakes {

class MemoryVfs {
 public:
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

  // Operations from `first` up to `last` fail, and the program goes on. A write has then written
  // its first half; where a file would have grown it answers that the disk is full.
  void fail_between(std::int64_t first, std::int64_t last) {
    fail_first_ = first;
    fail_last_ = last;
  }
  // The same for writes by which a file grows, and for these only: a full disk.
  void full_from(std::int64_t operation) { full_from_ = operation; }
  void heal() { fail_first_ = fail_last_ = full_from_ = 0; }

  // From now on every operation that succeeds is added to `events`; null: no more.
  void record(std::vector<DiskEvent>* events) { events_ = events; }
  // A copy of all there is; of what is open too.
  [[nodiscard]] Disk disk() const;
  // In place of all there is. Open connections must be closed before.
  void insert(const Disk& disk);

  // A file as it would be read now; null when there is none. For flipping bytes.
  [[nodiscard]] Content* content(const std::string& path);
  [[nodiscard]] std::vector<std::string> paths() const;
  void remove(const std::string& path) { files_.erase(path); }

  // --- for the callbacks
  // SQLITE_OK, or what the operation must answer.
  enum class Doing : std::uint8_t { growing, writing, flushing };
  [[nodiscard]] int operation(Doing doing);
  void happened(DiskEvent::Kind kind, const std::string& path, const Write& write);
  [[nodiscard]] std::shared_ptr<File> open(const std::string& path, bool create);
  [[nodiscard]] bool exists(const std::string& path) const { return files_.contains(path); }
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
  std::int64_t fail_first_ = 0;
  std::int64_t fail_last_ = 0;
  std::int64_t full_from_ = 0;
  std::vector<DiskEvent>* events_ = nullptr;
};

}  // namespace saimnieks::fakes
