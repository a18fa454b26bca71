// Rules that bind several fields of one row: what a device enters, what two devices' edits make
// together, and what the endpoint takes must all keep them.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/base/function_ref.h"
#include "core/model/value.h"

namespace saimnieks::model {

struct RowFault {
  base::ErrorCode code{};
  std::string_view field{};

  friend bool operator==(const RowFault&, const RowFault&) = default;
};

// A field's value in the row; null (the pointer, or the value) when it says nothing or was left
// out.
using ValueOf = base::FunctionRef<const Value*(std::string_view field)>;

// Whether the field holds the name of a person, as it is compared with who writes.
[[nodiscard]] bool names_person(Table table, std::string_view field);

// The first rule that the row breaks.
[[nodiscard]] std::optional<RowFault> row_fault(Table table, ValueOf value);

// The rule that a change of the row breaks. What was amiss before, in a field that it leaves as it
// is, is not its doing: a row from the time before a rule can be changed otherwise.
[[nodiscard]] std::optional<RowFault> new_fault(Table table, ValueOf before, ValueOf after);

}  // namespace saimnieks::model
