#include "core/ledger/closings.h"

#include "core/model/facts.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;

const Sql kAny("SELECT 1 FROM closing WHERE present = 1 AND voided = 0 LIMIT 1", Sql::Scan::meant);

}  // namespace

Result<bool> Closings::any() {
  if (!any_) {
    Query query(db_, kAny);
    TRY(any_, query.step());
  }
  return *any_;
}

Result<bool> Closings::closed(model::UnitId unit, std::int64_t period) {
  const std::pair key(unit, period);
  if (const auto found = known_.find(key); found != known_.end()) {
    return found->second;
  }
  const Uuid row = model::natural_uuid(
      ledger_, Table::closing,
      {rows_.uuid_of(Table::unit, model::index(unit)).text(), std::to_string(period)});
  TRY(const std::optional<RowState> state, rows_.load(Table::closing, row));
  const model::Value* says = state ? state->field("state") : nullptr;
  const bool closed = says != nullptr && !state->voided() &&
                      *says == model::Value(std::string(model::name(model::ClosingState::closed)));
  known_.emplace(key, closed);
  return closed;
}

Result<void> Closings::check(model::UnitId unit, std::int64_t period) {
  TRY(const bool some, any());
  if (!some) {
    return {};
  }
  // Who closes a unit closes what is below it; who closes a year closes its months.
  for (model::UnitId at = unit; at != model::kNoUnit; at = rows_.units()[at].parent) {
    for (const std::int64_t one : {period, period / 100 * 100}) {
      TRY(const bool shut, closed(at, one));
      if (shut) {
        return base::fail_field(ErrorCode::period_closed, "period",
                                rows_.units()[at].code + " " + std::to_string(one));
      }
    }
  }
  return {};
}

Result<void> Closings::check(const oplog::Op& op) {
  TRY(const bool some, any());
  if (!some || op.table != model::table_info(Table::line).name) {
    return {};
  }
  for (std::size_t i = 0; i < op.rows.size(); ++i) {
    TRY(const std::optional<StoredLine> line, rows_.line(op.rows[i]));
    model::LineRow row = line ? line->row : model::LineRow();
    if (line) {
      TRY_DO(check(row.unit, row.period));
    }
    const oplog::Column* unit = op.column("unit");
    const oplog::Column* period = op.column("period");
    if (const auto* text = unit == nullptr ? nullptr : model::as_text(unit->new_at(i))) {
      TRY(const Uuid uuid, Uuid::parse(*text));
      row.unit = model::UnitId{rows_.find(Table::unit, uuid)};
    }
    if (const auto* number = period == nullptr ? nullptr : model::as_int(period->new_at(i))) {
      row.period = static_cast<std::int32_t>(*number);
    }
    TRY_DO(check(row.unit, row.period));
  }
  return {};
}

}  // namespace saimnieks::ledger
