// What a service of a ledger is worth over years: lietderīgums, atdeve and the rest of an
// appraisal, and its efficiency, planned and reached beside one another. What it costs is asked of
// the caller, since attribution is another folder's matter.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/function_ref.h"
#include "core/base/uuid.h"
#include "core/costing/ledger_side.h"
#include "core/cube/cube.h"
#include "core/value/alternatives.h"

namespace saimnieks::value {

struct ValueQuestion {
  model::ServiceId service{};
  int from = 0;  // year 0 of the appraisal
  int to = 0;    // the last one; not before `from`
  base::Decimal9 rate_ppm;
  std::optional<model::VersionId> version{};  // of plans; none: the one that counts by default
};

// What a service costs in a period, own and attributed, on the basis of cost, and the units of it
// that were provided; of the plan or of what was.
struct PeriodCost {
  base::Money cost;
  costing::UnitsProvided provided{};
};
struct CostPeriod {
  base::Period period{};
  bool to_date = false;  // of a month: the year's first months up to it
};
using CostOf = base::FunctionRef<base::Result<PeriodCost>(CostPeriod period, model::LineKind kind)>;

// Why there is no cost per unit.
enum class NoFigure : std::uint8_t {
  no_quantity,     // nothing, or nothing above zero, is known to have been provided or reached
  measures_mixed,  // units in several measures, which can't be added
  years_without,   // units are known of some of the years only
  several_rows,    // several rows say the indicator of one period: whether to add them, none says
};
// "no-quantity", "measures-mixed", "years-without", "several-rows".
[[nodiscard]] std::string_view no_figure_name(NoFigure why);

// Efficiency: cost / quantity in cents, rounded once, half away from zero.
struct PerUnit {
  base::Money cost;
  std::optional<base::Decimal9> quantity{};
  std::vector<std::pair<base::Uuid, base::Decimal9>> rows{};  // of `volume`, behind the quantity
  std::string measure{};
  std::optional<base::Money> each{};
  std::optional<NoFigure> why_not{};  // exactly where there is none
};

struct BenefitRow {
  base::Uuid row{};
  base::Money amount;
  std::string method{};
};

struct SideValue {
  // The last year of which the side says anything, of whatever service: what lies beyond is not
  // known and not appraised. Of what was reached, when that year has months only and they end
  // before December, the last of them.
  base::Period through{};
  std::vector<CostPeriod> periods;  // by year from year 0 on: what counts of it
  std::vector<Year> years;          // by year
  std::set<int> unknown{};          // years of the calendar before it of which it says nothing
  std::vector<PerUnit> units;       // by year
  PerUnit all_units;                // of all years together
  // Absent where no row of `benefit` is of these years: nobody has said what they bring, which is
  // not nothing. A row that says 0 is known.
  std::optional<Appraisal> appraisal{};
  std::optional<Worth> worth{};
  std::vector<std::vector<BenefitRow>> benefits;  // by year
  // Lines of the nature `benefit`. They name no method, so they are never counted.
  base::Money benefit_lines;

  // What the years bring, together; absent as the appraisal is.
  [[nodiscard]] std::optional<base::Money> benefit() const;
};
// Why a side is not appraised: "no-benefits".
inline constexpr std::string_view kNoBenefits = "no-benefits";

// An outcome is never money and never a score: what one unit of the indicator cost, in the period
// that the row is of.
struct OutcomeValue {
  base::Uuid row{};
  std::string indicator{};
  std::string measure{};
  base::Period period{};
  std::array<std::optional<PerUnit>, 2> sides{};  // planned, reached; absent where nothing is said
};

struct ServiceValue {
  std::optional<SideValue> planned{};  // absent when the plan says nothing of these years
  // The plan again, up to where `reached` has come: in a year that has not ended its first months,
  // without what belongs to the whole year. Absent when the plan itself goes no further, or when
  // one of the two is absent.
  std::optional<SideValue> planned_so_far{};
  std::optional<SideValue> reached{};
  std::vector<OutcomeValue> outcomes;  // by indicator, then period, then row
};

// "Appraisal" of the methodology's formulas (efficiency: domain, "usefulness, return, efficiency,
// value"). Costs are those of `cost_of`, benefits the rows of `benefit` of the service: planned in
// the version, or reached. Income is neither. Faults: value_range with the year as context where
// costs or benefits of a year are below zero, or of the question ("rate_ppm", "to"); those of
// `cost_of`; scenario_too_large, amount_out_of_range. The cube must hold the ledger's lines.
[[nodiscard]] base::Result<ServiceValue> service_value(const ledger::Ledger& ledger,
                                                       const cube::Cube& cube,
                                                       const ValueQuestion& question,
                                                       CostOf cost_of);

// The appraisal of one side, each year's cost as `explain_cost` has it and its benefit down to the
// rows, where it is appraised, else the years with their costs alone; then "units", the "per-unit"
// costs by year.
using ExplainCost = base::FunctionRef<base::Result<base::Explanation>(CostPeriod period)>;
[[nodiscard]] base::Result<base::Explanation> explain(const ValueQuestion& question,
                                                      const SideValue& side,
                                                      ExplainCost explain_cost);

// What sensitivity() tries ("Appraisal" of the methodology's formulas), in cents, so that nothing
// is rounded. A side's costs parted into those that go with the volume and those that do not. The
// former are the service's own lines that say a quantity and a unit price in the measure in which
// the service is provided that year: who counts a cost in units provided says that it goes with
// them. Everything else, all that is attributed too, is fixed. Faults: amount_out_of_range, and of
// storage.
struct VolumeCosts {
  std::vector<VolumeYear> years;
  std::vector<std::vector<std::pair<base::Uuid, base::Money>>> lines;  // by volume, by year
};
[[nodiscard]] base::Result<VolumeCosts> volume_costs(const ledger::Ledger& ledger,
                                                     const cube::Cube& cube,
                                                     const ValueQuestion& question,
                                                     model::LineKind kind, const SideValue& side);

}  // namespace saimnieks::value
