// The mapping of an import as a person edits it: column by column, what is in it. It turns choices
// into an exchange::Mapping and back, and knows no screen.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/mapping.h"
#include "core/exchange/proposal.h"

namespace saimnieks::views {

struct ColumnRole {
  enum class Kind : std::uint8_t {
    ignored,
    period,
    unit,       // level: 1 is the top
    unit_name,  // of the level
    service,
    service_name,
    code,
    code_name,
    scheme,
    kind,
    version,
    note,
    amount,
    further,       // `key` says what: see core/exchange/further.h
    counterparty,  // level: 1 is the top
    month_amount,  // level: the month, 1 … 12, of the year that the period gives
    period_amount  // of one period that the mapping names: only read from a mapping, never chosen
  };
  Kind kind = Kind::ignored;
  int level = 0;
  std::string key{};  // of period_amount the period, of further the mapping's key

  friend bool operator==(const ColumnRole&, const ColumnRole&) = default;
};

inline constexpr int kMostUnitLevels = 4;

// What the mapping says of one column.
[[nodiscard]] ColumnRole role_of(const exchange::Mapping& mapping, std::string_view column);

// Gives the column this role and takes it from whatever column had it. A level of the hierarchy
// that would leave a gap moves up.
void set_role(exchange::Mapping& mapping, const std::string& column, const ColumnRole& role);

// What can be chosen for a column: every role, those of units up to one level below what is there.
[[nodiscard]] std::vector<ColumnRole> choosable_roles(const exchange::Mapping& mapping);

// What is still to be said before a file can be tried.
enum class Missing : std::uint8_t { nothing, amount, period, unit, service, code };
[[nodiscard]] Missing missing(const exchange::Mapping& mapping);

// One choice for all years of a file.
enum class YearPreset : std::uint8_t { all_actual, all_plan, last_actual };
[[nodiscard]] std::map<int, exchange::Target> targets_for(const std::vector<int>& years,
                                                          YearPreset preset);
// The preset that these targets are, if they are one.
[[nodiscard]] std::optional<YearPreset> preset_of(const std::map<int, exchange::Target>& targets,
                                                  const std::vector<int>& years);

// The same choices in as few words: one kind for the file when all of its years have the same and
// none is left out.
[[nodiscard]] exchange::Mapping shortest(exchange::Mapping mapping, const std::vector<int>& years);

// What plans are called when nobody says otherwise.
inline constexpr std::string_view kFirstVersion = exchange::kProposedVersion;

}  // namespace saimnieks::views
