// Bytes: the format's number, how many lines, how many words, each word's length and text; then for
// each column its width (0: one number for all lines) and its numbers. Numbers are little-endian.
#include "core/ledger/line_columns.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <unordered_map>

namespace saimnieks::ledger {
namespace {

using model::LineRow;

// Another number for every change of the columns: blocks of another format are made anew.
constexpr std::uint8_t kFormat = 1;

// Numbers are 0 where nothing is said, else the value + 1; what is always said is the value itself,
// amounts with the sign at their end.
template <class Value>
std::uint64_t number(const Value& value) {
  if constexpr (std::is_same_v<Value, std::int64_t>) {
    return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63U);
  } else if constexpr (std::is_enum_v<Value> && sizeof(Value) == sizeof(std::uint32_t)) {
    return static_cast<std::uint32_t>(static_cast<std::uint32_t>(value) + 1);
  } else {
    return static_cast<std::uint64_t>(value);
  }
}
template <class Value>
std::uint64_t number(const std::optional<Value>& value) {
  return value ? static_cast<std::uint64_t>(*value) + 1 : 0;
}

// False when the number is none of the field's.
template <class Value>
bool put(std::uint64_t number, Value& value) {
  if constexpr (std::is_same_v<Value, std::int64_t>) {
    value = static_cast<std::int64_t>(number >> 1U ^ (std::uint64_t{0} - (number & 1U)));
    return true;
  } else if constexpr (std::is_same_v<Value, std::int32_t> || std::is_same_v<Value, bool>) {
    value = static_cast<Value>(number);
    return static_cast<std::uint64_t>(value) == number;
  } else if constexpr (sizeof(Value) == sizeof(std::uint32_t)) {
    value = static_cast<Value>(static_cast<std::uint32_t>(number) - 1);
    return number <= std::numeric_limits<std::uint32_t>::max();
  } else {
    value = static_cast<Value>(number);
    return number < model::kChoices<Value>.size();
  }
}
template <class Value>
bool put(std::uint64_t number, std::optional<Value>& value) {
  if (number == 0) {
    value.reset();
    return true;
  }
  return put(number - 1, value.emplace());
}

// Calls use(get) for every column but the rids; get(line) is the line's field.
template <class Use>
bool each_column(const Use& use) {
  return use([](auto& line) -> auto& { return line.cents; }) &&
         use([](auto& line) -> auto& { return line.unit; }) &&
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
  [[nodiscard]] bool column(std::vector<std::uint64_t>& out) {
    std::uint64_t width = 0;
    if (!number(1, width)) {
      return false;
    }
    if (width == 0) {
      std::uint64_t same = 0;
      const bool there = number(8, same);
      std::fill(out.begin(), out.end(), same);
      return there;
    }
    const std::size_t size = out.size() * static_cast<std::size_t>(width);
    if (rest_.size() < size) {
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
  template <int kWidth>
  [[nodiscard]] static bool widen(const char* from, std::vector<std::uint64_t>& out) {
    for (std::uint64_t& one : out) {
      one = at(from, kWidth);
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
  each_column([&](const auto& get) {
    out.column([&](std::size_t i) { return number(get(lines[i])); });
    return true;
  });
  return out.take();
}

std::optional<std::vector<LineRow>> lines_of_columns(std::string_view bytes, model::Words& words) {
  Reader in(bytes);
  std::uint64_t format = 0;
  std::uint64_t count = 0;
  std::uint64_t used = 0;
  if (!in.number(1, format) || format != kFormat || !in.number(2, count) || !in.number(2, used)) {
    return std::nullopt;
  }
  std::vector<model::WordId> word_at{model::kNoWord};
  for (std::uint64_t i = 0; i < used; ++i) {
    std::string_view text;
    if (!in.text(text)) {
      return std::nullopt;
    }
    word_at.push_back(words.number(text));
  }
  std::vector<LineRow> lines(static_cast<std::size_t>(count));
  if (count == 0) {
    return in.ended() ? std::optional(std::move(lines)) : std::nullopt;
  }
  std::uint64_t first = 0;
  std::vector<std::uint64_t> numbers(lines.size());
  if (!in.number(8, first) || !in.column(numbers)) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].rid = model::LineId{static_cast<std::int64_t>(first + numbers[i])};
  }
  const bool sound = each_word_column([&](const auto& get) {
                       if (!in.column(numbers)) {
                         return false;
                       }
                       for (std::size_t i = 0; i < lines.size(); ++i) {
                         if (numbers[i] >= word_at.size()) {
                           return false;
                         }
                         get(lines[i]) = word_at[static_cast<std::size_t>(numbers[i])];
                       }
                       return true;
                     }) &&
                     each_column([&](const auto& get) {
                       if (!in.column(numbers)) {
                         return false;
                       }
                       for (std::size_t i = 0; i < lines.size(); ++i) {
                         if (!put(numbers[i], get(lines[i]))) {
                           return false;
                         }
                       }
                       return true;
                     });
  return sound && in.ended() ? std::optional(std::move(lines)) : std::nullopt;
}

}  // namespace saimnieks::ledger
