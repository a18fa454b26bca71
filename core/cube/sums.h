// Sums: cents and lines by key, exact whatever the amounts. While amounts are small, both share one
// 64-bit number, so that a line costs one addition: lines above bit `shift_`, cents below, taken
// apart before either could reach the other.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cube/column.h"

namespace saimnieks::cube {

struct Sum {
  std::int64_t cents = 0;
  std::int64_t lines = 0;
};

class Sums {
 public:
  // Keys are below `size`; those of lines that nobody asks for, from there on and below that +
  // `left_out`. Borrows `amounts`, which must not change.
  Sums(const Amounts& amounts, std::uint32_t size, std::uint32_t left_out = 0);

  // `count` lines from `from` on, at most a block, each under its key.
  void add(std::size_t from, std::size_t count, const std::uint16_t* keys);
  void add(std::size_t from, std::size_t count, const std::uint32_t* keys);
  // The lines at `count` chosen places after `from`, and the key of each.
  void add(std::size_t from, const std::uint16_t* chosen, std::size_t count,
           const std::uint32_t* keys);

  [[nodiscard]] Sum at(std::uint32_t key) const {
    const auto packed = packed_.empty() ? 0 : static_cast<std::int64_t>(packed_[key]);
    const std::int64_t lines = shift_ == 0 ? 0 : (packed + half()) >> shift_;
    Sum sum{packed - lines * one(), lines};
    if (!wide_.empty()) {
      sum.cents += static_cast<std::int64_t>(wide_[key].cents);
      sum.lines += wide_[key].lines;
    }
    return sum;
  }
  [[nodiscard]] bool any(std::uint32_t key) const {
    return (!packed_.empty() && packed_[key] != 0) || (!wide_.empty() && wide_[key].lines != 0);
  }

 private:
  struct Wide {
    std::uint64_t cents = 0;  // so that a sum may pass its limits on the way
    std::int64_t lines = 0;
  };
  [[nodiscard]] std::int64_t one() const { return std::int64_t{1} << shift_; }
  [[nodiscard]] std::int64_t half() const { return one() >> 1; }
  template <class Key>
  void add_all(std::size_t from, std::size_t count, const Key* keys);
  void make_room(std::size_t count);
  void take_apart();

  const Amounts& amounts_;
  std::uint32_t size_;
  int shift_ = 0;                // 0: amounts are too large to share a number
  std::uint64_t room_ = 0;       // so many lines fit a packed number
  std::uint64_t in_packed_ = 0;  // so many may be in one
  std::vector<std::uint64_t> packed_;
  std::vector<Wide> wide_;
};

}  // namespace saimnieks::cube
