// Column: one axis of all lines, one small number a line; Amounts: their cents. Each is as narrow
// as its largest value allows, since a million lines of fifteen axes must fit a phone and a roll-up
// waits for what it reads; widening copies it, once or twice in a cube's life.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/model/line.h"

namespace saimnieks::cube {

class Column {
 public:
  // model::kNone where nothing was set.
  [[nodiscard]] std::uint32_t operator[](std::size_t at) const { return number(at) - 1; }
  // What is stored: 0 for none, else the value + 1.
  [[nodiscard]] std::uint32_t number(std::size_t at) const {
    return width_ == 1 ? narrow_[at] : width_ == 2 ? middle_[at] : wide_[at];
  }
  // Above every number that was ever stored.
  [[nodiscard]] std::uint32_t limit() const { return largest_ + 1; }
  // Calls use(const std::uint8_t*), (const std::uint16_t*) or (const std::uint32_t*).
  template <class Use>
  void visit(const Use& use) const {
    if (width_ == 1) {
      use(narrow_.data());
    } else if (width_ == 2) {
      use(middle_.data());
    } else {
      use(wide_.data());
    }
  }

  [[nodiscard]] bool is_narrow() const { return width_ == 1; }
  [[nodiscard]] const std::uint8_t* narrow() const { return narrow_.data(); }

  void set(std::size_t at, std::uint32_t value);
  // From `at` on, as number() tells them.
  void set_numbers(std::size_t at, std::span<const std::uint32_t> numbers);
  void resize(std::size_t size);
  void reserve(std::size_t size);
  [[nodiscard]] std::size_t bytes() const {
    return narrow_.capacity() + middle_.capacity() * sizeof(std::uint16_t) +
           wide_.capacity() * sizeof(std::uint32_t);
  }

 private:
  void make_room(std::uint32_t number);
  void widen(int width);

  int width_ = 1;  // bytes of a number: the vector that holds the lines; the others are empty
  std::uint32_t largest_ = 0;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> middle_;
  std::vector<std::uint32_t> wide_;
};

class Amounts {
 public:
  [[nodiscard]] std::int64_t operator[](std::size_t at) const {
    return is_wide_ ? wide_[at] : narrow_[at];
  }
  // No amount that was ever set is further from zero.
  [[nodiscard]] std::uint64_t largest() const { return largest_; }
  [[nodiscard]] const std::int32_t* narrow() const {  // null when some need more
    return is_wide_ ? nullptr : narrow_.data();
  }
  [[nodiscard]] const std::int64_t* wide() const { return wide_.data(); }

  void set(std::size_t at, std::int64_t cents);
  void set(std::size_t at, std::span<const std::int64_t> cents);  // from `at` on
  void resize(std::size_t size);
  void reserve(std::size_t size);
  [[nodiscard]] std::size_t bytes() const {
    return narrow_.capacity() * sizeof(std::int32_t) + wide_.capacity() * sizeof(std::int64_t);
  }

 private:
  void make_room(std::uint64_t size);

  bool is_wide_ = false;
  std::uint64_t largest_ = 0;
  std::vector<std::int32_t> narrow_;
  std::vector<std::int64_t> wide_;
};

}  // namespace saimnieks::cube
