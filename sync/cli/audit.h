// What an auditor asks of a ledger: who changed what, and a sample that anybody can draw again.
#pragma once

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"
#include "sync/cli/arguments.h"

namespace saimnieks::cli {

// `history [--row ROW | --about FIELD=VALUE] [--user U] [--from DAY] [--until DAY]`
[[nodiscard]] base::Result<nlohmann::ordered_json> show_history(const ledger::Ledger& ledger,
                                                                const Arguments& arguments);

// `sample --seed SEED --n COUNT`
[[nodiscard]] base::Result<nlohmann::ordered_json> show_sample(const ledger::Ledger& ledger,
                                                               const Arguments& arguments);

}  // namespace saimnieks::cli
