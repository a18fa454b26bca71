#include "core/exchange/line_table.h"

#include <algorithm>
#include <set>

#include "core/ledger/sight.h"

namespace saimnieks::exchange {
namespace {

using model::Line;

std::string numbered(const char* name, std::size_t number) {
  return std::string(name) + "_" + std::to_string(number);
}

const std::string& at(const std::vector<std::string>& list, std::size_t place) {
  static const std::string kNothing;
  return place < list.size() ? list[place] : kNothing;
}

}  // namespace

UnitPath unit_path(const ledger::Ledger& ledger, model::UnitId unit) {
  UnitPath out;
  const auto& units = ledger.units();
  for (model::UnitId id = unit; id != model::kNoUnit; id = units[id].parent) {
    out.codes.insert(out.codes.begin(), units[id].code);
    out.names.insert(out.names.begin(), units[id].name);
  }
  return out;
}

std::string period_text(const model::LineRow& row) {
  const auto period = base::Period::from_packed(row.period);
  return period ? period->iso() : std::string();
}

std::string further_text(const ledger::Ledger& ledger, const Further& column, const Line& line) {
  const auto pick = [&](const auto& rows, auto id, auto member) {
    return index(id) == model::kNone ? std::string() : std::string(rows[id].*member);
  };
  const model::LineRow& row = line.row;
  if (column.form != Form::row && column.form != Form::row_name) {
    return write_further(column, line);
  }
  const bool code = column.form == Form::row;
  if (column.field == "resource") {
    return column.key == "resource_kind"
               ? pick(ledger.resources(), row.resource, &model::Resource::kind)
               : pick(ledger.resources(), row.resource,
                      code ? &model::Resource::code : &model::Resource::name);
  }
  if (column.field == "policy") {
    return pick(ledger.policies(), row.policy,
                code ? &model::PolicyRow::code : &model::PolicyRow::name);
  }
  if (column.field == "source") {
    return pick(ledger.sources(), row.source, code ? &model::Source::code : &model::Source::name);
  }
  return column.key == "function_scheme"
             ? pick(ledger.codes(), row.function, &model::Code::scheme)
             : pick(ledger.codes(), row.function, code ? &model::Code::code : &model::Code::name);
}

base::Result<LineTable> LineTable::open(const ledger::Ledger& ledger, const ColumnTitle& title) {
  LineTable out(ledger);
  TRY_DO(out.lay_out());
  for (Column& column : out.columns_) {
    column.title = title ? title(column.key) : column.key;
  }
  return out;
}

base::Result<void> LineTable::lay_out() {
  std::set<model::UnitId> units;
  std::set<model::UnitId> counterparties;
  std::vector<bool> used(further_columns().size());
  TRY_DO(ledger::scan_seen_lines(ledger_, [&](const Line& line) {
    if (line.row.voided) {
      return;
    }
    units.insert(line.row.unit);
    counterparties.insert(line.counterparty);
    unclassified_ =
        unclassified_ || line.row.unit == model::kNoUnit || line.row.code == model::kNoCode;
    for (std::size_t i = 0; i < used.size(); ++i) {
      used[i] = used[i] || !further_text(ledger_, further_columns()[i], line).empty();
    }
  }));
  for (const model::UnitId unit : units) {
    depth_ = std::max(depth_, unit_path(ledger_, unit).codes.size());
  }
  for (const model::UnitId unit : counterparties) {
    counterparty_ = std::max(counterparty_, unit_path(ledger_, unit).codes.size());
  }
  columns_ = {{"period"}, {"kind"}, {"version"}};
  for (std::size_t i = 1; i <= depth_; ++i) {
    columns_.push_back({numbered("unit", i)});
    columns_.push_back({numbered("unit_name", i)});
  }
  for (const char* key : {"service", "service_name", "scheme", "code", "code_name"}) {
    columns_.push_back({key});
  }
  columns_.push_back({"amount", Form::amount});
  columns_.push_back({"note"});
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) {
      further_.push_back(&further_columns()[i]);
      columns_.push_back({std::string(further_.back()->key), further_.back()->form});
    }
  }
  for (std::size_t i = 1; i <= counterparty_; ++i) {
    columns_.push_back({numbered("counterparty", i)});
  }
  return {};
}

void LineTable::write(const Line& line, std::vector<std::string>& cells) const {
  const model::LineRow& row = line.row;
  cells.clear();
  cells.push_back(period_text(row));
  cells.emplace_back(model::name(row.kind));
  cells.push_back(row.version == model::kNoVersion ? std::string()
                                                   : ledger_.versions()[row.version].name);
  const UnitPath unit = unit_path(ledger_, row.unit);
  for (std::size_t i = 0; i < depth_; ++i) {
    cells.push_back(at(unit.codes, i));
    cells.push_back(at(unit.names, i));
  }
  const bool service = row.service != model::kNoService;
  cells.push_back(service ? ledger_.services()[row.service].code : std::string());
  cells.push_back(service ? ledger_.services()[row.service].name : std::string());
  const bool code = row.code != model::kNoCode;
  cells.push_back(code ? ledger_.codes()[row.code].scheme : std::string());
  cells.push_back(code ? ledger_.codes()[row.code].code : std::string());
  cells.push_back(code ? ledger_.codes()[row.code].name : std::string());
  cells.push_back(euro_text(row.cents));
  cells.push_back(line.note);
  for (const Further* column : further_) {
    cells.push_back(further_text(ledger_, *column, line));
  }
  const UnitPath counterparty = unit_path(ledger_, line.counterparty);
  for (std::size_t i = 0; i < counterparty_; ++i) {
    cells.push_back(at(counterparty.codes, i));
  }
}

base::Result<void> LineTable::each(
    base::FunctionRef<base::Result<void>(std::span<const std::string>)> visit) const {
  std::vector<std::string> cells;
  base::Result<void> visited;
  TRY_DO(ledger::scan_seen_lines(ledger_, [&](const Line& line) {
    if (!line.row.voided && visited) {
      write(line, cells);
      visited = visit(cells);
    }
  }));
  return visited;
}

std::string LineTable::title(std::string_view key) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [key](const Column& column) { return column.key == key; });
  return found->title;
}

Mapping LineTable::mapping() const {
  Mapping out;
  out.columns.period = title("period");
  out.columns.kind = title("kind");
  out.columns.version = title("version");
  for (std::size_t i = 1; i <= depth_; ++i) {
    out.columns.unit.push_back(title(numbered("unit", i)));
    out.columns.unit_name.push_back(title(numbered("unit_name", i)));
  }
  out.columns.service = title("service");
  out.columns.service_name = title("service_name");
  out.columns.scheme = title("scheme");
  out.columns.code = title("code");
  out.columns.code_name = title("code_name");
  out.columns.amount = title("amount");
  out.columns.note = title("note");
  for (const Further* column : further_) {
    out.columns.further.emplace(column->key, title(column->key));
  }
  for (std::size_t i = 1; i <= counterparty_; ++i) {
    out.columns.counterparty.push_back(title(numbered("counterparty", i)));
  }
  // Nothing is left to guess: a service may be called "Total", and all its rows are lines.
  out.skip_totals = false;
  // Into the ledger that it came from, or once more into another, the file adds nothing.
  out.skip_same = true;
  out.keep_unclassified = unclassified_;
  out.delimiter = ',';
  out.decimal = '.';
  out.encoding = Encoding::utf8;
  return out;
}

}  // namespace saimnieks::exchange
