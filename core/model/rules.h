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
};

// A field's value in the row; null (the pointer, or the value) when it says nothing or was left
// out.
using ValueOf = base::FunctionRef<const Value*(std::string_view field)>;

// The first rule that the row breaks.
[[nodiscard]] std::optional<RowFault> row_fault(Table table, ValueOf value);

}  // namespace saimnieks::model
