// What client and endpoint say to each other: change sets, verdicts, enrolment, feed. JSON forms
// are in docs/http-api.md; the change set is also a file (docs/changeset.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/sync_face.h"

namespace saimnieks::sync {

// What one upload or one export file carries: consecutive ops of one device, whole transactions
// unless these are divisible.
struct ChangeSet {
  base::Uuid ledger;
  base::Uuid device;
  std::string batch;     // of the sender, for its own records; decides nothing
  oplog::Hash before{};  // the device's chain before the first op
  struct Change {
    oplog::OpId id;
    std::int64_t count = 1;
    std::string text;  // canonical
    oplog::Hash hash{};
  };
  std::vector<Change> changes;
};

// The largest change set that an endpoint takes.
inline constexpr std::size_t kMostChanges = 1000;
inline constexpr int kDeepestJson = 32;

[[nodiscard]] std::string print(const ChangeSet& set);
// changeset_invalid: not JSON of this format, too deep, doubled keys, a chain that does not fit,
// ops that are not consecutive ones of the device. What the ops mean is judged later.
[[nodiscard]] base::Result<ChangeSet> parse_change_set(std::string_view json);
[[nodiscard]] ChangeSet change_set(const base::Uuid& ledger, const base::Uuid& device,
                                   std::string batch, const ledger::Outbox& outbox);

struct Enrolment {  // request
  std::string token;
  base::Uuid device;
  base::Uuid ledger;
  bool empty = false;  // the device's ledger holds nothing: it may become another one's copy
  std::string user;
};
struct Enrolled {  // answer
  std::string secret;
  base::Uuid ledger;
  std::string epoch;
};

struct PushAnswer {
  std::vector<ledger::OpVerdictFor> verdicts;  // one a change, in their order
  std::string scope;
  std::int64_t seq = 0;  // of the scope after the push
};

struct PullAnswer {
  std::vector<ledger::FeedEntry> entries;
  std::string cursor;
  std::string epoch;
  bool more = false;
};

struct Fault {
  std::string code;
  std::int64_t next_n = 0;  // of op_out_of_order: the op that the endpoint waits for
};

[[nodiscard]] std::string print(const Enrolment& message);
[[nodiscard]] std::string print(const Enrolled& message);
[[nodiscard]] std::string print(const PushAnswer& message);
// Ops of `without_text_of` come without their text: that device has them.
[[nodiscard]] std::string print(const PullAnswer& message, const base::Uuid& without_text_of);
[[nodiscard]] std::string print(const Fault& message);

// answer_invalid or changeset_invalid when it is not what it should be.
[[nodiscard]] base::Result<Enrolment> parse_enrolment(std::string_view json);
[[nodiscard]] base::Result<Enrolled> parse_enrolled(std::string_view json);
[[nodiscard]] base::Result<PushAnswer> parse_push_answer(std::string_view json);
[[nodiscard]] base::Result<PullAnswer> parse_pull_answer(std::string_view json);
[[nodiscard]] Fault parse_fault(std::string_view json);  // code empty when there is none

// A verdict as it is stored and sent: `{"kind":"accepted"}`, with code, field and exceptions.
[[nodiscard]] std::string print(const oplog::OpVerdict& verdict);
[[nodiscard]] base::Result<oplog::OpVerdict> parse_verdict(std::string_view json);

}  // namespace saimnieks::sync
