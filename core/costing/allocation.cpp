#include "core/costing/allocation.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "core/costing/rounding.h"
#include "core/costing/solve.h"

namespace saimnieks::costing {
namespace {

using base::ErrorCode;
using base::I128;
using base::Money;
using base::Result;

// Own costs by pool of the wiring, and their sum. Together their sizes stay within 64 bits, so that
// no amount that is attributed can pass them.
struct Own {
  std::vector<std::int64_t> cents;
  std::int64_t sum = 0;
};

Result<Own> own_costs(const Network& network, const Wiring& wiring) {
  Own out;
  I128 size = 0;
  for (const std::uint32_t pool : wiring.pools) {
    out.cents.push_back(network.pools[pool].own.cents());
    size += static_cast<I128>(base::magnitude(out.cents.back()));
    if (!base::fitting(size)) {
      return base::fail_field(ErrorCode::amount_out_of_range, "/pools", base::to_text(size));
    }
    out.sum += out.cents.back();
  }
  return out;
}

// Everything that arrives somewhere: by receiver, then by pool, both in order of id. The last
// receiver is none, that is, what stays unallocated.
struct Arrivals {
  std::vector<std::uint32_t> first;  // of a receiver; one more than receivers
  std::vector<std::uint32_t> pools;
  std::vector<Fixed> amounts;
  std::vector<Fixed> totals;  // by receiver
};

Arrivals arrivals(const Wiring& wiring, const Solution& solution) {
  const auto pool_count = static_cast<std::uint32_t>(wiring.pools.size());
  const auto none = static_cast<std::uint32_t>(wiring.objects.size());
  Arrivals out;
  out.first.assign(none + 2, 0);
  out.totals.assign(none + 1, 0);
  const auto each = [&](const auto& take) {
    for (std::uint32_t pool = 0; pool < pool_count; ++pool) {
      for (const Wiring::Link& link : wiring.of(pool)) {
        if (link.to >= pool_count) {
          take(pool, link.to - pool_count, link.weight);
        }
      }
      if (wiring.sums[pool] == 0) {
        take(pool, none, 0);
      }
    }
  };
  each([&](std::uint32_t, std::uint32_t receiver, base::U128) { ++out.first[receiver + 1]; });
  std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
  out.pools.resize(out.first.back());
  out.amounts.resize(out.first.back());
  std::vector<std::uint32_t> next(out.first.begin(), out.first.end() - 1);
  each([&](std::uint32_t pool, std::uint32_t receiver, base::U128 weight) {
    const std::uint32_t at = next[receiver]++;
    out.pools[at] = pool;
    out.amounts[at] = receiver == none ? solution.gross[pool] : solution.given(pool, weight);
    out.totals[receiver] += out.amounts[at];
  });
  return out;
}

// Writes the rounded amounts into `out`; false when they do not come to the pools' own costs, which
// a certified solution rules out.
bool round_all(const Wiring& wiring, const Arrivals& arrived, std::int64_t own_cents,
               Attribution& out) {
  const auto totals = round_to_total(arrived.totals, out.doubt, own_cents);
  if (!totals) {
    return false;
  }
  const std::size_t none = wiring.objects.size();
  out.attributed.resize(none);
  out.contributions.reserve(arrived.pools.size());
  for (std::size_t receiver = 0; receiver <= none; ++receiver) {
    const std::uint32_t begin = arrived.first[receiver];
    const std::uint32_t end = arrived.first[receiver + 1];
    const std::uint32_t object =
        receiver == none ? static_cast<std::uint32_t>(none) : wiring.objects[receiver];
    (receiver == none ? out.unallocated : out.attributed[object]) =
        Money::from_cents((*totals)[receiver]);
    const auto parts = split_over(std::span(arrived.amounts).subspan(begin, end - begin), out.doubt,
                                  (*totals)[receiver]);
    if (!parts) {
      return false;
    }
    for (std::uint32_t i = begin; i < end; ++i) {
      out.contributions.push_back(
          {wiring.pools[arrived.pools[i]], object, Money::from_cents((*parts)[i - begin])});
    }
  }
  return true;
}

}  // namespace

Result<std::vector<std::uint32_t>> order_of(const Network& network,
                                            const std::vector<std::string>& ids) {
  constexpr std::size_t kShown = 64;
  std::unordered_map<std::string_view, std::uint32_t> places;
  for (std::uint32_t pool = 0; pool < network.pools.size(); ++pool) {
    places.emplace(network.pools[pool].id, pool);
  }
  std::vector<std::uint32_t> out;
  out.reserve(ids.size());
  for (const std::string& id : ids) {
    const auto found = places.find(id);
    if (found == places.end()) {
      return base::fail_field(ErrorCode::id_unknown, "/order/" + std::to_string(out.size()),
                              id.substr(0, kShown));
    }
    out.push_back(found->second);
  }
  return out;
}

Result<Attribution> allocate(const Network& network, Method method,
                             const std::optional<std::vector<std::uint32_t>>& order) {
  TRY(const Wiring wiring, wire(network, method, order));
  TRY(const Own own, own_costs(network, wiring));
  TRY(const Solution solution, solve(wiring, own.cents));
  Attribution out;
  out.doubt = solution.doubt;
  if (out.doubt > kMostDoubt || !round_all(wiring, arrivals(wiring, solution), own.sum, out)) {
    return base::fail(ErrorCode::allocation_inexact, base::to_text(out.doubt));
  }
  out.gross.resize(network.pools.size());
  out.gross_exact.resize(network.pools.size());
  for (std::size_t rank = 0; rank < wiring.pools.size(); ++rank) {
    const std::uint32_t pool = wiring.pools[rank];
    const auto cents = rounded_cents(solution.gross[rank], out.doubt);
    if (!cents) {
      return base::fail_field(ErrorCode::amount_out_of_range,
                              "/pools/" + std::to_string(pool) + "/cents");
    }
    out.gross[pool] = Money::from_cents(*cents);
    out.gross_exact[pool] = solution.gross[rank];
  }
  for (std::size_t object = 0; object < network.objects.size(); ++object) {
    if (!base::checked_add(network.objects[object].own, out.attributed[object])) {
      return base::fail_field(ErrorCode::amount_out_of_range,
                              "/objects/" + std::to_string(object) + "/cents");
    }
  }
  if (method == Method::step_down) {
    for (const std::uint32_t rank : wiring.closing) {
      out.order.push_back(wiring.pools[rank]);
    }
  }
  return out;
}

}  // namespace saimnieks::costing
