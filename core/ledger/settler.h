// Settler: how ops become rows while some of them are confirmed by the endpoint's feed and others
// wait on top. Rows show: the feed's ops in its order, then own unjudged ops on top. For every row
// that has both, the confirmed state is kept aside until nothing lies on it any more.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "core/ledger/log.h"
#include "core/ledger/rows.h"

namespace saimnieks::ledger {

class Settler {
 public:
  // All borrowed. `db` holds the rows; the log may lie in another file (verify replays into
  // memory).
  Settler(Database& db, Rows& rows, Log& log) : db_(db), rows_(rows), log_(log) {}

  // An own op, minted just now; or one that waits, without the rows that `verdict` refuses.
  [[nodiscard]] Result<void> lay_on_top(const Op& op, const OpVerdict* verdict = nullptr);
  // An op in the feed's order. Called while the log does not yet say that it is settled.
  [[nodiscard]] Result<void> confirm(const Op& op, const OpVerdict& verdict);
  // The same where nothing can lie on top: replaying the feed's ops into an empty ledger.
  [[nodiscard]] Result<void> confirm_bare(const Op& op, const OpVerdict& verdict);
  // An own op that waits is refused, or no longer refused: its rows are built anew. `record` writes
  // the verdict into the log.
  [[nodiscard]] Result<void> reconsider(const Op& op, base::FunctionRef<Result<void>()> record);

  // Forgets what it keeps of the log: after a rollback, or when another commit came between.
  void forget() {
    blocks_.reset();
    lookups_ = 0;
  }

 private:
  struct OwnBlocks {
    std::vector<std::pair<LogEntry, Op>> list;
    std::unordered_multimap<base::Uuid, std::pair<std::size_t, std::uint32_t>> by_row;
  };
  struct Layer {  // an own unjudged change of one row
    Op op;
    std::uint32_t row = 0;
  };

  // Whether a row of an op is to be written: laid on top, or confirmed by its verdict.
  enum class Mode : std::uint8_t { on_top, confirmed };
  [[nodiscard]] Result<void> insert_lines(const Op& op, const OpVerdict* verdict, Mode mode);
  [[nodiscard]] Result<void> lay_row(const Op& op, std::uint32_t row);
  // A block that only voids lines, or brings them back: undoing and redoing an import.
  [[nodiscard]] Result<void> lay_voids(const Op& op, const OpVerdict* verdict);
  // Whether the op that wrote a row is settled; rows of one block follow each other.
  [[nodiscard]] Result<bool> is_settled(const OpId& id);
  [[nodiscard]] Result<void> confirm_row(const Op& op, std::uint32_t row, const Verdict& verdict);
  [[nodiscard]] Result<void> confirm_plain(const Op& op, std::uint32_t row, const Verdict& verdict);
  // Whether own unsettled ops may lie on the row, and what is confirmed beneath them.
  struct Beneath {
    bool covered = false;
    std::optional<RowState> confirmed;
    bool set_aside = false;  // the confirmed state is in the table confirmed_row
  };
  [[nodiscard]] Result<Beneath> beneath(Table table, const base::Uuid& row);
  [[nodiscard]] Result<void> rebuild(Table table, const base::Uuid& row,
                                     const std::optional<RowState>& confirmed, const OpId& without);
  [[nodiscard]] Result<std::vector<Layer>> layers(const base::Uuid& row, const OpId& without);
  [[nodiscard]] Result<void> add_layer(LogEntry& entry, const Op& op, std::uint32_t row,
                                       std::vector<Layer>& out);
  [[nodiscard]] Result<void> load_blocks();

  [[nodiscard]] Result<std::optional<RowState>> set_aside(Table table, const base::Uuid& row);
  [[nodiscard]] Result<void> put_aside(Table table, const base::Uuid& row, const RowState& state);
  [[nodiscard]] Result<void> drop_aside(Table table, const base::Uuid& row);

  Database& db_;
  Rows& rows_;
  Log& log_;
  std::optional<OwnBlocks> blocks_;
  std::optional<Log::Standing> standing_;  // the last that was asked for, within one op
  int lookups_ = 0;
};

}  // namespace saimnieks::ledger
