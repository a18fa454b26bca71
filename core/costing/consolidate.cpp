#include "core/costing/consolidate.h"

#include <unordered_set>
#include <utility>
#include <vector>

#include "core/base/wide.h"

namespace saimnieks::costing {

using base::ErrorCode;
using base::ExplainedUnit;
using base::Explanation;
using base::I128;
using base::Money;
using base::Result;

namespace {

Result<Money> fitting(I128 sum, const char* field) {
  const auto cents = base::fitting(sum);
  return cents ? Result<Money>(Money::from_cents(*cents))
               : base::fail_field(ErrorCode::amount_out_of_range, field);
}

// What is left of each unit's totals when charges are taken out one by one.
class Left {
 public:
  Left(std::span<const UnitTotals> units, ChargeCheck check) : check_(check) {
    for (const UnitTotals& unit : units) {
      cost_.push_back(unit.cost.cents());
      income_.push_back(unit.income.cents());
    }
  }
  Result<void> take(const Charge& charge, const std::string& field) {
    if (charge.from >= cost_.size() || charge.to >= cost_.size()) {
      return base::fail_field(ErrorCode::id_unknown, field);
    }
    if (charge.from == charge.to) {
      return base::fail_field(ErrorCode::self_loop, field);
    }
    I128& income = income_[charge.from];
    I128& cost = cost_[charge.to];
    if (check_ == ChargeCheck::within_totals &&
        (charge.amount.is_negative() || charge.amount.cents() > income ||
         charge.amount.cents() > cost)) {
      return base::fail_field(ErrorCode::value_range, field + "/cents",
                              std::to_string(charge.amount.cents()));
    }
    income -= charge.amount.cents();
    cost -= charge.amount.cents();
    return {};
  }

 private:
  ChargeCheck check_;
  std::vector<I128> cost_;
  std::vector<I128> income_;
};

Explanation sum(std::string name, I128 amount, std::vector<Explanation> inputs) {
  return {std::move(name), base::to_text(amount), ExplainedUnit::cents, "total", std::move(inputs)};
}

Explanation side(const char* name, std::span<const UnitTotals> units, Money UnitTotals::*amount,
                 Money after, std::span<const Charge> charges) {
  std::vector<Explanation> owns;
  I128 own = 0;
  for (const UnitTotals& unit : units) {
    owns.push_back(Explanation::entered_cents(unit.id, (unit.*amount).cents()));
    own += (unit.*amount).cents();
  }
  std::vector<Explanation> taken;
  I128 eliminated = 0;
  for (const Charge& charge : charges) {
    taken.push_back(Explanation::entered_cents(units[charge.from].id + " ← " + units[charge.to].id,
                                               charge.amount.cents()));
    eliminated += charge.amount.cents();
  }
  return {name,
          std::to_string(after.cents()),
          ExplainedUnit::cents,
          "difference",
          {sum("units", own, std::move(owns)), sum("eliminated", eliminated, std::move(taken))}};
}

}  // namespace

Result<Consolidated> consolidate(std::span<const UnitTotals> units, std::span<const Charge> charges,
                                 ChargeCheck check) {
  I128 cost = 0;
  I128 income = 0;
  std::unordered_set<std::string_view> ids;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!ids.insert(units[i].id).second) {
      return base::fail_field(ErrorCode::id_twice, "/units/" + std::to_string(i) + "/id",
                              units[i].id);
    }
    cost += units[i].cost.cents();
    income += units[i].income.cents();
  }
  Left left(units, check);
  I128 eliminated = 0;
  for (std::size_t i = 0; i < charges.size(); ++i) {
    TRY_DO(left.take(charges[i], "/charges/" + std::to_string(i)));
    eliminated += charges[i].amount.cents();
  }
  Consolidated out;
  TRY(out.eliminated, fitting(eliminated, "/charges"));
  TRY(out.cost, fitting(cost - eliminated, "/units"));
  TRY(out.income, fitting(income - eliminated, "/units"));
  return out;
}

Explanation explain(std::span<const UnitTotals> units, std::span<const Charge> charges,
                    const Consolidated& result) {
  return {"consolidation",
          {},
          ExplainedUnit::cents,
          {},
          {side("cost", units, &UnitTotals::cost, result.cost, charges),
           side("income", units, &UnitTotals::income, result.income, charges)}};
}

}  // namespace saimnieks::costing
