// What goes between the ends of a relay, in pieces: numbers in the machine's order and texts with
// their size before them, since both ends are one build on one machine.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace saimnieks::workbook {

enum class RelayCall : std::uint8_t { open, start, step, close };
enum class RelayAnswer : std::uint8_t { done, failed };

template <class T>
void put(std::string& out, T value) {
  static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}
inline void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

class RelayBytes {
 public:
  explicit RelayBytes(std::string_view bytes) : rest_(bytes) {}

  // Zeros and empty texts past the end, and then intact() is false.
  template <class T>
  [[nodiscard]] T take() {
    static_assert(std::is_trivially_copyable_v<T>);
    T out{};
    const std::string_view bytes = take_bytes(sizeof(T));
    if (bytes.size() == sizeof(T)) {
      std::memcpy(&out, bytes.data(), sizeof(T));
    }
    return out;
  }
  [[nodiscard]] std::string_view take_text() { return take_bytes(take<std::uint32_t>()); }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool intact() const { return intact_; }

 private:
  [[nodiscard]] std::string_view take_bytes(std::size_t count) {
    if (count > rest_.size()) {
      intact_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }

  std::string_view rest_;
  bool intact_ = true;
};

}  // namespace saimnieks::workbook
