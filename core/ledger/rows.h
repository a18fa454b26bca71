// Rows: the tables of the model behind one face, as the states that ops make. Keeps the dimensions
// in memory and notes what changed. Knows nothing of the log.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/function_ref.h"
#include "core/ledger/database.h"
#include "core/ledger/delta.h"
#include "core/ledger/devices.h"
#include "core/ledger/kept_blocks.h"
#include "core/model/dimension.h"
#include "core/model/line.h"
#include "core/oplog/judge.h"

namespace saimnieks::ledger {

using model::Table;
using oplog::RowState;

// A line as it lies in the table.
struct StoredLine : model::Line {
  bool present = true;
  std::int64_t by_device = 0;
  std::int64_t by_n = 0;
};

// What transactions gather for the DeltaSink. Of many lines only between which they lie: each as a
// delta would take more memory than all their columns.
class Changes {
 public:
  void note(const LineDelta& delta);
  void note_between(model::LineId first, model::LineId last);
  void note_dimensions() { dimensions_ = true; }
  void note_sight() { sight_ = true; }

  [[nodiscard]] bool any() const { return dimensions_ || sight_ || touches_lines(); }
  [[nodiscard]] bool dimensions() const { return dimensions_; }
  [[nodiscard]] bool many() const { return many_; }  // lines: no deltas are kept any more
  [[nodiscard]] bool touches_lines() const { return first_ != model::LineId{}; }
  // The lowest and the highest rid, when lines were touched; and the last one that was noted.
  [[nodiscard]] model::LineId first() const { return first_; }
  [[nodiscard]] model::LineId last() const { return last_; }
  [[nodiscard]] model::LineId latest() const { return latest_; }
  void tell(DeltaSink& sink, std::int64_t revision) const;

 private:
  static constexpr std::size_t kMostDeltas = 4096;

  std::vector<LineDelta> lines_{};  // none once they are too many
  bool many_ = false;
  model::LineId first_{};
  model::LineId last_{};
  model::LineId latest_{};
  bool dimensions_ = false;
  bool sight_ = false;
};

// Which fields say more than nothing or the default: a bit for each, at its place in the table's
// description.
[[nodiscard]] std::uint64_t said_fields(const model::Line& line);
// Whether these are none but what most lines say, which are written faster.
[[nodiscard]] bool is_usual(std::uint64_t said);

class Rows {
 public:
  // Both are borrowed and outlive it.
  Rows(Database& db, Devices& devices);
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // Reads the dimensions from the file: at opening, and after a rollback that touched them.
  [[nodiscard]] Result<void> load_dimensions();
  // Brings the catalogue's codes up to this program's; within a transaction.
  [[nodiscard]] Result<void> add_catalogue();
  [[nodiscard]] bool catalogue_complete() const;

  // Absent when there is no such row, or it is not present.
  [[nodiscard]] Result<std::optional<RowState>> load(Table table, const base::Uuid& uuid);
  // Makes or changes the row; fields that the schema does not know are left to the log.
  [[nodiscard]] Result<void> store(Table table, const base::Uuid& uuid, const RowState& state);
  // Takes the row out of sight; its number stays taken.
  [[nodiscard]] Result<void> hide(Table table, const base::Uuid& uuid);
  // The op that last wrote the row; absent when it is not present.
  [[nodiscard]] Result<std::optional<oplog::OpId>> version(Table table, const base::Uuid& uuid);
  // Numbered, but not part of the ledger.
  [[nodiscard]] Result<bool> is_hidden(Table table, const base::Uuid& uuid) const;
  // Visits the uuids of all present rows.
  [[nodiscard]] Result<void> each_present(Table table,
                                          base::FunctionRef<void(const base::Uuid&)> visit) const;

  // Visits present rows in order of key; with `by`, those whose field holds the value. The
  // statement stands on the row: its columns are those of RowColumn.
  [[nodiscard]] Result<void> each(Table table, const model::FieldInfo* field,
                                  const model::Cell& value,
                                  base::FunctionRef<Result<void>(const Query&)> visit) const;
  [[nodiscard]] Result<RowState> state_at(Table table, const Query& query) const;

  // The number of the row, made as a hidden one when it is missing (dimensions only).
  [[nodiscard]] Result<std::uint32_t> resolve(Table table, const base::Uuid& uuid);
  // kNone when there is none.
  [[nodiscard]] std::uint32_t find(Table table, const base::Uuid& uuid) const;
  // By number; nil for kNone.
  [[nodiscard]] base::Uuid uuid_of(Table table, std::uint32_t number) const;
  // A field's value as ops say it, and as rows hold it: its text is borrowed from the value.
  [[nodiscard]] Result<model::Value> value_of(const model::FieldInfo& field,
                                              const model::Cell& cell) const;
  [[nodiscard]] Result<model::Cell> cell_of(const model::FieldInfo& field,
                                            const model::Value& value);

  [[nodiscard]] Result<std::optional<StoredLine>> line(model::LineId rid) const;
  [[nodiscard]] Result<std::optional<StoredLine>> line(const base::Uuid& uuid) const;
  // Visits present lines with a rid above `after`, about `limit` of them (blocks that are kept as
  // columns are whole); answers how far it came, `after` at the end of the table.
  [[nodiscard]] Result<model::LineId> scan(
      model::LineId after, std::int64_t limit,
      base::FunctionRef<void(const model::LineRow&)> visit) const;
  // The same, with blocks that are kept as columns as such.
  [[nodiscard]] Result<model::LineId> scan_columns(
      model::LineId after, std::int64_t limit,
      base::FunctionRef<void(const LineColumns&)> visit_columns,
      base::FunctionRef<void(const model::LineRow&)> visit) const;
  [[nodiscard]] Result<void> scan_all(base::FunctionRef<void(const model::LineRow&)> visit) const;
  [[nodiscard]] Result<model::LineId> last_line() const;  // LineId{0}: there is none
  [[nodiscard]] Result<void> each_proof(std::span<const model::LineId> rids,
                                        base::FunctionRef<void(model::Line&)> visit) const;
  [[nodiscard]] Result<std::vector<model::LineId>> lines_with_counterparty() const;
  // Up to `limit` present lines with a rid above `after`.
  [[nodiscard]] Result<void> read_lines(model::LineId after, std::int64_t limit,
                                        std::vector<StoredLine>& out) const;
  [[nodiscard]] Result<std::int64_t> count_lines() const;
  // A line known to be new; its clock for a note is set by `hlc`. The rid in `line` is ignored.
  // `usual`: is_usual(said_fields(line)).
  [[nodiscard]] Result<model::LineId> insert(const StoredLine& line, oplog::Hlc hlc, bool usual);
  [[nodiscard]] Result<void> insert_and_note(const StoredLine& line, oplog::Hlc hlc);  // a change
  [[nodiscard]] Result<void> set_voided(const StoredLine& line, bool voided, const oplog::OpId& by);
  [[nodiscard]] Result<bool> has_line(const base::Uuid& uuid) const;
  [[nodiscard]] const Devices& devices() const { return devices_; }

  // A new dimension row under a number of the caller's choice, not put into memory: a bulk write
  // keeps its own until it is committed. `row` is the table's struct.
  [[nodiscard]] Result<void> insert_dimension(Table table, std::uint32_t number,
                                              const base::Uuid& uuid, const void* row,
                                              oplog::OpId by, oplog::Hlc hlc);

  [[nodiscard]] const model::Dimension<model::Unit>& units() const { return units_; }
  [[nodiscard]] const model::Dimension<model::Service>& services() const { return services_; }
  [[nodiscard]] const model::Dimension<model::Code>& codes() const { return codes_; }
  [[nodiscard]] const model::Dimension<model::Version>& versions() const { return versions_; }
  [[nodiscard]] const model::Dimension<model::Resource>& resources() const { return resources_; }
  [[nodiscard]] const model::Dimension<model::PolicyRow>& policies() const { return policies_; }
  [[nodiscard]] const model::Dimension<model::Source>& sources() const { return sources_; }
  [[nodiscard]] model::Dimension<model::Unit>& units() { return units_; }
  [[nodiscard]] model::Dimension<model::Service>& services() { return services_; }
  [[nodiscard]] model::Dimension<model::Code>& codes() { return codes_; }
  [[nodiscard]] model::Dimension<model::Version>& versions() { return versions_; }
  [[nodiscard]] model::Dimension<model::Resource>& resources() { return resources_; }
  [[nodiscard]] model::Dimension<model::PolicyRow>& policies() { return policies_; }
  [[nodiscard]] model::Dimension<model::Source>& sources() { return sources_; }
  [[nodiscard]] const model::Words& words() const { return words_; }
  // The unit that a line lies in: its own, or that of its service, resource or policy.
  [[nodiscard]] model::UnitId home_of(const model::LineRow& line) const;
  // Sets the row's numbers of the texts that the line shares with others.
  void number_words(const model::Line& line, model::LineRow& row) const;
  // Null for lines and facts.
  [[nodiscard]] const model::AnyDimension* dimension(Table table) const {
    return dimensions_[static_cast<std::size_t>(table)];
  }

  void note_dimensions() { changes_.note_dimensions(); }
  void note_sight() { changes_.note_sight(); }
  // Lines that insert() has made, in order of rid.
  void note_lines(std::span<const StoredLine> lines);
  [[nodiscard]] const Changes& changes() const { return changes_; }
  [[nodiscard]] Changes take_changes() { return std::exchange(changes_, {}); }

  // Blocks of lines kept as columns. What the changes touched is dropped within their transaction.
  [[nodiscard]] Result<void> drop_touched_blocks();
  [[nodiscard]] Result<void> keep_block();  // the next one, within a transaction
  // Where a block as it is kept differs from its rows: the first such line, nil when it is one that
  // the table lacks; none when they are the same.
  [[nodiscard]] Result<std::optional<base::Uuid>> check_block(std::int64_t block);
  [[nodiscard]] KeptBlocks& kept_blocks() { return kept_blocks_; }
  [[nodiscard]] const KeptBlocks& kept_blocks() const { return kept_blocks_; }

 private:
  // A row's identity and standing; its fields stand beside it, in order of the description.
  struct Head {
    std::optional<std::int64_t> key{};  // none: SQLite chooses
    base::Uuid uuid{};
    bool present = true;
    std::int64_t by_device = 0;
    std::int64_t by_n = 0;
  };
  [[nodiscard]] model::AnyDimension* dimension_at(Table table) {
    return dimensions_[static_cast<std::size_t>(table)];
  }
  static void bind_head(Query& query, const Head& head);
  // Runs an insert or upsert of TableSql.
  [[nodiscard]] Result<void> put(Table table, const Sql& sql, const Head& head,
                                 base::FunctionRef<model::Cell(std::size_t field)> cell);
  // Writes a dimension row as it stands in memory.
  [[nodiscard]] Result<void> put_dimension(Table table, std::uint32_t number, oplog::OpId by);
  [[nodiscard]] Result<void> load_dimension(Table table);
  [[nodiscard]] Result<void> store_line(const Head& head, const std::vector<model::Cell>& cells);
  [[nodiscard]] Result<void> load_clocks(Table table, const base::Uuid& uuid, RowState& state);
  [[nodiscard]] Result<void> store_clocks(Table table, const base::Uuid& uuid,
                                          const RowState& state);
  [[nodiscard]] Result<void> store_clock(Table table, const base::Uuid& uuid,
                                         std::string_view field, oplog::Hlc hlc);
  // Clocks of a new row's labels that say something.
  [[nodiscard]] Result<void> start_clocks(Table table, const base::Uuid& uuid, const void* row,
                                          oplog::Hlc hlc);

  Database& db_;
  Devices& devices_;
  // Lines with a rid above `after` and up to `last`, from the table itself.
  [[nodiscard]] Result<model::LineId> scan_rows(
      model::LineId after, model::LineId last, std::int64_t limit,
      base::FunctionRef<void(const model::LineRow&)> visit) const;

  mutable model::Words words_;  // grows as lines are read
  mutable KeptBlocks kept_blocks_;
  model::Dimension<model::Unit> units_;
  model::Dimension<model::Service> services_;
  model::Dimension<model::Code> codes_;
  model::Dimension<model::Version> versions_;
  model::Dimension<model::Resource> resources_;
  model::Dimension<model::PolicyRow> policies_;
  model::Dimension<model::Source> sources_;
  std::array<model::AnyDimension*, model::kTableCount> dimensions_{};
  Changes changes_;
};

}  // namespace saimnieks::ledger
