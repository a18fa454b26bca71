#include "core/exchange/demo.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/exchange/demo_costs.h"
#include "core/exchange/demo_facts.h"
#include "core/exchange/further.h"
#include "exchange/demo_municipality.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using nlohmann::json;

// SplitMix64: small, and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E37'79B9'7F4A'7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58'476D'1CE4'E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D0'49BB'1331'11EBULL;
    return z ^ (z >> 31U);
  }
  // From −range to +range.
  std::int64_t around(std::int64_t range) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(2 * range + 1)) - range;
  }

 private:
  std::uint64_t state_;
};

// How a year's cost lies over the months, in thousandths.
std::int64_t month_share(const std::string& shape, int month) {
  static constexpr int kWinter[12] = {165, 155, 130, 85, 40, 20, 15, 15, 35, 75, 115, 150};
  static constexpr int kSummer[12] = {30, 30, 50, 85, 120, 140, 145, 135, 105, 75, 50, 35};
  if (shape == "winter") {
    return kWinter[month - 1];
  }
  if (shape == "summer") {
    return kSummer[month - 1];
  }
  if (shape == "once") {
    return month == 5 ? 1000 : 0;
  }
  return month == 12 ? 1000 - 11 * 83 : 83;
}

}  // namespace

class DemoJob::Writer {
 public:
  // Of `lines` lines, or nearly.
  Writer(ledger::BulkWrite& bulk, const base::Uuid& ledger, const json& data, std::uint64_t seed,
         std::int64_t lines, base::Date today)
      : bulk_(bulk),
        ledger_(ledger),
        data_(data),
        costs_(demo_costs(data)),
        left_(lines < kDemoLines ? lines : INT64_MAX),
        dice_(seed),
        today_(today),
        years_(data.at("years").get<std::vector<int>>()),
        last_actual_(data.at("last_actual_month")) {
    // More lines are more documents of the actual months.
    pieces_ = std::max<std::int64_t>(1, (lines - kDemoLines + kDemoActuals) / kDemoActuals);
    plan_setup();
  }

  // Pieces of the work, in order: first whatever is there besides lines, then the costs.
  [[nodiscard]] std::int64_t count() const {
    return static_cast<std::int64_t>(setup_.size() + costs_.size());
  }
  [[nodiscard]] bool enough() const { return left_ == 0; }
  // Once all lines are in. An approval wants a second person or a reason, and reasons stay: no undo
  // would take the example back.
  base::Result<void> finish() {
    return done(
        bulk_.run(ledger::SetVersionStatus{first_version_, model::VersionStatus::submitted}));
  }
  base::Result<void> write(std::int64_t piece) {
    const auto before = static_cast<std::int64_t>(setup_.size());
    return piece < before ? setup_[static_cast<std::size_t>(piece)]() : write_cost(piece - before);
  }

 private:
  using Piece = std::function<base::Result<void>()>;

  void plan_setup() {
    setup_.emplace_back([this]() -> base::Result<void> {
      TRY(first_version_, bulk_.version(data_.at("first_version").get<std::string>()));
      TRY(version_, bulk_.version(data_.at("version").get<std::string>()));
      return {};
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

  // Costs in an order in which the first few are of every kind, so that a small example has a bit
  // of everything.
  base::Result<void> write_cost(std::int64_t number) {
    constexpr std::int64_t kStride = 89;  // a prime that does not divide their count
    cost_number_ = number * kStride % static_cast<std::int64_t>(costs_.size());
    const DemoCost& cost = costs_[static_cast<std::size_t>(cost_number_)];
    TRY(model::Line line, dimensions(cost));
    std::int64_t planned_in_year = 0;
    for (const int year : years_) {
      planned_in_year = 0;
      for (int month = 1; month <= 12; ++month) {
        const std::int64_t planned = planned_cents(cost, year, month);
        if (planned == 0) {
          continue;
        }
        planned_in_year += planned;
        TRY_DO(write_month(cost, line, year, month, planned));
      }
    }
    line.row.kind = model::LineKind::plan;
    line.row.version = first_version_;
    line.row.period = years_.back() * 100;  // this first draft knew the year only
    line.row.cents =
        planned_in_year * data_.at("first_version_percent").get<std::int64_t>() / 10'000 * 100;
    line.quantity.reset();
    line.unit_price_cents.reset();
    line.vat_cents.reset();
    return add(line);
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

  // A twelfth in every month, the last one taking the remainder.
  static std::int64_t twelfth(std::int64_t whole, int month) {
    const std::int64_t part = (whole + 6) / 12;
    return month < 12 ? part : whole - 11 * part;
  }

  [[nodiscard]] std::int64_t planned_cents(const DemoCost& cost, int year, int month) const {
    if (cost.visits > 0) {
      return twelfth(cost.visits, month) * cost.said.unit_price_cents->millionths() /
             base::Decimal::kOne;
    }
    if (cost.exact) {
      return twelfth(cost.year_cents, month);
    }
    const std::int64_t growth = year == years_.front() ? 1000 : 1032;
    return cost.year_cents / 1000 * month_share(cost.shape, month) * growth / 1000 / 100 * 100;
  }

  base::Result<void> write_month(const DemoCost& cost, model::Line& line, int year, int month,
                                 std::int64_t planned) {
    static constexpr const char* kChannels[] = {"in-person", "website", "mobile-app"};
    constexpr std::int64_t kJustified = 10'000'000;  // cents
    if (cost.through_channels) {
      line.channel = kChannels[(month + cost_number_) % 3];
    }
    line.row.period = year * 100 + month;
    line.row.kind = model::LineKind::plan;
    line.row.version = version_;
    line.justification = planned >= kJustified ? "Pēc iepriekšējā gada izpildes un tarifiem" : "";
    measure(cost, line, planned, month);
    TRY_DO(add(line));
    line.justification.clear();
    if (year == years_.back() && month > last_actual_) {
      return {};
    }
    const std::int64_t overrun = year == years_.back() && month >= 4 ? cost.overrun_percent : 0;
    const std::int64_t actual =
        cost.exact || cost.visits > 0
            ? planned
            : planned * (1000 + dice_.around(45) + overrun * 10) / 1000 + dice_.around(99);
    line.row.kind = model::LineKind::actual;
    line.row.version = model::kNoVersion;
    for (std::int64_t piece = 0; piece < pieces_; ++piece) {
      const std::int64_t part = actual / pieces_;
      measure(cost, line, piece + 1 < pieces_ ? part : actual - part * (pieces_ - 1), month);
      TRY_DO(document(line, year, month, piece));
      TRY_DO(add(line));
    }
    line.date.reset();
    line.document.clear();
    line.note.clear();
    line.departure_reason.clear();
    return {};
  }

  void measure(const DemoCost& cost, model::Line& line, std::int64_t cents, int month) const {
    constexpr std::int64_t kCentsAKilowattHour = 15;
    line.row.cents = cents;
    if (line.vat) {
      line.vat_cents = base::Money::from_cents(cents * 21 / 121);
    }
    if (cost.visits > 0) {
      line.quantity = pieces_ > 1 ? std::nullopt
                                  : std::optional(base::Decimal::from_millionths(
                                        twelfth(cost.visits, month) * base::Decimal::kOne));
    } else if (!line.measure.empty()) {
      line.quantity =
          base::Decimal::from_millionths(cents / kCentsAKilowattHour * base::Decimal::kOne);
    }
  }

  // Some documents come months late, and some costs depart from the method for a reason.
  base::Result<void> document(model::Line& line, int year, int month, std::int64_t piece) {
    constexpr int kLate = 29;
    constexpr int kDeparting = 53;
    const auto day = static_cast<int>((cost_number_ * 7 + month * 3 + piece) % 28) + 1;
    const bool late = month <= 3 && (cost_number_ + month) % kLate == 0;
    TRY(line.date, base::Date::from_ymd(year, late ? month + 3 : month, day));
    if (line.date > today_) {
      line.date.reset();  // where it is not yet the time of the example
    }
    line.document = "R-" + std::to_string(year % 100) + std::to_string(100 + month).substr(1) +
                    "-" + std::to_string(cost_number_ + 1) +
                    (piece == 0 ? "" : "/" + std::to_string(piece + 1));
    line.note = late ? "Rēķins saņemts novēloti" : "";
    line.departure_reason = (cost_number_ + month) % kDeparting == 0
                                ? "Līgums noslēgts uz vienu gadu, tomēr izmaksas atkārtojas"
                                : "";
    return {};
  }

  base::Result<void> add(const model::Line& line) {
    if (left_ == 0) {
      return {};
    }
    --left_;
    return bulk_.add(line);
  }

  ledger::BulkWrite& bulk_;
  const base::Uuid& ledger_;
  const json data_;
  std::vector<Piece> setup_;
  std::vector<DemoCost> costs_;
  std::int64_t pieces_ = 1;
  std::int64_t left_;  // lines
  std::int64_t cost_number_ = 0;
  Dice dice_;
  model::VersionId first_version_{};
  model::VersionId version_{};
  base::Date today_;
  std::vector<int> years_;
  int last_actual_;
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
  writer_ = std::make_unique<Writer>(*bulk_, ledger_.id(), data, seed_, lines_, today_);
  total_ = writer_->count();
  return {};
}

base::Result<void> DemoJob::work(base::Budget& budget) {
  if (writer_ == nullptr) {
    return start();
  }
  if (done_ == total_) {
    TRY_DO(writer_->finish());
    TRY_DO(bulk_->commit());
    state_ = State::done;
    return {};
  }
  do {
    TRY_DO(writer_->write(done_));
    done_ = writer_->enough() ? total_ : done_ + 1;
  } while (done_ < total_ && !budget.spent());
  return {};
}

base::Job::State DemoJob::step(base::Clock& clock, std::int64_t budget_ms) {
  if (state_ != State::running) {
    return state_;
  }
  base::Budget budget(clock, budget_ms);
  today_ = base::Date::from_ms(clock.now_ms());
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
