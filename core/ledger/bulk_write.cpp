// The import's way into the ledger: lines go into their table at once and into columns beside it,
// which become one op for every 500 of them.
#include "core/ledger/bulk_write.h"

#include <algorithm>
#include <utility>

#include "core/ledger/bulk_dimensions.h"
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
        writing_(ledger),
        dimensions_(ledger.rows, ledger.id,
                    [this](Table table, model::UnitId parent) { return may_make(table, parent); }),
        world_(ledger.db, ledger.rows, ledger.log),
        guard_(world_, ledger.id),
        info_(std::move(info)) {}

  Result<void> begin() {
    TRY_DO(writing_.begin());
    tx_ = {writing_.head.n + 1, 0};
    guard_.begin(ledger_.writer(), {});
    return {};
  }
  Result<void> add(const LineInput& input) {
    TRY_DO(check_line(input, [this](Table table, std::uint32_t number) {
      return dimensions_.usable(table, number);
    }));
    model::LineRow row;
    row.cents = input.amount.cents();
    row.unit = input.unit;
    row.service = input.service;
    row.code = input.code;
    row.version = input.version;
    row.period = input.period.packed();
    row.kind = input.kind;
    TRY_DO(check_place(row));
    StoredLine& line = waiting_.add();
    line.row = row;
    line.note = input.note;
    line.catalogue = catalogue::current().id;
    return flush_full();
  }
  Result<void> add(const model::Line& input) {
    model::Line line = input;
    line.pending = false;
    if (line.catalogue.empty()) {
      line.catalogue = catalogue::current().id;
    }
    TRY_DO(check_whole(line));
    waiting_.add(line);
    return flush_full();
  }
  Result<Uuid> run(const Command& command);
  Result<void> run_both(const Command& first, std::string_view user, const Command& late);
  Result<bool> is_shut(const model::LineRow& line) { return guard_.shut(place_of(line)); }
  [[nodiscard]] Result<bool> knows_line(const Uuid& uuid) const {
    return ledger_.rows.has_line(uuid);
  }
  Result<Committed> commit();

  BulkDimensions& dimensions() { return dimensions_; }
  [[nodiscard]] std::int64_t lines() const {
    return added_ + static_cast<std::int64_t>(waiting_.size());
  }

 private:
  // What the guard asks of a line that corrects none.
  struct Place {
    model::UnitId unit;
    model::ServiceId service;
    model::ResourceId resource;
    model::PolicyId policy;
    model::VersionId version;
    std::int32_t period;

    friend bool operator==(const Place&, const Place&) = default;
  };

  // The unit, or of one that this import makes the one above it that was there before: a new unit
  // has no closed period, nor anybody appointed to it.
  Uuid known_unit(model::UnitId unit) const;
  // Whether who imports may add a row of the table; a unit below `parent`.
  Result<void> may_make(Table table, model::UnitId parent);
  // Whether who imports may write a line there.
  Result<void> check_place(const model::LineRow& line);
  oplog::Guard::LinePlace place_of(const model::LineRow& line) const;
  Result<void> flush();
  Result<void> flush_dimensions();
  Result<void> lay(std::vector<Op> ops);
  Result<void> insert_lines(const oplog::OpId& first, oplog::Hlc hlc);
  Result<void> flush_full();  // when a block is full
  Result<void> check_whole(const model::Line& line);
  Result<void> check_reference(const model::FieldInfo& field, const model::Cell& cell);

  Ledger::Impl& ledger_;
  Ledger::Writing writing_;
  BulkDimensions dimensions_;
  LedgerWorld world_;
  oplog::Guard guard_;
  oplog::Tx tx_{};
  BulkInfo info_;

  LineBlock waiting_;       // the block that is being filled
  std::vector<Uuid> rows_;  // its ids
  std::string text_;
  Uuid known_row_{};             // a fact that a line has named and that is there
  std::optional<Place> passed_;  // where the last line was let in
  std::int64_t added_ = 0;       // lines
};

Uuid BulkWrite::Impl::known_unit(model::UnitId unit) const {
  while (unit != model::kNoUnit && model::index(unit) >= ledger_.rows.units().size()) {
    unit = dimensions_.parent(unit);
  }
  return ledger_.rows.uuid_of(Table::unit, model::index(unit));
}

Result<void> BulkWrite::Impl::may_make(Table table, model::UnitId parent) {
  const Uuid above = known_unit(parent);
  const model::Value unit = above.is_nil() ? model::Value() : model::Value(above.text());
  Result<void> may = as_result(
      guard_.check(table, {}, nullptr, [&unit](std::string_view field) -> const model::Value* {
        return field == "parent" ? &unit : nullptr;
      }));
  if (!may) {
    may.error().field = model::table_info(table).name;
  }
  return may;
}

oplog::Guard::LinePlace BulkWrite::Impl::place_of(const model::LineRow& line) const {
  return {.unit = known_unit(line.unit),
          .service = dimensions_.uuid(Table::service, model::index(line.service)),
          .resource = dimensions_.uuid(Table::resource, model::index(line.resource)),
          .policy = dimensions_.uuid(Table::policy, model::index(line.policy)),
          .version = dimensions_.uuid(Table::version, model::index(line.version)),
          .period = line.period};
}

Result<void> BulkWrite::Impl::check_place(const model::LineRow& line) {
  const Place place{line.unit, line.service, line.resource, line.policy, line.version, line.period};
  if (passed_ == place) {
    return {};
  }
  TRY_DO(as_result(guard_.check_new_line(place_of(line))));
  passed_ = place;
  return {};
}

Result<void> BulkWrite::Impl::flush_full() {
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
  const auto value = [&](std::string_view name) -> const model::Value* {
    const model::FieldInfo* field = model::find_field(model::table_info(Table::line), name);
    return field == nullptr ? nullptr : &values[static_cast<std::size_t>(field - fields.data())];
  };
  if (const auto fault = model::row_fault(Table::line, value)) {
    return fail_field(fault->code, std::string(fault->field));
  }
  TRY_DO(check_place(line.row));
  TRY_DO(as_result(guard_.line_date(value)));
  TRY_DO(as_result(guard_.justified(value)));
  // What the endpoint would refuse is not let in here.
  TRY_DO(as_result(guard_.catalogue_codes(value)));
  return as_result(guard_.correction(value));
}

Result<Uuid> BulkWrite::Impl::run(const Command& command) {
  TRY_DO(flush());
  dimensions_.publish();
  TRY(Plan plan, ledger_.plan(command));
  TRY_DO(ledger_.check_ops(plan.ops));
  TRY_DO(ledger_.check_closings(plan.ops));
  TRY_DO(ledger_.write_ops(plan.ops, tx_, writing_.head));
  if (plan.content) {
    TRY_DO(ledger_.blobs.put(plan.content->first, plan.content->second));
  }
  TRY_DO(writing_.wrote(static_cast<std::int64_t>(plan.ops.size())));
  guard_.forget();  // it may have closed a period, or appointed somebody
  passed_.reset();
  return plan.made ? plan.made->second : Uuid();
}

Result<void> BulkWrite::Impl::run_both(const Command& first, std::string_view user,
                                       const Command& late) {
  TRY_DO(flush());
  dimensions_.publish();
  TRY(Plan plan, ledger_.plan(late));
  TRY_DO(ledger_.check_ops(plan.ops));
  std::string own = std::exchange(ledger_.user, std::string(user));
  const Result<Uuid> ran = run(first);
  ledger_.user = std::move(own);
  TRY_DO(ran);
  return ledger_.write_late(plan.ops, tx_, writing_.head);
}

Result<void> BulkWrite::Impl::lay(std::vector<Op> ops) {
  for (Op& op : ops) {
    TRY_DO(ledger_.mint(op, tx_, writing_.head));
    TRY_DO(ledger_.settler.lay_on_top(op));
  }
  return {};
}

Result<void> BulkWrite::Impl::flush_dimensions() {
  for (Op& op : dimensions_.take_inserts()) {
    TRY_DO(ledger_.mint(op, tx_, writing_.head));
    TRY_DO(dimensions_.insert(op));
  }
  if (dimensions_.has_revivals()) {
    dimensions_.publish();
    std::vector<Op> revivals = dimensions_.take_revivals();
    for (const Op& op : revivals) {
      TRY_DO(check_op(guard_, ledger_.rows, op));
    }
    TRY_DO(lay(std::move(revivals)));
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
  const oplog::OpId first{ledger_.device, writing_.head.n + 1};
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
  writing_.head.hlc = hlc;
  TRY_DO(ledger_.append_minted(first, static_cast<std::int64_t>(rows_.size()), tx_.first_n,
                               static_cast<int>(Table::line), nullptr, wall_ms, text_,
                               writing_.head));
  waiting_.clear();
  return writing_.wrote(static_cast<std::int64_t>(rows_.size()));
}

Result<void> BulkWrite::Impl::insert_lines(const oplog::OpId& first, oplog::Hlc hlc) {
  rows_.clear();
  std::int64_t n = first.n;
  const bool usual = waiting_.usual();
  for (StoredLine& line : waiting_.lines()) {
    line.by_device = ledger_.device_number;
    line.by_n = n++;
    if (line.uuid.is_nil()) {
      line.uuid = ledger_.uuids.next();
    }
    TRY(line.row.rid, ledger_.rows.insert(line, hlc, usual));
    rows_.push_back(line.uuid);
  }
  added_ += static_cast<std::int64_t>(rows_.size());
  ledger_.rows.note_lines(waiting_.lines());
  return {};
}

Result<Committed> BulkWrite::Impl::commit() {
  TRY_DO(flush());
  dimensions_.publish();
  TRY(std::vector<Op> renames, dimensions_.renames());
  // The names that a file gives are taken from who may give them; its lines are taken all the same.
  std::vector<Op> given;
  for (Op& op : renames) {
    if (const Result<void> may = check_op(guard_, ledger_.rows, op); may) {
      given.push_back(std::move(op));
    } else if (may.error().code != ErrorCode::role_not_allowed) {
      return tl::unexpected<base::Error>(may.error());
    }
  }
  TRY_DO(lay(std::move(given)));
  if (writing_.head.n >= tx_.first_n) {  // else nothing was there to write
    TRY_DO(ledger_.push_command(tx_.first_n,
                                {info_.label_key, info_.detail, ledger_.seams.clock.now_ms()}));
  }
  TRY(const Committed committed, writing_.commit());
  if (committed.ops > 0) {
    ledger_.tell_sink(writing_.changes());
  }
  return committed;
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
Result<bool> BulkWrite::is_shut(const model::LineRow& line) { return impl_->is_shut(line); }
Result<bool> BulkWrite::knows_line(const Uuid& uuid) const { return impl_->knows_line(uuid); }
Result<void> BulkWrite::add(const LineInput& line) { return impl_->add(line); }
Result<void> BulkWrite::add(const model::Line& line) { return impl_->add(line); }
Result<Uuid> BulkWrite::run(const Command& command) { return impl_->run(command); }
Result<void> BulkWrite::run_both(const Command& first, std::string_view user, const Command& late) {
  return impl_->run_both(first, user, late);
}
std::int64_t BulkWrite::lines() const { return impl_->lines(); }
Result<Committed> BulkWrite::commit() { return impl_->commit(); }

Result<std::unique_ptr<BulkWrite>> Ledger::begin_bulk(const BulkInfo& info) {
  TRY_DO(impl_->may_write());
  auto impl = std::make_unique<BulkWrite::Impl>(*impl_, info);
  TRY_DO(impl->begin());
  return std::unique_ptr<BulkWrite>(new BulkWrite(std::move(impl)));
}

}  // namespace saimnieks::ledger
