#include "sync/cli/imports.h"

#include <algorithm>

#include "core/exchange/import_job.h"
#include "core/exchange/named_mappings.h"
#include "core/exchange/remembered.h"
#include "core/views/import_view.h"
#include "sync/cli/messages.h"
#include "sync/cli/platform.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

namespace {

ordered_json names_json(const exchange::Newcomers::Names& names) {
  return {{"count", names.count}, {"names", names.first}};
}

ordered_json import_json(const exchange::ImportReport& report) {
  ordered_json refused = ordered_json::array();
  for (const exchange::RefusedRow& row : report.refused) {
    refused.push_back({{"line", row.line},
                       {"column", row.column},
                       {"code", std::string(base::error_name(row.code))},
                       {"message", message(base::Error{row.code, {}, row.value, nullptr})}});
  }
  ordered_json sums = ordered_json::object();
  for (const auto& [year, sum] : report.sums) {
    sums[std::to_string(year)] = sum.cents();
  }
  ordered_json known = ordered_json::array();
  for (const exchange::RefusedRow& row : report.known_rows) {
    known.push_back({{"line", row.line}, {"document", row.value}});
  }
  ordered_json out{{"read", report.read},
                   {"accepted", report.accepted},
                   {"skipped", report.skipped()},
                   {"refused", std::move(refused)},
                   {"sums_cents", std::move(sums)},
                   {"lines", report.lines},
                   {"refused_count", report.refused_count},
                   {"written", report.written}};
  for (const auto& [table, names] : report.created.rows) {
    out["created"][std::string(model::table_info(table).name)] = names_json(names);
  }
  if (report.created.unlisted.count > 0) {
    out["unlisted_codes"] = names_json(report.created.unlisted);
  }
  if (report.known > 0) {  // why these are skipped
    out["known_count"] = report.known;
    out["known"] = std::move(known);
  }
  return out;
}

}  // namespace

namespace {

// By the mapping that is named or given, else as the last file of these columns was read.
Result<exchange::Mapping> mapping_of(const ledger::Ledger& ledger, const Arguments& arguments,
                                     base::ByteSource& source, exchange::ImportOptions& options) {
  if (arguments.has("mapping") && arguments.has("use-mapping")) {
    return base::fail(ErrorCode::usage_invalid, "import --mapping --use-mapping");
  }
  if (arguments.has("mapping")) {
    TRY(const std::string text, read_text(arguments.value("mapping")));
    return exchange::parse_mapping(text);
  }
  TRY(options.shape, exchange::inspect(source, {}));
  if (arguments.has("use-mapping")) {
    return exchange::find_mapping(ledger, arguments.value("use-mapping"), *options.shape);
  }
  TRY(auto recalled, exchange::recall_mapping(ledger, *options.shape));
  return recalled ? Result<exchange::Mapping>(std::move(*recalled))
                  : base::fail(ErrorCode::usage_invalid, "import --mapping");
}

}  // namespace

Result<Imported> import_file(ledger::Ledger& ledger, const Arguments& arguments,
                             base::Clock& clock) {
  TRY(const auto source, FileSource::open(arguments.files.front()));
  exchange::ImportOptions options{arguments.has("dry-run"), arguments.has("skip-refused")};
  if (arguments.has("save-mapping") && arguments.has("dry-run")) {
    return base::fail(ErrorCode::usage_invalid, "import --save-mapping --dry-run");
  }
  TRY(exchange::Mapping mapping, mapping_of(ledger, arguments, *source, options));
  if (arguments.has("save-mapping") && !mapping.period.empty()) {
    return base::fail_field(ErrorCode::mapping_invalid, "/period", "import --save-mapping");
  }
  const exchange::Mapping used = mapping;
  const std::string refused_out = arguments.value("refused-out");
  const std::size_t answered = options.kept_refusals;
  if (!refused_out.empty()) {
    options.kept_refusals = SIZE_MAX;
  }
  exchange::ImportJob job(*source, std::move(mapping), std::move(options), &ledger);
  if (base::run_to_end(job, clock) == base::Job::State::failed) {
    return tl::unexpected<base::Error>(*job.error());
  }
  exchange::ImportReport report = job.report();
  if (report.written) {
    TRY_DO(exchange::remember_mapping(ledger, job.shape(), used));
  }
  if (!refused_out.empty()) {
    views::Words words;
    words.texts = text::catalog(language());
    TRY_DO(write_text(refused_out, views::refused_csv(report, words)));
    report.refused.resize(std::min(report.refused.size(), answered));
    report.known_rows.resize(std::min(report.known_rows.size(), answered));
  }
  const bool refused = report.refused_count > 0 && !arguments.has("skip-refused");
  if (arguments.has("save-mapping") && !refused) {
    TRY_DO(exchange::save_mapping(ledger, arguments.value("save-mapping"), used));
  }
  return Imported{import_json(report), refused};
}

}  // namespace saimnieks::cli
