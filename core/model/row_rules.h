// RowRules: the rules of one row, by its values. Seen only by rules.cpp and rules_line.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/base/utf8.h"
#include "core/model/facts.h"
#include "core/model/rules.h"

namespace saimnieks::model {

using Fault = std::optional<RowFault>;

class RowRules {
 public:
  explicit RowRules(ValueOf value) : value_(value) {}

  // Each of these texts that is given says something.
  Fault said(std::span<const std::string_view> texts) const;
  Fault unit() const;
  Fault line() const;
  Fault benefit() const;
  Fault outcome() const;
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
    return has(last) && number(last) < from ? Fault({base::ErrorCode::end_before_start, last})
                                            : Fault();
  }

 private:
  Fault hash(std::string_view field) const;
  Fault vat() const;
  Fault role_of_line() const;
  bool has(std::string_view field) const {
    const Value* value = value_(field);
    if (value == nullptr || is_null(*value)) {
      return false;
    }
    const std::string* said = as_text(*value);
    return said == nullptr || !base::is_blank(*said);  // blanks say nothing
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
    return number(field) < (above_zero ? 1 : 0) ? Fault({base::ErrorCode::value_range, field})
                                                : Fault();
  }
  // The phases of policies on policies, the others elsewhere.
  Fault phase_fits() const {
    const auto phase = from_name<Phase>(text("phase"));
    return phase && is_policy_phase(*phase) != has("policy")
               ? Fault({base::ErrorCode::phase_unfit, "phase"})
               : Fault();
  }

  ValueOf value_;
};

}  // namespace saimnieks::model
