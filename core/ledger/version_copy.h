// VersionCopyJob: the lines of a plan version, or of a year's actuals, as a new plan: copied,
// carried forward to another year, raised by an index. In steps, as one transaction: all of it or
// nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/base/job.h"
#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

struct VersionCopy {
  VersionId from = model::kNoVersion;  // none: the actual lines of `from_year`
  std::string to{};                // the label of a version that is new, or a draft without lines
  std::optional<int> from_year{};  // none: every year
  std::optional<int> to_year{};    // needs from_year; none: the same years
  std::int64_t index_ppm = 0;      // on amounts, VAT and unit prices
};

class VersionCopyJob final : public base::Job {
 public:
  // The ledger must outlive the job.
  VersionCopyJob(Ledger& ledger, VersionCopy copy);
  ~VersionCopyJob() override;

  // Fails with value_missing (from_year), value_range (an index below −100 %),
  // version_unknown, nothing_to_copy, not_allowed when the target is no draft,
  // row_exists when it has lines, period_closed, amount_out_of_range, storage_*: nothing is
  // written.
  State step(base::Clock& clock, std::int64_t budget_ms) override;
  void cancel() override;
  [[nodiscard]] base::Progress progress() const override;  // in lines looked at
  [[nodiscard]] const std::optional<base::Error>& error() const override { return error_; }

  [[nodiscard]] std::int64_t copied() const { return copied_; }

 private:
  [[nodiscard]] base::Result<void> start();
  [[nodiscard]] base::Result<void> work();
  [[nodiscard]] base::Result<void> copy_line(const model::Line& line);
  [[nodiscard]] base::Result<void> check_target() const;
  [[nodiscard]] bool wanted(const model::LineRow& row) const;

  Ledger& ledger_;
  const VersionCopy copy_;
  std::unique_ptr<BulkWrite> bulk_;
  VersionId to_ = model::kNoVersion;
  std::int64_t looked_at_ = 0;
  std::int64_t total_ = 0;  // lines that were there before
  LineId after_{};
  std::int64_t copied_ = 0;
  State state_ = State::running;
  std::optional<base::Error> error_;
};

}  // namespace saimnieks::ledger
