#include "core/exchange/import_job.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/catalogue/catalogue.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;

// Of a resource that a file names without its kind: what it may be called until somebody says it.
constexpr std::string_view kUnnamedKind = "other";

// "-1200.5", as a sheet's numbers are written here.
bool is_plain_number(std::string_view text) {
  return text.find_first_not_of("0123456789.", text.substr(0, 1) == "-" ? 1 : 0) ==
         std::string_view::npos;
}

constexpr int kRowsBetweenLooksAtTheClock = 32;

}  // namespace

ImportJob::ImportJob(base::ByteSource& source, Mapping mapping, ImportOptions options,
                     ledger::Ledger* ledger)
    : source_(source),
      mapping_(std::move(mapping)),
      options_(std::move(options)),
      ledger_(ledger),
      strangers_(mapping_, ledger) {}

ImportJob::~ImportJob() = default;

base::Job::State ImportJob::end(State state) {
  bulk_.reset();
  rows_.reset();
  if (!options_.dry_run || state != State::done) {
    kept_.clear();
  }
  inspector_.reset();
  phase_ = Phase::ended;
  state_ = state;
  return state;
}

void ImportJob::cancel() {
  if (state_ == State::running) {
    end(State::cancelled);
  }
}

base::Progress ImportJob::progress() const {
  // Checking and writing go through the whole file; looking at it first is quick beside them.
  const std::int64_t size = source_.size();
  switch (phase_) {
    case Phase::inspecting:
    case Phase::checking:
      return {done_bytes_, size * 2, "job.import.checking"};
    case Phase::checked:
      return {size, size * 2, "job.import.writing"};
    case Phase::writing:
      return {size + done_bytes_, size * 2, "job.import.writing"};
    case Phase::committing:
    case Phase::ended:
      break;
  }
  return {size * 2, size * 2, "job.import.writing"};
}

base::Job::State ImportJob::step(base::Clock& clock, std::int64_t budget_ms) {
  if (state_ != State::running) {
    return state_;
  }
  base::Budget budget(clock, budget_ms);
  do {
    if (auto worked = work(budget); !worked) {
      error_ = worked.error();
      return end(State::failed);
    }
  } while (phase_ != Phase::ended && !budget.spent());
  return phase_ == Phase::ended ? end(State::done) : State::running;
}

base::Result<void> ImportJob::work(base::Budget& budget) {
  switch (phase_) {
    case Phase::inspecting:
      return inspect_some(budget);
    case Phase::checking:
      return pass_some(budget);
    case Phase::writing:
      return kept_.complete() ? write_some(budget) : pass_some(budget);
    case Phase::checked:
      return start_writing();
    case Phase::committing: {
      TRY_DO(bulk_->commit());
      report_.written = true;
      phase_ = Phase::ended;
      return {};
    }
    case Phase::ended:
      break;
  }
  return {};
}

// Whether what is known of the file is what this mapping asks of it.
bool ImportJob::knows_shape() const {
  if (!options_.shape) {
    return false;
  }
  const FileShape& shape = *options_.shape;
  if (shape.sheet) {
    return mapping_.sheet.empty() || mapping_.sheet == *shape.sheet;
  }
  return mapping_.sheet.empty() &&
         mapping_.delimiter.value_or(shape.delimiter) == shape.delimiter &&
         mapping_.encoding.value_or(shape.encoding) == shape.encoding;
}

base::Result<void> ImportJob::inspect_some(base::Budget& budget) {
  if (knows_shape()) {
    shape_ = std::move(*options_.shape);
    return start_check();
  }
  if (!inspector_) {
    inspector_.emplace(source_,
                       ShapeOverrides{mapping_.delimiter, mapping_.encoding, mapping_.sheet});
  }
  do {
    TRY(const bool ended, inspector_->step());
    done_bytes_ = inspector_->done_bytes();
    if (ended) {
      shape_ = inspector_->take();
      inspector_.reset();
      return start_check();
    }
  } while (!budget.spent());
  return {};
}

base::Result<void> ImportJob::start_check() {
  TRY(records_, open_records(source_, shape_));
  const bool documents =
      mapping_.columns.further.find("document") != mapping_.columns.further.end();
  if (ledger_ != nullptr && mapping_.skip_known && (documents || mapping_.skip_same)) {
    TRY_DO(known_.load(*ledger_, mapping_.skip_same));
  }
  if (mapping_.decimal) {
    decimal_ = *mapping_.decimal;
    return start_pass(Phase::checking);
  }
  for (const auto& row : shape_.sample) {
    const auto see = [&](const std::string& name) {
      const auto column = find_column(shape_, name);
      // Numbers of a sheet have a point in any language; only its texts have a say.
      if (column && !(shape_.sheet && is_plain_number(row[*column]))) {
        vote_.see(row[*column]);
      }
    };
    see(mapping_.columns.amount);
    for (const auto& [key, name] : mapping_.columns.amounts) {
      see(name);
    }
  }
  decimal_ = vote_.decimal();
  return start_pass(Phase::checking);
}

base::Result<void> ImportJob::start_writing() {
  const bool refused = report_.refused_count > 0 && !options_.skip_refused;
  if (options_.dry_run || ledger_ == nullptr || refused || report_.lines == 0) {
    phase_ = Phase::ended;
    return {};
  }
  TRY(bulk_, ledger_->begin_bulk({"command.import", source_.name()}));
  if (kept_.complete()) {
    phase_ = Phase::writing;
    return {};
  }
  return start_pass(Phase::writing);
}

// A file on a disk may be written to between the two passes.
base::Result<void> ImportJob::check_written() const {
  base::Money checked;
  for (const auto& [year, sum] : report_.sums) {
    TRY(checked, base::checked_add(checked, sum));
  }
  return bulk_->lines() == report_.lines && written_ == checked
             ? base::Result<void>()
             : base::fail(ErrorCode::file_changed, source_.name());
}

void ImportJob::write_checked(ledger::Ledger& ledger, bool skip_refused) {
  if (state_ != State::done || !options_.dry_run) {
    return;
  }
  ledger_ = &ledger;
  options_.dry_run = false;
  options_.skip_refused = skip_refused;
  phase_ = Phase::checked;
  state_ = State::running;
}

base::Result<void> ImportJob::start_pass(Phase phase) {
  done_bytes_ = 0;
  TRY(RowReader reader, RowReader::open(mapping_, shape_, *records_));
  rows_.emplace(std::move(reader));
  rows_->set_decimal(decimal_);
  known_.restart();
  phase_ = phase;
  ++passes_;
  return {};
}

base::Result<void> ImportJob::pass_some(base::Budget& budget) {
  const int pass = passes_;
  int rows = 0;
  do {
    TRY(const RowOutcome outcome, rows_->next());
    done_bytes_ = records_->done_bytes();
    if (outcome == RowOutcome::end_of_input) {
      return end_of_pass();
    }
    TRY_DO(take(outcome));
  } while (passes_ == pass && (++rows % kRowsBetweenLooksAtTheClock != 0 || !budget.spent()));
  return {};
}

base::Result<void> ImportJob::write_some(base::Budget& budget) {
  const std::span<const ParsedLine> lines = kept_.lines();
  for (int rows = 0; next_ < lines.size(); ++next_) {
    if (++rows % kRowsBetweenLooksAtTheClock == 0 && budget.spent()) {
      done_bytes_ = source_.size() * static_cast<std::int64_t>(next_) /
                    static_cast<std::int64_t>(lines.size());
      return {};
    }
    TRY_DO(write(lines[next_]));
  }
  return end_of_pass();
}

base::Result<void> ImportJob::take(RowOutcome outcome) {
  if (phase_ == Phase::checking) {
    return take_checked(outcome);
  }
  if (outcome == RowOutcome::data && known_.take(rows_->lines()) == KnownDocuments::Answer::none &&
      strangers_.settle(rows_->lines())) {
    for (const ParsedLine& line : strangers_.lines()) {
      TRY_DO(write(line));
    }
  }
  return {};
}

base::Result<void> ImportJob::take_data() {
  ++report_.read;
  switch (known_.take(rows_->lines())) {
    case KnownDocuments::Answer::all:
      ++report_.known;
      keep(report_.known_rows, known_row(ErrorCode::row_exists));
      return {};
    case KnownDocuments::Answer::some:
      ++report_.refused_count;
      keep(report_.refused, known_row(ErrorCode::line_known));
      return {};
    case KnownDocuments::Answer::none:
      break;
  }
  if (!strangers_.settle(rows_->lines())) {
    RefusedRow refused = strangers_.fault();
    refused.line = rows_->line();
    refused.cells = rows_->cells();
    ++report_.refused_count;
    keep(report_.refused, std::move(refused));
    return {};
  }
  ++report_.accepted;
  for (const ParsedLine& line : strangers_.lines()) {
    kept_.add(line);
    strangers_.see(line);
    ++report_.lines;
    ++report_.years[line.period.year()];
    base::Money& sum = report_.sums[line.period.year()];
    TRY(sum, base::checked_add(sum, line.amount));
    if (!line.code.empty() && line.scheme.empty() && codes_.find(line.code) == codes_.end()) {
      codes_.emplace(line.code);
    }
  }
  return {};
}

base::Result<void> ImportJob::take_checked(RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::blank:
      ++report_.blank;
      break;
    case RowOutcome::total:
      ++report_.total;
      break;
    case RowOutcome::other_year:
      ++report_.read;
      ++report_.other_year;
      break;
    case RowOutcome::data:
      return take_data();
    case RowOutcome::refused: {
      const RefusedRow& refusal = rows_->refusal();
      // Whole numbers said nothing of the decimal sign, and now comes one that does: read the file
      // anew with the other sign.
      if (refusal.code == ErrorCode::amount_invalid && !mapping_.decimal && !vote_.decided()) {
        DecimalVote vote;
        vote.see(refusal.value);
        if (!decimal_switched_ && vote.decided() && vote.decimal() != decimal_) {
          decimal_switched_ = true;
          decimal_ = vote.decimal();
          report_ = {};
          codes_.clear();
          strangers_.restart();
          kept_.clear();
          return start_pass(Phase::checking);
        }
      }
      ++report_.read;
      ++report_.refused_count;
      keep(report_.refused, refusal);
      break;
    }
    case RowOutcome::more:
    case RowOutcome::end_of_input:
      break;
  }
  return {};
}

void ImportJob::keep(std::vector<RefusedRow>& rows, RefusedRow row) const {
  if (rows.size() < options_.kept_refusals) {
    rows.push_back(std::move(row));
  }
}

RefusedRow ImportJob::known_row(ErrorCode code) const {
  const auto column = mapping_.columns.further.find("document");
  const ParsedFurther* further = rows_->lines().front().further;
  return {rows_->line(), column == mapping_.columns.further.end() ? std::string() : column->second,
          code, further == nullptr ? std::string() : further->line.document, rows_->cells()};
}

void ImportJob::choose_scheme() {
  std::vector<std::string> unfit;
  std::copy_if(codes_.begin(), codes_.end(), std::back_inserter(unfit),
               [](const std::string& code) { return !fits_economic_classification(code); });
  if (const auto scheme = strangers_.scheme()) {
    report_.scheme = *scheme;
  } else if (!mapping_.scheme.empty()) {
    report_.scheme = mapping_.scheme;
  } else if (unfit.empty()) {
    report_.scheme = model::kEkkScheme;
  } else {
    report_.scheme = mapping_.columns.code;
    // A slip among economic codes makes another list of them all: it is told by its name.
    for (std::size_t i = 0; unfit.size() * 2 < codes_.size() && i < unfit.size(); ++i) {
      strangers_.see_unlisted(report_.scheme, unfit[i]);
    }
  }
  for (const std::string& code : codes_) {
    strangers_.see_code(report_.scheme, code);
  }
}

base::Result<void> ImportJob::end_of_pass() {
  if (phase_ == Phase::writing) {
    TRY_DO(check_written());
    phase_ = Phase::committing;
    return {};
  }
  if (report_.read == 0) {
    return base::fail(ErrorCode::file_no_rows);
  }
  report_.header = shape_.header;
  report_.delimiter = shape_.sheet ? ';' : shape_.delimiter;
  choose_scheme();
  report_.created = strangers_.found();
  return start_writing();
}

base::Result<void> ImportJob::write(const ParsedLine& line) {
  TRY(written_, base::checked_add(written_, line.amount));
  if (line.further != nullptr || line.unit.empty() || line.service.empty() || line.code.empty()) {
    return write_whole(line);
  }
  ledger::LineInput input;
  input.kind = line.target->kind;
  TRY(input.unit, bulk_->unit(line.unit, line.unit_names));
  TRY(input.service, bulk_->service(line.service, line.service_name));
  TRY(input.code, bulk_->code(line.scheme.empty() ? std::string_view(report_.scheme) : line.scheme,
                              line.code, line.code_name));
  if (input.kind == model::LineKind::plan) {
    TRY(input.version, bulk_->version(line.target->version));
  }
  input.note = line.note;
  input.period = line.period;
  input.amount = line.amount;
  TRY_DO(bulk_->add(input));
  return {};
}

base::Result<void> ImportJob::write_whole(const ParsedLine& parsed) {
  static const ParsedFurther kNothing{};
  const ParsedFurther& more = parsed.further == nullptr ? kNothing : *parsed.further;
  model::Line line = more.line;
  line.row.kind = parsed.target->kind;
  if (!parsed.unit.empty()) {
    TRY(line.row.unit, bulk_->unit(parsed.unit, parsed.unit_names));
  }
  if (!parsed.service.empty()) {
    TRY(line.row.service, bulk_->service(parsed.service, parsed.service_name));
  }
  if (!parsed.code.empty()) {
    TRY(line.row.code,
        bulk_->code(parsed.scheme.empty() ? std::string_view(report_.scheme) : parsed.scheme,
                    parsed.code, parsed.code_name));
  }
  if (line.row.kind == model::LineKind::plan) {
    TRY(line.row.version, bulk_->version(parsed.target->version));
  }
  if (!more.resource.empty()) {
    TRY(line.row.resource,
        bulk_->resource(more.resource, more.resource_name,
                        more.resource_kind.empty() ? kUnnamedKind : more.resource_kind));
  }
  if (!more.policy.empty()) {
    TRY(line.row.policy, bulk_->policy(more.policy, more.policy_name));
  }
  if (!more.source.empty()) {
    TRY(line.row.source, bulk_->source(more.source, more.source_name));
  }
  if (!more.function.empty()) {
    TRY(line.row.function,
        bulk_->code(more.function_scheme.empty() ? kFunctionScheme : more.function_scheme,
                    more.function, more.function_name));
  }
  if (!more.counterparty.empty()) {
    TRY(line.counterparty, bulk_->unit(more.counterparty, {}));
  }
  line.note = parsed.note;
  line.row.period = parsed.period.packed();
  line.row.cents = parsed.amount.cents();
  return bulk_->add(line);
}

}  // namespace saimnieks::exchange
