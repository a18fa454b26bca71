#include "core/cube/groups.h"

#include <algorithm>
#include <array>

namespace saimnieks::cube {
namespace {

constexpr std::uint32_t kNoGroup = 0xFFFF'FFFF;

std::size_t hash(std::uint64_t key) {
  key *= 0x9E37'79B9'7F4A'7C15ULL;
  return static_cast<std::size_t>(key ^ key >> 32U);
}

}  // namespace

Groups::Groups(const Plan& plan) : plan_(plan), slots_(1024) {
  for (const Pass& pass : plan.passes()) {
    add(pass);
  }
}

std::uint32_t Groups::link(std::uint64_t key) {
  for (std::size_t at = hash(key);; ++at) {
    std::uint32_t& slot = slots_[at & (slots_.size() - 1)];
    if (slot == 0) {
      links_.push_back({key, kNoGroup});
      slot = static_cast<std::uint32_t>(links_.size());
    }
    if (links_[slot - 1].key == key) {
      return slot - 1;
    }
  }
}

void Groups::make_room() {
  if ((links_.size() + plan_.axes().size() + 1) * 2 < slots_.size()) {
    return;
  }
  slots_.assign(slots_.size() * 4, 0);
  for (std::size_t i = 0; i < links_.size(); ++i) {
    std::size_t at = hash(links_[i].key);
    while (slots_[at & (slots_.size() - 1)] != 0) {
      ++at;
    }
    slots_[at & (slots_.size() - 1)] = static_cast<std::uint32_t>(i + 1);
  }
}

void Groups::add(const Pass& pass) {
  const Amounts& amounts = plan_.lines().amounts();
  const Keys maker = plan_.keys();
  std::vector<std::array<std::uint32_t, kBlock>> keys(pass.runs.size());
  std::array<std::uint16_t, kBlock> chosen;
  for (std::size_t from = 0; from < plan_.lines().size(); from += kBlock) {
    const std::size_t count = std::min(kBlock, plan_.lines().size() - from);
    const std::size_t lines = maker.choose(pass.sieves, from, count, chosen.data());
    for (std::size_t run = 0; run < keys.size(); ++run) {
      maker.make_chosen(pass.runs[run], from, count, chosen.data(), lines, keys[run].data());
    }
    for (std::size_t i = 0; i < lines; ++i) {
      make_room();
      // The lowest digit of the first key is no part of the group; a link is never the first's.
      std::uint32_t last = link(keys[0][i] >> 1U);
      for (std::size_t run = 1; run < keys.size(); ++run) {
        last = link((std::uint64_t{last} + 1) << 32U | keys[run][i]);
      }
      if (links_[last].group == kNoGroup) {
        links_[last].group = static_cast<std::uint32_t>(cells_.size());
        link_of_.push_back(last);
        cells_.emplace_back();
      }
      Cell& cell = cells_[links_[last].group];
      if ((keys[0][i] & 1U) == 0) {
        cell.plan_cents += amounts[from + chosen[i]];
        ++cell.plan_lines;
      } else {
        cell.actual_cents += amounts[from + chosen[i]];
        ++cell.actual_lines;
      }
    }
  }
}

std::uint32_t Groups::place(std::size_t group, std::size_t axis) const {
  const PlanAxis& wanted = plan_.axes()[axis];
  std::uint32_t link = link_of_[group];
  for (std::size_t run = plan_.passes()[0].runs.size() - 1; run > wanted.run; --run) {
    link = static_cast<std::uint32_t>(links_[link].key >> 32U) - 1;
  }
  auto key = static_cast<std::uint32_t>(links_[link].key);
  key = wanted.run == 0 ? key << 1U : key;
  return wanted.place_of[key / wanted.stride % wanted.radix];
}

}  // namespace saimnieks::cube
