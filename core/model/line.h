// The line, heart of the ledger: one planned or actual amount, attributed along every axis. Inside
// one open ledger its axes are dense local numbers, so that the cube can count in arrays.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/uuid.h"

namespace saimnieks::model {

// Numbers of dimension rows: 0 … size − 1 in order of creation in this file, never reused. They
// mean nothing on another device: what travels is the uuid.
enum class UnitId : std::uint32_t {};
enum class ServiceId : std::uint32_t {};
enum class CodeId : std::uint32_t {};
enum class VersionId : std::uint32_t {};
// A line's number in this file, from 1, never reused.
enum class LineId : std::int64_t {};

inline constexpr std::uint32_t kNone = 0xFFFF'FFFF;
inline constexpr UnitId kNoUnit{kNone};
inline constexpr ServiceId kNoService{kNone};
inline constexpr CodeId kNoCode{kNone};
inline constexpr VersionId kNoVersion{kNone};

template <class Id>
[[nodiscard]] constexpr std::uint32_t index(Id id) {
  return static_cast<std::uint32_t>(id);
}

// The names of an enumeration's values, in their order: what ops and JSON say. Values are stored by
// their number, so lists only grow at the end.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kChoices{};

template <class Enum>
[[nodiscard]] constexpr auto name(Enum value)
    -> std::enable_if_t<(kChoices<Enum>.size() > 0), std::string_view> {
  const auto place = static_cast<std::size_t>(value);  // of a damaged file, it may be any
  return place < kChoices<Enum>.size() ? kChoices<Enum>[place] : std::string_view();
}

// None when no value bears the name.
template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> from_name(std::string_view name) {
  for (std::size_t i = 0; i < kChoices<Enum>.size(); ++i) {
    if (kChoices<Enum>[i] == name) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

enum class LineKind : std::uint8_t { plan = 0, actual = 1 };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<LineKind>{"plan", "actual"};

enum class VersionStatus : std::uint8_t { draft, submitted, approved, superseded };
template <>
inline constexpr std::array<std::string_view, 4> kChoices<VersionStatus>{"draft", "submitted",
                                                                         "approved", "superseded"};

// What the cube needs of a line; 40 bytes.
struct LineRow {
  LineId rid{};
  std::int64_t cents = 0;
  UnitId unit = kNoUnit;
  ServiceId service = kNoService;
  CodeId code = kNoCode;
  VersionId version = kNoVersion;  // kNoVersion for actuals
  std::int32_t period = 0;         // Period::packed()
  LineKind kind = LineKind::actual;
  bool voided = false;

  friend bool operator==(const LineRow&, const LineRow&) = default;
};

// A whole line, as a screen shows it.
struct Line {
  LineRow row{};
  base::Uuid uuid{};
  std::string note{};
  bool pending = false;  // has changes that the endpoint has not judged yet

  [[nodiscard]] base::Money amount() const { return base::Money::from_cents(row.cents); }
};

}  // namespace saimnieks::model
