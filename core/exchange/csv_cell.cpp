#include "core/exchange/csv_cell.h"

namespace saimnieks::exchange {

std::string csv_cell(std::string_view text, char delimiter) {
  if (text.find(delimiter) == std::string_view::npos &&
      text.find_first_of("\"\r\n") == std::string_view::npos &&
      (text.empty() || (text.front() != ' ' && text.back() != ' '))) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out.append(c == '"' ? "\"\"" : std::string(1, c));
  }
  return out + "\"";
}

}  // namespace saimnieks::exchange
