// How an allocation came to be, down to what was entered.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/explanation.h"
#include "core/base/function_ref.h"
#include "core/costing/allocation.h"

namespace saimnieks::costing {

// A gross cost in cents, to nine digits.
[[nodiscard]] std::string exact_text(Fixed amount, base::I128 doubt);

// How the weight of a use of the network came to be, by its place there.
using ExplainWeight = base::FunctionRef<base::Explanation(std::uint32_t use)>;

// From the question and its answer. Formulas, as docs/scenarios.md lists them: the name of the
// method at the top, "gross", "given", "total", "attributed", "part", "kept". Own costs and weights
// are the leaves; links that the method ignores are left out.
[[nodiscard]] base::Result<base::Explanation> explain(const Network& network, Method method,
                                                      const Attribution& attribution);
// The same, whose weights are explained further.
[[nodiscard]] base::Result<base::Explanation> explain(const Network& network, Method method,
                                                      const Attribution& attribution,
                                                      ExplainWeight explain_weight);

}  // namespace saimnieks::costing
