// One exchange after the other: what is sent, and what becomes of the answers.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "sync/client/limits.h"
#include "sync/client/sync_client.h"

namespace saimnieks::sync::client {
namespace {

using base::ErrorCode;

std::string random_word(base::Random& random) {
  std::array<std::byte, 8> bytes{};
  random.fill(bytes);
  return base::to_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// Whether two neighbours of the feed belong to one transaction that must not be seen in half. Own
// ops without text are on the rows already.
bool belong_together(const ledger::FeedEntry& left, const ledger::FeedEntry& right) {
  if (left.id.device != right.id.device || left.text.empty() || right.text.empty()) {
    return false;
  }
  const auto first = oplog::parse_op(left.text);
  const auto second = oplog::parse_op(right.text);
  return first && second && first->tx == second->tx && !first->tx.divisible();
}

}  // namespace

// ---- up

base::Result<ledger::Outbox> SyncClient::next_batch() {
  std::int64_t ops = batch_ops_;
  std::int64_t bytes = batch_bytes_;
  while (true) {
    ledger::Outbox batch;
    if (offer_from_n_ > 0) {
      TRY(batch, ledger_.own_log(offer_from_n_, ops, bytes));
      offer_from_n_ = batch.items.empty() ? 0 : offer_from_n_;
    }
    if (offer_from_n_ == 0) {
      TRY(batch, ledger_.outbox(ops, bytes));
    }
    if (batch.items.empty()) {
      return batch;
    }
    const bool too_many = batch.items.size() > kMostChanges;
    batch.items.resize(std::min(batch.items.size(), kMostChanges));
    if (keep_whole_transactions(batch)) {
      return batch;
    }
    if (too_many || bytes >= kMostBytesAtAll) {
      return base::fail(ErrorCode::endpoint_too_large, "one transaction");
    }
    ops *= 4;
    bytes = std::min(bytes * 4, kMostBytesAtAll);
  }
}

bool SyncClient::push_some() {
  if (differs_) {
    push_due_ = false;  // until the feed has shown where
    return false;
  }
  const auto batch = next_batch();
  if (!batch) {
    ledger_failed(batch.error());
    return true;
  }
  if (batch->items.empty()) {
    push_due_ = false;
    return false;
  }
  pushed_last_ = true;
  sent_.clear();
  for (const ledger::Outbox::Item& item : batch->items) {
    sent_.push_back({item.id, item.count});
  }
  const ChangeSet set = change_set(ledger_.id(), ledger_.device(), random_word(random_), *batch);
  start(SyncPhase::pushing, {"POST", "/api/v1/push", ledger_.sync_state().secret, print(set)},
        &SyncClient::answered_push);
  return true;
}

void SyncClient::shrink_batch() {
  batch_ops_ = std::max<std::int64_t>(1, batch_ops_ / 2);
  batch_bytes_ = std::max(kFewestBatchBytes, batch_bytes_ / 2);
}

void SyncClient::answered_push(const HttpResponse& response) {
  if (response.status == 0) {
    shrink_batch();  // perhaps the line carries only small ones
  }
  if (response.status != 200) {
    const Fault fault = parse_fault(response.body);
    const bool has_lost_some = response.status == 409 &&
                               fault.code == base::error_name(ErrorCode::op_out_of_order) &&
                               fault.next_n > 0 && fault.next_n != last_asked_n_;
    if (response.status == 409 && fault.code == base::error_name(ErrorCode::op_differs)) {
      reached_ = true;
      differs_ = pull_due_ = true;
      return become(SyncPhase::idle);
    }
    if (!has_lost_some) {
      return refused(response);
    }
    offer_from_n_ = last_asked_n_ = fault.next_n;
    return become(SyncPhase::idle);
  }
  reached_ = true;
  const auto answer = read_verdicts(response.body);
  if (!answer) {
    return try_again(answer.error(), kLongestWaitMs, 0);
  }
  if (const auto kept = ledger_.record_verdicts(answer->verdicts); !kept) {
    return ledger_failed(kept.error());
  }
  succeeded();
  last_asked_n_ = 0;
  count(*answer);
  if (offer_from_n_ > 0) {
    offer_from_n_ = sent_.back().id.n + sent_.back().count;
  }
  batch_ops_ = std::min(kMostBatchOps, batch_ops_ * 2);
  batch_bytes_ = std::min(kMostBatchBytes, batch_bytes_ * 2);
  push_due_ = true;  // perhaps there is more
  contents_due_ = true;
  pull_due_ = true;  // only the feed says in which order it became rows
  become(SyncPhase::idle);
}

// One verdict for each op that was sent, in their order: anything else is no answer.
base::Result<PushAnswer> SyncClient::read_verdicts(const std::string& body) const {
  TRY(PushAnswer answer, parse_push_answer(body));
  const bool fits = std::equal(
      sent_.begin(), sent_.end(), answer.verdicts.begin(), answer.verdicts.end(),
      [](const Sent& sent, const ledger::OpVerdictFor& said) {
        return sent.id == said.id && said.verdict.verdict.kind != oplog::VerdictKind::pending &&
               (said.verdict.exceptions.empty() || said.verdict.exceptions.back().row < sent.count);
      });
  if (!fits) {
    return base::fail_field(ErrorCode::answer_invalid, "verdicts");
  }
  return answer;
}

void SyncClient::count(const PushAnswer& answer) {
  for (std::size_t i = 0; i < sent_.size(); ++i) {
    const oplog::OpVerdict& verdict = answer.verdicts[i].verdict;
    totals_.pushed += sent_[i].count;
    totals_.verdicts[verdict.verdict.kind] +=
        sent_[i].count - static_cast<std::int64_t>(verdict.exceptions.size());
    for (const auto& exception : verdict.exceptions) {
      ++totals_.verdicts[exception.verdict.kind];
    }
  }
}

// ---- down

void SyncClient::pull_some() {
  pushed_last_ = false;
  const ledger::SyncState& state = ledger_.sync_state();
  start(SyncPhase::pulling,
        {"GET", "/api/v1/pull?cursor=" + state.cursor + (own_text_too_ ? "&own=1" : ""),
         state.secret, ""},
        &SyncClient::answered_pull);
}

void SyncClient::answered_pull(const HttpResponse& response) {
  ledger::SyncState state = ledger_.sync_state();
  const bool from_start = state.cursor.empty();
  if (response.status != 200) {
    const Fault fault = parse_fault(response.body);
    if (fault.code != base::error_name(ErrorCode::cursor_unknown) || from_start) {
      return refused(response);
    }
  }
  reached_ = true;
  auto page = response.status == 200 ? parse_pull_answer(response.body)
                                     : base::Result<PullAnswer>(PullAnswer());
  if (!page) {
    return try_again(page.error(), kLongestWaitMs, 0);
  }
  if (response.status != 200 || (page->epoch != state.epoch && !from_start)) {
    // The endpoint was set back to an earlier time: all is compared from the beginning.
    state.cursor.clear();
    contents_due_ = true;
    auto kept = ledger_.no_content_is_held();
    kept = kept ? ledger_.set_sync_state(state) : kept;
    return kept ? become(SyncPhase::idle) : ledger_failed(kept.error());
  }
  if (const auto looked = look_for_gaps(page->next_n); !looked) {
    return ledger_failed(looked.error());
  }
  page_ = Page{std::move(*page), 0};
  apply_slice();
}

// Whether the endpoint has lost own ops that it had answered, or is another one.
base::Result<void> SyncClient::look_for_gaps(std::int64_t next_n) {
  TRY(const ledger::Outbox missing, ledger_.own_log(next_n, 1, 1));
  TRY(const ledger::Outbox waiting, ledger_.outbox(1, 1));
  if (!missing.items.empty() &&
      (waiting.items.empty() || missing.items.front().id.n < waiting.items.front().id.n)) {
    offer_from_n_ = missing.items.front().id.n;
    push_due_ = true;
  }
  return {};
}

std::size_t SyncClient::slice_end() const {
  const auto& entries = page_->answer.entries;
  std::size_t end = page_->applied;
  std::size_t bytes = 0;
  while (end < entries.size() && bytes < kSliceBytes && end - page_->applied < kSliceEntries) {
    bytes += entries[end++].text.size();
  }
  while (end < entries.size() && end > 0 && belong_together(entries[end - 1], entries[end])) {
    ++end;
  }
  return end;
}

void SyncClient::apply_slice() {
  const std::size_t end = slice_end();
  const auto& entries = page_->answer.entries;
  const auto slice = std::span(entries).subspan(page_->applied, end - page_->applied);
  const bool last = end == entries.size();
  if (!slice.empty()) {
    // Until the last slice the old cursor stands: what was applied is known when it comes again.
    const std::string cursor = last ? page_->answer.cursor : ledger_.sync_state().cursor;
    const auto applied = ledger_.apply_feed(slice, cursor);
    if (!applied && applied.error().code == ErrorCode::op_differs) {
      return look_for_fork(slice, applied.error());
    }
    if (!applied) {
      const bool lacks_own = applied.error().code == ErrorCode::op_malformed && !own_text_too_ &&
                             std::any_of(slice.begin(), slice.end(),
                                         [](const auto& entry) { return entry.text.empty(); });
      if (!lacks_own) {
        return ledger_failed(applied.error());
      }
      own_text_too_ = true;
      page_.reset();
      return become(SyncPhase::idle);
    }
    totals_.pulled += applied->ops;
    ++revision_;
  }
  page_->applied = end;
  if (last) {
    if (const auto ended = end_page(); !ended) {
      ledger_failed(ended.error());
    }
  }
}

base::Result<std::size_t> SyncClient::common_entries(
    std::span<const ledger::FeedEntry> slice) const {
  std::size_t same = 0;
  for (; same < slice.size(); ++same) {
    const ledger::FeedEntry& entry = slice[same];
    if (entry.id.device != ledger_.device()) {
      continue;
    }
    TRY(const ledger::Outbox own, ledger_.own_log(entry.id.n, 1, 1));
    if (!own.items.empty() &&
        (own.items.front().id != entry.id || own.items.front().hash != entry.hash)) {
      break;
    }
  }
  return same;
}

void SyncClient::look_for_fork(std::span<const ledger::FeedEntry> slice, base::Error error) {
  const auto common = common_entries(slice);
  if (!common) {
    return ledger_failed(common.error());
  }
  if (*common < slice.size()) {
    if (*common > 0) {
      const auto applied = ledger_.apply_feed(slice.first(*common), ledger_.sync_state().cursor);
      if (!applied) {
        return ledger_failed(applied.error());
      }
      totals_.pulled += applied->ops;
    }
    fork_ = slice[*common].id;
  }
  stop(std::move(error));
}

base::Result<void> SyncClient::end_page() {
  const PullAnswer answer = std::move(page_->answer);
  page_.reset();
  succeeded();
  ledger::SyncState state = ledger_.sync_state();
  const std::int64_t now = clock_.now_ms();
  // Written now and then, since it costs a flush; an empty answer every few seconds does not.
  if (!answer.entries.empty() || state.epoch != answer.epoch ||
      std::abs(now - state.last_contact_ms) > kContactKeptMs) {
    state.epoch = answer.epoch;
    state.last_contact_ms = now;
    state.clock_offset_ms = answer.now_ms - now;
    TRY_DO(ledger_.set_sync_state(state));
  }
  own_text_too_ = own_text_too_ && answer.more;
  pull_due_ = answer.more;
  next_try_ms_ = now_ms() + kLookAgainMs;
  become(SyncPhase::idle);
  if (differs_ && !answer.more) {
    stop({ErrorCode::op_differs, {}, {}, nullptr});  // and the feed does not say where
  }
  return {};
}

}  // namespace saimnieks::sync::client
