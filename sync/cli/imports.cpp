#include "sync/cli/imports.h"

#include <algorithm>

#include "core/exchange/import_job.h"
#include "core/exchange/remembered.h"
#include "core/views/import_view.h"
#include "sync/cli/messages.h"
#include "sync/cli/platform.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

namespace {

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
  if (report.known > 0) {  // why these are skipped
    out["known_count"] = report.known;
    out["known"] = std::move(known);
  }
  return out;
}

}  // namespace

Result<Imported> import_file(ledger::Ledger& ledger, const Arguments& arguments,
                             base::Clock& clock) {
  TRY(const auto source, FileSource::open(arguments.files.front()));
  exchange::ImportOptions options{arguments.has("dry-run"), arguments.has("skip-refused")};
  exchange::Mapping mapping;
  if (arguments.has("mapping")) {
    TRY(const std::string text, read_text(arguments.value("mapping")));
    TRY(mapping, exchange::parse_mapping(text));
  } else {
    TRY(options.shape, exchange::inspect(*source, {}));
    TRY(auto recalled, exchange::recall_mapping(ledger, *options.shape));
    if (!recalled) {
      return base::fail(ErrorCode::usage_invalid, "import --mapping");
    }
    mapping = std::move(*recalled);
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
    words.texts = text::catalog(text::Language::en);
    TRY_DO(write_text(refused_out, views::refused_csv(report, words)));
    report.refused.resize(std::min(report.refused.size(), answered));
    report.known_rows.resize(std::min(report.known_rows.size(), answered));
  }
  const bool refused = report.refused_count > 0 && !arguments.has("skip-refused");
  return Imported{import_json(report), refused};
}

}  // namespace saimnieks::cli
