#include "core/base/byte_source.h"

#include <algorithm>

namespace saimnieks::base {

Result<std::size_t> MemorySource::read(std::span<char> out) {
  const std::size_t count = std::min(out.size(), bytes_.size() - position_);
  std::copy_n(bytes_.data() + position_, count, out.data());
  position_ += count;
  return count;
}

Result<void> MemorySource::seek(std::int64_t offset) {
  position_ = std::min(static_cast<std::size_t>(offset), bytes_.size());
  return {};
}

}  // namespace saimnieks::base
