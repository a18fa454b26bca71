// How the weights of an allocation's links came to be: which rows of a ledger drive them. Knows no
// amounts that are attributed.
#pragma once

#include <cstdint>
#include <string>

#include "core/costing/ledger_network.h"

namespace saimnieks::costing {

// "weight", of a use of the network, as the "total" of the rows of `usage` that add up to it, each
// by its id: the row's own weight, the "total" of the rows of `volume`, or the user's own cost,
// which the allocation explains at the place `at` of the answer. Where uses change in the year, the
// sum of a row's "month-shares". Of management, the "total" of the lines that the service has in
// the unit and below. The lines are those of the same side.
[[nodiscard]] base::Explanation explain_weight(const LedgerNetwork& of, const AccountLines& lines,
                                               std::uint32_t use, const std::string& at);

}  // namespace saimnieks::costing
