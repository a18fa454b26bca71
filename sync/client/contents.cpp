// Contents of attachments beside the change sets: what is here goes up once the op that names it is
// there, one by one, so that a cut costs one of them; what is not here comes when it is asked for.
#include <algorithm>
#include <iterator>
#include <utility>

#include "core/ledger/content_size.h"
#include "sync/client/limits.h"
#include "sync/client/sync_client.h"

namespace saimnieks::sync::client {
namespace {

using base::ErrorCode;
using base::Hash;

bool lists(const std::vector<Hash>& list, const Hash& hash) {
  return std::find(list.begin(), list.end(), hash) != list.end();
}

std::int64_t deadline_for(std::int64_t bytes) {
  return kAnswerDeadlineMs + bytes / kFewestBytesAMs;
}

std::string path_of(const Hash& hash) { return "/api/v1/blobs/" + base::to_hex(hash); }

}  // namespace

void SyncClient::want_content(const Hash& hash) {
  not_there_.erase(std::remove(not_there_.begin(), not_there_.end(), hash), not_there_.end());
  if (!lists(to_bring_, hash)) {
    to_bring_.push_back(hash);
    next_try_ms_ = phase_ == SyncPhase::waiting ? next_try_ms_ : std::min(next_try_ms_, now_ms());
  }
}

std::optional<ErrorCode> SyncClient::content_fault(const Hash& hash) const {
  return lists(not_there_, hash) ? std::optional(ErrorCode::content_missing) : std::nullopt;
}

bool SyncClient::exchange_contents() {
  if (!to_bring_.empty()) {  // somebody waits for it
    start(SyncPhase::pulling,
          {"GET", path_of(to_bring_.front()), ledger_.sync_state().secret, "",
           deadline_for(ledger::kMostContentBytes)},
          &SyncClient::answered_content);
    return true;
  }
  if (!to_upload_.empty()) {
    return upload_content();
  }
  return contents_due_ && offer_contents();
}

bool SyncClient::offer_contents() {
  auto hashes = ledger_.contents_to_offer(offered_to_, kMostOffered);
  if (!hashes) {
    ledger_failed(hashes.error());
    return false;
  }
  if (hashes->empty()) {
    contents_due_ = false;
    offered_to_.reset();
    return false;
  }
  offered_ = std::move(*hashes);
  start(SyncPhase::pushing,
        {"POST", "/api/v1/blobs", ledger_.sync_state().secret, print_contents(offered_)},
        &SyncClient::answered_offer);
  return true;
}

void SyncClient::answered_offer(const HttpResponse& response) {
  if (response.status != 200) {
    return refused(response);
  }
  reached_ = true;
  const auto answer = parse_contents_answer(response.body);
  if (!answer) {
    return try_again(answer.error(), kLongestWaitMs, 0);
  }
  if (!answer->held.empty()) {
    if (const auto kept = ledger_.content_is_held(answer->held); !kept) {
      return ledger_failed(kept.error());
    }
  }
  succeeded();
  std::copy_if(answer->wanted.begin(), answer->wanted.end(), std::back_inserter(to_upload_),
               [this](const Hash& hash) { return lists(offered_, hash); });
  offered_to_ = offered_.back();
  become(SyncPhase::idle);
}

bool SyncClient::upload_content() {
  while (!to_upload_.empty()) {
    auto content = ledger_.content(to_upload_.front());
    if (content) {
      const std::int64_t deadline_ms = deadline_for(static_cast<std::int64_t>(content->size()));
      start(SyncPhase::pushing,
            {"PUT", path_of(to_upload_.front()), ledger_.sync_state().secret, std::move(*content),
             deadline_ms},
            &SyncClient::answered_upload);
      return true;
    }
    // Damaged here: verify says so, and nothing else has to wait for it.
    if (content.error().code != ErrorCode::storage_corrupt) {
      ledger_failed(content.error());
      return false;
    }
    to_upload_.erase(to_upload_.begin());
  }
  return contents_due_ && offer_contents();
}

void SyncClient::answered_upload(const HttpResponse& response) {
  const Hash hash = to_upload_.front();
  // 404: the op that named it was refused meanwhile.
  if (response.status != 200 && response.status != 404) {
    return refused(response);
  }
  reached_ = true;
  to_upload_.erase(to_upload_.begin());
  if (response.status == 200) {
    return content_kept(hash);
  }
  succeeded();
  become(SyncPhase::idle);
}

void SyncClient::answered_content(const HttpResponse& response) {
  const Hash hash = to_bring_.front();
  if (response.status != 200 && response.status != 404) {
    return refused(response);
  }
  reached_ = true;
  if (response.status == 404) {
    to_bring_.erase(to_bring_.begin());
    not_there_.push_back(hash);
    succeeded();
    return become(SyncPhase::idle);
  }
  if (const auto kept = ledger_.keep_content(hash, response.body); !kept) {
    const ErrorCode code = kept.error().code;
    const bool altered = code == ErrorCode::content_differs || code == ErrorCode::file_empty;
    return altered
               ? try_again({ErrorCode::answer_invalid, "content", {}, nullptr}, kLongestWaitMs, 0)
               : ledger_failed(kept.error());
  }
  to_bring_.erase(to_bring_.begin());
  content_kept(hash);
}

// Here and there.
void SyncClient::content_kept(const Hash& hash) {
  if (const auto kept = ledger_.content_is_held({&hash, 1}); !kept) {
    return ledger_failed(kept.error());
  }
  succeeded();
  ++revision_;
  become(SyncPhase::idle);
}

}  // namespace saimnieks::sync::client
