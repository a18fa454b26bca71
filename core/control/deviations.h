// Deviations: where actual costs have left their plan further than a threshold allows, or are
// forecast to. They open by themselves, from lines and thresholds; what people say of them is kept
// as rows of the table `deviation`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/explanation.h"
#include "core/control/forecast.h"
#include "core/control/variance.h"
#include "core/cube/cube.h"
#include "core/model/facts.h"

namespace saimnieks::control {

struct DeviationQuestion {
  base::Period through{};  // a month: the year's first months up to it
  base::Date today{};      // after a deadline it is overdue
  ForecastMethod method = ForecastMethod::remaining_plan;
  model::UnitId below = model::kNoUnit;       // this unit and what lies in it; none: everything
  std::optional<model::VersionId> version{};  // of plans; none: the one that counts by default
};

// What is measured: a unit with all that lies in it, or what a unit itself has booked on a member
// of an axis, with what stands below that one (a code's, a resource's).
struct DeviationPlace {
  model::Watch watch{};
  model::WatchAxis axis{};
  model::UnitId unit = model::kNoUnit;
  std::uint32_t member = model::kNone;  // the member's number; of the axis `unit` none

  friend auto operator<=>(const DeviationPlace&, const DeviationPlace&) = default;
};

enum class DeviationStatus : std::uint8_t {
  open,      // a threshold is passed, and it is not closed
  overdue,   // the same, after the deadline of what is to correct it
  subsided,  // no threshold is passed any more, and it is not closed
  closed,
  reopened,  // closed, but since the month that was checked it has grown
};
// "open", "overdue", "subsided", "closed", "reopened".
[[nodiscard]] std::string_view status_name(DeviationStatus status);

struct FoundDeviation {
  DeviationPlace place{};
  base::Money plan{};                      // to date, or of the year
  base::Money measured{};                  // actual to date, or the estimate of the year
  Variance variance{};                     // of these two
  std::vector<base::Uuid> thresholds{};    // that are passed, in order of entry
  std::optional<base::Period> noticed{};   // the first month in which one was
  std::optional<model::Deviation> said{};  // by people
  DeviationStatus status{};
  std::optional<std::size_t> within{};  // its place in the list: of the one that this is a part of
};

struct Deviations {
  // Each after the one that it is part of; those that are part of none by size, the largest first,
  // and so below each.
  std::vector<FoundDeviation> rows;
  // Of those that are part of no other: an overrun of a unit is not counted again with its
  // services.
  std::size_t groups = 0;
};

// "Control" of the domain's jobs; variances by "Variance" and estimates by "Forecast to year end"
// of the methodology's formulas, in cents, each rounded once, half away from zero; thresholds are
// compared with exact ratios. A threshold of a unit is held against every place in that unit and
// below it, each by itself, so that one from above goes on holding where another is set below. It
// is passed where |measured − plan| is more than its amount and, in percent, more than its
// percentage of |plan| (any difference where nothing is planned); unless it watches both sides,
// only where more was spent. Plans and costs of a whole year belong to no month and count from
// January on; a forecast has them in its annual plan. A forecast by cost performance is held
// against what EarnedValue has earned at the place, and where that is unknown, there is none.
// Thresholds count as they stand on a month's last day. Costs on the basis of cost alone. The cube
// must hold the ledger's lines. Faults: period_invalid (a whole year), amount_out_of_range.
[[nodiscard]] base::Result<Deviations> deviations(const ledger::Ledger& ledger,
                                                  const cube::Cube& cube,
                                                  const DeviationQuestion& question);

// A "variance" whose sides are "total"s of amounts that are named by lines' ids; the second of a
// forecast is what explain(ForecastMethod, …) says, with such totals.
[[nodiscard]] base::Result<base::Explanation> explain(const ledger::Ledger& ledger,
                                                      const cube::Cube& cube,
                                                      const DeviationQuestion& question,
                                                      const FoundDeviation& deviation);

}  // namespace saimnieks::control
