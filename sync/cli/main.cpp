// saimnieks: the ledger from the command line. Answers go to standard output, words about progress
// to standard error; the exit codes are what scripts rely on (docs/cli.md).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include <nlohmann/json.hpp>

#include "core/exchange/demo.h"
#include "core/scenario/verbs.h"
#include "sync/cli/arguments.h"
#include "sync/cli/audit.h"
#include "sync/cli/exports.h"
#include "sync/cli/imports.h"
#include "sync/cli/messages.h"
#include "sync/cli/native_transport.h"
#include "sync/cli/plans.h"
#include "sync/cli/platform.h"
#include "sync/cli/reference.h"
#include "sync/cli/report.h"
#include "sync/cli/rows.h"
#include "sync/client/sync_client.h"
#include "sync/protocol/messages.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

enum ExitCode : int {
  kDone = 0,
  kInternal = 1,
  kUsage = 2,
  kRefusedRows = 3,
  kVerifyFailed = 4,
  kUnreachable = 5,
  kEndpointRefused = 6,
};

constexpr const char* kHelp =
    "Usage: saimnieks VERB --ledger FILE [options] [--json]\n"
    "  init                                      an empty ledger with the catalogue\n"
    "  import [--mapping MAP] [--dry-run] [--skip-refused] [--refused-out FILE] DATA\n"
    "  report --rows AXIS,… [--columns AXIS] [--where AXIS=VALUE]… [--version V]\n"
    "         [--compare plan:A@2014,actual@2015]\n"
    "  export --format csv|json|xlsx|fdp|changeset [--out PATH] [--mapping-out MAP]\n"
    "  sync --endpoint URL [--token T]\n"
    "  verify                                    is every row what its history says?\n"
    "  demo [--seed N] [--lines N]               fills an empty ledger with an example\n"
    "  apply COMMANDS                            a file of commands, all or none\n"
    "  show TABLE [--where FIELD=VALUE] [--voided]\n"
    "  show vacancies --date DAY                 roles that nobody holds\n"
    "  show closing-checks --unit U --period P   what a close would find\n"
    "  show to-classify                          lines that wait for a unit or a code\n"
    "  history [--row ROW | --about FIELD=VALUE] [--user U] [--from DAY] [--until DAY]\n"
    "                                            who changed what, of an object or by a person\n"
    "  sample --seed SEED --n COUNT              lines for an audit, the same for the same seed\n"
    "  generate [--until PERIOD]                 the lines of schedules, as they are now\n"
    "  copy-version --to LABEL [--from LABEL] [--from-year Y [--to-year Y]] [--index PPM]\n"
    "  catalogue [KIND] [--version V]            the reference lists; takes no --ledger\n"
    "  VERB --scenario FILE                      a calculation without a ledger; - is standard\n"
    "         input, and the verbs are in docs/scenarios.md\n"
    "Axes: unit, object, service, resource, resource_kind, policy, code, function, phase, task,\n"
    "condition, channel, direct, regular, basis, nature, source, year, month, version, role,\n"
    "level, scale.\n"
    "Exit codes: 0 done, 1 internal, 2 usage or unreadable, 3 rows refused, 4 verify failed,\n"
    "5 endpoint unreachable, 6 endpoint refused.\n";

int exit_code(const base::Error& error) {
  switch (error.code) {
    case ErrorCode::endpoint_unreachable:
    case ErrorCode::endpoint_busy:
      return kUnreachable;
    case ErrorCode::token_invalid:
    case ErrorCode::not_enrolled:
    case ErrorCode::ledger_differs:
    case ErrorCode::endpoint_refused:
    case ErrorCode::op_differs:
    case ErrorCode::op_out_of_order:
    case ErrorCode::op_chain_broken:
      return kEndpointRefused;
    case ErrorCode::internal:
    case ErrorCode::storage_io:
    case ErrorCode::storage_full:
    case ErrorCode::storage_corrupt:
      return kInternal;
    default:
      return kUsage;
  }
}

// Words of the command line and of files may be in any encoding; the answer is UTF-8 whatever they
// are.
std::string json_text(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void print(const ordered_json& value) { std::printf("%s\n", json_text(value).c_str()); }

ordered_json error_json(const base::Error& error) {
  return {{"error",
           {{"code", std::string(base::error_name(error.code))}, {"message", message(error)}}}};
}

struct Answer {
  ordered_json json;
  std::string text;  // for people; the JSON when empty
  int code = kDone;
};

class Program {
 public:
  explicit Program(Arguments arguments) : arguments_(std::move(arguments)) {}

  int run() {
    if (arguments_.has("scenario") || scenario::is_verb(arguments_.verb)) {
      return run_scenario();
    }
    const auto verb = verbs().find(arguments_.verb);
    if (verb == verbs().end()) {
      return show(base::Error{ErrorCode::usage_invalid, {}, arguments_.verb, nullptr});
    }
    if (const auto fits = check(verb->second); !fits) {
      return show(fits.error());
    }
    const Result<Answer> answer = (this->*verb->second.run)();
    if (!answer) {
      return show(answer.error());
    }
    const std::string out = arguments_.has("json") || answer->text.empty()
                                ? json_text(answer->json) + "\n"
                                : answer->text;
    std::fwrite(out.data(), 1, out.size(), stdout);
    return answer->code;
  }

  // Scripts get the answer or the fault as JSON whether they ask for it or not.
  int run_scenario() {
    const auto& options = arguments_.options;
    for (const auto& [name, values] : options) {
      if (name != "scenario" && name != "json") {
        return show(base::Error{ErrorCode::usage_invalid, {}, "--" + name, nullptr});
      }
    }
    if (!arguments_.files.empty() || !arguments_.has("scenario")) {
      return show(base::Error{ErrorCode::usage_invalid, {}, arguments_.verb + " --scenario", {}});
    }
    const auto text = read_text(arguments_.value("scenario"), scenario::kMostBytes + 1);
    const auto answer = text ? scenario::run(arguments_.verb, *text)
                             : Result<ordered_json>(tl::unexpected(text.error()));
    if (!answer) {
      const base::Error& error = answer.error();
      ordered_json fault = error_json(error);
      fault["error"]["path"] = error.field;
      print(fault);
      return exit_code(error);
    }
    print(*answer);
    return kDone;
  }

  static int show(const base::Error& error, bool json) {
    if (json) {
      ordered_json out = error_json(error);
      if (error.code == ErrorCode::mapping_invalid) {
        out["error"]["path"] = error.field;
      }
      print(out);
    } else {
      std::fprintf(stderr, "%s\n", message(error).c_str());
    }
    if (error.code == ErrorCode::usage_invalid) {
      std::fputs(kHelp, stderr);
    }
    return exit_code(error);
  }

 private:
  struct Verb {
    Result<Answer> (Program::*run)();
    std::set<std::string> options;  // besides --ledger and --json
    std::size_t files = 0, most_files = files;
    bool ledger = true;  // whether it works on one, and so must be told which
  };
  static const std::map<std::string, Verb>& verbs() {
    static const std::map<std::string, Verb> kVerbs{
        {"init", {&Program::init, {"user"}}},
        {"import", {&Program::import, {"mapping", "dry-run", "skip-refused", "refused-out"}, 1}},
        {"report", {&Program::report, {"rows", "columns", "where", "version", "compare"}}},
        {"export", {&Program::export_lines, {"format", "out", "mapping-out"}}},
        {"sync", {&Program::sync, {"endpoint", "token"}}},
        {"verify", {&Program::verify, {}}},
        {"demo", {&Program::demo, {"seed", "lines"}}},
        {"apply", {&Program::apply, {}, 1}},
        {"show", {&Program::show_table, {"where", "voided", "date", "unit", "period"}, 1}},
        {"history", {&Program::history, {"row", "about", "user", "from", "until"}}},
        {"sample", {&Program::sample, {"seed", "n"}}},
        {"generate", {&Program::generate, {"until"}}},
        {"copy-version", {&Program::copy_version, {"from", "to", "from-year", "to-year", "index"}}},
        {"catalogue", {&Program::catalogue, {"version"}, 0, 1, false}}};
    return kVerbs;
  }
  // An option of another verb would not be heeded, so it is a fault like one that does not exist.
  [[nodiscard]] Result<void> check(const Verb& verb) const {
    for (const auto& [name, values] : arguments_.options) {
      if (name != "ledger" && name != "json" && verb.options.count(name) == 0) {
        return base::fail(ErrorCode::usage_invalid, arguments_.verb + " --" + name);
      }
    }
    if (arguments_.has("ledger") != verb.ledger) {
      return base::fail(ErrorCode::usage_invalid, arguments_.verb + " --ledger");
    }
    const auto& files = arguments_.files;
    if (files.size() < verb.files || files.size() > verb.most_files) {
      const std::string wrong = files.empty() ? "DATA" : files.back();
      return base::fail(ErrorCode::usage_invalid, arguments_.verb + " " + wrong);
    }
    return {};
  }
  int show(const base::Error& error) const { return show(error, arguments_.has("json")); }

  Result<std::unique_ptr<ledger::Ledger>> open() {
    base::Storage storage;
    storage.path = arguments_.value("ledger");
    return ledger::Ledger::open({clock_, random_}, storage);
  }

  Result<Answer> init() {
    base::Storage storage;
    storage.path = arguments_.value("ledger");
    TRY(const auto ledger, ledger::Ledger::create({clock_, random_}, storage,
                                                  {std::nullopt, arguments_.value("user")}));
    return Answer{
        {{"ledger", ledger->id().text()}, {"device", ledger->device().text()}}, {}, kDone};
  }

  Result<Answer> import() {
    TRY(const auto ledger, open());
    TRY(Imported out, import_file(*ledger, arguments_, clock_));
    return Answer{std::move(out.json), {}, out.refused ? kRefusedRows : kDone};
  }
  Result<Answer> report() {
    TRY(const auto ledger, open());
    TRY(const cube::Query query, parse_query(arguments_, *ledger));
    cube::Cube cube(*ledger);
    TRY_DO(cube.load());
    return Answer{report_json(cube, query), {}, kDone};
  }
  Result<Answer> export_lines() {
    TRY(const auto ledger, open());
    TRY(Exported out, export_ledger(*ledger, arguments_));
    return Answer{std::move(out.json), std::move(out.content), kDone};
  }
  Result<Answer> sync();
  Result<Answer> exchange_with(ledger::Ledger& ledger, sync::client::SyncClient& client,
                               NativeTransport& transport);
  Result<Answer> verify() {
    TRY(const auto ledger, open());
    TRY(const ledger::VerifyReport report, ledger->verify());
    ordered_json out{
        {"ok", report.ok}, {"ops", report.ops}, {"lines", report.lines}, {"head", report.head}};
    if (report.first_bad) {
      out["first_bad"] = {{"table", report.first_bad->table},
                          {"row", report.first_bad->row},
                          {"what", report.first_bad->what}};
    }
    return Answer{std::move(out), {}, report.ok ? kDone : kVerifyFailed};
  }
  Result<Answer> demo();
  Result<Answer> apply() {
    TRY(const std::string text, read_text(arguments_.files.front()));
    TRY(const auto ledger, open());
    TRY(ordered_json out, apply_commands(*ledger, text));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> show_table() {
    TRY(const auto ledger, open());
    TRY(ordered_json out, show_rows(*ledger, arguments_));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> history() {
    TRY(const auto ledger, open());
    TRY(ordered_json out, show_history(*ledger, arguments_));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> sample() {
    TRY(const auto ledger, open());
    TRY(ordered_json out, show_sample(*ledger, arguments_));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> generate() {
    TRY(const auto ledger, open());
    TRY(ordered_json out, generate_schedules(*ledger, arguments_, clock_));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> copy_version() {
    TRY(const auto ledger, open());
    TRY(ordered_json out, copy_plan(*ledger, arguments_, clock_));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> catalogue() {
    TRY(ordered_json out, show_catalogue(arguments_));
    return Answer{std::move(out), {}, kDone};
  }

  Arguments arguments_;
  SystemClock clock_;
  SystemRandom random_;
};

Result<Answer> Program::sync() {
  TRY(const auto ledger, open());
  const std::string endpoint = arguments_.value("endpoint");
  ledger::SyncState state = ledger->sync_state();
  if (!state.secret.empty() && !endpoint.empty() && endpoint != state.url) {
    state.url = endpoint;
    TRY_DO(ledger->set_sync_state(state));
  }
  NativeTransport transport;
  sync::client::SyncClient client(*ledger, transport, clock_, random_);
  const bool can_enrol = arguments_.has("token") && !endpoint.empty();
  const auto enrol = [&]() -> Result<void> {
    client.enrol(endpoint, arguments_.value("token"));
    transport.deliver();
    if (client.fault()) {
      return tl::unexpected<base::Error>(*client.fault());
    }
    return {};
  };
  if (client.phase() == sync::client::SyncPhase::not_enrolled) {
    if (!can_enrol) {
      return base::fail(ErrorCode::usage_invalid, "sync --endpoint URL --token T");
    }
    TRY_DO(enrol());
  }
  Result<Answer> answer = exchange_with(*ledger, client, transport);
  if (!answer && answer.error().code == ErrorCode::not_enrolled && can_enrol) {
    // The endpoint was emptied since; with the token it gets everything again.
    TRY_DO(enrol());
    return exchange_with(*ledger, client, transport);
  }
  return answer;
}

// Until nothing waits on either side; the first fault ends it, since a script decides itself
// whether to try again.
Result<Answer> Program::exchange_with(ledger::Ledger& ledger, sync::client::SyncClient& client,
                                      NativeTransport& transport) {
  constexpr std::int64_t kLongestSleepMs = 200;
  while (!client.settled()) {
    const std::int64_t wait_ms = client.tick();
    if (client.fault()) {
      return tl::unexpected<base::Error>(*client.fault());
    }
    if (!transport.deliver() && wait_ms > 0) {
      // Another program is writing to the ledger.
      std::this_thread::sleep_for(std::chrono::milliseconds(std::min(wait_ms, kLongestSleepMs)));
    }
  }
  TRY(const ledger::Outbox nothing_left, ledger.outbox(1, 1));
  ordered_json by_kind = ordered_json::object();
  for (const auto& [kind, count] : client.totals().verdicts) {
    by_kind[std::string(oplog::name(kind))] = count;
  }
  return Answer{{{"pushed", client.totals().pushed},
                 {"pulled", client.totals().pulled},
                 {"verdicts", std::move(by_kind)},
                 {"head", base::to_hex(nothing_left.before)}},
                {},
                kDone};
}

Result<Answer> Program::demo() {
  TRY(const auto ledger, open());
  const auto number = [this](const char* name, std::int64_t otherwise) -> Result<std::int64_t> {
    const std::string text = arguments_.value(name, std::to_string(otherwise));
    if (text.empty() || text.size() > 9 ||
        text.find_first_not_of("0123456789") != std::string::npos) {
      return base::fail(ErrorCode::usage_invalid, std::string("--") + name + " " + text);
    }
    return std::stoll(text);
  };
  TRY(const std::int64_t seed, number("seed", static_cast<std::int64_t>(exchange::kDemoSeed)));
  TRY(const std::int64_t lines, number("lines", exchange::kDemoLines));
  exchange::DemoJob job(*ledger, static_cast<std::uint64_t>(seed), lines);
  if (base::run_to_end(job, clock_) == base::Job::State::failed) {
    return tl::unexpected<base::Error>(*job.error());
  }
  TRY(const std::int64_t written, ledger->line_count());
  return Answer{{{"seed", seed}, {"lines", written}}, {}, kDone};
}

}  // namespace
}  // namespace saimnieks::cli

// What throws outside the `try` is lack of memory for a few words.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
  using namespace saimnieks;
  auto arguments =
      cli::parse_arguments(argc, argv, {"json", "dry-run", "skip-refused", "voided", "help"},
                           {"ledger",  "mapping", "rows", "columns",     "where",      "version",
                            "compare", "format",  "out",  "mapping-out", "endpoint",   "token",
                            "seed",    "lines",   "user", "date",        "unit",       "period",
                            "until",   "from",    "to",   "from-year",   "to-year",    "index",
                            "row",     "about",   "n",    "scenario",    "refused-out"},
                           {"where"});
  if (!arguments) {
    // What could not be read as a whole still says how it wants its answer.
    const bool json = std::find(argv + 1, argv + argc, std::string_view("--json")) != argv + argc;
    return cli::Program::show(arguments.error(), json);
  }
  if (arguments->has("help") || arguments->verb == "help") {
    std::fputs(cli::kHelp, stdout);
    return 0;
  }
  const bool json = arguments->has("json");
  try {
    return cli::Program(std::move(*arguments)).run();
  } catch (const std::exception& fault) {  // out of memory, or a bug: nothing was half written
    return cli::Program::show({base::ErrorCode::internal, {}, fault.what(), nullptr}, json);
  }
}
