// Validation and drafting, the same for every table.
#include "core/ledger/row_planner.h"

#include <algorithm>

#include "core/base/media_type.h"
#include "core/base/utf8.h"
#include "core/ledger/entered_codes.h"
#include "core/ledger/uses.h"
#include "core/model/rules.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Uuid;
using model::FieldInfo;
using model::TableInfo;
using model::Value;

Result<void> as_result(const std::optional<model::RowFault>& fault) {
  return fault ? fail_field(fault->code, std::string(fault->field)) : Result<void>();
}

Result<void> check_rules(Table table, const RowState& state) {
  return as_result(
      model::row_fault(table, [&state](std::string_view field) { return state.field(field); }));
}

// What a person leaves out of a line: it is an actual, and its date says the month.
void complete_line(std::vector<FieldValue>& fields) {
  if (given(fields, "kind") == nullptr) {
    fields.push_back({"kind", std::string(model::name(model::LineKind::actual))});
  }
  const FieldValue* date = given(fields, "date");
  const std::int64_t* day = date == nullptr ? nullptr : model::as_int(date->value);
  if (day != nullptr && given(fields, "period") == nullptr) {
    fields.push_back({"period", *day / 100});
  }
  if (given(fields, "catalogue") == nullptr) {
    fields.push_back({"catalogue", std::string(catalogue::current().id)});
  }
}

bool is_catalogue(const Rows& rows, Table table, const Uuid& row) {
  return table == Table::code && rows.find(table, row) != model::kNone &&
         rows.codes()[model::CodeId{rows.find(table, row)}].catalogue;
}

// Names of persons are kept as they are compared: without blanks at their ends.
void trim_names(Table table, std::vector<FieldValue>& fields) {
  for (FieldValue& one : fields) {
    const std::string* name =
        model::names_person(table, one.field) ? model::as_text(one.value) : nullptr;
    if (name != nullptr) {
      one.value = std::string(base::trimmed(*name));
    }
  }
}

void put_into(RowState& state, const FieldValue& one) {
  if (model::is_null(one.value)) {
    state.fields.erase(one.field);
  } else {
    state.fields[one.field] = one.value;
  }
}

// The unit that a row lies in, for the op's way.
void route(Draft& draft, const RowState& state) {
  const Value* unit = state.field("unit");
  const std::string* text = unit == nullptr ? nullptr : model::as_text(*unit);
  if (const auto uuid = Uuid::parse(text == nullptr ? std::string_view() : *text)) {
    draft.in_unit(*uuid);
  }
}

}  // namespace

ErrorCode unknown_row(Table table) {
  switch (table) {
    case Table::unit:
      return ErrorCode::unit_unknown;
    case Table::service:
      return ErrorCode::service_unknown;
    case Table::code:
      return ErrorCode::code_unknown;
    case Table::version:
      return ErrorCode::version_unknown;
    case Table::line:
      return ErrorCode::line_unknown;
    case Table::resource:
      return ErrorCode::resource_unknown;
    case Table::policy:
      return ErrorCode::policy_unknown;
    case Table::source:
      return ErrorCode::source_unknown;
    default:
      return ErrorCode::row_unknown;
  }
}

Result<void> RowPlanner::check_reference(const FieldInfo& field, const Value& value) const {
  const std::string* text = model::as_text(value);
  if (field.type != model::FieldType::reference || text == nullptr) {
    return {};
  }
  TRY(const Uuid uuid, Uuid::parse(*text));
  bool usable = false;
  if (rows_.dimension(field.target) != nullptr) {
    usable = is_usable(rows_, field.target, rows_.find(field.target, uuid));
  } else {
    TRY(const std::optional<RowState> state, rows_.load(field.target, uuid));
    usable = state && !state->voided();
  }
  return usable ? Result<void>()
                : fail_field(unknown_row(field.target), std::string(field.name), *text);
}

Result<void> RowPlanner::check_field_values(const TableInfo& table,
                                            const std::vector<FieldValue>& fields) const {
  for (auto one = fields.begin(); one != fields.end(); ++one) {
    const FieldInfo* field = model::find_field(table, one->field);
    const bool twice = std::any_of(
        fields.begin(), one, [&](const FieldValue& other) { return other.field == one->field; });
    if (field == nullptr || one->field == "voided" || twice) {
      return fail_field(ErrorCode::field_unknown, one->field);
    }
    TRY_DO(model::check_value(*field, one->value));
  }
  return {};
}

Result<Uuid> RowPlanner::uuid_for(const TableInfo& table, const std::vector<FieldValue>& fields) {
  if (!table.has_natural_key()) {
    return uuids_.next();
  }
  std::vector<std::string> parts;
  for (int place = 1;; ++place) {
    const auto key = std::find_if(table.fields.begin(), table.fields.end(),
                                  [place](const FieldInfo& field) { return field.key == place; });
    if (key == table.fields.end()) {
      break;
    }
    const FieldValue* value = given(fields, key->name);
    const std::int64_t* number = value == nullptr ? nullptr : model::as_int(value->value);
    parts.push_back(value == nullptr    ? std::string()
                    : number != nullptr ? std::to_string(*number)
                                        : *model::as_text(value->value));
  }
  if (table.table == Table::code) {
    const Uuid built_in = model::catalogue_code_uuid(parts[0], parts[1]);
    if (rows_.find(Table::code, built_in) != model::kNone) {
      return built_in;
    }
  }
  return model::natural_uuid(ledger_, table.table, parts);
}

Result<void> RowPlanner::describe_content(std::vector<FieldValue>& fields) const {
  const auto text = [&fields](const char* name) {
    const FieldValue* value = given(fields, name);
    const std::string* found = value == nullptr ? nullptr : model::as_text(value->value);
    return found == nullptr ? std::string_view() : std::string_view(*found);
  };
  const auto hash = base::hash_from_hex(text("hash"));
  if (!hash) {
    return {};  // refused by the table's rules
  }
  TRY(const std::optional<std::string> content, Blobs(db_).read(*hash));
  if (!content) {
    return {};
  }
  TRY(const std::string_view media, base::media_type_of_file(text("name"), *content));
  const FieldValue known[] = {{"media_type", std::string(media)},
                              {"size", static_cast<std::int64_t>(content->size())}};
  for (const FieldValue& one : known) {
    const FieldValue* said = given(fields, one.field);
    if (said == nullptr) {
      fields.push_back(one);
    } else if (said->value != one.value) {
      return fail_field(ErrorCode::content_differs, one.field);
    }
  }
  return {};
}

Result<Plan> RowPlanner::add(Table table, std::vector<FieldValue> fields) {
  const TableInfo& info = model::table_info(table);
  if (table == Table::line) {
    complete_line(fields);
    if (given(fields, "amount_cents") == nullptr && given(fields, "quantity") == nullptr) {
      return fail_field(ErrorCode::value_missing, "amount_cents");
    }
  }
  if (table == Table::attachment) {
    TRY_DO(describe_content(fields));
  }
  sign(table, fields, true);
  trim_names(table, fields);
  for (const FieldInfo& field : info.fields) {
    if (field.nullable || field.has_default || given(fields, field.name) != nullptr) {
      continue;
    }
    if (field.policy != model::Policy::lww) {
      return fail_field(ErrorCode::value_missing, std::string(field.name));
    }
    fields.push_back({std::string(field.name), std::string()});  // a name may come later
  }
  fields.erase(std::remove_if(fields.begin(), fields.end(),
                              [](const FieldValue& one) { return model::is_null(one.value); }),
               fields.end());
  TRY_DO(check_field_values(info, fields));
  Plan plan;
  TRY(const Uuid row, uuid_for(info, fields));
  plan.made.emplace(table, row);
  TRY(const std::optional<RowState> there, rows_.load(table, row));
  if (there && (!there->voided() || is_catalogue(rows_, table, row))) {
    return fail_field(ErrorCode::row_exists, "code");
  }
  RowState state;
  Draft draft(table, row);
  const catalogue::Catalogue* version = catalogue_of(fields);
  for (FieldValue& one : fields) {
    TRY_DO(check_reference(*model::find_field(info, one.field), one.value));
    TRY_DO(check_code(info, one, version));
    put_into(state, one);
  }
  TRY_DO(check_rules(table, state));
  if (table == Table::code) {
    TRY_DO(check_own_code(state));
  }
  if (there) {
    TRY(plan, revive(info, row, *there, fields));
    plan.made.emplace(table, row);
    return plan;
  }
  plan.label = label("add", table, state);
  for (FieldValue& one : fields) {
    draft.set(std::move(one.field), std::move(one.value));
  }
  route(draft, state);
  plan.ops.push_back(draft.take());
  return plan;
}

Result<Plan> RowPlanner::revive(const TableInfo& table, const Uuid& row, const RowState& state,
                                const std::vector<FieldValue>& fields) {
  Draft draft(table.table, row, state.version);
  draft.change("voided", std::int64_t{1}, std::int64_t{0});
  RowState after = state;
  for (const FieldInfo& field : table.fields) {
    if (field.policy == model::Policy::immutable || field.name == "voided") {
      continue;
    }
    // What is not said is as in a new row, whatever it was when the row was voided.
    const FieldValue* said = given(fields, field.name);
    const Value* now = state.field(field.name);
    const FieldValue next{std::string(field.name), said ? said->value : model::default_of(field)};
    draft.change(next.field, now == nullptr ? Value() : *now, next.value);
    put_into(after, next);
  }
  TRY_DO(check_rules(table.table, after));
  route(draft, after);
  Plan plan;
  plan.label = label("add", table.table, after);
  plan.ops.push_back(draft.take());
  return plan;
}

Result<RowState> RowPlanner::living(Table table, const Uuid& row) const {
  TRY(std::optional<RowState> state, rows_.load(table, row));
  if (!state) {
    return base::fail(unknown_row(table), row.text());
  }
  if (state->voided()) {
    return fail_field(ErrorCode::row_voided, "voided");
  }
  if (is_catalogue(rows_, table, row)) {
    return fail_field(ErrorCode::catalogue_immutable, "code");
  }
  return std::move(*state);
}

void RowPlanner::sign(Table table, std::vector<FieldValue>& fields, bool makes) const {
  const FieldValue* now = given(fields, table == Table::version ? "status" : "state");
  const std::string* state = now == nullptr ? nullptr : model::as_text(now->value);
  const char* field = nullptr;
  if (table == Table::duty) {
    field = "done_by";
  } else if (table == Table::closing) {
    const bool closes = state == nullptr ? makes : *state == "closed";
    field = closes ? "closed_by" : nullptr;
  } else if (table == Table::version && state != nullptr) {
    field = *state == "submitted" ? "submitted_by" : *state == "approved" ? "approved_by" : nullptr;
    if (*state == "draft" && !makes && given(fields, "submitted_by") == nullptr) {
      fields.push_back({"submitted_by", Value()});  // taken back
    }
  }
  if (field != nullptr && given(fields, field) == nullptr && !user_.empty()) {
    fields.push_back({field, user_});
  }
}

Result<Plan> RowPlanner::change(Table table, const Uuid& row, std::vector<FieldValue> fields) {
  const TableInfo& info = model::table_info(table);
  sign(table, fields, false);
  trim_names(table, fields);
  TRY_DO(check_field_values(info, fields));
  TRY(const RowState state, living(table, row));
  RowState after = state;
  Draft draft(table, row, state.version);
  for (const FieldValue& one : fields) {
    const FieldInfo& field = *model::find_field(info, one.field);
    const Value* found = state.field(one.field);
    const Value now = found == nullptr ? model::default_of(field) : *found;
    if (now == one.value) {
      continue;  // what the row already names may have been voided since
    }
    if (field.policy == model::Policy::immutable) {
      return fail_field(ErrorCode::op_field_immutable, one.field);
    }
    if (table == Table::line && one.field == "catalogue") {
      return fail_field(ErrorCode::op_field_immutable, one.field);
    }
    TRY_DO(check_reference(field, one.value));
    TRY_DO(check_code(info, one, &catalogue::current()));
    draft.change(one.field, now, one.value);
    put_into(after, one);
  }
  TRY_DO(as_result(model::new_fault(
      table, [&state](std::string_view field) { return state.field(field); },
      [&after](std::string_view field) { return after.field(field); })));
  if (table == Table::line) {
    if (const auto newer = newer_catalogue(state, after)) {
      const Value* now = state.field("catalogue");
      draft.change(newer->field, now == nullptr ? Value() : *now, newer->value);
    }
  }
  route(draft, after);
  Plan plan;
  plan.label = label("change", table, after);
  if (!draft.empty()) {
    plan.ops.push_back(draft.take());
  }
  return plan;
}

Result<Plan> RowPlanner::void_row(Table table, const Uuid& row) {
  TRY(const RowState state, living(table, row));
  if (table != Table::line) {
    TRY(const bool used,
        is_named(db_, table, rows_.find(table, row), row, [](const Uuid&) { return false; }));
    if (used) {
      return fail_field(ErrorCode::row_in_use, "voided");
    }
  }
  Draft draft(table, row, state.version);
  draft.change("voided", std::int64_t{0}, std::int64_t{1});
  route(draft, state);
  Plan plan;
  plan.label = label("void", table, state);
  plan.ops.push_back(draft.take());
  return plan;
}

// What a person calls the row: its name or code, or that of what it is for.
CommandLabel RowPlanner::label(const char* verb, Table table, const RowState& state) const {
  CommandLabel out;
  out.key = "command." + std::string(verb) + "_" + std::string(model::table_info(table).name);
  for (const char* field : {"name", "label", "code", "holder", "indicator", "task", "hash"}) {
    const FieldInfo* info = model::find_field(model::table_info(table), field);
    const Value* value = state.field(field);
    const std::string* text = value == nullptr ? nullptr : model::as_text(*value);
    if (text != nullptr && !text->empty() && info->type == model::FieldType::text) {
      out.detail = *text;
      return out;
    }
  }
  for (const char* field : {"service", "resource", "policy", "from_resource", "unit"}) {
    const FieldInfo* info = model::find_field(model::table_info(table), field);
    const Value* value = state.field(field);
    const std::string* text = value == nullptr ? nullptr : model::as_text(*value);
    const auto uuid = Uuid::parse(text == nullptr ? std::string_view() : *text);
    const std::uint32_t number = uuid ? rows_.find(info->target, *uuid) : model::kNone;
    if (number == model::kNone) {
      continue;
    }
    const model::AnyDimension& rows = *rows_.dimension(info->target);
    out.detail = rows.common(number).name;
    if (out.detail.empty()) {
      const FieldInfo* code = model::find_field(model::table_info(info->target), "code");
      out.detail = std::string(code->read(rows.row(number)).text);
    }
    return out;
  }
  return out;
}

}  // namespace saimnieks::ledger
