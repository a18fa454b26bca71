// The lines behind a figure, as what its explanation ends in.
#pragma once

#include <span>
#include <string>

#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/ledger/ledger.h"

namespace saimnieks::control {

// A "total" of amounts that are named by their lines' ids.
class LineTotal {
 public:
  explicit LineTotal(std::string name)
      : explanation_{std::move(name), "0", base::ExplainedUnit::cents, "total", {}} {}

  // Those that are not there are left out.
  [[nodiscard]] base::Result<void> add(const ledger::Ledger& ledger,
                                       std::span<const model::LineId> lines);

  [[nodiscard]] base::Money amount() const { return amount_; }
  [[nodiscard]] const base::Explanation& explanation() const { return explanation_; }

 private:
  base::Money amount_;
  base::Explanation explanation_;
};

}  // namespace saimnieks::control
