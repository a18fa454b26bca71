// For unordered containers of texts that are asked by a view, without making a text of it.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace saimnieks::base {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

}  // namespace saimnieks::base
