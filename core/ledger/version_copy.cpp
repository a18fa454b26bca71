#include "core/ledger/version_copy.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/model/instalments.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail_field;
using base::Money;

constexpr std::int64_t kLinesAPiece = 64;
constexpr std::int64_t kLeastIndexPpm = -999'999;  // the next one leaves nothing

}  // namespace

VersionCopyJob::VersionCopyJob(Ledger& ledger, VersionCopy copy)
    : ledger_(ledger), copy_(std::move(copy)) {}
VersionCopyJob::~VersionCopyJob() = default;

bool VersionCopyJob::wanted(const model::LineRow& row) const {
  return !row.voided && row.version == copy_.from &&
         (!copy_.from_year || row.period / 100 == *copy_.from_year);
}

base::Result<void> VersionCopyJob::check_target() const {
  if (copy_.index_ppm < kLeastIndexPpm) {
    return fail_field(ErrorCode::value_range, "index", std::to_string(copy_.index_ppm));
  }
  const bool plan = copy_.from != model::kNoVersion;
  if (!copy_.from_year && (copy_.to_year || !plan)) {
    return fail_field(ErrorCode::value_missing, "from_year");
  }
  const auto& versions = ledger_.versions();
  if (plan && (!versions.contains(copy_.from) || !versions[copy_.from].usable())) {
    return fail_field(ErrorCode::version_unknown, "from");
  }
  const VersionId to = ledger_.find_version(copy_.to);
  if (to == model::kNoVersion) {
    return {};
  }
  if (versions[to].status != VersionStatus::draft) {
    return fail_field(ErrorCode::not_allowed, "to", copy_.to);
  }
  bool empty = true;
  TRY_DO(ledger_.scan_lines(
      [&](const model::LineRow& row) { empty = empty && (row.voided || row.version != to); }));
  return empty ? base::Result<void>() : fail_field(ErrorCode::row_exists, "to", copy_.to);
}

base::Result<void> VersionCopyJob::start() {
  TRY_DO(check_target());
  TRY(total_, ledger_.line_count());
  TRY(bulk_, ledger_.begin_bulk({"command.copy_version", copy_.to}));
  TRY(to_, bulk_->version(copy_.to));
  return {};
}

base::Result<void> VersionCopyJob::copy_line(const model::Line& line) {
  model::Line copy = line;
  copy.uuid = {};
  copy.row.kind = LineKind::plan;
  copy.row.version = to_;
  // What ties the line to one document, to its closed period or to the schedule that made it is not
  // true of the plan.
  copy.corrects = {};
  copy.schedule = {};
  copy.date.reset();
  copy.document.clear();
  if (copy_.to_year) {
    copy.row.period += static_cast<std::int32_t>((*copy_.to_year - *copy_.from_year) * 100);
  }
  if (copy_.index_ppm != 0) {
    const base::Decimal9 steps[] = {base::Decimal9::from_integer(copy_.index_ppm)};
    TRY(const Money amount, model::indexed(line.amount(), steps));
    TRY_DO(base::line_amount(amount.cents()));
    copy.row.cents = amount.cents();
    if (line.vat_cents) {
      TRY(copy.vat_cents, model::indexed(*line.vat_cents, steps));
      TRY_DO(base::line_amount(copy.vat_cents->cents()));
    }
    if (line.unit_price_cents) {
      const Money millionths = Money::from_cents(line.unit_price_cents->millionths());
      TRY(const Money price, model::indexed(millionths, steps));
      TRY_DO(base::line_amount(price.cents()));  // a Decimal holds as much
      copy.unit_price_cents = base::Decimal::from_millionths(price.cents());
    }
  }
  ++copied_;
  return bulk_->add(copy);
}

base::Result<void> VersionCopyJob::work() {
  if (bulk_ == nullptr) {
    return start();
  }
  if (looked_at_ == total_) {
    if (copied_ == 0) {  // a version of nothing is a slip of the year
      return fail_field(ErrorCode::nothing_to_copy, "from_year",
                        copy_.from_year ? std::to_string(*copy_.from_year) : std::string());
    }
    TRY_DO(bulk_->commit());
    state_ = State::done;
    return {};
  }
  // New lines come after the last that was there.
  std::vector<LineId> rids;
  const std::int64_t most = std::min(kLinesAPiece, total_ - looked_at_);
  TRY(after_, ledger_.scan_lines_from(after_, most, [&](const model::LineRow& row) {
    ++looked_at_;
    if (wanted(row)) {
      rids.push_back(row.rid);
    }
  }));
  TRY(const std::vector<model::Line> lines, ledger_.lines(rids));
  for (const model::Line& line : lines) {
    TRY_DO(copy_line(line));
  }
  return {};
}

base::Job::State VersionCopyJob::step(base::Clock& clock, std::int64_t budget_ms) {
  base::Budget budget(clock, budget_ms);
  while (state_ == State::running) {
    if (const auto worked = work(); !worked) {
      error_ = worked.error();
      state_ = State::failed;
    }
    if (budget.spent()) {
      break;
    }
  }
  if (state_ != State::running) {
    bulk_.reset();
  }
  return state_;
}

void VersionCopyJob::cancel() {
  if (state_ == State::running) {
    bulk_.reset();
    state_ = State::cancelled;
  }
}

base::Progress VersionCopyJob::progress() const { return {looked_at_, total_, "job.copy_version"}; }

}  // namespace saimnieks::ledger
