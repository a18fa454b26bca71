#include "core/exchange/demo.h"

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

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

struct Cost {
  std::vector<std::string> unit_path;
  std::vector<std::string> unit_names;
  std::string service;
  std::string service_name;
  std::string code;
  std::string code_name;
  std::string shape;
  std::int64_t year_cents = 0;
  std::int64_t overrun_percent = 0;
};

struct UnitPath {
  std::vector<std::string> codes;
  std::vector<std::string> names;
};

void collect_units(const json& list, const UnitPath& above, std::vector<UnitPath>& out) {
  for (const json& unit : list) {
    UnitPath path = above;
    path.codes.push_back(unit.at("code").get<std::string>());
    path.names.push_back(unit.at("name").get<std::string>());
    out.push_back(path);
    if (unit.contains("units")) {
      collect_units(unit["units"], path, out);
    }
  }
}

std::vector<Cost> all_costs(const json& data) {
  std::vector<UnitPath> units;
  collect_units(data.at("units"), {}, units);
  std::vector<Cost> out;
  for (const json& service : data.at("services")) {
    const json& places = service.at("units");
    for (const json& place : places) {
      for (const UnitPath& unit : units) {
        if (unit.codes.back() != place.get<std::string>()) {
          continue;
        }
        for (const json& code : data.at("codes")) {
          Cost cost{unit.codes,
                    unit.names,
                    service.at("code"),
                    service.at("name"),
                    code.at("code"),
                    code.value("name", std::string()),
                    code.at("shape"),
                    0,
                    service.value("overrun_percent", std::int64_t{0})};
          cost.year_cents = service.at("euro").get<std::int64_t>() *
                            code.at("share").get<std::int64_t>() /
                            static_cast<std::int64_t>(places.size());
          out.push_back(std::move(cost));
        }
      }
    }
  }
  return out;
}

}  // namespace

class DemoJob::Writer {
 public:
  // Of `lines` lines, or nearly.
  Writer(ledger::BulkWrite& bulk, const json& data, std::uint64_t seed, std::int64_t lines)
      : bulk_(bulk),
        costs_(all_costs(data)),
        left_(lines < kDemoLines ? lines : INT64_MAX),
        dice_(seed),
        version_(data.at("version")),
        years_(data.at("years").get<std::vector<int>>()),
        last_actual_(data.at("last_actual_month")) {
    const auto all = static_cast<std::int64_t>(costs_.size());
    // A cost makes about 40 lines when each month has one document.
    pieces_ = std::max<std::int64_t>(1, (lines / all - 22) / 18);
    // A smaller example has fewer costs, taken evenly from all, each with its whole years.
    wanted_ = std::min(all, (lines * all + kDemoLines - 1) / kDemoLines + 1);
  }

  [[nodiscard]] std::int64_t count() const { return wanted_; }

  // Each month of one cost as `pieces_` documents: more lines, the same sums.
  base::Result<void> write(std::int64_t number) {
    const auto all = static_cast<std::int64_t>(costs_.size());
    const Cost& cost = costs_[static_cast<std::size_t>(number * all / wanted_)];
    std::vector<std::string_view> path(cost.unit_path.begin(), cost.unit_path.end());
    std::vector<std::string_view> names(cost.unit_names.begin(), cost.unit_names.end());
    ledger::LineInput line;
    TRY(line.unit, bulk_.unit(path, names));
    TRY(line.service, bulk_.service(cost.service, cost.service_name));
    TRY(line.code, bulk_.code(model::kEkkScheme, cost.code, cost.code_name));
    TRY(const model::VersionId version, bulk_.version(version_));
    for (const int year : years_) {
      for (int month = 1; month <= 12; ++month) {
        const std::int64_t share = month_share(cost.shape, month);
        if (share == 0) {
          continue;
        }
        const std::int64_t growth = year == years_.front() ? 1000 : 1032;
        const std::int64_t planned = cost.year_cents / 1000 * share * growth / 1000 / 100 * 100;
        TRY(line.period, base::Period::month(year, month));
        line.kind = model::LineKind::plan;
        line.version = version;
        line.amount = base::Money::from_cents(planned);
        TRY_DO(add(line));
        if (year == years_.back() && month > last_actual_) {
          continue;
        }
        const std::int64_t overrun = year == years_.back() && month >= 4 ? cost.overrun_percent : 0;
        const std::int64_t actual =
            planned * (1000 + dice_.around(45) + overrun * 10) / 1000 + dice_.around(99);
        line.kind = model::LineKind::actual;
        line.version = model::kNoVersion;
        for (std::int64_t piece = 0; piece < pieces_; ++piece) {
          const std::int64_t part = actual / pieces_;
          line.amount =
              base::Money::from_cents(piece + 1 < pieces_ ? part : actual - part * (pieces_ - 1));
          TRY_DO(add(line));
        }
      }
    }
    return {};
  }

 private:
  base::Result<void> add(const ledger::LineInput& line) {
    if (left_ == 0) {
      return {};
    }
    --left_;
    TRY_DO(bulk_.add(line));
    return {};
  }

  ledger::BulkWrite& bulk_;
  std::vector<Cost> costs_;
  std::int64_t pieces_ = 1;
  std::int64_t wanted_ = 0;  // of the costs
  std::int64_t left_;        // lines
  Dice dice_;
  std::string version_;
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
  writer_ = std::make_unique<Writer>(*bulk_, data, seed_, lines_);
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
