// Ledger: one open ledger file. All writes are commands, bulk writes or the endpoint's feed; each
// is one SQLite transaction of rows and ops. One thread; owns its connection.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/base/result.h"
#include "core/base/seams.h"
#include "core/ledger/bulk_write.h"
#include "core/ledger/command.h"
#include "core/ledger/delta.h"
#include "core/ledger/history.h"
#include "core/ledger/sync_face.h"
#include "core/ledger/undo.h"
#include "core/ledger/verify.h"
#include "core/model/facts.h"

namespace saimnieks::ledger {

struct LineColumns;

// Borrowed: both must outlive the ledger.
struct Seams {
  base::Clock& clock;
  base::Random& random;
};

struct NewLedger {
  std::optional<base::Uuid> ledger_id{};  // made when absent
  std::string user{};                     // who works on this device; may be empty
};

// One entry of the undo stack, for "Undo: …".
struct CommandLabel {
  std::string key{};     // a translation key, "command.set_line"
  std::string detail{};  // its {0}, may be empty
  std::int64_t wall_ms = 0;
};

class Ledger {
 public:
  // ledger_exists when the file already holds one; storage_* when it cannot be made.
  [[nodiscard]] static base::Result<std::unique_ptr<Ledger>> create(Seams seams,
                                                                    const base::Storage& storage,
                                                                    const NewLedger& info);
  // ledger_missing, not_a_ledger, schema_newer, storage_in_use, storage_corrupt, …; brings an older
  // schema up to date first.
  [[nodiscard]] static base::Result<std::unique_ptr<Ledger>> open(Seams seams,
                                                                  const base::Storage& storage);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // --- who it is
  [[nodiscard]] const base::Uuid& id() const;
  [[nodiscard]] const base::Uuid& device() const;
  [[nodiscard]] const std::string& user() const;
  [[nodiscard]] base::Result<void> set_user(std::string_view user);
  // No op was ever written: it may still become a copy of another ledger.
  [[nodiscard]] bool empty() const;
  // Takes over the endpoint's ledger id; ledger_not_empty when ops are there and the id differs.
  [[nodiscard]] base::Result<void> adopt(const base::Uuid& ledger_id);

  // --- writing. ledger_busy while a BulkWrite or an UndoJob lives; ledger_stopped after a storage
  // fault that left the file's state unknown: then open it anew.
  [[nodiscard]] base::Result<Committed> execute(const Command& command);
  // `count` commands as one transaction and one entry of the undo stack: all or none. `next` is
  // asked for each in turn, twice over, with the rows that those before it made (nil where one made
  // none), and may read the ledger as they leave it.
  using NextCommand =
      base::FunctionRef<base::Result<Command>(std::size_t index, std::span<const base::Uuid> made)>;
  [[nodiscard]] base::Result<Committed> execute_all(std::size_t count, NextCommand next);
  [[nodiscard]] base::Result<std::unique_ptr<BulkWrite>> begin_bulk(const BulkInfo& info);
  // What execute(Undo{}) and execute(Redo{}) do, in steps; nothing_to_undo, nothing_to_redo. The
  // ledger must outlive the job.
  [[nodiscard]] base::Result<std::unique_ptr<UndoJob>> begin_undo();
  [[nodiscard]] base::Result<std::unique_ptr<UndoJob>> begin_redo();
  [[nodiscard]] std::optional<CommandLabel> undo_label() const;  // nothing to undo: absent
  [[nodiscard]] std::optional<CommandLabel> redo_label() const;
  [[nodiscard]] bool can_undo() const { return undo_label().has_value(); }
  [[nodiscard]] bool can_redo() const { return redo_label().has_value(); }

  // Copies a long journal into the file, where that is not done at each commit, or keeps lines as
  // columns, which the next opening reads sooner: one piece of it, for a moment in which nobody
  // waits. It may fail and be tried again; nothing is lost.
  [[nodiscard]] bool wants_tidying() const;
  [[nodiscard]] base::Result<void> tidy();

  // --- reading
  // What the user may see, as things stand: ask anew after a commit that says so (CommitInfo). The
  // reading below leaves nothing out. The ledger must outlive it.
  [[nodiscard]] base::Result<std::unique_ptr<class Sight>> sight() const;
  [[nodiscard]] std::int64_t revision() const;  // goes up with every commit that changed something
  [[nodiscard]] const model::Dimension<model::Unit>& units() const;
  [[nodiscard]] const model::Dimension<model::Service>& services() const;
  [[nodiscard]] const model::Dimension<model::Code>& codes() const;
  [[nodiscard]] const model::Dimension<model::Version>& versions() const;
  [[nodiscard]] const model::Dimension<model::Resource>& resources() const;
  [[nodiscard]] const model::Dimension<model::PolicyRow>& policies() const;
  [[nodiscard]] const model::Dimension<model::Source>& sources() const;
  [[nodiscard]] const model::Words& words() const;
  // Null for lines and facts.
  [[nodiscard]] const model::AnyDimension* dimension(model::Table table) const;
  // kNone when there is no usable row of that natural key.
  [[nodiscard]] UnitId find_unit(std::span<const std::string_view> path) const;
  [[nodiscard]] ServiceId find_service(std::string_view code) const;
  [[nodiscard]] CodeId find_code(std::string_view scheme, std::string_view code) const;
  [[nodiscard]] VersionId find_version(std::string_view label) const;

  [[nodiscard]] base::Result<model::Line> line(LineId rid) const;  // line_unknown
  // The line with this row id, present or voided; none when this file does not have it.
  [[nodiscard]] base::Result<std::optional<LineId>> find_line(const base::Uuid& uuid) const;
  // The unit that it lies in: its own, or that of its service, resource or policy; kNoUnit: none.
  [[nodiscard]] UnitId home_of(const model::LineRow& line) const;
  // In the order asked for; rids that are not there are left out.
  [[nodiscard]] base::Result<std::vector<model::Line>> lines(std::span<const LineId> rids) const;
  // Every present line in order of rid, voided ones too.
  [[nodiscard]] base::Result<void> scan_lines(
      base::FunctionRef<void(const model::LineRow&)> visit) const;
  // The same as whole lines, whose `pending` is not looked up: for files, since figures need less.
  [[nodiscard]] base::Result<void> scan_whole_lines(
      base::FunctionRef<void(const model::Line&)> visit) const;
  [[nodiscard]] base::Result<LineId> scan_whole_lines_from(
      LineId after, std::int64_t limit, base::FunctionRef<void(const model::Line&)> visit) const;
  // Of these lines, which are in order of rid, what they rest on, and nothing else: rid, uuid,
  // quantity, unit price, date, document and schedule. Those that are not there are left out. The
  // visitor may fill in the row.
  [[nodiscard]] base::Result<void> each_proof(std::span<const LineId> rids,
                                              base::FunctionRef<void(model::Line&)> visit) const;
  // Living ones that are a charge, in order of rid.
  [[nodiscard]] base::Result<std::vector<LineId>> lines_with_counterparty() const;
  // Every present line from `after` on (LineId{0}: the first), about `limit` of them; answers how
  // far it came, `after` when there is nothing more: loading in steps.
  [[nodiscard]] base::Result<LineId> scan_lines_from(
      LineId after, std::int64_t limit, base::FunctionRef<void(const model::LineRow&)> visit) const;
  // The same for who counts columns: blocks of lines that are kept as such come so, whole.
  [[nodiscard]] base::Result<LineId> scan_columns_from(
      LineId after, std::int64_t limit, base::FunctionRef<void(const LineColumns&)> visit_columns,
      base::FunctionRef<void(const model::LineRow&)> visit) const;
  [[nodiscard]] base::Result<std::int64_t> line_count() const;  // present, voided ones too
  [[nodiscard]] base::Result<LineId> last_line() const;         // LineId{0}: there is none
  // Present rows of any table in order of entry, voided ones too, each with its fields as ops say
  // them (absent when null). With `by`, those whose field of that name holds the value.
  struct RowView {
    base::Uuid row{};
    const oplog::RowState& state;
  };
  [[nodiscard]] base::Result<void> each_row(model::Table table, const std::optional<FieldValue>& by,
                                            base::FunctionRef<void(const RowView&)> visit) const;
  // The same as the table's struct (model::Need, …) from core/model/facts.h.
  template <class Fact>
  [[nodiscard]] base::Result<void> each_fact(base::FunctionRef<void(const Fact&)> visit,
                                             const std::optional<FieldValue>& by = {}) const {
    Fact fact;
    return each_struct(model::kTableOf<Fact>, by, &fact, [&](const base::Uuid& row) {
      fact.uuid = row;
      visit(fact);
    });
  }
  // Oldest first.
  [[nodiscard]] base::Result<std::vector<HistoryEntry>> history(model::Table table,
                                                                const base::Uuid& row) const;
  [[nodiscard]] base::Result<std::vector<HistoryEntry>> line_history(LineId rid) const;
  // In the order in which this device learned of them, until `visit` answers false. Reads the whole
  // log.
  [[nodiscard]] base::Result<void> each_change(
      const HistoryQuestion& question,
      base::FunctionRef<base::Result<bool>(const HistoryEntry&)> visit) const;
  // The op that last wrote the line, and the hash of its document in the chain of its device.
  struct LastWrite {
    oplog::OpId op{};
    oplog::Hash chain{};
  };
  [[nodiscard]] base::Result<LastWrite> last_write(LineId rid) const;  // line_unknown
  // The key of the label of the own command that wrote the op, or whose undoing did; empty when
  // none is known.
  [[nodiscard]] base::Result<std::string> command_of(const oplog::OpId& id) const;

  // Borrowed until replaced by null; called after every commit.
  void on_change(DeltaSink* sink);

  [[nodiscard]] base::Result<VerifyReport> verify();
  // The ledger must outlive the job.
  [[nodiscard]] std::unique_ptr<VerifyJob> begin_verify();

  // --- contents of attachments, which are no part of the log
  [[nodiscard]] base::Result<bool> has_content(const base::Hash& hash) const;
  // content_missing when it is not here; storage_corrupt when it is not what its hash says.
  [[nodiscard]] base::Result<std::string> content(const base::Hash& hash) const;
  // One that came from elsewhere; not_found when no attachment names it, content_differs, file_*.
  [[nodiscard]] base::Result<void> keep_content(const base::Hash& hash, std::string_view bytes);
  // Contents that the endpoint may lack, in order of hash, after `after`; and what it has said.
  [[nodiscard]] base::Result<std::vector<base::Hash>> contents_to_offer(
      const std::optional<base::Hash>& after, std::int64_t limit) const;
  [[nodiscard]] base::Result<void> content_is_held(std::span<const base::Hash> hashes);
  // The endpoint was set back to an earlier time: nothing that it said counts any more.
  [[nodiscard]] base::Result<void> no_content_is_held();

  // The whole ledger as it is at this moment, whoever else writes, as a new file under the same
  // VFS: log, rows, contents, undo and outbox; all but the secret by which the endpoint knows this
  // device, since the file may travel. ledger_busy, storage_*.
  [[nodiscard]] base::Result<void> copy_to(const std::string& path) const;

  // --- sync. Each call is at most one transaction.
  [[nodiscard]] base::Result<Outbox> outbox(std::int64_t max_ops, std::int64_t max_bytes) const;
  // The whole own log from op `from_n` on, verdict or not: for export files.
  [[nodiscard]] base::Result<Outbox> own_log(std::int64_t from_n, std::int64_t max_ops,
                                             std::int64_t max_bytes) const;
  [[nodiscard]] base::Result<PendingSummary> pending_summary() const;
  // What the endpoint said of own ops. Refused ones leave the rows at once; accepted ones are final
  // only when the feed brings them in their order. Known verdicts change nothing.
  [[nodiscard]] base::Result<void> record_verdicts(std::span<const OpVerdictFor> verdicts);
  // Entries in order of seq, and the cursor after them, in one transaction. op_chain_broken or
  // op_differs when the feed contradicts what is here: nothing is applied.
  [[nodiscard]] base::Result<Applied> apply_feed(std::span<const FeedEntry> entries,
                                                 std::string_view cursor);
  // The file is a copy that went on beside its original, and `first` the first own op that the
  // endpoint knows with another content: it becomes a new device, whose first ops those from
  // `first` on are from now on, with all that they say. A row of the table `fork` says what they
  // were. The device is then to be enrolled; what was done before `first` can't be undone any more.
  // not_found unless all own ops before it have come back in the feed, and none from it on.
  [[nodiscard]] base::Result<Forked> fork_off(const oplog::OpId& first);
  [[nodiscard]] base::Result<std::vector<TrayItem>> tray() const;
  // Takes a refused row change out of the tray; the log keeps it.
  [[nodiscard]] base::Result<void> dismiss(const oplog::OpId& id);
  [[nodiscard]] const SyncState& sync_state() const;
  [[nodiscard]] base::Result<void> set_sync_state(const SyncState& state);

  // --- settings of this device that are no part of the ledger's data (language, saved mappings)
  [[nodiscard]] base::Result<std::optional<std::string>> setting(std::string_view key) const;
  [[nodiscard]] base::Result<void> set_setting(std::string_view key, std::string_view value);
  // Without a flush of its own, for what may be written often: a power cut may take it and nothing
  // else. The end of the program takes nothing.
  [[nodiscard]] base::Result<void> set_setting_unflushed(std::string_view key,
                                                         std::string_view value);

 private:
  // Fills `row`, the table's struct, before each visit.
  [[nodiscard]] base::Result<void> each_struct(
      model::Table table, const std::optional<FieldValue>& by, void* row,
      base::FunctionRef<void(const base::Uuid&)> visit) const;

  friend class BulkWrite;
  friend base::Result<struct ClosingChecks> closing_checks(const Ledger& ledger, UnitId unit,
                                                           Period period);
  class Impl;
  class Writing;
  class Stepper;
  class Verifier;
  explicit Ledger(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saimnieks::ledger
