// What a line may say besides unit, service, code, period and amount: by which key a mapping names
// the column, and how a cell becomes a field of the line. Import, export and proposal share the one
// list, so that what is exported is read back.
#pragma once

#include <span>
#include <string_view>

#include "core/base/result.h"
#include "core/exchange/number.h"
#include "core/model/line.h"

namespace saimnieks::exchange {

// The list that functions belong to where nothing names another.
inline constexpr std::string_view kFunctionScheme = "COFOG";

enum class Form : std::uint8_t {
  row,       // the code of a row of a dimension
  row_name,  // what else is said of that row
  text,
  choice,  // by name, or in words
  date,
  decimal,
  amount,  // in the unit of the file's amounts
  price,   // the same, with as many digits as a decimal has
};

struct Further {
  std::string_view key;    // in a mapping's columns, and the header of an exported file
  std::string_view field;  // of the line; of a row_name, the key of the row that it tells of
  Form form;
};

// In the order of an exported file's columns. A line's `corrects` and `schedule` name rows of one
// ledger, and its counterparty is a hierarchy like the unit: they are not among them.
[[nodiscard]] std::span<const Further> further_columns();
// Null when there is no such key.
[[nodiscard]] const Further* find_further(std::string_view key);

// Sets the field that the cell says; of forms row and row_name the caller's. The cell is not empty.
// value_range for a choice that is none, value_type, date_invalid, amount_invalid, text_too_long,
// text_not_utf8.
[[nodiscard]] base::Result<void> read_further(const Further& column, std::string_view cell,
                                              char decimal, AmountUnit unit, model::Line& line);
// The cell that read_further() reads back, with a point and in euro; empty when nothing is said.
[[nodiscard]] std::string write_further(const Further& column, const model::Line& line);

// Quantity × unit price, rounded once, half away from zero; none beyond what a line may carry.
[[nodiscard]] std::optional<base::Money> amount_of(base::Decimal quantity,
                                                   base::Decimal unit_price_cents);

}  // namespace saimnieks::exchange
