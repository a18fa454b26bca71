#include "core/value/service_value.h"

#include <algorithm>
#include <tuple>

#include "core/base/wide.h"

namespace saimnieks::value {
namespace {

using base::ErrorCode;
using base::I128;
using base::Money;
using base::Period;
using base::Result;
using cube::Axis;
using cube::Cube;
using ledger::Ledger;
using model::LineKind;

constexpr std::array<std::string_view, 4> kNoFigures{"no-quantity", "measures-mixed",
                                                     "years-without", "several-rows"};

Result<PerUnit> per_unit(Money cost, std::optional<base::Decimal9> quantity, std::string measure,
                         std::optional<NoFigure> why_not) {
  PerUnit out{cost, quantity, {}, std::move(measure), {}, why_not};
  if (why_not) {
    return out;
  }
  if (!quantity || quantity->billionths() <= 0) {
    out.why_not = NoFigure::no_quantity;
    return out;
  }
  const auto exact =
      base::rounded_ratio(cost.cents(), base::Decimal9::kOne, quantity->billionths());
  const auto cents = exact ? base::fitting(*exact) : std::nullopt;
  if (!cents) {
    return base::fail(ErrorCode::amount_out_of_range);
  }
  out.each = Money::from_cents(*cents);
  return out;
}

Result<PerUnit> per_unit(const PeriodCost& of, std::optional<NoFigure> why_not) {
  const auto& [quantity, measures, rows] = of.provided;
  TRY(PerUnit out,
      per_unit(of.cost, rows.empty() ? std::nullopt : std::optional(quantity),
               measures.empty() ? "" : *measures.begin(),
               measures.size() > 1 ? std::optional(NoFigure::measures_mixed) : why_not));
  out.rows = rows;
  return out;
}

class Valuer {
 public:
  Valuer(const Ledger& ledger, const Cube& cube, const ValueQuestion& question, CostOf cost_of)
      : ledger_(ledger),
        cube_(cube),
        question_(question),
        cost_of_(cost_of),
        version_(question.version ? question.version : cube.default_version()) {}

  Result<ServiceValue> run() {
    if (question_.to < question_.from) {
      return base::fail_field(ErrorCode::value_range, "to", std::to_string(question_.to));
    }
    if (question_.to - question_.from >= static_cast<int>(kMostYears)) {
      return base::fail_field(ErrorCode::scenario_too_large, "to", std::to_string(question_.to));
    }
    read_known_costs();
    TRY_DO(read_benefits());
    ServiceValue out;
    TRY(const Period to, Period::year(question_.to));
    TRY(out.planned, side(LineKind::plan, to));
    TRY(out.reached, side(LineKind::actual, to));
    if (out.planned && out.reached && ends_before(out.reached->through, out.planned->through)) {
      TRY(out.planned_so_far, side(LineKind::plan, out.reached->through));
    }
    TRY(out.outcomes, outcomes());
    return out;
  }

 private:
  static bool ends_before(Period a, Period b) {
    return base::Date::last_of(a) < base::Date::last_of(b);
  }
  static std::size_t place(LineKind kind) { return kind == LineKind::plan ? 0 : 1; }

  [[nodiscard]] cube::Query of_version() const {
    cube::Query query;
    if (version_) {
      query.where.push_back({Axis::version, ledger_.versions()[*version_].name});
    }
    return query;
  }

  // The years of which either side's lines say anything, and how far into them.
  void read_known_costs() {
    for (const Cube::Scenario& one : cube_.scenarios()) {
      const bool plan = one.side.kind == LineKind::plan;
      if (one.lines > 0 && one.side.year && (!plan || one.side.version == version_)) {
        known_[place(one.side.kind)][*one.side.year] =
            plan || one.whole_years ? 0 : one.last_month;  // a plan's year is planned to its end
        costs_known_[place(one.side.kind)].insert(*one.side.year);
      }
    }
  }

  Result<void> read_benefits() {
    return ledger_.each_fact<model::Benefit>([&](const model::Benefit& one) {
      const bool plan = one.version != model::kNoVersion;
      if (one.voided || (plan && one.version != version_)) {
        return;
      }
      const std::size_t at = plan ? 0 : 1;
      const int year = one.period.year();
      if (costs_known_[at].count(year) == 0) {  // else they say how far the year has come
        int& month = known_[at].try_emplace(year, one.period.month()).first->second;
        const bool whole = plan || month == 0 || one.period.whole_year();
        month = whole ? 0 : std::max(month, one.period.month());
      }
      if (one.object.service == question_.service) {
        benefits_[at].push_back({one.period, {one.uuid, one.amount_cents, one.method}});
      }
    });
  }

  Result<std::optional<SideValue>> side(LineKind kind, Period to) {
    const std::map<int, int>& known = known_[place(kind)];
    const auto beyond = known.upper_bound(to.year());
    if (beyond == known.begin() || std::prev(beyond)->first < question_.from) {
      return std::optional<SideValue>();
    }
    const auto [last, month] = *std::prev(beyond);
    SideValue out;
    TRY(out.through, month == 0 || month == 12 ? Period::year(last) : Period::month(last, month));
    const bool cut = ends_before(to, out.through);
    out.through = cut ? to : out.through;
    PeriodCost all;
    for (int year = question_.from; year <= last; ++year) {
      if (known.count(year) == 0) {
        out.unknown.insert(year);
      }
      TRY(const Period whole, Period::year(year));
      TRY_DO(
          add_year(kind, cut && year == last ? CostPeriod{to, true} : CostPeriod{whole}, out, all));
    }
    const bool some = std::any_of(out.units.begin(), out.units.end(),
                                  [](const PerUnit& of) { return !of.quantity; });
    TRY(out.all_units,
        per_unit(all, !all.provided.rows.empty() && some ? std::optional(NoFigure::years_without)
                                                         : std::nullopt));
    TRY_DO(add_worth(out));
    TRY_DO(add_benefit_lines(kind, out));
    return std::optional(std::move(out));
  }

  Result<void> add_worth(SideValue& out) {
    const bool known = std::any_of(out.benefits.begin(), out.benefits.end(),
                                   [](const auto& rows) { return !rows.empty(); });
    if (!known) {
      return {};
    }
    TRY(out.appraisal, appraise(question_.rate_ppm, out.years));
    TRY(out.worth, worth(*out.benefit(), out.all_units.cost));
    return {};
  }

  Result<void> add_year(LineKind kind, CostPeriod period, SideValue& out, PeriodCost& all) {
    TRY(PeriodCost cost, cost_of_(period, kind));
    std::vector<BenefitRow> rows;
    for (const auto& [of, row] : benefits_[place(kind)]) {
      const bool in_time = period.period.whole_year() || (!of.whole_year() && of <= period.period);
      if (of.year() == period.period.year() && in_time) {
        rows.push_back(row);
      }
    }
    Year amounts{cost.cost, {}};
    for (const BenefitRow& row : rows) {
      TRY(amounts.benefit, base::checked_add(amounts.benefit, row.amount));
    }
    if (amounts.cost.is_negative() || amounts.benefit.is_negative()) {
      return base::fail(ErrorCode::value_range, ledger_.services()[question_.service].code + " " +
                                                    std::to_string(period.period.year()));
    }
    TRY(all.cost, base::checked_add(all.cost, cost.cost));
    all.provided.add(cost.provided);
    TRY(PerUnit each, per_unit(cost, std::nullopt));
    out.units.push_back(std::move(each));
    out.periods.push_back(period);
    out.years.push_back(amounts);
    out.benefits.push_back(std::move(rows));
    return {};
  }

  Result<void> add_benefit_lines(LineKind kind, SideValue& out) {
    cube::Query query = kind == LineKind::plan ? of_version() : cube::Query();
    query.where.push_back({Axis::service, ledger_.services()[question_.service].code});
    query.where.push_back({Axis::nature, std::string(model::name(model::Nature::benefit))});
    query.rows = {Axis::year, Axis::month};
    const cube::Pivot pivot = cube_.pivot(query);
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      if (pivot.nodes[i].member.axis != Axis::month) {
        continue;
      }
      TRY(const Period of, Period::from_packed(pivot.nodes[i].member.id));
      const bool in_time = out.through.year() > of.year() || out.through.whole_year() ||
                           (!of.whole_year() && of <= out.through);
      if (of.year() >= question_.from && of.year() <= out.through.year() && in_time) {
        const cube::Cell& cell = pivot.cell(i, 0);
        TRY(out.benefit_lines,
            base::checked_add(
                out.benefit_lines,
                Money::from_cents(kind == LineKind::plan ? cell.plan_cents : cell.actual_cents)));
      }
    }
    return {};
  }

  Result<std::vector<OutcomeValue>> outcomes() {
    std::vector<model::Outcome> rows;
    TRY_DO(ledger_.each_fact<model::Outcome>([&](const model::Outcome& one) {
      if (!one.voided && one.object.service == question_.service &&
          one.period.year() >= question_.from && one.period.year() <= question_.to) {
        rows.push_back(one);
      }
    }));
    const auto key = [](const model::Outcome& one) {
      return std::tie(one.indicator, one.measure, one.period);
    };
    std::sort(rows.begin(), rows.end(), [&](const model::Outcome& a, const model::Outcome& b) {
      return key(a) != key(b) ? key(a) < key(b) : a.uuid < b.uuid;
    });
    std::vector<OutcomeValue> out;
    for (const model::Outcome& one : rows) {
      const auto same = std::count_if(rows.begin(), rows.end(), [&](const model::Outcome& other) {
        return key(other) == key(one);
      });
      OutcomeValue value{one.uuid, one.indicator, one.measure, one.period, {}};
      for (const LineKind kind : {LineKind::plan, LineKind::actual}) {
        const auto& said = kind == LineKind::plan ? one.planned : one.reached;
        if (said) {
          TRY(const PeriodCost cost, cost_of_({one.period}, kind));
          constexpr I128 kBillionths = 1'000;  // in a millionth
          TRY(value.sides[place(kind)],
              per_unit(cost.cost, base::Decimal9::from_billionths(said->millionths() * kBillionths),
                       one.measure,
                       same > 1 ? std::optional(NoFigure::several_rows) : std::nullopt));
        }
      }
      out.push_back(std::move(value));
    }
    return out;
  }

  const Ledger& ledger_;
  const Cube& cube_;
  const ValueQuestion& question_;
  CostOf cost_of_;
  std::optional<model::VersionId> version_;
  // By side: of each year the last month of which it says something, 0 where it speaks of the year.
  std::array<std::map<int, int>, 2> known_;
  std::array<std::set<int>, 2> costs_known_;
  std::array<std::vector<std::pair<Period, BenefitRow>>, 2> benefits_;  // of the service
};

}  // namespace

std::string_view no_figure_name(NoFigure why) { return kNoFigures[static_cast<std::size_t>(why)]; }

std::optional<Money> SideValue::benefit() const {
  if (!appraisal) {
    return std::nullopt;
  }
  Money out;
  for (const Year& year : years) {  // appraise() has made sure that these fit
    out += year.benefit;
  }
  return out;
}

Result<ServiceValue> service_value(const Ledger& ledger, const Cube& cube,
                                   const ValueQuestion& question, CostOf cost_of) {
  return Valuer(ledger, cube, question, cost_of).run();
}

Result<VolumeCosts> volume_costs(const Ledger& ledger, const Cube& cube,
                                 const ValueQuestion& question, LineKind kind,
                                 const SideValue& side) {
  VolumeCosts out;
  for (std::size_t t = 0; t < side.years.size(); ++t) {
    const PerUnit& provided = side.units[t];
    VolumeYear year{side.years[t].cost, {}, side.years[t].benefit};
    out.lines.emplace_back();
    if (provided.quantity && provided.why_not != NoFigure::measures_mixed) {
      cube::Query query;
      query.where = {cube::filter(side.periods[t].period),
                     {Axis::service, ledger.services()[question.service].code}};
      if (kind == LineKind::plan && question.version) {
        query.where.push_back({Axis::version, ledger.versions()[*question.version].name});
      }
      constexpr std::int32_t kAll = -1;
      const std::vector<model::LineId> behind =
          cube.lines_behind(query, cube.pivot(query), kAll, 0,
                            kind == LineKind::plan ? Cube::Part::plan : Cube::Part::actual);
      TRY(const std::vector<model::Line> lines, ledger.lines(behind));
      for (const model::Line& line : lines) {
        if (line.quantity && line.unit_price_cents && line.measure == provided.measure) {
          out.lines.back().emplace_back(line.uuid, line.amount());
          TRY(year.volume_cost, base::checked_add(year.volume_cost, line.amount()));
        }
      }
      TRY(year.fixed_cost, base::checked_subtract(year.fixed_cost, year.volume_cost));
    }
    out.years.push_back(year);
  }
  return out;
}

namespace {

// The years as an appraisal explains them, without what is not known.
base::Explanation explain_costs_alone(const SideValue& side) {
  base::Explanation years{"years", {}, base::ExplainedUnit::cents, {}, {}};
  for (std::size_t t = 0; t < side.years.size(); ++t) {
    years.inputs.push_back(
        {std::to_string(t),
         {},
         base::ExplainedUnit::cents,
         {},
         {base::Explanation::entered_cents("cost", side.years[t].cost.cents())}});
  }
  return {"npv", {}, base::ExplainedUnit::cents, {}, {std::move(years)}};
}

}  // namespace

Result<base::Explanation> explain(const ValueQuestion& question, const SideValue& side,
                                  ExplainCost explain_cost) {
  base::Explanation out = side.appraisal ? explain(question.rate_ppm, side.years, *side.appraisal)
                                         : explain_costs_alone(side);
  base::Explanation units{"units", {}, base::ExplainedUnit::cents, {}, {}};
  std::vector<base::Explanation>& years = out.inputs[side.appraisal ? 1 : 0].inputs;
  for (std::size_t t = 0; t < years.size(); ++t) {
    if (side.appraisal) {
      base::Explanation& benefit = years[t].inputs.front();
      benefit.formula = "total";
      for (const BenefitRow& row : side.benefits[t]) {
        benefit.inputs.push_back(
            base::Explanation::entered_cents(row.row.text(), row.amount.cents()));
      }
    }
    TRY(years[t].inputs.back(), explain_cost(side.periods[t]));
    const PerUnit& each = side.units[t];
    if (each.each) {
      units.inputs.push_back({years[t].name,
                              std::to_string(each.each->cents()),
                              base::ExplainedUnit::cents,
                              "per-unit",
                              {base::Explanation::entered_cents("cost", each.cost.cents()),
                               costing::explain({*each.quantity, {}, each.rows}, "quantity")}});
    }
  }
  return base::Explanation{
      "appraisal", {}, base::ExplainedUnit::cents, {}, {std::move(out), std::move(units)}};
}

}  // namespace saimnieks::value
