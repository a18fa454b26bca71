// What the demonstration municipality has beside lines: uses of resources, volumes, a need, and the
// like, a few of each.
#pragma once

#include <vector>

#include "core/exchange/demo_costs.h"
#include "core/ledger/command.h"

namespace saimnieks::exchange {

[[nodiscard]] base::Uuid demo_unit_uuid(const base::Uuid& ledger, const DemoUnit& unit);
// In an order in which they can be added, once the dimension rows that they name are there.
[[nodiscard]] std::vector<ledger::Add> demo_facts(const nlohmann::json& data,
                                                  const base::Uuid& ledger);

}  // namespace saimnieks::exchange
