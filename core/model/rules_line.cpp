// The rules of lines, and of the schedules that make them.
#include "core/model/row_rules.h"

namespace saimnieks::model {

using base::ErrorCode;

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
  if (Fault fault = vat()) {
    return fault;
  }
  if (has("counterparty") && text("counterparty") == text("unit")) {
    return RowFault{ErrorCode::self_loop, "counterparty"};
  }
  if (Fault fault = role_of_line()) {
    return fault;
  }
  return phase_fits();
}

// VAT lies within the amount: it has its sign and is no more.
Fault RowRules::vat() const {
  if (!has("vat_cents")) {
    return {};
  }
  if (!has("vat")) {
    return RowFault{ErrorCode::value_missing, "vat"};
  }
  const std::int64_t part = number("vat_cents");
  const std::int64_t whole = number("amount_cents");
  const bool waits = whole == 0 && has("quantity");  // for its amount
  const bool within = waits || part == 0 || (part > 0 ? part <= whole : part >= whole);
  return within ? Fault() : Fault({ErrorCode::value_range, "vat_cents"});
}

// R1 … R3 answer for everything; R4 not for resources, R5 not for services, R6 and R10 each for one
// of these two, R7 … R9 for services only, R11 and R12 for resources only.
Fault RowRules::role_of_line() const {
  const auto role = from_name<RoleRow>(text("role"));
  if (!role || *role <= RoleRow::r3) {
    return {};
  }
  const bool of_service = *role == RoleRow::r4 || (*role >= RoleRow::r6 && *role <= RoleRow::r9);
  const bool of_one = *role >= RoleRow::r7 && *role != RoleRow::r10;
  const bool fits = has("service")    ? of_service
                    : has("resource") ? !of_service
                    : has("policy")   ? *role <= RoleRow::r5
                                      : !of_one;
  return fits ? Fault() : Fault({ErrorCode::scope_unfit, "role"});
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

}  // namespace saimnieks::model
