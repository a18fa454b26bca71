// What a fault looks like: a stable code, data that names the place, and the fault beneath it.
// Words for people live in the translations, by code; nothing here is shown as it stands.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace saimnieks::base {

enum class ErrorCode : std::uint16_t {
#define SAIMNIEKS_ERROR(name) name,
#include "core/base/error_codes.def"
#undef SAIMNIEKS_ERROR
};

// Shared, not owned: an Error is copied into job results and reports, its cause is never changed.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string field{};    // the field at fault ("amount_cents"), empty when no single field is
  std::string context{};  // data, not prose: a value, a path, SQLite's own message
  std::shared_ptr<const Error> cause{};
};

// The code's stable name, as JSON and scripts see it.
[[nodiscard]] std::string_view error_name(ErrorCode code);
[[nodiscard]] std::optional<ErrorCode> error_code_from_name(std::string_view name);
[[nodiscard]] std::size_t error_code_count();

// One line for logs and test output: "storage_io: disk I/O error < storage_open_failed: …".
[[nodiscard]] std::string describe(const Error& error);

// `error` as the cause of a fault one level up.
[[nodiscard]] Error caused_by(ErrorCode code, std::string context, Error error);

}  // namespace saimnieks::base
