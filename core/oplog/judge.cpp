// Judging and applying.
#include "core/oplog/judge.h"

#include <algorithm>
#include <optional>

#include "core/model/rules.h"

namespace saimnieks::oplog {
namespace {

using base::ErrorCode;
using model::Policy;

Judgement verdict_only(VerdictKind kind, ErrorCode code, std::string_view field) {
  return {Verdict{kind, code, std::string(field)}, {}};
}

Judgement conflict(std::string_view field) {
  return verdict_only(VerdictKind::conflict, ErrorCode::internal, field);
}

// Null for a table or field of a newer schema.
const model::FieldInfo* info_of(const Op& op, std::string_view field) {
  const auto table = model::table_from_name(op.table);
  return table ? model::find_field(model::table_info(*table), field) : nullptr;
}

Policy policy_of(const Op& op, std::string_view field) {
  const model::FieldInfo* info = info_of(op, field);
  return info != nullptr ? info->policy : Policy::conflict;  // unknown: the careful rule
}

// A field that an insert left out holds its default.
Value current_value(const Op& op, const RowState& state, std::string_view field) {
  if (const Value* value = state.field(field)) {
    return *value;
  }
  const model::FieldInfo* info = info_of(op, field);
  return info != nullptr ? model::default_of(*info) : Value();
}

bool voids(const Op& op, std::size_t row) {
  const Column* voided = op.column("voided");
  return voided != nullptr && voided->new_at(row) == Value(std::int64_t{1});
}

Judgement accept_all(const Op& op) {
  Judgement judgement{Verdict{VerdictKind::accepted, ErrorCode::internal, {}}, {}};
  for (std::uint32_t i = 0; i < op.set.size(); ++i) {
    judgement.fields.push_back(i);
  }
  return judgement;
}

// The version of a line must fit its kind, which the op itself does not repeat.
bool version_fits(const Op& op, std::size_t row, const RowState& current) {
  const Column* version = op.column("version");
  if (op.table != "line" || version == nullptr) {
    return true;
  }
  const bool plan = current_value(op, current, "kind") == Value(std::string("plan"));
  return plan != model::is_null(version->new_at(row));
}

Judgement judge_insert_again(const Op& op, std::size_t row, const RowState& current) {
  // Rows with a natural key are made alike by two devices; any other row's id is used once.
  const auto table = model::table_from_name(op.table);
  if (table && !model::table_info(*table).has_natural_key()) {
    return verdict_only(VerdictKind::rejected, ErrorCode::row_exists, {});
  }
  Judgement judgement{Verdict{VerdictKind::merged, ErrorCode::internal, {}}, {}};
  for (std::uint32_t i = 0; i < op.set.size(); ++i) {
    const Column& column = op.set[i];
    const Value& wanted = column.new_at(row);
    if (current_value(op, current, column.field) == wanted) {
      continue;
    }
    if (policy_of(op, column.field) != Policy::lww) {
      return conflict(column.field);
    }
    const auto clock = current.clocks.find(column.field);
    if (clock == current.clocks.end() || op.hlc > clock->second) {
      judgement.fields.push_back(i);
    }
  }
  return judgement;
}

// Others have written the row since the author saw it: field by field.
Judgement judge_overtaken(const Op& op, std::size_t row, const RowState& current) {
  if (current.voided() ? op.column("voided") == nullptr : voids(op, row)) {
    return conflict("voided");  // deleting against editing, either way round
  }
  Judgement judgement{Verdict{VerdictKind::merged, ErrorCode::internal, {}}, {}};
  for (std::uint32_t i = 0; i < op.set.size(); ++i) {
    const Column& column = op.set[i];
    const Value now = current_value(op, current, column.field);
    if (now == column.new_at(row)) {
      continue;  // equal values close by themselves
    }
    if (column.has_old && now == column.old_at(row)) {
      judgement.fields.push_back(i);
      continue;
    }
    if (policy_of(op, column.field) != Policy::lww) {
      return conflict(column.field);
    }
    const auto clock = current.clocks.find(column.field);
    if (clock == current.clocks.end() || op.hlc > clock->second) {
      judgement.fields.push_back(i);
    }
  }
  return judgement;
}

void set_field(const Op& op, const Column& column, std::size_t row, RowState& state) {
  const Value& value = column.new_at(row);
  if (model::is_null(value)) {
    state.fields.erase(column.field);  // null and absent are one state, so that states compare
  } else {
    state.fields[column.field] = value;
  }
  // An insert that leaves a note empty has decided nothing about it.
  const bool decided = state.version.valid() || !model::is_null(value);
  if (decided && policy_of(op, column.field) == Policy::lww) {
    Hlc& clock = state.clocks[column.field];
    clock = std::max(clock, op.hlc);
  }
}

// What an insert leaves out, before it is applied.
void set_defaults(const Op& op, RowState& state) {
  const auto table = model::table_from_name(op.table);
  if (!table || state.version.valid()) {
    return;
  }
  for (const model::FieldInfo& field : model::table_info(*table).fields) {
    if (field.has_default) {
      state.fields[std::string(field.name)] = model::default_of(field);
    }
  }
}

}  // namespace

std::string_view name(VerdictKind kind) {
  constexpr std::string_view kNames[] = {"pending", "accepted", "merged",   "conflict",
                                         "held",    "rejected", "duplicate"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<VerdictKind> verdict_kind_from_name(std::string_view text) {
  for (const auto kind :
       {VerdictKind::pending, VerdictKind::accepted, VerdictKind::merged, VerdictKind::conflict,
        VerdictKind::held, VerdictKind::rejected, VerdictKind::duplicate}) {
    if (name(kind) == text) {
      return kind;
    }
  }
  return std::nullopt;
}

const Verdict& OpVerdict::at(std::size_t row) const {
  const auto found = std::lower_bound(
      exceptions.begin(), exceptions.end(), row,
      [](const Exception& exception, std::size_t wanted) { return exception.row < wanted; });
  return found != exceptions.end() && found->row == row ? found->verdict : verdict;
}

bool RowState::voided() const {
  const Value* value = field("voided");
  return value != nullptr && *value == Value(std::int64_t{1});
}

const Value* RowState::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? nullptr : &found->second;
}

namespace {

// The rules that bind several fields, in the row as the op would leave it.
std::optional<model::RowFault> fault_after(const Op& op, std::size_t row, const RowState& current,
                                           const Judgement& judgement, Rules rules) {
  const auto table = model::table_from_name(op.table);
  const bool only_voids = op.set.size() == 1 && op.set.front().field == "voided";
  if (rules == Rules::not_asked || !table || only_voids || !takes_effect(judgement.verdict.kind)) {
    return {};
  }
  return model::new_fault(
      *table, [&current](std::string_view field) { return current.field(field); },
      [&](std::string_view field) -> const Value* {
        for (const std::uint32_t place : judgement.fields) {
          if (op.set[place].field == field) {
            return &op.set[place].new_at(row);
          }
        }
        return current.field(field);
      });
}

}  // namespace

Judgement judge(const Op& op, std::size_t row, const RowState* current, Rules rules) {
  if (current == nullptr) {
    return op.inserts() ? accept_all(op)
                        : verdict_only(VerdictKind::held, ErrorCode::not_found, {});
  }
  if (op.inserts()) {
    return judge_insert_again(op, row, *current);
  }
  if (!version_fits(op, row, *current)) {
    return verdict_only(VerdictKind::rejected, ErrorCode::value_range, "version");
  }
  if (current->version != op.base_at(row)) {
    Judgement judgement = judge_overtaken(op, row, *current);
    // Two edits, each sound by itself, may break a rule together: then the earlier one stands.
    const auto fault = fault_after(op, row, *current, judgement, rules);
    return fault ? conflict(fault->field) : judgement;
  }
  if (current->voided() && op.column("voided") == nullptr) {
    return verdict_only(VerdictKind::rejected, ErrorCode::row_voided, "voided");
  }
  Judgement judgement = accept_all(op);
  const auto fault = fault_after(op, row, *current, judgement, rules);
  return fault ? verdict_only(VerdictKind::rejected, fault->code, fault->field) : judgement;
}

void apply(const Op& op, std::size_t row, const Judgement& judgement, RowState& state) {
  if (!takes_effect(judgement.verdict.kind)) {
    return;
  }
  set_defaults(op, state);
  for (const std::uint32_t field : judgement.fields) {
    set_field(op, op.set[field], row, state);
  }
  state.version = op.id_at(row);
}

void apply_on_top(const Op& op, std::size_t row, RowState& state) {
  set_defaults(op, state);
  for (const Column& column : op.set) {
    set_field(op, column, row, state);
  }
  state.version = op.id_at(row);
}

void for_each_reference(
    const Op& op, std::size_t row,
    base::FunctionRef<void(model::Table target, const base::Uuid& uuid, std::string_view field)>
        visit) {
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return;
  }
  for (const Column& column : op.set) {
    const auto* field = model::find_field(model::table_info(*table), column.field);
    if (field == nullptr || field->type != model::FieldType::reference) {
      continue;
    }
    if (const std::string* text = model::as_text(column.new_at(row))) {
      if (const auto uuid = base::Uuid::parse(*text)) {
        visit(field->target, *uuid, column.field);
      }
    }
  }
}

}  // namespace saimnieks::oplog
