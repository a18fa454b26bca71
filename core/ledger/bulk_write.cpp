// The import's way into the ledger: lines go into their table at once and into columns beside it,
// which become one op for every 500 of them.
#include "core/ledger/bulk_write.h"

#include <algorithm>

#include "core/ledger/bulk_dimensions.h"
#include "core/ledger/closings.h"
#include "core/ledger/draft.h"
#include "core/ledger/impl.h"
#include "core/ledger/line_block.h"
#include "core/model/rules.h"
#include "core/oplog/canonical.h"

namespace saimnieks::ledger {
using base::ErrorCode;
using base::fail_field;
using base::Uuid;

class BulkWrite::Impl {
 public:
  Impl(Ledger::Impl& ledger, BulkInfo info)
      : ledger_(ledger),
        transaction_(ledger.db),
        dimensions_(ledger.rows, ledger.id),
        head_(ledger.devices[ledger.device_number].head),
        tx_{head_.n + 1, 0},
        info_(std::move(info)) {}
  ~Impl() {
    if (open_) {
      ledger_.bulk_open = false;
      ledger_.abandon(transaction_);
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> begin() {
    TRY_DO(transaction_.begin());
    closings_.emplace(ledger_.db, ledger_.rows, ledger_.id);
    ledger_.bulk_open = open_ = true;
    return {};
  }
  Result<void> add(const LineInput& input) {
    TRY_DO(check_line(input, [this](Table table, std::uint32_t number) {
      return dimensions_.usable(table, number);
    }));
    StoredLine line;
    line.row = {.rid = LineId{},
                .cents = input.amount.cents(),
                .unit = input.unit,
                .service = input.service,
                .code = input.code,
                .version = input.version,
                .period = input.period.packed(),
                .kind = input.kind,
                .voided = false};
    line.note = input.note;
    return take(std::move(line), false);
  }
  Result<void> add(const model::Line& input) {
    TRY_DO(check_whole(input));
    StoredLine line;
    static_cast<model::Line&>(line) = input;
    line.pending = false;
    return take(std::move(line), true);
  }
  Result<Uuid> run(const Command& command);
  Result<bool> is_closed(model::UnitId unit, std::int64_t period) {
    const Result<void> open = closings_->check(unit, period);
    return open                                            ? Result<bool>(false)
           : open.error().code == ErrorCode::period_closed ? Result<bool>(true)
                                                           : tl::unexpected(open.error());
  }
  [[nodiscard]] Result<bool> knows_line(const Uuid& uuid) const {
    return ledger_.rows.has_line(uuid);
  }
  Result<Committed> commit();

  BulkDimensions& dimensions() { return dimensions_; }
  [[nodiscard]] std::int64_t lines() const {
    return static_cast<std::int64_t>(added_.size() + waiting_.size());
  }

 private:
  Result<void> flush();
  Result<void> flush_dimensions();
  Result<void> lay(std::vector<Op> ops);
  Result<void> insert_lines(const oplog::OpId& first, oplog::Hlc hlc);
  Result<void> take(StoredLine line, bool whole);
  Result<void> check_whole(const model::Line& line);
  Result<void> check_reference(const model::FieldInfo& field, const model::Cell& cell);
  void tell_sink();

  Ledger::Impl& ledger_;
  Transaction transaction_;
  BulkDimensions dimensions_;
  std::optional<Closings> closings_;
  Head head_;
  oplog::Tx tx_;
  BulkInfo info_;
  bool open_ = false;

  LineBlock waiting_;       // the block that is being filled
  std::vector<Uuid> rows_;  // its ids
  std::string text_;
  Uuid known_row_{};                   // a fact that a line has named and that is there
  std::vector<model::LineRow> added_;  // for the sink
};

Result<void> BulkWrite::Impl::take(StoredLine line, bool whole) {
  // A unit that this import makes has no closed period of its own; the one above it may.
  model::UnitId unit = line.row.unit;
  while (unit != model::kNoUnit && model::index(unit) >= ledger_.rows.units().size()) {
    unit = dimensions_.parent(unit);
  }
  TRY_DO(closings_->check(unit, line.row.period));
  waiting_.add(std::move(line), whole);
  return waiting_.size() < std::size_t{oplog::kMaxBlockRows} ? Result<void>() : flush();
}

Result<void> BulkWrite::Impl::check_reference(const model::FieldInfo& field,
                                              const model::Cell& cell) {
  if (cell.kind == model::Cell::Kind::integer) {
    return dimensions_.usable(field.target, static_cast<std::uint32_t>(cell.integer))
               ? Result<void>()
               : fail_field(unknown_row(field.target), std::string(field.name));
  }
  if (cell.uuid != known_row_) {
    TRY(const std::optional<RowState> state, ledger_.rows.load(field.target, cell.uuid));
    if (!state || state->voided()) {
      return fail_field(unknown_row(field.target), std::string(field.name));
    }
    known_row_ = cell.uuid;
  }
  return {};
}

Result<void> BulkWrite::Impl::check_whole(const model::Line& line) {
  const std::span<const model::FieldInfo> fields = model::table_info(Table::line).fields;
  std::vector<model::Value> values(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const model::FieldInfo& field = fields[i];
    const model::Cell cell = field.cell(&line);
    if (field.type == model::FieldType::reference && !cell.null()) {
      TRY_DO(check_reference(field, cell));
      values[i] =
          cell.kind == model::Cell::Kind::uuid
              ? cell.uuid.text()
              : dimensions_.uuid(field.target, static_cast<std::uint32_t>(cell.integer)).text();
    } else {
      TRY(values[i], ledger_.rows.value_of(field, cell));
    }
    if (!field.has_default || !model::is_null(values[i])) {
      TRY_DO(model::check_value(field, values[i]));
    }
  }
  const auto fault =
      model::row_fault(Table::line, [&](std::string_view name) -> const model::Value* {
        const model::FieldInfo* field = model::find_field(model::table_info(Table::line), name);
        return field == nullptr ? nullptr
                                : &values[static_cast<std::size_t>(field - fields.data())];
      });
  return fault ? fail_field(fault->code, std::string(fault->field)) : Result<void>();
}

Result<Uuid> BulkWrite::Impl::run(const Command& command) {
  TRY_DO(flush());
  dimensions_.publish();
  TRY(Plan plan, ledger_.plan(command));
  for (const Op& op : plan.ops) {
    TRY_DO(closings_->check(op));
  }
  TRY_DO(ledger_.write_ops(plan.ops, tx_, head_));
  closings_.emplace(ledger_.db, ledger_.rows, ledger_.id);  // it may have closed a period
  return plan.made ? plan.made->second : Uuid();
}

Result<void> BulkWrite::Impl::lay(std::vector<Op> ops) {
  for (Op& op : ops) {
    TRY_DO(ledger_.mint(op, tx_, head_));
    TRY_DO(ledger_.settler.lay_on_top(op));
  }
  return {};
}

Result<void> BulkWrite::Impl::flush_dimensions() {
  for (Op& op : dimensions_.take_inserts()) {
    TRY_DO(ledger_.mint(op, tx_, head_));
    TRY_DO(dimensions_.insert(op));
  }
  if (dimensions_.has_revivals()) {
    dimensions_.publish();
    TRY_DO(lay(dimensions_.take_revivals()));
  }
  return {};
}

Result<void> BulkWrite::Impl::flush() {
  // In the log, what lines name stands before them.
  TRY_DO(flush_dimensions());
  if (waiting_.size() == 0) {
    return {};
  }
  const oplog::Hlc hlc = ledger_.clock.tick();
  const oplog::OpId first{ledger_.device, head_.n + 1};
  TRY_DO(insert_lines(first, hlc));
  const std::vector<StoredLine>& lines = waiting_.lines();
  const model::UnitId unit = lines.front().row.unit;
  const bool one_unit = unit != model::kNoUnit &&
                        std::all_of(lines.begin(), lines.end(),
                                    [&](const StoredLine& line) { return line.row.unit == unit; });
  const std::int64_t wall_ms = ledger_.seams.clock.now_ms();
  text_.clear();
  oplog::append_block_op(
      text_,
      {.id = first,
       .base = std::nullopt,
       .table = model::table_info(Table::line).name,
       .hlc = hlc,
       .wall_ms = wall_ms,
       .user = ledger_.user,
       .unit = one_unit ? std::optional(dimensions_.uuid(Table::unit, model::index(unit)))
                        : std::nullopt,
       .schema = model::kSchema,
       .tx = tx_},
      rows_, waiting_.set(dimensions_));
  head_.hlc = hlc;
  TRY_DO(ledger_.append_minted(first, static_cast<std::int64_t>(rows_.size()), tx_.first_n,
                               static_cast<int>(Table::line), nullptr, wall_ms, text_, head_));
  waiting_.clear();
  return {};
}

Result<void> BulkWrite::Impl::insert_lines(const oplog::OpId& first, oplog::Hlc hlc) {
  rows_.clear();
  std::int64_t n = first.n;
  for (StoredLine& line : waiting_.lines()) {
    line.by_device = ledger_.device_number;
    line.by_n = n++;
    if (line.uuid.is_nil()) {
      line.uuid = ledger_.uuids.next();
    }
    TRY(line.row.rid, ledger_.rows.insert(line, hlc));
    ledger_.rows.number_words(line, line.row);
    rows_.push_back(line.uuid);
    added_.push_back(line.row);
  }
  return {};
}

Result<Committed> BulkWrite::Impl::commit() {
  TRY_DO(flush());
  dimensions_.publish();
  TRY(std::vector<Op> renames, dimensions_.renames());
  TRY_DO(lay(std::move(renames)));
  Committed committed{.revision = ledger_.revision};
  const Head& before = ledger_.devices[ledger_.device_number].head;
  committed.ops = head_.n - before.n;
  if (committed.ops == 0) {  // nothing was there to write
    ledger_.bulk_open = open_ = false;
    ledger_.abandon(transaction_);
    return committed;
  }
  TRY_DO(ledger_.devices.advance(ledger_.db, ledger_.device_number, head_));
  TRY_DO(push_command(ledger_.db, tx_.first_n,
                      {info_.label_key, info_.detail, ledger_.seams.clock.now_ms()}));
  TRY_DO(transaction_.commit());
  ledger_.bulk_open = open_ = false;
  committed.revision = ++ledger_.revision;
  tell_sink();
  return committed;
}

void BulkWrite::Impl::tell_sink() {
  const Changes changes = ledger_.rows.take_changes();
  ledger_.settler.forget();
  DeltaSink* sink = ledger_.sink;
  if (sink == nullptr) {
    return;
  }
  constexpr std::size_t kChunk = 1024;
  sink->begin({ledger_.revision, changes.dimensions});
  std::vector<LineDelta> deltas;
  for (std::size_t from = 0; from < added_.size(); from += kChunk) {
    deltas.clear();
    for (std::size_t i = from; i < std::min(from + kChunk, added_.size()); ++i) {
      deltas.push_back({added_[i].rid, std::nullopt, added_[i]});
    }
    sink->lines(deltas);
  }
  if (!changes.lines.empty()) {  // by commands, which came upon the lines added
    sink->lines(changes.lines);
  }
  sink->end();
}

BulkWrite::BulkWrite(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BulkWrite::~BulkWrite() = default;

Result<UnitId> BulkWrite::unit(std::span<const std::string_view> path,
                               std::span<const std::string_view> names) {
  return impl_->dimensions().unit(path, names);
}
Result<ServiceId> BulkWrite::service(std::string_view code, std::string_view name) {
  return impl_->dimensions().service(code, name);
}
Result<CodeId> BulkWrite::code(std::string_view scheme, std::string_view code,
                               std::string_view name) {
  return impl_->dimensions().code(scheme, code, name);
}
Result<VersionId> BulkWrite::version(std::string_view label) {
  return impl_->dimensions().version(label);
}
Result<model::ResourceId> BulkWrite::resource(std::string_view code, std::string_view name,
                                              std::string_view kind) {
  return impl_->dimensions().resource(code, name, kind);
}
Result<model::PolicyId> BulkWrite::policy(std::string_view code, std::string_view name) {
  return impl_->dimensions().policy(code, name);
}
Result<model::SourceId> BulkWrite::source(std::string_view code, std::string_view name) {
  return impl_->dimensions().source(code, name);
}
Result<bool> BulkWrite::is_closed(UnitId unit, std::int64_t period) {
  return impl_->is_closed(unit, period);
}
Result<bool> BulkWrite::knows_line(const Uuid& uuid) const { return impl_->knows_line(uuid); }
Result<void> BulkWrite::add(const LineInput& line) { return impl_->add(line); }
Result<void> BulkWrite::add(const model::Line& line) { return impl_->add(line); }
Result<Uuid> BulkWrite::run(const Command& command) { return impl_->run(command); }
std::int64_t BulkWrite::lines() const { return impl_->lines(); }
Result<Committed> BulkWrite::commit() { return impl_->commit(); }

Result<std::unique_ptr<BulkWrite>> Ledger::begin_bulk(const BulkInfo& info) {
  TRY_DO(impl_->writable());
  auto impl = std::make_unique<BulkWrite::Impl>(*impl_, info);
  TRY_DO(impl->begin());
  return std::unique_ptr<BulkWrite>(new BulkWrite(std::move(impl)));
}

}  // namespace saimnieks::ledger
