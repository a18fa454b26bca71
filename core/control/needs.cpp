#include "core/control/needs.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/cube/cube.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Result;
using ledger::Ledger;
using model::Need;
using model::NeedState;
using model::UnitId;

// Services first, what is for nothing by itself last: none is the highest number.
auto place_of(const model::Object& object) {
  return std::tuple(object.service, object.resource, object.policy);
}

}  // namespace

void NeedFigures::add(const Need& need) {
  ++needs;
  needed += need.amount_cents;
  switch (need.state) {
    case NeedState::granted:
    case NeedState::cut: {
      const base::Money its = need.granted_cents.value_or(base::Money());
      granted += its;
      cut += need.amount_cents - its;
      break;
    }
    case NeedState::returned:
      returned += need.amount_cents;
      break;
    case NeedState::stated:
      undecided += need.amount_cents;
      break;
  }
}

Result<Needs> needs(const Ledger& ledger, int year, UnitId below,
                    std::optional<model::VersionId> version) {
  if (!version) {
    version = cube::Cube(ledger).default_version();
  }
  Needs out;
  TRY_DO(ledger.each_fact<Need>([&](const Need& one) {
    const bool in_cut = model::in_cut(ledger.units(), one.unit, below);
    const bool in_version = one.version == model::kNoVersion || one.version == version;
    if (!one.voided && one.period.year() == year && in_cut && in_version) {
      out.rows.push_back(one);
    }
  }));
  std::stable_sort(out.rows.begin(), out.rows.end(),
                   [](const Need& a, const Need& b) { return a.priority < b.priority; });
  std::map<UnitId, Needs::OfUnit> units;
  std::map<decltype(place_of({})), Needs::OfObject> objects;
  std::map<std::string, Needs::OfSector> sectors;
  std::map<std::int64_t, Needs::OfPriority> priorities;
  for (const Need& one : out.rows) {
    for (UnitId at = one.unit; at != model::kNoUnit; at = ledger.units()[at].parent) {
      if (model::in_cut(ledger.units(), at, below)) {
        units.try_emplace(at, Needs::OfUnit{at}).first->second.figures.add(one);
      }
    }
    const std::string sector = one.object.service == model::kNoService
                                   ? std::string()
                                   : ledger.services()[one.object.service].sector;
    objects.try_emplace(place_of(one.object), Needs::OfObject{one.object})
        .first->second.figures.add(one);
    sectors.try_emplace(sector, Needs::OfSector{sector}).first->second.figures.add(one);
    priorities.try_emplace(one.priority, Needs::OfPriority{one.priority})
        .first->second.figures.add(one);
    out.total.add(one);
  }
  const auto take = [](auto& list, const auto& of) {
    for (const auto& [key, row] : of) {
      list.push_back(row);
    }
  };
  take(out.units, units);
  take(out.objects, objects);
  take(out.sectors, sectors);
  take(out.priorities, priorities);
  return out;
}

}  // namespace saimnieks::control
