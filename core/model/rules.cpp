// The rules, table by table.
#include "core/model/rules.h"

#include <array>
#include <vector>

#include "core/model/row_rules.h"

namespace saimnieks::model {

using base::ErrorCode;

Fault RowRules::one_object() const {
  return objects() > 1 ? Fault({ErrorCode::object_several, has("policy") ? "policy" : "resource"})
                       : Fault();
}

Fault RowRules::said(std::span<const std::string_view> texts) const {
  for (const std::string_view field : texts) {
    const Value* value = value_(field);
    if (value != nullptr && !is_null(*value) && !has(field)) {
      return RowFault{ErrorCode::value_missing, field};
    }
  }
  return {};
}

// Paths of units are written with it.
Fault RowRules::unit() const {
  return text("code").find('/') != std::string_view::npos
             ? Fault({ErrorCode::unit_code_slash, "code"})
             : in_order("valid_from", "valid_to");
}

Fault RowRules::benefit() const {
  Fault fault = one_object();
  return !fault && !has("method") ? Fault({ErrorCode::value_missing, "method"}) : fault;
}

Fault RowRules::outcome() const {
  Fault fault = one_object();
  return !fault && !has("planned") && !has("reached") ? Fault({ErrorCode::value_missing, "planned"})
                                                      : fault;
}

Fault RowRules::role_fits() const {
  const auto role = from_name<RoleRow>(text("role"));
  if (!role) {
    return {};
  }
  // R1 … R6 and R10 answer for a unit, R7 … R9 for a service, R11 and R12 for a resource.
  const bool of_service = *role >= RoleRow::r7 && *role <= RoleRow::r9;
  const bool of_resource = *role >= RoleRow::r11;
  const std::string_view scope = of_service ? "service" : of_resource ? "resource" : "unit";
  if (!has(scope)) {
    return RowFault{ErrorCode::value_missing, scope};
  }
  for (const std::string_view field : {"service", "resource"}) {  // a unit may be named besides
    if (field != scope && has(field)) {
      return RowFault{ErrorCode::scope_unfit, field};
    }
  }
  return {};
}

Fault RowRules::appointment() const {
  if (Fault fault = role_fits()) {
    return fault;
  }
  if (has("also_role")) {
    const auto role = from_name<RoleRow>(text("role"));
    const auto other = from_name<RoleRow>(text("also_role"));
    const auto are = [&](RoleRow one, RoleRow two) {
      return (role == one && other == two) || (role == two && other == one);
    };
    if (!are(RoleRow::r4, RoleRow::r6) && !are(RoleRow::r5, RoleRow::r10)) {
      return RowFault{ErrorCode::scope_unfit, "also_role"};
    }
  }
  return in_order("valid_from", "valid_to");
}

Fault RowRules::usage() const {
  if (has("to_service") == has("to_resource")) {
    return RowFault{has("to_service") ? ErrorCode::object_several : ErrorCode::object_missing,
                    "to_resource"};
  }
  if (has("to_resource") && text("to_resource") == text("from_resource")) {
    return RowFault{ErrorCode::self_loop, "to_resource"};
  }
  if (Fault fault = positive("weight", false)) {
    return fault;
  }
  return in_order("valid_from", "valid_to");
}

Fault RowRules::amendment() const {
  if (has("to_appropriation") && text("to_appropriation") == text("appropriation")) {
    return RowFault{ErrorCode::self_loop, "to_appropriation"};
  }
  return {};
}

Fault RowRules::need() const {
  if (Fault fault = one_object()) {
    return fault;
  }
  if (Fault fault = positive("priority", true)) {
    return fault;
  }
  if (Fault fault = positive("amount_cents", false)) {
    return fault;
  }
  const auto state = from_name<NeedState>(text("state")).value_or(NeedState::stated);
  const bool decided = state == NeedState::granted || state == NeedState::cut;
  if (decided && !has("granted_cents")) {
    return RowFault{ErrorCode::value_missing, "granted_cents"};
  }
  // Granted is at most what is needed, and less when it was cut.
  const std::int64_t most = number("amount_cents") - (state == NeedState::cut ? 1 : 0);
  if (decided && (number("granted_cents") < 0 || number("granted_cents") > most)) {
    return RowFault{ErrorCode::value_range, "granted_cents"};
  }
  if ((state == NeedState::cut || state == NeedState::returned) && !has("reason")) {
    return RowFault{ErrorCode::reason_missing, "reason"};
  }
  return {};
}

Fault RowRules::closing() const {
  return text("state") == name(ClosingState::reopened) && !has("reason")
             ? Fault({ErrorCode::reason_missing, "reason"})
             : Fault();
}

Fault RowRules::hash(std::string_view field) const {
  constexpr std::size_t kHashDigits = 64;
  const std::string_view hash = text(field);
  return hash.size() != kHashDigits ||
                 hash.find_first_not_of("0123456789abcdef") != std::string_view::npos
             ? Fault({ErrorCode::value_range, field})
             : Fault();
}

Fault RowRules::attachment() const {
  if (Fault fault = hash("hash")) {
    return fault;
  }
  if (int{has("line")} + int{has("version")} + int{has("closing")} > 1) {
    return RowFault{ErrorCode::object_several, has("closing") ? "closing" : "version"};
  }
  return positive("size", false);
}

Fault RowRules::threshold() const {
  if (text("watch") == name(Watch::justification)) {
    if (!has("amount_cents")) {
      return RowFault{ErrorCode::value_missing, "amount_cents"};
    }
    if (has("percent") || text("axis") != name(WatchAxis::unit)) {
      return RowFault{ErrorCode::scope_unfit, has("percent") ? "percent" : "axis"};
    }
  }
  if (!has("percent") && !has("amount_cents")) {
    return RowFault{ErrorCode::value_missing, "percent"};
  }
  for (const std::string_view field : {"percent", "amount_cents"}) {
    if (Fault fault = positive(field, false)) {
      return fault;
    }
  }
  return in_order("valid_from", "valid_to");
}

Fault RowRules::deviation() const {
  if (Fault fault = one_object()) {
    return fault;
  }
  if (objects() + int{has("code")} + int{has("function")} + int{has("source")} > 1) {
    return RowFault{ErrorCode::object_several, has("source")     ? "source"
                                               : has("function") ? "function"
                                                                 : "code"};
  }
  if (text("watch") == name(Watch::justification)) {
    return RowFault{ErrorCode::scope_unfit, "watch"};
  }
  if (number("year") % 100 != 0) {
    return RowFault{ErrorCode::period_invalid, "year"};
  }
  for (const std::string_view field : {"noticed", "checked"}) {
    if (has(field) && number(field) % 100 == 0) {
      return RowFault{ErrorCode::period_invalid, field};
    }
  }
  if (has("checked") && number("checked") <= number("noticed")) {
    return RowFault{ErrorCode::end_before_start, "checked"};
  }
  if (text("state") == name(DeviationState::closed)) {
    for (const std::string_view field :
         {"owner", "cause", "decision", "action", "deadline", "effect", "checked"}) {
      if (!has(field)) {
        return RowFault{ErrorCode::value_missing, field};
      }
    }
  }
  return {};
}

Fault RowRules::allocation() const {
  if ((text("kind") == name(LineKind::plan)) != has("version")) {
    return RowFault{
        has("version") ? ErrorCode::version_not_for_actuals : ErrorCode::version_missing,
        "version"};
  }
  return hash("result_hash");
}

// A scenario stays a draft.
Fault RowRules::version() const {
  return number("scenario") != 0 && text("status") != name(VersionStatus::draft)
             ? Fault({ErrorCode::version_state, "scenario"})
             : Fault();
}

Fault RowRules::population() const {
  return number("year") % 100 != 0 ? Fault({ErrorCode::period_invalid, "year"})
                                   : positive("inhabitants", true);
}

namespace {

constexpr int kStatementBytes = 8192;  // as bind.h sizes them

// Of each table: the texts that say something when they are given, those that a row must have and
// reasons. A label may come later.
const std::vector<std::string_view>& telling_texts(Table table) {
  static const auto kOf = [] {
    std::array<std::vector<std::string_view>, kTableCount> out;
    for (const TableInfo& info : tables()) {
      for (const FieldInfo& field : info.fields) {
        const bool reason = field.max_bytes == kStatementBytes;
        if (field.type == FieldType::text && field.policy != Policy::lww &&
            (reason || !field.nullable)) {
          out[static_cast<std::size_t>(info.table)].push_back(field.name);
        }
      }
    }
    return out;
  }();
  return kOf[static_cast<std::size_t>(table)];
}

}  // namespace

Fault row_fault(Table table, ValueOf value) {
  const RowRules rules(value);
  if (const Fault fault = rules.said(telling_texts(table))) {
    return fault;
  }
  switch (table) {
    case Table::line:
      return rules.line();
    case Table::unit:
      return rules.unit();
    case Table::policy:
      return rules.in_order("valid_from", "valid_to");
    case Table::version:
      return rules.version();
    case Table::appointment:
      return rules.appointment();
    case Table::usage:
      return rules.usage();
    case Table::schedule:
      return rules.schedule();
    case Table::amendment:
      return rules.amendment();
    case Table::need:
      return rules.need();
    case Table::commitment:
      return rules.one_object();
    case Table::benefit:
      return rules.benefit();
    case Table::outcome:
      return rules.outcome();
    case Table::volume:
      return rules.volume();
    case Table::closing:
      return rules.closing();
    case Table::attachment:
      return rules.attachment();
    case Table::duty:
      return rules.role_fits();
    case Table::threshold:
      return rules.threshold();
    case Table::deviation:
      return rules.deviation();
    case Table::allocation:
      return rules.allocation();
    case Table::population:
      return rules.population();
    default:
      return {};
  }
}

bool names_person(Table table, std::string_view field) {
  switch (table) {
    case Table::appointment:
      return field == "holder";
    case Table::duty:
      return field == "done_by";
    case Table::closing:
      return field == "closed_by";
    case Table::version:
      return field == "submitted_by" || field == "approved_by";
    case Table::deviation:
      return field == "owner";
    default:
      return false;
  }
}

std::optional<RowFault> new_fault(Table table, ValueOf before, ValueOf after) {
  const auto fault = row_fault(table, after);
  if (!fault || fault != row_fault(table, before)) {
    return fault;
  }
  const Value* was = before(fault->field);
  const Value* is = after(fault->field);
  const Value nothing;
  return (was == nullptr ? nothing : *was) == (is == nullptr ? nothing : *is) ? std::nullopt
                                                                              : fault;
}

}  // namespace saimnieks::model
