// What one line of the demonstration municipality says of its amount, its document and the day on
// which it was entered.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/exchange/demo_amounts.h"

namespace saimnieks::exchange {

// `whole`: the amount is the month's, not a part of it.
void say_amount(const DemoCost& cost, std::int64_t cents, bool whole, model::Line& line);

// Month by month through another one; empty when the cost goes through none. `number`: of the cost.
[[nodiscard]] std::string channel_of(const DemoCost& cost, int month, std::size_t number);

// Some bills come months late, the first months' as bills of a later month, and some costs depart
// from the method for a reason. `number` is the cost's. Answers whether it is late.
[[nodiscard]] base::Result<bool> say_document(const DemoCost& cost, std::int64_t number,
                                              std::int64_t piece, model::Line& line);

// When a line was entered is what its id says, as in an import of lines that were kept elsewhere
// before: some time in the three weeks from a day (since 1970) on, after `turn` of `turns`.
[[nodiscard]] base::Uuid entered_id(std::int64_t first_day, std::int64_t turn, std::int64_t turns,
                                    std::uint64_t random);

}  // namespace saimnieks::exchange
