// A cell of a CSV file, with commas unless another sign is named (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace saimnieks::exchange {

// In quotes where it needs them: so that a blank at an end stays, too.
[[nodiscard]] std::string csv_cell(std::string_view text, char delimiter = ',');

}  // namespace saimnieks::exchange
