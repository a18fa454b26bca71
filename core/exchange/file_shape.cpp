#include "core/exchange/file_shape.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/exchange/csv_reader.h"
#include "core/exchange/number.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;

constexpr std::size_t kHeadBytes = 256 * 1024;
constexpr std::size_t kSampleRecords = 1000;
constexpr std::array<char, 4> kDelimiters{',', ';', '\t', '|'};

struct Sampled {
  std::int64_t line = 0;
  std::vector<std::string> fields;

  [[nodiscard]] std::size_t filled() const {
    return static_cast<std::size_t>(std::count_if(
        fields.begin(), fields.end(), [](const std::string& field) { return !field.empty(); }));
  }
};

std::vector<Sampled> sample(const std::string& text, char delimiter, bool cut) {
  CsvReader reader(delimiter);
  reader.feed(text, !cut);
  std::vector<Sampled> out;
  Record record;
  while (out.size() < kSampleRecords && reader.next(record)) {
    Sampled row{record.line, {}};
    for (const std::string_view field : record.fields) {
      row.fields.emplace_back(trimmed(field));
    }
    out.push_back(std::move(row));
  }
  return out;
}

// The number of fields that most filled records have, and how many have it.
std::pair<std::size_t, std::size_t> modal_width(const std::vector<Sampled>& rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const Sampled& row : rows) {
    if (row.filled() > 0) {
      ++counts[row.fields.size()];
    }
  }
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [width, count] : counts) {
    if (count >= best.second) {
      best = {width, count};
    }
  }
  return best;
}

char guess_delimiter(const std::string& text, bool cut) {
  char best = ',';
  std::size_t best_score = 0;
  for (const char delimiter : kDelimiters) {
    const std::vector<Sampled> rows = sample(text, delimiter, cut);
    const auto [width, count] = modal_width(rows);
    // Agreement first; among those that agree, the sign that splits more.
    const std::size_t score =
        width < 2 ? 0 : count * 1000 / rows.size() * 10 + std::min(width, std::size_t{9});
    if (score > best_score) {
      best = delimiter;
      best_score = score;
    }
  }
  return best;
}

bool looks_numeric(const std::string& field) {
  return parse_file_amount(field, '.', AmountUnit::euro).has_value() ||
         parse_file_amount(field, ',', AmountUnit::euro).has_value();
}

// The first record that is about as wide as the data and consists of words. Titles above it are
// narrow; a header of months may hold numbers, but not mainly.
std::optional<std::size_t> find_header(const std::vector<Sampled>& rows, std::size_t width) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t filled = rows[i].filled();
    if (filled * 2 <= width || filled < 2) {
      continue;
    }
    const auto numeric = static_cast<std::size_t>(std::count_if(
        rows[i].fields.begin(), rows[i].fields.end(),
        [](const std::string& field) { return !field.empty() && looks_numeric(field); }));
    if (numeric * 2 < filled || (numeric < filled && filled - numeric >= 2)) {
      return i;
    }
    return std::nullopt;  // data without a header
  }
  return std::nullopt;
}

std::vector<std::string> unique_names(const std::vector<std::string>& fields) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string base = fields[i].empty() ? "#" + std::to_string(i + 1) : fields[i];
    std::string name = base;
    for (int n = 2; std::find(out.begin(), out.end(), name) != out.end(); ++n) {
      name = base + " (" + std::to_string(n) + ")";
    }
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

std::optional<std::size_t> find_column(const FileShape& shape, std::string_view column) {
  const auto found = std::find(shape.header.begin(), shape.header.end(), column);
  if (found == shape.header.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - shape.header.begin());
}

void Inspector::feed(std::string_view bytes) {
  text_.feed(bytes);
  const std::size_t room = kHeadBytes - head_.size();
  head_.append(bytes.substr(0, room));
  cut_ = cut_ || bytes.size() > room;
}

base::Result<FileShape> Inspector::finish(const ShapeOverrides& overrides) const {
  if (text_.binary()) {
    return base::fail(ErrorCode::file_binary);
  }
  FileShape shape;
  shape.encoding = overrides.encoding.value_or(text_.encoding());
  std::string_view raw = head_;
  if (raw.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    raw.remove_prefix(kByteOrderMark.size());
  }
  std::string text;
  decode(raw, shape.encoding, text);
  if (trimmed(text).empty()) {
    return base::fail(ErrorCode::file_empty);
  }
  shape.delimiter = overrides.delimiter ? *overrides.delimiter : guess_delimiter(text, cut_);
  const std::vector<Sampled> rows = sample(text, shape.delimiter, cut_);
  const std::size_t width = modal_width(rows).first;
  const std::optional<std::size_t> header = find_header(rows, width);
  if (!header) {
    return base::fail(ErrorCode::file_no_header);
  }
  shape.header = unique_names(rows[*header].fields);
  shape.header_line = rows[*header].line;
  for (std::size_t i = 0; i < *header; ++i) {
    for (const std::string& field : rows[i].fields) {
      shape.titles += field.empty() ? "" : field + " ";
    }
  }
  for (std::size_t i = *header + 1; i < rows.size(); ++i) {
    if (rows[i].filled() > 0) {
      shape.sample.push_back(rows[i].fields);
      shape.sample.back().resize(shape.header.size());
    }
  }
  if (shape.sample.empty()) {
    return base::fail(ErrorCode::file_no_rows);
  }
  return shape;
}

base::Result<FileShape> inspect(ByteSource& source, const ShapeOverrides& overrides) {
  TRY_DO(source.rewind());
  Inspector inspector;
  std::string buffer(64 * 1024, '\0');
  while (true) {
    TRY(const std::size_t count, source.read(buffer));
    if (count == 0) {
      return inspector.finish(overrides);
    }
    inspector.feed(std::string_view(buffer).substr(0, count));
  }
}

}  // namespace saimnieks::exchange
