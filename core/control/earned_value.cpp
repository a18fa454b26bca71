#include "core/control/earned_value.h"

#include <algorithm>
#include <string>

#include "core/base/wide.h"
#include "core/control/line_total.h"
#include "core/control/year_figures.h"

namespace saimnieks::control {
namespace {

using base::ExplainedUnit;
using base::Explanation;
using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using model::LineKind;
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

Result<EarnedValue> EarnedValue::read(const ledger::Ledger& ledger, const Cube& cube,
                                      const std::vector<cube::Filter>& where, int year) {
  EarnedValue out(ledger, cube);
  TRY(const base::Period whole, base::Period::year(year));
  const Cut cut = cut_of(ledger, where);
  const auto units = [&](LineKind kind, base::Period period) {
    return costing::units_provided(ledger, cube,
                                   {.period = period,
                                    .kind = kind,
                                    .version = kind == LineKind::plan ? cut.version : std::nullopt,
                                    .reach = costing::Reach::to_date},
                                   cut.below);
  };
  TRY(const costing::UnitsByService planned, units(LineKind::plan, whole));
  std::array<costing::UnitsByService, kMonths> provided;
  for (int month = 1; month <= kMonths; ++month) {
    TRY(const base::Period period, base::Period::month(year, month));
    TRY(provided[static_cast<std::size_t>(month - 1)], units(LineKind::actual, period));
  }
  // What belongs to no month is forecast beside the months, unless they spend it.
  YearFigures figures;
  for (const YearFigures& one : year_figures(cube, where)) {
    figures = one.year == year ? one : figures;
  }
  const auto beside = year_to_date(figures, kMonths).whole_year;
  out.months_spend_the_year_ = beside && !beside->estimate;
  out.query_.rows = {Axis::service, Axis::month};
  out.query_.where = where;
  out.query_.where.push_back(cube::filter(whole));
  out.pivot_ = cube.pivot(out.query_);
  const cube::Pivot& pivot = out.pivot_;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    if (pivot.nodes[i].member.axis != Axis::service) {
      continue;
    }
    std::array<Money, kMonths> plan{};
    const auto end = i + static_cast<std::size_t>(pivot.nodes[i].subtree);
    for (std::size_t at = i + 1; at < end; ++at) {
      const std::uint32_t month = pivot.nodes[at].member.id % 100;
      if (month != 0 || out.months_spend_the_year_) {
        plan[month == 0 ? kMonths - 1 : month - 1] += money(pivot.cell(at, 0).plan_cents);
      }
    }
    const ServiceId service{pivot.nodes[i].member.id};
    const auto known = BothUnits::of(planned, provided.back(), service);
    if (!known || known->plan->quantity.billionths() <= 0) {
      for (std::size_t month = 0; month < plan.size(); ++month) {
        out.effort_[month] += plan[month];
      }
      continue;
    }
    Measured one{service, {}, *known->plan, {}};
    for (const Money amount : plan) {
      one.plan += amount;
    }
    for (std::size_t month = 0; month < plan.size(); ++month) {
      const auto found = provided[month].find(service);
      if (found != provided[month].end()) {
        one.provided[month] = found->second;
      }
    }
    out.measured_.push_back(std::move(one));
  }
  return out;
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
  LineTotal effort("level_of_effort");
  for (std::size_t i = 0; i < pivot_.nodes.size(); ++i) {
    if (pivot_.nodes[i].member.axis != Axis::service) {
      continue;
    }
    const ServiceId service{pivot_.nodes[i].member.id};
    const auto found = std::find_if(measured_.begin(), measured_.end(),
                                    [&](const Measured& one) { return one.service == service; });
    LineTotal plan("plan");
    const auto end = i + static_cast<std::size_t>(pivot_.nodes[i].subtree);
    for (std::size_t at = i + 1; at < end; ++at) {
      const auto month = static_cast<int>(pivot_.nodes[at].member.id % 100);
      const int earned_in = month != 0 ? month : months_spend_the_year_ ? kMonths : kMonths + 1;
      const bool measured = found != measured_.end();
      if (earned_in <= (measured ? kMonths : months)) {
        TRY_DO((measured ? plan : effort)
                   .add(ledger_, cube_.lines_behind(query_, pivot_, static_cast<std::int32_t>(at),
                                                    0, Cube::Part::plan)));
      }
    }
    if (found != measured_.end()) {
      out.inputs.push_back(
          {ledger_.services()[service].code,
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
