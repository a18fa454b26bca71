#include "core/cube/sums.h"

#include <algorithm>

#include "core/cube/keys.h"

namespace saimnieks::cube {
namespace {

// Taking apart costs about one addition a cell, so it must be rare against lines.
bool is_rare(std::uint64_t room, std::uint32_t size) {
  return room >= 4 * kBlock && room >= std::uint64_t{2} * size;
}

}  // namespace

Sums::Sums(const Amounts& amounts, std::uint32_t size, std::uint32_t left_out)
    : amounts_(amounts), size_(size) {
  const std::uint64_t largest = std::max<std::uint64_t>(amounts.largest(), 1);
  for (int shift = 2; amounts.narrow() != nullptr && shift < 62; ++shift) {
    // Strictly between ±half of the lower part, and the same of the upper.
    const std::uint64_t by_cents = ((std::uint64_t{1} << (shift - 1)) - 1) / largest;
    const std::uint64_t by_lines = (std::uint64_t{1} << (62 - shift)) - 1;
    if (std::min(by_cents, by_lines) > room_) {
      room_ = std::min(by_cents, by_lines);
      shift_ = shift;
    }
  }
  if (is_rare(room_, size)) {
    packed_.resize(std::size_t{size} + left_out);
  } else {
    shift_ = 0;
    wide_.resize(std::size_t{size} + left_out);
  }
}

void Sums::take_apart() {
  if (wide_.empty()) {
    wide_.resize(size_);
  }
  for (std::uint32_t key = 0; key < size_; ++key) {
    const auto packed = static_cast<std::int64_t>(packed_[key]);
    const std::int64_t lines = (packed + half()) >> shift_;
    wide_[key].cents += static_cast<std::uint64_t>(packed - lines * one());
    wide_[key].lines += lines;
  }
  std::fill_n(packed_.begin(), size_, 0);
  in_packed_ = 0;
}

void Sums::make_room(std::size_t count) {
  if (in_packed_ + count > room_) {
    take_apart();
  }
  in_packed_ += count;
}

template <class Key>
void Sums::add_all(std::size_t from, std::size_t count, const Key* keys) {
  if (shift_ != 0) {
    make_room(count);
    const std::int32_t* const cents = amounts_.narrow() + from;
    std::uint64_t* const packed = packed_.data();
    const auto line = static_cast<std::uint64_t>(one());
    const auto add = [&](std::size_t i) {
      packed[keys[i]] += static_cast<std::uint64_t>(std::int64_t{cents[i]}) + line;
    };
    // In the browser, what goes round costs as much as what it does.
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
      add(i);
      add(i + 1);
      add(i + 2);
      add(i + 3);
      add(i + 4);
      add(i + 5);
      add(i + 6);
      add(i + 7);
    }
    for (; i < count; ++i) {
      add(i);
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    Wide& wide = wide_[keys[i]];
    wide.cents += static_cast<std::uint64_t>(amounts_[from + i]);
    ++wide.lines;
  }
}

void Sums::add(std::size_t from, std::size_t count, const std::uint16_t* keys) {
  add_all(from, count, keys);
}

void Sums::add(std::size_t from, std::size_t count, const std::uint32_t* keys) {
  add_all(from, count, keys);
}

void Sums::add(std::size_t from, const std::uint16_t* chosen, std::size_t count,
               const std::uint32_t* keys) {
  if (shift_ != 0) {
    make_room(count);
    const std::int32_t* const cents = amounts_.narrow() + from;
    std::uint64_t* const packed = packed_.data();
    const auto line = static_cast<std::uint64_t>(one());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = chosen[i];
      packed[keys[i]] += static_cast<std::uint64_t>(std::int64_t{cents[at]}) + line;
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = chosen[i];
    Wide& wide = wide_[keys[i]];
    wide.cents += static_cast<std::uint64_t>(amounts_[from + at]);
    ++wide.lines;
  }
}

}  // namespace saimnieks::cube
