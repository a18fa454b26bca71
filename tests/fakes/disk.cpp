#include "tests/fakes/disk.h"

#include <algorithm>

#include "tests/fakes/seams.h"

namespace saimnieks::fakes {
namespace {

void tear(Write& write, FakeRandom& chance) {
  const std::uint64_t sectors =
      (write.bytes.size() + kSectorBytes - 1) / static_cast<std::uint64_t>(kSectorBytes);
  const auto torn_at = static_cast<std::size_t>(chance.below(sectors + 1) * kSectorBytes);
  write.bytes.resize(std::min(write.bytes.size(), torn_at));
}

void lose_power(File& file, FakeRandom& chance) {
  Bytes left = file.flushed;
  // All, none, the first few, or any of the unflushed writes reach the disk.
  const std::uint64_t manner = chance.below(4);
  const std::size_t count = file.waiting.size();
  const std::size_t first_few = count == 0 ? 0 : static_cast<std::size_t>(chance.below(count + 1));
  for (std::size_t i = 0; i < count; ++i) {
    const bool reaches =
        manner == 0 || (manner == 2 && i < first_few) || (manner == 3 && chance.below(2) == 1);
    if (!reaches) {
      continue;
    }
    Write write = file.waiting[i];
    // The last one was under way; any other may have been, when there is no order.
    const bool torn = i + 1 == count ? chance.below(2) == 1 : manner == 3 && chance.below(8) == 0;
    if (torn && write.offset >= 0) {
      tear(write, chance);
    }
    put(left, write);
  }
  file.now = file.flushed = std::move(left);
  file.waiting.clear();
  file.owner = nullptr;
}

}  // namespace

void put(Bytes& bytes, const Write& write) {
  if (write.offset < 0) {
    bytes.resize(static_cast<std::size_t>(write.size));
    return;
  }
  const auto end = static_cast<std::size_t>(write.offset) + write.bytes.size();
  bytes.resize(std::max(bytes.size(), end));
  std::copy(write.bytes.begin(), write.bytes.end(),
            bytes.begin() + static_cast<std::ptrdiff_t>(write.offset));
}

void flush(File& file) {
  for (const Write& one : file.waiting) {
    put(file.flushed, one);
  }
  file.waiting.clear();
}

void lose_power(Disk& disk, std::uint64_t seed) {
  FakeRandom chance(seed);
  for (auto& [path, file] : disk) {
    lose_power(file, chance);
  }
}

void each_power_cut(Disk disk, const std::vector<DiskEvent>& events, std::uint64_t seed,
                    base::FunctionRef<void(std::size_t done, const Disk& left)> visit) {
  for (auto& [path, file] : disk) {
    file.now.clear();  // only what is flushed and what waits is looked at
  }
  for (std::size_t done = 0; done <= events.size(); ++done) {
    const DiskEvent* event = done < events.size() ? &events[done] : nullptr;
    // What power fails at may still reach the disk: it counts among what chance decides about.
    if (event != nullptr && event->kind == DiskEvent::Kind::write) {
      disk[event->path].waiting.push_back(event->write);
    }
    Disk left = disk;
    lose_power(left, seed + done);
    visit(done, left);
    if (event != nullptr && event->kind == DiskEvent::Kind::flush) {
      flush(disk[event->path]);
    } else if (event != nullptr && event->kind == DiskEvent::Kind::remove) {
      disk.erase(event->path);
    }
  }
}

}  // namespace saimnieks::fakes
