// Value: what one field of one row holds in an op: nothing, an integer or a text. Booleans are 0
// and 1, uuids and enumerations are text, so that the canonical form stays small and exact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/date.h"
#include "core/base/result.h"
#include "core/model/tables.h"

namespace saimnieks::model {

using Value = std::variant<std::monostate, std::int64_t, std::string>;

[[nodiscard]] inline bool is_null(const Value& value) {
  return std::holds_alternative<std::monostate>(value);
}
// Null pointers when the value is of another type.
[[nodiscard]] inline const std::int64_t* as_int(const Value& value) {
  return std::get_if<std::int64_t>(&value);
}
[[nodiscard]] inline const std::string* as_text(const Value& value) {
  return std::get_if<std::string>(&value);
}

// Type, range and form of one value, by its field: value_missing, value_type, value_range,
// amount_out_of_range, period_invalid, date_invalid, uuid_invalid, text_not_utf8 or text_too_long,
// with the field's name, and what may be chosen. The same check serves the user's entry and the
// endpoint.
[[nodiscard]] base::Result<void> check_value(const FieldInfo& field, const Value& value);

// A day as ops and rows hold it: year·10000 + month·100 + day.
[[nodiscard]] std::int64_t packed(base::Date date);
[[nodiscard]] base::Result<base::Date> date_from_packed(std::int64_t packed);  // date_invalid

// What an insert that leaves the field out gives it; null when it has no default.
[[nodiscard]] Value default_of(const FieldInfo& field);

}  // namespace saimnieks::model
