// A larger demonstration municipality: parishes, each with its institutions, their services and
// resources, and earlier years, the more of them the more lines there are to be.
#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

namespace saimnieks::exchange {

// `data` as assets/demo has it; up to kDemoLines lines it stays as it is.
[[nodiscard]] nlohmann::json grown(nlohmann::json data, std::int64_t lines);

}  // namespace saimnieks::exchange
