// Names of error codes, and one line of text for logs.
#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace saimnieks::base {
namespace {

constexpr std::array kNames = {
#define SAIMNIEKS_ERROR(name) std::string_view(#name),
#include "core/base/error_codes.def"
#undef SAIMNIEKS_ERROR
};

}  // namespace

std::string_view error_name(ErrorCode code) { return kNames[static_cast<std::size_t>(code)]; }

std::optional<ErrorCode> error_code_from_name(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) {
    return std::nullopt;
  }
  return static_cast<ErrorCode>(found - kNames.begin());
}

std::size_t error_code_count() { return kNames.size(); }

std::string describe(const Error& error) {
  std::string text(error_name(error.code));
  if (!error.field.empty()) {
    text += " [" + error.field + "]";
  }
  if (!error.context.empty()) {
    text += ": " + error.context;
  }
  if (error.cause) {
    text += " < " + describe(*error.cause);
  }
  return text;
}

Error caused_by(ErrorCode code, std::string context, Error error) {
  return Error{code, {}, std::move(context), std::make_shared<const Error>(std::move(error))};
}

}  // namespace saimnieks::base
