// Counting, and refusing a close that comes too early.
#include "core/ledger/closing_checks.h"

#include <algorithm>

#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;

bool is_within(const Rows& rows, UnitId unit, UnitId of) {
  while (unit != model::kNoUnit && unit != of) {
    unit = rows.units()[unit].parent;
  }
  return unit == of;
}

Result<ClosingChecks> count(Rows& rows, Log& log, UnitId unit, std::int64_t period) {
  ClosingChecks out;
  TRY(const auto tray, log.tray());
  for (const auto& [id, verdict] : tray) {
    ++(verdict.kind == VerdictKind::conflict ? out.conflicts : out.refused);
  }
  const std::int64_t year = period / 100;
  TRY_DO(rows.scan(LineId{}, INT64_MAX, [&](const model::LineRow& line) {
    if (line.voided || line.period / 100 != year) {
      return;
    }
    const bool here = line.unit != model::kNoUnit && is_within(rows, line.unit, unit);
    if (line.kind == LineKind::plan) {
      out.planned += here ? 1 : 0;
    } else if (period % 100 == 0 || line.period == period) {
      out.actual += here ? 1 : 0;
      const bool nobodys = line.unit == model::kNoUnit;
      out.unclassified += nobodys || (here && line.code == model::kNoCode) ? 1 : 0;
    }
  }));
  return out;
}

}  // namespace

Result<ClosingChecks> closing_checks(const Ledger& ledger, UnitId unit, Period period) {
  if (!ledger.units().contains(unit)) {
    return base::fail_field(ErrorCode::unit_unknown, "unit");
  }
  return count(ledger.impl_->rows, ledger.impl_->log, unit, period.packed());
}

Result<void> Ledger::Impl::check_closings(std::span<const Op> ops) {
  LedgerWorld world(db, rows, log);
  const std::string exception(model::table_info(Table::exception).name);
  const bool excused =
      std::any_of(ops.begin(), ops.end(), [&](const Op& op) { return op.table == exception; });
  for (const Op& op : ops) {
    if (op.table != model::table_info(Table::closing).name) {
      continue;
    }
    TRY(const std::optional<RowState> before, rows.load(Table::closing, op.rows.front()));
    RowState after = before.value_or(RowState());
    oplog::apply_on_top(op, 0, after);
    const auto field = [&after](std::string_view name) { return after.field(name); };
    if (oplog::text_of(field, "state") != model::name(model::ClosingState::closed)) {
      continue;
    }
    const UnitId unit{rows.find(Table::unit, oplog::uuid_of(field, "unit"))};
    TRY(const ClosingChecks checks, count(rows, log, unit, oplog::number_of(field, "period")));
    if (checks.refused + checks.conflicts > 0) {
      return base::fail(ErrorCode::tray_not_empty);
    }
    TRY(const bool held, world.any(Table::appointment));
    if (held && !excused && (checks.planned == 0 || checks.actual == 0)) {
      return base::fail_field(ErrorCode::duties_undone, checks.planned == 0 ? "planned" : "actual");
    }
  }
  return {};
}

}  // namespace saimnieks::ledger
