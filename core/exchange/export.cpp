#include "core/exchange/export.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/exchange/csv_cell.h"
#include "core/exchange/line_table.h"
#include "core/ledger/sight.h"
#include "core/workbook/workbook_writer.h"

namespace saimnieks::exchange {
namespace {

// Months and codes are texts: "2026-01" and "001" stay as they are.
workbook::ColumnForm form_of(Form form) {
  switch (form) {
    case Form::amount:
      return workbook::ColumnForm::money;
    case Form::decimal:
    case Form::price:
      return workbook::ColumnForm::number;
    case Form::date:
      return workbook::ColumnForm::date;
    default:
      return workbook::ColumnForm::text;
  }
}

bool is_wide(const std::string& key) {
  return key.find("_name") != std::string::npos || key == "note" || key == "justification";
}

}  // namespace

base::Result<std::string> export_csv(const ledger::Ledger& ledger, const ColumnTitle& title) {
  TRY(const LineTable table, LineTable::open(ledger, title));
  std::string out;
  const auto row = [&out](std::string_view cell, bool first) {
    out += first ? "" : ",";
    out += csv_cell(cell);
  };
  for (const LineTable::Column& column : table.columns()) {
    row(column.title, out.empty());
  }
  out += "\n";
  TRY_DO(table.each([&](std::span<const std::string> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row(cells[i], i == 0);
    }
    out += "\n";
    return base::Result<void>();
  }));
  return out;
}

base::Result<std::string> export_xlsx(const ledger::Ledger& ledger, const ColumnTitle& title) {
  constexpr int kWide = 32;  // characters
  constexpr int kNarrow = 13;
  TRY(const LineTable table, LineTable::open(ledger, title));
  std::vector<workbook::ColumnLook> columns;
  for (const LineTable::Column& column : table.columns()) {
    columns.push_back({column.title, form_of(column.form), is_wide(column.key) ? kWide : kNarrow});
  }
  workbook::WorkbookWriter writer;
  writer.begin_sheet("lines", std::move(columns));
  TRY_DO(table.each([&](std::span<const std::string> cells) { return writer.row(cells); }));
  return writer.take();
}

base::Result<Mapping> export_mapping(const ledger::Ledger& ledger, const ColumnTitle& title) {
  TRY(const LineTable table, LineTable::open(ledger, title));
  return table.mapping();
}

base::Result<std::string> export_json(const ledger::Ledger& ledger) {
  nlohmann::ordered_json lines = nlohmann::ordered_json::array();
  TRY_DO(ledger::scan_seen_lines(ledger, [&](const model::Line& line) {
    const model::LineRow& row = line.row;
    if (row.voided) {
      return;
    }
    nlohmann::ordered_json out{{"period", period_text(row)},
                               {"kind", std::string(model::name(row.kind))}};
    if (row.version != model::kNoVersion) {
      out["version"] = ledger.versions()[row.version].name;
    }
    const UnitPath unit = unit_path(ledger, row.unit);
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
      const std::string text = further_text(ledger, column, line);
      if (column.form == Form::amount && line.vat_cents) {
        out["vat_cents"] = line.vat_cents->cents();
      } else if (column.form == Form::price && line.unit_price_cents) {
        out["unit_price_cents"] = line.unit_price_cents->text();
      } else if (!text.empty()) {
        out[std::string(column.key)] = text;
      }
    }
    if (line.counterparty != model::kNoUnit) {
      out["counterparty"] = unit_path(ledger, line.counterparty).codes;
    }
    lines.push_back(std::move(out));
  }));
  return nlohmann::ordered_json{{"lines", std::move(lines)}}.dump() + "\n";
}

}  // namespace saimnieks::exchange
