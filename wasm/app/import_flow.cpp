#include "wasm/app/import_flow.h"

#include <utility>

#include "core/exchange/remembered.h"

namespace saimnieks::app {
namespace {

using views::ImportStep;

}  // namespace

void ImportFlow::give(std::unique_ptr<base::ByteSource> source) {
  expect(source->name(), source->size());
  source_ = std::move(source);
  inspector_.emplace(*source_, exchange::ShapeOverrides{});
}

void ImportFlow::expect(std::string name, std::int64_t bytes) {
  forget();
  name_ = std::move(name);
  bytes_ = bytes;
  step_ = ImportStep::reading;
}

void ImportFlow::forget() {
  job_.reset();
  checked_.reset();
  inspector_.reset();
  source_.reset();
  shape_.reset();
  mapping_ = {};
  all_years_.reset();
  report_.reset();
  error_.reset();
  kind_is_said_ = false;
  remembered_ = false;
  mapping_is_given_ = false;
  sheet_is_chosen_ = false;
  skip_refused_ = false;
  name_.clear();
  bytes_ = 0;
  step_ = ImportStep::no_file;
}

void ImportFlow::fail(base::Error error) {
  const bool chosen = std::exchange(sheet_is_chosen_, false);
  const bool writing = step_ == ImportStep::writing;
  inspector_.reset();
  job_.reset();
  checked_.reset();
  step_ = shape_ ? ImportStep::mapping : ImportStep::no_file;
  // What was checked is used up; the person may try again once there is room, or go on with the
  // sheet that was shown before.
  if (writing || chosen) {
    try_again();
  }
  error_ = std::move(error);
}

void ImportFlow::use_mapping(std::string_view json) {
  auto mapping = exchange::parse_mapping(json);
  if (!mapping) {
    error_ = mapping.error();
    return;
  }
  mapping_ = std::move(*mapping);
  kind_is_said_ = true;
  remembered_ = false;
  all_years_.reset();
  const bool other_sheet =
      shape_ && shape_->sheet && !mapping_.sheet.empty() && mapping_.sheet != *shape_->sheet;
  if (other_sheet) {
    mapping_is_given_ = true;
    return look_at_sheet(mapping_.sheet);
  }
  try_again();
}

void ImportFlow::choose_sheet(const std::string& name) {
  if (step_ == ImportStep::mapping && shape_->sheet && *shape_->sheet != name) {
    sheet_is_chosen_ = true;
    look_at_sheet(name);
  }
}

void ImportFlow::look_at_sheet(const std::string& name) {
  job_.reset();
  checked_.reset();
  report_.reset();
  error_.reset();
  step_ = ImportStep::reading;
  inspector_.emplace(*source_, exchange::ShapeOverrides{{}, {}, name});
}

void ImportFlow::set_role(std::size_t column, const views::ColumnRole& role) {
  if (shape_ && column < shape_->header.size()) {
    views::set_role(mapping_, shape_->header[column], role);
    remembered_ = false;
    all_years_.reset();
    try_again();
  }
}

void ImportFlow::set_amount_unit(exchange::AmountUnit unit) {
  mapping_.amount_unit = unit;
  all_years_.reset();
  try_again();
}

void ImportFlow::set_year(int year, std::optional<exchange::Target> target) {
  if (target) {
    mapping_.by_year[year] = std::move(*target);
  } else if (mapping_.by_year.size() > 1) {
    mapping_.by_year.erase(year);
  }
  try_again();
}

void ImportFlow::set_all_years(views::YearPreset preset) {
  mapping_.by_year = views::targets_for(years(), preset);
  try_again();
}

exchange::Mapping ImportFlow::mapping_to_save() const { return views::shortest(mapping_, years()); }

void ImportFlow::set_skip_refused(bool skip) { skip_refused_ = skip; }

std::vector<int> ImportFlow::years() const {
  std::vector<int> out;
  if (all_years_) {
    for (const auto& [year, lines] : all_years_->years) {
      out.push_back(year);
    }
  }
  return out;
}

// Every choice is tried out at once, beside what the person does next. The first try leaves no year
// out, since the years are what the next choice is about.
void ImportFlow::try_again() {
  job_.reset();
  checked_.reset();
  report_.reset();
  error_.reset();
  step_ = ImportStep::mapping;
  if (views::missing(mapping_) != views::Missing::nothing) {
    return;
  }
  exchange::Mapping tried = mapping_;
  trying_all_years_ = !all_years_.has_value();
  if (trying_all_years_) {
    tried.by_year.clear();
  }
  job_ = std::make_unique<exchange::ImportJob>(
      *source_, std::move(tried), exchange::ImportOptions{.dry_run = true, .shape = shape_},
      &ledger_);
}

void ImportFlow::finish_try() {
  if (!trying_all_years_) {
    report_ = job_->report();
    checked_ = std::move(job_);
    return;
  }
  all_years_ = job_->report();
  job_.reset();
  if (mapping_.by_year.empty() && kind_is_said_) {
    for (const int year : years()) {
      mapping_.by_year[year] = mapping_.target;
    }
  } else if (mapping_.by_year.empty()) {
    mapping_.by_year = views::targets_for(years(), views::YearPreset::last_actual);
  }
  try_again();
}

void ImportFlow::start() {
  if (step_ != ImportStep::mapping || checked_ == nullptr ||
      (report_->refused_count > 0 && !skip_refused_)) {
    return;
  }
  step_ = ImportStep::writing;
  job_ = std::move(checked_);
  job_->write_checked(ledger_, skip_refused_);
}

void ImportFlow::cancel() {
  if (step_ == ImportStep::reading) {
    return forget();
  }
  if (job_ == nullptr) {
    return;
  }
  job_->cancel();
  try_again();
}

bool ImportFlow::working() const { return inspector_.has_value() || job_ != nullptr; }

void ImportFlow::look(base::Clock& clock, std::int64_t budget_ms) {
  base::Budget budget(clock, budget_ms);
  do {
    const auto ended = inspector_->step();
    if (!ended) {
      return fail(ended.error());
    }
    if (*ended) {
      shape_ = inspector_->take();
      inspector_.reset();
      choose_mapping();
      if (std::exchange(sheet_is_chosen_, false)) {
        all_years_.reset();
        skip_refused_ = false;
        mapping_.sheet = *shape_->sheet;
      }
      return error_ ? void() : try_again();
    }
  } while (!budget.spent());
}

// As the last file with these columns was read; else by what the file says.
void ImportFlow::choose_mapping() {
  if (std::exchange(mapping_is_given_, false)) {
    return;
  }
  auto recalled = exchange::recall_mapping(ledger_, *shape_);
  if (!recalled) {
    return fail(recalled.error());
  }
  remembered_ = recalled->has_value();
  if (remembered_) {
    mapping_ = std::move(**recalled);
    kind_is_said_ = true;
    return;
  }
  exchange::Proposal proposal = exchange::propose_mapping(*shape_);
  mapping_ = std::move(proposal.mapping);
  kind_is_said_ = proposal.says_kind;
}

void ImportFlow::step(base::Clock& clock, std::int64_t budget_ms) {
  if (inspector_) {
    return look(clock, budget_ms);
  }
  if (job_ == nullptr) {
    return;
  }
  switch (job_->step(clock, budget_ms)) {
    case base::Job::State::running:
      return;
    case base::Job::State::failed:
      return fail(*job_->error());
    case base::Job::State::cancelled:
      job_.reset();
      return;
    case base::Job::State::done:
      break;
  }
  if (step_ == ImportStep::writing) {
    report_ = job_->report();
    job_.reset();
    step_ = ImportStep::done;
    if (const auto kept = exchange::remember_mapping(ledger_, *shape_, mapping_to_save()); !kept) {
      error_ = kept.error();
    }
    return;
  }
  finish_try();
}

views::ImportFacts ImportFlow::facts() const {
  views::ImportFacts out;
  out.step = step_;
  out.file_name = name_;
  out.file_bytes = bytes_;
  out.shape = shape_ ? &*shape_ : nullptr;
  out.mapping = &mapping_;
  out.all_years = all_years_ ? &*all_years_ : nullptr;
  out.report = report_ ? &*report_ : nullptr;
  out.checking = step_ == ImportStep::mapping && job_ != nullptr;
  if (job_) {
    out.progress = job_->progress();
  } else if (inspector_) {
    out.progress = {inspector_->done_bytes(), bytes_, "job.import.checking"};
  }
  out.remembered = remembered_;
  out.error = error_;
  out.skip_refused = skip_refused_;
  return out;
}

}  // namespace saimnieks::app
