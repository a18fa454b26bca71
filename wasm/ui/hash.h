// A quick hash of what is drawn, eight bytes a step: for ids and for noticing changes within one
// run of the program. Never stored, never sent as anything but an id.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace saimnieks::ui {

class Hash {
 public:
  Hash& add(std::uint64_t number) {
    value_ = (value_ ^ number) * 0x9FB2'1C65'1E98'DF25ULL;
    value_ ^= value_ >> 32U;
    return *this;
  }

  Hash& add(std::string_view text) {
    constexpr std::size_t kStep = sizeof(std::uint64_t);
    std::size_t at = 0;
    for (; at + kStep <= text.size(); at += kStep) {
      std::uint64_t piece = 0;
      std::memcpy(&piece, text.data() + at, kStep);
      add(piece);
    }
    std::uint64_t rest = text.size();  // tells a text from one with zeros after it
    for (; at < text.size(); ++at) {
      rest = rest << 8U | static_cast<unsigned char>(text[at]);
    }
    return add(rest);
  }

  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0x9E37'79B9'7F4A'7C15ULL;
};

}  // namespace saimnieks::ui
