#include "core/exchange/demo.h"

#include <functional>
#include <string>
#include <utility>

#include "core/exchange/demo_growth.h"
#include "core/exchange/demo_writer.h"
#include "exchange/demo_municipality.h"

namespace saimnieks::exchange {

DemoJob::DemoJob(ledger::Ledger& ledger, std::uint64_t seed, std::int64_t lines)
    : ledger_(ledger), seed_(seed), lines_(lines) {}
DemoJob::~DemoJob() = default;

base::Result<void> DemoJob::start() {
  if (lines_ <= 0) {
    return base::fail(base::ErrorCode::value_range, std::to_string(lines_));
  }
  nlohmann::json data = grown(nlohmann::json::parse(demo_embedded::kFiles[0].content), lines_);
  TRY(bulk_, ledger_.begin_bulk({"command.demo", data.at("name").get<std::string>()}));
  TRY(const model::LineId last, ledger_.last_line());
  const std::uint64_t id_seed = demo_mix(std::hash<base::Uuid>()(ledger_.device()) + seed_) +
                                static_cast<std::uint64_t>(last);
  writer_ = std::make_unique<DemoWriter>(ledger_, *bulk_, std::move(data), seed_, lines_, id_seed,
                                         today_);
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
