// KeptLines: what a checking pass has read, so that writing need not read the file again. Texts
// that lines share are kept once; a file that says more than that is read twice.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/base/text_hash.h"
#include "core/exchange/row_reader.h"

namespace saimnieks::exchange {

class KeptLines {
 public:
  // Copies a line; after one that is not for keeping, or too many, nothing is kept any more.
  void add(const ParsedLine& line);
  void clear();

  // Whether every line that was added is there. They live until clear().
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] std::span<const ParsedLine> lines() const { return lines_; }

 private:
  static constexpr std::size_t kMostLines = 100'000;
  static constexpr std::size_t kMostBytes = 4 * 1024 * 1024;  // of texts

  // The kept copy; `before` is what the last line had there, which is most often the same.
  [[nodiscard]] std::string_view keep(std::string_view text, std::string_view before);
  [[nodiscard]] std::span<const std::string_view> keep(std::span<const std::string_view> path,
                                                       std::span<const std::string_view> before);

  bool complete_ = true;
  std::size_t bytes_ = 0;
  std::unordered_set<std::string, base::TextHash, std::equal_to<>> texts_;
  std::deque<std::vector<std::string_view>> paths_;
  std::deque<Target> targets_;
  std::vector<ParsedLine> lines_;
};

}  // namespace saimnieks::exchange
