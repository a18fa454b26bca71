#include "core/costing/ledger_side.h"

#include "core/model/unit_tree.h"

namespace saimnieks::costing {
namespace {

using base::Decimal9;
using model::LineKind;

constexpr std::int64_t kBillionthsOfMillionth = 1000;

// Whether what is of `period`, planned or actual, is of the side. A whole year ends in December.
bool in_period(const LedgerSide& side, base::Period period, bool planned) {
  if (side.period.whole_year()) {
    return period.its_year() == side.period;
  }
  if (side.reach == Reach::period) {
    return period == side.period;
  }
  const bool reached =
      side.period.month() == cube::kWholeYear || (!period.whole_year() && period <= side.period);
  return period.its_year() == side.period.its_year() && reached != (side.forecasts() && planned);
}

}  // namespace

void UnitsProvided::add(const UnitsProvided& more) {
  quantity = Decimal9::from_billionths(quantity.billionths() + more.quantity.billionths());
  measures.insert(more.measures.begin(), more.measures.end());
  rows.insert(rows.end(), more.rows.begin(), more.rows.end());
}

base::Result<UnitsByService> units_provided(const ledger::Ledger& ledger, const cube::Cube& cube,
                                            const LedgerSide& side, model::UnitId below) {
  const bool plan = side.forecasts() || side.kind == LineKind::plan;
  const bool actual = side.forecasts() || side.kind == LineKind::actual;
  const auto version = !plan ? std::nullopt : side.version ? side.version : cube.default_version();
  UnitsByService out;
  TRY_DO(ledger.each_fact<model::Volume>([&](const model::Volume& one) {
    const bool planned = one.version != model::kNoVersion;
    const bool of_side = planned ? plan && version && one.version == *version : actual;
    if (one.voided || !of_side || one.kind != model::VolumeKind::provided ||
        !in_period(side, one.period, planned) || !model::in_cut(ledger.units(), one.unit, below)) {
      return;
    }
    const auto quantity =
        Decimal9::from_billionths(base::I128{one.quantity.millionths()} * kBillionthsOfMillionth);
    out[one.service].add({quantity, {one.measure}, {{one.uuid, quantity}}});
  }));
  return out;
}

base::Explanation explain(const UnitsProvided& units, std::string name) {
  base::Explanation out{
      std::move(name), units.quantity.text(), base::ExplainedUnit::number, "total", {}};
  for (const auto& [row, quantity] : units.rows) {
    out.inputs.push_back(base::Explanation::entered_number(row.text(), quantity.text()));
  }
  return out;
}

}  // namespace saimnieks::costing
