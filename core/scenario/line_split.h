// The split of a ledger's line over several objects, by the rule of the verb `split`: first what it
// would come to, then, as one command that one undo takes back, new lines in the place of the old.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/costing/split.h"
#include "core/ledger/ledger.h"

namespace saimnieks::scenario {

// What a part's line says instead of the original's: one field of lines, with a row's uuid.
struct SplitTarget {
  ledger::FieldValue to;
  base::Decimal9 weight;
};

// Moving JSON throws nothing, which the check can't see.
// NOLINTNEXTLINE(bugprone-exception-escape)
struct LineSplit {
  base::Money amount{};
  base::Period period{};              // of the new lines
  bool closed = false;                // the original stays, and a line of −amount takes it back
  costing::Split parts{};             // one for each target; they come to the amount
  nlohmann::ordered_json commands{};  // as `apply` takes them (core/exchange/command_json.h)
  std::vector<std::optional<std::size_t>> line_of{};  // by target: which command makes its line
};

// Every part says what the original says, but for its target, its amount, its share of VAT and
// quantity (each by the same weights, so that they come to the original's), and that it corrects
// the original; unit prices and schedules are not carried over. A part of nothing makes no line. It
// has the original's files. The original is voided; when its period is closed, it stays, and
// `period`, which is open, takes it back and holds the parts. Nothing is written.
//
// Faults: line_unknown (or voided), id_twice (two targets are the same), value_range (a negative
// weight, all weights 0, an amount of 0), version_locked (an approved plan), period_closed (without
// an open `period`), scope_unfit (`period`, where the original's own is open).
[[nodiscard]] base::Result<LineSplit> plan_split(ledger::Ledger& ledger, const base::Uuid& line,
                                                 std::span<const SplitTarget> targets,
                                                 const std::optional<base::Period>& period);

}  // namespace saimnieks::scenario
