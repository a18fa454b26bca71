// Asking tables and log.
#include "core/ledger/ledger_world.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/base/utf8.h"
#include "core/ledger/table_sql.h"

namespace saimnieks::ledger {
namespace {

// Asked with every command.
const Sql kAnyClosing("SELECT 1 FROM closing WHERE present = 1 AND voided = 0 LIMIT 1",
                      Sql::Scan::meant);
const Sql kAnyAppointment("SELECT 1 FROM appointment WHERE present = 1 AND voided = 0 LIMIT 1",
                          Sql::Scan::meant);
// Lines that a change of their own has moved; what a text of a person quotes is escaped.
const Sql kMovedLines(
    "SELECT row FROM op_log WHERE tbl = ?1 AND row IS NOT NULL AND "
    "instr(text, '\"base\":null') = 0 AND (instr(text, '\"period\":{') > 0 OR "
    "instr(text, '\"unit\":{') > 0 OR instr(text, '\"service\":{') > 0 OR "
    "instr(text, '\"resource\":{') > 0 OR instr(text, '\"policy\":{') > 0)",
    Sql::Scan::meant);
const Sql kWriterOfLine("SELECT uuid, by_device, by_n FROM line WHERE rid = ?1");

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
  if (info == nullptr && !field.empty()) {
    return base::fail(ErrorCode::internal, std::string(field));
  }
  model::Cell cell;
  if (info != nullptr) {
    TRY(cell, rows_.cell_of(*info, value));
  }
  return rows_.each(table, info, cell, [&](const Query& query) -> Result<void> {
    TRY(const RowState state, rows_.state_at(table, query));
    if (!state.voided()) {
      visit(query.uuid_at(kUuidColumn), state);
    }
    return {};
  });
}

Result<bool> LedgerWorld::any(Table table) {
  if (table == Table::unit) {
    const auto& units = rows_.units().rows();
    return std::any_of(units.begin(), units.end(), [](const model::Unit& one) {
      return one.usable() && one.valid_to.has_value();
    });
  }
  if (table != Table::closing && table != Table::appointment) {
    return base::fail(ErrorCode::internal, "any");
  }
  Query query(db_, table == Table::closing ? kAnyClosing : kAnyAppointment);
  return query.step();
}

Result<const LedgerWorld::Author*> LedgerWorld::author_of(const OpId& id) {
  // An op's rows follow each other, so most lines are of the op that was asked for last.
  const auto covers = [&id](const Author& one) {
    return one.id.device == id.device && one.id.n <= id.n && id.n < one.id.n + one.count;
  };
  for (const Author& one : authors_) {
    if (covers(one)) {
      return &one;
    }
  }
  TRY(const std::optional<LogEntry> entry, log_.covering(id));
  if (!entry) {
    return nullptr;
  }
  TRY(const oplog::Op op, oplog::parse_op(entry->text));
  constexpr std::size_t kRemembered = 8;
  authors_.insert(authors_.begin(), {op.id, op.count(), op.base.value_or(OpId()),
                                     std::string(base::trimmed(op.user))});
  if (authors_.size() > kRemembered) {
    authors_.pop_back();
  }
  return &authors_.front();
}

// Every op on the line: from the last back to the one that entered it, and those that others wrote
// in between, which are on nobody's way back when edits were merged.
Result<bool> LedgerWorld::wrote_line(std::string_view user, model::LineId rid) {
  base::Uuid row;
  OpId at;
  {
    Query query(db_, kWriterOfLine);
    query.bind(static_cast<std::int64_t>(rid));
    TRY(const bool found, query.step());
    if (!found) {
      return false;
    }
    row = query.uuid_at(0);
    at = rows_.devices().op_id(query.int_at(1), query.int_at(2));
  }
  constexpr int kMost = 1000;  // no way is longer, unless somebody has made it a circle
  bool changed = false;
  for (int step = 0; step < kMost && at.valid(); ++step) {
    TRY(const Author* author, author_of(at));
    if (author != nullptr && author->user == user) {
      return true;
    }
    changed = changed || (author != nullptr && author->base.valid());
    at = author != nullptr && author->base.valid()
             ? OpId{author->base.device, author->base.n + (at.n - author->id.n)}
             : OpId();
  }
  bool wrote = false;
  if (changed) {
    TRY_DO(log_.each_op_of_row(row, [&](LogEntry& entry) -> Result<bool> {
      TRY(const oplog::Op op, oplog::parse_op(entry.text));
      wrote = base::trimmed(op.user) == user && !oplog::refused(entry.verdict);
      return !wrote;
    }));
  }
  return wrote;
}

Result<bool> LedgerWorld::wrote_lines(
    std::string_view user, std::int64_t period,
    base::FunctionRef<Result<bool>(const base::Uuid& unit)> within) {
  std::map<model::UnitId, bool> inside;
  std::vector<model::LineId> lines;
  std::optional<base::Error> fault;
  TRY_DO(rows_.scan_all([&](const model::LineRow& line) {
    const bool in_period =
        line.period == period || (period % 100 == 0 && line.period / 100 == period / 100);
    const model::UnitId unit = in_period && !fault ? rows_.home_of(line) : model::kNoUnit;
    if (unit == model::kNoUnit) {
      return;
    }
    auto known = inside.find(unit);
    if (known == inside.end()) {
      const Result<bool> in = within(rows_.uuid_of(Table::unit, model::index(unit)));
      if (!in) {
        fault = in.error();
        return;
      }
      known = inside.emplace(unit, *in).first;
    }
    if (known->second) {
      lines.push_back(line.rid);
    }
  }));
  if (fault) {
    return tl::unexpected(std::move(*fault));
  }
  TRY_DO(add_moved_lines(period, within, lines));
  for (const model::LineId line : lines) {
    TRY(const bool wrote, wrote_line(user, line));
    if (wrote) {
      return true;
    }
  }
  return false;
}

// From each line that was ever moved back through its changes: whether it once lay there.
Result<void> LedgerWorld::add_moved_lines(std::int64_t period, Within within,
                                          std::vector<model::LineId>& lines) {
  std::set<Uuid> moved;
  {
    Query query(db_, kMovedLines);
    query.bind(static_cast<int>(Table::line));
    while (true) {
      TRY(const bool more, query.step());
      if (!more) {
        break;
      }
      moved.insert(query.uuid_at(0));
    }
  }
  for (const Uuid& row : moved) {
    TRY(const std::optional<StoredLine> line, rows_.line(row));
    const bool known = !line || std::find(lines.begin(), lines.end(), line->row.rid) != lines.end();
    TRY(const bool once, known ? Result<bool>(false) : lay_there(row, period, within));
    if (once) {
      lines.push_back(line->row.rid);
    }
  }
  return {};
}

Result<bool> LedgerWorld::lay_there(const Uuid& row, std::int64_t period, Within within) {
  TRY(std::optional<RowState> state, rows_.load(Table::line, row));
  std::vector<oplog::Op> ops;
  TRY_DO(log_.each_op_of_row(row, [&ops](LogEntry& entry) -> Result<bool> {
    TRY(oplog::Op op, oplog::parse_op(entry.text));
    if (!op.inserts() && !oplog::refused(entry.verdict)) {
      ops.push_back(std::move(op));
    }
    return true;
  }));
  std::sort(ops.begin(), ops.end(),
            [](const oplog::Op& a, const oplog::Op& b) { return b.hlc < a.hlc; });
  for (const oplog::Op& op : ops) {
    if (!state) {
      return false;
    }
    for (const oplog::Column& column : op.set) {
      if (column.has_old) {
        state->fields[column.field] = column.old_at(0);
      }
    }
    const auto side = [&state](std::string_view field) { return state->field(field); };
    const std::int64_t of = oplog::number_of(side, "period");
    const bool in_period = of == period || (period % 100 == 0 && of / 100 == period / 100);
    TRY(const Uuid unit, in_period ? oplog::home_of(*this, side) : Result<Uuid>(Uuid()));
    TRY(const bool in, unit.is_nil() ? Result<bool>(false) : within(unit));
    if (in) {
      return true;
    }
  }
  return false;
}

Result<void> LedgerWorld::each_planned(
    base::FunctionRef<void(const base::Uuid& version, const Planned& planned)> visit) {
  std::set<std::tuple<model::VersionId, std::int64_t, model::Basis, model::UnitId>> found;
  TRY_DO(rows_.scan_all([&](const model::LineRow& line) {
    if (!line.voided && line.kind == model::LineKind::plan) {
      found.emplace(line.version, line.period / 100, line.basis, rows_.home_of(line));
    }
  }));
  for (const auto& [version, year, basis, unit] : found) {
    visit(rows_.uuid_of(Table::version, model::index(version)),
          {year, std::string(model::name(basis)), rows_.uuid_of(Table::unit, model::index(unit))});
  }
  return {};
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
    // What binds a line whatever else is in the ledger.
    const bool says = op.column("corrects") != nullptr || op.column("date") != nullptr ||
                      op.column("period") != nullptr;
    if (!binds && !says) {
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
