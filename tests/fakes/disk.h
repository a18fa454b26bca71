// What lies on a disk, and what a power cut leaves of it: until a file is flushed, what was written
// to it may or may not survive. Knows nothing of SQLite.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/function_ref.h"

namespace saimnieks::fakes {

using Bytes = std::vector<std::uint8_t>;

// Disks write sectors whole: a torn write leaves a number of them.
inline constexpr std::int64_t kSectorBytes = 512;

// A file's bytes, in pages that copies share until one of them is written to: a test of power cuts
// copies every file for every cut.
class Content {
 public:
  Content() = default;
  explicit Content(std::span<const std::uint8_t> bytes) { write(0, bytes); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Bytes bytes() const;
  // Answers how many of the bytes there are; the others stay as they were.
  std::size_t read(std::size_t offset, std::span<std::uint8_t> out) const;
  void write(std::size_t offset, std::span<const std::uint8_t> bytes);  // grows as needed
  void resize(std::size_t size);                                        // by zeros

 private:
  static constexpr std::size_t kPage = 4096;
  using Page = std::array<std::uint8_t, kPage>;

  Page& own(std::size_t page);

  std::vector<std::shared_ptr<Page>> pages_{};  // behind size_, zeros
  std::size_t size_ = 0;
};

struct Write {
  std::int64_t offset = 0;  // −1: a truncation to `size`
  std::shared_ptr<const Bytes> bytes{};
  std::int64_t size = 0;
};

struct File {
  Content now;                  // as read
  Content flushed;              // as it stands after a power cut, at the least
  std::vector<Write> waiting;   // since the last flush
  const void* owner = nullptr;  // the connection that holds it exclusively
};

using Disk = std::map<std::string, File>;  // by path

// One thing that was done to a disk.
struct DiskEvent {
  enum class Kind : std::uint8_t { write, flush, remove };
  Kind kind = Kind::write;
  std::string path;
  Write write;
};

void put(Content& content, const Write& write);
void flush(File& file);
// Of every file stays what was flushed, and of the rest a part that the seed chooses: any writes,
// in any order, some of them torn.
void lose_power(Disk& disk, std::uint64_t seed);

// Power fails during each event in turn, and once after the last: `visit` gets the number of events
// that were done, and the disk as it is found when power is back.
void each_power_cut(Disk disk, const std::vector<DiskEvent>& events, std::uint64_t seed,
                    base::FunctionRef<void(std::size_t done, const Disk& left)> visit);

}  // namespace saimnieks::fakes
