// Uuid: 16 bytes. Rows that a user makes get version 7 (time-ordered, so that indexes append); rows
// with a natural key get version 8 from a hash, so that two devices make the same row.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/seams.h"

namespace saimnieks::base {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] static Result<Uuid> parse(std::string_view text);  // 8-4-4-4-12, lower case
  [[nodiscard]] std::string text() const;
  void append_text(std::string& out) const;
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }

  // Spelt out, since libc++ 13 has no three-way comparison of arrays.
  friend bool operator==(const Uuid& left, const Uuid& right) { return left.bytes == right.bytes; }
  friend std::strong_ordering operator<=>(const Uuid& left, const Uuid& right) {
    return std::memcmp(left.bytes.data(), right.bytes.data(), left.bytes.size()) <=> 0;
  }
};

// Version 7 ids that never run backwards within one source, even when the clock does.
class UuidSource {
 public:
  UuidSource(Clock& clock, Random& random) : clock_(clock), random_(random) {}
  [[nodiscard]] Uuid next();

 private:
  Clock& clock_;
  Random& random_;
  std::int64_t last_ms_ = 0;
  std::uint32_t counter_ = 0;  // 12 bits, then the millisecond is borrowed from the future
  std::array<std::byte, 512> pool_{};
  std::size_t used_ = sizeof(pool_);
};

// Version 8: SHA-256 over the namespace and the parts, each with its length, so that no two lists
// of parts give the same bytes.
[[nodiscard]] Uuid name_uuid(const Uuid& name_space, std::string_view table,
                             std::initializer_list<std::string_view> parts);

}  // namespace saimnieks::base

template <>
struct std::hash<saimnieks::base::Uuid> {
  std::size_t operator()(const saimnieks::base::Uuid& uuid) const noexcept {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, uuid.bytes.data(), 8);
    std::memcpy(&low, uuid.bytes.data() + 8, 8);
    return static_cast<std::size_t>((high ^ (low * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL);
  }
};
