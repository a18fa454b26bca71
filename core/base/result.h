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
#define SAIMNIEKS_TRY_(temporary, var, expr)                                         \
  auto temporary = (expr);                                                           \
  if (!temporary) {                                                                  \
    return ::tl::unexpected<::saimnieks::base::Error>(std::move(temporary).error()); \
  }                                                                                  \
  var = std::move(*temporary)

// TRY(auto line, ledger.line(rid)); — declares `line`, or returns the Error from this function.
#define TRY(var, expr) SAIMNIEKS_TRY_(SAIMNIEKS_JOIN(try_, __LINE__), var, expr)

// TRY_DO(step()); — for a Result whose value is not needed.
#define TRY_DO(expr)                                                                 \
  do {                                                                               \
    auto try_do_ = (expr);                                                           \
    if (!try_do_) {                                                                  \
      return ::tl::unexpected<::saimnieks::base::Error>(std::move(try_do_).error()); \
    }                                                                                \
  } while (false)
