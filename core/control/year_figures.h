// A year's plan and actual costs month by month, out of the cube: what forecasts and their
// back-tests are made of.
#pragma once

#include <vector>

#include "core/control/back_test.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

struct YearFigures {
  int year = 0;
  PastYear months{};
  // Lines of the whole year, which belong to no month.
  base::Money plan_of_year;
  base::Money actual_of_year;

  // Of the month, 1 to 12, or 0: of the whole year.
  void add(std::size_t month, const cube::Cell& cell);

  // Whether its months say how the year went: every amount belongs to one, and something was spent.
  [[nodiscard]] bool by_months() const;
  [[nodiscard]] base::Money annual_plan() const;
  [[nodiscard]] base::Money annual_actual() const;
};

// What "Forecast to year end" of the methodology's formulas asks for: sums of lines in cents, so
// that nothing is rounded, and nothing fails. The cube must hold the ledger's lines.
//
// The years that have lines where `where` holds, oldest first. Plans are of the version that the
// filters name, else of the one that counts by default.
[[nodiscard]] std::vector<YearFigures> year_figures(const cube::Cube& cube,
                                                    const std::vector<cube::Filter>& where);

// What belongs to no month comes to what is booked on it or, while nothing is, to its plan. Where
// nothing is booked on it and no month has a plan (`planned` in all of them), the months spend it.
[[nodiscard]] std::optional<YearToDate::WholeYear> whole_year(base::Money plan, base::Money booked,
                                                              base::Money planned);

// Whether what the year plans for no month is spent by its months.
[[nodiscard]] bool months_spend_the_year(const YearFigures& year);

// YTD of the same formulas, in cents: after the first `months` of the year, 1 to 12, which the
// caller has made sure of.
[[nodiscard]] YearToDate year_to_date(const YearFigures& year, int months);

}  // namespace saimnieks::control
