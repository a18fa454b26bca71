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
#include <vector>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/money.h"
#include "core/base/period.h"
#include "core/base/uuid.h"
#include "core/model/tables.h"

namespace saimnieks::model {

// Numbers of dimension rows: 0 … size − 1 in order of creation in this file, never reused. They
// mean nothing on another device: what travels is the uuid.
enum class UnitId : std::uint32_t {};
enum class ServiceId : std::uint32_t {};
enum class CodeId : std::uint32_t {};
enum class VersionId : std::uint32_t {};
enum class ResourceId : std::uint32_t {};
enum class PolicyId : std::uint32_t {};
enum class SourceId : std::uint32_t {};
// A text that many lines share, by its number in Words: tasks, conditions, channels.
enum class WordId : std::uint32_t {};
// A line's number in this file, from 1, never reused.
enum class LineId : std::int64_t {};

inline constexpr std::uint32_t kNone = 0xFFFF'FFFF;
inline constexpr UnitId kNoUnit{kNone};
inline constexpr ServiceId kNoService{kNone};
inline constexpr CodeId kNoCode{kNone};
inline constexpr VersionId kNoVersion{kNone};
inline constexpr ResourceId kNoResource{kNone};
inline constexpr PolicyId kNoPolicy{kNone};
inline constexpr SourceId kNoSource{kNone};
inline constexpr WordId kNoWord{kNone};

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

// The catalogue's phases; the first three belong to policies and strategies, the others to services
// and resources.
enum class Phase : std::uint8_t {
  policy_planning,
  policy_preparation,
  policy_implementation,
  planning,
  creation,
  introduction,
  provision,
  maintenance,
  liquidation,
};
template <>
inline constexpr std::array<std::string_view, 9> kChoices<Phase>{
    "policy-planning", "policy-preparation", "policy-implementation", "planning",   "creation",
    "introduction",    "provision",          "maintenance",           "liquidation"};
[[nodiscard]] constexpr bool is_policy_phase(Phase phase) { return phase < Phase::planning; }

enum class Regularity : std::uint8_t { one_off, regular };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<Regularity>{"one-off", "regular"};

// Costs and budget expenditure of the same thing are never added together.
enum class Basis : std::uint8_t { cost, budget };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<Basis>{"cost", "budget"};

// `recipient`: what residents and businesses bear themselves, beside all totals.
enum class Nature : std::uint8_t { cost, income, benefit, recipient };
template <>
inline constexpr std::array<std::string_view, 4> kChoices<Nature>{"cost", "income", "benefit",
                                                                  "recipient"};

// What the VAT of an amount is: absent from it, to be deducted, or a cost.
enum class Vat : std::uint8_t { none, deductible, cost };
template <>
inline constexpr std::array<std::string_view, 3> kChoices<Vat>{"none", "deductible", "cost"};

// The twelve rows of the catalogue's table of roles.
enum class RoleRow : std::uint8_t { r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12 };
template <>
inline constexpr std::array<std::string_view, 12> kChoices<RoleRow>{
    "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"};

// A row of a table that is not in memory.
template <Table kTarget>
struct RowRef {
  base::Uuid uuid{};  // nil: none

  friend bool operator==(const RowRef&, const RowRef&) = default;
};

// What the cube counts of a line.
struct LineRow {
  LineId rid{};
  std::int64_t cents = 0;
  UnitId unit = kNoUnit;           // none: to be classified
  ServiceId service = kNoService;  // at most one of service, resource and policy
  CodeId code = kNoCode;           // none: to be classified
  VersionId version = kNoVersion;  // kNoVersion for actuals
  ResourceId resource = kNoResource;
  PolicyId policy = kNoPolicy;
  CodeId function = kNoCode;  // of the functional classification
  SourceId source = kNoSource;
  WordId task = kNoWord;  // these three follow from the Line's own texts
  WordId condition = kNoWord;
  WordId channel = kNoWord;
  std::int32_t period = 0;  // Period::packed()
  LineKind kind = LineKind::actual;
  bool voided = false;
  Basis basis = Basis::cost;
  Nature nature = Nature::cost;
  std::optional<Phase> phase{};
  std::optional<Regularity> regular{};  // none: nobody has said
  std::optional<RoleRow> role{};        // who answers for it; none: whom the catalogue names

  friend bool operator==(const LineRow&, const LineRow&) = default;
};

// The fields that a line still waits to be told: until then it counts, as unclassified.
[[nodiscard]] inline std::vector<std::string_view> to_classify(const LineRow& row) {
  std::vector<std::string_view> out;
  if (row.unit == kNoUnit) {
    out.emplace_back("unit");
  }
  if (row.code == kNoCode) {
    out.emplace_back("code");
  }
  return out;
}

// A whole line, as a screen shows it. Empty texts: nothing said.
struct Line {
  LineRow row{};
  base::Uuid uuid{};
  std::string note{};
  bool pending = false;  // has changes that the endpoint has not judged yet

  std::string task{};       // PU…; the object itself when the line names no other
  std::string condition{};  // N…
  std::string channel{};
  std::string departure_reason{};  // why it departs from the method's rules
  std::string justification{};
  std::string catalogue{};  // the version it was written under
  std::optional<Vat> vat{};
  std::optional<base::Money> vat_cents{};  // within the amount, when it has VAT
  std::optional<base::Decimal> quantity{};
  std::optional<base::Decimal> unit_price_cents{};
  std::string measure{};  // the unit of the quantity
  std::optional<base::Date> date{};
  std::string document{};
  RowRef<Table::line> corrects{};      // the line of a closed period that this one sets right
  RowRef<Table::schedule> schedule{};  // that made the line
  UnitId counterparty = kNoUnit;       // whom a charge between institutions comes from

  [[nodiscard]] base::Money amount() const { return base::Money::from_cents(row.cents); }
  // Counted, but not in money yet: nobody has said what the quantity costs.
  [[nodiscard]] bool lacks_amount() const {
    return row.cents == 0 && quantity.has_value() && !unit_price_cents.has_value();
  }
};

// The same of a whole line, which may besides wait for its amount.
[[nodiscard]] inline std::vector<std::string_view> to_classify(const Line& line) {
  std::vector<std::string_view> out = to_classify(line.row);
  if (line.lacks_amount()) {
    out.emplace_back("amount");
  }
  return out;
}

}  // namespace saimnieks::model
