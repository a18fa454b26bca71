#include "core/exchange/known_documents.h"

#include <algorithm>

#include "core/exchange/line_table.h"

namespace saimnieks::exchange {
namespace {

// The months tell apart what a contract comes to in each of them.
std::string document_key(const model::Line& line, model::LineKind kind, std::int32_t period,
                         std::int64_t cents) {
  return std::string(model::name(kind)) + " " + std::to_string(period) + " " +
         (line.date ? line.date->iso() : std::string()) + " " + std::to_string(cents) + " " +
         line.document;
}

// A code after another, top first, each closed by what no text of a file holds.
void add_code(std::string& path, std::string_view code) {
  path += code;
  path += '\0';
}

// All that a line without a document says, but names of rows, which may have changed since.
std::string row_key(const ledger::Ledger& ledger, const model::Line& line) {
  const model::LineRow& row = line.row;
  std::string key = document_key(line, row.kind, row.period, row.cents);
  add_code(key, row.version == model::kNoVersion ? "" : ledger.versions()[row.version].name);
  add_code(key, row.service == model::kNoService ? "" : ledger.services()[row.service].code);
  add_code(key, row.code == model::kNoCode ? "" : ledger.codes()[row.code].code);
  add_code(key, line.note);
  for (const Further& column : further_columns()) {
    if (column.form != Form::row_name) {
      add_code(key, further_text(ledger, column, line));
    }
  }
  for (const std::string& code : unit_path(ledger, line.counterparty).codes) {
    add_code(key, code);
  }
  return key;
}

std::string row_key(const ParsedLine& parsed) {
  static const ParsedFurther kNothing{};
  const ParsedFurther& more = parsed.further == nullptr ? kNothing : *parsed.further;
  std::string key =
      document_key(more.line, parsed.target->kind, parsed.period.packed(), parsed.amount.cents());
  add_code(key, parsed.target->version);
  add_code(key, parsed.service);
  add_code(key, parsed.code);
  add_code(key, parsed.note);
  for (const Further& column : further_columns()) {
    if (column.form == Form::row) {
      add_code(key, column.key == "resource" ? more.resource
                    : column.key == "policy" ? more.policy
                    : column.key == "source" ? more.source
                                             : more.function);
    } else if (column.form != Form::row_name) {
      add_code(key, write_further(column, more.line));
    }
  }
  for (const std::string_view code : more.counterparty) {
    add_code(key, code);
  }
  return key;
}

}  // namespace

base::Result<void> KnownDocuments::load(const ledger::Ledger& ledger, bool same_rows) {
  same_rows_ = same_rows;
  const auto& units = ledger.units().rows();
  std::vector<std::string> paths(units.size());  // a unit is made after the one above it
  for (std::size_t i = 0; i < units.size(); ++i) {
    const model::UnitId above = units[i].parent;
    if (above != model::kNoUnit) {
      paths[i] = paths[model::index(above)];
    }
    add_code(paths[i], units[i].code);
    units_.emplace(paths[i], model::UnitId{static_cast<std::uint32_t>(i)});
  }
  return ledger.scan_whole_lines([this, &ledger](const model::Line& line) {
    const model::LineRow& row = line.row;
    if (row.voided || (line.document.empty() && !same_rows_)) {
      return;
    }
    std::vector<Lines>& its =
        known_[line.document.empty() ? row_key(ledger, line)
                                     : document_key(line, row.kind, row.period, row.cents)];
    const auto found = std::find_if(its.begin(), its.end(),
                                    [&row](const Lines& one) { return one.unit == row.unit; });
    if (found != its.end()) {
      ++found->count;
    } else {
      its.push_back({row.unit, 1});
    }
  });
}

bool KnownDocuments::take(const ParsedLine& line) {
  if (left_.empty()) {
    return false;
  }
  const bool named = line.further != nullptr && !line.further->line.document.empty();
  if (!named && !same_rows_) {
    return false;  // nothing tells it from another
  }
  const auto known = left_.find(named ? document_key(line.further->line, line.target->kind,
                                                     line.period.packed(), line.amount.cents())
                                      : row_key(line));
  if (known == left_.end()) {
    return false;
  }
  const auto take_of = [&known](auto fits) {
    const auto found =
        std::find_if(known->second.begin(), known->second.end(),
                     [&fits](const Lines& one) { return one.count > 0 && fits(one.unit); });
    if (found == known->second.end()) {
      return false;
    }
    --found->count;
    return true;
  };
  std::string path;
  for (const std::string_view code : line.unit) {
    add_code(path, code);
  }
  const auto unit = units_.find(path);
  if (!named) {  // such a row says all of it, its unit or that it waits for one, too
    const model::UnitId own = line.unit.empty() ? model::kNoUnit
                              : unit != units_.end()
                                  ? unit->second
                                  : model::UnitId{static_cast<std::uint32_t>(units_.size())};
    return take_of([own](model::UnitId one) { return one == own; });
  }
  const bool none = line.unit.empty();
  return (unit != units_.end() &&
          take_of([&](model::UnitId one) { return one == unit->second; })) ||
         take_of([none](model::UnitId one) { return none || one == model::kNoUnit; });
}

KnownDocuments::Answer KnownDocuments::take(std::span<const ParsedLine> lines) {
  std::size_t found = 0;
  for (const ParsedLine& line : lines) {
    found += take(line) ? 1U : 0U;
  }
  return found == 0 ? Answer::none : found == lines.size() ? Answer::all : Answer::some;
}

}  // namespace saimnieks::exchange
