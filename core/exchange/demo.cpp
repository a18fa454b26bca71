#include "core/exchange/demo.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/exchange/demo_costs.h"
#include "core/exchange/demo_facts.h"
#include "core/exchange/demo_spread.h"
#include "core/exchange/further.h"
#include "exchange/demo_municipality.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using nlohmann::json;

}  // namespace

class DemoJob::Writer {
 public:
  Writer(ledger::BulkWrite& bulk, const base::Uuid& ledger, const json& data, std::uint64_t seed,
         std::int64_t lines)
      : bulk_(bulk),
        ledger_(ledger),
        data_(data),
        costs_(demo_costs(data)),
        amounts_(data, seed),
        spread_(costs_, amounts_, lines) {
    plan_setup();
  }

  // Pieces of the work, in order: first whatever is there besides lines, then the costs.
  [[nodiscard]] std::int64_t count() const {
    return static_cast<std::int64_t>(setup_.size() + costs_.size());
  }
  base::Result<void> write(std::int64_t piece) {
    const auto before = static_cast<std::int64_t>(setup_.size());
    return piece < before ? setup_[static_cast<std::size_t>(piece)]()
                          : write_cost(spread_.cost_at(static_cast<std::size_t>(piece - before)));
  }

 private:
  using Piece = std::function<base::Result<void>()>;

  void plan_setup() {
    setup_.emplace_back([this]() -> base::Result<void> {
      TRY(first_version_, bulk_.version(data_.at("first_version").get<std::string>()));
      TRY(version_, bulk_.version(data_.at("version").get<std::string>()));
      // An approval wants a second person or a reason, and reasons stay: no undo would take the
      // example back.
      return done(
          bulk_.run(ledger::SetVersionStatus{first_version_, model::VersionStatus::submitted}));
    });
    for (const DemoUnit& unit : demo_units(data_)) {
      const std::string kind(model::name(unit.codes.size() == 1 ? model::UnitKind::municipality
                                                                : model::UnitKind::institution));
      setup_.emplace_back(
          [this, unit, kind, row = demo_unit_uuid(ledger_, unit)]() -> base::Result<void> {
            const std::vector<std::string_view> path(unit.codes.begin(), unit.codes.end());
            const std::vector<std::string_view> names(unit.names.begin(), unit.names.end());
            TRY_DO(bulk_.unit(path, names));
            return done(bulk_.run(ledger::Change{model::Table::unit, row, {{"kind", kind}}}));
          });
    }
    for (const json& one : data_.at("services")) {
      setup_.emplace_back([this, &one]() -> base::Result<void> {
        const std::string code = one.at("code");
        TRY_DO(bulk_.service(code, one.at("name").get<std::string>()));
        return done(
            bulk_.run(ledger::Change{model::Table::service,
                                     model::natural_uuid(ledger_, model::Table::service, {code}),
                                     {{"sector", one.at("sector").get<std::string>()}}}));
      });
    }
    setup_.emplace_back([this]() -> base::Result<void> {
      for (const json& one : data_.at("resources")) {
        TRY_DO(bulk_.resource(one.at("code").get<std::string>(), one.at("name").get<std::string>(),
                              one.at("kind").get<std::string>()));
      }
      for (const json& one : data_.at("sources")) {
        TRY_DO(bulk_.source(one.at("code").get<std::string>(), one.at("name").get<std::string>()));
      }
      return {};
    });
    for (ledger::Add& fact : demo_facts(data_, ledger_)) {
      setup_.emplace_back([this, add = std::move(fact)] { return done(bulk_.run(add)); });
    }
  }
  static base::Result<void> done(const base::Result<base::Uuid>& ran) {
    return ran ? base::Result<void>() : tl::unexpected<base::Error>(ran.error());
  }

  base::Result<void> write_cost(std::size_t number) {
    const DemoCost& cost = costs_[number];
    TRY(model::Line line, dimensions(cost));
    for (const DemoSlot& slot : spread_.slots(number)) {
      line.row.kind = slot.kind;
      line.row.period = slot.period;
      if (slot.draft) {
        TRY_DO(write_draft(cost, line));
      } else if (slot.kind == model::LineKind::plan) {
        TRY_DO(write_plan(cost, number, line));
      } else {
        TRY_DO(write_actual(cost, number, line));
      }
    }
    return {};
  }

  base::Result<model::Line> dimensions(const DemoCost& cost) {
    model::Line line = cost.said;
    const std::vector<std::string_view> path(cost.unit.codes.begin(), cost.unit.codes.end());
    TRY(line.row.unit, bulk_.unit(path, {}));
    TRY(line.row.code, bulk_.code(cost.scheme, cost.code, cost.code_name));
    TRY(line.row.function, bulk_.code(kFunctionScheme, cost.function, cost.function_name));
    TRY(line.row.source, bulk_.source(cost.source, cost.source_name));
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
  base::Result<void> write_draft(const DemoCost& cost, const model::Line& said) {
    model::Line line = said;
    line.row.version = first_version_;
    line.row.cents = amounts_.drafted(cost);
    line.unit_price_cents.reset();
    return bulk_.add(line);
  }

  void place(const DemoCost& cost, std::size_t number, model::Line& line) const {
    static constexpr const char* kChannels[] = {"in-person", "website", "mobile-app"};
    if (cost.through_channels) {
      line.channel = kChannels[(static_cast<std::size_t>(line.row.period % 100) + number) % 3];
    }
  }

  base::Result<void> write_plan(const DemoCost& cost, std::size_t number, const model::Line& said) {
    constexpr std::int64_t kJustified = 10'000'000;  // cents
    model::Line line = said;
    line.row.version = version_;
    place(cost, number, line);
    const std::int64_t cents = amounts_.planned(cost, line.row.period / 100, line.row.period % 100);
    line.justification = cents >= kJustified ? "Pēc iepriekšējā gada izpildes un tarifiem" : "";
    measure(cost, line, cents, true);
    return bulk_.add(line);
  }

  base::Result<void> write_actual(const DemoCost& cost, std::size_t number,
                                  const model::Line& said) {
    model::Line line = said;
    place(cost, number, line);
    const std::int64_t cents = amounts_.actual(cost, line.row.period / 100, line.row.period % 100);
    const std::int64_t documents = spread_.next_documents();
    for (std::int64_t i = 0; i < documents; ++i) {
      const std::int64_t part = cents / documents;
      measure(cost, line, i + 1 < documents ? part : cents - part * (documents - 1),
              documents == 1);
      TRY_DO(document(static_cast<std::int64_t>(number), i, line));
      TRY_DO(bulk_.add(line));
    }
    return {};
  }

  // `whole`: the month's, not a part of it.
  static void measure(const DemoCost& cost, model::Line& line, std::int64_t cents, bool whole) {
    constexpr std::int64_t kCentsAKilowattHour = 15;
    line.row.cents = cents;
    if (line.vat) {
      line.vat_cents = base::Money::from_cents(cents * 21 / 121);
    }
    if (cost.visits > 0) {
      line.quantity =
          whole ? std::optional(base::Decimal::from_millionths(
                      DemoAmounts::visits(cost, line.row.period % 100) * base::Decimal::kOne))
                : std::nullopt;
    } else if (!line.measure.empty()) {
      line.quantity =
          base::Decimal::from_millionths(cents / kCentsAKilowattHour * base::Decimal::kOne);
    }
  }

  // Some documents come months late, and some costs depart from the method for a reason.
  static base::Result<void> document(std::int64_t number, std::int64_t piece, model::Line& line) {
    constexpr int kLate = 29;
    constexpr int kDeparting = 53;
    const int year = line.row.period / 100;
    const int month = line.row.period % 100;
    const auto day = static_cast<int>((number * 7 + month * 3 + piece) % 28) + 1;
    const bool late = month >= 1 && month <= 3 && (number + month) % kLate == 0;
    TRY(line.date, base::Date::from_ymd(year, month == 0 ? 12 : late ? month + 3 : month, day));
    line.document = "R-" + std::to_string(year % 100) + std::to_string(100 + month).substr(1) +
                    "-" + std::to_string(number + 1) +
                    (piece == 0 ? "" : "/" + std::to_string(piece + 1));
    line.note = late ? "Rēķins saņemts novēloti" : "";
    line.departure_reason = (number + month) % kDeparting == 0
                                ? "Līgums noslēgts uz vienu gadu, tomēr izmaksas atkārtojas"
                                : "";
    return {};
  }

  ledger::BulkWrite& bulk_;
  const base::Uuid& ledger_;
  const json data_;
  std::vector<Piece> setup_;
  const std::vector<DemoCost> costs_;
  const DemoAmounts amounts_;
  DemoSpread spread_;
  model::VersionId first_version_{};
  model::VersionId version_{};
};

DemoJob::DemoJob(ledger::Ledger& ledger, std::uint64_t seed, std::int64_t lines)
    : ledger_(ledger), seed_(seed), lines_(lines) {}
DemoJob::~DemoJob() = default;

base::Result<void> DemoJob::start() {
  if (lines_ <= 0) {
    return base::fail(ErrorCode::value_range, std::to_string(lines_));
  }
  const json data = json::parse(demo_embedded::kFiles[0].content);
  TRY(bulk_, ledger_.begin_bulk({"command.demo", data.at("name").get<std::string>()}));
  writer_ = std::make_unique<Writer>(*bulk_, ledger_.id(), data, seed_, lines_);
  total_ = writer_->count();
  return {};
}

base::Result<void> DemoJob::work(base::Budget& budget) {
  if (writer_ == nullptr) {
    return start();
  }
  if (done_ == total_) {
    TRY_DO(bulk_->commit());
    state_ = State::done;
    return {};
  }
  do {
    TRY_DO(writer_->write(done_));
    ++done_;
  } while (done_ < total_ && !budget.spent());
  return {};
}

base::Job::State DemoJob::step(base::Clock& clock, std::int64_t budget_ms) {
  if (state_ != State::running) {
    return state_;
  }
  base::Budget budget(clock, budget_ms);
  if (const auto worked = work(budget); !worked) {
    error_ = worked.error();
    state_ = State::failed;
  }
  if (state_ != State::running) {
    writer_.reset();
    bulk_.reset();
  }
  return state_;
}

void DemoJob::cancel() {
  if (state_ == State::running) {
    writer_.reset();
    bulk_.reset();
    state_ = State::cancelled;
  }
}

base::Progress DemoJob::progress() const { return {done_, total_, "job.demo"}; }

}  // namespace saimnieks::exchange
