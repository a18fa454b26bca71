// Timing, enrolment, and what happens when something goes wrong; the exchange is in exchange.cpp.
#include "sync/client/sync_client.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sync/client/limits.h"

namespace saimnieks::sync::client {

using base::ErrorCode;

SyncClient::SyncClient(ledger::Ledger& ledger, Transport& transport, base::Clock& clock,
                       base::Random& random)
    : ledger_(ledger),
      transport_(transport),
      clock_(clock),
      random_(random),
      batch_ops_(kMostBatchOps),
      batch_bytes_(kMostBatchBytes),
      endpoint_(ledger.sync_state().url) {
  phase_ = ledger.sync_state().secret.empty() ? SyncPhase::not_enrolled : SyncPhase::idle;
}

SyncClient::~SyncClient() {
  if (in_flight_) {
    transport_.cancel();
  }
}

std::int64_t SyncClient::now_ms() { return clock_.monotonic_us() / 1000; }

void SyncClient::become(SyncPhase phase) {
  phase_ = phase;
  ++revision_;
}

bool SyncClient::settled() const {
  return phase_ == SyncPhase::idle && !in_flight_ && !page_ && !push_due_ && !pull_due_ &&
         !contents_due_ && to_upload_.empty() && to_bring_.empty();
}

void SyncClient::start(SyncPhase phase, HttpRequest request,
                       void (SyncClient::*answered)(const HttpResponse&)) {
  become(phase);
  in_flight_ = true;
  deadline_ms_ = now_ms() + std::max(kAnswerDeadlineMs, request.deadline_ms);
  transport_.start(phase == SyncPhase::enrolling ? enrolling_at_ : endpoint_, std::move(request),
                   [this, answered](const HttpResponse& response) {
                     in_flight_ = false;
                     (this->*answered)(response);
                   });
}

void SyncClient::enrol(std::string endpoint, std::string token) {
  if (in_flight_) {
    transport_.cancel();
  }
  page_.reset();  // the cursor still stands before it
  differs_ = false;
  fork_.reset();
  // What needed a person still does when enrolling fails.
  const bool needs_person = phase_ == SyncPhase::stopped || phase_ == SyncPhase::not_enrolled;
  if (phase_ != SyncPhase::enrolling) {
    before_enrolling_ = needs_person ? phase_ : SyncPhase::idle;
  }
  enrolling_at_ = std::move(endpoint);
  fault_.reset();
  const Enrolment message{std::move(token), ledger_.device(), ledger_.id(), ledger_.empty(),
                          ledger_.user()};
  start(SyncPhase::enrolling, {"POST", "/api/v1/enroll", "", print(message)},
        &SyncClient::answered_enrol);
}

void SyncClient::answered_enrol(const HttpResponse& response) {
  reached_ = response.status != 0;
  std::optional<base::Error> error;
  if (response.status == 0) {
    error = base::Error{ErrorCode::endpoint_unreachable, {}, enrolling_at_, nullptr};
  } else if (response.status != 200) {
    const auto code = base::error_code_from_name(parse_fault(response.body).code);
    error = base::Error{
        code.value_or(ErrorCode::endpoint_refused), {}, std::to_string(response.status), nullptr};
  } else if (const auto taken = take_enrolment(response.body); !taken) {
    error = taken.error();
  }
  fault_ = std::move(error);
  if (!fault_) {
    failures_ = 0;
    next_try_ms_ = not_before_ms_ = 0;
    push_due_ = pull_due_ = contents_due_ = true;
  }
  become(fault_ ? before_enrolling_ : SyncPhase::idle);
}

base::Result<void> SyncClient::take_enrolment(const std::string& body) {
  TRY(const Enrolled enrolled, parse_enrolled(body));
  TRY_DO(ledger_.adopt(enrolled.ledger));
  ledger::SyncState state = ledger_.sync_state();
  if (state.epoch != enrolled.epoch) {
    state.cursor.clear();
  }
  state.url = enrolling_at_;
  state.secret = enrolled.secret;
  state.name = enrolled.name;
  state.reads_only = enrolled.reads_only;
  state.epoch = enrolled.epoch;
  state.last_contact_ms = clock_.now_ms();
  state.clock_offset_ms = enrolled.now_ms - state.last_contact_ms;
  TRY_DO(ledger_.set_sync_state(state));
  endpoint_ = state.url;
  return look_for_gaps(enrolled.next_n);
}

void SyncClient::set_online(bool online) {
  if (online_ == online) {
    return;
  }
  online_ = online;
  ++revision_;
  if (online) {
    hint();
  }
}

void SyncClient::poke() {
  push_due_ = true;
  // A wait of the time when nothing had to be sent must not hold up what has to be now.
  if (phase_ == SyncPhase::waiting) {
    next_try_ms_ = std::min(next_try_ms_, now_ms() + kUnreachableWaitMs);
  }
}

void SyncClient::hint() {
  push_due_ = pull_due_ = true;
  next_try_ms_ = std::min(next_try_ms_, now_ms());
}

void SyncClient::retry() {
  if (phase_ == SyncPhase::stopped) {
    differs_ = false;
    fork_.reset();
    become(SyncPhase::idle);
  }
  hint();
}

base::Result<ledger::Forked> SyncClient::fork_off() {
  if (!fork_) {
    return base::fail(ErrorCode::not_found, "fork");
  }
  TRY(const ledger::Forked forked, ledger_.fork_off(*fork_));
  fork_.reset();
  differs_ = false;
  fault_ = base::Error{ErrorCode::not_enrolled, {}, {}, nullptr};
  become(SyncPhase::not_enrolled);
  return forked;
}

std::int64_t SyncClient::tick() {
  if (phase_ == SyncPhase::not_enrolled && !in_flight_) {
    return -1;
  }
  const std::int64_t now = now_ms();
  if (in_flight_) {
    if (now < deadline_ms_) {
      return deadline_ms_ - now;
    }
    transport_.cancel();
    in_flight_ = false;
    if (phase_ == SyncPhase::enrolling) {
      answered_enrol({});
    } else {
      unreachable();
    }
  }
  if (phase_ == SyncPhase::stopped || phase_ == SyncPhase::not_enrolled || !online_) {
    return -1;
  }
  const std::int64_t wait_ms = std::max(next_try_ms_, not_before_ms_) - now;
  if (page_) {  // it is here already, whatever the next question waits for
    apply_slice();
    return 0;
  }
  const bool contents_wait = contents_due_ || !to_upload_.empty() || !to_bring_.empty();
  if (wait_ms > 0 && (phase_ == SyncPhase::waiting || !(push_due_ || pull_due_ || contents_wait))) {
    return wait_ms;
  }
  if (wait_ms <= 0) {
    push_due_ = pull_due_ = true;
  }
  const bool push_first = !pull_due_ || !pushed_last_;
  if (!(push_due_ && push_first && push_some()) && pull_due_ && phase_ != SyncPhase::stopped) {
    pull_some();
  }
  if (!in_flight_ && !push_due_ && !pull_due_ && phase_ == SyncPhase::idle &&
      !exchange_contents() && phase_ == SyncPhase::idle) {
    return std::max<std::int64_t>(0, next_try_ms_ - now);
  }
  return in_flight_ ? kAnswerDeadlineMs : phase_ == SyncPhase::stopped ? -1 : 0;
}

void SyncClient::succeeded() {
  failures_ = 0;
  not_before_ms_ = 0;
  fault_.reset();
}

void SyncClient::refused(const HttpResponse& response) {
  if (response.status == 0) {
    return unreachable();
  }
  reached_ = true;
  const Fault answer = parse_fault(response.body);
  const auto code = base::error_code_from_name(answer.code).value_or(ErrorCode::endpoint_refused);
  base::Error error{code, answer.field, std::to_string(response.status), nullptr};
  switch (response.status) {
    case 401:
      // It was emptied, or is another one. A new token makes this device known again, and then all
      // that it lacks is sent again.
      stop(std::move(error));
      return become(SyncPhase::not_enrolled);
    case 403:
      return stop(std::move(error));
    case 409:
      if (code == ErrorCode::op_differs || code == ErrorCode::op_chain_broken ||
          code == ErrorCode::ledger_differs) {
        return stop(std::move(error));
      }
      break;
    case 413:
      if (batch_ops_ == 1) {
        return stop(std::move(error));
      }
      shrink_batch();
      push_due_ = true;
      return become(SyncPhase::idle);
    case 502:
    case 504:  // a gateway that does not reach the endpoint either
      return unreachable();
    default:
      break;
  }
  // A proxy's page, a busy endpoint, an answer of a version to come: all may pass.
  if (response.status == 429 || response.status == 503) {
    error.code = ErrorCode::endpoint_busy;
    return try_again(std::move(error), kUnreachableWaitMs, response.retry_after_ms);
  }
  try_again(std::move(error), kLongestWaitMs, 0);
}

// Exponential back-off with jitter, so that a thousand devices do not come back at one moment.
void SyncClient::try_again(base::Error error, std::int64_t longest_ms,
                           std::int64_t retry_after_ms) {
  constexpr int kMostDoublings = 16;
  const std::int64_t now = now_ms();
  fault_ = std::move(error);
  failing_since_ms_ = failures_ == 0 ? now : failing_since_ms_;
  const int doublings = std::min(failures_++, kMostDoublings);
  std::int64_t wait_ms = std::min(longest_ms, kFirstWaitMs << doublings);
  std::array<std::byte, 1> dice{};
  random_.fill(dice);
  wait_ms = wait_ms / 2 + wait_ms * std::to_integer<std::int64_t>(dice[0]) / 512;
  next_try_ms_ = now + wait_ms;
  not_before_ms_ = retry_after_ms > 0 ? now + retry_after_ms + wait_ms / 4 : 0;
  push_due_ = pull_due_ = true;
  become(SyncPhase::waiting);
}

// Somebody waits for the endpoint to come back, so it is looked for every few seconds: for as long
// as work waits to be sent, and for the first hour when none does.
void SyncClient::unreachable() {
  reached_ = false;
  const auto waiting = ledger_.outbox(1, 1);
  const bool nothing_waits = waiting && waiting->items.empty();
  const bool long_gone =
      nothing_waits && failures_ > 0 && now_ms() - failing_since_ms_ > kLongGoneMs;
  try_again({ErrorCode::endpoint_unreachable, {}, {}, nullptr},
            long_gone ? kLongGoneWaitMs : kUnreachableWaitMs, 0);
}

void SyncClient::ledger_failed(base::Error error) {
  if (error.code != ErrorCode::ledger_busy && error.code != ErrorCode::storage_in_use) {
    return stop(std::move(error));
  }
  // An import is under way, or another program writes. What was answered is asked again.
  page_.reset();
  push_due_ = pull_due_ = true;
  next_try_ms_ = now_ms() + kBusyWaitMs;
  become(SyncPhase::waiting);
}

void SyncClient::stop(base::Error error) {
  page_.reset();
  fault_ = std::move(error);
  become(SyncPhase::stopped);
}

}  // namespace saimnieks::sync::client
