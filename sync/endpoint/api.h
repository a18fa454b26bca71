// The API over a ChangeStore: /api/v1/status, enroll, push, pull. It runs on the store's own
// thread; events are the server's business.
#pragma once

#include <span>
#include <vector>

#include "sync/endpoint/change_store.h"
#include "sync/endpoint/http.h"

namespace saimnieks::sync::endpoint {

class Api {
 public:
  explicit Api(ChangeStore& store) : store_(store) {}

  // Answers in the order of the requests. Pushes that came together share one transaction.
  [[nodiscard]] std::vector<Response> handle(std::span<const Request> requests);
  // Whether the bearer of this header is an enrolled device.
  [[nodiscard]] bool knows(const Request& request);
  [[nodiscard]] std::int64_t head() { return store_.head(); }

 private:
  [[nodiscard]] Response one(const Request& request);
  [[nodiscard]] Response status();
  [[nodiscard]] Response enrol(const Request& request);
  [[nodiscard]] Response pull(const Request& request);
  void push(std::span<const Request> requests, std::vector<Response>& responses);
  [[nodiscard]] base::Result<std::optional<Device>> bearer(const Request& request);

  ChangeStore& store_;
};

}  // namespace saimnieks::sync::endpoint
