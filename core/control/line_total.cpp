#include "core/control/line_total.h"

#include <algorithm>

namespace saimnieks::control {

base::Result<void> LineTotal::add(const ledger::Ledger& ledger,
                                  std::span<const model::LineId> lines) {
  constexpr std::size_t kAtOnce = 4096;  // whole lines in memory
  for (; !lines.empty(); lines = lines.subspan(std::min(kAtOnce, lines.size()))) {
    TRY(const std::vector<model::Line> some,
        ledger.lines(lines.first(std::min(kAtOnce, lines.size()))));
    for (const model::Line& line : some) {
      explanation_.inputs.push_back(
          base::Explanation::entered_cents(line.uuid.text(), line.row.cents));
      amount_ += line.amount();
    }
  }
  explanation_.value = std::to_string(amount_.cents());
  return {};
}

}  // namespace saimnieks::control
