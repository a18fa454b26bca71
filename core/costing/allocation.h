// Allocation: the costs of pools (resources, management, shared services) are attributed to what
// uses them, directly, step by step or reciprocally. Exact in integers: the same network gives the
// same cents in any order of its entries, on any machine and in any build.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/money.h"
#include "core/base/wide.h"

namespace saimnieks::costing {

enum class Method : std::uint8_t { direct, step_down, reciprocal };

struct Account {
  std::string id;   // unique among pools and objects; ties are settled by it
  base::Money own;  // may be negative
};

// `to` counts the pools first, then the objects. What a pool gives to each of its receivers is in
// proportion to the weights of its links; only their ratios matter.
struct Use {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  base::Decimal9 weight;
};

struct Network {
  std::vector<Account> pools;
  std::vector<Account> objects;
  std::vector<Use> uses;
};

inline constexpr std::size_t kMostPools = 20'000;
inline constexpr std::size_t kMostObjects = 200'000;
inline constexpr std::size_t kMostUses = 1'000'000;

// Cents with 60 binary digits after the point.
using Fixed = base::I128;
inline constexpr int kFixedBits = 60;
// By how much, at most, all attributed amounts of an answer together may differ from the exact ones
// before they are rounded: 2^24 units of Fixed, which is less than 2·10⁻¹¹ cent.
inline constexpr base::I128 kMostDoubt = base::I128{1} << 24;

// What one receiver gets from one pool.
struct Contribution {
  std::uint32_t pool = 0;
  std::uint32_t object = 0;  // the number of objects: it stays unallocated
  base::Money amount;
};

struct Attribution {
  std::vector<base::Money> attributed;  // to each object
  std::vector<base::Money> gross;       // of each pool: own and received, rounded for display
  std::vector<Fixed> gross_exact;       // before that rounding
  base::Money unallocated;              // what pools without a usable link keep
  // By object, then by pool, in their order of id; each object's sum to what it is attributed.
  std::vector<Contribution> contributions;
  std::vector<std::uint32_t> order;  // in which the pools were closed; of step-down only
  base::I128 doubt = 0;              // in units of Fixed, never above kMostDoubt
};

// Methods and rounding by "Rules" of the methodology's formulas. With own cost b and the share a_ij
// of pool i that j uses: *direct* ignores links from pool to pool; *step-down* closes the pools in
// `order` and ignores links to closed ones; *reciprocal* solves x = b + Aᵀx. A pool none of whose
// links can be used keeps its gross cost, which is unallocated. Rounded once: the amounts of all
// objects and the unallocated one together, by largest remainder, to the pools' own costs; then
// each of them over its pools. Remainders are compared at 10⁻⁹ cent, ties go to the larger amount,
// then to the lower id, the unallocated one last. An order names every pool, each once, and is of
// step-down alone (order_incomplete names those that are missing). Without it, one is proposed: the
// larger share given to other pools closes first, of equal ones the larger own cost, then the lower
// id. Faults, each with a JSON pointer into the network ("/pools/2/cents", "/use/7/weight") as
// `field`: value_range (a negative weight), self_loop, link_twice, id_twice, order_incomplete,
// allocation_loop (its pools as context), amount_out_of_range, scenario_too_large, and
// allocation_inexact when no answer could be certified to be within kMostDoubt.
[[nodiscard]] base::Result<Attribution> allocate(
    const Network& network, Method method,
    const std::optional<std::vector<std::uint32_t>>& order = std::nullopt);

// An order as allocate() takes it, of pools by their ids. Whether it has all of them, allocate()
// says. id_unknown with the id as context ("/order/1").
[[nodiscard]] base::Result<std::vector<std::uint32_t>> order_of(
    const Network& network, const std::vector<std::string>& ids);

}  // namespace saimnieks::costing
