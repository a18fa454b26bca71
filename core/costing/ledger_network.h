// The ledger's side of an allocation: one period's costs of resources, management and services, and
// what uses what by which driver, as a network that allocate() takes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/explanation.h"
#include "core/base/function_ref.h"
#include "core/costing/allocation.h"
#include "core/costing/ledger_side.h"
#include "core/costing/unit_cost.h"
#include "core/cube/cube.h"

namespace saimnieks::costing {

// What an account of the network stands for.
struct AccountPlace {
  cube::ObjectKind kind{};              // resource, management or service
  std::uint32_t number = model::kNone;  // of the resource or service, of management its unit's

  friend bool operator==(const AccountPlace&, const AccountPlace&) = default;
};

// A row of `usage`, and what it weighs among the others of its resource.
struct DrivenUse {
  base::Uuid row{};
  model::Driver driver{};
  AccountPlace user{};
  base::Decimal9 weight;  // by the driver
  // Months in which the same uses hold, and how much of them is this one's: weight / Σ, each month
  // to a billionth. Empty where all of the resource's uses hold in the same months; then it gives
  // by its weight.
  struct Share {
    base::Period first{};
    int months = 0;
    std::vector<std::size_t> among;  // places in LedgerNetwork::driven, its own too
  };
  std::vector<Share> shares{};
  base::Decimal9 given{};  // what it adds to the weight of its link
};

// Of a resource "resource:CODE", of a unit's management "management:UNIT/PATH".
[[nodiscard]] std::string pool_id(const ledger::Ledger& ledger, const AccountPlace& pool);

struct LedgerNetwork {
  // Pools are resources, then management, by pool_id(); objects are services ("service:CODE"). Only
  // such as have costs, give or get something.
  Network network;
  std::vector<AccountPlace> pools;    // by pool
  std::vector<AccountPlace> objects;  // by object
  base::Money policies;               // booked on policies, and attributed to nothing
  base::Money total;                  // own costs of pools and objects, and policies
  UnitsByService provided;
  std::vector<DrivenUse> driven;  // in order of entry
  // By use of the network: what adds up to it. Of management none: its weight is the service's own
  // cost in the unit and below.
  std::vector<std::vector<std::size_t>> behind;
};

// What "Allocation" of the methodology's formulas is about (drivers: domain, "indirect costs").
// Amounts in cents, weights in billionths of the driver's unit; amounts are not rounded here. Costs
// on the basis of cost, out of the cube; uses of resources as they stand on the last day of each of
// the side's months, of a forecast on those of all its year. Where they change between these, a
// resource's weights are its uses' shares of each month, to a billionth, added up: what months of
// equal cost would give on; months without any use go with the others. Else they follow from the
// driver of its uses:
//   equal                                 1
//   weight, headcount, area, measured-use the use's weight
//   volume                                units of the service provided in the period
//   direct-cost-share                     the user's own cost, where it is above zero
// Management of a unit is attributed to the services with costs in it and below, in proportion to
// them. Faults: drivers_mixed (uses of one resource by several drivers in one month: their
// weights can't be compared), value_missing (a use without the weight that its driver needs;
// "weight"), scope_unfit (a volume of a resource; "driver"), each with the resource as context;
// amount_out_of_range.
[[nodiscard]] base::Result<LedgerNetwork> read_network(const ledger::Ledger& ledger,
                                                       const cube::Cube& cube,
                                                       const LedgerSide& side);

// What "Unit cost" of the methodology's formulas is computed from. The sheet of one service, in
// cents and units provided, as allocate() has rounded them: its own costs by code ("" for lines
// without one), what arrives from each pool under the pool's id, and the units provided.
// `attribution` is the network's.
struct ServiceSheet {
  Sheet sheet;
  std::vector<model::CodeId> codes;  // of the direct costs; kNoCode where there is none
  std::string measure;               // of the volume
};
// measures_mixed (its volumes are in several measures, which can't be added), amount_out_of_range.
[[nodiscard]] base::Result<ServiceSheet> sheet_of(const ledger::Ledger& ledger,
                                                  const cube::Cube& cube, const LedgerSide& side,
                                                  const LedgerNetwork& network,
                                                  const Attribution& attribution,
                                                  model::ServiceId service);

// The account of a line; none of policies.
[[nodiscard]] std::optional<AccountPlace> account_of(const model::LineRow& line);

// The question that a side puts to the cube: by these axes, of objects of one kind, or of all.
[[nodiscard]] cube::Query query_of(const ledger::Ledger& ledger, const LedgerSide& side,
                                   std::vector<cube::Axis> rows, const char* object);
// What a cell of its answer says of the side, and which lines are behind it.
[[nodiscard]] base::Money amount_of(const LedgerSide& side, const cube::Cell& cell);
[[nodiscard]] cube::Cube::Part part_of(const LedgerSide& side);
// Of a node alone, without what lies below it on the same axis.
[[nodiscard]] base::Money own_amount(const LedgerSide& side, const cube::Pivot& pivot,
                                     std::size_t node);

// Every account's own cost down to its lines, read once for all of them. The ledger must outlive
// it.
class AccountLines {
 public:
  // The ledger's side as read_network() takes it; costs of policies are no account's.
  [[nodiscard]] static base::Result<AccountLines> read(const ledger::Ledger& ledger,
                                                       const cube::Cube& cube,
                                                       const LedgerSide& side);

  // The account's own cost, or the part of it that is booked on one code: the "total" of amounts
  // that are named by the lines' ids.
  [[nodiscard]] base::Explanation explain(const AccountPlace& place, std::string name,
                                          std::optional<model::CodeId> code = {}) const;
  // The part of it that is booked in a unit and below it.
  [[nodiscard]] base::Explanation explain_within(const AccountPlace& place, std::string name,
                                                 model::UnitId below) const;

 private:
  struct Cost {
    base::Uuid line{};
    base::Money amount;
    model::CodeId code{};
    model::UnitId unit{};
  };
  [[nodiscard]] base::Explanation total(const AccountPlace& place, std::string name,
                                        base::FunctionRef<bool(const Cost&)> counts) const;

  const model::Dimension<model::Unit>* units_ = nullptr;  // the ledger's
  std::map<std::pair<cube::ObjectKind, std::uint32_t>, std::vector<Cost>> costs_;
};

}  // namespace saimnieks::costing
