#include "core/exchange/column_look.h"

#include <algorithm>

#include "core/exchange/number.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {

Column look_at(const FileShape& shape, std::size_t place) {
  Column column;
  column.place = place;
  for (const auto& row : shape.sample) {
    const std::string& value = row[place];
    if (value.empty()) {
      continue;
    }
    ++column.filled;
    column.distinct.insert(value);
    column.longest = std::max(column.longest, value.size());
    const bool digits = value.find_first_not_of("0123456789") == std::string::npos;
    column.digits_only = column.digits_only && digits;
    column.leading_zeros = column.leading_zeros || (digits && value.size() > 1 && value[0] == '0');
    const bool amount = parse_file_amount(value, '.', AmountUnit::euro).has_value() ||
                        parse_file_amount(value, ',', AmountUnit::euro).has_value();
    column.numeric += amount ? 1U : 0U;
    column.fractions = column.fractions || (amount && !digits);
    const std::string letters = folded(value);
    column.worded += letters.find_first_not_of("0123456789 ") != std::string::npos ? 1U : 0U;
    const auto period = parse_file_period(value);
    column.periods +=
        period && period->year() >= kFirstYear && period->year() <= kLastYear ? 1U : 0U;
  }
  return column;
}

}  // namespace saimnieks::exchange
