#include "sync/cli/plans.h"

#include <algorithm>

#include "core/base/date.h"
#include "core/ledger/generate.h"
#include "core/ledger/version_copy.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

Result<std::optional<int>> year(const Arguments& arguments, const char* name) {
  if (!arguments.has(name)) {
    return std::optional<int>();
  }
  const auto period = base::Period::parse(arguments.value(name));
  return period && period->whole_year()
             ? Result<std::optional<int>>(period->year())
             : base::fail(ErrorCode::usage_invalid, arguments.value(name));
}

}  // namespace

Result<ordered_json> generate_schedules(ledger::Ledger& ledger, const Arguments& arguments,
                                        ledger::Seams seams) {
  const base::Date today = base::Date::from_ms(seams.clock.now_ms());
  ledger::GenerateOptions options;
  TRY(options.actuals_through, base::Period::month(today.year(), today.month()));
  TRY(options.plans_through, base::Period::month(today.year(), 12));
  if (arguments.has("until")) {
    TRY(const base::Period until, base::Period::parse(arguments.value("until")));
    TRY(options.plans_through,
        base::Period::month(until.year(), until.whole_year() ? 12 : until.month()));
    options.actuals_through = std::min(options.actuals_through, options.plans_through);
  }
  TRY(const ledger::Generated done, ledger::generate_lines(ledger, options));
  return ordered_json{{"schedules", done.schedules}, {"added", done.added},
                      {"voided", done.voided},       {"kept", done.kept},
                      {"closed", done.closed},       {"ops", done.committed.ops}};
}

Result<ordered_json> copy_plan(ledger::Ledger& ledger, const Arguments& arguments,
                               ledger::Seams seams) {
  ledger::VersionCopy copy;
  copy.to = arguments.value("to");
  if (copy.to.empty()) {
    return base::fail(ErrorCode::usage_invalid, "copy-version --to");
  }
  if (arguments.has("from")) {
    copy.from = ledger.find_version(arguments.value("from"));
    if (copy.from == model::kNoVersion) {
      return base::fail(ErrorCode::version_unknown, arguments.value("from"));
    }
  }
  TRY(copy.from_year, year(arguments, "from-year"));
  TRY(copy.to_year, year(arguments, "to-year"));
  if (arguments.has("index")) {
    const auto ppm = nlohmann::json::parse(arguments.value("index"), nullptr, false);
    if (!ppm.is_number_integer()) {
      return base::fail(ErrorCode::usage_invalid, "--index " + arguments.value("index"));
    }
    copy.index_ppm = ppm.get<std::int64_t>();
  }
  ledger::VersionCopyJob job(ledger, copy);
  if (base::run_to_end(job, seams.clock) == base::Job::State::failed) {
    return tl::unexpected<base::Error>(*job.error());
  }
  return ordered_json{{"version", copy.to}, {"lines", job.copied()}};
}

}  // namespace saimnieks::cli
