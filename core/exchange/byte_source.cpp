#include "core/exchange/byte_source.h"

#include <algorithm>

namespace saimnieks::exchange {

base::Result<std::size_t> MemorySource::read(std::span<char> out) {
  const std::size_t count = std::min(out.size(), bytes_.size() - position_);
  std::copy_n(bytes_.data() + position_, count, out.data());
  position_ += count;
  return count;
}

base::Result<void> MemorySource::rewind() {
  position_ = 0;
  return {};
}

}  // namespace saimnieks::exchange
