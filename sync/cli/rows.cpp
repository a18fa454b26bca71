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

Result<ordered_json> show_rows(const ledger::Ledger& ledger, const Arguments& arguments) {
  const std::string& kind = arguments.files.front();
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
