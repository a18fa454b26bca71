#include "sync/cli/plans.h"

#include <algorithm>

#include "core/base/date.h"
#include "core/costing/schedule.h"
#include "core/exchange/command_json.h"
#include "core/ledger/generate.h"
#include "core/ledger/schedule_lines.h"
#include "core/ledger/version_copy.h"
#include "core/scenario/answer.h"
#include "core/scenario/line_split.h"

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

// "service=EDU:2": what stands before the last colon, by the weight behind it.
Result<std::vector<scenario::SplitTarget>> targets(const ledger::Ledger& ledger,
                                                   const std::vector<std::string>& texts) {
  std::vector<scenario::SplitTarget> out;
  for (const std::string& text : texts) {
    const std::size_t colon = text.rfind(':');
    const auto weight =
        base::Decimal9::parse(colon == std::string::npos ? text : text.substr(colon + 1));
    const std::string field = text.substr(0, text.find('='));
    const auto* info = model::find_field(model::table_info(model::Table::line), field);
    const bool fits = info != nullptr && info->type == model::FieldType::reference &&
                      ledger.dimension(info->target) != nullptr && field != "version" &&
                      field != "counterparty";
    if (!weight || !fits) {
      return base::fail(ErrorCode::usage_invalid, "--to " + text);
    }
    TRY(ledger::FieldValue to,
        exchange::parse_condition(ledger, model::Table::line, text.substr(0, colon)));
    out.push_back({std::move(to), *weight});
  }
  return out;
}

ordered_json schedule_json(const model::Schedule& of,
                           const std::vector<ledger::ScheduledMonth>& months) {
  ordered_json list = ordered_json::array();
  base::Money due;
  base::Money booked;
  for (const ledger::ScheduledMonth& one : months) {
    due += one.due.value_or(base::Money());
    booked += one.booked.value_or(base::Money());
    list.push_back(
        {{"period", one.period.iso()},
         {"due_cents", scenario::cents_or_null(one.due)},
         {"state", std::string(ledger::state_name(one.state))},
         {"line", one.row ? ordered_json(one.row->text()) : ordered_json()},
         {"booked_cents", scenario::cents_or_null(one.booked)},
         {"booked_in", one.booked_in ? ordered_json(one.booked_in->iso()) : ordered_json()}});
  }
  return {
      {"row", of.uuid.text()},
      {"name", of.name},
      {"method", std::string(model::name(of.method))},
      {"kind", std::string(model::name(of.version == model::kNoVersion ? model::LineKind::actual
                                                                       : model::LineKind::plan))},
      {"due_cents", due.cents()},
      {"booked_cents", booked.cents()},
      {"months", std::move(list)}};
}

// As the verb `schedule` explains a scenario; of what is spread evenly, all periods.
Result<base::Explanation> explain_schedule(const model::Schedule& of, base::Period through) {
  if (of.method == model::ScheduleMethod::straight_line) {
    TRY(const auto all, model::instalments(of, *of.last_period));
    std::vector<base::Money> due;
    for (const model::Instalment& one : all) {
      due.push_back(one.amount);
    }
    return costing::explain(
        costing::StraightLine{of.amount_cents, of.residual_cents.value_or(base::Money()),
                              static_cast<std::int64_t>(due.size())},
        due);
  }
  TRY(const auto due, model::instalments(of, through));
  costing::Regular cost{of.amount_cents, of.first_period, through, of.every_months, {}};
  for (int year = 0; of.index_from && of.index_from->year() + year <= through.year(); ++year) {
    TRY(const base::Period from,
        base::Period::month(of.index_from->year() + year, std::max(of.index_from->month(), 1)));
    cost.index.push_back({from, base::Decimal9::from_integer(of.index_ppm.value_or(0))});
  }
  return costing::explain(cost, due);
}

// Below the schedule's id, what it comes to and what its lines say today.
Result<base::Explanation> explain_booked(const model::Schedule& of, base::Period through,
                                         const std::vector<ledger::ScheduledMonth>& months) {
  TRY(base::Explanation due, explain_schedule(of, through));
  base::Explanation booked{"booked", {}, base::ExplainedUnit::cents, "total", {}};
  base::Money sum;
  for (const ledger::ScheduledMonth& one : months) {
    if (one.row && one.booked) {
      booked.inputs.push_back(
          base::Explanation::entered_cents(one.row->text(), one.booked->cents()));
      sum += *one.booked;
    }
  }
  booked.value = std::to_string(sum.cents());
  return base::Explanation{
      of.uuid.text(), {}, base::ExplainedUnit::cents, {}, {std::move(due), std::move(booked)}};
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

Result<ordered_json> show_schedule(ledger::Ledger& ledger, const Arguments& arguments,
                                   ledger::Seams seams) {
  const base::Date today = base::Date::from_ms(seams.clock.now_ms());
  TRY(const base::Period this_month, base::Period::month(today.year(), today.month()));
  TRY(const base::Period december, base::Period::month(today.year(), 12));
  std::optional<base::Period> until;
  if (arguments.has("until")) {
    TRY(until, base::Period::parse(arguments.value("until")));
    TRY(until, base::Period::month(until->year(), until->whole_year() ? 12 : until->month()));
  }
  std::vector<model::Schedule> wanted;
  TRY_DO(ledger.each_fact<model::Schedule>([&](const model::Schedule& one) {
    if (!one.voided && (!arguments.has("row") || one.uuid.text() == arguments.value("row"))) {
      wanted.push_back(one);
    }
  }));
  if (arguments.has("row") && wanted.empty()) {
    return base::fail(ErrorCode::row_unknown, arguments.value("row"));
  }
  ordered_json schedules = ordered_json::array();
  for (const model::Schedule& one : wanted) {
    const bool plan = one.version != model::kNoVersion;
    const base::Period through = until.value_or(one.last_period.value_or(december));
    TRY(const auto months,
        ledger::scheduled_months(ledger, one, through, plan ? december : this_month));
    ordered_json out = schedule_json(one, months);
    if (arguments.has("explain")) {
      TRY(const base::Explanation why, explain_booked(one, through, months));
      out["explanation"] = scenario::to_json(why);
    }
    schedules.push_back(std::move(out));
  }
  return ordered_json{{"schedules", std::move(schedules)}};
}

Result<ordered_json> copy_plan(ledger::Ledger& ledger, const Arguments& arguments,
                               ledger::Seams seams) {
  ledger::VersionCopy copy;
  copy.to = arguments.value("to");
  if (copy.to.empty() || arguments.options.at("to").size() > 1) {
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

Result<ordered_json> split_line(ledger::Ledger& ledger, const Arguments& arguments) {
  if (!arguments.has("row") || !arguments.has("to")) {
    return base::fail(ErrorCode::usage_invalid, "split --row LINE --to AXIS=VALUE:WEIGHT");
  }
  TRY(const base::Uuid row, base::Uuid::parse(arguments.value("row")));
  const std::vector<std::string>& texts = arguments.options.at("to");
  TRY(const auto to, targets(ledger, texts));
  std::optional<base::Period> period;
  if (arguments.has("period")) {
    TRY(period, base::Period::parse(arguments.value("period")));
  }
  TRY(const scenario::LineSplit split, scenario::plan_split(ledger, row, to, period));
  std::vector<base::Uuid> made(split.commands.size());
  if (arguments.has("apply")) {
    TRY(const auto commands, exchange::CommandList::parse(split.commands.dump()));
    TRY(const ledger::Committed done, commands.run(ledger));
    made = done.rows;
  }
  const auto id = [](const base::Uuid& uuid) {
    return uuid.is_nil() ? ordered_json() : ordered_json(uuid.text());
  };
  ordered_json parts = ordered_json::array();
  std::vector<base::Decimal9> weights;
  for (std::size_t i = 0; i < to.size(); ++i) {
    weights.push_back(to[i].weight);
    parts.push_back({{"to", texts[i].substr(0, texts[i].rfind(':'))},
                     {"weight", to[i].weight.text()},
                     {"cents", split.parts.parts[i].cents()},
                     {"row", split.line_of[i] ? id(made[*split.line_of[i]]) : ordered_json()}});
  }
  ordered_json out{{"row", row.text()},
                   {"cents", split.amount.cents()},
                   {"period", split.period.iso()},
                   {"closed", split.closed},
                   {"parts", std::move(parts)},
                   {"applied", arguments.has("apply")}};
  if (split.closed) {
    out["reversal"] = id(made.back());
  }
  if (arguments.has("explain")) {
    base::Explanation why = costing::explain(split.amount, weights, split.parts);
    why.inputs[0].formula = "total";
    why.inputs[0].inputs = {base::Explanation::entered_cents(row.text(), split.amount.cents())};
    out["explanation"] = scenario::to_json(why);
  }
  return out;
}

}  // namespace saimnieks::cli
