#include "core/exchange/export.h"

#include <algorithm>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/exchange/further.h"

namespace saimnieks::exchange {
namespace {

using model::Line;

// A unit's path from the top.
struct Path {
  std::vector<std::string> codes;
  std::vector<std::string> names;
};

Path path_of(const ledger::Ledger& ledger, model::UnitId unit) {
  Path out;
  const auto& units = ledger.units();
  for (model::UnitId id = unit; id != model::kNoUnit; id = units[id].parent) {
    out.codes.insert(out.codes.begin(), units[id].code);
    out.names.insert(out.names.begin(), units[id].name);
  }
  return out;
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos &&
      (text.empty() || (text.front() != ' ' && text.back() != ' '))) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out.append(c == '"' ? "\"\"" : std::string(1, c));
  }
  return out + "\"";
}

std::string period(const model::LineRow& row) {
  const auto period = base::Period::from_packed(row.period);
  return period ? period->iso() : std::string();
}

template <class Visit>
base::Result<void> each_line(const ledger::Ledger& ledger, Visit visit) {
  return ledger.scan_whole_lines([&](const Line& line) {
    if (!line.row.voided) {
      visit(line);
    }
  });
}

// What a line says under a further key; empty when nothing.
std::string said(const ledger::Ledger& ledger, const Further& column, const Line& line) {
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

// The columns that the file needs beside those that every file has.
struct Layout {
  std::size_t depth = 1;  // levels of the units that lines are on
  std::size_t counterparty = 0;
  std::vector<const Further*> further;
  bool unclassified = false;
};

base::Result<Layout> layout_of(const ledger::Ledger& ledger) {
  Layout out;
  std::set<model::UnitId> units;
  std::set<model::UnitId> counterparties;
  std::vector<bool> used(further_columns().size());
  TRY_DO(each_line(ledger, [&](const Line& line) {
    units.insert(line.row.unit);
    counterparties.insert(line.counterparty);
    out.unclassified =
        out.unclassified || line.row.unit == model::kNoUnit || line.row.code == model::kNoCode;
    for (std::size_t i = 0; i < used.size(); ++i) {
      used[i] = used[i] || !said(ledger, further_columns()[i], line).empty();
    }
  }));
  for (const model::UnitId unit : units) {
    out.depth = std::max(out.depth, path_of(ledger, unit).codes.size());
  }
  for (const model::UnitId unit : counterparties) {
    out.counterparty = std::max(out.counterparty, path_of(ledger, unit).codes.size());
  }
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) {
      out.further.push_back(&further_columns()[i]);
    }
  }
  return out;
}

std::string at(const std::vector<std::string>& list, std::size_t place) {
  return place < list.size() ? csv_cell(list[place]) : std::string();
}

std::string numbered(const char* name, std::size_t number) {
  return std::string(name) + "_" + std::to_string(number);
}

}  // namespace

base::Result<std::string> export_csv(const ledger::Ledger& ledger) {
  TRY(const Layout layout, layout_of(ledger));
  std::string out = "period,kind,version";
  for (std::size_t i = 1; i <= layout.depth; ++i) {
    out += "," + numbered("unit", i) + "," + numbered("unit_name", i);
  }
  out += ",service,service_name,scheme,code,code_name,amount,note";
  for (const Further* column : layout.further) {
    out += "," + std::string(column->key);
  }
  for (std::size_t i = 1; i <= layout.counterparty; ++i) {
    out += "," + numbered("counterparty", i);
  }
  out += "\n";
  TRY_DO(each_line(ledger, [&](const Line& line) {
    const model::LineRow& row = line.row;
    out += period(row) + "," + std::string(model::name(row.kind)) + ",";
    out += row.version == model::kNoVersion ? "" : csv_cell(ledger.versions()[row.version].name);
    const Path unit = path_of(ledger, row.unit);
    for (std::size_t i = 0; i < layout.depth; ++i) {
      out += "," + at(unit.codes, i) + "," + at(unit.names, i);
    }
    const bool service = row.service != model::kNoService;
    out += "," + (service ? csv_cell(ledger.services()[row.service].code) : "") + "," +
           (service ? csv_cell(ledger.services()[row.service].name) : "");
    const bool code = row.code != model::kNoCode;
    out += "," + (code ? csv_cell(ledger.codes()[row.code].scheme) : "") + "," +
           (code ? csv_cell(ledger.codes()[row.code].code) : "") + "," +
           (code ? csv_cell(ledger.codes()[row.code].name) : "") + "," + euro_text(row.cents) +
           "," + csv_cell(line.note);
    for (const Further* column : layout.further) {
      out += "," + csv_cell(said(ledger, *column, line));
    }
    const Path counterparty = path_of(ledger, line.counterparty);
    for (std::size_t i = 0; i < layout.counterparty; ++i) {
      out += "," + at(counterparty.codes, i);
    }
    out += "\n";
  }));
  return out;
}

base::Result<Mapping> export_mapping(const ledger::Ledger& ledger) {
  Mapping out;
  out.columns.period = "period";
  out.columns.kind = "kind";
  out.columns.version = "version";
  TRY(const Layout layout, layout_of(ledger));
  for (std::size_t i = 1; i <= layout.depth; ++i) {
    out.columns.unit.push_back(numbered("unit", i));
    out.columns.unit_name.push_back(numbered("unit_name", i));
  }
  out.columns.service = "service";
  out.columns.service_name = "service_name";
  out.columns.scheme = "scheme";
  out.columns.code = "code";
  out.columns.code_name = "code_name";
  out.columns.amount = "amount";
  out.columns.note = "note";
  for (const Further* column : layout.further) {
    out.columns.further.emplace(column->key, column->key);
  }
  for (std::size_t i = 1; i <= layout.counterparty; ++i) {
    out.columns.counterparty.push_back(numbered("counterparty", i));
  }
  // Nothing is left to guess: a service may be called "Total", and all its rows are lines.
  out.skip_totals = false;
  out.keep_unclassified = layout.unclassified;
  out.delimiter = ',';
  out.decimal = '.';
  out.encoding = Encoding::utf8;
  return out;
}

base::Result<std::string> export_json(const ledger::Ledger& ledger) {
  nlohmann::ordered_json lines = nlohmann::ordered_json::array();
  TRY_DO(each_line(ledger, [&](const Line& line) {
    const model::LineRow& row = line.row;
    nlohmann::ordered_json out{{"period", period(row)},
                               {"kind", std::string(model::name(row.kind))}};
    if (row.version != model::kNoVersion) {
      out["version"] = ledger.versions()[row.version].name;
    }
    const Path unit = path_of(ledger, row.unit);
    out["unit"] = unit.codes;
    out["unit_name"] = unit.names;
    if (row.service != model::kNoService) {
      out["service"] = ledger.services()[row.service].code;
      out["service_name"] = ledger.services()[row.service].name;
    }
    if (row.code != model::kNoCode) {
      out["scheme"] = ledger.codes()[row.code].scheme;
      out["code"] = ledger.codes()[row.code].code;
      out["code_name"] = ledger.codes()[row.code].name;
    }
    out["amount_cents"] = row.cents;
    if (!line.note.empty()) {
      out["note"] = line.note;
    }
    for (const Further& column : further_columns()) {
      const std::string text = said(ledger, column, line);
      if (column.form == Form::amount && line.vat_cents) {
        out["vat_cents"] = line.vat_cents->cents();
      } else if (column.form == Form::price && line.unit_price_cents) {
        out["unit_price_cents"] = line.unit_price_cents->text();
      } else if (!text.empty()) {
        out[std::string(column.key)] = text;
      }
    }
    if (line.counterparty != model::kNoUnit) {
      out["counterparty"] = path_of(ledger, line.counterparty).codes;
    }
    lines.push_back(std::move(out));
  }));
  return nlohmann::ordered_json{{"lines", std::move(lines)}}.dump() + "\n";
}

}  // namespace saimnieks::exchange
