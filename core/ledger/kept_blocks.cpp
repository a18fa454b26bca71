#include "core/ledger/kept_blocks.h"

#include <algorithm>

namespace saimnieks::ledger {
namespace {

const Sql kBlocks("SELECT block FROM kept_block ORDER BY block", Sql::Scan::meant);
const Sql kLast("SELECT max(rid) FROM line");
// What another program has touched since is not read.
const Sql kColumns(
    "SELECT c.columns FROM kept_block b JOIN kept_columns c ON c.block = b.block "
    "WHERE b.block = ?1");
const Sql kPutBlock("INSERT OR IGNORE INTO kept_block (block) VALUES (?1)");
const Sql kPutColumns("INSERT OR REPLACE INTO kept_columns (block, columns) VALUES (?1, ?2)");
// The columns stay until they are written anew: to free their pages would cost the edit more.
const Sql kDrop("DELETE FROM kept_block WHERE block BETWEEN ?1 AND ?2");

// A start reads at most as many blocks row by row: 65,536 lines.
constexpr std::int64_t kEnough = 16;

std::int64_t block_of(model::LineId line) {
  return (static_cast<std::int64_t>(line) - 1) / KeptBlocks::kLines;
}

}  // namespace

Result<void> KeptBlocks::load() {
  kept_.clear();
  Query last(db_, kLast);
  TRY_DO(last.step());
  full_ = last.int_at(0) / kLines;
  Query query(db_, kBlocks);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      break;
    }
    const std::int64_t block = query.int_at(0);
    if (block >= 0 && block < full_) {
      kept_.resize(static_cast<std::size_t>(block) + 1);
      kept_.back() = true;
    }
  }
  judge_want();
  return {};
}

void KeptBlocks::judge_want() {
  const std::int64_t kept = std::count(kept_.begin(), kept_.end(), true);
  wanted_ = full_ - kept >= kEnough || (wanted_ && kept < full_);
}

std::optional<std::int64_t> KeptBlocks::next() const {
  for (std::int64_t block = 0; block < full_; ++block) {
    if (!holds(block)) {
      return block;
    }
  }
  return std::nullopt;
}

Result<void> KeptBlocks::keep(std::int64_t block, std::span<const model::LineRow> lines,
                              const model::Words& words) {
  const std::string columns = line_columns(lines, words);
  Query put(db_, kPutColumns);
  put.bind_int(1, block);
  put.bind_borrowed_bytes(2,
                          {reinterpret_cast<const std::uint8_t*>(columns.data()), columns.size()});
  TRY_DO(put.run());
  Query note(db_, kPutBlock);
  note.bind(block);
  TRY_DO(note.run());
  kept_.resize(std::max(kept_.size(), static_cast<std::size_t>(block) + 1));
  kept_[static_cast<std::size_t>(block)] = true;
  judge_want();
  return {};
}

Result<void> KeptBlocks::drop(model::LineId first, model::LineId last) {
  const std::int64_t end = block_of(last);
  full_ = std::max(full_, static_cast<std::int64_t>(last) / kLines);
  const auto from = std::min(static_cast<std::size_t>(block_of(first)), kept_.size());
  const auto to = std::min(static_cast<std::size_t>(end) + 1, kept_.size());
  std::fill(kept_.begin() + static_cast<std::ptrdiff_t>(from),
            kept_.begin() + static_cast<std::ptrdiff_t>(to), false);
  judge_want();
  Query query(db_, kDrop);  // whatever is known here: another program may have kept it
  query.bind(block_of(first), end);
  return query.run();
}

Result<void> KeptBlocks::drop_all() {
  TRY_DO(db_.run("DELETE FROM kept_block"));
  return load();
}

std::optional<std::int64_t> KeptBlocks::first_from(std::int64_t block) const {
  const auto from = std::min(static_cast<std::size_t>(block), kept_.size());
  const auto found =
      std::find(kept_.begin() + static_cast<std::ptrdiff_t>(from), kept_.end(), true);
  return found == kept_.end() ? std::nullopt : std::optional(found - kept_.begin());
}

Result<bool> KeptBlocks::read(std::int64_t block, model::Words& words, LineColumns& out) {
  Query query(db_, kColumns);
  query.bind(block);
  TRY(const bool found, query.step());
  bool sound = false;
  if (found) {
    const auto bytes = query.bytes_at(0);
    sound =
        read_line_columns({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, words, out);
  }
  if (!sound) {
    kept_[static_cast<std::size_t>(block)] = false;
    judge_want();
  }
  return sound;
}

}  // namespace saimnieks::ledger
