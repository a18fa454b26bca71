#include "core/exchange/table_finder.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/exchange/number.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using workbook::Merge;

constexpr std::int64_t kTallestHeader = 4;  // rows

bool looks_numeric(const std::string& field) {
  return parse_file_amount(field, '.', AmountUnit::euro).has_value() ||
         parse_file_amount(field, ',', AmountUnit::euro).has_value();
}

// The first record that is about as wide as the data and consists of words. Titles above it are
// narrow; a header of months may hold numbers, but not mainly.
std::optional<std::size_t> find_header(const std::vector<SampledRow>& rows, std::size_t width) {
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

std::optional<std::size_t> place_of(const std::vector<SampledRow>& rows, std::int64_t line) {
  for (std::size_t i = 0; i < rows.size() && rows[i].line <= line; ++i) {
    if (rows[i].line == line) {
      return i;
    }
  }
  return std::nullopt;
}

std::string text_at(const std::vector<SampledRow>& rows, std::int64_t line, std::size_t column) {
  const auto place = place_of(rows, line);
  return place && column < rows[*place].fields.size() ? rows[*place].fields[column] : std::string();
}

// The last row of a header whose cells are merged downwards.
std::size_t last_row_of_header(const std::vector<SampledRow>& rows, std::size_t header,
                               std::span<const Merge> merges) {
  std::int64_t last = rows[header].line;
  for (const Merge& merge : merges) {
    if (merge.top == rows[header].line && merge.bottom - merge.top < kTallestHeader) {
      last = std::max(last, merge.bottom);
    }
  }
  return place_of(rows, last).value_or(header);
}

std::vector<std::string> merged_header(const std::vector<SampledRow>& rows, std::size_t header,
                                       std::span<const Merge> merges) {
  std::vector<std::string> names = rows[header].fields;
  std::vector<std::string> groups(names.size());
  const std::int64_t line = rows[header].line;
  const auto set = [](std::vector<std::string>& list, std::size_t column, const std::string& text) {
    list.resize(std::max(list.size(), column + 1));
    list[column] = list[column].empty() ? text : list[column];
  };
  for (const Merge& merge : merges) {
    const std::string text = text_at(rows, merge.top, merge.left);
    const bool reaches = merge.top <= line && line <= merge.bottom;
    const bool above = merge.bottom < line && line - merge.top < kTallestHeader;
    for (std::size_t i = merge.left; !text.empty() && i <= merge.right; ++i) {
      if (reaches) {
        set(names, i, text);
      } else if (above && merge.right - merge.left + 1 < names.size()) {  // no title of it all
        set(groups, i, text);
      }
    }
  }
  groups.resize(names.size());
  std::map<std::string, int> count;
  for (const std::string& name : names) {
    ++count[name];
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (count[names[i]] > 1 && !groups[i].empty() && !names[i].empty()) {
      names[i] = groups[i] + " " + names[i];
    }
  }
  return names;
}

}  // namespace

std::size_t SampledRow::filled() const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [](const std::string& field) { return !field.empty(); }));
}

ModalWidth modal_width(const std::vector<SampledRow>& rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const SampledRow& row : rows) {
    if (row.filled() > 0) {
      ++counts[row.fields.size()];
    }
  }
  ModalWidth best;
  for (const auto& [width, count] : counts) {
    if (count >= best.count) {
      best = {width, count};
    }
  }
  return best;
}

base::Result<void> find_table(std::vector<SampledRow> rows, std::span<const Merge> merges,
                              FileShape& shape) {
  const std::optional<std::size_t> first = find_header(rows, modal_width(rows).width);
  if (!first) {
    return base::fail(ErrorCode::file_no_header);
  }
  const std::size_t header = last_row_of_header(rows, *first, merges);
  shape.header = unique_names(merged_header(rows, header, merges));
  shape.header_line = rows[header].line;
  for (std::size_t i = 0; i < header; ++i) {
    for (const std::string& field : rows[i].fields) {
      shape.titles += field.empty() ? "" : field + " ";
    }
  }
  for (std::size_t i = header + 1; i < rows.size(); ++i) {
    if (rows[i].filled() > 0) {
      shape.sample.push_back(std::move(rows[i].fields));
      shape.sample.back().resize(shape.header.size());
    }
  }
  return shape.sample.empty() ? base::fail(ErrorCode::file_no_rows) : base::Result<void>();
}

}  // namespace saimnieks::exchange
