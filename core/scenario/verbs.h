// Scenario verbs: calculations without a ledger. Each reads its keys from a document, calls the one
// function that ledger and screens call too, and writes its answer.
#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/scenario/document.h"

namespace saimnieks::scenario {

#define SAIMNIEKS_VERB(name, function) \
  [[nodiscard]] base::Result<nlohmann::ordered_json> function(const Node& scenario);
#include "core/scenario/verbs.def"
#undef SAIMNIEKS_VERB

[[nodiscard]] bool is_verb(std::string_view name);

// usage_invalid for a verb that is none. A fault of the scenario has as `field` the JSON pointer of
// the value at fault, "" being the whole; its context is what was found there.
[[nodiscard]] base::Result<nlohmann::ordered_json> run(std::string_view verb,
                                                       std::string_view scenario);

}  // namespace saimnieks::scenario
