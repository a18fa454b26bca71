#include "core/ledger/history.h"

#include <algorithm>
#include <unordered_set>

#include "core/ledger/impl.h"
#include "core/ledger/ledger.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;

Result<HistoryEntry> entry_of(Log& log, const LogEntry& logged, const Op& op, std::size_t index) {
  HistoryEntry entry;
  entry.table = op.table;
  entry.row = op.rows[index];
  entry.id = op.id_at(index);
  entry.hlc = op.hlc;
  entry.wall_ms = op.wall_ms;
  entry.user = op.user;
  entry.own = logged.own;
  TRY(entry.verdict, log.verdict_of(logged, static_cast<std::int64_t>(index)));
  for (const oplog::Column& column : op.set) {
    entry.fields.push_back({column.field,
                            column.has_old ? std::optional(column.old_at(index)) : std::nullopt,
                            column.new_at(index)});
  }
  return entry;
}

// The rows whose changes tell of an object: itself, and those that name it or once did. An op that
// makes a row stands in the log before those that change it.
class About {
 public:
  explicit About(const Uuid& row) : text_(row.text()), rows_{row} {}

  // Whether nothing in the document can be of interest, which is known without reading it.
  [[nodiscard]] bool rules_out(const LogEntry& logged) const {
    return logged.row && rows_.count(*logged.row) == 0 &&
           logged.text.find(text_) == std::string::npos;
  }
  bool has(const Op& op, std::size_t index) {
    const bool names = std::any_of(op.set.begin(), op.set.end(), [&](const oplog::Column& column) {
      return is_it(column.new_at(index)) || (column.has_old && is_it(column.old_at(index)));
    });
    if (names) {
      rows_.insert(op.rows[index]);
    }
    return names || rows_.count(op.rows[index]) > 0;
  }

 private:
  [[nodiscard]] bool is_it(const model::Value& value) const {
    const std::string* text = model::as_text(value);
    return text != nullptr && *text == text_;
  }

  std::string text_;
  std::unordered_set<Uuid> rows_;
};

}  // namespace

Result<std::vector<HistoryEntry>> Ledger::history(model::Table table, const Uuid& row) const {
  std::vector<HistoryEntry> entries;
  TRY_DO(impl_->log.each_of_row(row, [&](LogEntry& logged) -> Result<bool> {
    TRY(const Op op, oplog::parse_op(logged.text));
    const auto place = std::find(op.rows.begin(), op.rows.end(), row);
    if (place == op.rows.end() || op.table != model::table_info(table).name) {
      return true;  // the text only mentions the row
    }
    TRY(HistoryEntry entry,
        entry_of(impl_->log, logged, op, static_cast<std::size_t>(place - op.rows.begin())));
    entries.push_back(std::move(entry));
    return true;
  }));
  std::sort(entries.begin(), entries.end(),
            [](const HistoryEntry& a, const HistoryEntry& b) { return a.hlc < b.hlc; });
  return entries;
}

Result<std::vector<HistoryEntry>> Ledger::line_history(LineId rid) const {
  TRY(const std::optional<StoredLine> stored, impl_->rows.line(rid));
  if (!stored) {
    return base::fail(base::ErrorCode::line_unknown);
  }
  return history(model::Table::line, stored->uuid);
}

Result<void> Ledger::each_change(const HistoryQuestion& question,
                                 base::FunctionRef<Result<bool>(const HistoryEntry&)> visit) const {
  std::optional<About> about;
  if (question.about) {
    about.emplace(*question.about);
  }
  return impl_->log.each([&](LogEntry& logged) -> Result<bool> {
    if (about && about->rules_out(logged)) {
      return true;
    }
    TRY(const Op op, oplog::parse_op(logged.text));
    const bool asked = (!question.user || *question.user == op.user) &&
                       op.wall_ms >= question.from_ms && op.wall_ms < question.until_ms;
    for (std::size_t i = 0; i < op.rows.size() && (asked || about); ++i) {
      if ((about && !about->has(op, i)) || !asked) {
        continue;
      }
      TRY(const HistoryEntry entry, entry_of(impl_->log, logged, op, i));
      TRY(const bool go_on, visit(entry));
      if (!go_on) {
        return false;
      }
    }
    return true;
  });
}

Result<Ledger::LastWrite> Ledger::last_write(LineId rid) const {
  TRY(const std::optional<StoredLine> stored, impl_->rows.line(rid));
  if (!stored || !stored->present) {
    return base::fail(base::ErrorCode::line_unknown);
  }
  LastWrite out;
  out.op = impl_->devices.op_id(stored->by_device, stored->by_n);
  TRY(const std::optional<LogEntry> entry, impl_->log.covering(out.op));
  if (!entry) {
    return base::fail(base::ErrorCode::storage_corrupt);
  }
  out.chain = entry->hash;
  return out;
}

}  // namespace saimnieks::ledger
