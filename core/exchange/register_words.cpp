#include "core/exchange/register_words.h"

#include <algorithm>
#include <set>

#include "core/exchange/words.h"
#include "core/model/catalogue_rules.h"

namespace saimnieks::exchange {

using model::FieldInfo;
using model::FieldType;
using model::TableInfo;

std::optional<std::string> register_field(const TableInfo& table, std::string_view header) {
  const FieldInfo* exact = model::find_field(table, header);
  if (exact != nullptr && exact->name != "voided") {
    return std::string(exact->name);
  }
  const auto suggested = register_field_suggested(header);
  return suggested && model::find_field(table, *suggested) != nullptr ? suggested : std::nullopt;
}

namespace {

// The entry of the lists that a text names by its title in either language, in one or in many:
// "Transportlīdzeklis" is "Transportlīdzekļi". None when several are as near.
std::optional<std::string> code_titled(std::span<const catalogue::Kind> lists,
                                       std::string_view text) {
  constexpr std::size_t kLeastStem = 5;
  constexpr std::size_t kEnding = 3;
  const std::string wanted = folded(text);
  std::set<std::string> near;
  for (const catalogue::Kind list : lists) {
    for (const catalogue::Entry& entry : catalogue::current().entries(list)) {
      for (const std::string& title : {folded(entry.title_lv), folded(entry.title_en)}) {
        if (title == wanted) {
          return std::string(entry.code);
        }
        const std::size_t longest = std::max(title.size(), wanted.size());
        const auto same = std::mismatch(title.begin(), title.end(), wanted.begin(), wanted.end());
        const auto stem = static_cast<std::size_t>(same.first - title.begin());
        if (stem >= kLeastStem && stem + kEnding >= longest) {
          near.insert(std::string(entry.code));
        }
      }
    }
  }
  return near.size() == 1 ? std::optional(*near.begin()) : std::nullopt;
}

}  // namespace

std::string in_codes(const TableInfo& table, const FieldInfo& field, const std::string& said) {
  if (field.type == FieldType::choice && !field.choice(said)) {
    const std::string key = std::string(table.name) + "_" + std::string(field.name);
    return choice_said(key, said).value_or(said);
  }
  const auto lists = model::catalogue_lists(table.table, field.name);
  const bool code = std::any_of(lists.begin(), lists.end(), [&said](catalogue::Kind list) {
    return catalogue::current().find(list, said) != nullptr;
  });
  return lists.empty() || code ? said : code_titled(lists, said).value_or(said);
}

}  // namespace saimnieks::exchange
