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

bool decided(const Need& need) {
  return need.state == NeedState::granted || need.state == NeedState::cut;
}

base::Explanation difference(std::string name, base::Money amount, base::Explanation first,
                             base::Explanation second) {
  return {std::move(name),
          std::to_string(amount.cents()),
          base::ExplainedUnit::cents,
          "difference",
          {std::move(first), std::move(second)}};
}

}  // namespace

void NeedFigures::add(const Need& need, std::size_t row) {
  ++needs;
  rows.push_back(row);
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
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    const Need& one = out.rows[i];
    for (UnitId at = one.unit; at != model::kNoUnit; at = ledger.units()[at].parent) {
      if (model::in_cut(ledger.units(), at, below)) {
        units.try_emplace(at, Needs::OfUnit{at}).first->second.figures.add(one, i);
      }
    }
    const std::string sector = one.object.service == model::kNoService
                                   ? std::string()
                                   : ledger.services()[one.object.service].sector;
    objects.try_emplace(place_of(one.object), Needs::OfObject{one.object})
        .first->second.figures.add(one, i);
    sectors.try_emplace(sector, Needs::OfSector{sector}).first->second.figures.add(one, i);
    priorities.try_emplace(one.priority, Needs::OfPriority{one.priority})
        .first->second.figures.add(one, i);
    out.total.add(one, i);
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

base::Explanation explain(const Needs& needs, const NeedFigures& of, std::string name) {
  // The rows that count, each with its amount needed or granted.
  const auto total = [&](const char* figure, auto counts, bool granted) {
    base::Explanation out{figure, {}, base::ExplainedUnit::cents, "total", {}};
    base::Money sum;
    for (const std::size_t row : of.rows) {
      const Need& one = needs.rows[row];
      if (counts(one)) {
        const base::Money amount =
            granted ? one.granted_cents.value_or(base::Money()) : one.amount_cents;
        out.inputs.push_back(base::Explanation::entered_cents(one.uuid.text(), amount.cents()));
        sum += amount;
      }
    }
    out.value = std::to_string(sum.cents());
    return out;
  };
  const auto in_state = [](NeedState state) {
    return [state](const Need& one) { return one.state == state; };
  };
  const base::Explanation granted = total("granted", decided, true);
  base::Explanation needed = total(
      "needed", [](const Need&) { return true; }, false);
  return {std::move(name),
          {},
          base::ExplainedUnit::cents,
          {},
          {difference("gap", of.gap(), std::move(needed), granted),
           difference("cut", of.cut, total("decided", decided, false), granted),
           total("returned", in_state(NeedState::returned), false),
           total("undecided", in_state(NeedState::stated), false)}};
}

}  // namespace saimnieks::control
