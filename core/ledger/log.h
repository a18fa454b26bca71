// Log: the table op_log and the verdicts on it. Append only but for what the endpoint says of an
// op.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger/database.h"
#include "core/ledger/devices.h"
#include "core/oplog/judge.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

using oplog::Op;
using oplog::OpId;
using oplog::OpVerdict;
using oplog::Verdict;
using oplog::VerdictKind;

// One op document as it lies in the log.
struct LogEntry {
  std::int64_t seq = 0;
  OpId id{};
  std::int64_t count = 1;
  std::int64_t tx = 0;
  int table = 0;
  std::optional<base::Uuid> row{};  // of row ops
  bool own = false;
  std::int64_t wall_ms = 0;
  std::optional<std::int64_t> feed_seq{};
  VerdictKind verdict = VerdictKind::pending;
  std::string text{};
  oplog::Hash hash{};

  // Known to the feed, and so in its final place among all ops; others' ops always are.
  [[nodiscard]] bool settled() const { return !own || feed_seq.has_value(); }
};

// What an import needs to append a block it wrote itself.
struct NewEntry {
  OpId id{};
  std::int64_t count = 1;
  std::int64_t tx = 0;
  int table = 0;
  const base::Uuid* row = nullptr;
  bool own = true;
  std::int64_t wall_ms = 0;
  std::optional<std::int64_t> feed_seq{};
  VerdictKind verdict = VerdictKind::pending;
  std::string_view text{};
  const oplog::Hash* hash = nullptr;
};

// The log's number for a table's name; tables of newer schemas share one.
inline constexpr int kUnknownTable = 255;
[[nodiscard]] int table_number(std::string_view name);

class Log {
 public:
  // Borrowed; both outlive it.
  Log(Database& db, Devices& devices) : db_(db), devices_(devices) {}

  // The next entry: false at the end.
  using Visit = base::FunctionRef<Result<bool>(LogEntry&)>;

  [[nodiscard]] Result<void> append(const NewEntry& entry);
  // The document that covers an op id.
  [[nodiscard]] Result<std::optional<LogEntry>> covering(const OpId& id);
  struct Standing {
    OpId first{};  // of the document
    std::int64_t count = 0;
    bool own = false;
    bool settled = false;
    VerdictKind verdict = VerdictKind::pending;  // of the document
  };
  // What has become of an op; absent when it is not here.
  [[nodiscard]] Result<std::optional<Standing>> standing(const OpId& id);
  [[nodiscard]] Result<bool> is_settled(const OpId& id);
  [[nodiscard]] Result<bool> empty();

  // Visitors answer whether to go on.
  [[nodiscard]] Result<void> each(Visit visit);  // in order of seq
  [[nodiscard]] Result<void> each_of_device(std::int64_t device, std::int64_t from_n, Visit visit);
  [[nodiscard]] Result<void> each_waiting(std::int64_t from_n, Visit visit);  // own, no verdict
  [[nodiscard]] Result<void> each_settled(std::int64_t after_feed_seq, Visit visit);
  [[nodiscard]] Result<void> each_unsettled(std::int64_t after_seq, Visit visit);  // own
  [[nodiscard]] Result<void> each_unsettled_block(Visit visit);                    // own
  // Own unsettled documents that write the row: row ops by index, blocks by their text.
  [[nodiscard]] Result<void> each_unsettled_of(const base::Uuid& row, bool blocks, Visit visit);
  [[nodiscard]] Result<void> each_of_row(const base::Uuid& row, Visit visit);  // in order of seq
  // Those on this row alone: no blocks, which are found by no index.
  [[nodiscard]] Result<void> each_op_of_row(const base::Uuid& row, Visit visit);

  // The feed has an own op in its place.
  [[nodiscard]] Result<void> settle(std::int64_t seq, std::int64_t feed_seq);
  [[nodiscard]] Result<void> set_verdict(const LogEntry& entry, const OpVerdict& verdict);
  [[nodiscard]] Result<OpVerdict> verdict_on(const LogEntry& entry);
  // Own refused rows that their author has not dealt with yet.
  [[nodiscard]] Result<std::vector<std::pair<OpId, Verdict>>> tray();
  [[nodiscard]] Result<void> dismiss(const OpId& id);
  struct Waiting {
    std::int64_t ops = 0;
    std::int64_t lines = 0;
    std::int64_t since_ms = 0;
  };
  [[nodiscard]] Result<Waiting> waiting();
  // The verdict on one row of a document.
  [[nodiscard]] Result<Verdict> verdict_of(const LogEntry& entry, std::int64_t row);

 private:
  Database& db_;
  Devices& devices_;
};

}  // namespace saimnieks::ledger
