// What the sample of a file says of one of its columns, whatever its header says.
#pragma once

#include <set>
#include <string>

#include "core/exchange/file_shape.h"

namespace saimnieks::exchange {

// Years that periods and headers of our time can name.
inline constexpr int kFirstYear = 1990;
inline constexpr int kLastYear = 2100;

struct Column {
  std::size_t place = 0;
  std::size_t filled = 0;
  std::size_t numeric = 0;     // could be an amount
  std::size_t periods = 0;     // could be a period of our time
  std::size_t worded = 0;      // holds a letter
  bool fractions = false;      // has decimals or negative values
  bool leading_zeros = false;  // "001": a code, not a number
  bool digits_only = true;
  std::size_t longest = 0;
  std::set<std::string> distinct;

  [[nodiscard]] bool all(std::size_t count) const {
    return filled > 0 && count * 20 >= filled * 19;
  }
};

[[nodiscard]] Column look_at(const FileShape& shape, std::size_t place);

}  // namespace saimnieks::exchange
