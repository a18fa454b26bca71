// The quality of the actual data, in a sentence that stands beside their total.
#pragma once

#include <string>

#include "core/control/quality.h"
#include "core/views/compare.h"

namespace saimnieks::views {

// The year whose actual lines the comparison's second side totals; none when it is no such side.
[[nodiscard]] std::optional<base::Period> examined_period(const CompareView& compare);

// What of the total is charges between units is said where it is anything. `quality` is null while
// it is still being examined.
[[nodiscard]] std::string quality_line(const control::Quality* quality, base::Money between_units,
                                       base::Period period, const Words& words);

}  // namespace saimnieks::views
