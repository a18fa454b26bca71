#include "sync/protocol/json_read.h"

#include <nlohmann/json.hpp>

#include "core/base/utf8.h"

namespace saimnieks::sync {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::json;

// More than any message has; a list of eight million zeros would still fit into 16 MB.
constexpr std::size_t kMostElements = 100'000;

// Walks over one JSON text. It finds where values end; whether a value is sound inside is for those
// who read it.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  void space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }
  bool take(char wanted) {
    space();
    if (at_ >= text_.size() || text_[at_] != wanted) {
      return false;
    }
    ++at_;
    return true;
  }
  [[nodiscard]] bool at_end() {
    space();
    return at_ == text_.size();
  }
  // Empty: there is no value here.
  std::string_view value() {
    space();
    const std::size_t first = at_;
    int depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        if (!skip_string()) {
          return {};
        }
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if ((c == '}' || c == ']' || c == ',') && depth == 0) {
        break;
      } else {
        depth -= c == '}' || c == ']' ? 1 : 0;
        ++at_;
        if (depth == 0 && (c == '}' || c == ']')) {
          break;
        }
      }
    }
    std::size_t last = at_;
    while (last > first && (text_[last - 1] == ' ' || text_[last - 1] == '\t' ||
                            text_[last - 1] == '\n' || text_[last - 1] == '\r')) {
      --last;
    }
    return depth == 0 ? text_.substr(first, last - first) : std::string_view();
  }
  // A key without its quotes; keys of ours need no escapes, so that equal keys are equal bytes.
  bool key(std::string_view& out) {
    space();
    const std::size_t first = at_ + 1;
    if (at_ >= text_.size() || text_[at_] != '"' || !skip_string()) {
      return false;
    }
    out = text_.substr(first, at_ - 1 - first);
    return out.find('\\') == std::string_view::npos;
  }

 private:
  bool skip_string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool shallow(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      i += c == '\\' ? 1U : 0U;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepestJson) {
        return false;
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

}  // namespace

Result<JsonObject> JsonObject::open(std::string_view text, ErrorCode code) {
  if (!base::is_valid_utf8(text)) {
    return base::fail(ErrorCode::text_not_utf8);
  }
  if (!shallow(text)) {
    return base::fail(code, "nested too deep");
  }
  return part(text, code);
}

Result<JsonObject> JsonObject::part(std::string_view text, ErrorCode code) {
  JsonObject out;
  out.code_ = code;
  Walk walk(text);
  if (!walk.take('{')) {
    return base::fail(code, "not an object");
  }
  if (!walk.take('}')) {
    do {
      std::string_view key;
      if (!walk.key(key) || !walk.take(':')) {
        return base::fail(code, "not an object");
      }
      const std::string_view value = walk.value();
      if (value.empty()) {
        return base::fail_field(code, std::string(key));
      }
      if (!out.members_.emplace(key, value).second) {
        return base::fail_field(code, std::string(key), "twice");
      }
    } while (walk.take(','));
    if (!walk.take('}')) {
      return base::fail(code, "not an object");
    }
  }
  if (!walk.at_end()) {
    return base::fail(code, "something follows the object");
  }
  return out;
}

std::string_view JsonObject::raw(std::string_view key) const {
  const auto found = members_.find(key);
  return found == members_.end() ? std::string_view() : found->second;
}

namespace {

// The field's name on a fault of its value.
template <class T>
Result<T> named(Result<T> value, std::string_view key) {
  if (!value) {
    value.error().field = key;
  }
  return value;
}

template <class T, class Parse>
Result<T> parsed(const Result<std::string>& text, std::string_view key, ErrorCode code,
                 Parse parse) {
  if (!text) {
    return tl::unexpected<base::Error>(text.error());
  }
  const auto value = parse(*text);
  if (!value) {
    return base::fail_field(code, std::string(key), *text);
  }
  return *value;
}

}  // namespace

Result<std::string> JsonObject::text(std::string_view key) const {
  return named(json_text(raw(key), code_), key);
}
Result<std::int64_t> JsonObject::integer(std::string_view key) const {
  return named(json_integer(raw(key), code_), key);
}
Result<bool> JsonObject::boolean(std::string_view key) const {
  const std::string_view value = raw(key);
  if (value != "true" && value != "false") {
    return base::fail_field(code_, std::string(key));
  }
  return value == "true";
}
Result<base::Uuid> JsonObject::uuid(std::string_view key) const {
  return parsed<base::Uuid>(text(key), key, code_,
                            [](const std::string& text) { return base::Uuid::parse(text); });
}
Result<base::Hash> JsonObject::hash(std::string_view key) const {
  return parsed<base::Hash>(text(key), key, code_,
                            [](const std::string& text) { return base::hash_from_hex(text); });
}
Result<JsonObject> JsonObject::object(std::string_view key) const {
  return named(part(raw(key), code_), key);
}
Result<std::vector<std::string_view>> JsonObject::list(std::string_view key) const {
  return named(json_elements(raw(key), code_), key);
}

Result<std::vector<std::string_view>> json_elements(std::string_view list, ErrorCode code) {
  std::vector<std::string_view> out;
  Walk walk(list);
  if (!walk.take('[')) {
    return base::fail(code, "not a list");
  }
  if (!walk.take(']')) {
    do {
      const std::string_view value = walk.value();
      if (value.empty() || out.size() == kMostElements) {
        return base::fail(code, "not a list");
      }
      out.push_back(value);
    } while (walk.take(','));
    if (!walk.take(']')) {
      return base::fail(code, "not a list");
    }
  }
  if (!walk.at_end()) {
    return base::fail(code, "something follows the list");
  }
  return out;
}

Result<std::string> json_text(std::string_view raw, ErrorCode code) {
  const json value = json::parse(raw.begin(), raw.end(), nullptr, false);
  if (!value.is_string()) {
    return base::fail(code);
  }
  return value.get<std::string>();
}

Result<std::int64_t> json_integer(std::string_view raw, ErrorCode code) {
  constexpr std::int64_t kMost = (std::int64_t{1} << 53U) - 1;
  const bool negative = !raw.empty() && raw.front() == '-';
  const std::string_view digits = raw.substr(negative ? 1 : 0);
  if (digits.empty() || digits.size() > 16 || (digits.front() == '0' && raw.size() > 1)) {
    return base::fail(code);
  }
  std::int64_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return base::fail(code);
    }
    value = value * 10 + (c - '0');
  }
  if (value > kMost) {
    return base::fail(code);
  }
  return negative ? -value : value;
}

}  // namespace saimnieks::sync
