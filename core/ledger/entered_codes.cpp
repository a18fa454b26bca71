// Holding codes against the catalogue and the institution's own.
#include "core/ledger/entered_codes.h"

#include <algorithm>

#include "core/ledger/row_planner.h"
#include "core/model/catalogue_rules.h"

namespace saimnieks::ledger {

using base::ErrorCode;
using base::fail_field;
using base::Uuid;
using model::TableInfo;
using model::Value;

const FieldValue* given(const std::vector<FieldValue>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [name](const FieldValue& one) { return one.field == name; });
  return found == fields.end() || model::is_null(found->value) ? nullptr : &*found;
}

const catalogue::Catalogue* catalogue_of(const std::vector<FieldValue>& fields) {
  const FieldValue* version = given(fields, "catalogue");
  const std::string* id = version == nullptr ? nullptr : model::as_text(version->value);
  return id == nullptr ? &catalogue::current() : catalogue::find_version(*id);
}

std::optional<FieldValue> newer_catalogue(const RowState& before, const RowState& after) {
  const Value* said = before.field("catalogue");
  const std::string* id = said == nullptr ? nullptr : model::as_text(*said);
  const catalogue::Catalogue* version = id == nullptr ? nullptr : catalogue::find_version(*id);
  if (id != nullptr && *id == catalogue::current().id) {
    return std::nullopt;
  }
  for (const auto& [field, value] : after.fields) {
    const auto lists = model::catalogue_lists(Table::line, field);
    const std::string* code = model::as_text(value);
    const Value* now = before.field(field);
    const bool changed = now == nullptr || *now != value;
    if (!lists.empty() && changed && code != nullptr &&
        (version == nullptr || model::code_fault(*version, lists, *code))) {
      return FieldValue{"catalogue", std::string(catalogue::current().id)};
    }
  }
  return std::nullopt;
}

Result<void> check_own_code(const RowState& state) {
  const auto text = [&state](std::string_view field) {
    const Value* value = state.field(field);
    const std::string* found = value == nullptr ? nullptr : model::as_text(*value);
    return found == nullptr ? std::string_view() : std::string_view(*found);
  };
  const auto fault = model::own_code_fault(catalogue::current(), text("scheme"), text("code"));
  return fault ? fail_field(fault->code, std::string(fault->field), std::string(text("code")))
               : Result<void>();
}

// The codes of a new row, or those that a change gives a row.
Result<void> RowPlanner::check_code(const TableInfo& table, const FieldValue& one,
                                    const catalogue::Catalogue* version) const {
  const std::string* text = model::as_text(one.value);
  if (text == nullptr) {
    return {};
  }
  if (table.table == Table::line && one.field == "catalogue" && version == nullptr) {
    return fail_field(ErrorCode::catalogue_version_unknown, one.field, *text);
  }
  if (table.table == Table::line && (one.field == "code" || one.field == "function")) {
    TRY(const Uuid uuid, Uuid::parse(*text));
    const model::CodeId code{rows_.find(Table::code, uuid)};
    const std::string& scheme = rows_.codes()[code].scheme;
    const bool fits =
        one.field == "code" ? model::is_economic_scheme(scheme) : scheme == model::kFunctionScheme;
    return fits ? Result<void>() : fail_field(ErrorCode::catalogue_code_unknown, one.field, scheme);
  }
  const auto lists = model::catalogue_lists(table.table, one.field);
  if (lists.empty() || version == nullptr) {
    return {};
  }
  const auto fault = model::code_fault(*version, lists, *text);
  const auto scheme = model::own_scheme(lists);
  if (!fault ||
      (scheme && is_usable(rows_, Table::code,
                           rows_.find(Table::code, model::code_uuid(ledger_, *scheme, *text))))) {
    return {};
  }
  return fail_field(*fault, one.field, *text);
}

}  // namespace saimnieks::ledger
