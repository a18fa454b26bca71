// What client and endpoint say to each other beside change sets: enrolment, verdicts, feed, faults.
// docs/http-api.md describes the JSON. Nothing here throws, whatever the other side sends.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/sync_face.h"
#include "sync/protocol/change_set.h"

namespace saimnieks::sync {

inline constexpr std::size_t kMostContentsAsked = 1000;

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
  std::string name;         // of the device, as the endpoint will call it
  bool reads_only = false;  // what it sends of its own will be refused
  std::int64_t next_n = 1;  // the device's op that the endpoint waits for
  std::int64_t now_ms = 0;  // the endpoint's clock
};

struct PushAnswer {
  std::vector<ledger::OpVerdictFor> verdicts;  // one a change, in their order
  // The receipt: where the scope's log stood after the push, and its hash there.
  std::string scope;
  std::int64_t seq = 0;
  oplog::Hash head{};
};

struct PullAnswer {
  std::vector<ledger::FeedEntry> entries;
  std::string cursor;
  std::string epoch;
  bool more = false;
  std::int64_t next_n = 1;  // the op of the asking device that the endpoint waits for
  std::int64_t now_ms = 0;  // the endpoint's clock
};

// What a device has of attachments' contents, by hash, and which of it the endpoint has or wants.
// What stands in neither list is named by no op that took effect there.
struct ContentsAnswer {
  std::vector<base::Hash> held;
  std::vector<base::Hash> wanted;
};

struct Fault {
  std::string code;
  std::string field;        // at fault, when one is
  std::int64_t next_n = 0;  // of op_out_of_order: the op that the endpoint waits for
};

[[nodiscard]] std::string print(const Enrolment& message);
[[nodiscard]] std::string print(const Enrolled& message);
[[nodiscard]] std::string print(const PushAnswer& message);
[[nodiscard]] std::string print(const PullAnswer& message);
[[nodiscard]] std::string print(const ContentsAnswer& message);
[[nodiscard]] std::string print_contents(std::span<const base::Hash> hashes);  // the question
[[nodiscard]] std::string print(const Fault& message);

// answer_invalid or changeset_invalid when it is not what it should be.
[[nodiscard]] base::Result<Enrolment> parse_enrolment(std::string_view json);
[[nodiscard]] base::Result<Enrolled> parse_enrolled(std::string_view json);
[[nodiscard]] base::Result<PushAnswer> parse_push_answer(std::string_view json);
[[nodiscard]] base::Result<PullAnswer> parse_pull_answer(std::string_view json);
[[nodiscard]] base::Result<ContentsAnswer> parse_contents_answer(std::string_view json);
// At most kMostContentsAsked.
[[nodiscard]] base::Result<std::vector<base::Hash>> parse_contents(std::string_view json);
[[nodiscard]] Fault parse_fault(std::string_view json);  // code empty when there is none

// A verdict as it is stored and sent: `{"kind":"accepted"}`, with code, field and exceptions.
[[nodiscard]] std::string print(const oplog::OpVerdict& verdict);
[[nodiscard]] base::Result<oplog::OpVerdict> parse_verdict(std::string_view json);

}  // namespace saimnieks::sync
