// Variance taken after the allocation: what services cost with what is attributed to them, planned
// and actual, and a bridge from the one to the other by cause.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/control/variance.h"
#include "core/costing/allocated_side.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

struct AllocatedQuestion {
  // A year, or a month: the year's first months up to it, without what belongs to the whole year.
  base::Period through{};
  std::optional<model::VersionId> version{};  // of plans; none: the one that counts by default
  costing::Procedure procedure{};
};

// What parts actual costs from planned ones. A cent of the difference has exactly one cause:
//   price        of own costs, where units are known: (actual − planned cost of one) · actual units
//   volume       of own costs, the rest there
//   direct       of own costs, where units are not known: not parted further
//   not_planned  own costs of a service that has none in the plan
//   not_happened planned own costs of a service that has no actual ones
//   indirect     what is attributed to services, more or less than planned
//   unallocated  what nothing uses, of resources and management
//   policies     booked on policies, and attributed to nothing
enum class Cause : std::uint8_t {
  price,
  volume,
  direct,
  not_planned,
  not_happened,
  indirect,
  unallocated,
  policies,
};
inline constexpr std::size_t kCauses = 8;
// "price", "volume", "direct", "not-planned", …: as JSON has it.
[[nodiscard]] std::string_view cause_name(Cause cause);
using Causes = std::array<base::Money, kCauses>;

enum class AllocatedKind : std::uint8_t { service, unallocated, policies };
// "service", "unallocated", "policies".
[[nodiscard]] std::string_view kind_name(AllocatedKind kind);

struct AllocatedRow {
  AllocatedKind kind{};
  model::ServiceId service = model::kNoService;  // of services
  costing::AttributedCost plan;                  // of the others `own` alone
  costing::AttributedCost actual;
  Side own_plan;  // of services: own costs, as a product where both sides' units are known
  Side own_actual;
  Causes causes{};  // come to actual − plan
};

struct AllocatedVariance {
  costing::AllocatedSide plan;
  costing::AllocatedSide actual;
  // Services with costs by code, then what is unallocated and what policies cost, where there is
  // any: together all costs of the period on the basis of cost.
  std::vector<AllocatedRow> rows;
  // The same as variance() takes them: total costs, of services as products where units are known.
  std::vector<Item> items;
  GroupVariance group;
  Causes bridge{};  // the rows' sums: together the group's variance
  // Parts of the bridge's volume, where all services that have one are provided in one measure:
  // visits and hours make no mix.
  std::optional<base::Money> mix{};
  std::optional<base::Money> quantity{};
};

// "Variance" of the methodology's formulas. Both sides are allocated over the whole ledger, since a
// cut of it has no allocation of its own. In cents; price is rounded once per service, half away
// from zero, and everything else follows exactly. Faults: allocate_side()'s; variance()'s.
[[nodiscard]] base::Result<AllocatedVariance> allocated_variance(const ledger::Ledger& ledger,
                                                                 const cube::Cube& cube,
                                                                 const AllocatedQuestion& question);

// The variances with the lines behind each side; then the "bridge".
struct AllocatedWhy {
  base::Explanation variances;
  base::Explanation bridge;
  base::Explanation plan;  // the allocations behind what is attributed
  base::Explanation actual;
};
[[nodiscard]] base::Result<AllocatedWhy> explain(const ledger::Ledger& ledger,
                                                 const cube::Cube& cube,
                                                 const AllocatedVariance& found);

}  // namespace saimnieks::control
