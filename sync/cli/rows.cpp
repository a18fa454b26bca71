#include "sync/cli/rows.h"

#include "core/exchange/command_json.h"
#include "core/exchange/row_json.h"
#include "core/ledger/closing_checks.h"
#include "core/ledger/vacancies.h"
#include "sync/cli/attachments.h"
#include "sync/cli/platform.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

Result<ordered_json> apply_commands(ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(const std::string text, read_text(arguments.files.front()));
  TRY(const exchange::CommandList commands, exchange::CommandList::parse(text));
  TRY(const ledger::Committed done, commands.run(ledger));
  ordered_json rows = ordered_json::array();
  for (const base::Uuid& row : done.rows) {
    rows.push_back(row.is_nil() ? ordered_json() : ordered_json(row.text()));
  }
  return ordered_json{{"commands", commands.count()}, {"ops", done.ops}, {"rows", std::move(rows)}};
}

namespace {

std::string_view row_name(const ledger::Ledger& ledger, model::Table table, std::uint32_t number) {
  const std::string& name = ledger.dimension(table)->common(number).name;
  const void* row = ledger.dimension(table)->row(number);
  return !name.empty() ? std::string_view(name)
                       : model::find_field(model::table_info(table), "code")->read(row).text;
}

Result<ordered_json> show_vacancies(const ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(const base::Date day, base::Date::parse(arguments.value("date")));
  TRY(const ledger::Vacancies found, ledger::vacancies(ledger, day));
  ordered_json rows = ordered_json::array();
  for (const ledger::Vacancy& one : found.rows) {
    rows.push_back({{"role", std::string(model::name(one.role))},
                    {"table", std::string(model::table_info(one.table).name)},
                    {"row", ledger.dimension(one.table)->common(one.number).uuid.text()},
                    {"name", std::string(row_name(ledger, one.table, one.number))}});
  }
  return ordered_json{{"date", day.iso()},
                      {"vacancies", std::move(rows)},
                      {"units_without_kind", found.units_without_kind}};
}

Result<ordered_json> show_closing_checks(const ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(const ledger::FieldValue unit,
      exchange::parse_condition(ledger, model::Table::line, "unit=" + arguments.value("unit")));
  const std::string* text = model::as_text(unit.value);
  TRY(const base::Uuid row, base::Uuid::parse(text == nullptr ? "" : *text));
  TRY(const base::Period period, base::Period::parse(arguments.value("period")));
  TRY(const ledger::ClosingChecks checks,
      ledger::closing_checks(ledger, ledger.units().find(row), period));
  return ordered_json{{"unit", arguments.value("unit")},    {"period", period.iso()},
                      {"refused", checks.refused},          {"conflicts", checks.conflicts},
                      {"planned", checks.planned},          {"actual", checks.actual},
                      {"unclassified", checks.unclassified}};
}

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
  const bool vacancies = kind == "vacancies";
  const bool checks = kind == "closing-checks";
  const bool to_classify = kind == "to-classify";
  for (const char* option : {"date", "unit", "period", "where", "voided"}) {
    const bool of_vacancies = std::string_view(option) == "date";
    const bool of_checks =
        std::string_view(option) == "unit" || std::string_view(option) == "period";
    const bool fits = of_vacancies ? vacancies
                      : of_checks  ? checks
                                   : !vacancies && !checks && !to_classify;
    if (arguments.has(option) ? !fits : fits && (of_vacancies || of_checks)) {
      return base::fail(ErrorCode::usage_invalid, "show " + kind + " --" + option);
    }
  }
  if (vacancies || checks) {
    return vacancies ? show_vacancies(ledger, arguments) : show_closing_checks(ledger, arguments);
  }
  if (to_classify) {
    return show_to_classify(ledger);
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
  if (*table == model::Table::attachment) {
    TRY_DO(say_what_is_here(ledger, rows));
  }
  return ordered_json{{"kind", kind}, {"rows", std::move(rows)}};
}

}  // namespace saimnieks::cli
