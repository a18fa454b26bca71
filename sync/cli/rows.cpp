#include "sync/cli/rows.h"

#include <algorithm>

#include "core/control/duties.h"
#include "core/exchange/command_json.h"
#include "core/exchange/named_mappings.h"
#include "core/exchange/row_json.h"
#include "core/exchange/row_names.h"
#include "core/ledger/sight.h"
#include "sync/cli/attachments.h"
#include "sync/cli/control.h"
#include "sync/cli/messages.h"
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

Result<model::UnitId> unit_named(const ledger::Ledger& ledger, const std::string& name) {
  TRY(const ledger::FieldValue unit,
      exchange::parse_condition(ledger, model::Table::line, "unit=" + name));
  const std::string* text = model::as_text(unit.value);
  TRY(const base::Uuid row, base::Uuid::parse(text == nullptr ? "" : *text));
  return ledger.units().find(row);
}

Result<model::UnitId> unit_below(const ledger::Ledger& ledger, const Arguments& arguments) {
  return arguments.has("unit") ? unit_named(ledger, arguments.value("unit"))
                               : Result<model::UnitId>(model::kNoUnit);
}

ordered_json name_or_null(const ledger::Ledger& ledger, model::Table table, std::uint32_t number) {
  return number == model::kNone ? ordered_json()
                                : ordered_json(exchange::name_of_row(ledger, table, number));
}

namespace {

std::string_view row_name(const ledger::Ledger& ledger, model::Table table, std::uint32_t number) {
  const std::string& name = ledger.dimension(table)->common(number).name;
  const void* row = ledger.dimension(table)->row(number);
  return !name.empty() ? std::string_view(name)
                       : model::find_field(model::table_info(table), "code")->read(row).text;
}

}  // namespace

ordered_json office_json(const ledger::Ledger& ledger, const ledger::OfficePlace& office) {
  return {{"role", std::string(model::name(office.role))},
          {"table", std::string(model::table_info(office.table).name)},
          {"row", ledger.dimension(office.table)->common(office.number).uuid.text()},
          {"name", std::string(row_name(ledger, office.table, office.number))}};
}

namespace {

Result<ordered_json> show_vacancies(const ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(const base::Date day, base::Date::parse(arguments.value("date")));
  TRY(const ledger::Vacancies found, ledger::vacancies(ledger, day));
  ordered_json rows = ordered_json::array();
  for (const ledger::OfficePlace& one : found.rows) {
    rows.push_back(office_json(ledger, one));
  }
  return ordered_json{{"date", day.iso()},
                      {"vacancies", std::move(rows)},
                      {"units_without_kind", found.units_without_kind}};
}

ordered_json figures_json(const control::DutyFigures& figures) {
  return {{"cents", figures.amount.cents()}, {"lines", figures.lines}};
}

// A duty by its row of the table of roles, in the order of the catalogue: R7-a, R7-b, R7-c.
ordered_json duty_json(const control::OfficeDuties& row, std::size_t duty, bool past) {
  const std::optional<control::DutyDone>& done = row.done[duty];
  ordered_json out{{"duty", std::string(model::kChoices<model::DutyKind>[duty])},
                   {"code", std::string(model::name(row.place.role)) + "-" +
                                std::string(1, static_cast<char>('a' + duty))},
                   {"state", done   ? "done"
                             : past ? "overdue"
                                    : "open"}};
  if (done) {
    out["row"] = done->row.text();
    out["evidence"] = done->evidence;
    out["done_by"] = done->done_by;
    out["date"] = done->date.iso();
  }
  return out;
}

Result<ordered_json> show_duties(const ledger::Ledger& ledger, const Arguments& arguments,
                                 base::Clock& clock) {
  control::DutyQuestion question;
  TRY(question.period, base::Period::parse(arguments.value("period")));
  question.today = base::Date::from_ms(clock.now_ms());
  if (arguments.has("date")) {
    TRY(question.today, base::Date::parse(arguments.value("date")));
  }
  TRY(question.below, unit_below(ledger, arguments));
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  TRY(const control::Duties found, control::duties(ledger, cube, question));
  ordered_json rows = ordered_json::array();
  for (const control::OfficeDuties& row : found.rows) {
    ordered_json duties = ordered_json::array();
    for (std::size_t duty = 0; duty < control::kDuties; ++duty) {
      duties.push_back(duty_json(row, duty, found.last_day < question.today));
    }
    ordered_json out = office_json(ledger, row.place);
    out["holders"] = row.holders;
    out["planned"] = figures_json(row.planned);
    out["actual"] = figures_json(row.actual);
    out["duties"] = std::move(duties);
    rows.push_back(std::move(out));
  }
  return ordered_json{
      {"period", question.period.iso()}, {"done", found.done},           {"open", found.open},
      {"overdue", found.overdue},        {"vacancies", found.vacancies}, {"rows", std::move(rows)}};
}

// The lines that count as unclassified, or not in money yet, with what each still waits to be told.
Result<ordered_json> show_to_classify(const ledger::Ledger& ledger) {
  std::vector<model::LineRow> waiting;
  TRY_DO(ledger.scan_lines([&](const model::LineRow& row) {
    if (!row.voided && (row.cents == 0 || !model::to_classify(row).empty())) {
      waiting.push_back(row);
    }
  }));
  TRY(const auto sight, ledger.sight());
  std::vector<model::LineId> rids;
  for (const model::LineRow& row : waiting) {
    TRY(const bool seen, sight->sees(row));
    if (seen) {
      rids.push_back(row.rid);
    }
  }
  TRY(const std::vector<model::Line> lines, ledger.lines(rids));
  ordered_json rows = ordered_json::array();
  ordered_json counts = ordered_json::object();
  for (const model::Line& line : lines) {
    ordered_json missing = ordered_json::array();
    for (const std::string_view field : model::to_classify(line)) {
      const std::string name(field);
      missing.push_back(name);
      counts[name] = counts.value(name, 0) + 1;
    }
    if (missing.empty()) {
      continue;
    }
    rows.push_back({{"row", line.uuid.text()},
                    {"missing", std::move(missing)},
                    {"fields", exchange::line_json(ledger, line)}});
  }
  return ordered_json{{"kind", "to-classify"}, {"missing", counts}, {"rows", std::move(rows)}};
}

// Those kept with the ledger, with all that they say, and those that are ready.
Result<ordered_json> show_mappings(const ledger::Ledger& ledger) {
  TRY(const auto mappings, exchange::named_mappings(ledger));
  ordered_json rows = ordered_json::array();
  for (const exchange::NamedMapping& one : mappings) {
    const bool ready = one.mapping.empty();
    ordered_json row{{"name", one.name}, {"ready", ready}};
    if (ready) {
      row["about"] = language() == text::Language::lv ? one.about_lv : one.about_en;
    } else {
      row["mapping"] = ordered_json::parse(one.mapping, nullptr, false);
    }
    rows.push_back(std::move(row));
  }
  return ordered_json{{"kind", "mappings"}, {"rows", std::move(rows)}};
}

}  // namespace

Result<ordered_json> show_rows(const ledger::Ledger& ledger, const Arguments& arguments,
                               const ledger::Seams& seams) {
  // What is shown beside tables, with the options that each must and may have.
  struct View {
    std::string_view kind;
    std::vector<std::string_view> wanted;
    std::vector<std::string_view> optional;
  };
  static const View kViews[] = {{"vacancies", {"date"}, {}},
                                {"closing-checks", {"unit", "period"}, {}},
                                {"duties", {"period"}, {"unit", "date"}},
                                {"to-classify", {}, {}},
                                {"mappings", {}, {}},
                                {"", {}, {"where", "voided"}}};
  const std::string& kind = arguments.files.front();
  const View* view = std::find_if(std::begin(kViews), std::end(kViews) - 1,
                                  [&kind](const View& one) { return one.kind == kind; });
  const auto lists = [](const std::vector<std::string_view>& list, std::string_view option) {
    return std::find(list.begin(), list.end(), option) != list.end();
  };
  for (const char* option : {"date", "unit", "period", "where", "voided"}) {
    const bool wanted = lists(view->wanted, option);
    if (arguments.has(option) ? !wanted && !lists(view->optional, option) : wanted) {
      return base::fail(ErrorCode::usage_invalid, "show " + kind + " --" + option);
    }
  }
  if (view->kind == "vacancies") {
    return show_vacancies(ledger, arguments);
  }
  if (view->kind == "closing-checks") {
    return closing_checks(ledger, arguments);
  }
  if (view->kind == "duties") {
    return show_duties(ledger, arguments, seams.clock);
  }
  if (view->kind == "to-classify") {
    return show_to_classify(ledger);
  }
  if (view->kind == "mappings") {
    return show_mappings(ledger);
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
  TRY(const auto sight, ledger.sight());
  std::int64_t hidden = 0;
  Result<void> asked;
  ordered_json rows = ordered_json::array();
  TRY_DO(ledger.each_row(*table, by, [&](const ledger::Ledger::RowView& row) {
    if (!arguments.has("voided") && row.state.voided()) {
      return;
    }
    const Result<bool> seen = sight->sees(*table, row);
    if (!seen) {
      asked = tl::unexpected(seen.error());
    } else if (*seen) {
      rows.push_back(exchange::row_json(ledger, *table, row));
    } else {
      ++hidden;
    }
  }));
  TRY_DO(asked);
  if (*table == model::Table::attachment) {
    TRY_DO(say_what_is_here(ledger, rows));
  }
  ordered_json out{{"kind", kind}, {"rows", std::move(rows)}};
  if (hidden > 0) {
    out["hidden"] = hidden;  // rows that the ledger's user may not see
  }
  return out;
}

}  // namespace saimnieks::cli
