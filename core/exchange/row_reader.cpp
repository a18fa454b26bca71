#include "core/exchange/row_reader.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;

std::string_view ParsedFurther::*row_of(std::string_view key) {
  static constexpr std::pair<std::string_view, std::string_view ParsedFurther::*> kRows[] = {
      {"resource", &ParsedFurther::resource},
      {"resource_name", &ParsedFurther::resource_name},
      {"resource_kind", &ParsedFurther::resource_kind},
      {"policy", &ParsedFurther::policy},
      {"policy_name", &ParsedFurther::policy_name},
      {"source", &ParsedFurther::source},
      {"source_name", &ParsedFurther::source_name},
      {"function_scheme", &ParsedFurther::function_scheme},
      {"function", &ParsedFurther::function},
      {"function_name", &ParsedFurther::function_name}};
  for (const auto& [name, member] : kRows) {
    if (name == key) {
      return member;
    }
  }
  return nullptr;
}

}  // namespace

base::Result<RowReader> RowReader::open(const Mapping& mapping, const FileShape& shape,
                                        Records& records) {
  RowReader reader(mapping, shape, records);
  TRY_DO(reader.resolve());
  TRY_DO(records.rewind());
  return reader;
}

base::Result<std::size_t> RowReader::column(std::string_view name) {
  if (name.empty()) {
    return kNoColumn;
  }
  const std::optional<std::size_t> found = find_column(shape_, name);
  if (!found) {
    return base::fail(ErrorCode::column_missing, std::string(name));
  }
  mapped_.push_back(*found);
  return *found;
}

base::Result<void> RowReader::resolve() {
  const MappedColumns& columns = mapping_.columns;
  for (const std::string& name : columns.unit) {
    TRY(const std::size_t place, column(name));
    unit_.push_back(place);
  }
  for (const std::string& name : columns.unit_name) {
    TRY(const std::size_t place, column(name));
    unit_name_.push_back(place);
  }
  TRY(service_, column(columns.service));
  TRY(service_name_, column(columns.service_name));
  TRY(code_, column(columns.code));
  TRY(code_name_, column(columns.code_name));
  TRY(scheme_, column(columns.scheme));
  TRY(kind_, column(columns.kind));
  TRY(version_, column(columns.version));
  TRY(note_, column(columns.note));
  TRY(period_, column(columns.period));
  if (!mapping_.period.empty()) {
    TRY(file_period_, base::Period::parse(mapping_.period));
  }
  for (const auto& [key, name] : columns.further) {
    TRY(const std::size_t place, column(name));
    further_columns_.push_back({find_further(key), place, row_of(key)});
    date_ = key == "date" ? place : date_;
  }
  for (const std::string& name : columns.counterparty) {
    TRY(const std::size_t place, column(name));
    counterparty_.push_back(place);
  }
  if (columns.amounts.empty()) {
    TRY(const std::size_t place, column(columns.amount));
    amounts_.push_back({place, {}, 0});
  }
  for (const auto& [key, name] : columns.amounts) {
    TRY(const std::size_t place, column(name));
    if (key.size() == 2) {
      amounts_.push_back({place, {}, (key[0] - '0') * 10 + (key[1] - '0')});
    } else {
      TRY(const base::Period period, base::Period::parse(key));
      amounts_.push_back({place, period, 0});
    }
  }
  return {};
}

std::string_view RowReader::cell(std::size_t column) const {
  return column < record_.fields.size() ? record_.fields[column] : std::string_view();
}

RowOutcome RowReader::refuse(std::size_t column, ErrorCode code) {
  refusal_.line = record_.line;
  refusal_.column = column < shape_.header.size() ? shape_.header[column] : std::string();
  refusal_.code = code;
  refusal_.value = std::string(cell(column).substr(0, 60));
  refusal_.cells = cells();
  return RowOutcome::refused;
}

bool RowReader::is_blank() const {
  return std::all_of(record_.fields.begin(), record_.fields.end(),
                     [](std::string_view field) { return field.empty(); });
}

// A row that names itself a total and lacks part of what identifies a line. Only both together: a
// service that is called "Kopā" and has all its codes stays a line.
bool RowReader::is_total() const {
  const auto lacks = [this](std::size_t column) {
    return column != kNoColumn && (cell(column).empty() || is_total_word(cell(column)));
  };
  const bool incomplete = std::any_of(unit_.begin(), unit_.end(), lacks) || lacks(service_) ||
                          lacks(code_) || lacks(period_);
  if (!incomplete) {
    return false;
  }
  return std::any_of(record_.fields.begin(), record_.fields.end(),
                     [](std::string_view field) { return is_total_word(field); });
}

base::Result<RowOutcome> RowReader::next() {
  do {
    TRY(const Records::Next next, records_.next(record_));
    if (next != Records::Next::record) {
      return next == Records::Next::end ? RowOutcome::end_of_input : RowOutcome::more;
    }
  } while (record_.line <= shape_.header_line);
  return read_row();
}

RowOutcome RowReader::read_row() {
  for (std::string_view& field : record_.fields) {
    field = trimmed(field);
  }
  if (is_blank()) {
    return RowOutcome::blank;
  }
  if (record_.unclosed_quote) {
    return refuse(kNoColumn, ErrorCode::quote_unclosed);
  }
  for (std::size_t i = shape_.header.size(); i < record_.fields.size(); ++i) {
    if (!record_.fields[i].empty()) {
      return refuse(i, ErrorCode::too_many_fields);
    }
  }
  if (mapping_.skip_totals && is_total()) {
    return RowOutcome::total;
  }
  ParsedLine identity;
  if (has_fault() || !read_identity(identity)) {
    return RowOutcome::refused;
  }
  return read_amounts(identity);
}

bool RowReader::is_number(std::size_t column) const {
  return column < record_.kinds.size() && record_.kinds[column] == workbook::CellKind::number;
}

bool RowReader::has_fault() {
  for (const std::size_t column : mapped_) {
    if (column >= record_.kinds.size()) {
      continue;
    }
    const workbook::CellKind kind = record_.kinds[column];
    if (kind == workbook::CellKind::fault || kind == workbook::CellKind::uncomputed) {
      static_cast<void>(refuse(column, kind == workbook::CellKind::fault
                                           ? ErrorCode::cell_fault
                                           : ErrorCode::cell_uncomputed));
      return true;
    }
  }
  return false;
}

bool RowReader::is_good_text(std::size_t column, std::size_t most_bytes) {
  if (column == kNoColumn) {
    return true;
  }
  const std::string_view text = cell(column);
  if (!base::is_valid_utf8(text)) {
    static_cast<void>(refuse(column, ErrorCode::text_not_utf8));
    return false;
  }
  if (text.size() > most_bytes) {
    static_cast<void>(refuse(column, ErrorCode::text_too_long));
    return false;
  }
  return true;
}

bool RowReader::read_path(const std::vector<std::size_t>& columns, bool needed,
                          std::vector<std::string_view>& path) {
  path.clear();
  for (std::size_t level = 0; level < columns.size(); ++level) {
    if (!is_good_text(columns[level])) {
      return false;
    }
    const std::string_view code = cell(columns[level]);
    if (!code.empty()) {
      path.push_back(code);
      continue;
    }
    // Levels may end early, but not begin late: a gap would be another unit.
    const auto deeper = columns.begin() + static_cast<std::ptrdiff_t>(level);
    const bool gap = std::any_of(deeper, columns.end(),
                                 [this](std::size_t column) { return !cell(column).empty(); });
    if ((level == 0 && needed) || gap) {
      static_cast<void>(refuse(columns[level], ErrorCode::value_missing));
      return false;
    }
    break;
  }
  return true;
}

bool RowReader::read_unit(ParsedLine& line) {
  if (!read_path(unit_, !mapping_.keep_unclassified, path_)) {
    return false;
  }
  names_.clear();
  for (std::size_t level = 0; level < path_.size(); ++level) {
    if (!unit_name_.empty() && !is_good_text(unit_name_[level])) {
      return false;
    }
    names_.push_back(unit_name_.empty() ? path_[level] : cell(unit_name_[level]));
  }
  line.unit = path_;
  line.unit_names = names_;
  return true;
}

base::Result<void> RowReader::read_further(const FurtherColumn& column, std::string_view text) {
  const bool number = is_number(column.column);
  std::string settled;
  if (number && column.what->form == Form::amount) {
    settled = settled_amount(text, mapping_.amount_unit);
    text = settled;
  } else if (number && (column.what->form == Form::decimal || column.what->form == Form::price)) {
    settled = settled_decimal(text);
    text = settled;
  }
  return exchange::read_further(*column.what, text, number ? '.' : decimal_, mapping_.amount_unit,
                                further_.line);
}

bool RowReader::read_further(ParsedLine& line) {
  if (further_columns_.empty() && counterparty_.empty()) {
    return true;
  }
  further_ = {};
  for (const FurtherColumn& one : further_columns_) {
    const std::string_view text = cell(one.column);
    if (text.empty()) {
      continue;
    }
    if (one.row != nullptr) {
      if (!is_good_text(one.column)) {
        return false;
      }
      further_.*one.row = text;
    } else if (const auto read = read_further(one, text); !read) {
      static_cast<void>(refuse(one.column, read.error().code));
      return false;
    }
  }
  if (!read_path(counterparty_, false, counterparty_path_)) {
    return false;
  }
  further_.counterparty = counterparty_path_;
  line.further = &further_;
  return true;
}

// A line is of one service, resource or policy, or of a task alone.
bool RowReader::has_one_object(const ParsedLine& line) {
  const bool further = line.further != nullptr;
  const int objects = int{!line.service.empty()} + int{further && !further_.resource.empty()} +
                      int{further && !further_.policy.empty()};
  if (objects == 1 || (objects == 0 && further && !further_.line.task.empty())) {
    return true;
  }
  std::size_t column = service_;
  for (const FurtherColumn& one : further_columns_) {
    const bool object = one.what->key == "resource" || one.what->key == "policy";
    column = objects > 1 && object && !cell(one.column).empty() ? one.column : column;
  }
  static_cast<void>(
      refuse(column, objects > 1 ? ErrorCode::object_several : ErrorCode::value_missing));
  return false;
}

bool RowReader::read_period(ParsedLine& line) {
  line.period = file_period_;
  if (period_ == kNoColumn && !file_period_.valid() && date_ != kNoColumn) {
    const auto& date = further_.line.date;
    if (!date) {
      static_cast<void>(refuse(date_, ErrorCode::value_missing));
      return false;
    }
    const auto month = base::Period::month(date->year(), date->month());
    line.period = month ? *month : base::Period();
    return true;
  }
  if (period_ == kNoColumn) {
    return true;
  }
  if (cell(period_) != last_period_text_ || !last_period_.valid()) {
    const auto period = parse_file_period(cell(period_));
    if (!period) {
      static_cast<void>(refuse(
          period_, cell(period_).empty() ? ErrorCode::value_missing : ErrorCode::period_invalid));
      return false;
    }
    last_period_ = *period;
    last_period_text_ = std::string(cell(period_));
  }
  line.period = last_period_;
  return true;
}

bool RowReader::read_identity(ParsedLine& line) {
  if (!read_unit(line)) {
    return false;
  }
  for (const std::size_t column : {service_, service_name_, code_, code_name_, scheme_, version_}) {
    if (!is_good_text(column)) {
      return false;
    }
  }
  if (!is_good_text(note_, kMostNote)) {
    return false;
  }
  if (!read_further(line)) {
    return false;
  }
  line.service = cell(service_);
  if (!has_one_object(line)) {
    return false;
  }
  if (cell(code_).empty() && !mapping_.keep_unclassified) {
    static_cast<void>(refuse(code_, ErrorCode::value_missing));
    return false;
  }
  line.service_name = service_name_ == kNoColumn ? line.service : cell(service_name_);
  line.code = cell(code_);
  line.code_name = cell(code_name_);
  line.scheme = cell(scheme_);
  line.note = cell(note_);
  return read_period(line);
}

const Target* RowReader::target_of_row(const Target& said) {
  if (kind_ == kNoColumn && version_ == kNoColumn) {
    return &said;
  }
  model::LineKind kind = said.kind;
  if (kind_ != kNoColumn) {
    const auto word = kind_from_cell(cell(kind_));
    if (!word) {
      static_cast<void>(
          refuse(kind_, cell(kind_).empty() ? ErrorCode::value_missing : ErrorCode::kind_invalid));
      return nullptr;
    }
    kind = *word;
  }
  const std::string_view version = cell(version_);
  if (kind == model::LineKind::actual) {
    if (version.empty()) {
      return &actual_;
    }
    static_cast<void>(refuse(version_, ErrorCode::version_not_for_actuals));
    return nullptr;
  }
  const std::string_view fallback =
      said.kind == model::LineKind::plan ? std::string_view(said.version) : kFirstPlanVersion;
  const std::string_view name = version.empty() ? fallback : version;
  auto found = plans_.find(name);
  if (found == plans_.end()) {
    found = plans_.emplace(name, Target{model::LineKind::plan, std::string(name)}).first;
  }
  return &found->second;
}

RowOutcome RowReader::read_amounts(const ParsedLine& identity) {
  lines_.clear();
  bool other_year = false;
  for (const AmountColumn& from : amounts_) {
    const std::string_view text = cell(from.column);
    const bool by_quantity =
        amounts_.size() == 1 && identity.further != nullptr && further_.line.quantity;
    if (text.empty() && !by_quantity) {
      if (amounts_.size() == 1) {
        return refuse(from.column, ErrorCode::value_missing);
      }
      continue;
    }
    ParsedLine line = identity;
    if (from.period.valid()) {
      line.period = from.period;
    } else if (from.month > 0) {
      const auto month = base::Period::month(identity.period.year(), from.month);
      if (!month) {
        return refuse(period_, ErrorCode::period_invalid);
      }
      line.period = *month;
    }
    line.target = &mapping_.target;
    if (!mapping_.by_year.empty()) {
      const auto found = mapping_.by_year.find(line.period.year());
      if (found == mapping_.by_year.end()) {
        other_year = true;
        continue;
      }
      line.target = &found->second;
    }
    line.target = target_of_row(*line.target);
    if (line.target == nullptr) {
      return RowOutcome::refused;
    }
    if (text.empty()) {
      const auto amount = amount_of(*further_.line.quantity,
                                    further_.line.unit_price_cents.value_or(base::Decimal()));
      if (!amount) {
        return refuse(from.column, ErrorCode::amount_out_of_range);
      }
      line.amount = *amount;
    } else {
      const bool number = is_number(from.column);
      const auto amount = number ? parse_file_amount(settled_amount(text, mapping_.amount_unit),
                                                     '.', mapping_.amount_unit)
                                 : parse_file_amount(text, decimal_, mapping_.amount_unit);
      if (!amount) {
        const bool part = number && amount.error().code == ErrorCode::amount_invalid;
        return refuse(from.column, part ? ErrorCode::amount_part_of_cent : amount.error().code);
      }
      line.amount = *amount;
    }
    lines_.push_back(line);
  }
  if (!lines_.empty()) {
    return RowOutcome::data;
  }
  return other_year ? RowOutcome::other_year
                    : refuse(amounts_.front().column, ErrorCode::value_missing);
}

}  // namespace saimnieks::exchange
