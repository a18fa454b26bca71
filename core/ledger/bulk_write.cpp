// The import's way into the ledger: lines go into their table at once and into columns beside it,
// which become one op for every 500 of them.
#include "core/ledger/bulk_write.h"

#include <algorithm>
#include <unordered_map>

#include "core/ledger/bulk_dimensions.h"
#include "core/ledger/draft.h"
#include "core/ledger/impl.h"
#include "core/oplog/canonical.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using oplog::append_json_int;
using oplog::append_json_text;

// Dense numbers become places in a block's dictionary, without a hash table.
class Dictionary {
 public:
  void begin() {
    ++round_;
    values_.clear();
    index_.clear();
  }
  void add(std::uint32_t number) {
    const std::size_t slot = number == model::kNone ? 0 : std::size_t{number} + 1;
    if (slot >= seen_.size()) {
      seen_.resize(slot + slot / 2 + 16);
    }
    if (seen_[slot].round != round_) {
      seen_[slot] = {round_, static_cast<std::uint32_t>(values_.size())};
      values_.push_back(number);
    }
    index_.push_back(seen_[slot].place);
  }
  // `value` writes one distinct value as JSON.
  template <class Value>
  void write(std::string& out, Value value) const {
    if (values_.size() == 1) {
      out += "{\"all\":";
      value(out, values_.front());
      out += '}';
      return;
    }
    out += "{\"dict\":[";
    for (std::size_t i = 0; i < values_.size(); ++i) {
      out += i == 0 ? "" : ",";
      value(out, values_[i]);
    }
    out += "],\"new\":[";
    for (std::size_t i = 0; i < index_.size(); ++i) {
      out += i == 0 ? "" : ",";
      append_json_int(out, index_[i]);
    }
    out += "]}";
  }

 private:
  struct Seen {
    std::uint32_t round = 0;
    std::uint32_t place = 0;
  };
  std::vector<Seen> seen_;
  std::vector<std::uint32_t> values_;
  std::vector<std::uint32_t> index_;
  std::uint32_t round_ = 0;
};

}  // namespace

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
    TRY_DO(as_result(guard_.check_new_line(
        {.unit = known_unit(input.unit),
         .service = dimensions_.uuid(Table::service, model::index(input.service)),
         .version = dimensions_.uuid(Table::version, model::index(input.version)),
         .period = input.period.packed()})));
    waiting_.push_back(input);
    return waiting_.size() < std::size_t{oplog::kMaxBlockRows} ? Result<void>() : flush();
  }
  Result<Committed> commit();

  BulkDimensions& dimensions() { return dimensions_; }
  [[nodiscard]] std::int64_t lines() const {
    return static_cast<std::int64_t>(added_.size() + waiting_.size());
  }

 private:
  // The unit, or of one that this import makes the one above it that was there before: a new unit
  // has no closed period, nor anybody appointed to it.
  Uuid known_unit(model::UnitId unit) const;
  // Whether who imports may add a row of the table; a unit below `parent`.
  Result<void> may_make(Table table, model::UnitId parent);
  Result<void> flush();
  Result<void> flush_dimensions();
  Result<void> lay(std::vector<Op> ops);
  Result<void> insert_lines(const oplog::OpId& first, oplog::Hlc hlc);
  void write_set();
  void write_references(std::string_view field, Table table, Dictionary& column);
  void tell_sink();

  Ledger::Impl& ledger_;
  Ledger::Writing writing_;
  BulkDimensions dimensions_;
  LedgerWorld world_;
  oplog::Guard guard_;
  oplog::Tx tx_{};
  BulkInfo info_;

  std::vector<LineInput> waiting_;  // the block that is being filled
  std::vector<Uuid> rows_;          // its ids
  Dictionary column_;
  std::string set_;
  std::string text_;
  std::vector<model::LineRow> added_;  // for the sink
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
  if (waiting_.empty()) {
    return {};
  }
  const oplog::Hlc hlc = ledger_.clock.tick();
  const oplog::OpId first{ledger_.device, writing_.head.n + 1};
  TRY_DO(insert_lines(first, hlc));
  write_set();
  const bool one_unit = std::all_of(waiting_.begin(), waiting_.end(), [&](const LineInput& line) {
    return line.unit == waiting_.front().unit;
  });
  const std::int64_t wall_ms = ledger_.seams.clock.now_ms();
  text_.clear();
  oplog::append_block_op(text_,
                         {.id = first,
                          .base = std::nullopt,
                          .table = model::table_info(Table::line).name,
                          .hlc = hlc,
                          .wall_ms = wall_ms,
                          .user = ledger_.user,
                          .unit = one_unit ? std::optional(dimensions_.uuid(
                                                 Table::unit, model::index(waiting_.front().unit)))
                                           : std::nullopt,
                          .schema = model::kSchema,
                          .tx = tx_},
                         rows_, set_);
  writing_.head.hlc = hlc;
  TRY_DO(ledger_.append_minted(first, static_cast<std::int64_t>(rows_.size()), tx_.first_n,
                               static_cast<int>(Table::line), nullptr, wall_ms, text_,
                               writing_.head));
  waiting_.clear();
  return writing_.wrote(static_cast<std::int64_t>(rows_.size()));
}

Result<void> BulkWrite::Impl::insert_lines(const oplog::OpId& first, oplog::Hlc hlc) {
  rows_.clear();
  StoredLine line;
  line.by_device = ledger_.device_number;
  line.by_n = first.n;
  for (const LineInput& input : waiting_) {
    line.row = {.rid = LineId{},
                .cents = input.amount.cents(),
                .unit = input.unit,
                .service = input.service,
                .code = input.code,
                .version = input.version,
                .period = input.period.packed(),
                .kind = input.kind,
                .voided = false};
    line.uuid = ledger_.uuids.next();
    line.note = input.note;
    line.catalogue = catalogue::current().id;
    TRY(line.row.rid, ledger_.rows.insert(line, hlc));
    ++line.by_n;
    rows_.push_back(line.uuid);
    added_.push_back(line.row);
  }
  return {};
}

void BulkWrite::Impl::write_references(std::string_view field, Table table, Dictionary& column) {
  set_ += field;
  column.write(set_, [&](std::string& out, std::uint32_t number) {
    if (number == model::kNone) {
      out += "null";
    } else {
      out += '"';
      dimensions_.uuid(table, number).append_text(out);
      out += '"';
    }
  });
}

// The columns in order of their names, as canonical JSON has them.
void BulkWrite::Impl::write_set() {
  const auto gather = [this](auto number) -> Dictionary& {
    column_.begin();
    for (const LineInput& line : waiting_) {
      column_.add(number(line));
    }
    return column_;
  };
  set_ = "{\"amount_cents\":{\"new\":[";
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    set_ += i == 0 ? "" : ",";
    append_json_int(set_, waiting_[i].amount.cents());
  }
  set_ += "]},\"catalogue\":{\"all\":";
  append_json_text(set_, catalogue::current().id);
  set_ += '}';
  write_references(",\"code\":", Table::code,
                   gather([](const LineInput& line) { return model::index(line.code); }));
  set_ += ",\"kind\":";
  gather([](const LineInput& line) {
    return static_cast<std::uint32_t>(line.kind);
  }).write(set_, [](std::string& out, std::uint32_t kind) {
    append_json_text(out, model::name(static_cast<LineKind>(kind)));
  });
  if (std::any_of(waiting_.begin(), waiting_.end(),
                  [](const LineInput& line) { return !line.note.empty(); })) {
    set_ += ",\"note\":{\"new\":[";
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      set_ += i == 0 ? "" : ",";
      oplog::append_json_value(set_, text_or_null(waiting_[i].note));
    }
    set_ += "]}";
  }
  set_ += ",\"period\":";
  // Thirteen periods a year, counted from the year 1000, keep the dictionary's table small.
  gather([](const LineInput& line) {
    return static_cast<std::uint32_t>((line.period.year() - 1000) * 13 + line.period.month());
  }).write(set_, [](std::string& out, std::uint32_t number) {
    append_json_int(out, (std::int64_t{number} / 13 + 1000) * 100 + number % 13);
  });
  write_references(",\"service\":", Table::service,
                   gather([](const LineInput& line) { return model::index(line.service); }));
  write_references(",\"unit\":", Table::unit,
                   gather([](const LineInput& line) { return model::index(line.unit); }));
  write_references(",\"version\":", Table::version,
                   gather([](const LineInput& line) { return model::index(line.version); }));
  set_ += '}';
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
    } else if (may.error().code != base::ErrorCode::role_not_allowed) {
      return tl::unexpected<base::Error>(may.error());
    }
  }
  TRY_DO(lay(std::move(given)));
  if (writing_.head.n >= tx_.first_n) {  // else nothing was there to write
    TRY_DO(push_command(ledger_.db, tx_.first_n,
                        {info_.label_key, info_.detail, ledger_.seams.clock.now_ms()}));
  }
  TRY(const Committed committed, writing_.commit());
  if (committed.ops > 0) {
    tell_sink();
  }
  return committed;
}

void BulkWrite::Impl::tell_sink() {
  DeltaSink* sink = ledger_.sink;
  if (sink == nullptr) {
    return;
  }
  constexpr std::size_t kChunk = 1024;
  sink->begin({ledger_.revision, writing_.changes().dimensions});
  std::vector<LineDelta> deltas;
  for (std::size_t from = 0; from < added_.size(); from += kChunk) {
    deltas.clear();
    for (std::size_t i = from; i < std::min(from + kChunk, added_.size()); ++i) {
      deltas.push_back({added_[i].rid, std::nullopt, added_[i]});
    }
    sink->lines(deltas);
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
Result<void> BulkWrite::add(const LineInput& line) { return impl_->add(line); }
std::int64_t BulkWrite::lines() const { return impl_->lines(); }
Result<Committed> BulkWrite::commit() { return impl_->commit(); }

Result<std::unique_ptr<BulkWrite>> Ledger::begin_bulk(const BulkInfo& info) {
  auto impl = std::make_unique<BulkWrite::Impl>(*impl_, info);
  TRY_DO(impl->begin());
  return std::unique_ptr<BulkWrite>(new BulkWrite(std::move(impl)));
}

}  // namespace saimnieks::ledger
