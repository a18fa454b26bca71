// The encodings that Latvian offices really save: UTF-8 with and without a mark, and Windows-1257.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saimnieks::exchange {

enum class Encoding : std::uint8_t { utf8, windows_1257 };
[[nodiscard]] std::string_view name(Encoding encoding);  // "UTF-8", "Windows-1257"
[[nodiscard]] std::optional<Encoding> encoding_from_name(std::string_view name);

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Tells, over a whole file given in pieces, whether it is text and in which encoding.
class TextInspector {
 public:
  void feed(std::string_view bytes);
  // NUL bytes, or control characters that no text file has.
  [[nodiscard]] bool binary() const { return binary_; }
  // UTF-8 when every byte fits it; an incomplete last character counts as none.
  [[nodiscard]] Encoding encoding() const {
    return utf8_ && pending_ == 0 ? Encoding::utf8 : Encoding::windows_1257;
  }

 private:
  void follow_utf8(unsigned char byte);

  bool binary_ = false;
  bool utf8_ = true;
  int pending_ = 0;           // continuation bytes still due
  unsigned char low_ = 0x80;  // what the next continuation byte may be
  unsigned char high_ = 0xBF;
};

// Appends `bytes` as UTF-8. UTF-8 input is passed on as it is: the reader checks each field.
void decode(std::string_view bytes, Encoding encoding, std::string& out);

}  // namespace saimnieks::exchange
