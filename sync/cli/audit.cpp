#include "sync/cli/audit.h"

#include "core/base/digits.h"
#include "core/exchange/command_json.h"
#include "core/exchange/row_json.h"
#include "core/ledger/sample.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

Result<std::optional<base::Uuid>> asked_about(const ledger::Ledger& ledger,
                                              const Arguments& arguments) {
  if (arguments.has("row") && arguments.has("about")) {
    return base::fail(ErrorCode::usage_invalid, "history --row --about");
  }
  if (arguments.has("row")) {
    TRY(const base::Uuid row, base::Uuid::parse(arguments.value("row")));
    return std::optional(row);
  }
  if (!arguments.has("about")) {
    return std::optional<base::Uuid>();
  }
  TRY(const ledger::FieldValue object,
      exchange::parse_condition(ledger, model::Table::line, arguments.value("about")));
  const std::string* text = model::as_text(object.value);
  const model::FieldInfo* field =
      model::find_field(model::table_info(model::Table::line), object.field);
  if (text == nullptr || field->type != model::FieldType::reference) {
    return base::fail(ErrorCode::usage_invalid, "history --about " + arguments.value("about"));
  }
  TRY(const base::Uuid row, base::Uuid::parse(*text));
  return std::optional(row);
}

Result<ordered_json> sampled_json(const ledger::Ledger& ledger, const ledger::SampledLine& one) {
  ordered_json files = ordered_json::array();
  for (const model::Attachment& file : one.attachments) {
    files.push_back({{"hash", file.hash},
                     {"name", file.name},
                     {"media_type", file.media_type},
                     {"size", file.size},
                     {"voided", file.voided}});
  }
  return ordered_json{{"row", one.line.uuid.text()},
                      {"rank", base::to_hex(one.rank)},
                      {"device", one.written.op.device.text()},
                      {"n", one.written.op.n},
                      {"chain", base::to_hex(one.written.chain)},
                      {"fields", exchange::line_json(ledger, one.line)},
                      {"attachments", std::move(files)}};
}

}  // namespace

Result<ordered_json> show_history(const ledger::Ledger& ledger, const Arguments& arguments) {
  ledger::HistoryQuestion question;
  TRY(question.about, asked_about(ledger, arguments));
  if (arguments.has("user")) {
    question.user = arguments.value("user");
  }
  if (arguments.has("from")) {
    TRY(const base::Date day, base::Date::parse(arguments.value("from")));
    question.from_ms = day.days_since_1970() * kDayMs;
  }
  if (arguments.has("until")) {
    TRY(const base::Date day, base::Date::parse(arguments.value("until")));
    question.until_ms = (day.days_since_1970() + 1) * kDayMs;
  }
  ordered_json changes = ordered_json::array();
  TRY_DO(ledger.each_change(question, [&](const ledger::HistoryEntry& change) -> Result<bool> {
    changes.push_back(exchange::change_json(ledger, change));
    return true;
  }));
  return ordered_json{{"changes", std::move(changes)}};
}

Result<ordered_json> show_sample(const ledger::Ledger& ledger, const Arguments& arguments) {
  const auto count = base::parse_digits(arguments.value("n"));
  if (!arguments.has("seed") || !count) {
    return base::fail(ErrorCode::usage_invalid, "sample --seed --n");
  }
  const std::string& seed = arguments.value("seed");
  TRY(const ledger::Sample sample,
      ledger::draw_sample(ledger, seed, static_cast<std::size_t>(*count)));
  ordered_json lines = ordered_json::array();
  for (const ledger::SampledLine& one : sample.lines) {
    TRY(ordered_json line, sampled_json(ledger, one));
    lines.push_back(std::move(line));
  }
  return ordered_json{
      {"seed", seed}, {"population", sample.population}, {"lines", std::move(lines)}};
}

}  // namespace saimnieks::cli
