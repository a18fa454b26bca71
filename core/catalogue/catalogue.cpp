// Reads the embedded lists once.
#include "core/catalogue/catalogue.h"

#include <algorithm>
#include <vector>

#include "core/catalogue/assets.h"

namespace saimnieks::catalogue {
namespace {

// What stands before the next `separator`; `rest` moves past it.
std::string_view take(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return part;
}

// code;title_lv;title_en;title_status, with a header row.
std::vector<Entry> read(std::string_view file_name) {
  std::string_view rest;
  for (const auto& file : assets::kFiles) {
    if (file.name == file_name) {
      rest = file.content;
    }
  }
  take(rest, '\n');
  std::vector<Entry> entries;
  while (!rest.empty()) {
    std::string_view row = take(rest, '\n');
    if (row.empty()) {
      continue;
    }
    Entry entry{};
    entry.code = take(row, ';');
    entry.title_lv = take(row, ';');
    entry.title_en = take(row, ';');
    entry.to_be_confirmed = take(row, ';') != "confirmed";
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace

std::span<const Entry> economic_codes() {
  static const std::vector<Entry> entries = read("ekk.csv");
  return entries;
}

std::span<const Entry> functions() {
  static const std::vector<Entry> entries = read("functions.csv");
  return entries;
}

const Entry* find_economic_code(std::string_view code) {
  const auto entries = economic_codes();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [code](const Entry& entry) { return entry.code == code; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace saimnieks::catalogue
