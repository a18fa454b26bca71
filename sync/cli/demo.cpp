#include "sync/cli/demo.h"

#include "core/base/digits.h"
#include "core/exchange/demo.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;

Result<std::int64_t> number(const Arguments& arguments, const char* name, std::int64_t otherwise) {
  constexpr std::size_t kMostDigits = 9;
  const std::string text = arguments.value(name, std::to_string(otherwise));
  const auto value = base::parse_digits(text);
  return value && text.size() <= kMostDigits
             ? Result<std::int64_t>(*value)
             : base::fail(ErrorCode::usage_invalid, std::string("--") + name + " " + text);
}

}  // namespace

Result<nlohmann::ordered_json> fill_with_demo(ledger::Ledger& ledger, const Arguments& arguments,
                                              ledger::Seams seams) {
  TRY(const std::int64_t seed,
      number(arguments, "seed", static_cast<std::int64_t>(exchange::kDemoSeed)));
  TRY(const std::int64_t lines, number(arguments, "lines", exchange::kDemoLines));
  exchange::DemoJob job(ledger, static_cast<std::uint64_t>(seed), lines);
  if (base::run_to_end(job, seams.clock) == base::Job::State::failed) {
    return tl::unexpected<base::Error>(*job.error());
  }
  TRY(const std::int64_t written, ledger.line_count());
  return nlohmann::ordered_json{{"seed", seed}, {"lines", written}};
}

}  // namespace saimnieks::cli
