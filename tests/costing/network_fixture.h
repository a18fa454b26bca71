// Networks for tests: by name, as the worked cases write them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/costing/allocation.h"

namespace saimnieks::costing {

struct NamedUse {
  std::string_view from;
  std::string_view to;
  std::string_view weight;
};

inline std::uint32_t place(const Network& network, std::string_view id) {
  for (std::uint32_t i = 0; i < network.pools.size(); ++i) {
    if (network.pools[i].id == id) {
      return i;
    }
  }
  for (std::uint32_t i = 0; i < network.objects.size(); ++i) {
    if (network.objects[i].id == id) {
      return static_cast<std::uint32_t>(network.pools.size()) + i;
    }
  }
  ADD_FAILURE() << "no such id: " << id;
  return 0;
}

inline Network network(std::vector<Account> pools, std::vector<Account> objects,
                       std::initializer_list<NamedUse> uses) {
  Network out{std::move(pools), std::move(objects), {}};
  for (const NamedUse& use : uses) {
    out.uses.push_back(
        {place(out, use.from), place(out, use.to), *base::Decimal9::parse(use.weight)});
  }
  return out;
}

inline Account account(std::string id, std::int64_t cents) {
  return {std::move(id), base::Money::from_cents(cents)};
}

inline std::vector<std::uint32_t> order(const Network& network,
                                        std::initializer_list<std::string_view> ids) {
  std::vector<std::uint32_t> out;
  for (const std::string_view id : ids) {
    out.push_back(place(network, id));
  }
  return out;
}

// What each object has in the end, in cents.
inline std::vector<std::int64_t> totals(const Network& network, const Attribution& attribution) {
  std::vector<std::int64_t> out;
  for (std::size_t i = 0; i < network.objects.size(); ++i) {
    out.push_back((network.objects[i].own + attribution.attributed[i]).cents());
  }
  return out;
}

inline std::vector<std::int64_t> cents(const std::vector<base::Money>& amounts) {
  std::vector<std::int64_t> out;
  for (const base::Money amount : amounts) {
    out.push_back(amount.cents());
  }
  return out;
}

}  // namespace saimnieks::costing
