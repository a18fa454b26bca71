#include "core/scenario/document.h"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

namespace saimnieks::scenario {

using base::ErrorCode;
using base::Result;

// Takes the reader's events in. nlohmann's own tree would forget doubled keys and make fractions of
// long integers.
class Builder {
 public:
  explicit Builder(Document& document) : out_(document) {}

  bool null() { return add(Document::Kind::null); }
  bool boolean(bool /*value*/) { return add(Document::Kind::boolean); }
  bool number_integer(std::int64_t value) {
    return add(Document::Kind::integer) && ((last().number = value), true);
  }
  bool number_unsigned(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(Document::Kind::integer) && refuse(ErrorCode::value_range, std::to_string(value));
    }
    return number_integer(static_cast<std::int64_t>(value));
  }
  // An integer that is too long arrives here too.
  bool number_float(double /*value*/, const std::string& text) {
    const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
    return add(Document::Kind::integer) &&
           refuse(whole ? ErrorCode::value_range : ErrorCode::number_inexact, text.substr(0, 64));
  }
  bool string(const std::string& value) {
    return add(Document::Kind::text) && ((last().text = keep(value)), true);
  }
  bool binary(const nlohmann::json::binary_t& /*value*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(Document::Kind::object); }
  bool start_array(std::size_t /*size*/) { return open(Document::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(const std::string& key) {
    // No verb knows so many keys in one object.
    constexpr int kMostKeys = 64;
    int keys = 0;
    for (std::uint32_t at = out_.values_[here_].first; at != 0; at = out_.values_[at].next) {
      if (out_.view(out_.values_[at].key) == key) {
        return refuse(ErrorCode::key_twice, key.substr(0, 64), at);
      }
      if (++keys == kMostKeys) {
        return refuse(ErrorCode::key_unknown, key.substr(0, 64), here_);
      }
    }
    key_ = keep(key);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*fault*/) {
    fault_ = base::Error{ErrorCode::json_invalid, {}, std::to_string(position), nullptr};
    return false;
  }

  base::Error fault_;

 private:
  Document::Value& last() { return out_.values_.back(); }
  Document::Text keep(std::string_view text) {
    const Document::Text kept{static_cast<std::uint32_t>(out_.texts_.size()),
                              static_cast<std::uint32_t>(text.size())};
    out_.texts_ += text;
    return kept;
  }
  bool add(Document::Kind kind) {
    const auto place = static_cast<std::uint32_t>(out_.values_.size());
    if (place == kMostValues) {
      return refuse(ErrorCode::scenario_too_large, std::to_string(kMostValues), here_);
    }
    out_.values_.push_back({});
    last().kind = kind;
    if (place > 0) {
      Document::Value& parent = out_.values_[here_];
      last().parent = here_;
      last().key = parent.kind == Document::Kind::object ? key_ : Document::Text{};
      (parent.first == 0 ? parent.first : out_.values_[parent.last].next) = place;
      parent.last = place;
    }
    return true;
  }
  bool open(Document::Kind kind) {
    constexpr int kMostDepth = 16;
    if (!add(kind)) {
      return false;
    }
    here_ = static_cast<std::uint32_t>(out_.values_.size() - 1);
    return ++depth_ <= kMostDepth || refuse(ErrorCode::value_type, "depth");
  }
  bool close() {
    here_ = out_.values_[here_].parent;
    --depth_;
    return true;
  }
  bool refuse(ErrorCode code, std::string context) {
    return refuse(code, std::move(context), static_cast<std::uint32_t>(out_.values_.size() - 1));
  }
  bool refuse(ErrorCode code, std::string context, std::uint32_t place) {
    fault_ = base::Error{code, out_.pointer(place), std::move(context), nullptr};
    return false;
  }

  Document& out_;
  std::uint32_t here_ = 0;
  int depth_ = 0;
  Document::Text key_;
};

Result<Document> Document::parse(std::string_view text) {
  if (text.size() > kMostBytes) {
    return base::fail(ErrorCode::scenario_too_large, std::to_string(text.size()));
  }
  // The library takes a NUL for the end, and what comes after it for nothing.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return tl::unexpected(base::Error{ErrorCode::json_invalid, {}, std::to_string(nul), nullptr});
  }
  Document out;
  Builder builder(out);
  if (!nlohmann::json::sax_parse(text, &builder)) {
    return tl::unexpected<base::Error>(std::move(builder.fault_));
  }
  return out;
}

std::string Document::pointer(std::uint32_t place) const {
  std::vector<std::uint32_t> path;
  for (; place != 0; place = values_[place].parent) {
    path.push_back(place);
  }
  std::string out;
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const Value& value = values_[*at];
    const Value& parent = values_[value.parent];
    out += '/';
    if (parent.kind == Kind::array) {
      std::size_t index = 0;
      for (std::uint32_t other = parent.first; other != *at; other = values_[other].next) {
        ++index;
      }
      out += std::to_string(index);
      continue;
    }
    for (const char c : view(value.key)) {
      out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
  }
  return out;
}

std::string Node::pointer() const { return document_->pointer(place_); }

tl::unexpected<base::Error> Node::fail(ErrorCode code, std::string context) const {
  return base::fail_field(code, pointer(), std::move(context));
}

tl::unexpected<base::Error> Node::fail(base::Error error) const {
  error.field.insert(0, pointer());
  return tl::unexpected<base::Error>(std::move(error));
}

bool Node::is_array() const { return document_->values_[place_].kind == Document::Kind::array; }
bool Node::is_object() const { return document_->values_[place_].kind == Document::Kind::object; }
bool Node::is_null() const { return document_->values_[place_].kind == Document::Kind::null; }

Result<void> Node::has_only(std::initializer_list<std::string_view> keys) const {
  if (!is_object()) {
    return fail(ErrorCode::value_type);
  }
  const auto& values = document_->values_;
  for (std::uint32_t at = values[place_].first; at != 0; at = values[at].next) {
    const std::string_view key = document_->view(values[at].key);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      return Node(*document_, at).fail(ErrorCode::key_unknown);
    }
  }
  return {};
}

std::optional<Node> Node::find(std::string_view key) const {
  const auto& values = document_->values_;
  for (std::uint32_t at = is_object() ? values[place_].first : 0; at != 0; at = values[at].next) {
    if (document_->view(values[at].key) == key) {
      return Node(*document_, at);
    }
  }
  return std::nullopt;
}

Result<Node> Node::member(std::string_view key) const {
  if (const auto found = find(key)) {
    return *found;
  }
  return base::fail_field(is_object() ? ErrorCode::value_missing : ErrorCode::value_type,
                          is_object() ? pointer() + "/" + std::string(key) : pointer());
}

Result<base::Money> Node::cents(std::string_view key) const {
  TRY(const Node node, member(key));
  return node.cents();
}

Result<base::Decimal9> Node::decimal(std::string_view key) const {
  TRY(const Node node, member(key));
  return node.decimal();
}

Result<std::string> Node::text(std::string_view key) const {
  TRY(const Node node, member(key));
  return node.text();
}

Result<std::vector<Node>> Node::items(std::string_view key) const {
  TRY(const Node node, member(key));
  return node.items();
}

Result<std::vector<Node>> Node::items() const {
  if (!is_array()) {
    return fail(ErrorCode::value_type);
  }
  std::vector<Node> out;
  const auto& values = document_->values_;
  for (std::uint32_t at = values[place_].first; at != 0; at = values[at].next) {
    out.push_back(Node(*document_, at));
  }
  return out;
}

Result<std::int64_t> Node::integer(std::int64_t least, std::int64_t most) const {
  const Document::Value& value = document_->values_[place_];
  if (value.kind != Document::Kind::integer) {
    return fail(ErrorCode::value_type);
  }
  if (value.number < least || value.number > most) {
    return fail(ErrorCode::value_range, std::to_string(value.number));
  }
  return value.number;
}

Result<base::Money> Node::cents() const {
  using Limits = std::numeric_limits<std::int64_t>;
  return integer(Limits::min(), Limits::max()).map(base::Money::from_cents);
}

Result<base::Decimal9> Node::decimal() const {
  const Document::Value& value = document_->values_[place_];
  if (value.kind == Document::Kind::integer) {
    return base::Decimal9::from_integer(value.number);
  }
  if (value.kind != Document::Kind::text) {
    return fail(ErrorCode::value_type);
  }
  auto out = base::Decimal9::parse(document_->view(value.text));
  if (!out) {
    return fail(out.error().code, out.error().context);
  }
  return *out;
}

Result<std::string> Node::text() const {
  const Document::Value& value = document_->values_[place_];
  if (value.kind != Document::Kind::text) {
    return fail(ErrorCode::value_type);
  }
  return std::string(document_->view(value.text));
}

Result<std::string> Node::id() const {
  constexpr std::size_t kMostIdBytes = 200;
  TRY(std::string out, text());
  if (out.empty() || out.size() > kMostIdBytes) {
    return fail(ErrorCode::value_range, out.substr(0, 64));
  }
  return out;
}

}  // namespace saimnieks::scenario
