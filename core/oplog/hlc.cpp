// The hybrid logical clock (Kulkarni et al., 2014), with the counter borrowing from the future when
// one millisecond is full.
#include "core/oplog/hlc.h"

#include <algorithm>

namespace saimnieks::oplog {
namespace {

constexpr std::int64_t kMostMs = (std::int64_t{1} << 52) - 1;  // 13 hex digits
constexpr std::int64_t kMostAheadMs = 24LL * 3600 * 1000;
constexpr std::size_t kMsDigits = 13;
constexpr std::size_t kCounterDigits = 4;

void append_hex(std::string& out, std::uint64_t value, std::size_t digits) {
  constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t i = digits; i-- > 0;) {
    out += kHex[(value >> (4 * i)) & 15U];
  }
}

std::optional<std::uint64_t> parse_hex(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) {
      return std::nullopt;
    }
    value = value * 16 + static_cast<std::uint64_t>(digit);
  }
  return value;
}

}  // namespace

std::string Hlc::text() const {
  std::string out;
  out.reserve(kMsDigits + 1 + kCounterDigits);
  append_hex(out, static_cast<std::uint64_t>(ms), kMsDigits);
  out += '-';
  append_hex(out, counter, kCounterDigits);
  return out;
}

base::Result<Hlc> Hlc::parse(std::string_view text) {
  if (text.size() == kMsDigits + 1 + kCounterDigits && text[kMsDigits] == '-') {
    const auto ms = parse_hex(text.substr(0, kMsDigits));
    const auto counter = parse_hex(text.substr(kMsDigits + 1));
    if (ms && counter) {
      return Hlc{static_cast<std::int64_t>(*ms), static_cast<std::uint16_t>(*counter)};
    }
  }
  return base::fail_field(base::ErrorCode::op_malformed, "hlc", std::string(text.substr(0, 40)));
}

std::int64_t HybridClock::now_ms() {
  // A clock before 1970 or after the year 144,680 is broken, but never stops the user.
  return std::clamp<std::int64_t>(clock_.now_ms() + offset_ms_, 0, kMostMs - 1);
}

Hlc HybridClock::tick() {
  const std::int64_t now = now_ms();
  if (now > last_.ms) {
    last_ = {now, 0};
  } else if (last_.counter == 0xFFFF) {
    last_ = {last_.ms + 1, 0};
  } else {
    ++last_.counter;
  }
  return last_;
}

void HybridClock::receive(Hlc other) {
  if (other.ms <= now_ms() + kMostAheadMs) {
    last_ = std::max(last_, other);
  }
}

}  // namespace saimnieks::oplog
