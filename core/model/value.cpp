// Checks of one value, and the names of enumerated values.
#include "core/model/value.h"

#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/utf8.h"
#include "core/base/uuid.h"
#include "core/model/line.h"

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
    default:
      return wrong(ErrorCode::value_type);
  }
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
    case FieldType::line_kind:
      return line_kind_from_name(value) ? Result<void>() : wrong(ErrorCode::value_range);
    case FieldType::status:
      return version_status_from_name(value) ? Result<void>() : wrong(ErrorCode::value_range);
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

std::string_view name(LineKind kind) { return kind == LineKind::plan ? "plan" : "actual"; }

std::optional<LineKind> line_kind_from_name(std::string_view name) {
  if (name == "plan") {
    return LineKind::plan;
  }
  return name == "actual" ? std::optional(LineKind::actual) : std::nullopt;
}

std::string_view name(VersionStatus status) {
  constexpr std::string_view kNames[] = {"draft", "submitted", "approved", "superseded"};
  return kNames[static_cast<std::size_t>(status)];
}

std::optional<VersionStatus> version_status_from_name(std::string_view text) {
  for (const auto status : {VersionStatus::draft, VersionStatus::submitted, VersionStatus::approved,
                            VersionStatus::superseded}) {
    if (name(status) == text) {
      return status;
    }
  }
  return std::nullopt;
}

}  // namespace saimnieks::model
