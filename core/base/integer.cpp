#include "core/base/integer.h"

#include <algorithm>

namespace saimnieks::base {

Integer::Integer(I128 value) : negative_(value < 0) {
  for (U128 left = magnitude(value); left != 0; left >>= 32U) {
    digits_.push_back(static_cast<std::uint32_t>(left));
  }
}

std::size_t Integer::bits() const {
  return digits_.empty()
             ? 0
             : digits_.size() * 32 - static_cast<unsigned>(__builtin_clz(digits_.back()));
}

Integer Integer::operator-() const {
  Integer out = *this;
  out.negative_ = !negative_ && !digits_.empty();
  return out;
}

Integer& Integer::operator+=(const Integer& other) {
  if (negative_ == other.negative_) {
    add(digits_, other.digits_);
  } else if (compare(digits_, other.digits_) >= 0) {
    subtract(digits_, other.digits_);
  } else {
    Digits larger = other.digits_;
    subtract(larger, digits_);
    digits_ = std::move(larger);
    negative_ = other.negative_;
  }
  negative_ = negative_ && !digits_.empty();
  return *this;
}

Integer operator*(const Integer& a, const Integer& b) {
  Integer out;
  out.digits_.resize(a.digits_.size() + b.digits_.size());
  for (std::size_t i = 0; i < a.digits_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.digits_.size(); ++j) {
      carry += std::uint64_t{a.digits_[i]} * b.digits_[j] + out.digits_[i + j];
      out.digits_[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    out.digits_[i + b.digits_.size()] = static_cast<std::uint32_t>(carry);
  }
  Integer::trim(out.digits_);
  out.negative_ = a.negative_ != b.negative_ && !out.digits_.empty();
  return out;
}

std::optional<I128> rounded_quotient(const Integer& a, const Integer& b) {
  if (a.bits() > b.bits() + 127) {
    return std::nullopt;
  }
  // Bit by bit: what is asked for here has few of them, however many the operands have.
  Integer::Digits left = a.digits_;
  Integer::Digits by = b.digits_;
  const std::size_t shift = a.bits() > b.bits() ? a.bits() - b.bits() : 0;
  Integer::shift_left(by, shift);
  U128 quotient = 0;
  for (std::size_t bit = 0; bit <= shift; ++bit) {
    quotient <<= 1U;
    if (Integer::compare(left, by) >= 0) {
      Integer::subtract(left, by);
      quotient |= 1U;
    }
    Integer::halve(by);
  }
  Integer::add(left, left);
  quotient += Integer::compare(left, b.digits_) >= 0 ? 1U : 0U;
  if ((quotient >> 127U) != 0) {
    return std::nullopt;
  }
  const auto out = static_cast<I128>(quotient);
  return a.negative_ != b.negative_ ? -out : out;
}

int Integer::compare(const Digits& a, const Digits& b) {
  if (a.size() != b.size()) {
    return a.size() < b.size() ? -1 : 1;
  }
  const auto [x, y] = std::mismatch(a.rbegin(), a.rend(), b.rbegin());
  return x == a.rend() ? 0 : *x < *y ? -1 : 1;
}

void Integer::add(Digits& to, const Digits& other) {
  const std::size_t count = other.size();  // `other` may be `to`
  to.resize(std::max(to.size(), count) + 1);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < to.size() && (i < count || carry != 0); ++i) {
    carry += std::uint64_t{to[i]} + (i < count ? other[i] : 0);
    to[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32U;
  }
  trim(to);
}

void Integer::subtract(Digits& from, const Digits& other) {
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < from.size() && (i < other.size() || borrow != 0); ++i) {
    borrow += std::int64_t{from[i]} - (i < other.size() ? other[i] : 0);
    from[i] = static_cast<std::uint32_t>(borrow);
    borrow >>= 32;  // NOLINT(hicpp-signed-bitwise): keeps the sign, as C++20 has it
  }
  trim(from);
}

void Integer::shift_left(Digits& digits, std::size_t bits) {
  const auto within = static_cast<unsigned>(bits % 32);
  std::uint64_t carry = 0;
  for (std::uint32_t& digit : digits) {
    carry |= std::uint64_t{digit} << within;
    digit = static_cast<std::uint32_t>(carry);
    carry >>= 32U;
  }
  digits.push_back(static_cast<std::uint32_t>(carry));
  trim(digits);
  digits.insert(digits.begin(), digits.empty() ? 0 : bits / 32, 0);
}

void Integer::halve(Digits& digits) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::uint32_t above = i + 1 < digits.size() ? digits[i + 1] : 0;
    digits[i] = digits[i] >> 1U | above << 31U;
  }
  trim(digits);
}

void Integer::trim(Digits& digits) {
  while (!digits.empty() && digits.back() == 0) {
    digits.pop_back();
  }
}

}  // namespace saimnieks::base
