// HTTP by Boost.Beast on one I/O thread; the store has a thread of its own, which takes all
// requests that wait at once, so that pushes share a flush.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "sync/endpoint/change_store.h"
#include "sync/endpoint/site.h"

namespace saimnieks::sync::endpoint {

class Server {
 public:
  // Listens on 127.0.0.1 at once; port 0 takes a free one. port_in_use when it is taken. The store
  // is used by the server's store thread only, until run() has returned.
  [[nodiscard]] static base::Result<std::unique_ptr<Server>> listen(std::uint16_t port,
                                                                    ChangeStore& store,
                                                                    const Site* site);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Serves until stop() or SIGTERM/SIGINT; answers what has begun before it returns.
  void run();
  void stop();  // from any thread

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saimnieks::sync::endpoint
