#include "core/scenario/verbs.h"

#include <algorithm>
#include <array>
#include <string>

namespace saimnieks::scenario {
namespace {

struct Verb {
  std::string_view name;
  base::Result<nlohmann::ordered_json> (*answer)(const Node& scenario);
};

constexpr std::array kVerbs = {
#define SAIMNIEKS_VERB(name, function) Verb{name, function},
#include "core/scenario/verbs.def"
#undef SAIMNIEKS_VERB
};

const Verb* find_verb(std::string_view name) {
  const auto* const found = std::find_if(kVerbs.begin(), kVerbs.end(),
                                         [name](const Verb& verb) { return verb.name == name; });
  return found == kVerbs.end() ? nullptr : &*found;
}

}  // namespace

bool is_verb(std::string_view name) { return find_verb(name) != nullptr; }

base::Result<nlohmann::ordered_json> run(std::string_view verb, std::string_view scenario) {
  const Verb* const known = find_verb(verb);
  if (known == nullptr) {
    return base::fail(base::ErrorCode::usage_invalid, std::string(verb));
  }
  TRY(const Document document, Document::parse(scenario));
  return known->answer(document.root());
}

}  // namespace saimnieks::scenario
