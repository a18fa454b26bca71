// Earned value of a year: the planned cost of what has been provided, which the forecast by cost
// performance holds against what it has cost.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/base/explanation.h"
#include "core/control/plan_and_actual.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

// "Forecast to year end" of the methodology's formulas wants the earned value; how it is found is
// earned value management's (ISO 21508: measured effort, and level of effort). In cents.
class EarnedValue {
 public:
  // Of the year's costs where the filters hold, as year_figures() has them. Where the units of a
  // service that a year plans and those provided are known in one measure, its plan is earned by
  // them: plan · units / units planned, rounded half away from zero. What has no such units is
  // level of effort: it earns the plan of a month with the month, and of the whole year at its end.
  // Where units are of one unit of the organisation, those of other units do not count. Faults are
  // of storage.
  [[nodiscard]] static base::Result<EarnedValue> read(const ledger::Ledger& ledger,
                                                      const cube::Cube& cube,
                                                      const std::vector<cube::Filter>& where,
                                                      int year);

  // After the first months, 1 to 12; nothing where that is below zero, as no work is.
  [[nodiscard]] std::optional<base::Money> after(int months) const;
  // What it grows by in each month.
  [[nodiscard]] std::optional<std::array<base::Money, 12>> by_month() const;
  // "earned", the "total" of services' "earned-by-units" and of "level_of_effort", down to lines
  // and to rows of `volume`.
  [[nodiscard]] base::Result<base::Explanation> explain(int months) const;

 private:
  struct Measured {
    model::ServiceId service = model::kNoService;
    base::Money plan;
    costing::UnitsProvided planned;
    std::array<costing::UnitsProvided, 12> provided;  // up to the month
    [[nodiscard]] base::Money after(int months) const;
  };

  EarnedValue(const ledger::Ledger& ledger, const cube::Cube& cube)
      : ledger_(ledger), cube_(cube) {}

  const ledger::Ledger& ledger_;
  const cube::Cube& cube_;
  cube::Query query_;  // the plan's, by service and month
  cube::Pivot pivot_;
  bool months_spend_the_year_ = false;  // lines that belong to no month are of December, too
  std::vector<Measured> measured_;
  std::array<base::Money, 12> effort_{};  // by month
};

}  // namespace saimnieks::control
