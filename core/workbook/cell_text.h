// What the text of a cell's value says to a person: a number's digits, a day's date. Numbers stay
// decimal text from the file to the ledger; none passes through a floating-point type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saimnieks::workbook {

// How a cell shows its number.
struct NumberLook {
  bool date = false;
  std::uint8_t least_digits = 0;  // "000": 7 is shown as 007
};

// By the number of a built-in format, or by a format's code ("yyyy\-mm", "#,##0.00").
[[nodiscard]] NumberLook built_in_look(int format);
[[nodiscard]] NumberLook look_of(std::string_view format_code);

// "1.5E3" as "1500", "-0.50" as "-0.5", and "1100.0", as some programs write a code, as "1100":
// digits with at most one point. Of more than 15 digits, which is all that Excel itself keeps of a
// number, the rest goes where that moves the value by less than a millionth: "1.1000000000000001"
// is "1.1". Nothing when it is no number of a sheet.
[[nodiscard]] std::optional<std::string> plain_number(std::string_view value);

// Day 1 is 1900-01-01 (with Excel's 29 February of 1900, which was none), or day 0 is 1904-01-01.
// "2026-01-31", with a time of day "2026-01-31 12:30:00". Nothing for days that are none.
[[nodiscard]] std::optional<std::string> date_text(std::string_view plain_number, bool from_1904);

// "AB12" is column 27 (from 0) of row 12.
struct CellPlace {
  std::uint32_t column = 0;
  std::int64_t row = 0;
};
[[nodiscard]] std::optional<CellPlace> cell_place(std::string_view reference);

// "_x000D_" stands for a character that XML cannot hold.
void unescape(std::string& text);

}  // namespace saimnieks::workbook
