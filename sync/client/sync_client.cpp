#include "sync/client/sync_client.h"

#include <algorithm>
#include <utility>

#include "sync/protocol/messages.h"

namespace saimnieks::sync::client {
namespace {

using base::ErrorCode;

constexpr std::int64_t kBatchBytes = 1024 * 1024;  // about 256 KiB once packed
constexpr std::int64_t kMostBatchOps = 500;
constexpr std::int64_t kFirstRetryMs = 500;
constexpr std::int64_t kLongestRetryMs = 5 * 60 * 1000;
constexpr std::int64_t kLookAgainMs = 60 * 1000;

std::string random_word(base::Random& random) {
  std::array<std::byte, 8> bytes{};
  random.fill(bytes);
  return base::to_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

SyncClient::SyncClient(ledger::Ledger& ledger, Transport& transport, base::Clock& clock,
                       base::Random& random)
    : ledger_(ledger), transport_(transport), clock_(clock), random_(random) {
  const ledger::SyncState& state = ledger_.sync_state();
  endpoint_ = state.url;
  phase_ = state.secret.empty() ? SyncPhase::not_enrolled : SyncPhase::idle;
}

SyncClient::~SyncClient() {
  if (in_flight_) {
    transport_.cancel();
  }
}

void SyncClient::become(SyncPhase phase) {
  phase_ = phase;
  ++revision_;
}

void SyncClient::enrol(std::string endpoint, std::string token) {
  if (in_flight_) {
    transport_.cancel();
  }
  enrolling_at_ = std::move(endpoint);
  fault_.reset();
  become(SyncPhase::enrolling);
  in_flight_ = true;
  const Enrolment message{std::move(token), ledger_.device(), ledger_.id(), ledger_.empty(),
                          ledger_.user()};
  transport_.start(enrolling_at_, {"POST", "/api/v1/enroll", "", print(message)},
                   [this](const HttpResponse& response) { answered_enrol(response); });
}

void SyncClient::answered_enrol(const HttpResponse& response) {
  in_flight_ = false;
  const auto give_up = [this](base::Error error) {
    fault_ = std::move(error);
    become(ledger_.sync_state().secret.empty() ? SyncPhase::not_enrolled : SyncPhase::idle);
  };
  if (response.status == 0) {
    reached_ = false;
    return give_up({ErrorCode::endpoint_unreachable, {}, {}, nullptr});
  }
  reached_ = true;
  if (response.status != 200) {
    const auto code = base::error_code_from_name(parse_fault(response.body).code);
    return give_up(
        {code.value_or(ErrorCode::endpoint_refused), {}, std::to_string(response.status), nullptr});
  }
  auto enrolled = parse_enrolled(response.body);
  if (!enrolled) {
    return give_up(std::move(enrolled).error());
  }
  if (const auto adopted = ledger_.adopt(enrolled->ledger); !adopted) {
    return give_up(adopted.error());
  }
  ledger::SyncState state;
  state.url = enrolling_at_;
  state.secret = enrolled->secret;
  state.epoch = enrolled->epoch;
  state.cursor = "0";
  state.last_contact_ms = clock_.now_ms();
  if (const auto kept = ledger_.set_sync_state(state); !kept) {
    return give_up(kept.error());
  }
  endpoint_ = state.url;
  failures_ = 0;
  poked_ = true;
  become(SyncPhase::idle);
}

void SyncClient::set_online(bool online) {
  if (online_ == online) {
    return;
  }
  online_ = online;
  ++revision_;
  if (online) {
    poke();
  }
}

void SyncClient::poke() {
  poked_ = true;
  // A hint that the endpoint is there, or a new change: no reason to sit out a long wait.
  next_try_ms_ = std::min(next_try_ms_, clock_.monotonic_us() / 1000 + kFirstRetryMs);
}

std::int64_t SyncClient::tick() {
  if (in_flight_ || phase_ == SyncPhase::not_enrolled || phase_ == SyncPhase::stopped || !online_) {
    return -1;
  }
  const std::int64_t now = clock_.monotonic_us() / 1000;
  if (phase_ == SyncPhase::waiting && now < next_try_ms_) {
    return next_try_ms_ - now;
  }
  if (phase_ == SyncPhase::idle && !poked_ && now < next_try_ms_) {
    return next_try_ms_ - now;
  }
  poked_ = false;
  push_or_pull();
  return in_flight_ ? -1 : std::max<std::int64_t>(0, next_try_ms_ - now);
}

void SyncClient::push_or_pull() {
  if (!push_some()) {
    pull_some();
  }
}

bool SyncClient::push_some() {
  const auto outbox = ledger_.outbox(batch_ops_, kBatchBytes);
  if (!outbox) {
    stop(outbox.error());
    return true;
  }
  if (outbox->items.empty()) {
    return false;
  }
  become(SyncPhase::pushing);
  in_flight_ = true;
  const ChangeSet set = change_set(ledger_.id(), ledger_.device(), random_word(random_), *outbox);
  transport_.start(endpoint_, {"POST", "/api/v1/push", ledger_.sync_state().secret, print(set)},
                   [this](const HttpResponse& response) { answered_push(response); });
  return true;
}

void SyncClient::pull_some() {
  become(SyncPhase::pulling);
  in_flight_ = true;
  const ledger::SyncState& state = ledger_.sync_state();
  transport_.start(endpoint_, {"GET", "/api/v1/pull?cursor=" + state.cursor, state.secret, ""},
                   [this](const HttpResponse& response) { answered_pull(response); });
}

bool SyncClient::good(const HttpResponse& response) {
  in_flight_ = false;
  reached_ = response.status != 0;
  if (response.status == 200) {
    failures_ = 0;
    fault_.reset();
    return true;
  }
  if (response.status == 0) {
    fail({ErrorCode::endpoint_unreachable, {}, {}, nullptr}, 0);
    return false;
  }
  const Fault answer = parse_fault(response.body);
  const auto code = base::error_code_from_name(answer.code).value_or(ErrorCode::endpoint_refused);
  if (response.status == 413 && batch_ops_ > 1) {
    batch_ops_ = std::max<std::int64_t>(1, batch_ops_ / 2);
    poked_ = true;
    become(SyncPhase::idle);
  } else if (response.status == 429 || response.status >= 500) {
    fail({ErrorCode::endpoint_busy, {}, std::to_string(response.status), nullptr},
         response.retry_after_ms);
  } else {
    stop({code, {}, std::to_string(response.status), nullptr});
  }
  return false;
}

void SyncClient::answered_push(const HttpResponse& response) {
  if (!good(response)) {
    return;
  }
  const auto answer = parse_push_answer(response.body);
  if (!answer) {
    return fail(answer.error(), 0);
  }
  if (const auto kept = ledger_.record_verdicts(answer->verdicts); !kept) {
    return stop(kept.error());
  }
  for (const ledger::OpVerdictFor& item : answer->verdicts) {
    ++totals_.pushed;
    ++totals_.verdicts[item.verdict.verdict.kind];
  }
  batch_ops_ = std::min(kMostBatchOps, batch_ops_ * 2);
  poked_ = true;
  become(SyncPhase::idle);
}

void SyncClient::answered_pull(const HttpResponse& response) {
  if (!good(response)) {
    return;
  }
  const auto page = parse_pull_answer(response.body);
  if (!page) {
    return fail(page.error(), 0);
  }
  ledger::SyncState state = ledger_.sync_state();
  if (page->epoch != state.epoch) {
    return stop({ErrorCode::endpoint_refused, {}, "epoch", nullptr});
  }
  if (!page->entries.empty()) {
    const auto applied = ledger_.apply_feed(page->entries, page->cursor);
    if (!applied) {
      return stop(applied.error());
    }
    totals_.pulled += applied->ops;
    state = ledger_.sync_state();
  }
  state.last_contact_ms = clock_.now_ms();
  if (const auto kept = ledger_.set_sync_state(state); !kept) {
    return stop(kept.error());
  }
  poked_ = poked_ || page->more;
  next_try_ms_ = clock_.monotonic_us() / 1000 + kLookAgainMs;
  become(SyncPhase::idle);
}

// Exponential back-off with jitter, so that a thousand devices do not come back at one moment.
void SyncClient::fail(base::Error error, std::int64_t retry_after_ms) {
  in_flight_ = false;
  fault_ = std::move(error);
  const int doublings = std::min(failures_++, 10);
  std::int64_t wait = std::min(kLongestRetryMs, kFirstRetryMs << doublings);
  std::array<std::byte, 1> dice{};
  random_.fill(dice);
  wait = wait / 2 + wait * std::to_integer<std::int64_t>(dice[0]) / 512;
  next_try_ms_ = clock_.monotonic_us() / 1000 + std::max(wait, retry_after_ms);
  become(SyncPhase::waiting);
}

void SyncClient::stop(base::Error error) {
  in_flight_ = false;
  fault_ = std::move(error);
  become(SyncPhase::stopped);
}

}  // namespace saimnieks::sync::client
