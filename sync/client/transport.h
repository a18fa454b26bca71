// Transport: one HTTP exchange at a time with the endpoint, however the platform does it. The
// client asks and is told later; nothing blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace saimnieks::sync::client {

struct HttpRequest {
  std::string method;  // GET, POST, PUT
  std::string path;    // "/api/v1/push"; the endpoint's address stands before it
  std::string secret;  // of the bearer; empty: none
  std::string body;    // JSON, which the transport may pack; of PUT bytes as they are
  std::int64_t deadline_ms = 60'000;  // until the whole answer is there
};

struct HttpResponse {
  int status = 0;  // 0: the endpoint was not reached, or the answer was cut
  std::string body;
  std::int64_t retry_after_ms = 0;  // of 429 and 503; 0: not said
};

class Transport {
 public:
  virtual ~Transport() = default;
  // `done` is called once, later and on the same thread, unless cancel() comes first.
  virtual void start(const std::string& endpoint, HttpRequest request,
                     std::function<void(HttpResponse)> done) = 0;
  virtual void cancel() = 0;
};

}  // namespace saimnieks::sync::client
