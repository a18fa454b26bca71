// saimnieks: the ledger from the command line. Answers go to standard output, words about progress
// to standard error; the exit codes are what scripts rely on (docs/cli.md).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "core/scenario/verbs.h"
#include "sync/cli/arguments.h"
#include "sync/cli/attachments.h"
#include "sync/cli/audit.h"
#include "sync/cli/backup.h"
#include "sync/cli/budget.h"
#include "sync/cli/comparison.h"
#include "sync/cli/control.h"
#include "sync/cli/costing.h"
#include "sync/cli/demo.h"
#include "sync/cli/explain.h"
#include "sync/cli/exports.h"
#include "sync/cli/imports.h"
#include "sync/cli/messages.h"
#include "sync/cli/native_transport.h"
#include "sync/cli/plans.h"
#include "sync/cli/platform.h"
#include "sync/cli/reference.h"
#include "sync/cli/registers.h"
#include "sync/cli/report.h"
#include "sync/cli/rows.h"
#include "sync/cli/sight.h"
#include "sync/cli/total_cost.h"
#include "sync/cli/totals.h"
#include "sync/cli/value.h"
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
    "  user [NAME]                               who works with it, and what he may see\n"
    "  import [--mapping MAP | --use-mapping NAME] [--save-mapping NAME] [--dry-run]\n"
    "         [--skip-refused] [--refused-out FILE] DATA\n"
    "  report --rows AXIS,… [--columns AXIS] [--where AXIS=VALUE]… [--version V]\n"
    "         [--compare plan:A@2014,actual@2015] [--consolidated] [--successors]\n"
    "  export --format csv|json|xlsx|fdp|changeset [--out PATH] [--mapping-out MAP]\n"
    "  sync --endpoint URL [--token T] [--as-new-device]\n"
    "  verify                                    is every row what its history says?\n"
    "  demo [--seed N] [--lines N]               fills an empty ledger with an example\n"
    "  apply COMMANDS                            a file of commands, all or none\n"
    "  show TABLE [--where FIELD=VALUE] [--voided]\n"
    "  show vacancies --date DAY                 roles that nobody holds\n"
    "  attach (--line ROW | --version V | --closing UNIT --period P) [--note TEXT] FILE…\n"
    "                                            files that belong to a row\n"
    "  attachment --row ROW --out FILE           a file as it was attached\n"
    "  backup --out FILE                         the whole ledger as one file\n"
    "  restore --from FILE                       a new ledger, as the file has it\n"
    "  show closing-checks --unit U --period P   what a close would find\n"
    "  show duties --period P [--unit U] [--date DAY]  what the holders of roles have done\n"
    "  show to-classify                          lines that wait for a unit or a code\n"
    "  show mappings                             how files are read, by name\n"
    "  history [--row ROW | --about FIELD=VALUE] [--user U] [--from DAY] [--until DAY]\n"
    "                                            who changed what, of an object or by a person\n"
    "  sample --seed SEED --n COUNT              lines for an audit, the same for the same seed\n"
    "  generate [--until PERIOD]                 the lines of schedules, as they are now\n"
    "  copy-version --to LABEL [--from LABEL] [--from-year Y [--to-year Y]] [--index PPM]\n"
    "  schedule [--row ROW] [--until PERIOD] [--explain]\n"
    "                                            schedules by month, beside what their lines say\n"
    "  split --row LINE --to AXIS=VALUE:WEIGHT… [--period P] [--apply] [--explain]\n"
    "                                            a line's amount over several objects\n"
    "  allocate --period P [--side plan|forecast] [--version V]\n"
    "         [--method direct|step-down|reciprocal] [--order POOL,POOL,…] [--explain]\n"
    "         [--store [--note TEXT]]\n"
    "                                            indirect costs to the services that cause them\n"
    "  allocate --run ROW                        a stored allocation again, to the same cents\n"
    "  unit-cost --service S --period P [as allocate] [--channels] [--sheet FILE.html]\n"
    "                                            what a unit of a service costs\n"
    "  forecast --period MONTH --method M [--where AXIS=VALUE]… [--version V] [--explain]\n"
    "  quality --period P [--unit U] [--days N] [--every]\n"
    "                                            how far the actual lines can be trusted\n"
    "  variance --period P [--rows AXIS] [--unit U] [--where AXIS=VALUE]… [--version V]\n"
    "         [--explain]                        plan and actual costs, and what parts them\n"
    "  variance --allocated --period P [--version V] [--method M] [--order POOL,…] [--explain]\n"
    "                                            the same of services' total costs, by cause\n"
    "  deviations --period MONTH [--unit U] [--version V] [--method M] [--date DAY] [--explain]\n"
    "                                            what has passed a threshold, and what is done\n"
    "  compare --service-id ID --period P [as allocate]\n"
    "                                            a register's service across who provides it\n"
    "  appraise --service S… --from YEAR --to YEAR --rate-ppm R [--side plan|actual]\n"
    "         [--version V] [--method M] [--order POOL,…] [--explain]\n"
    "         [--sensitivity --volume-ppm PPM…]\n"
    "                                            what services are worth, planned and reached\n"
    "  life --service S | --resource R [--version V] [--method M] [--order POOL,…] [--explain]\n"
    "                                            total cost over the years, by phase\n"
    "  conditions --period P [--unit U] [--service S] [--version V] [--explain]\n"
    "                                            what conditions cost, and who meets them\n"
    "  tasks --period P [as conditions]          what the tasks cost\n"
    "  consolidate --period P [--side plan] [--version V] [--unit U] [--explain]\n"
    "                                            totals without what units charge each other\n"
    "  reconcile --period P [--unit U] [--basis cost|budget] [--explain]\n"
    "                                            lines against the accounts' turnovers\n"
    "  reconcile-bases --period P [--side plan] [--version V] [--unit U] [--explain]\n"
    "                                            from cost to budget expenditure, line by line\n"
    "  needs --period YEAR [--unit U] [--version V] [--explain]\n"
    "                                            funding needed, granted, cut, returned; the gap\n"
    "  budget --period P [--unit U] [--explain]  what was granted, spent, ordered and is free\n"
    "  explain total --period P [--side plan] [--version V] [--where AXIS=VALUE]… [--rows AXIS,…]\n"
    "                                            any cut's total down to lines and documents\n"
    "  explain VERB [its options]                how a calculation's figures came to be\n"
    "  register TABLE FILE [--apply] [--skip-refused] [--void-gone]\n"
    "                                            a register's export beside the ledger's rows\n"
    "  catalogue [KIND] [--version V]            the reference lists; takes no --ledger\n"
    "  VERB --scenario FILE                      a calculation without a ledger; - is standard\n"
    "         input, and the verbs are in docs/scenarios.md\n"
    "Axes: unit, object, service, resource, resource_kind, policy, code, function, phase, task,\n"
    "condition, channel, direct, regular, basis, nature, source, year, month, version, role,\n"
    "level, scale.\n"
    "Every verb: --language lv|en, of messages and headers; fields are then named in words.\n"
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
    case ErrorCode::verify_failed:
      return kVerifyFailed;
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

constexpr std::size_t kMany = SIZE_MAX;

class Program {
 public:
  explicit Program(Arguments arguments) : arguments_(std::move(arguments)) {}

  // Every option of every verb but those that take no value.
  static std::set<std::string> options(const std::set<std::string>& flags) {
    std::set<std::string> out{"ledger", "scenario", "language"};
    for (const auto& [name, verb] : verbs()) {
      std::set_difference(verb.options.begin(), verb.options.end(), flags.begin(), flags.end(),
                          std::inserter(out, out.end()));
    }
    return out;
  }

  int run() {
    if (arguments_.has("scenario") ||
        (scenario::is_verb(arguments_.verb) && !arguments_.has("ledger"))) {
      return run_scenario();
    }
    const bool explains = turn_to_what_is_explained();
    const auto verb = verbs().find(arguments_.verb);
    if (verb == verbs().end()) {
      return show(base::Error{ErrorCode::usage_invalid, {}, arguments_.verb, nullptr});
    }
    if (const auto fits = check(verb->second); !fits) {
      return show(fits.error());
    }
    const Result<Answer> answer = explains ? explain(verb->second) : verb->second.run(*this);
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
      if (name != "scenario" && name != "json" && name != "language") {
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
  using Run = std::function<Result<Answer>(Program&)>;
  struct Verb {
    Run run;
    std::set<std::string> options;  // besides --ledger and --json
    std::size_t files = 0, most_files = files;
    bool ledger = true;                      // whether it works on one, and so must be told which
    std::set<std::string> many = {"where"};  // options that may come more than once
  };
  // A verb that is a function of an open ledger and what was said, and may ask the machine. It
  // answers whom what it reads may be shown to.
  template <class Function>
  static Run on_ledger(Function function, Reads reads = Reads::names) {
    return [function, reads](Program& self) -> Result<Answer> {
      TRY(const auto ledger, self.open());
      const Arguments& said = self.arguments_;
      TRY(const std::int64_t hidden, check_sight(*ledger, said, reads));
      Result<ordered_json> out;
      if constexpr (std::is_invocable_v<Function, ledger::Ledger&, const Arguments&>) {
        out = function(*ledger, said);
      } else {
        out = function(*ledger, said, ledger::Seams{self.clock_, self.random_});
      }
      if (out && hidden > 0) {
        (*out)["hidden_lines"] = hidden;
      }
      return std::move(out).map([](ordered_json json) {
        return Answer{std::move(json), {}, kDone};
      });
    };
  }
  static const std::map<std::string, Verb>& verbs() {
    static const std::map<std::string, Verb> kVerbs{
        {"init", {&Program::init, {"user"}}},
        {"user", {on_ledger(work_as), {}, 0, 1}},
        {"import",
         {&Program::import,
          {"mapping", "use-mapping", "save-mapping", "dry-run", "skip-refused", "refused-out"},
          1}},
        {"report",
         {on_ledger(show_report, Reads::lines),
          {"rows", "columns", "where", "version", "compare", "consolidated", "successors"}}},
        {"export", {&Program::export_lines, {"format", "out", "mapping-out"}}},
        {"sync", {&Program::sync, {"endpoint", "token", "as-new-device"}}},
        {"verify", {&Program::verify, {}}},
        {"demo", {on_ledger(fill_with_demo), {"seed", "lines"}}},
        {"apply", {on_ledger(apply_commands), {}, 1}},
        {"show", {on_ledger(show_rows), {"where", "voided", "date", "unit", "period"}, 1}},
        {"attach", {on_ledger(attach), {"line", "version", "closing", "period", "note"}, 1, kMany}},
        {"attachment", {on_ledger(read_attachment, Reads::row), {"row", "out"}}},
        {"backup", {on_ledger(back_up), {"out"}}},
        {"restore", {&Program::restore_ledger, {"from"}}},
        {"history",
         {on_ledger(show_history, Reads::row), {"row", "about", "user", "from", "until"}}},
        {"sample", {on_ledger(show_sample, Reads::everything), {"seed", "n"}}},
        {"generate", {on_ledger(generate_schedules), {"until"}}},
        {"copy-version", {on_ledger(copy_plan), {"from", "to", "from-year", "to-year", "index"}}},
        {"schedule", {on_ledger(show_schedule, Reads::row), {"row", "until", "explain"}}},
        {"split",
         {on_ledger(split_line, Reads::row),
          {"row", "to", "period", "apply", "explain"},
          0,
          0,
          true,
          {"to"}}},
        {"register", {&Program::compare, {"apply", "skip-refused", "void-gone"}, 2}},
        {"allocate",
         {on_ledger(allocate, Reads::everything),
          {"period", "side", "version", "method", "order", "explain", "store", "note", "run"}}},
        {"unit-cost",
         {on_ledger(unit_cost, Reads::object),
          {"service", "period", "side", "version", "method", "order", "explain", "channels",
           "sheet"}}},
        {"forecast",
         {on_ledger(forecast, Reads::lines), {"period", "where", "version", "method", "explain"}}},
        {"quality", {on_ledger(quality, Reads::unit), {"period", "unit", "days", "every"}}},
        {"variance",
         {on_ledger(variance, Reads::lines),
          {"period", "rows", "unit", "where", "version", "explain", "allocated", "method",
           "order"}}},
        {"deviations",
         {on_ledger(deviations, Reads::unit),
          {"period", "unit", "version", "method", "date", "explain"}}},
        {"compare",
         {on_ledger(compare_services, Reads::everything),
          {"service-id", "period", "side", "version", "method", "order", "explain"}}},
        {"appraise",
         {on_ledger(appraise, Reads::object),
          {"service", "from", "to", "rate-ppm", "volume-ppm", "sensitivity", "side", "version",
           "method", "order", "explain"},
          0,
          0,
          true,
          {"service", "rate-ppm", "volume-ppm"}}},
        {"life",
         {on_ledger(life, Reads::object),
          {"service", "resource", "version", "method", "order", "explain"}}},
        {"conditions",
         {on_ledger(conditions, Reads::lines),
          {"period", "unit", "service", "version", "explain"}}},
        {"tasks",
         {on_ledger(tasks, Reads::lines), {"period", "unit", "service", "version", "explain"}}},
        {"consolidate",
         {on_ledger(consolidate, Reads::unit), {"period", "side", "version", "unit", "explain"}}},
        {"reconcile", {on_ledger(reconcile, Reads::unit), {"period", "unit", "basis", "explain"}}},
        {"reconcile-bases",
         {on_ledger(reconcile_bases, Reads::unit),
          {"period", "side", "version", "unit", "explain"}}},
        {"needs", {on_ledger(show_needs, Reads::unit), {"period", "unit", "version", "explain"}}},
        {"budget", {on_ledger(budget, Reads::unit), {"period", "unit", "explain"}}},
        {"explain",
         {on_ledger(explain_total, Reads::lines),
          {"period", "side", "version", "where", "rows"},
          1}},
        {"catalogue", {&Program::catalogue, {"version"}, 0, 1, false}}};
    return kVerbs;
  }
  // `explain VERB …` is VERB with --explain, of whose answer only that is shown.
  bool turn_to_what_is_explained() {
    const bool explains = arguments_.verb == "explain" && arguments_.files.size() == 1;
    const auto verb = explains ? verbs().find(arguments_.files.front()) : verbs().end();
    if (verb == verbs().end() || verb->second.options.count("explain") == 0) {
      return false;
    }
    arguments_.verb = verb->first;
    arguments_.files.clear();
    arguments_.options["explain"];
    return true;
  }
  Result<Answer> explain(const Verb& verb) {
    for (const char* writes : {"store", "apply", "sheet"}) {  // who asks why writes nothing
      if (arguments_.has(writes)) {
        return base::fail(ErrorCode::usage_invalid, "explain " + arguments_.verb + " --" + writes);
      }
    }
    TRY(const Answer answer, verb.run(*this));
    TRY(const auto ledger, open());
    TRY(ordered_json out, explanation_of(*ledger, arguments_.verb, answer.json));
    return Answer{std::move(out), {}, answer.code};
  }
  // An option of another verb would not be heeded, so it is a fault like one that does not exist.
  [[nodiscard]] Result<void> check(const Verb& verb) const {
    for (const auto& [name, values] : arguments_.options) {
      const bool fits =
          verb.options.count(name) > 0 && (values.size() < 2 || verb.many.count(name) > 0);
      if (name != "ledger" && name != "json" && name != "language" && !fits) {
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
  Result<Answer> export_lines() {
    TRY(const auto ledger, open());
    const std::string format = arguments_.value("format");
    TRY(const std::int64_t hidden,
        check_sight(*ledger, arguments_,
                    format == "fdp"         ? Reads::everything  // it is published
                    : format == "changeset" ? Reads::names       // what this device has written
                                            : Reads::lines));
    TRY(Exported out, export_ledger(*ledger, arguments_));
    if (hidden > 0 && out.json.is_object()) {
      out.json["hidden_lines"] = hidden;
    }
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
    out["contents"] = report.contents;
    out["missing"] = ordered_json::array();
    for (const ledger::VerifyReport::Missing& one : report.missing) {
      out["missing"].push_back({{"row", one.row.text()}, {"name", one.name}, {"hash", one.hash}});
    }
    if (report.first_bad) {
      out["first_bad"] = {{"table", report.first_bad->table},
                          {"row", report.first_bad->row},
                          {"what", report.first_bad->what}};
    }
    return Answer{std::move(out), {}, report.ok ? kDone : kVerifyFailed};
  }
  Result<Answer> restore_ledger() {
    TRY(ordered_json out, restore(arguments_, {clock_, random_}));
    return Answer{std::move(out), {}, kDone};
  }
  Result<Answer> compare() {
    TRY(const auto ledger, open());
    TRY(RegisterAnswer out, compare_register(*ledger, arguments_));
    return Answer{std::move(out.json), {}, out.refused ? kRefusedRows : kDone};
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
  const bool may_fork = arguments_.has("as-new-device");
  if (client.phase() == sync::client::SyncPhase::not_enrolled || may_fork) {
    if (!can_enrol) {
      return base::fail(ErrorCode::usage_invalid, "sync --endpoint URL --token T");
    }
  }
  if (client.phase() == sync::client::SyncPhase::not_enrolled) {
    TRY_DO(enrol());
  }
  Result<Answer> answer = exchange_with(*ledger, client, transport);
  if (!answer && answer.error().code == ErrorCode::not_enrolled && can_enrol) {
    // The endpoint was emptied since; with the token it gets everything again.
    TRY_DO(enrol());
    answer = exchange_with(*ledger, client, transport);
  }
  if (!answer && may_fork && client.fork()) {
    TRY(const ledger::Forked forked, client.fork_off());
    TRY_DO(enrol());
    answer = exchange_with(*ledger, client, transport);
    if (answer) {
      answer->json["fork"] = {{"device", forked.device.text()},
                              {"was", forked.was.text()},
                              {"after_n", forked.after_n},
                              {"minted_anew", forked.minted_anew}};
    }
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

}  // namespace
}  // namespace saimnieks::cli

// What throws outside the `try` is lack of memory for a few words.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
  using namespace saimnieks;
  const std::set<std::string> flags{"json",    "dry-run",     "skip-refused",  "voided",
                                    "apply",   "store",       "help",          "void-gone",
                                    "explain", "channels",    "as-new-device", "successors",
                                    "every",   "sensitivity", "allocated",     "consolidated"};
  auto arguments = cli::parse_arguments(argc, argv, flags, cli::Program::options(flags),
                                        {"where", "service", "rate-ppm", "volume-ppm", "to"});
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
  if (arguments->has("language")) {
    const std::string tag = arguments->value("language");
    const auto language = text::language_from_tag(tag);
    if (!language || text::language_tag(*language) != tag) {
      return cli::Program::show({base::ErrorCode::usage_invalid, {}, "--language " + tag, nullptr},
                                json);
    }
    cli::speak(*language);
  }
  try {
    return cli::Program(std::move(*arguments)).run();
  } catch (const std::exception& fault) {  // out of memory, or a bug: nothing was half written
    return cli::Program::show({base::ErrorCode::internal, {}, fault.what(), nullptr}, json);
  }
}
