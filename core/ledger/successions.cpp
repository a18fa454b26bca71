#include "core/ledger/successions.h"

#include <algorithm>
#include <string>

namespace saimnieks::ledger {
namespace {

std::vector<std::string> path_of(const model::Dimension<model::Unit>& units, UnitId unit) {
  std::vector<std::string> out;
  for (; unit != model::kNoUnit; unit = units[unit].parent) {
    out.insert(out.begin(), units[unit].code);
  }
  return out;
}

}  // namespace

base::Result<Successions> Successions::of(const Ledger& ledger) {
  const model::Dimension<model::Unit>& units = ledger.units();
  Successions out;
  out.successors_.resize(units.size());
  const auto add = [&](UnitId unit, UnitId successor) {
    if (unit == model::kNoUnit || successor == model::kNoUnit || !units[unit].valid_to ||
        !units[successor].usable()) {
      return;
    }
    std::vector<UnitId>& all = out.successors_[model::index(unit)];
    if (std::find(all.begin(), all.end(), successor) == all.end()) {
      all.push_back(successor);
    }
  };
  for (std::uint32_t number = 0; number < units.size(); ++number) {
    add(UnitId{number}, units[UnitId{number}].successor);
  }
  TRY_DO(ledger.each_fact<model::Succession>([&](const model::Succession& one) {
    if (!one.voided) {
      add(one.unit, one.successor);
    }
  }));
  for (std::vector<UnitId>& all : out.successors_) {
    std::sort(all.begin(), all.end(),
              [&](UnitId a, UnitId b) { return path_of(units, a) < path_of(units, b); });
  }
  for (std::uint32_t number = 0; number < units.size(); ++number) {
    out.heirs_.push_back(out.heir(units, UnitId{number}));
  }
  return out;
}

UnitId Successions::heir(const model::Dimension<model::Unit>& units, UnitId unit) const {
  constexpr int kMost = 64;  // no chain is longer, unless somebody has made it a circle
  for (int step = 0; step < kMost; ++step) {
    UnitId ended = unit;
    while (ended != model::kNoUnit && of_unit(ended).empty()) {
      ended = units[ended].parent;
    }
    // A part that took over the whole lies below what it succeeds.
    if (ended == model::kNoUnit || of_unit(ended).size() != 1 ||
        lies_in(units, unit, of_unit(ended).front())) {
      return unit;
    }
    unit = of_unit(ended).front();
  }
  return unit;
}

}  // namespace saimnieks::ledger
