// Sides of a ledger that one answer asks for, each allocated once however many services and years
// ask for it, and the explanations of those allocations, which the answer has at "/allocations".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/costing/allocated_side.h"
#include "core/value/service_value.h"

namespace saimnieks::cli {

[[nodiscard]] costing::AccountPlace place_of(model::ServiceId service);

// Faults are allocate_side()'s, and of storage. Ledger and cube must outlive it.
class AllocatedCosts {
 public:
  AllocatedCosts(const ledger::Ledger& ledger, const cube::Cube& cube, costing::Procedure procedure,
                 std::optional<model::VersionId> version)
      : ledger_(ledger), cube_(cube), procedure_(std::move(procedure)), version_(version) {}

  [[nodiscard]] base::Result<value::PeriodCost> of(model::ServiceId service,
                                                   value::CostPeriod period, model::LineKind kind);
  // The lines that this cost comes from.
  [[nodiscard]] base::Result<std::vector<model::LineId>> lines_behind(
      const costing::AccountPlace& place, value::CostPeriod period, model::LineKind kind);
  // Own and attributed, down to the lines and into the allocation.
  [[nodiscard]] base::Result<base::Explanation> explain(const costing::AccountPlace& place,
                                                        value::CostPeriod period,
                                                        model::LineKind kind, std::string name);
  // Every allocation that an explanation goes on in, in the order in which they were asked for.
  [[nodiscard]] base::Result<nlohmann::ordered_json> explained() const;

 private:
  using Key = std::tuple<base::Period, bool, model::LineKind>;
  struct Side {
    costing::AllocatedSide allocated;
    std::optional<costing::AccountLines> lines;  // of those that are explained
    std::string at;                              // and where the answer has them
  };
  [[nodiscard]] base::Result<Side*> side(value::CostPeriod period, model::LineKind kind);

  const ledger::Ledger& ledger_;
  const cube::Cube& cube_;
  costing::Procedure procedure_;
  std::optional<model::VersionId> version_;
  std::map<Key, Side> sides_;
  std::vector<const Side*> explained_;
};

}  // namespace saimnieks::cli
