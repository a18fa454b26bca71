// Column: one axis of all lines, one small number a line. It is as narrow as its largest number
// allows, since a million lines of fifteen axes must fit a phone; widening copies it, once or twice
// in a cube's life.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/model/line.h"

namespace saimnieks::cube {

class Column {
 public:
  // model::kNone where nothing was set.
  [[nodiscard]] std::uint32_t operator[](std::size_t at) const {
    if (!narrow_.empty()) {
      return narrow_[at] == kNoByte ? model::kNone : narrow_[at];
    }
    if (!middle_.empty()) {
      return middle_[at] == kNoShort ? model::kNone : middle_[at];
    }
    return wide_[at];
  }
  void set(std::size_t at, std::uint32_t value);
  void resize(std::size_t size);
  void reserve(std::size_t size) { narrow_.reserve(size); }
  [[nodiscard]] std::size_t bytes() const {
    return narrow_.capacity() + middle_.capacity() * sizeof(std::uint16_t) +
           wide_.capacity() * sizeof(std::uint32_t);
  }

 private:
  static constexpr std::uint8_t kNoByte = 0xFF;
  static constexpr std::uint16_t kNoShort = 0xFFFF;
  void widen(std::uint32_t value);

  // One of them holds the lines; the others are empty.
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> middle_;
  std::vector<std::uint32_t> wide_;
};

}  // namespace saimnieks::cube
