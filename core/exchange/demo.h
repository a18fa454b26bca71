// The demonstration municipality: an invented one that looks like a real one, the same to the byte
// for the same seed on every platform.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/date.h"
#include "core/base/job.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

class DemoWriter;

inline constexpr std::uint64_t kDemoSeed = 2026;
inline constexpr std::int64_t kDemoLines = 15'000;  // with every cost in every month

// Writes lines (plan and actual, by month) into a ledger as one import, all or nothing: exactly as
// many as asked for.
class DemoJob final : public base::Job {
 public:
  // The ledger must outlive the job.
  DemoJob(ledger::Ledger& ledger, std::uint64_t seed, std::int64_t lines);
  ~DemoJob() override;

  // Fails with the ledger's own errors; value_range when `lines` is not positive.
  State step(base::Clock& clock, std::int64_t budget_ms) override;
  void cancel() override;
  [[nodiscard]] base::Progress progress() const override;
  [[nodiscard]] const std::optional<base::Error>& error() const override { return error_; }

 private:
  [[nodiscard]] base::Result<void> start();
  [[nodiscard]] base::Result<void> work(base::Budget& budget);

  ledger::Ledger& ledger_;
  const std::uint64_t seed_;
  const std::int64_t lines_;
  base::Date today_{};
  std::unique_ptr<ledger::BulkWrite> bulk_;  // outlives the writer
  std::unique_ptr<DemoWriter> writer_;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
  State state_ = State::running;
  std::optional<base::Error> error_;
};

}  // namespace saimnieks::exchange
