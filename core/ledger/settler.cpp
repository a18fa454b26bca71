// Laying ops on rows, confirming them, and taking them back.
#include "core/ledger/settler.h"

#include <algorithm>
#include <utility>

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using oplog::takes_effect;

const Sql kAside("SELECT state FROM confirmed_row WHERE tbl = ?1 AND row = ?2");
const Sql kPutAside(
    "INSERT INTO confirmed_row (tbl, row, state) VALUES (?1, ?2, ?3) "
    "ON CONFLICT (tbl, row) DO UPDATE SET state = ?3");
const Sql kDropAside("DELETE FROM confirmed_row WHERE tbl = ?1 AND row = ?2");

// Rows that this many lookups by text are cheaper for than reading all own blocks.
constexpr int kMostLookups = 4;

// Fields of a newer schema have no column: the log keeps them until the program knows them.
void strip_unknown(Table table, RowState& state) {
  const model::TableInfo& info = model::table_info(table);
  for (auto field = state.fields.begin(); field != state.fields.end();) {
    field = model::find_field(info, field->first) == nullptr ? state.fields.erase(field)
                                                             : std::next(field);
  }
  for (auto clock = state.clocks.begin(); clock != state.clocks.end();) {
    clock = model::find_field(info, clock->first) == nullptr ? state.clocks.erase(clock)
                                                             : std::next(clock);
  }
}

// The endpoint's verdict rules; only which fields of a merge count is worked out here.
void apply_verdict(const Op& op, std::uint32_t row, std::optional<RowState>& state) {
  const oplog::Judgement judgement =
      oplog::judge(op, row, state ? &*state : nullptr, oplog::Rules::not_asked);
  if (!state) {
    if (!op.inserts()) {
      return;  // accepted elsewhere on a row that is not in our scope
    }
    state.emplace();
  }
  if (takes_effect(judgement.verdict.kind)) {
    oplog::apply(op, row, judgement, *state);
  } else {
    oplog::apply_on_top(op, row, *state);
  }
}

bool is_catalogue(const Rows& rows, Table table, const Uuid& row) {
  const std::uint32_t id = table == Table::code ? rows.find(table, row) : model::kNone;
  return id != model::kNone && rows.codes()[model::CodeId{id}].catalogue;
}

// One column of an op on its way into rows: each distinct value of a block is read once, so that
// its references are resolved once.
class ColumnReader {
 public:
  ColumnReader(const model::FieldInfo& field, const oplog::Column& column)
      : field_(field), column_(column), known_(column.values.size()) {}

  Result<void> read_into(Rows& rows, std::size_t row, model::Line& line) {
    const auto place = static_cast<std::size_t>(&column_.new_at(row) - column_.values.data());
    if (!known_[place]) {
      TRY(known_[place], rows.cell_of(field_, column_.values[place]));
    }
    field_.write(&line, *known_[place]);
    return {};
  }

 private:
  const model::FieldInfo& field_;
  const oplog::Column& column_;
  std::vector<std::optional<model::Cell>> known_;
};

std::int64_t int_of(const oplog::Column* column, std::size_t row) {
  const std::int64_t* value = column == nullptr ? nullptr : model::as_int(column->new_at(row));
  return value == nullptr ? 0 : *value;
}

}  // namespace

// The way of a block of new lines, 500 rows at a time; rows that are already there take the slow
// way.
Result<void> Settler::insert_lines(const Op& op, const OpVerdict* verdict, Mode mode) {
  std::vector<ColumnReader> columns;
  for (const oplog::Column& column : op.set) {
    if (const auto* field = model::find_field(model::table_info(Table::line), column.field)) {
      columns.emplace_back(*field, column);
    }
  }
  const std::int64_t device = rows_.devices().find(op.id.device);
  for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
    const VerdictKind kind_of_row = verdict == nullptr ? VerdictKind::pending : verdict->at(i).kind;
    const bool counts =
        mode == Mode::on_top ? !oplog::refused(kind_of_row) : takes_effect(kind_of_row);
    TRY(const bool there, rows_.has_line(op.rows[i]));
    if (there && mode == Mode::confirmed) {
      TRY_DO(confirm_row(op, i, verdict->at(i)));
    } else if (there && counts) {
      TRY_DO(lay_row(op, i));
    }
    if (there || !counts) {
      continue;
    }
    StoredLine line;
    for (ColumnReader& column : columns) {
      TRY_DO(column.read_into(rows_, i, line));
    }
    line.uuid = op.rows[i];
    line.by_device = device;
    line.by_n = op.id.n + i;
    TRY_DO(rows_.insert_and_note(line, op.hlc));
  }
  return {};
}

Result<void> Settler::lay_on_top(const Op& op, const OpVerdict* verdict) {
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return {};  // of a newer schema: the log keeps it until the program knows it
  }
  standing_.reset();
  if (*table == Table::line && op.inserts()) {
    return insert_lines(op, verdict, Mode::on_top);
  }
  if (*table == Table::line && op.set.size() == 1 && op.set.front().field == "voided") {
    return lay_voids(op, verdict);
  }
  for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
    if (verdict == nullptr || !oplog::refused(verdict->at(i).kind)) {
      TRY_DO(lay_row(op, i));
    }
  }
  return {};
}

Result<void> Settler::lay_row(const Op& op, std::uint32_t row) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  if (is_catalogue(rows_, table, uuid)) {
    return {};
  }
  TRY(std::optional<RowState> state, rows_.load(table, uuid));
  if (!state && !op.inserts()) {
    return {};
  }
  if (state) {
    TRY(const bool settled, is_settled(state->version));
    if (settled) {
      TRY_DO(put_aside(table, uuid, *state));
    }
  } else {
    state.emplace();
  }
  oplog::apply_on_top(op, row, *state);
  strip_unknown(table, *state);
  return rows_.store(table, uuid, *state);
}

Result<void> Settler::lay_voids(const Op& op, const OpVerdict* verdict) {
  const oplog::Column& voided = op.set.front();
  for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
    if (verdict != nullptr && oplog::refused(verdict->at(i).kind)) {
      continue;
    }
    TRY(const std::optional<StoredLine> line, rows_.line(op.rows[i]));
    if (!line || !line->present) {
      continue;
    }
    TRY(const bool settled, is_settled(rows_.devices().op_id(line->by_device, line->by_n)));
    if (settled) {
      TRY_DO(lay_row(op, i));  // its confirmed state must be set aside
    } else {
      TRY_DO(rows_.set_voided(*line, int_of(&voided, i) != 0, op.id_at(i)));
    }
  }
  return {};
}

Result<bool> Settler::is_settled(const OpId& id) {
  const auto covers = [&id](const Log::Standing& one) {
    return one.first.device == id.device && one.first.n <= id.n && id.n < one.first.n + one.count;
  };
  if (!standing_ || !covers(*standing_)) {
    TRY(standing_, log_.standing(id));
  }
  // No op: a row of the catalogue. An op that is not in the log yet: the one that is being
  // confirmed.
  return !standing_ || standing_->settled;
}

Result<void> Settler::confirm(const Op& op, const OpVerdict& verdict) {
  standing_.reset();
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return {};
  }
  if (*table == Table::line && op.inserts()) {
    return insert_lines(op, &verdict, Mode::confirmed);
  }
  for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
    TRY_DO(confirm_row(op, i, verdict.at(i)));
  }
  return {};
}

Result<void> Settler::confirm_bare(const Op& op, const OpVerdict& verdict) {
  standing_.reset();
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return {};
  }
  if (*table == Table::line && op.inserts()) {
    return insert_lines(op, &verdict, Mode::confirmed);
  }
  for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
    TRY_DO(confirm_plain(op, i, verdict.at(i)));
  }
  return {};
}

Result<void> Settler::confirm_plain(const Op& op, std::uint32_t row, const Verdict& verdict) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  if (!takes_effect(verdict.kind) || is_catalogue(rows_, table, uuid)) {
    return {};
  }
  TRY(std::optional<RowState> state, rows_.load(table, uuid));
  apply_verdict(op, row, state);
  if (!state) {
    return {};
  }
  strip_unknown(table, *state);
  return rows_.store(table, uuid, *state);
}

Result<void> Settler::confirm_row(const Op& op, std::uint32_t row, const Verdict& verdict) {
  const Table table = *model::table_from_name(op.table);
  const Uuid& uuid = op.rows[row];
  TRY(Beneath below, beneath(table, uuid));
  if (!below.covered) {
    return confirm_plain(op, row, verdict);
  }
  if (takes_effect(verdict.kind)) {
    if (op.inserts() && !below.set_aside && !below.confirmed) {
      TRY(const std::optional<OpId> version, rows_.version(table, uuid));
      if (version == op.id_at(row)) {
        return {};  // our own new row, with nothing on it: it stays as it stands
      }
    }
    apply_verdict(op, row, below.confirmed);
    if (below.confirmed) {
      strip_unknown(table, *below.confirmed);
    }
  }
  return rebuild(table, uuid, below.confirmed, op.id_at(row));
}

Result<void> Settler::reconsider(const Op& op, base::FunctionRef<Result<void>()> record) {
  const auto table = model::table_from_name(op.table);
  if (!table) {
    return record();
  }
  standing_.reset();
  std::vector<std::optional<RowState>> confirmed;
  for (const Uuid& row : op.rows) {
    TRY(Beneath below, beneath(*table, row));
    if (!below.covered) {
      TRY(below.confirmed, rows_.load(*table, row));
    }
    confirmed.push_back(std::move(below.confirmed));
  }
  TRY_DO(record());
  for (std::size_t i = 0; i < op.rows.size(); ++i) {
    if (!is_catalogue(rows_, *table, op.rows[i])) {
      TRY_DO(rebuild(*table, op.rows[i], confirmed[i], {}));
    }
  }
  return {};
}

Result<Settler::Beneath> Settler::beneath(Table table, const Uuid& row) {
  Beneath below;
  TRY(below.confirmed, set_aside(table, row));
  if (below.confirmed) {
    below.covered = below.set_aside = true;
    return below;
  }
  TRY(const std::optional<OpId> version, rows_.version(table, row));
  if (version) {
    TRY(const bool settled, is_settled(*version));
    below.covered = !settled;  // then it is our own new row, and nothing is confirmed beneath
    return below;
  }
  // A row that is hidden may still have waiting changes of ours.
  TRY(const bool hidden, rows_.is_hidden(table, row));
  if (hidden) {
    TRY(const std::vector<Layer> waiting, layers(row, {}));
    below.covered = !waiting.empty();
  }
  return below;
}

Result<void> Settler::rebuild(Table table, const Uuid& row,
                              const std::optional<RowState>& confirmed, const OpId& without) {
  TRY(const std::vector<Layer> waiting, layers(row, without));
  std::optional<RowState> state = confirmed;
  for (const Layer& layer : waiting) {
    if (!state && !layer.op.inserts()) {
      continue;
    }
    if (!state) {
      state.emplace();
    }
    oplog::apply_on_top(layer.op, layer.row, *state);
    strip_unknown(table, *state);
  }
  if (confirmed && !waiting.empty()) {
    TRY_DO(put_aside(table, row, *confirmed));
  } else {
    TRY_DO(drop_aside(table, row));
  }
  return state ? rows_.store(table, row, *state) : rows_.hide(table, row);
}

Result<std::vector<Settler::Layer>> Settler::layers(const Uuid& row, const OpId& without) {
  std::vector<Layer> found;
  const bool by_text = !blocks_ && ++lookups_ <= kMostLookups;
  TRY_DO(log_.each_unsettled_of(row, by_text, [&](LogEntry& entry) -> Result<bool> {
    TRY(const Op op, oplog::parse_op(entry.text));
    const auto place = std::find(op.rows.begin(), op.rows.end(), row);
    if (place != op.rows.end()) {
      const auto index = static_cast<std::uint32_t>(place - op.rows.begin());
      TRY_DO(add_layer(entry, op, index, found));
    }
    return true;
  }));
  if (!by_text) {
    if (!blocks_) {
      TRY_DO(load_blocks());
    }
    const auto [begin, end] = blocks_->by_row.equal_range(row);
    for (auto place = begin; place != end; ++place) {
      auto& [entry, op] = blocks_->list[place->second.first];
      TRY(const bool settled, log_.is_settled(op.id));  // since it was read
      if (!settled) {
        TRY_DO(add_layer(entry, op, place->second.second, found));
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Layer& a, const Layer& b) { return a.op.id.n < b.op.id.n; });
  found.erase(
      std::remove_if(found.begin(), found.end(),
                     [&](const Layer& layer) { return layer.op.id_at(layer.row) == without; }),
      found.end());
  return found;
}

Result<void> Settler::add_layer(LogEntry& entry, const Op& op, std::uint32_t row,
                                std::vector<Layer>& out) {
  TRY(const Verdict verdict, log_.verdict_of(entry, row));
  if (!oplog::refused(verdict.kind)) {
    out.push_back({op, row});
  }
  return {};
}

Result<void> Settler::load_blocks() {
  blocks_.emplace();
  return log_.each_unsettled_block([&](LogEntry& entry) -> Result<bool> {
    TRY(Op op, oplog::parse_op(entry.text));
    const std::size_t number = blocks_->list.size();
    for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
      blocks_->by_row.emplace(op.rows[i], std::pair(number, i));
    }
    blocks_->list.emplace_back(std::move(entry), std::move(op));
    return true;
  });
}

Result<std::optional<RowState>> Settler::set_aside(Table table, const Uuid& row) {
  Query query(db_, kAside);
  query.bind(static_cast<int>(table), row);
  TRY(const bool found, query.step());
  if (!found) {
    return std::optional<RowState>();
  }
  TRY(RowState state, RowState::parse(query.text_at(0)));
  return std::optional(std::move(state));
}

Result<void> Settler::put_aside(Table table, const Uuid& row, const RowState& state) {
  Query query(db_, kPutAside);
  query.bind(static_cast<int>(table), row, state.text());
  return query.run();
}

Result<void> Settler::drop_aside(Table table, const Uuid& row) {
  Query query(db_, kDropAside);
  query.bind(static_cast<int>(table), row);
  return query.run();
}

}  // namespace saimnieks::ledger
