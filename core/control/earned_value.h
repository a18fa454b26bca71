// Earned value of a year: the planned cost of what has been provided, which the forecast by cost
// performance holds against what it has cost.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "core/base/explanation.h"
#include "core/control/plan_and_actual.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

class EarnedValues;

// "Forecast to year end" of the methodology's formulas wants the earned value; how it is found is
// earned value management's (ISO 21508: measured effort, and level of effort). In cents. Where the
// units of a service that a year plans and those provided are known in one measure, its plan is
// earned by them: plan · units / units planned, rounded half away from zero. What has no such units
// is level of effort: it earns the plan of a month with the month, and of the whole year at its
// end.
class EarnedValue {
 public:
  // After the first months, 1 to 12; nothing where that is below zero, as no work is.
  [[nodiscard]] std::optional<base::Money> after(int months) const;
  // What it grows by in each month.
  [[nodiscard]] std::optional<std::array<base::Money, 12>> by_month() const;
  // "earned", the "total" of services' "earned-by-units" and of "level_of_effort", down to lines
  // and to rows of `volume`. Faults are of storage.
  [[nodiscard]] base::Result<base::Explanation> explain(int months) const;

 private:
  friend class EarnedValues;
  struct Measured {
    model::ServiceId service = model::kNoService;
    base::Money plan;
    costing::UnitsProvided planned;
    std::array<costing::UnitsProvided, 12> provided;  // up to the month
    void add(bool is_planned, int month, const costing::UnitsProvided& units);
    [[nodiscard]] bool known() const;  // whether its plan is earned by units
    [[nodiscard]] base::Money after(int months) const;
  };
  // What a place plans of a service, or of none, by its nodes in the roll-up.
  struct Planned {
    model::ServiceId service = model::kNoService;
    std::vector<std::size_t> nodes;
  };

  explicit EarnedValue(const EarnedValues& of) : of_(of) {}

  const EarnedValues& of_;
  std::vector<Planned> plans_;
  bool months_spend_the_year_ = false;  // lines that belong to no month are of December, too
  std::vector<Measured> measured_;
  std::array<base::Money, 12> effort_{};  // by month
};

// The earned values of a year's costs where the filters hold, as year_figures() has them, at all
// places of the cut at once. Ledger and cube must outlive it, and it the values that it gives.
class EarnedValues {
 public:
  // `places`: the axes whose members are places. Faults are of storage.
  [[nodiscard]] static base::Result<EarnedValues> read(const ledger::Ledger& ledger,
                                                       const cube::Cube& cube,
                                                       const std::vector<cube::Filter>& where,
                                                       int year,
                                                       const std::vector<cube::Axis>& places = {});

  // By places, then by service and month.
  [[nodiscard]] const cube::Pivot& pivot() const { return pivot_; }

  struct Place {
    std::size_t node = 0;                 // in the pivot
    model::UnitId unit = model::kNoUnit;  // whose units of services count
    bool itself = false;                  // and not those below it
    bool months_spend_the_year = false;   // what is planned for no month is forecast with months
  };
  [[nodiscard]] EarnedValue at(const Place& place) const;
  // Of the whole cut; where the filters name a unit, units of others do not count.
  [[nodiscard]] EarnedValue all() const;

 private:
  friend class EarnedValue;
  struct Units {
    model::UnitId unit = model::kNoUnit;
    bool planned = false;
    int month = 0;  // 0: of the whole year
    costing::UnitsProvided of;
  };

  EarnedValues(const ledger::Ledger& ledger, const cube::Cube& cube)
      : ledger_(ledger), cube_(cube) {}
  [[nodiscard]] base::Result<void> read_units(std::optional<model::VersionId> version, int year);
  void gather(std::size_t begin, std::size_t end, EarnedValue& out) const;
  void measure(const Place& place, EarnedValue& out) const;

  const ledger::Ledger& ledger_;
  const cube::Cube& cube_;
  cube::Query query_;  // the plan's
  cube::Pivot pivot_;
  Place all_;
  std::map<model::ServiceId, std::vector<Units>> units_;
};

}  // namespace saimnieks::control
