// Integer: a whole number of any size. What is compounded over many periods outgrows every machine
// word, and is to be rounded once, at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/wide.h"

namespace saimnieks::base {

class Integer;
// a / b, rounded once, half away from zero; nothing beyond 127 bits. `b` must not be 0.
[[nodiscard]] std::optional<I128> rounded_quotient(const Integer& a, const Integer& b);

class Integer {
 public:
  Integer() = default;
  Integer(I128 value);  // NOLINT(google-explicit-constructor): nothing gets lost

  [[nodiscard]] int sign() const { return digits_.empty() ? 0 : negative_ ? -1 : 1; }
  [[nodiscard]] std::size_t bits() const;  // of the magnitude
  [[nodiscard]] Integer operator-() const;
  Integer& operator+=(const Integer& other);
  Integer& operator-=(const Integer& other) { return *this += -other; }
  friend Integer operator+(Integer a, const Integer& b) { return a += b; }
  friend Integer operator-(Integer a, const Integer& b) { return a -= b; }
  friend Integer operator*(const Integer& a, const Integer& b);
  Integer& operator*=(const Integer& other) { return *this = *this * other; }

  friend bool operator==(const Integer&, const Integer&) = default;

  friend std::optional<I128> rounded_quotient(const Integer& a, const Integer& b);

 private:
  using Digits = std::vector<std::uint32_t>;  // of base 2^32, lowest first, the highest not 0
  static int compare(const Digits& a, const Digits& b);
  static void add(Digits& to, const Digits& other);
  static void subtract(Digits& from, const Digits& other);  // which must not be larger
  static void shift_left(Digits& digits, std::size_t bits);
  static void halve(Digits& digits);
  static void trim(Digits& digits);

  bool negative_ = false;
  Digits digits_;
};

}  // namespace saimnieks::base
