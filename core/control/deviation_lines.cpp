// The lines behind a deviation's two sides.
#include "core/control/deviation_spots.h"
#include "core/control/deviations.h"
#include "core/control/line_total.h"
#include "core/control/year_figures.h"

namespace saimnieks::control {
namespace {

using base::Explanation;
using base::Result;
using cube::Cube;
using ledger::Ledger;

// The lines behind a spot's figures.
class SpotLines {
 public:
  SpotLines(const Ledger& ledger, const Cube& cube, const DeviationQuestion& question,
            const Spot& spot)
      : ledger_(ledger),
        cube_(cube),
        query_(spot_query(ledger, question, spot.axis)),
        pivot_(cube.pivot(query_)) {
    for (std::size_t i = 0; i < pivot_.nodes.size(); ++i) {
      if (spot_at(pivot_, i, spot.axis) == spot) {
        node_ = static_cast<std::int32_t>(i);
      }
    }
  }

  // Of the year's first months, with those of the whole year when `whole`.
  Result<LineTotal> total(std::string name, Cube::Part part, int months, bool whole) const {
    LineTotal out(std::move(name));
    for (std::size_t column = 0; node_ && column < pivot_.columns.size(); ++column) {
      const int month = static_cast<int>(pivot_.columns[column].id % 100);
      if (month == 0 ? !whole : month > months) {
        continue;
      }
      TRY_DO(out.add(ledger_, cube_.lines_behind(query_, pivot_, *node_, column, part)));
    }
    return out;
  }

 private:
  const Ledger& ledger_;
  const Cube& cube_;
  cube::Query query_;
  cube::Pivot pivot_;
  std::optional<std::int32_t> node_{};
};

// What has been earned after the year's months, which goes into `year`; nothing where the method
// does not ask for it.
Result<std::optional<Explanation>> explain_earned(const Ledger& ledger, const Cube& cube,
                                                  const DeviationQuestion& question,
                                                  const DeviationPlace& place, YearToDate& year) {
  if (question.method != ForecastMethod::cost_performance) {
    return std::optional<Explanation>();
  }
  TRY(const SpotEarned values, SpotEarned::read(ledger, cube, question, place.axis));
  const bool months_spend_it = year.whole_year && !year.whole_year->estimate;
  const auto earned = values.at({place.axis, place.unit, place.member}, months_spend_it);
  const int months = question.through.month();
  year.earned = earned ? earned->after(months) : std::nullopt;
  if (!year.earned) {
    return std::optional<Explanation>();
  }
  TRY(Explanation why, earned->explain(months));
  return std::optional(std::move(why));
}

}  // namespace

Result<Explanation> explain(const Ledger& ledger, const Cube& cube,
                            const DeviationQuestion& question, const FoundDeviation& deviation) {
  const SpotLines lines(ledger, cube, question,
                        {deviation.place.axis, deviation.place.unit, deviation.place.member});
  const int months = question.through.month();
  const bool to_date = deviation.place.watch == model::Watch::to_date;
  TRY(const LineTotal plan,
      lines.total("plan", Cube::Part::plan, to_date ? months : cube::kWholeYear, true));
  TRY(const LineTotal spent,
      lines.total(to_date ? "actual" : "actual_to_date", Cube::Part::actual, months, to_date));
  Explanation actual = spent.explanation();
  if (!to_date) {
    TRY(const LineTotal planned, lines.total("plan_to_date", Cube::Part::plan, months, false));
    TRY(const LineTotal year_plan, lines.total("whole_year_plan", Cube::Part::plan, 0, true));
    TRY(LineTotal of_year, lines.total("whole_year", Cube::Part::actual, 0, true));
    YearToDate year{.annual_plan = plan.amount(),
                    .months = months,
                    .plan = planned.amount(),
                    .actual = spent.amount(),
                    .whole_year = whole_year(year_plan.amount(), of_year.amount(),
                                             plan.amount() - year_plan.amount())};
    TRY(const std::optional<Explanation> earned,
        explain_earned(ledger, cube, question, deviation.place, year));
    if (of_year.amount().is_zero()) {
      TRY(of_year, lines.total("whole_year", Cube::Part::plan, 0, true));
    }
    Forecast estimate;  // there is none without what the method asks for
    if (year.earned || question.method != ForecastMethod::cost_performance) {
      TRY(estimate, forecast(question.method, year));
    }
    actual = explain(question.method, year, estimate);
    actual.name = "actual";
    for (Explanation& input : actual.inputs) {
      if (earned && input.name == "earned") {
        input = *earned;
      }
      for (const LineTotal* total :
           std::initializer_list<const LineTotal*>{&plan, &planned, &spent, &year_plan, &of_year}) {
        const std::string& name = total->explanation().name;
        if (input.name == (total == &plan ? "annual_plan" : name)) {
          input.formula = total->explanation().formula;
          input.inputs = total->explanation().inputs;
        }
      }
    }
  }
  return explain(
      "deviation", plan.explanation(), std::move(actual),
      {.plan = deviation.plan, .actual = deviation.measured, .whole = deviation.variance});
}

}  // namespace saimnieks::control
