#include "sync/cli/rows.h"

#include "core/exchange/command_json.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

Result<ordered_json> apply_commands(ledger::Ledger& ledger, const std::string& text) {
  TRY(const exchange::CommandList commands, exchange::CommandList::parse(text));
  TRY(const ledger::Committed done, commands.run(ledger));
  ordered_json rows = ordered_json::array();
  for (const base::Uuid& row : done.rows) {
    rows.push_back(row.is_nil() ? ordered_json() : ordered_json(row.text()));
  }
  return ordered_json{{"commands", commands.count()}, {"ops", done.ops}, {"rows", std::move(rows)}};
}

namespace {

// The lines that count as unclassified, with what each still waits to be told.
Result<ordered_json> show_to_classify(const ledger::Ledger& ledger) {
  std::vector<model::LineId> rids;
  TRY_DO(ledger.scan_lines([&](const model::LineRow& row) {
    if (!row.voided && !model::to_classify(row).empty()) {
      rids.push_back(row.rid);
    }
  }));
  TRY(const std::vector<model::Line> lines, ledger.lines(rids));
  ordered_json rows = ordered_json::array();
  ordered_json counts = ordered_json::object();
  for (const model::Line& line : lines) {
    ordered_json missing = ordered_json::array();
    for (const std::string_view field : model::to_classify(line.row)) {
      const std::string name(field);
      missing.push_back(name);
      counts[name] = counts.value(name, 0) + 1;
    }
    rows.push_back({{"row", line.uuid.text()},
                    {"missing", std::move(missing)},
                    {"fields", exchange::line_json(ledger, line)}});
  }
  return ordered_json{{"kind", "to-classify"}, {"missing", counts}, {"rows", std::move(rows)}};
}

}  // namespace

Result<ordered_json> show_rows(const ledger::Ledger& ledger, const Arguments& arguments) {
  const std::string& kind = arguments.files.front();
  if (kind == "to-classify") {
    const bool narrowed = arguments.has("where") || arguments.has("voided");
    return narrowed ? base::fail(ErrorCode::usage_invalid, kind) : show_to_classify(ledger);
  }
  const auto table = model::table_from_name(kind);
  if (!table) {
    return base::fail(ErrorCode::table_unknown, kind);
  }
  std::optional<ledger::FieldValue> by;
  if (arguments.has("where")) {
    const auto& conditions = arguments.options.at("where");
    if (conditions.size() > 1) {
      return base::fail(ErrorCode::usage_invalid, "--where " + conditions[1]);
    }
    TRY(by, exchange::parse_condition(ledger, *table, conditions.front()));
  }
  ordered_json rows = ordered_json::array();
  TRY_DO(ledger.each_row(*table, by, [&](const ledger::Ledger::RowView& row) {
    if (arguments.has("voided") || !row.state.voided()) {
      rows.push_back(exchange::row_json(ledger, *table, row));
    }
  }));
  return ordered_json{{"kind", kind}, {"rows", std::move(rows)}};
}

}  // namespace saimnieks::cli
