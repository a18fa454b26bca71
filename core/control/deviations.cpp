#include "core/control/deviations.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/wide.h"
#include "core/control/deviation_spots.h"
#include "core/control/year_figures.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Date;
using base::I128;
using base::Money;
using base::Period;
using base::Result;
using cube::Cube;
using ledger::Ledger;
using model::Threshold;
using model::UnitId;
using model::Watch;
using model::WatchAxis;

constexpr std::array<std::string_view, 5> kStatuses{"open", "overdue", "subsided", "closed",
                                                    "reopened"};

struct Measured {
  Money plan;
  Money measured;
  [[nodiscard]] Variance variance() const { return control::variance(Kind::cost, plan, measured); }
};

// A place's year; what has been earned in it where the method asks for that.
struct Year {
  YearFigures figures;
  std::optional<EarnedValue> earned;
};

// Nothing where the method has no estimate.
Result<std::optional<Measured>> measure(const Year& of, Watch watch, int months,
                                        ForecastMethod method) {
  const YearFigures& year = of.figures;
  YearToDate to_date = year_to_date(year, months);
  if (watch == Watch::to_date) {
    return std::optional(
        Measured{*to_date.plan + year.plan_of_year, to_date.actual + year.actual_of_year});
  }
  if (method == ForecastMethod::cost_performance) {
    to_date.earned = of.earned ? of.earned->after(months) : std::nullopt;
    if (!to_date.earned) {
      return std::optional<Measured>();
    }
  }
  TRY(const Forecast estimate, forecast(method, to_date));
  return estimate.estimate ? std::optional(Measured{year.annual_plan(), *estimate.estimate})
                           : std::optional<Measured>();
}

bool is_passed(const Threshold& threshold, const Measured& of) {
  const Money difference = of.measured - of.plan;
  if (difference.is_zero() || (difference.is_negative() && !threshold.both_sides)) {
    return false;
  }
  const auto size = static_cast<I128>(base::magnitude(difference.cents()));
  if (threshold.amount_cents && size <= I128{threshold.amount_cents->cents()}) {
    return false;
  }
  constexpr I128 kHundred = 100;
  return !threshold.percent || size * kHundred * base::Decimal::kOne >
                                   I128{threshold.percent->millionths()} *
                                       static_cast<I128>(base::magnitude(of.plan.cents()));
}

DeviationPlace place_of(const model::Deviation& said) {
  const auto at = [&said](WatchAxis axis, std::uint32_t member) {
    return DeviationPlace{said.watch, axis, said.unit, member};
  };
  return said.object.service != model::kNoService
             ? at(WatchAxis::service, model::index(said.object.service))
         : said.object.resource != model::kNoResource
             ? at(WatchAxis::resource, model::index(said.object.resource))
         : said.object.policy != model::kNoPolicy
             ? at(WatchAxis::policy, model::index(said.object.policy))
         : said.code != model::kNoCode     ? at(WatchAxis::code, model::index(said.code))
         : said.function != model::kNoCode ? at(WatchAxis::function, model::index(said.function))
         : said.source != model::kNoSource ? at(WatchAxis::source, model::index(said.source))
                                           : at(WatchAxis::unit, model::kNone);
}

class Finder {
 public:
  Finder(const Ledger& ledger, const Cube& cube, const DeviationQuestion& question)
      : ledger_(ledger), cube_(cube), question_(question) {}

  Result<Deviations> run() {
    if (question_.through.whole_year()) {
      return base::fail(base::ErrorCode::period_invalid, question_.through.iso());
    }
    TRY_DO(read_rows());
    for (const WatchAxis axis : axes_) {
      read_figures(axis);
      TRY_DO(look_at_all(axis));
    }
    return arranged();
  }

 private:
  [[nodiscard]] bool in_cut(UnitId unit) const {
    return model::in_cut(ledger_.units(), unit, question_.below);
  }

  void add_axis(WatchAxis axis, Watch watch) {
    axes_.insert(axis);
    if (watch == Watch::forecast) {
      forecast_axes_.insert(axis);
    }
  }

  Result<void> read_rows() {
    TRY_DO(ledger_.each_fact<Threshold>([this](const Threshold& one) {
      if (!one.voided && one.watch != Watch::justification) {
        thresholds_.push_back(one);
        add_axis(one.axis, one.watch);
      }
    }));
    return ledger_.each_fact<model::Deviation>([this](const model::Deviation& one) {
      if (!one.voided && one.year.year() == question_.through.year() && in_cut(one.unit)) {
        const DeviationPlace place = place_of(one);
        add_axis(place.axis, place.watch);
        said_.emplace(place, one);
        figures_[{place.axis, place.unit,
                  place.member}];  // though nothing may be booked there any more
      }
    });
  }

  Result<void> look_at_all(WatchAxis axis) {
    std::optional<SpotEarned> earned;
    if (question_.method == ForecastMethod::cost_performance && forecast_axes_.count(axis) > 0) {
      TRY(SpotEarned read, SpotEarned::read(ledger_, cube_, question_, axis));
      earned.emplace(std::move(read));
    }
    for (const auto& [spot, figures] : figures_) {
      if (spot.axis != axis) {
        continue;
      }
      const Year year{figures,
                      earned ? earned->at(spot, months_spend_the_year(figures)) : std::nullopt};
      for (const Watch watch : {Watch::to_date, Watch::forecast}) {
        TRY_DO(look_at({watch, spot.axis, spot.unit, spot.member}, year));
      }
    }
    return {};
  }

  void read_figures(WatchAxis axis) {
    const cube::Pivot pivot = cube_.pivot(spot_query(ledger_, question_, axis));
    for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
      const auto spot = spot_at(pivot, node, axis);
      if (!spot || !in_cut(spot->unit)) {
        continue;
      }
      YearFigures& figures = figures_[*spot];
      for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
        figures.add(pivot.columns[column].id % 100, pivot.cell(node, column));
      }
    }
  }

  // Those that the place has passed after the year's first months.
  [[nodiscard]] std::vector<base::Uuid> passed(const DeviationPlace& place, const Measured& of,
                                               Date last_day) const {
    std::vector<base::Uuid> out;
    for (const Threshold& one : thresholds_) {
      const bool holds = one.axis == place.axis && one.watch == place.watch &&
                         one.valid_from <= last_day &&
                         (!one.valid_to || last_day <= *one.valid_to) &&
                         model::in_cut(ledger_.units(), place.unit, one.unit);
      if (holds && is_passed(one, of)) {
        out.push_back(one.uuid);
      }
    }
    return out;
  }

  Result<void> look_at(const DeviationPlace& place, const Year& year) {
    const auto said = said_.find(place);
    const int through = question_.through.month();
    FoundDeviation found{.place = place};
    for (int month = 1; month <= through; ++month) {
      TRY(const auto measured, measure(year, place.watch, month, question_.method));
      if (!measured) {
        continue;
      }
      TRY(const Period period, Period::month(question_.through.year(), month));
      std::vector<base::Uuid> thresholds = passed(place, *measured, Date::last_of(period));
      if (!found.noticed && !thresholds.empty()) {
        found.noticed = period;
      }
      if (month == through) {
        found.plan = measured->plan;
        found.measured = measured->measured;
        found.variance = measured->variance();
        found.thresholds = std::move(thresholds);
      }
    }
    if (said != said_.end()) {
      found.said = said->second;
    } else if (found.thresholds.empty()) {
      return {};
    }
    TRY(found.status, status_of(found, year));
    found_.push_back(std::move(found));
    return {};
  }

  Result<DeviationStatus> status_of(const FoundDeviation& found, const Year& year) const {
    const bool stands = !found.thresholds.empty();
    if (!found.said || found.said->state == model::DeviationState::open) {
      const bool late =
          found.said && found.said->deadline && *found.said->deadline < question_.today;
      return !stands ? DeviationStatus::subsided
             : late  ? DeviationStatus::overdue
                     : DeviationStatus::open;
    }
    if (!stands || question_.through <= *found.said->checked) {
      return DeviationStatus::closed;
    }
    // What the check found was accepted; more than that was not.
    std::optional<Measured> then;
    if (found.said->checked->year() == question_.through.year()) {
      TRY(then, measure(year, found.place.watch, found.said->checked->month(), question_.method));
    }
    const auto size = [](Money of) { return base::magnitude(of.cents()); };
    return !then || size(found.variance.amount) > size(then->variance().amount)
               ? DeviationStatus::reopened
               : DeviationStatus::closed;
  }

  // The nearest place that is found, too, and that this one is a part of.
  [[nodiscard]] std::optional<std::size_t> container(
      const DeviationPlace& place, const std::map<DeviationPlace, std::size_t>& at) const {
    const auto found = [&](const DeviationPlace& wanted) {
      const auto known = at.find(wanted);
      return known == at.end() ? std::optional<std::size_t>() : std::optional(known->second);
    };
    if (place.axis != WatchAxis::unit) {
      const std::vector<cube::Member> chain = cube_.lineage({cube_axis(place.axis), place.member});
      for (auto above = chain.rbegin() + 1; above < chain.rend(); ++above) {
        if (const auto known = found({place.watch, place.axis, place.unit, above->id})) {
          return known;
        }
      }
    }
    UnitId unit = place.unit;
    if (place.axis == WatchAxis::unit && unit != model::kNoUnit) {
      unit = ledger_.units()[unit].parent;
    }
    for (; unit != model::kNoUnit; unit = ledger_.units()[unit].parent) {
      if (const auto known = found({place.watch, WatchAxis::unit, unit, model::kNone})) {
        return known;
      }
    }
    return std::nullopt;
  }

  Deviations arranged() {
    std::map<DeviationPlace, std::size_t> at;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      at.emplace(found_[i].place, i);
    }
    std::map<std::optional<std::size_t>, std::vector<std::size_t>> parts;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      parts[container(found_[i].place, at)].push_back(i);
    }
    const auto larger = [this](std::size_t a, std::size_t b) {
      return base::magnitude(found_[a].variance.amount.cents()) >
             base::magnitude(found_[b].variance.amount.cents());
    };
    Deviations out;
    out.groups = parts[std::nullopt].size();
    const auto emit = [&](const auto& self, std::optional<std::size_t> of,
                          std::optional<std::size_t> within) -> void {
      std::vector<std::size_t>& list = parts[of];
      std::stable_sort(list.begin(), list.end(), larger);
      for (const std::size_t one : list) {
        const std::size_t here = out.rows.size();
        out.rows.push_back(std::move(found_[one]));
        out.rows.back().within = within;
        self(self, one, here);
      }
    };
    emit(emit, std::nullopt, std::nullopt);
    return out;
  }

  const Ledger& ledger_;
  const Cube& cube_;
  const DeviationQuestion& question_;
  std::vector<Threshold> thresholds_;
  std::set<WatchAxis> axes_;
  std::set<WatchAxis> forecast_axes_;  // of them, on which a forecast is watched
  std::map<DeviationPlace, model::Deviation> said_;
  std::map<Spot, YearFigures> figures_;
  std::vector<FoundDeviation> found_;
};

}  // namespace

std::string_view status_name(DeviationStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

Result<Deviations> deviations(const Ledger& ledger, const Cube& cube,
                              const DeviationQuestion& question) {
  return Finder(ledger, cube, question).run();
}

}  // namespace saimnieks::control
