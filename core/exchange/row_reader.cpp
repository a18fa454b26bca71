#include "core/exchange/row_reader.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;

}  // namespace

base::Result<RowReader> RowReader::open(const Mapping& mapping, const FileShape& shape) {
  RowReader reader(mapping, shape);
  TRY_DO(reader.resolve());
  return reader;
}

base::Result<std::size_t> RowReader::column(std::string_view name) const {
  if (name.empty()) {
    return kNoColumn;
  }
  const std::optional<std::size_t> found = find_column(shape_, name);
  if (!found) {
    return base::fail(ErrorCode::column_missing, std::string(name));
  }
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

void RowReader::feed(std::string_view bytes, bool last) {
  std::string start;
  if (at_start_) {
    // The mark may come in pieces.
    start_ += bytes;
    if (!last && start_.size() < kByteOrderMark.size()) {
      return;
    }
    at_start_ = false;
    start = std::move(start_);
    bytes = start;
    if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      bytes.remove_prefix(kByteOrderMark.size());
    }
  }
  if (shape_.encoding == Encoding::utf8) {
    csv_.feed(bytes, last);
    return;
  }
  decoded_.clear();
  decode(bytes, shape_.encoding, decoded_);
  csv_.feed(decoded_, last);
}

std::string_view RowReader::cell(std::size_t column) const {
  return column < record_.fields.size() ? record_.fields[column] : std::string_view();
}

RowOutcome RowReader::refuse(std::size_t column, ErrorCode code) {
  refusal_.line = record_.line;
  refusal_.column = column < shape_.header.size() ? shape_.header[column] : std::string();
  refusal_.code = code;
  refusal_.value = std::string(cell(column).substr(0, 60));
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

RowOutcome RowReader::next() {
  while (csv_.next(record_)) {
    if (record_.line <= shape_.header_line) {
      continue;
    }
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
    if (!read_identity(identity)) {
      return RowOutcome::refused;
    }
    return read_amounts(identity);
  }
  return RowOutcome::end_of_input;
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

bool RowReader::read_unit(ParsedLine& line) {
  path_.clear();
  names_.clear();
  for (std::size_t level = 0; level < unit_.size(); ++level) {
    if (!is_good_text(unit_[level]) || (!unit_name_.empty() && !is_good_text(unit_name_[level]))) {
      return false;
    }
    const std::string_view code = cell(unit_[level]);
    if (code.empty()) {
      // Levels may end early, but not begin late: a gap would be another unit.
      const auto deeper = unit_.begin() + static_cast<std::ptrdiff_t>(level);
      const bool gap = std::any_of(deeper, unit_.end(),
                                   [this](std::size_t column) { return !cell(column).empty(); });
      if (level == 0 || gap) {
        static_cast<void>(refuse(unit_[level], ErrorCode::value_missing));
        return false;
      }
      break;
    }
    path_.push_back(code);
    names_.push_back(unit_name_.empty() ? code : cell(unit_name_[level]));
  }
  line.unit = path_;
  line.unit_names = names_;
  return true;
}

bool RowReader::read_period(ParsedLine& line) {
  line.period = file_period_;
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
  for (const std::size_t column : {service_, code_}) {
    if (cell(column).empty()) {
      static_cast<void>(refuse(column, ErrorCode::value_missing));
      return false;
    }
  }
  line.service = cell(service_);
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
    if (text.empty()) {
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
    const auto amount = parse_file_amount(text, decimal_, mapping_.amount_unit);
    if (!amount) {
      return refuse(from.column, amount.error().code);
    }
    line.amount = *amount;
    lines_.push_back(line);
  }
  if (!lines_.empty()) {
    return RowOutcome::data;
  }
  return other_year ? RowOutcome::other_year
                    : refuse(amounts_.front().column, ErrorCode::value_missing);
}

}  // namespace saimnieks::exchange
