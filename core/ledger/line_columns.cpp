// Bytes: the format's number, how many lines, how many words, each word's length and text; then for
// each column its width (0: one number for all lines) and its numbers. Numbers are little-endian.
#include "core/ledger/line_columns.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace saimnieks::ledger {
namespace {

using model::LineRow;

// Another number for every change of the columns: blocks of another format are made anew.
constexpr std::uint8_t kFormat = 1;

// An amount with the sign at its end, so that small ones are narrow.
std::uint64_t number_of_cents(std::int64_t cents) {
  return static_cast<std::uint64_t>(cents) << 1U ^ static_cast<std::uint64_t>(cents >> 63U);
}
std::int64_t cents_of_number(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1U ^ (std::uint64_t{0} - (number & 1U)));
}

template <class Value>
std::uint64_t number(const Value& value) {
  if constexpr (std::is_enum_v<Value> && sizeof(Value) == sizeof(std::uint32_t)) {
    return static_cast<std::uint32_t>(static_cast<std::uint32_t>(value) + 1);
  } else {
    return static_cast<std::uint64_t>(value);
  }
}
template <class Value>
std::uint64_t number(const std::optional<Value>& value) {
  return value ? static_cast<std::uint64_t>(*value) + 1 : 0;
}

// The largest number that is one of the field's.
template <class Value>
constexpr std::uint32_t most(const Value* /*field*/) {
  if constexpr (std::is_same_v<Value, bool>) {
    return 1;
  } else if constexpr (std::is_same_v<Value, std::int32_t>) {
    return std::numeric_limits<std::int32_t>::max();
  } else if constexpr (sizeof(Value) == sizeof(std::uint32_t)) {
    return std::numeric_limits<std::uint32_t>::max();
  } else {
    return model::kChoices<Value>.size() - 1;
  }
}
template <class Value>
constexpr std::uint32_t most(const std::optional<Value>* /*field*/) {
  return model::kChoices<Value>.size();
}

template <class Value>
void put(std::uint32_t number, Value& value) {
  if constexpr (std::is_enum_v<Value> && sizeof(Value) == sizeof(std::uint32_t)) {
    value = static_cast<Value>(number - 1);
  } else {
    value = static_cast<Value>(number);
  }
}
template <class Value>
void put(std::uint32_t number, std::optional<Value>& value) {
  value = number == 0 ? std::nullopt : std::optional(static_cast<Value>(number - 1));
}

// Call use(get) for every column but rids and amounts; get(line) is the line's field, and
// get(columns) its column.
template <class Use>
bool each_column(const Use& use) {
  return use([](auto& line) -> auto& { return line.unit; }) &&
         use([](auto& line) -> auto& { return line.service; }) &&
         use([](auto& line) -> auto& { return line.code; }) &&
         use([](auto& line) -> auto& { return line.version; }) &&
         use([](auto& line) -> auto& { return line.resource; }) &&
         use([](auto& line) -> auto& { return line.policy; }) &&
         use([](auto& line) -> auto& { return line.function; }) &&
         use([](auto& line) -> auto& { return line.source; }) &&
         use([](auto& line) -> auto& { return line.period; }) &&
         use([](auto& line) -> auto& { return line.kind; }) &&
         use([](auto& line) -> auto& { return line.voided; }) &&
         use([](auto& line) -> auto& { return line.basis; }) &&
         use([](auto& line) -> auto& { return line.nature; }) &&
         use([](auto& line) -> auto& { return line.phase; }) &&
         use([](auto& line) -> auto& { return line.regular; }) &&
         use([](auto& line) -> auto& { return line.role; });
}
template <class Use>
bool each_word_column(const Use& use) {
  return use([](auto& line) -> auto& { return line.task; }) &&
         use([](auto& line) -> auto& { return line.condition; }) &&
         use([](auto& line) -> auto& { return line.channel; });
}

int width_of(std::uint64_t largest) {
  return largest <= std::numeric_limits<std::uint8_t>::max()    ? 1
         : largest <= std::numeric_limits<std::uint16_t>::max() ? 2
         : largest <= std::numeric_limits<std::uint32_t>::max() ? 4
                                                                : 8;
}

class Writer {
 public:
  explicit Writer(std::size_t lines) : numbers_(lines) {}

  void number(std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) {
      bytes_.push_back(static_cast<char>(value >> static_cast<unsigned>(8 * i)));
    }
  }
  void text(std::string_view text) {
    number(text.size(), 4);
    bytes_.append(text);
  }
  template <class NumberAt>
  void column(const NumberAt& number_at) {
    std::uint64_t largest = 0;
    bool same = true;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      numbers_[i] = number_at(i);
      largest = std::max(largest, numbers_[i]);
      same = same && numbers_[i] == numbers_[0];
    }
    if (same) {
      number(0, 1);
      return number(largest, 8);
    }
    const int width = width_of(largest);
    number(static_cast<std::uint64_t>(width), 1);
    for (const std::uint64_t one : numbers_) {
      number(one, width);
    }
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
  std::vector<std::uint64_t> numbers_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool number(int width, std::uint64_t& out) {
    if (rest_.size() < static_cast<std::size_t>(width)) {
      return false;
    }
    out = at(rest_.data(), width);
    rest_.remove_prefix(static_cast<std::size_t>(width));
    return true;
  }
  [[nodiscard]] bool text(std::string_view& out) {
    std::uint64_t size = 0;
    if (!number(4, size) || rest_.size() < size) {
      return false;
    }
    out = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return true;
  }
  // False too when the column is wider than a Number.
  template <class Number>
  [[nodiscard]] bool column(std::vector<Number>& out) {
    std::uint64_t width = 0;
    if (!number(1, width)) {
      return false;
    }
    if (width == 0) {
      std::uint64_t same = 0;
      if (!number(8, same) || static_cast<Number>(same) != same) {
        return false;
      }
      std::fill(out.begin(), out.end(), static_cast<Number>(same));
      return true;
    }
    const std::size_t size = out.size() * static_cast<std::size_t>(width);
    if (width > sizeof(Number) || rest_.size() < size) {
      return false;
    }
    // One loop a width, so that the width is known within it.
    const char* from = rest_.data();
    rest_.remove_prefix(size);
    switch (width) {
      case 1:
        return widen<1>(from, out);
      case 2:
        return widen<2>(from, out);
      case 4:
        return widen<4>(from, out);
      case 8:
        return widen<8>(from, out);
      default:
        return false;
    }
  }
  [[nodiscard]] bool ended() const { return rest_.empty(); }

 private:
  [[nodiscard]] static std::uint64_t at(const char* bytes, int width) {
    std::uint64_t out = 0;
    for (int i = 0; i < width; ++i) {
      out |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i]))
             << static_cast<unsigned>(8 * i);
    }
    return out;
  }
  template <int kWidth, class Number>
  [[nodiscard]] static bool widen(const char* from, std::vector<Number>& out) {
    for (Number& one : out) {
      one = static_cast<Number>(at(from, kWidth));
      from += kWidth;
    }
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::string line_columns(std::span<const LineRow> lines, const model::Words& words) {
  // Places in the block's own list of words, from 1 on.
  std::vector<model::WordId> used;
  std::unordered_map<std::uint32_t, std::uint64_t> place_of{{model::kNone, 0}};
  const auto note = [&](const auto& get) {
    for (const LineRow& line : lines) {
      if (place_of.try_emplace(model::index(get(line)), used.size() + 1).second) {
        used.push_back(get(line));
      }
    }
    return true;
  };
  each_word_column(note);

  Writer out(lines.size());
  out.number(kFormat, 1);
  out.number(lines.size(), 2);
  out.number(used.size(), 2);
  for (const model::WordId word : used) {
    out.text(words.text(word));
  }
  if (lines.empty()) {
    return out.take();
  }
  const auto first = static_cast<std::int64_t>(lines.front().rid);
  out.number(static_cast<std::uint64_t>(first), 8);
  out.column([&](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(lines[i].rid) - first);
  });
  each_word_column([&](const auto& get) {
    out.column([&](std::size_t i) { return place_of.at(model::index(get(lines[i]))); });
    return true;
  });
  out.column([&](std::size_t i) { return number_of_cents(lines[i].cents); });
  each_column([&](const auto& get) {
    out.column([&](std::size_t i) { return number(get(lines[i])); });
    return true;
  });
  return out.take();
}

bool read_line_columns(std::string_view bytes, model::Words& words, LineColumns& out) {
  Reader in(bytes);
  std::uint64_t format = 0;
  std::uint64_t count = 0;
  std::uint64_t used = 0;
  if (!in.number(1, format) || format != kFormat || !in.number(2, count) || !in.number(2, used)) {
    return false;
  }
  std::vector<std::uint32_t> word_at{0};
  for (std::uint64_t i = 0; i < used; ++i) {
    std::string_view text;
    if (!in.text(text)) {
      return false;
    }
    word_at.push_back(model::index(words.number(text)) + 1);
  }
  const auto size = static_cast<std::size_t>(count);
  out.rid.resize(size);
  out.cents.resize(size);
  const auto size_column = [&](const auto& get) {
    get(out).resize(size);
    return true;
  };
  each_word_column(size_column);
  each_column(size_column);
  if (size == 0) {
    return in.ended();
  }
  std::uint64_t first = 0;
  std::vector<std::uint64_t> numbers(size);
  if (!in.number(8, first) || !in.column(numbers)) {
    return false;
  }
  for (std::size_t i = 0; i < size; ++i) {
    out.rid[i] = model::LineId{static_cast<std::int64_t>(first + numbers[i])};
  }
  const auto read_words = [&](const auto& get) {
    LineColumns::Numbers& column = get(out);
    if (!in.column(column) || *std::max_element(column.begin(), column.end()) >= word_at.size()) {
      return false;
    }
    for (std::uint32_t& one : column) {
      one = word_at[one];
    }
    return true;
  };
  if (!each_word_column(read_words) || !in.column(numbers)) {
    return false;
  }
  for (std::size_t i = 0; i < size; ++i) {
    out.cents[i] = cents_of_number(numbers[i]);
  }
  const auto read = [&](const auto& get) {
    const LineRow line;  // whose fields have the types
    LineColumns::Numbers& column = get(out);
    return in.column(column) && *std::max_element(column.begin(), column.end()) <= most(&get(line));
  };
  return each_column(read) && in.ended();
}

LineRow LineColumns::row(std::size_t at) const {
  LineRow out;
  out.rid = rid[at];
  out.cents = cents[at];
  const auto take = [&](const auto& get) {
    put(get(*this)[at], get(out));
    return true;
  };
  each_word_column(take);
  each_column(take);
  return out;
}

}  // namespace saimnieks::ledger
