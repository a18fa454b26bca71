// Generating: the lines of schedules, brought up to what the schedules say now. Only lines that
// stand as they were generated are touched: what a person has edited or voided stays so, and what
// is closed stays closed.
#pragma once

#include <cstdint>
#include <optional>

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

struct GenerateOptions {
  base::Period plans_through{};    // months; valid ones
  base::Period actuals_through{};  // no actual is made ahead of its month
};

struct Generated {
  std::int64_t schedules = 0;
  std::int64_t added = 0;   // lines, those that replace others among them
  std::int64_t voided = 0;  // lines that the schedules no longer say
  std::int64_t kept = 0;    // left alone, since a person has edited or voided them
  std::int64_t closed = 0;  // left alone, since their period is closed or their plan approved
  Committed committed{};
};

// One transaction and one entry of the undo stack. Devices that generate the same make the same
// lines, which count once. Fails as commands do, and has then done nothing.
[[nodiscard]] base::Result<Generated> generate_lines(Ledger& ledger,
                                                     const GenerateOptions& options);

}  // namespace saimnieks::ledger
