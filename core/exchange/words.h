// The words by which columns, months and totals are recognised; data of assets/import, loaded once.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/line.h"

namespace saimnieks::exchange {

// Lower case, Latin letters without diacritics, anything else but digits and blanks left out.
[[nodiscard]] std::string folded(std::string_view text);

// Whether a word of it is one of these, or begins with one that has more than four letters.
[[nodiscard]] bool has_word(std::string_view raw, const std::vector<std::string>& words);

enum class Role : std::uint8_t { period, unit, service, code, amount, version, scheme, note };
inline constexpr std::size_t kRoleCount = 8;

// Whether a word of the header begins with one of the role's words.
[[nodiscard]] bool header_suggests(std::string_view header, Role role);
[[nodiscard]] bool header_suggests_name(std::string_view header);

// What a header, a title or a file's name says its amounts are. The execution of a plan is actual:
// "Budžeta izpilde".
[[nodiscard]] std::optional<model::LineKind> kind_said(std::string_view text);
// A cell that says only that: "plan", "Faktiski", "Plānotās izmaksas"; not "Plānošanas nodaļa".
[[nodiscard]] std::optional<model::LineKind> kind_from_cell(std::string_view cell);
// The text, folded, without the words that say its kind: "2015. gada plāns" → "2015 gada".
[[nodiscard]] std::string without_kind(std::string_view text);

// Whether it begins with the word, which is folded: one of up to four letters must stand alone, a
// longer one may bend.
[[nodiscard]] bool header_begins(std::string_view header, std::string_view word);
// The key of exchange/further.h whose words the header begins with; of several, the longest say.
[[nodiscard]] std::optional<std::string> further_suggested(std::string_view header);
// The field of a dimension that the header of a register's export says, in the same way.
[[nodiscard]] std::optional<std::string> register_field_suggested(std::string_view header);
// A choice of a line's field that a cell says in words: "Vienreizējās" of "regular" is "one-off".
[[nodiscard]] std::optional<std::string> choice_said(std::string_view key, std::string_view cell);

// The column in which a file of refused rows says why.
[[nodiscard]] bool is_reason_header(std::string_view header);

// "Kopā", "Total", "Kopā par 2024": the cell of a row that sums up others.
[[nodiscard]] bool is_total_word(std::string_view cell);

[[nodiscard]] std::optional<int> month_from_word(std::string_view word);  // 1–12
[[nodiscard]] bool is_filler_of_period(std::string_view word);            // "gada", "T"

}  // namespace saimnieks::exchange
