// Transport over the worker's fetch, to the origin that served the page. JSON goes up gzipped. Once
// an exchange with a secret has worked it also listens to the endpoint's hints.
#pragma once

#include <functional>
#include <string>

#include "sync/client/transport.h"

namespace saimnieks::app {

class FetchTransport final : public sync::client::Transport {
 public:
  void start(const std::string& endpoint, sync::client::HttpRequest request,
             std::function<void(sync::client::HttpResponse)> done) override;
  void cancel() override;

  // The answer to `ticket` has come; stale ones are dropped.
  void answered(int ticket, sync::client::HttpResponse response);

 private:
  int ticket_ = 0;  // of the exchange under way; answers to others mean nothing
  std::string secret_;
  std::function<void(sync::client::HttpResponse)> done_;
};

}  // namespace saimnieks::app
