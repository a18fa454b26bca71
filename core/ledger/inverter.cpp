#include "core/ledger/inverter.h"

#include <utility>

#include "core/ledger/draft.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;
using model::Value;
using oplog::OpId;

const Value kZero = std::int64_t{0};
const Value kOne = std::int64_t{1};

bool newest_wins(Table table, std::string_view field) {
  const auto* info = model::find_field(model::table_info(table), field);
  return info != nullptr && info->policy == model::Policy::lww;
}

}  // namespace

Result<void> Inverter::add(Op op) {
  divisible_ = divisible_ || op.tx.divisible();
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return base::fail(ErrorCode::op_table_unknown, op.table);
  }
  if (*table != Table::line) {
    // Which dimension rows are still in use is known only when all lines have been seen.
    (op.inserts() ? made_ : changed_).push_back(std::move(op));
    return {};
  }
  for (std::size_t i = 0; i < op.rows.size(); ++i) {
    TRY_DO(invert_row(op, i));
  }
  return {};
}

Result<std::vector<Op>> Inverter::finish() {
  flush_run();
  for (const Op& op : made_) {
    // Units may stand above units of their own block: children go first.
    for (std::size_t i = op.rows.size(); i-- > 0;) {
      TRY_DO(invert_row(op, i));
    }
    flush_run();
  }
  for (const Op& op : changed_) {
    for (std::size_t i = 0; i < op.rows.size(); ++i) {
      if (!voided_.contains(op.rows[i])) {
        TRY_DO(invert_row(op, i));
      }
    }
    flush_run();
  }
  return std::move(ops_);
}

Result<void> Inverter::invert_row(const Op& op, std::size_t row) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  if (!op.inserts() && born_.contains(uuid)) {
    return {};
  }
  const bool only_voids = op.set.size() == 1 && op.set.front().field == "voided";
  if (table == Table::line && (op.inserts() || only_voids)) {
    return invert_line(op, row);
  }
  TRY(const std::optional<RowState> state, rows_.load(table, uuid));
  if (!state) {
    return {};  // refused meanwhile: nothing of it is here
  }
  if (!op.inserts()) {
    return invert_update(op, row, *state);
  }
  if (!state->voided()) {
    TRY(const bool used, in_use(table, uuid));
    if (!used) {  // else others have built on it: it stays
      voided_.insert(uuid);
      drop_uses(table, *state);
      extend_run(table, uuid, state->version, kZero, kOne);
    }
  }
  return {};
}

// Lines that an op made, voided or brought back: an import's way, without the states between.
Result<void> Inverter::invert_line(const Op& op, std::size_t row) {
  const Uuid& uuid = op.rows[row];
  TRY(const std::optional<StoredLine> line, rows_.line(uuid));
  if (!line || !line->present) {
    return {};
  }
  const oplog::Column* column = op.inserts() ? nullptr : &op.set.front();
  const Value& before = column == nullptr ? kZero : column->new_at(row);
  const Value& after = column == nullptr ? kOne : column->old_at(row);
  const OpId by = rows_.devices().op_id(line->by_device, line->by_n);
  const Value now = std::int64_t{line->row.voided ? 1 : 0};
  if (now == after) {
    return {};
  }
  if (by.device != op.id.device) {
    return base::fail(ErrorCode::changed_since, uuid.text());
  }
  if (after == kOne) {
    const model::Line& gone = *line;
    for (const model::FieldInfo& field : model::table_info(Table::line).fields) {
      if (const model::Cell cell = field.cell(&gone); !cell.null()) {
        uses_.add(field, cell.integer, -1);
      }
    }
  }
  extend_run(Table::line, uuid, by, before, after);
  return {};
}

Result<void> Inverter::invert_update(const Op& op, std::size_t row, const RowState& state) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  Draft draft(table, uuid, state.version);
  for (const oplog::Column& column : op.set) {
    const Value* found = state.field(column.field);
    if ((found == nullptr ? Value() : *found) == column.new_at(row)) {
      draft.change(column.field, column.new_at(row), column.old_at(row));
    } else if (!newest_wins(table, column.field)) {
      return base::fail_field(ErrorCode::changed_since, column.field, uuid.text());
    }  // a name that somebody has given since stays
  }
  if (draft.empty()) {
    return {};
  }
  Op inverse = draft.take();
  inverse.unit = op.unit;
  ops_.push_back(std::move(inverse));
  return {};
}

void Inverter::extend_run(Table table, const Uuid& row, const OpId& base, const Value& before,
                          const Value& after) {
  const auto length = static_cast<std::int64_t>(run_.rows.size());
  const bool follows = length > 0 && length < oplog::kMaxBlockRows && run_.table == table &&
                       run_.before == before && run_.after == after &&
                       base.device == run_.base.device && base.n == run_.base.n + length;
  if (!follows) {
    flush_run();
    run_ = {table, base, before, after, {}};
  }
  run_.rows.push_back(row);
}

void Inverter::flush_run() {
  if (run_.rows.empty()) {
    return;
  }
  const std::string table(model::table_info(run_.table).name);
  if (run_.rows.size() == 1) {
    Draft draft(run_.table, run_.rows.front(), run_.base);
    draft.change("voided", run_.before, run_.after);
    ops_.push_back(draft.take());
  } else {
    Op op;
    op.block = true;
    op.rows = run_.rows;
    op.base = run_.base;
    op.table = table;
    op.set.push_back({.field = "voided",
                      .shape = oplog::Column::Shape::all,
                      .values = {run_.after},
                      .has_old = true,
                      .old_all = true,
                      .old_values = {run_.before}});
    ops_.push_back(std::move(op));
  }
  run_ = {};
}

Result<bool> Inverter::in_use(Table table, const Uuid& row) {
  if (model::table_info(table).kind != model::TableKind::dimension) {
    return is_named(db_, table, model::kNone, row,
                    [this](const Uuid& other) { return voided_.contains(other); });
  }
  if (!counted_) {
    TRY_DO(uses_.count(db_));
    counted_ = true;
  }
  return uses_.of(table, rows_.find(table, row)) > 0;
}

void Inverter::drop_uses(Table table, const RowState& state) {
  for (const model::FieldInfo& field : model::table_info(table).fields) {
    const Value* value = state.field(field.name);
    const std::string* text = value == nullptr ? nullptr : model::as_text(*value);
    if (field.type != model::FieldType::reference || text == nullptr) {
      continue;
    }
    if (const auto uuid = Uuid::parse(*text)) {
      if (const std::uint32_t number = rows_.find(field.target, *uuid); number != model::kNone) {
        uses_.add(field, number, -1);
      }
    }
  }
}

}  // namespace saimnieks::ledger
