// Looks things up in the tables that make_catalogue.py made.
#include "core/catalogue/catalogue.h"

#include <algorithm>

#include "core/catalogue/catalogue_tables.h"

namespace saimnieks::catalogue {
namespace {

// Tables are indexed by the enums, whose order stands in two places.
constexpr bool in_order(const Catalogue& one) {
  for (std::size_t i = 0; i < one.kinds.size(); ++i) {
    if (one.kinds[i].kind != static_cast<Kind>(i)) {
      return false;
    }
  }
  for (std::size_t i = 0; i < one.marks.size(); ++i) {
    if (one.marks[i].mark != static_cast<Mark>(i)) {
      return false;
    }
  }
  return one.kinds.size() == static_cast<std::size_t>(Kind::decision_rule) + 1 &&
         one.marks.size() == static_cast<std::size_t>(Mark::withdrawn) + 1;
}
constexpr bool all_in_order() {
  for (const Catalogue& one : tables::kVersions) {
    if (!in_order(one)) {
      return false;
    }
  }
  return true;
}
static_assert(all_in_order());

}  // namespace

bool Entry::marked(Mark mark, std::string_view field) const {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const Note* note) { return note->mark == mark && note->field == field; });
}

const Entry* Catalogue::find(Kind kind, std::string_view code) const {
  const auto sorted = info(kind).sorted_by_code;
  const auto found = std::lower_bound(
      sorted.begin(), sorted.end(), code,
      [](const Entry* entry, std::string_view wanted) { return entry->code < wanted; });
  return found == sorted.end() || (*found)->code != code ? nullptr : *found;
}

std::span<const Catalogue> versions() { return tables::kVersions; }
const Catalogue& current() { return versions().back(); }
const Catalogue* find_version(std::string_view id) {
  const auto all = versions();
  const auto found =
      std::find_if(all.begin(), all.end(), [id](const Catalogue& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::optional<Kind> kind_from_name(std::string_view name) {
  for (const KindInfo& info : current().kinds) {
    if (info.name == name) {
      return info.kind;
    }
  }
  return std::nullopt;
}

std::string_view name(Extension extension) {
  constexpr std::string_view kNames[] = {"closed", "digits", "open"};
  return kNames[static_cast<std::size_t>(extension)];
}
std::string_view name(Mark mark) {
  constexpr std::string_view kNames[] = {"inferred", "not_in_source", "to_be_confirmed",
                                         "proposal", "translated",    "withdrawn"};
  return kNames[static_cast<std::size_t>(mark)];
}
std::string_view name(Holder holder) {
  constexpr std::string_view kNames[] = {"one", "several", "described"};
  return kNames[static_cast<std::size_t>(holder)];
}
std::string_view name(RelationType type) {
  constexpr std::string_view kNames[] = {"related", "arises", "help"};
  return kNames[static_cast<std::size_t>(type)];
}

std::span<const Entry> economic_codes() { return current().entries(Kind::economic_code); }
std::span<const Entry> functions() { return current().entries(Kind::function); }
const Entry* find_economic_code(std::string_view code) {
  return current().find(Kind::economic_code, code);
}

}  // namespace saimnieks::catalogue
