#include "core/exchange/further.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/catalogue/catalogue.h"
#include "core/exchange/words.h"
#include "core/model/tables.h"
#include "core/model/value.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using model::Cell;
using model::FieldInfo;

constexpr std::array<Further, 28> kColumns{{
    {"resource", "resource", Form::row},
    {"resource_name", "resource", Form::row_name},
    {"resource_kind", "resource", Form::row_name},
    {"policy", "policy", Form::row},
    {"policy_name", "policy", Form::row_name},
    {"task", "task", Form::text},
    {"condition", "condition", Form::text},
    {"channel", "channel", Form::text},
    {"phase", "phase", Form::choice},
    {"regular", "regular", Form::choice},
    {"role", "role", Form::choice},
    {"basis", "basis", Form::choice},
    {"nature", "nature", Form::choice},
    {"function_scheme", "function", Form::row_name},
    {"function", "function", Form::row},
    {"function_name", "function", Form::row_name},
    {"source", "source", Form::row},
    {"source_name", "source", Form::row_name},
    {"vat", "vat", Form::choice},
    {"vat_amount", "vat_cents", Form::amount},
    {"quantity", "quantity", Form::decimal},
    {"unit_price", "unit_price_cents", Form::price},
    {"measure", "measure", Form::text},
    {"date", "date", Form::date},
    {"document", "document", Form::text},
    {"departure_reason", "departure_reason", Form::text},
    {"justification", "justification", Form::text},
    {"catalogue", "catalogue", Form::text},
}};

const FieldInfo& field_of(const Further& column) {
  return *model::find_field(model::table_info(model::Table::line), column.field);
}

// The code of an entry that the cell names by its title, in either language.
std::optional<std::string_view> entry_titled(catalogue::Kind kind, std::string_view cell) {
  const std::string wanted = folded(cell);
  for (const catalogue::Entry& entry : catalogue::current().entries(kind)) {
    if (folded(entry.title_lv) == wanted || folded(entry.title_en) == wanted) {
      return entry.code;
    }
  }
  return std::nullopt;
}

std::optional<catalogue::Kind> list_of(std::string_view key) {
  return key == "phase"       ? std::optional(catalogue::Kind::phase)
         : key == "channel"   ? std::optional(catalogue::Kind::channel)
         : key == "task"      ? std::optional(catalogue::Kind::task)
         : key == "condition" ? std::optional(catalogue::Kind::condition)
                              : std::nullopt;
}

// Digits, blanks and one decimal sign: "1 234,5" as "1234.5", with the point `places` further
// right.
std::string plain_number(std::string_view cell, char decimal, std::size_t places) {
  std::string whole;
  std::string part;
  bool after = false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (c == decimal && !after) {
      after = true;
    } else if (c != ' ' && cell.substr(i, 2) != "\u00A0") {
      (after ? part : whole).push_back(c);
    } else {
      i += c == ' ' ? 0 : 1;
    }
  }
  while (part.size() < places) {
    part.push_back('0');
  }
  whole += part.substr(0, places);
  part.erase(0, places);
  while (!part.empty() && part.back() == '0') {
    part.pop_back();
  }
  const std::size_t sign = whole.empty() || whole.front() != '-' ? 0 : 1;
  const std::size_t zeros = std::min(whole.find_first_not_of('0', sign), whole.size());
  whole.erase(sign, std::min(zeros, whole.size() - 1) - sign);
  return part.empty() ? whole : whole + "." + part;
}

base::Result<Cell> cell_of(const Further& column, const FieldInfo& field, std::string_view cell,
                           char decimal, AmountUnit unit) {
  switch (column.form) {
    case Form::choice: {
      std::optional<std::int64_t> choice = field.choice(cell);
      if (!choice) {
        if (const auto list = list_of(column.key)) {
          choice = field.choice(entry_titled(*list, cell).value_or(""));
        } else {
          choice = field.choice(choice_said(column.key, cell).value_or(""));
        }
      }
      return choice ? base::Result<Cell>(Cell::of(*choice)) : fail(ErrorCode::value_range);
    }
    case Form::date: {
      TRY(const base::Date date, parse_file_date(cell));
      return Cell::of(model::packed(date));
    }
    case Form::decimal:
    case Form::price: {
      const std::size_t places = column.form == Form::price && unit == AmountUnit::euro ? 2 : 0;
      TRY(const base::Decimal number, base::Decimal::parse(plain_number(cell, decimal, places)));
      return Cell::of(number.millionths());
    }
    case Form::amount: {
      TRY(const base::Money amount, parse_file_amount(cell, decimal, unit));
      return Cell::of(amount.cents());
    }
    default:
      break;
  }
  const auto list = list_of(column.key);
  if (list && catalogue::current().find(*list, cell) == nullptr) {
    return Cell::of(entry_titled(*list, cell).value_or(cell));
  }
  return Cell::of(cell);
}

}  // namespace

std::span<const Further> further_columns() { return kColumns; }

const Further* find_further(std::string_view key) {
  const auto* const found = std::find_if(kColumns.begin(), kColumns.end(),
                                         [key](const Further& one) { return one.key == key; });
  return found == kColumns.end() ? nullptr : found;
}

base::Result<void> read_further(const Further& column, std::string_view cell, char decimal,
                                AmountUnit unit, model::Line& line) {
  const FieldInfo& field = field_of(column);
  TRY(const Cell value, cell_of(column, field, cell, decimal, unit));
  if (value.kind == Cell::Kind::text) {
    TRY_DO(model::check_value(field, model::Value(std::string(value.text))));
  }
  field.write(&line, value);
  return {};
}

std::string write_further(const Further& column, const model::Line& line) {
  const FieldInfo& field = field_of(column);
  const Cell cell = field.cell(&line);
  if (cell.null() || (field.has_default && cell.integer == 0)) {
    return {};
  }
  switch (column.form) {
    case Form::choice:
      return std::string(field.choices[static_cast<std::size_t>(cell.integer)]);
    case Form::date: {
      const auto date = model::date_from_packed(cell.integer);
      return date ? date->iso() : std::string();
    }
    case Form::amount:
      return euro_text(cell.integer);
    case Form::decimal:
      return base::Decimal::from_millionths(cell.integer).text();
    case Form::price: {
      // Cents with six digits after the point are euro with eight.
      constexpr std::uint64_t kEuro = 100'000'000;
      const std::int64_t value = cell.integer;
      const std::uint64_t size =
          value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
      const std::string part = std::to_string(kEuro + size % kEuro).substr(1);
      return (value < 0 ? "-" : "") + std::to_string(size / kEuro) + "." + part;
    }
    default:
      return std::string(cell.text);
  }
}

std::optional<base::Money> amount_of(base::Decimal quantity, base::Decimal unit_price_cents) {
  __extension__ typedef __int128
      Wide;  // NOLINT(modernize-use-using): only a typedef takes the mark
  constexpr Wide kOne = Wide{base::Decimal::kOne} * base::Decimal::kOne;
  const Wide exact = Wide{quantity.millionths()} * unit_price_cents.millionths();
  const Wide size = exact < 0 ? -exact : exact;
  const Wide cents = (size + kOne / 2) / kOne;
  if (cents > base::kMaxAmountCents) {
    return std::nullopt;
  }
  const auto whole = static_cast<std::int64_t>(cents);
  return base::Money::from_cents(exact < 0 ? -whole : whole);
}

}  // namespace saimnieks::exchange
