// Checks of one value.
#include "core/model/value.h"

#include "core/base/decimal.h"
#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/utf8.h"
#include "core/base/uuid.h"

namespace saimnieks::model {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Result;

Result<void> check_integer(const FieldInfo& field, std::int64_t value) {
  const auto wrong = [&](ErrorCode code) {
    return fail_field(code, std::string(field.name), std::to_string(value));
  };
  switch (field.type) {
    case FieldType::boolean:
      return value == 0 || value == 1 ? Result<void>() : wrong(ErrorCode::value_range);
    case FieldType::cents:
      return base::line_amount(value) ? Result<void>() : wrong(ErrorCode::amount_out_of_range);
    case FieldType::period:
      return base::Period::from_packed(value) ? Result<void>() : wrong(ErrorCode::period_invalid);
    case FieldType::date:
      return date_from_packed(value) ? Result<void>() : wrong(ErrorCode::date_invalid);
    case FieldType::decimal:
    case FieldType::integer:
      return value >= -base::Decimal::kMost && value <= base::Decimal::kMost
                 ? Result<void>()
                 : wrong(ErrorCode::value_range);
    default:
      return wrong(ErrorCode::value_type);
  }
}

std::string choices_of(const FieldInfo& field) {
  std::string out;
  for (const std::string_view one : field.choices) {
    out += (out.empty() ? "" : " | ") + std::string(one);
  }
  return out;
}

Result<void> check_text(const FieldInfo& field, const std::string& value) {
  const auto wrong = [&](ErrorCode code) {
    return fail_field(code, std::string(field.name), value.substr(0, 64));
  };
  switch (field.type) {
    case FieldType::text:
      if (value.size() > static_cast<std::size_t>(field.max_bytes)) {
        return wrong(ErrorCode::text_too_long);
      }
      if (!base::is_valid_utf8(value)) {
        return fail_field(ErrorCode::text_not_utf8, std::string(field.name));
      }
      // What identifies a row must say something; a name may be empty until somebody knows it. Of a
      // field that may be null, null is the one way to say nothing.
      return value.empty() && (field.policy == Policy::immutable || field.nullable)
                 ? wrong(ErrorCode::value_missing)
                 : Result<void>();
    case FieldType::choice:
      return field.choice(value) ? Result<void>()
                                 : fail_field(ErrorCode::value_range, std::string(field.name),
                                              value.substr(0, 64) + ": " + choices_of(field));
    case FieldType::reference:
      return base::Uuid::parse(value) ? Result<void>() : wrong(ErrorCode::uuid_invalid);
    default:
      return wrong(ErrorCode::value_type);
  }
}

}  // namespace

Result<void> check_value(const FieldInfo& field, const Value& value) {
  if (const std::int64_t* number = as_int(value)) {
    return check_integer(field, *number);
  }
  if (const std::string* text = as_text(value)) {
    return check_text(field, *text);
  }
  if (!field.nullable) {
    return fail_field(ErrorCode::value_missing, std::string(field.name));
  }
  return {};
}

std::int64_t packed(base::Date date) {
  return std::int64_t{date.year()} * 10'000 + date.month() * 100 + date.day();
}

Result<base::Date> date_from_packed(std::int64_t packed) {
  constexpr std::int64_t kMost = 99'991'231;
  if (packed < 0 || packed > kMost) {
    return base::fail(ErrorCode::date_invalid, std::to_string(packed));
  }
  const auto number = static_cast<int>(packed);
  return base::Date::from_ymd(number / 10'000, number / 100 % 100, number % 100);
}

Value default_of(const FieldInfo& field) {
  if (!field.has_default) {
    return {};
  }
  return field.type == FieldType::choice ? Value(std::string(field.choices.front()))
                                         : Value(std::int64_t{0});
}

}  // namespace saimnieks::model
