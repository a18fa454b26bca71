// The accounts that lines are held against: turnovers by unit, period, basis and code.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/base/money.h"
#include "core/ledger/ledger.h"

namespace saimnieks::control {

struct Account {
  model::UnitId unit = model::kNoUnit;
  std::int32_t period = 0;  // packed: a month, or a whole year
  model::Basis basis{};
  model::CodeId code = model::kNoCode;  // none: lines without a code

  friend auto operator<=>(const Account&, const Account&) = default;
};

// Turnovers of the ledger that its user may see, as the lines are that he sees; read once.
class LineAccounts {
 public:
  [[nodiscard]] static base::Result<LineAccounts> read(const ledger::Ledger& ledger);

  // Where the line counts: with every unit above it whose accounts of its month are known, else
  // with those of its year where `by_year`; at the nearest code above its own that these have, else
  // at its own, of which they know nothing. Empty where no accounts are known, or it is no cost.
  [[nodiscard]] std::vector<Account> of(const model::LineRow& line, bool by_year);
  // What the accounts say; nothing of a code that they do not have.
  [[nodiscard]] std::optional<base::Money> turnover(const Account& account) const;
  [[nodiscard]] const std::map<Account, base::Money>& turnovers() const { return turnovers_; }

 private:
  explicit LineAccounts(const ledger::Ledger& ledger) : ledger_(ledger) {}
  [[nodiscard]] model::CodeId nearest(const Account& of) const;
  [[nodiscard]] bool knows(model::UnitId unit, std::int32_t period, model::Basis basis) const;

  const ledger::Ledger& ledger_;
  std::map<Account, base::Money> turnovers_;
  std::map<Account, model::CodeId> nearest_;  // found before
};

}  // namespace saimnieks::control
