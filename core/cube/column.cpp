#include "core/cube/column.h"

#include <limits>
#include <numeric>

namespace saimnieks::cube {
namespace {

// With the room that the old one had, so that lines that are still to come need no second copy.
template <class From, class To>
void move_over(std::vector<From>& from, std::vector<To>& to) {
  to.reserve(from.capacity());
  to.assign(from.begin(), from.end());
  std::vector<From>().swap(from);
}

template <class From, class To>
void copy(std::span<const From> from, To* to) {
  std::transform(from.begin(), from.end(), to, [](From one) { return static_cast<To>(one); });
}

std::uint64_t size_of(std::int64_t cents) {
  const auto bits = static_cast<std::uint64_t>(cents);
  return cents < 0 ? std::uint64_t{0} - bits : bits;
}

}  // namespace

void Column::resize(std::size_t size) {
  if (width_ == 1) {
    narrow_.resize(size);
  } else if (width_ == 2) {
    middle_.resize(size);
  } else {
    wide_.resize(size);
  }
}

void Column::reserve(std::size_t size) {
  if (width_ == 1) {
    narrow_.reserve(size);
  } else if (width_ == 2) {
    middle_.reserve(size);
  } else {
    wide_.reserve(size);
  }
}

void Column::widen(int width) {
  if (width_ == 1 && width == 2) {
    move_over(narrow_, middle_);
  } else if (width_ == 1) {
    move_over(narrow_, wide_);
  } else {
    move_over(middle_, wide_);
  }
  width_ = width;
}

void Column::make_room(std::uint32_t number) {
  if (number <= largest_) {
    return;
  }
  largest_ = number;
  const int needed = number <= std::numeric_limits<std::uint8_t>::max()    ? 1
                     : number <= std::numeric_limits<std::uint16_t>::max() ? 2
                                                                           : 4;
  if (needed > width_) {
    widen(needed);
  }
}

void Column::set(std::size_t at, std::uint32_t value) {
  const std::uint32_t number = value + 1;  // none becomes 0
  make_room(number);
  if (width_ == 1) {
    narrow_[at] = static_cast<std::uint8_t>(number);
  } else if (width_ == 2) {
    middle_[at] = static_cast<std::uint16_t>(number);
  } else {
    wide_[at] = number;
  }
}

void Column::set_numbers(std::size_t at, std::span<const std::uint32_t> numbers) {
  make_room(std::accumulate(numbers.begin(), numbers.end(), std::uint32_t{0},
                            [](std::uint32_t a, std::uint32_t b) { return std::max(a, b); }));
  if (width_ == 1) {
    copy(numbers, narrow_.data() + at);
  } else if (width_ == 2) {
    copy(numbers, middle_.data() + at);
  } else {
    copy(numbers, wide_.data() + at);
  }
}

void Amounts::resize(std::size_t size) {
  if (is_wide_) {
    wide_.resize(size);
  } else {
    narrow_.resize(size);
  }
}

void Amounts::reserve(std::size_t size) {
  if (is_wide_) {
    wide_.reserve(size);
  } else {
    narrow_.reserve(size);
  }
}

void Amounts::make_room(std::uint64_t size) {
  largest_ = std::max(largest_, size);
  if (!is_wide_ && size > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max())) {
    move_over(narrow_, wide_);
    is_wide_ = true;
  }
}

void Amounts::set(std::size_t at, std::int64_t cents) {
  make_room(size_of(cents));
  if (is_wide_) {
    wide_[at] = cents;
  } else {
    narrow_[at] = static_cast<std::int32_t>(cents);
  }
}

void Amounts::set(std::size_t at, std::span<const std::int64_t> cents) {
  std::uint64_t largest = 0;
  for (const std::int64_t one : cents) {
    largest = std::max(largest, size_of(one));
  }
  make_room(largest);
  if (is_wide_) {
    copy(cents, wide_.data() + at);
  } else {
    copy(cents, narrow_.data() + at);
  }
}

}  // namespace saimnieks::cube
