#include "core/costing/driver_weights.h"

#include <utility>
#include <vector>

namespace saimnieks::costing {
namespace {

using base::ExplainedUnit;
using base::Explanation;
using model::Driver;

class Weights {
 public:
  Weights(const LedgerNetwork& of, const AccountLines& lines, const std::string& at)
      : of_(of), lines_(lines), at_(at) {}

  [[nodiscard]] Explanation of_use(std::uint32_t use) const {
    const Use& link = of_.network.uses[use];
    if (of_.behind[use].empty()) {
      Explanation out = lines_.explain_within(place(link.to), "weight",
                                              model::UnitId{of_.pools[link.from].number});
      out.unit = ExplainedUnit::number;
      return out;
    }
    Explanation out{"weight", link.weight.text(), ExplainedUnit::number, "total", {}};
    for (const std::size_t one : of_.behind[use]) {
      out.inputs.push_back(by_months(of_.driven[one]));
    }
    return out;
  }

 private:
  [[nodiscard]] const AccountPlace& place(std::uint32_t receiver) const {
    const std::size_t pools = of_.pools.size();
    return receiver < pools ? of_.pools[receiver] : of_.objects[receiver - pools];
  }

  // What the row says by its driver.
  [[nodiscard]] Explanation by_driver(const DrivenUse& one, std::string name) const {
    if (one.driver == Driver::volume) {
      const auto found = of_.provided.find(model::ServiceId{one.user.number});
      return found == of_.provided.end() ? Explanation::entered_number(std::move(name), "0")
                                         : explain(found->second, std::move(name));
    }
    Explanation out = Explanation::entered_number(std::move(name), one.weight.text());
    if (one.driver == Driver::direct_cost_share && one.weight.billionths() > 0) {
      out.see = see_own(one.user);
    }
    return out;
  }

  // Where the allocation has the own cost of an account.
  [[nodiscard]] std::vector<std::string> see_own(const AccountPlace& user) const {
    for (std::size_t i = 0; i < of_.objects.size(); ++i) {
      if (of_.objects[i] == user) {
        return {at_, "allocation", "objects", of_.network.objects[i].id, "own"};
      }
    }
    for (std::size_t i = 0; i < of_.pools.size(); ++i) {
      if (of_.pools[i] == user) {
        return {at_, "allocation", "pools", of_.network.pools[i].id, "own"};
      }
    }
    return {};
  }

  [[nodiscard]] Explanation by_months(const DrivenUse& one) const {
    if (one.shares.empty()) {
      return by_driver(one, one.row.text());
    }
    Explanation out{one.row.text(), one.given.text(), ExplainedUnit::number, "month-shares", {}};
    for (const DrivenUse::Share& share : one.shares) {
      Explanation all{"all", {}, ExplainedUnit::number, "total", {}};
      base::I128 sum = 0;
      for (const std::size_t other : share.among) {
        if (of_.driven[other].weight.billionths() != 0) {
          all.inputs.push_back(by_driver(of_.driven[other], of_.driven[other].row.text()));
          sum += of_.driven[other].weight.billionths();
        }
      }
      all.value = base::Decimal9::from_billionths(sum).text();
      out.inputs.push_back({share.first.iso(),
                            {},
                            ExplainedUnit::number,
                            {},
                            {Explanation::entered_number("months", std::to_string(share.months)),
                             by_driver(one, "weight"), std::move(all)}});
    }
    return out;
  }

  const LedgerNetwork& of_;
  const AccountLines& lines_;
  const std::string& at_;
};

}  // namespace

Explanation explain_weight(const LedgerNetwork& of, const AccountLines& lines, std::uint32_t use,
                           const std::string& at) {
  return Weights(of, lines, at).of_use(use);
}

}  // namespace saimnieks::costing
