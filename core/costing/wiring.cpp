#include "core/costing/wiring.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace saimnieks::costing {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Result;
using base::U128;

using Places = std::vector<std::uint32_t>;

Places by_id(const std::vector<Account>& accounts) {
  Places out(accounts.size());
  std::iota(out.begin(), out.end(), 0U);
  std::sort(out.begin(), out.end(), [&accounts](std::uint32_t a, std::uint32_t b) {
    const int order = accounts[a].id.compare(accounts[b].id);
    return order != 0 ? order < 0 : a < b;
  });
  return out;
}

Places inverse(const Places& places) {
  Places out(places.size());
  for (std::uint32_t rank = 0; rank < places.size(); ++rank) {
    out[places[rank]] = rank;
  }
  return out;
}

Result<void> distinct(const Network& network, const Wiring& wiring) {
  const auto twice = [](const char* list, std::uint32_t place, const std::string& id) {
    return fail_field(ErrorCode::id_twice,
                      "/" + std::string(list) + "/" + std::to_string(place) + "/id", id);
  };
  const auto adjacent = [](const std::vector<Account>& accounts, const Places& places) {
    return std::adjacent_find(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
      return accounts[a].id == accounts[b].id;
    });
  };
  const auto& [pools, objects, uses] = network;
  if (const auto at = adjacent(pools, wiring.pools); at != wiring.pools.end()) {
    return twice("pools", at[1], pools[*at].id);
  }
  if (const auto at = adjacent(objects, wiring.objects); at != wiring.objects.end()) {
    return twice("objects", at[1], objects[*at].id);
  }
  auto pool = wiring.pools.begin();
  for (const std::uint32_t object : wiring.objects) {
    while (pool != wiring.pools.end() && pools[*pool].id < objects[object].id) {
      ++pool;
    }
    if (pool != wiring.pools.end() && pools[*pool].id == objects[object].id) {
      return twice("objects", object, objects[object].id);
    }
  }
  return {};
}

// All links by pool and receiver: a counting sort by receiver, then a stable one by pool.
Result<void> sort_links(const Network& network, Wiring& wiring) {
  const auto pool_count = static_cast<std::uint32_t>(wiring.pools.size());
  const Places pool_rank = inverse(wiring.pools);
  const Places object_rank = inverse(wiring.objects);
  const auto receiver = [&](std::uint32_t to) {
    return to < pool_count ? pool_rank[to] : pool_count + object_rank[to - pool_count];
  };
  const std::vector<Use>& uses = network.uses;
  for (std::uint32_t i = 0; i < uses.size(); ++i) {
    const std::string at = "/use/" + std::to_string(i);
    if (uses[i].weight < base::Decimal9()) {
      return fail_field(ErrorCode::value_range, at + "/weight", uses[i].weight.text());
    }
    if (uses[i].from >= pool_count || uses[i].to >= pool_count + wiring.objects.size()) {
      return fail_field(ErrorCode::id_unknown, at);
    }
    if (uses[i].from == uses[i].to) {
      return fail_field(ErrorCode::self_loop, at, network.pools[uses[i].from].id);
    }
  }
  const auto sorted = [&uses](const Places& in, std::size_t keys, const auto& key) {
    Places starts(keys + 1);
    for (const std::uint32_t use : in) {
      ++starts[key(use) + 1];
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    Places out(uses.size());
    for (const std::uint32_t use : in) {
      out[starts[key(use)]++] = use;
    }
    return out;
  };
  Places order(uses.size());
  std::iota(order.begin(), order.end(), 0U);
  order = sorted(order, pool_count + wiring.objects.size(),
                 [&](std::uint32_t use) { return receiver(uses[use].to); });
  order = sorted(order, pool_count, [&](std::uint32_t use) { return pool_rank[uses[use].from]; });

  wiring.first.assign(pool_count + 1, 0);
  wiring.links.reserve(uses.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Use& use = uses[order[i]];
    if (i > 0 && uses[order[i - 1]].from == use.from && uses[order[i - 1]].to == use.to) {
      return fail_field(ErrorCode::link_twice, "/use/" + std::to_string(order[i]));
    }
    if (use.weight > base::Decimal9()) {
      wiring.links.push_back(
          {receiver(use.to), order[i], base::magnitude(use.weight.billionths())});
      ++wiring.first[pool_rank[use.from] + 1];
    }
  }
  std::partial_sum(wiring.first.begin(), wiring.first.end(), wiring.first.begin());
  return {};
}

Places proposed_order(const Network& network, const Wiring& wiring) {
  const auto count = static_cast<std::uint32_t>(wiring.pools.size());
  std::vector<U128> to_pools(count);
  std::vector<U128> to_all(count);
  for (std::uint32_t pool = 0; pool < count; ++pool) {
    for (const Wiring::Link& link : wiring.of(pool)) {
      to_all[pool] += link.weight;
      to_pools[pool] += link.to < count ? link.weight : 0;
    }
    to_all[pool] += U128{to_all[pool] == 0};
  }
  Places out(count);
  std::iota(out.begin(), out.end(), 0U);
  std::sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto left = base::multiply(to_pools[a], to_all[b]);
    const auto right = base::multiply(to_pools[b], to_all[a]);
    if (left != right) {
      return left > right;
    }
    const base::Money own_a = network.pools[wiring.pools[a]].own;
    const base::Money own_b = network.pools[wiring.pools[b]].own;
    return own_a != own_b ? own_a > own_b : a < b;
  });
  return out;
}

// The first few, so that a person sees what an order lacks.
std::string missing_pools(const Network& network, const Wiring& wiring,
                          const std::vector<bool>& seen) {
  constexpr int kShown = 5;
  std::string out;
  int missing = 0;
  for (std::size_t rank = 0; rank < seen.size(); ++rank) {
    if (!seen[rank] && ++missing <= kShown) {
      out += (out.empty() ? "" : ", ") + network.pools[wiring.pools[rank]].id;
    }
  }
  return missing > kShown ? out + ", … (" + std::to_string(missing) + ")" : out;
}

Result<Places> stated_order(const Network& network, const Wiring& wiring, const Places& order) {
  const Places rank = inverse(wiring.pools);
  Places out;
  std::vector<bool> seen(rank.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] >= rank.size() || seen[rank[order[i]]]) {
      return fail_field(ErrorCode::order_incomplete, "/order/" + std::to_string(i),
                        order[i] < rank.size() ? network.pools[order[i]].id : std::string());
    }
    seen[rank[order[i]]] = true;
    out.push_back(rank[order[i]]);
  }
  if (out.size() != rank.size()) {
    return fail_field(ErrorCode::order_incomplete, "/order", missing_pools(network, wiring, seen));
  }
  return out;
}

// Leaves out the links that the method ignores, and reduces the weights that are left.
void keep_usable(Wiring& wiring, Method method) {
  const auto count = static_cast<std::uint32_t>(wiring.pools.size());
  const Places step = method == Method::step_down ? inverse(wiring.closing) : Places(count);
  std::uint32_t kept = 0;
  wiring.sums.assign(count, 0);
  for (std::uint32_t pool = 0; pool < count; ++pool) {
    const std::uint32_t begin = kept;
    U128 divisor = 0;
    // The end of this pool's links is the next one's first, which is overwritten in its turn.
    for (std::uint32_t i = wiring.first[pool]; i < wiring.first[pool + 1]; ++i) {
      const Wiring::Link link = wiring.links[i];
      if (link.to >= count || method == Method::reciprocal ||
          (method == Method::step_down && step[link.to] > step[pool])) {
        wiring.links[kept++] = link;
        divisor = base::greatest_common_divisor(link.weight, divisor);
      }
    }
    wiring.first[pool] = begin;
    for (std::uint32_t i = begin; i < kept; ++i) {
      wiring.sums[pool] += wiring.links[i].weight /= divisor;
    }
  }
  wiring.first[count] = kept;
  wiring.links.resize(kept);
}

// Givers before receivers as far as loops allow (the reverse order of leaving in a depth-first
// walk), so that one sweep carries costs as far as it can.
Places along_the_flow(const Wiring& wiring) {
  const auto count = static_cast<std::uint32_t>(wiring.pools.size());
  Places out;
  Places next(wiring.first.begin(), wiring.first.end() - 1);
  std::vector<bool> seen(count);
  Places path;
  for (std::uint32_t start = 0; start < count; ++start) {
    if (!seen[start]) {
      seen[start] = true;
      path.push_back(start);
    }
    while (!path.empty()) {
      const std::uint32_t here = path.back();
      if (next[here] == wiring.first[here + 1]) {
        out.push_back(here);
        path.pop_back();
        continue;
      }
      const std::uint32_t to = wiring.links[next[here]++].to;
      if (to < count && !seen[to]) {
        seen[to] = true;
        path.push_back(to);
      }
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// Pools from which no cost ever gets out would keep passing it round.
Result<void> open_loops(const Network& network, const Wiring& wiring) {
  const auto count = static_cast<std::uint32_t>(wiring.pools.size());
  std::vector<Places> givers(count);
  std::vector<bool> open(count);
  Places todo;
  for (std::uint32_t pool = 0; pool < count; ++pool) {
    open[pool] = wiring.sums[pool] == 0;
    for (const Wiring::Link& link : wiring.of(pool)) {
      if (link.to >= count) {
        open[pool] = true;
      } else {
        givers[link.to].push_back(pool);
      }
    }
    if (open[pool]) {
      todo.push_back(pool);
    }
  }
  while (!todo.empty()) {
    const std::uint32_t pool = todo.back();
    todo.pop_back();
    for (const std::uint32_t giver : givers[pool]) {
      if (!open[giver]) {
        open[giver] = true;
        todo.push_back(giver);
      }
    }
  }
  const auto closed = std::find(open.begin(), open.end(), false);
  if (closed == open.end()) {
    return {};
  }
  // Whoever is closed gives to closed pools only: following the first link leads into the loop.
  std::vector<bool> passed(count);
  auto at = static_cast<std::uint32_t>(closed - open.begin());
  for (; !passed[at]; at = wiring.of(at).front().to) {
    passed[at] = true;
  }
  Places loop{at};
  for (std::uint32_t next = wiring.of(at).front().to; next != at;
       next = wiring.of(next).front().to) {
    loop.push_back(next);
  }
  std::rotate(loop.begin(), std::min_element(loop.begin(), loop.end()), loop.end());
  constexpr std::size_t kMostNamed = 20;
  std::string names;
  for (std::size_t i = 0; i < std::min(loop.size(), kMostNamed); ++i) {
    names += network.pools[wiring.pools[loop[i]]].id + " → ";
  }
  names += loop.size() > kMostNamed ? "… → " : "";
  names += network.pools[wiring.pools[loop[0]]].id;
  return fail_field(ErrorCode::allocation_loop,
                    "/use/" + std::to_string(wiring.of(loop[0]).front().use), names);
}

}  // namespace

Result<Wiring> wire(const Network& network, Method method,
                    const std::optional<std::vector<std::uint32_t>>& order) {
  const auto too_large = [](const char* list, std::size_t count) {
    return fail_field(ErrorCode::scenario_too_large, list, std::to_string(count));
  };
  if (network.pools.size() > kMostPools) {
    return too_large("/pools", network.pools.size());
  }
  if (network.objects.size() > kMostObjects) {
    return too_large("/objects", network.objects.size());
  }
  if (network.uses.size() > kMostUses) {
    return too_large("/use", network.uses.size());
  }
  Wiring out;
  out.pools = by_id(network.pools);
  out.objects = by_id(network.objects);
  TRY_DO(distinct(network, out));
  TRY_DO(sort_links(network, out));
  out.closing.resize(out.pools.size());
  std::iota(out.closing.begin(), out.closing.end(), 0U);
  if (method == Method::step_down && order) {
    TRY(out.closing, stated_order(network, out, *order));
  } else if (method == Method::step_down) {
    out.closing = proposed_order(network, out);
  }
  keep_usable(out, method);
  if (method == Method::reciprocal) {
    TRY_DO(open_loops(network, out));
    out.closing = along_the_flow(out);
  }
  return out;
}

}  // namespace saimnieks::costing
