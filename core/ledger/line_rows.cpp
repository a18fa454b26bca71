// Lines in their table: the part of Rows that imports and edits run through.
#include <algorithm>
#include <array>
#include <string_view>

#include "core/ledger/rows.h"
#include "core/ledger/table_sql.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::Cell;
using model::FieldInfo;

// What the cube counts, without the rest of the line: the way of a million of them at a start.
const Sql kScan(
    "SELECT rid, kind, unit, service, code, version, period, cents, voided, resource, policy, "
    "function, source, basis, nature, phase, regular, task, condition, channel, role FROM line "
    "WHERE rid > ?1 AND rid <= ?2 AND present = 1 ORDER BY rid LIMIT ?3");
// What a line's quality is judged by, of one line and of a range of them.
const Sql kProof(
    "SELECT rid, uuid, quantity, unit_price_cents, date, document, schedule FROM line "
    "WHERE rid = ?1 AND present = 1");
const Sql kProofs(
    "SELECT rid, uuid, quantity, unit_price_cents, date, document, schedule FROM line "
    "WHERE rid >= ?1 AND rid <= ?2 AND present = 1 ORDER BY rid");
const Sql kCharges(
    "SELECT rid FROM line WHERE counterparty IS NOT NULL AND present = 1 AND voided = 0 "
    "ORDER BY rid",
    Sql::Scan::meant);
const Sql kLast("SELECT max(rid) FROM line");
const Sql kCount("SELECT count(*) FROM line WHERE present = 1", Sql::Scan::meant);
const Sql kHas("SELECT rid FROM line WHERE uuid = ?1");
const Sql kSetVoided("UPDATE line SET voided = ?2, by_device = ?3, by_n = ?4 WHERE rid = ?1");

std::span<const FieldInfo> line_fields() { return model::table_info(Table::line).fields; }

model::LineRow read_row(const Query& query, model::Words& words) {
  const auto number = [&query](int column) {
    return query.null_at(column) ? model::kNone : static_cast<std::uint32_t>(query.int_at(column));
  };
  model::LineRow row;
  row.rid = model::LineId{query.int_at(0)};
  row.kind = static_cast<model::LineKind>(query.int_at(1));
  row.unit = model::UnitId{number(2)};
  row.service = model::ServiceId{number(3)};
  row.code = model::CodeId{number(4)};
  row.version = model::VersionId{number(5)};
  row.period = static_cast<std::int32_t>(query.int_at(6));
  row.cents = query.int_at(7);
  row.voided = query.int_at(8) != 0;
  row.resource = model::ResourceId{number(9)};
  row.policy = model::PolicyId{number(10)};
  row.function = model::CodeId{number(11)};
  row.source = model::SourceId{number(12)};
  row.basis = static_cast<model::Basis>(query.int_at(13));
  row.nature = static_cast<model::Nature>(query.int_at(14));
  if (!query.null_at(15)) {
    row.phase = static_cast<model::Phase>(query.int_at(15));
  }
  if (!query.null_at(16)) {
    row.regular = static_cast<model::Regularity>(query.int_at(16));
  }
  row.task = words.number(query.text_at(17));
  row.condition = words.number(query.text_at(18));
  row.channel = words.number(query.text_at(19));
  if (!query.null_at(20)) {
    row.role = static_cast<model::RoleRow>(query.int_at(20));
  }
  return row;
}

StoredLine read_line(const Query& query) {
  StoredLine line;
  line.row.rid = model::LineId{query.int_at(kKeyColumn)};
  line.uuid = query.uuid_at(kUuidColumn);
  line.present = query.int_at(kPresentColumn) != 0;
  line.by_device = query.int_at(kDeviceColumn);
  line.by_n = query.int_at(kNColumn);
  int column = kFields;
  for (const FieldInfo& field : line_fields()) {
    field.write(static_cast<model::Line*>(&line), cell_at(query, column++, field));
  }
  return line;
}

Result<std::optional<StoredLine>> first_line(Query& query) {
  TRY(const bool found, query.step());
  return found ? std::optional(read_line(query)) : std::nullopt;
}

}  // namespace

model::UnitId Rows::home_of(const model::LineRow& line) const {
  return line.unit != model::kNoUnit           ? line.unit
         : line.service != model::kNoService   ? services_[line.service].unit
         : line.resource != model::kNoResource ? resources_[line.resource].unit
         : line.policy != model::kNoPolicy     ? policies_[line.policy].unit
                                               : model::kNoUnit;
}

void Rows::number_words(const model::Line& line, model::LineRow& row) const {
  row.task = words_.number(line.task);
  row.condition = words_.number(line.condition);
  row.channel = words_.number(line.channel);
}

Result<std::optional<StoredLine>> Rows::line(model::LineId rid) const {
  Query query(db_, table_sql(Table::line).by_key);
  query.bind(static_cast<std::int64_t>(rid));
  TRY(std::optional<StoredLine> found, first_line(query));
  if (found) {
    number_words(*found, found->row);
  }
  return found;
}

Result<std::optional<StoredLine>> Rows::line(const Uuid& uuid) const {
  Query query(db_, table_sql(Table::line).by_uuid);
  query.bind(uuid);
  TRY(std::optional<StoredLine> found, first_line(query));
  if (found) {
    number_words(*found, found->row);
  }
  return found;
}

Result<model::LineId> Rows::scan(model::LineId after, std::int64_t limit,
                                 base::FunctionRef<void(const model::LineRow&)> visit) const {
  const auto visit_rows = [&visit](const LineColumns& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      visit(columns.row(i));
    }
  };
  return scan_columns(after, limit, visit_rows, visit);
}

Result<model::LineId> Rows::scan_columns(
    model::LineId after, std::int64_t limit,
    base::FunctionRef<void(const LineColumns&)> visit_columns,
    base::FunctionRef<void(const model::LineRow&)> visit) const {
  constexpr std::int64_t kBlock = KeptBlocks::kLines;
  const auto at = static_cast<std::int64_t>(after);
  const std::int64_t block = at / kBlock;
  // What a transaction has changed so far is in the table alone.
  if (changes_.touches_lines()) {
    return scan_rows(after, model::LineId{INT64_MAX}, limit, visit);
  }
  if (at % kBlock == 0 && kept_blocks_.holds(block)) {
    LineColumns columns;
    TRY(const bool sound, kept_blocks_.read(block, words_, columns));
    if (sound) {
      visit_columns(columns);
      return model::LineId{at + kBlock};
    }
  }
  // Row by row up to the next kept block.
  const auto next = kept_blocks_.first_from(block + 1);
  TRY(const model::LineId last,
      scan_rows(after, model::LineId{next ? *next * kBlock : INT64_MAX}, limit, visit));
  return next && last == after ? model::LineId{*next * kBlock} : last;
}

Result<void> Rows::scan_all(base::FunctionRef<void(const model::LineRow&)> visit) const {
  model::LineId after{0};
  while (true) {
    TRY(const model::LineId last, scan(after, -1, visit));
    if (last == after) {
      return {};
    }
    after = last;
  }
}

Result<model::LineId> Rows::scan_rows(model::LineId after, model::LineId last, std::int64_t limit,
                                      base::FunctionRef<void(const model::LineRow&)> visit) const {
  Query query(db_, kScan);
  query.bind(static_cast<std::int64_t>(after), static_cast<std::int64_t>(last), limit);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return after;
    }
    const model::LineRow row = read_row(query, words_);
    after = row.rid;
    visit(row);
  }
}

namespace {

// The fields of kProof from its third column on.
constexpr std::array<std::string_view, 5> kProofFields{"quantity", "unit_price_cents", "date",
                                                       "document", "schedule"};

// Into a line that is used again, so that its texts keep their room.
class ProofReader {
 public:
  ProofReader() {
    std::transform(kProofFields.begin(), kProofFields.end(), fields_.begin(),
                   [](std::string_view name) {
                     return model::find_field(model::table_info(Table::line), name);
                   });
  }

  model::Line& read(const Query& query) {
    line_.row.rid = model::LineId{query.int_at(0)};
    line_.uuid = query.uuid_at(1);
    int column = 2;
    for (const FieldInfo* field : fields_) {
      field->write(&line_, cell_at(query, column++, *field));
    }
    return line_;
  }

 private:
  std::array<const FieldInfo*, kProofFields.size()> fields_{};
  model::Line line_;
};

}  // namespace

Result<void> Rows::each_proof(std::span<const model::LineId> rids,
                              base::FunctionRef<void(model::Line&)> visit) const {
  // Where most of a range is asked for, to read it all is sooner done than to look each one up.
  constexpr std::int64_t kSparse = 4;
  ProofReader reader;
  const auto span = rids.empty() ? std::int64_t{0}
                                 : static_cast<std::int64_t>(rids.back()) -
                                       static_cast<std::int64_t>(rids.front()) + 1;
  if (span > kSparse * static_cast<std::int64_t>(rids.size())) {
    Query query(db_, kProof);
    for (const model::LineId rid : rids) {
      query.bind(static_cast<std::int64_t>(rid));
      TRY(const bool there, query.step());
      if (there) {
        visit(reader.read(query));
      }
      query.reset();
    }
    return {};
  }
  if (rids.empty()) {
    return {};
  }
  Query query(db_, kProofs);
  query.bind(static_cast<std::int64_t>(rids.front()), static_cast<std::int64_t>(rids.back()));
  auto wanted = rids.begin();
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    const model::LineId rid{query.int_at(0)};
    while (wanted != rids.end() && *wanted < rid) {
      ++wanted;
    }
    if (wanted != rids.end() && *wanted == rid) {
      visit(reader.read(query));
    }
  }
}

Result<std::vector<model::LineId>> Rows::lines_with_counterparty() const {
  std::vector<model::LineId> out;
  Query query(db_, kCharges);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return out;
    }
    out.push_back(model::LineId{query.int_at(0)});
  }
}

Result<void> Rows::read_lines(model::LineId after, std::int64_t limit,
                              std::vector<StoredLine>& out) const {
  Query query(db_, table_sql(Table::line).after);
  query.bind(static_cast<std::int64_t>(after), limit);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    out.push_back(read_line(query));
    number_words(out.back(), out.back().row);
  }
}

Result<model::LineId> Rows::last_line() const {
  Query query(db_, kLast);
  TRY_DO(query.step());
  return model::LineId{query.int_at(0)};
}

Result<void> Rows::drop_touched_blocks() {
  return changes_.touches_lines() ? kept_blocks_.drop(changes_.first(), changes_.last())
                                  : Result<void>();
}

namespace {

struct Block {
  model::LineId before{};  // the block's rids are above this one
  model::LineId last{};
};
Block place_of(std::int64_t block) {
  return {model::LineId{block * KeptBlocks::kLines},
          model::LineId{(block + 1) * KeptBlocks::kLines}};
}

}  // namespace

Result<void> Rows::keep_block() {
  const auto block = kept_blocks_.next();
  if (!block) {
    return {};
  }
  std::vector<model::LineRow> lines;
  lines.reserve(KeptBlocks::kLines);
  TRY_DO(scan_rows(place_of(*block).before, place_of(*block).last, -1,
                   [&lines](const model::LineRow& line) { lines.push_back(line); }));
  return kept_blocks_.keep(*block, lines, words_);
}

Result<std::optional<Uuid>> Rows::check_block(std::int64_t block) {
  LineColumns kept;
  TRY(const bool sound, kept_blocks_.read(block, words_, kept));
  if (!sound) {
    return std::optional<Uuid>();  // dropped since, or no columns at all: nobody reads it
  }
  std::size_t at = 0;
  model::LineId different{};
  TRY_DO(
      scan_rows(place_of(block).before, place_of(block).last, -1, [&](const model::LineRow& line) {
        if (different == model::LineId{} && (at == kept.size() || kept.row(at) != line)) {
          different = line.rid;
        }
        ++at;
      }));
  if (different == model::LineId{} && at < kept.size()) {
    return std::optional(Uuid());
  }
  if (different == model::LineId{}) {
    return std::optional<Uuid>();
  }
  TRY(const std::optional<StoredLine> found, line(different));
  return std::optional(found ? found->uuid : Uuid());
}

Result<std::int64_t> Rows::count_lines() const {
  Query query(db_, kCount);
  TRY_DO(query.step());
  return query.int_at(0);
}

Result<bool> Rows::has_line(const Uuid& uuid) const {
  Query query(db_, kHas);
  query.bind_borrowed_bytes(1, uuid.bytes);
  return query.step();
}

std::uint64_t said_fields(const model::Line& line) {
  std::uint64_t said = 0;
  std::uint64_t bit = 1;
  for (const FieldInfo& field : line_fields()) {
    const Cell cell = field.cell(&line);
    said |= cell.null() || (field.has_default && cell.integer == 0) ? 0 : bit;
    bit <<= 1U;
  }
  return said;
}

bool is_usual(std::uint64_t said) { return (said & ~table_sql(Table::line).usual_bits()) == 0; }

Result<model::LineId> Rows::insert(const StoredLine& line, oplog::Hlc hlc, bool usual) {
  const model::Line* row = &line;
  const TableSql& sql = table_sql(Table::line);
  const Head head{std::nullopt, line.uuid, line.present, line.by_device, line.by_n};
  if (usual) {
    Query query(db_, sql.insert_usual);
    bind_head(query, head);
    int place = kFields;
    for (const FieldInfo* field : sql.usual()) {
      ++place;
      if (const Cell cell = field->cell(row); !cell.null()) {
        bind_cell(query, place, cell);
      }
    }
    TRY_DO(query.run());
  } else {
    TRY_DO(put(Table::line, sql.insert, head,
               [row](std::size_t i) { return line_fields()[i].cell(row); }));
  }
  const model::LineId rid{db_.last_insert_rowid()};
  TRY_DO(start_clocks(Table::line, line.uuid, row, hlc));
  return rid;
}

void Rows::note_lines(std::span<const StoredLine> lines) {
  if (changes_.many()) {
    changes_.note_between(lines.front().row.rid, lines.back().row.rid);
    return;
  }
  for (const StoredLine& line : lines) {
    LineDelta delta{line.row.rid, line.row};
    number_words(line, *delta.after);
    changes_.note(delta);
  }
}

Result<void> Rows::insert_and_note(const StoredLine& line, oplog::Hlc hlc) {
  LineDelta delta;
  TRY(delta.rid, insert(line, hlc, is_usual(said_fields(line))));
  delta.after = line.row;
  number_words(line, *delta.after);
  delta.after->rid = delta.rid;
  changes_.note(delta);
  return {};
}

Result<void> Rows::set_voided(const StoredLine& line, bool voided, const oplog::OpId& by) {
  Query query(db_, kSetVoided);
  query.bind(static_cast<std::int64_t>(line.row.rid), voided, devices_.find(by.device), by.n);
  TRY_DO(query.run());
  LineDelta delta{line.row.rid, line.row};
  delta.after->voided = voided;
  changes_.note(delta);
  return {};
}

Result<void> Rows::store_line(const Head& head, const std::vector<Cell>& cells) {
  TRY(const std::optional<StoredLine> before, line(head.uuid));
  TRY_DO(put(Table::line, table_sql(Table::line).upsert, head,
             [&](std::size_t i) { return cells[i]; }));
  model::Line next;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line_fields()[i].write(&next, cells[i]);
  }
  number_words(next, next.row);
  next.row.rid = before ? before->row.rid : model::LineId{db_.last_insert_rowid()};
  changes_.note({next.row.rid, next.row});
  return {};
}

}  // namespace saimnieks::ledger
