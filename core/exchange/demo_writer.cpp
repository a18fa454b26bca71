#include "core/exchange/demo_writer.h"

#include <algorithm>

#include "core/exchange/demo_lines.h"
#include "core/exchange/further.h"
#include "core/exchange/row_names.h"
#include "core/ledger/schedule_lines.h"

namespace saimnieks::exchange {
namespace {

using base::Result;
using model::LineKind;
using model::Table;
using nlohmann::json;

constexpr std::int64_t kFewest = 1000;  // lines, that some are a schedule's

Result<void> done(const Result<base::Uuid>& ran) {
  return ran ? Result<void>() : tl::unexpected<base::Error>(ran.error());
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

base::Uuid uuid_of(const base::Uuid& ledger, const DemoUnit& unit) {
  base::Uuid uuid;
  for (std::size_t i = 0; i < unit.codes.size(); ++i) {
    uuid = model::unit_uuid(ledger, i == 0 ? nullptr : &uuid, unit.codes[i]);
  }
  return uuid;
}

const DemoUnit& unit_of(const std::vector<DemoUnit>& units, const std::string& code) {
  std::size_t at = 0;
  while (units[at].codes.back() != code) {
    ++at;
  }
  return units[at];
}

}  // namespace

DemoWriter::DemoWriter(const ledger::Ledger& ledger, ledger::BulkWrite& bulk, json data,
                       std::uint64_t seed, std::int64_t lines, std::uint64_t id_seed,
                       base::Date today)
    : ledger_(ledger),
      bulk_(bulk),
      data_(std::move(data)),
      units_(demo_units(data_)),
      costs_(demo_costs(data_)),
      amounts_(data_, seed),
      scheduled_(lines < kFewest ? 0 : amounts_.last_actual_month()),
      spread_(costs_, amounts_, lines - scheduled_),
      today_(today),
      ids_(id_seed) {
  before_.emplace_back([this] { return write_versions(); });
  plan_dimensions();
  plan_commands();
  after_.emplace_back([this] { return write_scheduled(); });
  after_.emplace_back([this] { return write_turnovers(); });
  after_.emplace_back([this] { return write_conflict(); });
}

Result<void> DemoWriter::write(std::int64_t number) {
  auto piece = static_cast<std::size_t>(number);
  if (piece < before_.size()) {
    return before_[piece]();
  }
  piece -= before_.size();
  return piece < costs_.size() ? write_cost(piece) : after_[piece - costs_.size()]();
}

// Both stay drafts: lines of what was submitted stay, and no undo would take the example back.
Result<void> DemoWriter::write_versions() {
  TRY(first_version_, bulk_.version(data_.at("first_version").get<std::string>()));
  TRY(version_, bulk_.version(data_.at("version").get<std::string>()));
  return {};
}

Result<void> DemoWriter::write_unit(const DemoUnit& unit) {
  TRY_DO(bulk_.unit(views(unit.codes), views(unit.names)));
  const auto kind =
      unit.codes.size() == 1 ? model::UnitKind::municipality : model::UnitKind::institution;
  return say(Table::unit, uuid_of(ledger_.id(), unit), {{"kind", std::string(model::name(kind))}});
}

Result<void> DemoWriter::say(Table table, const base::Uuid& row,
                             std::vector<ledger::FieldValue> fields) {
  return done(bulk_.run(ledger::Change{table, row, std::move(fields)}));
}

void DemoWriter::plan_dimensions() {
  for (const DemoUnit& unit : units_) {
    before_.emplace_back([this, &unit] { return write_unit(unit); });
  }
  const auto row = [this](Table table, const json& one) {
    return model::natural_uuid(ledger_.id(), table, {one.at("code").get<std::string>()});
  };
  const auto unit = [this](const json& code) {
    return uuid_of(ledger_.id(), unit_of(units_, code)).text();
  };
  for (const json& one : data_.at("services")) {
    before_.emplace_back([this, &one, row, unit]() -> Result<void> {
      TRY_DO(bulk_.service(one.at("code").get<std::string>(), one.at("name").get<std::string>()));
      std::vector<ledger::FieldValue> fields{{"sector", one.at("sector").get<std::string>()},
                                             {"unit", unit(one.at("units").front())}};
      if (one.contains("register")) {
        fields.push_back({"register_id", one["register"].get<std::string>()});
      }
      return say(Table::service, row(Table::service, one), std::move(fields));
    });
  }
  for (const json& one : data_.at("resources")) {
    before_.emplace_back([this, &one, row, unit]() -> Result<void> {
      TRY_DO(bulk_.resource(one.at("code").get<std::string>(), one.at("name").get<std::string>(),
                            one.at("kind").get<std::string>()));
      return say(Table::resource, row(Table::resource, one), {{"unit", unit(one.at("unit"))}});
    });
  }
  for (const json& one : data_.at("policies")) {
    before_.emplace_back([this, &one, row, unit]() -> Result<void> {
      TRY_DO(bulk_.policy(one.at("code").get<std::string>(), one.at("name").get<std::string>()));
      return say(Table::policy, row(Table::policy, one),
                 {{"kind", one.at("kind").get<std::string>()}, {"unit", unit(one.at("unit"))}});
    });
  }
  for (const json& one : data_.at("sources")) {
    before_.emplace_back([this, &one, row]() -> Result<void> {
      TRY_DO(bulk_.source(one.at("code").get<std::string>(), one.at("name").get<std::string>()));
      return say(Table::source, row(Table::source, one),
                 {{"kind", one.at("kind").get<std::string>()}});
    });
  }
}

void DemoWriter::plan_commands() {
  for (std::size_t i = 0; i < data_.at("commands").size(); ++i) {
    before_.emplace_back([this, i]() -> Result<void> {
      if (i == 0) {
        TRY(commands_, CommandList::parse(data_.at("commands").dump()));
      }
      TRY(const ledger::Command command, commands_.command(ledger_, i, made_));
      TRY(const base::Uuid row, bulk_.run(command));
      made_.push_back(row);
      return {};
    });
  }
}

Result<void> DemoWriter::write_cost(std::size_t turn) {
  const std::size_t number = spread_.cost_at(turn);
  const DemoCost& cost = costs_[number];
  turn_ = static_cast<std::int64_t>(turn);
  TRY(model::Line line, dimensions(cost));
  for (const DemoSlot& slot : spread_.slots(number)) {
    line.row.kind = slot.kind;
    line.row.period = slot.period;
    if (slot.draft) {
      TRY_DO(write_draft(cost, line));
    } else if (slot.kind == LineKind::plan) {
      TRY_DO(write_plan(cost, number, line));
    } else {
      TRY_DO(write_actual(cost, number, line));
    }
  }
  return {};
}

Result<model::Line> DemoWriter::dimensions(const DemoCost& cost) {
  model::Line line = cost.said;
  TRY(line.row.unit, bulk_.unit(views(cost.unit.codes), {}));
  TRY(line.row.code, bulk_.code(cost.scheme, cost.code, cost.code_name));
  TRY(line.row.function, bulk_.code(kFunctionScheme, cost.function, cost.function_name));
  TRY(line.row.source, bulk_.source(cost.source, cost.source_name));
  if (!cost.counterparty.codes.empty()) {
    TRY(line.counterparty, bulk_.unit(views(cost.counterparty.codes), {}));
  }
  if (!cost.service.empty()) {
    TRY(line.row.service, bulk_.service(cost.service, cost.service_name));
  } else if (!cost.resource.empty()) {
    TRY(line.row.resource, bulk_.resource(cost.resource, cost.resource_name, cost.resource_kind));
  } else if (!cost.policy.empty()) {
    TRY(line.row.policy, bulk_.policy(cost.policy, cost.policy_name));
  }
  return line;
}

// The first draft knew the year only.
Result<void> DemoWriter::write_draft(const DemoCost& cost, model::Line line) {
  line.row.version = first_version_;
  line.row.cents = amounts_.drafted(cost);
  line.unit_price_cents.reset();
  TRY(const base::Date begun, base::Date::from_ymd(line.row.period / 100 - 1, 10, 1));
  return add(line, begun.days_since_1970());
}

Result<void> DemoWriter::write_plan(const DemoCost& cost, std::size_t number, model::Line line) {
  constexpr std::int64_t kJustified = 4'000'000;  // cents
  const std::int64_t cents = amounts_.planned(cost, line.row.period / 100, line.row.period % 100);
  line.row.version = version_;
  line.channel = channel_of(cost, line.row.period % 100, number);
  if (cents >= kJustified) {
    line.justification = "Pēc iepriekšējā gada izpildes un tarifiem";
  }
  say_amount(cost, cents, true, line);
  TRY(const base::Date begun, base::Date::from_ymd(line.row.period / 100 - 1, 11, 1));
  return add(line, begun.days_since_1970());
}

Result<void> DemoWriter::write_actual(const DemoCost& cost, std::size_t number, model::Line line) {
  constexpr int kInTime = 3;  // days after the month's last one
  constexpr int kLate = 90;
  const std::int64_t cents = amounts_.actual(cost, line.row.period / 100, line.row.period % 100);
  const std::int64_t documents = cost.document.empty() ? spread_.next_documents() : 1;
  line.channel = channel_of(cost, line.row.period % 100, number);
  line.justification.clear();
  TRY(const base::Period period, base::Period::from_packed(line.row.period));
  for (std::int64_t i = 0; i < documents; ++i) {
    const std::int64_t part = cents / documents;
    say_amount(cost, i + 1 < documents ? part : cents - part * (documents - 1), documents == 1,
               line);
    TRY(const bool late, say_document(cost, static_cast<std::int64_t>(number), i, line));
    if (line.date > today_) {
      line.date.reset();  // where it is not yet the time of the example
    }
    TRY_DO(add(line, base::Date::last_of(period).days_since_1970() + (late ? kLate : kInTime)));
  }
  remember(cost, line, cents);
  return {};
}

void DemoWriter::remember(const DemoCost& cost, const model::Line& line, std::int64_t cents) {
  const json& conflict = data_.at("conflict");
  const bool meant = cost.unit.codes.back() == conflict.at("unit") &&
                     cost.service == conflict.at("service") && cost.code == conflict.at("code");
  const std::pair<bool, std::int32_t> rank{meant, line.row.period};
  if (!cost.exact && cost.visits == 0 && rank > disputed_rank_) {
    disputed_rank_ = rank;
    disputed_ = line;
  }
  const json& turnover = data_.at("turnovers");
  const bool counts =
      line.row.basis == model::Basis::cost && line.row.nature == model::Nature::cost;
  if (counts && cost.unit.codes.back() == turnover.at("unit") &&
      line.row.period == turnover.at("period")) {
    turnovers_[cost.code] += cents;
  }
}

Result<void> DemoWriter::add(model::Line& line, std::int64_t first_day) {
  line.uuid = entered_id(first_day, turn_, static_cast<std::int64_t>(costs_.size()), ids_++);
  return bulk_.add(line);
}

// What schedules make of themselves, as far as months are over.
Result<void> DemoWriter::write_scheduled() {
  if (scheduled_ == 0) {
    return {};
  }
  std::vector<model::Schedule> schedules;
  TRY_DO(ledger_.each_fact<model::Schedule>([&](const model::Schedule& one) {
    if (std::find(made_.begin(), made_.end(), one.uuid) != made_.end()) {
      schedules.push_back(one);
    }
  }));
  TRY(const base::Period through,
      base::Period::month(amounts_.years().back(), amounts_.last_actual_month()));
  for (const model::Schedule& one : schedules) {
    TRY(ledger::DueLines due, ledger::due_lines(one, through));
    for (auto& [period, line] : due) {
      TRY(const base::Period month, base::Period::from_packed(period));
      TRY_DO(add(line, base::Date::last_of(month).days_since_1970() + 1));
    }
  }
  return {};
}

// What the accounts say of one unit's month: the same, but for one code.
Result<void> DemoWriter::write_turnovers() {
  const json& said = data_.at("turnovers");
  const std::string unit = uuid_of(ledger_.id(), unit_of(units_, said.at("unit"))).text();
  for (const auto& [code, cents] : turnovers_) {
    const bool differs = code == said.at("differing_code");
    TRY_DO(bulk_.run(ledger::Add{
        Table::turnover,
        {{"unit", unit},
         {"code", named_row(ledger_, Table::code, code).text()},
         {"period", said.at("period").get<std::int64_t>()},
         {"basis", std::string(model::name(model::Basis::cost))},
         {"amount_cents", cents + (differs ? said.at("difference_cents").get<std::int64_t>() : 0)},
         {"document", said.at("document").get<std::string>()}}}));
  }
  return {};
}

// A line that the accounts office has set right while somebody else was offline and changed it,
// too: one open conflict.
Result<void> DemoWriter::write_conflict() {
  if (disputed_rank_.second == 0) {
    return {};
  }
  const json& said = data_.at("conflict");
  const auto content = said.at("content").get<std::string>();
  TRY_DO(bulk_.run(ledger::Attach{
      said.at("file").get<std::string>(), content, std::pair(Table::line, disputed_.uuid), {}}));
  const auto change = [&](const char* by) {
    const std::int64_t cents =
        DemoAmounts::put_right(disputed_.row.cents, said.at(by).get<std::int64_t>());
    return ledger::Change{Table::line, disputed_.uuid, {{"amount_cents", cents}}};
  };
  ledger::Change first = change("first_cents");
  first.fields.push_back({"note", said.at("note").get<std::string>()});
  return bulk_.run_both(first, said.at("user").get<std::string>(), change("late_cents"));
}

}  // namespace saimnieks::exchange
