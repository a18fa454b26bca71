// The words by which columns, months and totals are recognised; data of assets/import, loaded once.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saimnieks::exchange {

// Lower case, Latin letters without diacritics, anything else but digits and blanks left out.
[[nodiscard]] std::string folded(std::string_view text);

enum class Role : std::uint8_t { period, unit, service, code, amount };
inline constexpr std::size_t kRoleCount = 5;

// Whether a word of the header begins with one of the role's words.
[[nodiscard]] bool header_suggests(std::string_view header, Role role);
[[nodiscard]] bool header_suggests_name(std::string_view header);
[[nodiscard]] bool header_suggests_plan(std::string_view header);
[[nodiscard]] bool header_suggests_actual(std::string_view header);

// "Kopā", "Total", "Kopā par 2024": the cell of a row that sums up others.
[[nodiscard]] bool is_total_word(std::string_view cell);

[[nodiscard]] std::optional<int> month_from_word(std::string_view word);  // 1–12
[[nodiscard]] bool is_filler_of_period(std::string_view word);            // "gada", "T"

}  // namespace saimnieks::exchange
