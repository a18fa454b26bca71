// Result<T>: a value or an Error, and the macros that pass an Error on.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "core/base/error.h"

namespace saimnieks::base {

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string context = {}) {
  return tl::unexpected<Error>(Error{code, {}, std::move(context), nullptr});
}

// A fault of one field of what the user entered.
[[nodiscard]] inline tl::unexpected<Error> fail_field(ErrorCode code, std::string field,
                                                      std::string context = {}) {
  return tl::unexpected<Error>(Error{code, std::move(field), std::move(context), nullptr});
}

}  // namespace saimnieks::base

#define SAIMNIEKS_JOIN_(a, b) a##b
#define SAIMNIEKS_JOIN(a, b) SAIMNIEKS_JOIN_(a, b)
#define SAIMNIEKS_PASS_ON(result) \
  return ::tl::unexpected<::saimnieks::base::Error>(std::move(result).error())
#define SAIMNIEKS_TRY(result, var, expr) \
  auto result = (expr);                  \
  if (!result) {                         \
    SAIMNIEKS_PASS_ON(result);           \
  }                                      \
  var = std::move(*result)
#define SAIMNIEKS_TRY_DO(result, expr) \
  do {                                 \
    auto result = (expr);              \
    if (!result) {                     \
      SAIMNIEKS_PASS_ON(result);       \
    }                                  \
  } while (false)

// TRY(auto line, ledger.line(rid)); declares `line`, or returns the Error from this function.
// The counter keeps names apart where a lambda in `expr` tries something itself.
#define TRY(var, expr) SAIMNIEKS_TRY(SAIMNIEKS_JOIN(try_, __COUNTER__), var, expr)

// TRY_DO(step()); for a Result whose value is not needed.
#define TRY_DO(expr) SAIMNIEKS_TRY_DO(SAIMNIEKS_JOIN(try_, __COUNTER__), expr)
