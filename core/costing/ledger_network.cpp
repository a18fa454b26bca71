#include "core/costing/ledger_network.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <span>
#include <utility>

#include "core/base/wide.h"
#include "core/model/unit_tree.h"

namespace saimnieks::costing {

using base::Decimal9;
using base::ErrorCode;
using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using cube::ObjectKind;
using ledger::Ledger;
using model::Driver;
using model::LineKind;

constexpr std::int64_t kBillionthsOfMillionth = 1000;

cube::Query query_of(const Ledger& ledger, const LedgerSide& side, std::vector<Axis> rows,
                     const char* object) {
  cube::Query query;
  query.rows = std::move(rows);
  if (object != nullptr) {
    query.where.push_back({Axis::object, object});
  }
  if (side.reach != Reach::period && !side.period.whole_year()) {
    const int year = side.period.year();
    query.compare = cube::Comparison{.base = {LineKind::plan, side.version, year},
                                     .other = {LineKind::actual, std::nullopt, year},
                                     .through_month = side.period.month(),
                                     .base_follows = side.forecasts()};
    return query;
  }
  query.where.push_back(cube::filter(side.period));
  if (side.kind == LineKind::plan && side.version) {
    query.where.push_back({Axis::version, ledger.versions()[*side.version].name});
  }
  return query;
}

std::string pool_id(const ledger::Ledger& ledger, const AccountPlace& pool) {
  return pool.kind == ObjectKind::resource
             ? "resource:" + ledger.resources()[model::ResourceId{pool.number}].code
             : "management:" + model::path_text(ledger.units(), model::UnitId{pool.number});
}

Money amount_of(const LedgerSide& side, const cube::Cell& cell) {
  const Money plan = Money::from_cents(cell.plan_cents);
  const Money actual = Money::from_cents(cell.actual_cents);
  return side.forecasts() ? plan + actual : side.kind == LineKind::plan ? plan : actual;
}

cube::Cube::Part part_of(const LedgerSide& side) {
  return side.forecasts()              ? Cube::Part::both
         : side.kind == LineKind::plan ? Cube::Part::plan
                                       : Cube::Part::actual;
}

std::optional<AccountPlace> account_of(const model::LineRow& line) {
  if (line.policy != model::kNoPolicy) {
    return std::nullopt;
  }
  return line.resource != model::kNoResource
             ? AccountPlace{ObjectKind::resource, model::index(line.resource)}
         : line.service != model::kNoService
             ? AccountPlace{ObjectKind::service, model::index(line.service)}
             : AccountPlace{ObjectKind::management, model::index(line.unit)};
}

// Of the node alone, without what lies below it on the same axis.
Money own_amount(const LedgerSide& side, const cube::Pivot& pivot, std::size_t node) {
  Money own = amount_of(side, pivot.cell(node, 0));
  const Axis axis = pivot.nodes[node].member.axis;
  const auto end = node + static_cast<std::size_t>(pivot.nodes[node].subtree);
  for (std::size_t at = node + 1; at < end; ++at) {
    if (pivot.nodes[at].parent == static_cast<std::int32_t>(node) &&
        pivot.nodes[at].member.axis == axis) {
      own = own - amount_of(side, pivot.cell(at, 0));
    }
  }
  return own;
}

namespace {

class Reader {
 public:
  Reader(const Ledger& ledger, const Cube& cube, const LedgerSide& side)
      : ledger_(ledger), cube_(cube), side_(side) {}

  Result<LedgerNetwork> run() {
    read_costs();
    TRY(out_.provided, units_provided(ledger_, cube_, side_));
    TRY_DO(read_usages());
    add_management();
    Network& network = out_.network;
    for (Use& use : network.uses) {
      // Objects are counted after the pools, whose number is known only now.
      use.to = use.to >= kObjects
                   ? use.to - kObjects + static_cast<std::uint32_t>(network.pools.size())
                   : use.to;
    }
    return std::move(out_);
  }

 private:
  static constexpr std::uint32_t kObjects = 1U << 30;
  static constexpr int kMonths = 12;
  using Months = std::bitset<kMonths>;
  struct Given {
    Months months;
    std::size_t driven = 0;  // its place in out_.driven
  };

  [[nodiscard]] cube::Pivot pivot(std::vector<Axis> rows, const char* object) const {
    return cube_.pivot(query_of(ledger_, side_, std::move(rows), object));
  }

  std::uint32_t pool(ObjectKind kind, std::uint32_t number) {
    const auto next = static_cast<std::uint32_t>(out_.pools.size());
    const auto [found, fresh] = pools_.try_emplace({kind, number}, next);
    if (fresh) {
      out_.pools.push_back({kind, number});
      out_.network.pools.push_back({pool_id(ledger_, out_.pools.back()), {}});
    }
    return found->second;
  }
  std::uint32_t object(std::uint32_t service) {
    const auto next = static_cast<std::uint32_t>(out_.objects.size());
    const auto [found, fresh] = objects_.try_emplace(service, next);
    if (fresh) {
      out_.network.objects.push_back(
          {"service:" + ledger_.services()[model::ServiceId{service}].code, {}});
      out_.objects.push_back({ObjectKind::service, service});
    }
    return found->second;
  }

  void read_costs() {
    const cube::Pivot resources = pivot({Axis::resource}, "resource");
    for (std::size_t i = 0; i < resources.nodes.size(); ++i) {
      out_.network.pools[pool(ObjectKind::resource, resources.nodes[i].member.id)].own =
          amount_of(side_, resources.cell(i, 0));
    }
    const cube::Pivot services = pivot({Axis::service}, "service");
    for (std::size_t i = 0; i < services.nodes.size(); ++i) {
      out_.network.objects[object(services.nodes[i].member.id)].own =
          amount_of(side_, services.cell(i, 0));
    }
    const cube::Pivot all = pivot({}, nullptr);
    out_.total = amount_of(side_, all.total[0]);
    out_.policies = amount_of(side_, pivot({}, "policy").total[0]);
  }

  // The months of the side on whose last day the use is in force.
  [[nodiscard]] Months in_force(const model::Usage& one) const {
    Months out;
    const int year = side_.period.year();
    const bool all = side_.period.whole_year() || side_.forecasts();
    const int last = all ? kMonths : side_.period.month();
    const int first = all || side_.reach == Reach::to_date ? 1 : last;
    for (int month = first; month <= last; ++month) {
      const base::Date day = base::Date::last_of(*base::Period::month(year, month));
      out[static_cast<std::size_t>(month - 1)] =
          one.valid_from <= day && (!one.valid_to || day <= *one.valid_to);
    }
    return out;
  }

  Result<void> read_usages() {
    std::vector<model::Usage> usages;
    TRY_DO(ledger_.each_fact<model::Usage>([&](const model::Usage& one) {
      if (!one.voided && in_force(one).any()) {
        usages.push_back(one);
      }
    }));
    std::map<model::ResourceId, std::vector<Given>> given;
    for (const model::Usage& one : usages) {
      const std::string& code = ledger_.resources()[one.from_resource].code;
      TRY(const Decimal9 weight, weight_of(one, code));
      std::vector<Given>& of = given[one.from_resource];
      of.push_back({in_force(one), out_.driven.size()});
      out_.driven.push_back(
          {.row = one.uuid, .driver = one.driver, .user = user_of(one), .weight = weight});
      for (const Given& other : of) {
        if (out_.driven[other.driven].driver != one.driver &&
            (other.months & of.back().months).any()) {
          return base::fail_field(ErrorCode::drivers_mixed, "driver", code);
        }
      }
    }
    for (const auto& [resource, uses] : given) {
      part_by_months(uses);
    }
    for (std::size_t at = 0; at < usages.size(); ++at) {
      add_link(usages[at], at);
    }
    return {};
  }

  static AccountPlace user_of(const model::Usage& one) {
    return one.to_service != model::kNoService
               ? AccountPlace{ObjectKind::service, model::index(one.to_service)}
               : AccountPlace{ObjectKind::resource, model::index(one.to_resource)};
  }

  void add_link(const model::Usage& one, std::size_t driven) {
    const Decimal9 weight = out_.driven[driven].given;
    if (weight.billionths() == 0) {
      return;  // gives nothing: where all of a resource's are so, it stays unallocated
    }
    const std::uint32_t giver = pool(ObjectKind::resource, model::index(one.from_resource));
    const std::uint32_t to = one.to_service != model::kNoService
                                 ? kObjects + object(model::index(one.to_service))
                                 : pool(ObjectKind::resource, model::index(one.to_resource));
    // Several uses of one thing by one resource, in several units say, are one to the network.
    const auto [found, fresh] = links_.try_emplace({giver, to}, out_.network.uses.size());
    if (fresh) {
      out_.network.uses.push_back({giver, to, weight});
      out_.behind.emplace_back();
    } else {
      Decimal9& sum = out_.network.uses[found->second].weight;
      sum = Decimal9::from_billionths(sum.billionths() + weight.billionths());
    }
    out_.behind[found->second].push_back(driven);
  }

  // Each its own weight where all are in force in the same months, else the sum of its shares of
  // each.
  void part_by_months(const std::vector<Given>& uses) {
    const bool same = std::all_of(uses.begin(), uses.end(), [&uses](const Given& other) {
      return other.months == uses.front().months;
    });
    for (const Given& one : uses) {
      DrivenUse& driven = out_.driven[one.driven];
      if (same) {
        driven.given = driven.weight;
        continue;
      }
      base::I128 shares = 0;
      for (int month = 1; month <= kMonths; ++month) {
        if (one.months[static_cast<std::size_t>(month - 1)]) {
          shares += add_share(uses, month, driven);
        }
      }
      driven.given = Decimal9::from_billionths(shares);
    }
  }

  // What is the use's of one month, in billionths.
  base::I128 add_share(const std::vector<Given>& uses, int month, DrivenUse& driven) {
    std::vector<std::size_t> among;
    base::I128 sum = 0;
    for (const Given& other : uses) {
      if (other.months[static_cast<std::size_t>(month - 1)]) {
        among.push_back(other.driven);
        sum += out_.driven[other.driven].weight.billionths();
      }
    }
    if (sum <= 0) {
      return 0;
    }
    const auto found =
        std::find_if(driven.shares.begin(), driven.shares.end(),
                     [&among](const DrivenUse::Share& share) { return share.among == among; });
    if (found != driven.shares.end()) {
      ++found->months;
    } else {
      driven.shares.push_back(
          {*base::Period::month(side_.period.year(), month), 1, std::move(among)});
    }
    return base::rounded_ratio(driven.weight.billionths(), Decimal9::kOne, sum).value_or(0);
  }

  Result<Decimal9> weight_of(const model::Usage& one, const std::string& code) {
    switch (one.driver) {
      case Driver::equal:
        return Decimal9::from_integer(1);
      case Driver::volume: {
        if (one.to_service == model::kNoService) {
          return base::fail_field(ErrorCode::scope_unfit, "driver", code);
        }
        const auto found = out_.provided.find(one.to_service);
        return found == out_.provided.end() ? Decimal9() : found->second.quantity;
      }
      case Driver::direct_cost_share: {
        const Money own =
            one.to_service != model::kNoService
                ? out_.network.objects[object(model::index(one.to_service))].own
                : out_.network.pools[pool(ObjectKind::resource, model::index(one.to_resource))].own;
        return Decimal9::from_integer(own.cents() > 0 ? own.cents() : 0);
      }
      default:
        if (!one.weight) {
          return base::fail_field(ErrorCode::value_missing, "weight", code);
        }
        return Decimal9::from_billionths(base::I128{one.weight->millionths()} *
                                         kBillionthsOfMillionth);
    }
  }

  void add_management() {
    const cube::Pivot management = pivot({Axis::unit}, "management");
    const cube::Pivot services = pivot({Axis::unit, Axis::service}, "service");
    for (std::size_t i = 0; i < management.nodes.size(); ++i) {
      const std::uint32_t unit = management.nodes[i].member.id;
      const Money own = own_amount(side_, management, i);
      if (own.cents() == 0) {
        continue;
      }
      const std::uint32_t giver = pool(ObjectKind::management, unit);
      out_.network.pools[giver].own = own;
      std::map<std::uint32_t, std::int64_t> weights;
      for (std::size_t at = 0; at < services.nodes.size(); ++at) {
        if (unit == model::kNone || services.nodes[at].member != cube::Member{Axis::unit, unit}) {
          continue;
        }
        const auto end = at + static_cast<std::size_t>(services.nodes[at].subtree);
        for (std::size_t below = at + 1; below < end; ++below) {
          if (services.nodes[below].member.axis == Axis::service) {
            weights[services.nodes[below].member.id] +=
                amount_of(side_, services.cell(below, 0)).cents();
          }
        }
      }
      for (const auto& [service, cents] : weights) {
        if (cents > 0) {
          out_.network.uses.push_back(
              {giver, kObjects + object(service), Decimal9::from_integer(cents)});
          out_.behind.emplace_back();
        }
      }
    }
  }

  const Ledger& ledger_;
  const Cube& cube_;
  const LedgerSide& side_;
  LedgerNetwork out_;
  std::map<std::pair<ObjectKind, std::uint32_t>, std::uint32_t> pools_;
  std::map<std::uint32_t, std::uint32_t> objects_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> links_;
};

}  // namespace

Result<LedgerNetwork> read_network(const Ledger& ledger, const Cube& cube, const LedgerSide& side) {
  return Reader(ledger, cube, side).run();
}

Result<ServiceSheet> sheet_of(const Ledger& ledger, const Cube& cube, const LedgerSide& side,
                              const LedgerNetwork& network, const Attribution& attribution,
                              model::ServiceId service) {
  ServiceSheet out;
  cube::Query query = query_of(ledger, side, {Axis::code}, "service");
  query.where.push_back({Axis::service, ledger.services()[service].code});
  const cube::Pivot pivot = cube.pivot(query);
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const Money own = own_amount(side, pivot, i);
    if (own.cents() != 0) {
      out.sheet.direct.push_back({cube.code_of(pivot.nodes[i].member), own});
      out.codes.push_back(model::CodeId{pivot.nodes[i].member.id});
    }
  }
  for (const Contribution& one : attribution.contributions) {
    if (one.object < network.objects.size() &&
        network.objects[one.object].number == model::index(service) && one.amount.cents() != 0) {
      out.sheet.indirect.push_back({network.network.pools[one.pool].id, one.amount});
    }
  }
  const auto found = network.provided.find(service);
  if (found != network.provided.end()) {
    if (found->second.measures.size() > 1) {
      return base::fail_field(ErrorCode::measures_mixed, "measure",
                              ledger.services()[service].code);
    }
    out.measure = *found->second.measures.begin();
    out.sheet.volume = found->second.quantity;
  }
  return out;
}

Result<AccountLines> AccountLines::read(const Ledger& ledger, const Cube& cube,
                                        const LedgerSide& side) {
  constexpr std::size_t kAtOnce = 4096;  // whole lines in memory
  constexpr std::int32_t kAll = -1;
  const cube::Query query = query_of(ledger, side, {}, nullptr);
  const std::vector<model::LineId> behind =
      cube.lines_behind(query, cube.pivot(query), kAll, 0, part_of(side));
  AccountLines out;
  out.units_ = &ledger.units();
  for (std::size_t at = 0; at < behind.size(); at += kAtOnce) {
    const auto some = std::span(behind).subspan(at, std::min(kAtOnce, behind.size() - at));
    TRY(const std::vector<model::Line> lines, ledger.lines(some));
    for (const model::Line& line : lines) {
      if (const auto account = account_of(line.row)) {
        out.costs_[{account->kind, account->number}].push_back(
            {line.uuid, line.amount(), line.row.code, line.row.unit});
      }
    }
  }
  return out;
}

base::Explanation AccountLines::total(const AccountPlace& place, std::string name,
                                      base::FunctionRef<bool(const Cost&)> counts) const {
  base::Explanation out{std::move(name), {}, base::ExplainedUnit::cents, "total", {}};
  Money sum;
  if (const auto found = costs_.find({place.kind, place.number}); found != costs_.end()) {
    for (const Cost& cost : found->second) {
      if (counts(cost)) {
        out.inputs.push_back(
            base::Explanation::entered_cents(cost.line.text(), cost.amount.cents()));
        sum += cost.amount;
      }
    }
  }
  out.value = std::to_string(sum.cents());
  return out;
}

base::Explanation AccountLines::explain(const AccountPlace& place, std::string name,
                                        std::optional<model::CodeId> code) const {
  return total(place, std::move(name),
               [&code](const Cost& cost) { return !code || cost.code == *code; });
}

base::Explanation AccountLines::explain_within(const AccountPlace& place, std::string name,
                                               model::UnitId below) const {
  return total(place, std::move(name), [this, below](const Cost& cost) {
    return model::in_cut(*units_, cost.unit, below);
  });
}

}  // namespace saimnieks::costing
