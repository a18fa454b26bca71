// The verb `explain` on a ledger: how a figure came to be, down to the documents of its lines.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// `explain total`: one side of any cut, by the members of --rows (code without it).
[[nodiscard]] base::Result<nlohmann::ordered_json> explain_total(ledger::Ledger& ledger,
                                                                 const Arguments& arguments);

// `explain VERB`: what the verb's answer explains, and nothing else of it. Where that is one tree,
// it is the explanation; else each is named after the part of the answer that it explains.
[[nodiscard]] base::Result<nlohmann::ordered_json> explanation_of(
    const ledger::Ledger& ledger, const std::string& verb, const nlohmann::ordered_json& answer);

}  // namespace saimnieks::cli
