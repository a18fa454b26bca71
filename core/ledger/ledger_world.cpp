// Asking tables and log.
#include "core/ledger/ledger_world.h"

#include <map>

#include "core/ledger/table_sql.h"

namespace saimnieks::ledger {
namespace {

// Asked with every command.
const Sql kAnyClosing("SELECT 1 FROM closing WHERE present = 1 AND voided = 0 LIMIT 1",
                      Sql::Scan::meant);
const Sql kAnyAppointment("SELECT 1 FROM appointment WHERE present = 1 AND voided = 0 LIMIT 1",
                          Sql::Scan::meant);

}  // namespace

using base::ErrorCode;
using base::Uuid;
using oplog::OpId;

Result<std::optional<RowState>> LedgerWorld::find(Table table, const Uuid& row) {
  return rows_.load(table, row);
}

Result<void> LedgerWorld::each(
    Table table, std::string_view field, const model::Value& value,
    base::FunctionRef<void(const Uuid& row, const RowState& state)> visit) {
  const model::FieldInfo* info = model::find_field(model::table_info(table), field);
  if (info == nullptr) {
    return base::fail(ErrorCode::internal, std::string(field));
  }
  TRY(const model::Cell cell, rows_.cell_of(*info, value));
  return rows_.each(table, info, cell, [&](const Query& query) -> Result<void> {
    TRY(const RowState state, rows_.state_at(table, query));
    if (!state.voided()) {
      visit(query.uuid_at(kUuidColumn), state);
    }
    return {};
  });
}

Result<bool> LedgerWorld::any(Table table) {
  if (table != Table::closing && table != Table::appointment) {
    return base::fail(ErrorCode::internal, "any");
  }
  Query query(db_, table == Table::closing ? kAnyClosing : kAnyAppointment);
  return query.step();
}

Result<bool> LedgerWorld::wrote_lines(std::string_view user, std::int64_t period,
                                      base::FunctionRef<Result<bool>(const Uuid& unit)> within) {
  constexpr std::int64_t kPage = 4096;
  std::map<model::UnitId, bool> inside;
  // An op's rows follow each other, so most lines are of the op that was looked at last.
  OpId first;
  std::int64_t count = 0;
  std::vector<StoredLine> page;
  model::LineId after{};
  do {
    page.clear();
    TRY_DO(rows_.read_lines(after, kPage, page));
    for (const StoredLine& line : page) {
      after = line.row.rid;
      const bool in_period =
          line.row.period == period || (period % 100 == 0 && line.row.period / 100 == period / 100);
      if (line.row.voided || line.row.unit == model::kNoUnit || !in_period) {
        continue;
      }
      auto known = inside.find(line.row.unit);
      if (known == inside.end()) {
        TRY(const bool in, within(rows_.uuid_of(Table::unit, model::index(line.row.unit))));
        known = inside.emplace(line.row.unit, in).first;
      }
      const OpId by = rows_.devices().op_id(line.by_device, line.by_n);
      if (!known->second ||
          (by.device == first.device && by.n >= first.n && by.n < first.n + count)) {
        continue;
      }
      TRY(const std::optional<LogEntry> entry, log_.covering(by));
      if (entry) {
        TRY(const oplog::Op op, oplog::parse_op(entry->text));
        if (op.user == user) {
          return true;
        }
        first = op.id;
        count = op.count();
      }
    }
  } while (static_cast<std::int64_t>(page.size()) == kPage);
  return false;
}

Result<void> as_result(oplog::Guard::Found found) {
  TRY(const std::optional<oplog::Guard::Fault> fault, std::move(found));
  return fault ? base::fail_field(fault->code, fault->field, fault->context) : Result<void>();
}

Result<void> check_op(oplog::Guard& guard, Rows& rows, const oplog::Op& op) {
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return {};
  }
  if (*table == Table::line) {
    TRY(const bool binds, guard.binds_lines());
    const bool cites = op.column("corrects") != nullptr;
    if (!binds && !cites) {
      return {};
    }
  }
  for (std::size_t row = 0; row < op.rows.size(); ++row) {
    TRY(const std::optional<RowState> before, rows.load(*table, op.rows[row]));
    RowState after = before.value_or(RowState());
    oplog::apply_on_top(op, row, after);
    TRY_DO(as_result(guard.check(*table, op.rows[row], before ? &*before : nullptr,
                                 [&after](std::string_view field) { return after.field(field); })));
  }
  return {};
}

}  // namespace saimnieks::ledger
