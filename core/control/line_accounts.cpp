#include "core/control/line_accounts.h"

#include "core/catalogue/catalogue.h"
#include "core/ledger/sight.h"

namespace saimnieks::control {

using base::Money;
using model::CodeId;
using model::UnitId;

base::Result<LineAccounts> LineAccounts::read(const ledger::Ledger& ledger) {
  LineAccounts out(ledger);
  TRY(const auto sight, ledger.sight());
  base::Result<void> asked;
  TRY_DO(ledger.each_fact<model::Turnover>([&](const model::Turnover& one) {
    model::LineRow place;
    place.unit = one.unit;
    const base::Result<bool> seen = sight->sees(place);
    if (!seen) {
      asked = tl::unexpected(seen.error());
    } else if (!one.voided && *seen) {
      out.turnovers_[{one.unit, one.period.packed(), one.basis, one.code}] += one.amount_cents;
    }
  }));
  TRY_DO(asked);
  return out;
}

std::vector<Account> LineAccounts::of(const model::LineRow& line, bool by_year) {
  std::vector<Account> out;
  if (turnovers_.empty() || line.nature != model::Nature::cost) {
    return out;
  }
  const std::int32_t year = line.period / 100 * 100;
  for (UnitId unit = line.unit; unit != model::kNoUnit; unit = ledger_.units()[unit].parent) {
    const bool month = knows(unit, line.period, line.basis);
    if (month || (by_year && knows(unit, year, line.basis))) {
      Account one{unit, month ? line.period : year, line.basis, line.code};
      const auto [found, fresh] = nearest_.try_emplace(one, line.code);
      if (fresh) {
        found->second = nearest(one);
      }
      one.code = found->second;
      out.push_back(one);
    }
  }
  return out;
}

bool LineAccounts::knows(UnitId unit, std::int32_t period, model::Basis basis) const {
  const auto first = turnovers_.lower_bound({unit, period, basis, CodeId{}});
  return first != turnovers_.end() && first->first.unit == unit && first->first.period == period &&
         first->first.basis == basis;
}

CodeId LineAccounts::nearest(const Account& of) const {
  if (of.code == model::kNoCode || turnovers_.count(of) > 0) {
    return of.code;
  }
  const model::Code& code = ledger_.codes()[of.code];
  CodeId best = of.code;
  for (auto at = turnovers_.lower_bound({of.unit, of.period, of.basis, CodeId{}});
       at != turnovers_.end() && at->first.unit == of.unit && at->first.period == of.period &&
       at->first.basis == of.basis;
       ++at) {
    const model::Code& upper = ledger_.codes()[at->first.code];
    const bool above = upper.scheme == model::kEkkScheme && code.scheme == model::kEkkScheme &&
                       catalogue::stands_above(upper.code, code.code);
    const bool nearer =
        best == of.code || catalogue::stands_above(ledger_.codes()[best].code, upper.code);
    best = above && nearer ? at->first.code : best;
  }
  return best;
}

std::optional<Money> LineAccounts::turnover(const Account& account) const {
  const auto found = turnovers_.find(account);
  return found == turnovers_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace saimnieks::control
