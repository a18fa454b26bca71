// The rules, table by table.
#include "core/model/rules.h"

#include "core/model/facts.h"

namespace saimnieks::model {
namespace {

using base::ErrorCode;
using Fault = std::optional<RowFault>;

class RowRules {
 public:
  explicit RowRules(ValueOf value) : value_(value) {}

  Fault line() const;
  Fault appointment() const;
  // What the row of the table of roles answers for is named, and nothing else.
  Fault role_fits() const;
  Fault usage() const;
  Fault schedule() const;
  Fault amendment() const;
  Fault need() const;
  Fault closing() const;
  Fault volume() const { return positive("quantity", false); }
  Fault attachment() const;
  Fault threshold() const;
  Fault deviation() const;
  Fault allocation() const;
  Fault population() const;
  Fault version() const;
  // At most one of service, resource and policy.
  Fault one_object() const;
  // Not before its begin.
  Fault in_order(std::string_view first, std::string_view last) const {
    const std::int64_t from = number(first);
    return has(last) && number(last) < from ? Fault({ErrorCode::end_before_start, last}) : Fault();
  }

 private:
  Fault hash(std::string_view field) const;
  bool has(std::string_view field) const {
    const Value* value = value_(field);
    return value != nullptr && !is_null(*value);
  }
  std::int64_t number(std::string_view field) const {
    const Value* value = value_(field);
    const std::int64_t* found = value == nullptr ? nullptr : as_int(*value);
    return found == nullptr ? 0 : *found;
  }
  std::string_view text(std::string_view field) const {
    const Value* value = value_(field);
    const std::string* found = value == nullptr ? nullptr : as_text(*value);
    return found == nullptr ? std::string_view() : std::string_view(*found);
  }
  int objects() const { return int{has("service")} + int{has("resource")} + int{has("policy")}; }
  Fault positive(std::string_view field, bool above_zero) const {
    return number(field) < (above_zero ? 1 : 0) ? Fault({ErrorCode::value_range, field}) : Fault();
  }
  // The phases of policies on policies, the others elsewhere.
  Fault phase_fits() const {
    const auto phase = from_name<Phase>(text("phase"));
    return phase && is_policy_phase(*phase) != has("policy")
               ? Fault({ErrorCode::phase_unfit, "phase"})
               : Fault();
  }

  ValueOf value_;
};

Fault RowRules::one_object() const {
  return objects() > 1 ? Fault({ErrorCode::object_several, has("policy") ? "policy" : "resource"})
                       : Fault();
}

Fault RowRules::line() const {
  const bool plan = text("kind") == name(LineKind::plan);
  if (plan != has("version")) {
    return RowFault{plan ? ErrorCode::version_missing : ErrorCode::version_not_for_actuals,
                    "version"};
  }
  if (Fault fault = one_object()) {
    return fault;
  }
  if (objects() == 0 && !has("task")) {
    return RowFault{ErrorCode::object_missing, "service"};
  }
  if (has("vat_cents") && !has("vat")) {
    return RowFault{ErrorCode::value_missing, "vat"};
  }
  return phase_fits();
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
    const bool pair = (role == RoleRow::r4 && other == RoleRow::r6) ||
                      (role == RoleRow::r5 && other == RoleRow::r10);
    if (!pair) {
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

Fault RowRules::schedule() const {
  constexpr std::int64_t kMostMonths = 120;
  if (Fault fault = one_object()) {
    return fault;
  }
  if (objects() == 0 && !has("task")) {
    return RowFault{ErrorCode::object_missing, "service"};
  }
  if (number("every_months") < 1 || number("every_months") > kMostMonths) {
    return RowFault{ErrorCode::value_range, "every_months"};
  }
  if (has("index_ppm") != has("index_from")) {
    return RowFault{ErrorCode::value_missing, has("index_ppm") ? "index_from" : "index_ppm"};
  }
  constexpr std::int64_t kWhole = 1'000'000;
  if (number("index_ppm") <= -kWhole) {
    return RowFault{ErrorCode::value_range, "index_ppm"};
  }
  const bool spread = text("method") == name(ScheduleMethod::straight_line);
  if (spread && !has("last_period")) {
    return RowFault{ErrorCode::value_missing, "last_period"};
  }
  if (has(spread ? "index_ppm" : "residual_cents")) {
    return RowFault{ErrorCode::scope_unfit, spread ? "index_ppm" : "residual_cents"};
  }
  for (const std::string_view field : {"first_period", "last_period"}) {
    if (has(field) && number(field) % 100 == 0) {  // regular costs go by months
      return RowFault{ErrorCode::period_invalid, field};
    }
  }
  if (Fault fault = phase_fits()) {
    return fault;
  }
  return in_order("first_period", "last_period");
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
  const auto state = from_name<NeedState>(text("state")).value_or(NeedState::stated);
  const bool decided = state == NeedState::granted || state == NeedState::cut;
  if (decided && !has("granted_cents")) {
    return RowFault{ErrorCode::value_missing, "granted_cents"};
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

}  // namespace

Fault row_fault(Table table, ValueOf value) {
  const RowRules rules(value);
  switch (table) {
    case Table::line:
      return rules.line();
    case Table::unit:
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
    case Table::benefit:
    case Table::outcome:
      return rules.one_object();
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

}  // namespace saimnieks::model
