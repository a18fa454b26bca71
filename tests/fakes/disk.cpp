#include "tests/fakes/disk.h"

#include <algorithm>
#include <cstring>

#include "tests/fakes/seams.h"

namespace saimnieks::fakes {
namespace {

void tear(Write& write, FakeRandom& chance) {
  const std::uint64_t sectors =
      (write.bytes->size() + kSectorBytes - 1) / static_cast<std::uint64_t>(kSectorBytes);
  const auto torn_at = static_cast<std::size_t>(chance.below(sectors + 1) * kSectorBytes);
  if (torn_at < write.bytes->size()) {
    Bytes torn = *write.bytes;
    torn.resize(torn_at);
    write.bytes = std::make_shared<const Bytes>(std::move(torn));
  }
}

void lose_power(File& file, FakeRandom& chance) {
  Content left = file.flushed;
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

Bytes Content::bytes() const {
  Bytes out(size_);
  read(0, out);
  return out;
}

std::size_t Content::read(std::size_t offset, std::span<std::uint8_t> out) const {
  const std::size_t count = std::min(out.size(), size_ - std::min(size_, offset));
  for (std::size_t done = 0; done < count;) {
    const std::size_t in_page = (offset + done) % kPage;
    const std::size_t piece = std::min(count - done, kPage - in_page);
    std::memcpy(out.data() + done, pages_[(offset + done) / kPage]->data() + in_page, piece);
    done += piece;
  }
  return count;
}

void Content::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
  if (offset + bytes.size() > size_) {
    resize(offset + bytes.size());
  }
  for (std::size_t done = 0; done < bytes.size();) {
    const std::size_t in_page = (offset + done) % kPage;
    const std::size_t piece = std::min(bytes.size() - done, kPage - in_page);
    std::memcpy(own((offset + done) / kPage).data() + in_page, bytes.data() + done, piece);
    done += piece;
  }
}

void Content::resize(std::size_t size) {
  const std::size_t pages = (size + kPage - 1) / kPage;
  pages_.resize(std::min(pages_.size(), pages));
  while (pages_.size() < pages) {
    pages_.push_back(std::make_shared<Page>());
  }
  if (size < size_ && size % kPage != 0) {
    Page& last = own(size / kPage);
    std::memset(last.data() + size % kPage, 0, kPage - size % kPage);
  }
  size_ = size;
}

Content::Page& Content::own(std::size_t page) {
  std::shared_ptr<Page>& at = pages_[page];
  if (at.use_count() > 1) {
    at = std::make_shared<Page>(*at);
  }
  return *at;
}

void put(Content& content, const Write& write) {
  if (write.offset < 0) {
    content.resize(static_cast<std::size_t>(write.size));
  } else {
    content.write(static_cast<std::size_t>(write.offset), *write.bytes);
  }
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
