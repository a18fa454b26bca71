// Transport over sockets, for programs that may wait: the exchange happens in deliver().
#pragma once

#include <optional>

#include "sync/client/transport.h"

namespace saimnieks::cli {

class NativeTransport final : public sync::client::Transport {
 public:
  void start(const std::string& endpoint, sync::client::HttpRequest request,
             std::function<void(sync::client::HttpResponse)> done) override;
  void cancel() override { waiting_.reset(); }

  // Carries out what was started and tells the answer; false when nothing was.
  bool deliver();

 private:
  struct Waiting {
    std::string endpoint;
    sync::client::HttpRequest request;
    std::function<void(sync::client::HttpResponse)> done;
  };
  std::optional<Waiting> waiting_;
};

}  // namespace saimnieks::cli
