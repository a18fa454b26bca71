// Zip archives made by hand: nothing in them is packed.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace saimnieks::fakes {

[[nodiscard]] inline std::string zip_of(
    const std::vector<std::pair<std::string, std::string>>& files) {
  const auto number = [](std::size_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) {
      out += static_cast<char>(value & 0xFF);
    }
    return out;
  };
  std::string out;
  std::string list;
  for (const auto& [name, content] : files) {
    // Version, flags, method, time, date, check sum, sizes, lengths of name and extra field.
    const std::string common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 8) +
                               number(content.size(), 4) + number(content.size(), 4) +
                               number(name.size(), 2) + number(0, 2);
    list += "PK\1\2" + number(20, 2) + common + number(0, 10) + number(out.size(), 4) + name;
    out += "PK\3\4" + common + name + content;
  }
  const std::size_t begin = out.size();
  return out + list + "PK\5\6" + number(0, 4) + number(files.size(), 2) + number(files.size(), 2) +
         number(list.size(), 4) + number(begin, 4) + number(0, 2);
}

}  // namespace saimnieks::fakes
