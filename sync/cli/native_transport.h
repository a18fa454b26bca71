// Transport over sockets, for programs that may wait: the exchange happens in deliver().
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sync/client/transport.h"

namespace saimnieks::cli {

using sync::client::HttpRequest;
using sync::client::HttpResponse;

class NativeTransport final : public sync::client::Transport {
 public:
  NativeTransport();
  ~NativeTransport() override;
  NativeTransport(const NativeTransport&) = delete;
  NativeTransport& operator=(const NativeTransport&) = delete;

  // `endpoint` is "http://host:port" or "host:port"; https is not spoken, so it is not reached.
  void start(const std::string& endpoint, HttpRequest request,
             std::function<void(HttpResponse)> done) override;
  void cancel() override { waiting_.reset(); }

  // Carries out what was started and tells the answer; false when nothing was.
  bool deliver();

  // Bytes of bodies as they went over the wire, both ways.
  [[nodiscard]] std::int64_t bytes_up() const { return bytes_up_; }
  [[nodiscard]] std::int64_t bytes_down() const { return bytes_down_; }

 private:
  class Connection;
  struct Waiting {
    std::string endpoint;
    HttpRequest request;
    std::function<void(HttpResponse)> done;
  };
  HttpResponse exchange(const std::string& endpoint, const HttpRequest& request);

  std::optional<Waiting> waiting_;
  std::unique_ptr<Connection> connection_;  // kept open between exchanges
  std::int64_t bytes_up_ = 0;
  std::int64_t bytes_down_ = 0;
};

}  // namespace saimnieks::cli
