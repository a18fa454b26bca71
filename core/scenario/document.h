// Document: a scenario file, read so strictly that what it says can be meant in one way only. It
// stands apart from the readers of change sets and mappings, since here numbers are exact decimals
// and every fault names its place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/money.h"

namespace saimnieks::scenario {

// What a text may come to; scenario_too_large beyond. A million links fit.
inline constexpr std::size_t kMostBytes = std::size_t{96} << 20U;
inline constexpr std::size_t kMostValues = 5'000'000;

class Document;

// One value in a document, which must outlive it. Every fault's `field` is the JSON pointer of the
// value at fault (RFC 6901; of a missing one, where it should be), its context what was found.
class Node {
 public:
  // value_type when this is no object; key_unknown for a key that is not in the list.
  [[nodiscard]] base::Result<void> has_only(std::initializer_list<std::string_view> keys) const;
  [[nodiscard]] base::Result<Node> member(std::string_view key) const;  // value_missing
  [[nodiscard]] std::optional<Node> find(std::string_view key) const;
  // Of a member that must be there.
  [[nodiscard]] base::Result<base::Money> cents(std::string_view key) const;
  [[nodiscard]] base::Result<base::Decimal9> decimal(std::string_view key) const;
  [[nodiscard]] base::Result<std::string> text(std::string_view key) const;
  [[nodiscard]] base::Result<std::vector<Node>> items(std::string_view key) const;

  [[nodiscard]] base::Result<std::vector<Node>> items() const;  // of an array; value_type
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_null() const;

  // value_type for anything but a JSON integer, value_range outside the bounds.
  [[nodiscard]] base::Result<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
  [[nodiscard]] base::Result<base::Money> cents() const;  // all of 64 bits
  // A JSON integer or a text -?[0-9]{1,18}(\.[0-9]{1,9})?; value_type.
  [[nodiscard]] base::Result<base::Decimal9> decimal() const;
  [[nodiscard]] base::Result<std::string> text() const;  // value_type
  [[nodiscard]] base::Result<std::string> id() const;    // a text of 1 to 200 bytes; value_range

  [[nodiscard]] tl::unexpected<base::Error> fail(base::ErrorCode code,
                                                 std::string context = {}) const;
  // A fault of a calculation: its field, a pointer below this value, becomes one from the top.
  [[nodiscard]] tl::unexpected<base::Error> fail(base::Error error) const;
  [[nodiscard]] std::string pointer() const;

 private:
  friend class Document;
  Node(const Document& document, std::uint32_t place) : document_(&document), place_(place) {}

  const Document* document_;
  std::uint32_t place_;
};

class Document {
 public:
  // json_invalid (with the byte as context), key_twice, number_inexact for a fraction or an
  // exponent, value_range for an integer beyond 64 bits, scenario_too_large.
  [[nodiscard]] static base::Result<Document> parse(std::string_view text);
  [[nodiscard]] Node root() const { return {*this, 0}; }

 private:
  friend class Node;
  friend class Builder;
  enum class Kind : std::uint8_t { null, boolean, integer, text, array, object };
  struct Text {
    std::uint32_t from = 0;
    std::uint32_t size = 0;
  };
  struct Value {
    Kind kind = Kind::null;
    std::uint32_t parent = 0;
    std::uint32_t first = 0;  // child, 0: none
    std::uint32_t last = 0;
    std::uint32_t next = 0;  // sibling, 0: none
    Text key;                // in its object
    Text text;
    std::int64_t number = 0;
  };
  [[nodiscard]] std::string_view view(Text text) const {
    return std::string_view(texts_).substr(text.from, text.size);
  }
  [[nodiscard]] std::string pointer(std::uint32_t place) const;

  std::vector<Value> values_;  // the root first; children after their parents
  std::string texts_;          // all keys and texts, end to end
};

}  // namespace saimnieks::scenario
