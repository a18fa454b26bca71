// The lines behind a deviation's two sides.
#include "core/control/deviation_spots.h"
#include "core/control/deviations.h"

namespace saimnieks::control {
namespace {

using base::Explanation;
using base::Money;
using base::Result;
using cube::Cube;
using ledger::Ledger;

struct Total {
  Money amount;
  Explanation explanation;
};

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
  Result<Total> total(std::string name, Cube::Part part, int months, bool whole) const {
    Total out{{}, {std::move(name), {}, base::ExplainedUnit::cents, "total", {}}};
    for (std::size_t column = 0; node_ && column < pivot_.columns.size(); ++column) {
      const int month = static_cast<int>(pivot_.columns[column].id % 100);
      if (month == 0 ? !whole : month > months) {
        continue;
      }
      TRY(const std::vector<model::Line> lines,
          ledger_.lines(cube_.lines_behind(query_, pivot_, *node_, column, part)));
      for (const model::Line& line : lines) {
        out.explanation.inputs.push_back(
            Explanation::entered_cents(line.uuid.text(), line.row.cents));
        out.amount += line.amount();
      }
    }
    out.explanation.value = std::to_string(out.amount.cents());
    return out;
  }

 private:
  const Ledger& ledger_;
  const Cube& cube_;
  cube::Query query_;
  cube::Pivot pivot_;
  std::optional<std::int32_t> node_{};
};

}  // namespace

Result<Explanation> explain(const Ledger& ledger, const Cube& cube,
                            const DeviationQuestion& question, const FoundDeviation& deviation) {
  const SpotLines lines(ledger, cube, question,
                        {deviation.place.axis, deviation.place.unit, deviation.place.member});
  const int months = question.through.month();
  const bool to_date = deviation.place.watch == model::Watch::to_date;
  TRY(Total plan, lines.total("plan", Cube::Part::plan, to_date ? months : cube::kWholeYear, true));
  TRY(Total actual, lines.total("actual", Cube::Part::actual, months, to_date));
  if (!to_date) {
    TRY(Total planned, lines.total("plan_to_date", Cube::Part::plan, months, false));
    const YearToDate year{.annual_plan = plan.amount,
                          .months = months,
                          .plan = planned.amount,
                          .actual = actual.amount};
    TRY(const Forecast estimate, forecast(question.method, year));
    Explanation whole = explain(question.method, year, estimate);
    whole.name = "actual";
    actual.explanation.name = "actual_to_date";
    for (Explanation& input : whole.inputs) {
      if (input.name == "annual_plan") {
        input = plan.explanation;
        input.name = "annual_plan";
      } else if (input.name == planned.explanation.name) {
        input = std::move(planned.explanation);
      } else if (input.name == actual.explanation.name) {
        input = std::move(actual.explanation);
      }
    }
    actual.explanation = std::move(whole);
  }
  return explain(
      "deviation", std::move(plan.explanation), std::move(actual.explanation),
      {.plan = deviation.plan, .actual = deviation.measured, .whole = deviation.variance});
}

}  // namespace saimnieks::control
