#include "core/views/import_view.h"

#include <algorithm>

#include "core/exchange/csv_cell.h"
#include "core/exchange/encoding.h"
#include "core/exchange/words.h"

namespace saimnieks::views {
namespace {

using text::Key;
using Kind = ColumnRole::Kind;

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) {
      out += (out.empty() ? "" : std::string(between)) + part;
    }
  }
  return out;
}

std::string delimiter_label(char delimiter, const Words& words) {
  switch (delimiter) {
    case ';':
      return std::string(words[Key::import_delimiter_semicolon]);
    case '\t':
      return std::string(words[Key::import_delimiter_tab]);
    case '|':
      return std::string(words[Key::import_delimiter_bar]);
    default:
      return std::string(words[Key::import_delimiter_comma]);
  }
}

std::string first_values(const exchange::FileShape& shape, std::size_t column) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> values;
  for (const auto& row : shape.sample) {
    const std::string& value = row[column];
    if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end()) {
      values.push_back(value);
    }
    if (values.size() == kMost) {
      break;
    }
  }
  return join(values, " · ");
}

void write_sheets(const exchange::FileShape& shape, ImportView& view) {
  const auto shown = std::find(shape.sheets.begin(), shape.sheets.end(), shape.sheet);
  if (shape.sheets.size() > 1 && shown != shape.sheets.end()) {
    view.sheets = shape.sheets;
    view.sheet = static_cast<std::size_t>(shown - shape.sheets.begin());
  }
}

void write_columns(const ImportFacts& facts, const Words& words, ImportView& view) {
  const exchange::FileShape& shape = *facts.shape;
  view.roles = choosable_roles(*facts.mapping);
  for (const ColumnRole& role : view.roles) {
    view.role_labels.push_back(role_label(role, words));
  }
  for (std::size_t i = 0; i < shape.header.size(); ++i) {
    const ColumnRole role = role_of(*facts.mapping, shape.header[i]);
    const auto found = std::find(view.roles.begin(), view.roles.end(), role);
    view.columns.push_back(
        {shape.header[i], first_values(shape, i),
         found == view.roles.end() ? 0 : static_cast<std::size_t>(found - view.roles.begin())});
  }
  switch (missing(*facts.mapping)) {
    case Missing::amount:
      view.missing = words[Key::import_missing_amount];
      break;
    case Missing::period:
      view.missing = words[Key::import_missing_period];
      break;
    case Missing::unit:
      view.missing = words[Key::import_missing_unit];
      break;
    case Missing::service:
      view.missing = words[Key::import_missing_service];
      break;
    case Missing::code:
      view.missing = words[Key::import_missing_code];
      break;
    case Missing::nothing:
      break;
  }
  view.amount_in_cents = facts.mapping->amount_unit == exchange::AmountUnit::cent;
}

// One column of the sample: what stands in the row, put together from the file's columns.
class SampleWriter {
 public:
  SampleWriter(const ImportFacts& facts, const Words& words, ImportView& view)
      : shape_(*facts.shape), columns_(facts.mapping->columns), words_(words), view_(view) {
    view_.sample_rows.resize(std::min(kSampleRows, shape_.sample.size()));
    add(Key::axis_period, {columns_.period}, "", false);
    add(Key::axis_scenario, {columns_.kind, columns_.version}, " ", false);
    std::vector<std::string> units;
    for (std::size_t i = 0; i < columns_.unit.size(); ++i) {
      units.push_back(columns_.unit[i]);
      if (!columns_.unit_name.empty() && columns_.unit_name[i] != columns_.unit[i]) {
        units.push_back(columns_.unit_name[i]);
      }
    }
    add(Key::axis_unit, units, " ", false);
    add(Key::axis_service, {columns_.service, columns_.service_name}, " ", false);
    add(Key::axis_code, {columns_.code, columns_.code_name}, " ", false);
    add(Key::axis_amount, {columns_.amount}, "", true);
    for (const auto& [key, column] : columns_.amounts) {
      const ColumnRole role = role_of(*facts.mapping, column);
      add_titled(role_label(role, words_), {column}, "", true);
    }
    add(Key::axis_note, {columns_.note}, "", false);
  }

 private:
  void add(Key title, const std::vector<std::string>& names, std::string_view between,
           bool figure) {
    add_titled(std::string(words_[title]), names, between, figure);
  }

  void add_titled(std::string title, const std::vector<std::string>& names,
                  std::string_view between, bool figure) {
    std::vector<std::size_t> places;
    for (const std::string& name : names) {
      const auto place = name.empty() ? std::nullopt : exchange::find_column(shape_, name);
      if (place) {
        places.push_back(*place);
      }
    }
    if (places.empty()) {
      return;
    }
    view_.sample_columns.push_back({std::move(title), figure});
    for (std::size_t row = 0; row < view_.sample_rows.size(); ++row) {
      std::vector<std::string> parts;
      parts.reserve(places.size());
      for (const std::size_t place : places) {
        parts.push_back(shape_.sample[row][place]);
      }
      view_.sample_rows[row].push_back(join(parts, between));
    }
  }

  const exchange::FileShape& shape_;
  const exchange::MappedColumns& columns_;
  const Words& words_;
  ImportView& view_;
};

void write_years(const ImportFacts& facts, const Words& words, ImportView& view) {
  std::vector<int> years;
  for (const auto& [year, lines] : facts.all_years->years) {
    ImportYear row;
    row.year = year;
    row.label = words.texts.tr(Key::period_year, std::to_string(year));
    row.lines = words.texts.plural(Key::lines_count, lines);
    const auto sum = facts.all_years->sums.find(year);
    row.sum = sum == facts.all_years->sums.end() ? std::string()
                                                 : whole_euro_with_unit(sum->second.cents(), words);
    const auto& by_year = facts.mapping->by_year;
    const auto target = by_year.find(year);
    if (by_year.empty()) {
      row.target = facts.mapping->target;
    } else if (target != by_year.end()) {
      row.target = target->second;
    }
    view.years.push_back(std::move(row));
    years.push_back(year);
  }
  const std::string& kind_column = facts.mapping->columns.kind;
  view.kind_in_rows = !kind_column.empty();
  view.years_note = view.kind_in_rows ? words.texts.tr(Key::import_years_in_rows, kind_column)
                                      : std::string(words[Key::import_years_note]);
  std::map<int, exchange::Target> targets = facts.mapping->by_year;
  if (targets.empty()) {
    for (const int year : years) {
      targets[year] = facts.mapping->target;
    }
  }
  view.preset = preset_of(targets, years);
}

std::string skipped_note(const exchange::ImportReport& report, const Words& words) {
  std::vector<std::string> parts;
  if (report.other_year > 0) {
    parts.push_back(words.texts.plural(Key::import_skipped_years, report.other_year));
  }
  if (report.known > 0) {
    parts.push_back(words.texts.plural(Key::import_skipped_known, report.known));
  }
  if (report.total > 0) {
    parts.push_back(words.texts.plural(Key::import_skipped_totals, report.total));
  }
  if (report.blank > 0) {
    parts.push_back(words.texts.plural(Key::import_skipped_blank, report.blank));
  }
  return join(parts, ", ");
}

void write_newcomers(const exchange::Newcomers& newcomers, const Words& words, ImportView& view) {
  static const std::map<model::Table, Key> kSentences{
      {model::Table::unit, Key::import_new_units},
      {model::Table::service, Key::import_new_services},
      {model::Table::resource, Key::import_new_resources},
      {model::Table::policy, Key::import_new_policies},
      {model::Table::source, Key::import_new_sources},
      {model::Table::code, Key::import_new_codes}};
  const auto say = [&](Key sentence, const exchange::Newcomers::Names& names) {
    std::string list = join(names.first, ", ");
    if (names.count > static_cast<std::int64_t>(names.first.size())) {
      list += ", …";
    }
    view.newcomers += view.newcomers.empty() ? "" : " · ";
    view.newcomers +=
        words.texts.tr(sentence, text::format_count(names.count, words.language()), list);
  };
  for (const auto& [table, names] : newcomers.rows) {
    say(kSentences.at(table), names);
  }
  if (newcomers.unlisted.count > 0) {
    say(Key::import_unlisted_codes, newcomers.unlisted);
  }
}

void write_report(const ImportFacts& facts, const Words& words, ImportView& view) {
  const exchange::ImportReport& report = *facts.report;
  const auto count = [&](std::int64_t number) {
    return text::format_count(number, words.language());
  };
  view.has_report = true;
  view.read = count(report.read);
  view.accepted = count(report.accepted);
  view.skipped = count(report.skipped());
  view.skipped_note = skipped_note(report, words);
  view.refused = count(report.refused_count);
  view.refused_count = report.refused_count;
  for (std::size_t i = 0; i < std::min(report.refused.size(), kShownRefusals); ++i) {
    const exchange::RefusedRow& row = report.refused[i];
    view.refused_rows.push_back({row.line, count(row.line), row.column, row.value,
                                 std::string(words.texts.error(row.code))});
  }
  const auto shown = static_cast<std::int64_t>(view.refused_rows.size());
  if (report.refused_count > shown) {
    view.refused_more = words.texts.plural(Key::import_refused_more, report.refused_count - shown);
  }
  view.can_import =
      report.lines > 0 && (report.refused_count == 0 || facts.skip_refused) && !facts.checking;
  view.report_title = report.refused_count > 0
                          ? words.texts.plural(Key::import_report_refused, report.refused_count)
                      : report.lines == 0
                          ? std::string(words[Key::import_report_nothing])
                          : words.texts.plural(Key::import_report_ready, report.lines);
  write_newcomers(report.created, words, view);
  view.import_label = words.texts.plural(Key::import_start, report.lines);
  view.done_title = words.texts.plural(Key::import_done, report.lines);
}

void write_error(const ImportFacts& facts, const Words& words, ImportView& view) {
  if (!facts.error) {
    return;
  }
  view.error_title = facts.file_name.empty()
                         ? std::string(words[Key::import_failed])
                         : words.texts.tr(Key::import_failed_file, facts.file_name);
  view.error_text = words.texts.error(facts.error->code);
  if (facts.error->code == base::ErrorCode::column_missing && !facts.error->context.empty()) {
    view.error_text = words.texts.tr(Key::import_column_missing, facts.error->context);
  }
}

}  // namespace

ImportView build_import(const ImportFacts& facts, const Words& words) {
  ImportView view;
  view.step = facts.step;
  view.file_name = facts.file_name;
  view.checking = facts.checking;
  view.skip_refused = facts.skip_refused;
  write_error(facts, words, view);
  const auto phase = text::key_from_name(facts.progress.phase_key);
  view.progress_label = phase ? words[*phase] : words[Key::import_reading];
  view.progress_done = facts.progress.done;
  view.progress_total = facts.progress.total;
  if (facts.progress.total > 0) {
    view.progress_detail = text::format_percent(facts.progress.done * 10'000 / facts.progress.total,
                                                words.language(), 0);
  }
  view.file_note = bytes(facts.file_bytes, words);
  if (facts.shape == nullptr || facts.mapping == nullptr) {
    return view;
  }
  view.file_note =
      facts.shape->sheet
          ? words.texts.tr(Key::import_file_note_sheet, view.file_note, *facts.shape->sheet)
          : words.texts.tr(Key::import_file_note, view.file_note,
                           exchange::name(facts.shape->encoding),
                           delimiter_label(facts.shape->delimiter, words));
  if (facts.remembered) {
    view.file_note += " · " + std::string(words[Key::import_mapping_remembered]);
  }
  write_sheets(*facts.shape, view);
  write_columns(facts, words, view);
  SampleWriter(facts, words, view);
  if (facts.all_years != nullptr) {
    write_years(facts, words, view);
  }
  if (facts.report != nullptr) {
    write_report(facts, words, view);
  }
  return view;
}

// What begins like a formula is none for the program that opens the list, unless it is a number.
std::string harmless(const std::string& cell) {
  const bool formula =
      !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  const bool number = cell.size() > 1 && (cell.front() == '-' || cell.front() == '+') &&
                      cell.find_first_not_of("0123456789., \u00A0", 1) == std::string::npos;
  return formula && !number ? "'" + cell : cell;
}

std::string refused_csv(const exchange::ImportReport& report, const Words& words) {
  std::vector<std::string> header = report.header;
  if (header.empty() || !exchange::is_reason_header(header.back())) {
    header.emplace_back();
  }
  header.back() = words[Key::import_refused_reason];
  const std::size_t place = header.size() - 1;
  std::string out(exchange::kByteOrderMark);
  const auto row = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out += i == 0 ? std::string() : std::string(1, report.delimiter);
      out += exchange::csv_cell(harmless(cells[i]), report.delimiter);
    }
    out += "\r\n";
  };
  row(header);
  for (const exchange::RefusedRow& refused : report.refused) {
    std::vector<std::string> cells = refused.cells;
    cells.resize(std::max(cells.size(), header.size()));
    if (refused.cells.size() >= header.size() && report.header.size() < header.size()) {
      cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(place), std::string());
    }
    const std::string line = text::format_count(refused.line, words.language());
    const std::string_view why = words.texts.error(refused.code);
    cells[place] = refused.column.empty()
                       ? words.texts.tr(Key::import_refused_why_row, line, why)
                       : words.texts.tr(Key::import_refused_why, line, refused.column, why);
    row(cells);
  }
  const auto kept = static_cast<std::int64_t>(report.refused.size());
  if (report.refused_count > kept) {
    std::vector<std::string> more(header.size());
    more[place] = words.texts.plural(Key::import_refused_more, report.refused_count - kept);
    row(more);
  }
  return out;
}

}  // namespace saimnieks::views
