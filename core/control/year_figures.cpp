#include "core/control/year_figures.h"

#include <algorithm>
#include <map>

namespace saimnieks::control {
namespace {

using base::Money;

Money sum(const std::array<Money, 12>& months, int count) {
  Money out;
  for (int i = 0; i < count; ++i) {
    out += months[static_cast<std::size_t>(i)];
  }
  return out;
}

}  // namespace

void YearFigures::add(std::size_t month, const cube::Cell& cell) {
  (month == 0 ? plan_of_year : months.plan[month - 1]) += Money::from_cents(cell.plan_cents);
  (month == 0 ? actual_of_year : months.actual[month - 1]) += Money::from_cents(cell.actual_cents);
}

bool YearFigures::by_months() const {
  return plan_of_year == Money() && actual_of_year == Money() &&
         std::any_of(months.actual.begin(), months.actual.end(),
                     [](Money month) { return month != Money(); });
}

Money YearFigures::annual_plan() const { return sum(months.plan, 12) + plan_of_year; }
Money YearFigures::annual_actual() const { return sum(months.actual, 12) + actual_of_year; }

std::vector<YearFigures> year_figures(const cube::Cube& cube,
                                      const std::vector<cube::Filter>& where) {
  cube::Query query;
  query.rows = {cube::Axis::month};
  query.where = where;
  const cube::Pivot pivot = cube.pivot(query);
  std::map<int, YearFigures> found;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const int year = static_cast<int>(pivot.nodes[i].member.id / 100);
    const std::size_t month = pivot.nodes[i].member.id % 100;
    YearFigures& figures = found[year];
    figures.year = year;
    figures.add(month, pivot.cell(i, 0));
  }
  std::vector<YearFigures> out;
  out.reserve(found.size());
  for (const auto& [year, figures] : found) {
    out.push_back(figures);
  }
  return out;
}

std::optional<YearToDate::WholeYear> whole_year(Money plan, Money booked, Money planned) {
  if (plan.is_zero() && booked.is_zero()) {
    return std::nullopt;
  }
  const bool months_spend_it = booked.is_zero() && planned.is_zero();
  return YearToDate::WholeYear{
      plan, months_spend_it ? std::nullopt : std::optional(booked.is_zero() ? plan : booked)};
}

bool months_spend_the_year(const YearFigures& year) {
  const auto beside = whole_year(year.plan_of_year, year.actual_of_year, sum(year.months.plan, 12));
  return beside && !beside->estimate;
}

YearToDate year_to_date(const YearFigures& year, int months) {
  return {
      .annual_plan = year.annual_plan(),
      .months = months,
      .plan = sum(year.months.plan, months),
      .actual = sum(year.months.actual, months),
      .whole_year = whole_year(year.plan_of_year, year.actual_of_year, sum(year.months.plan, 12))};
}

}  // namespace saimnieks::control
