#include "core/control/earned_value.h"

#include <algorithm>
#include <string>

#include "core/base/wide.h"
#include "core/control/line_total.h"
#include "core/control/year_figures.h"
#include "core/model/facts.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::ExplainedUnit;
using base::Explanation;
using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using model::ServiceId;

constexpr int kMonths = 12;

// The unit that the filters name and the version; of several, the last.
struct Cut {
  model::UnitId below = model::kNoUnit;
  std::optional<model::VersionId> version{};
};

Cut cut_of(const ledger::Ledger& ledger, const std::vector<cube::Filter>& where) {
  Cut out;
  for (const cube::Filter& one : where) {
    if (one.axis == Axis::version) {
      out.version = ledger.find_version(one.value);
    } else if (one.axis == Axis::unit && !one.prefix) {
      std::vector<std::string_view> path;
      for (std::string_view rest = one.value; !rest.empty();) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        path.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      out.below = ledger.find_unit(path);
    }
  }
  return out;
}

Money money(std::int64_t cents) { return Money::from_cents(cents); }

}  // namespace

Money EarnedValue::Measured::after(int months) const {
  const costing::UnitsProvided& units = provided[static_cast<std::size_t>(months - 1)];
  const auto earned =
      base::rounded_ratio(plan.cents(), units.quantity.billionths(), planned.quantity.billionths());
  return money(base::fitting(earned.value_or(0)).value_or(plan.cents()));
}

bool EarnedValue::Measured::known() const {
  return planned.measures.size() == 1 && planned.measures == provided.back().measures &&
         planned.quantity.billionths() > 0;
}

void EarnedValue::Measured::add(bool is_planned, int month, const costing::UnitsProvided& units) {
  if (is_planned) {
    planned.add(units);
    return;
  }
  // What belongs to no month is of the whole year, at its end.
  for (int until = month == 0 ? kMonths : month; until <= kMonths; ++until) {
    provided[static_cast<std::size_t>(until - 1)].add(units);
  }
}

Result<EarnedValues> EarnedValues::read(const ledger::Ledger& ledger, const Cube& cube,
                                        const std::vector<cube::Filter>& where, int year,
                                        const std::vector<Axis>& places) {
  EarnedValues out(ledger, cube);
  TRY(const base::Period whole, base::Period::year(year));
  const Cut cut = cut_of(ledger, where);
  TRY_DO(out.read_units(cut.version ? cut.version : cube.default_version(), year));
  YearFigures figures;
  for (const YearFigures& one : year_figures(cube, where)) {
    figures = one.year == year ? one : figures;
  }
  out.all_ = {.unit = cut.below, .months_spend_the_year = months_spend_the_year(figures)};
  out.query_.rows = places;
  if (places.empty() || places.back() != Axis::service) {
    out.query_.rows.push_back(Axis::service);
  }
  out.query_.rows.push_back(Axis::month);
  out.query_.where = where;
  out.query_.where.push_back(cube::filter(whole));
  out.pivot_ = cube.pivot(out.query_);
  return out;
}

Result<void> EarnedValues::read_units(std::optional<model::VersionId> version, int year) {
  return ledger_.each_fact<model::Volume>([&](const model::Volume& one) {
    const bool planned = one.version != model::kNoVersion;
    if (one.voided || one.kind != model::VolumeKind::provided || one.period.year() != year ||
        (planned && one.version != version)) {
      return;
    }
    constexpr base::I128 kBillionths = 1'000;  // in a millionth
    const auto quantity =
        base::Decimal9::from_billionths(base::I128{one.quantity.millionths()} * kBillionths);
    units_[one.service].push_back(
        {one.unit, planned, one.period.month(), {quantity, {one.measure}, {{one.uuid, quantity}}}});
  });
}

EarnedValue EarnedValues::all() const {
  EarnedValue out(*this);
  gather(0, pivot_.nodes.size(), out);
  measure(all_, out);
  return out;
}

EarnedValue EarnedValues::at(const Place& place) const {
  EarnedValue out(*this);
  const auto subtree = static_cast<std::size_t>(pivot_.nodes[place.node].subtree);
  gather(place.node, place.node + subtree, out);
  measure(place, out);
  return out;
}

// A unit with all that lies in it has a service at several nodes.
void EarnedValues::gather(std::size_t begin, std::size_t end, EarnedValue& out) const {
  std::map<ServiceId, std::size_t> known;
  for (std::size_t i = begin; i < end; ++i) {
    if (pivot_.nodes[i].member.axis != Axis::service) {
      continue;
    }
    const ServiceId service{pivot_.nodes[i].member.id};
    const auto [found, fresh] = known.try_emplace(service, out.plans_.size());
    if (fresh) {
      out.plans_.push_back({service, {}});
    }
    out.plans_[found->second].nodes.push_back(i);
  }
}

void EarnedValues::measure(const Place& place, EarnedValue& out) const {
  out.months_spend_the_year_ = place.months_spend_the_year;
  for (const EarnedValue::Planned& planned : out.plans_) {
    std::array<Money, kMonths> plan{};
    for (const std::size_t node : planned.nodes) {
      const auto end = node + static_cast<std::size_t>(pivot_.nodes[node].subtree);
      for (std::size_t at = node + 1; at < end; ++at) {
        const std::uint32_t month = pivot_.nodes[at].member.id % 100;
        if (month != 0 || out.months_spend_the_year_) {
          plan[month == 0 ? kMonths - 1 : month - 1] += money(pivot_.cell(at, 0).plan_cents);
        }
      }
    }
    EarnedValue::Measured one{planned.service, {}, {}, {}};
    if (const auto units = units_.find(planned.service); units != units_.end()) {
      for (const Units& row : units->second) {
        const bool counts = place.itself ? row.unit == place.unit
                                         : model::in_cut(ledger_.units(), row.unit, place.unit);
        if (counts) {
          one.add(row.planned, row.month, row.of);
        }
      }
    }
    if (!one.known()) {
      for (std::size_t month = 0; month < plan.size(); ++month) {
        out.effort_[month] += plan[month];
      }
      continue;
    }
    for (const Money amount : plan) {
      one.plan += amount;
    }
    out.measured_.push_back(std::move(one));
  }
}

std::optional<Money> EarnedValue::after(int months) const {
  Money sum;
  for (int month = 0; month < months; ++month) {
    sum += effort_[static_cast<std::size_t>(month)];
  }
  for (const Measured& one : measured_) {
    sum += one.after(months);
  }
  return sum.is_negative() ? std::nullopt : std::optional(sum);
}

std::optional<std::array<Money, 12>> EarnedValue::by_month() const {
  std::array<Money, kMonths> out{};
  Money before;
  for (int month = 1; month <= kMonths; ++month) {
    const auto sum = after(month);
    if (!sum) {
      return std::nullopt;
    }
    out[static_cast<std::size_t>(month - 1)] = *sum - before;
    before = *sum;
  }
  return out;
}

Result<Explanation> EarnedValue::explain(int months) const {
  Explanation out{"earned",
                  std::to_string(after(months).value_or(Money()).cents()),
                  ExplainedUnit::cents,
                  "total",
                  {}};
  const cube::Pivot& pivot = of_.pivot_;
  LineTotal effort("level_of_effort");
  for (const Planned& planned : plans_) {
    const auto found = std::find_if(measured_.begin(), measured_.end(), [&](const Measured& one) {
      return one.service == planned.service;
    });
    const bool measured = found != measured_.end();
    LineTotal plan("plan");
    for (const std::size_t node : planned.nodes) {
      const auto end = node + static_cast<std::size_t>(pivot.nodes[node].subtree);
      for (std::size_t at = node + 1; at < end; ++at) {
        const auto month = static_cast<int>(pivot.nodes[at].member.id % 100);
        const int earned_in = month != 0 ? month : months_spend_the_year_ ? kMonths : kMonths + 1;
        if (earned_in <= (measured ? kMonths : months)) {
          TRY_DO((measured ? plan : effort)
                     .add(of_.ledger_,
                          of_.cube_.lines_behind(of_.query_, pivot, static_cast<std::int32_t>(at),
                                                 0, Cube::Part::plan)));
        }
      }
    }
    if (measured) {
      out.inputs.push_back(
          {of_.ledger_.services()[planned.service].code,
           std::to_string(found->after(months).cents()),
           ExplainedUnit::cents,
           "earned-by-units",
           {plan.explanation(),
            costing::explain(found->provided[static_cast<std::size_t>(months - 1)], "units"),
            costing::explain(found->planned, "units_planned")}});
    }
  }
  out.inputs.push_back(effort.explanation());
  return out;
}

}  // namespace saimnieks::control
