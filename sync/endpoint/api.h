// The API between HTTP and a ChangeStore: what a request asks is read on any thread, what it writes
// is written together with what others write. docs/http-api.md describes it.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "sync/endpoint/change_store.h"
#include "sync/endpoint/http.h"

namespace saimnieks::sync::endpoint {

// What is left to do for the one thread that writes.
struct Upload {
  base::Hash hash{};
  std::string content;  // which hashes to it
};
using WriteJob = std::variant<Enrolment, ChangeSet, Upload>;
// The bearer may listen to events; the log stands at `head`.
struct Listen {
  std::int64_t head = 0;
};
using Reading = std::variant<Response, WriteJob, Listen>;

// Authorises, unpacks and parses; answers what needs no writing. HEAD is answered like GET. Of an
// upload whose body is still to come, 100 says that it may.
[[nodiscard]] Reading read_request(ChangeReader& reader, const Request& request);

struct Written {
  std::vector<Response> responses;  // one a job, in their order
  std::int64_t head = 0;            // of the log, when a push moved it; else 0
};
// Pushes that came together share one transaction.
[[nodiscard]] Written write_jobs(ChangeStore& store, std::vector<WriteJob> jobs);

// Both, for one thread. Not for events.
[[nodiscard]] Response answer(ChangeStore& store, const Request& request);

// An answer of the API for a fault.
[[nodiscard]] Response fault_response(base::ErrorCode code, std::string_view field = {},
                                      std::int64_t next_n = 0);

}  // namespace saimnieks::sync::endpoint
