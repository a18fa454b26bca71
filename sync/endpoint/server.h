// Server: listens, keeps the sessions, and ends them in order. HTTP by Boost.Beast on one I/O
// thread; what takes time is the desk's.
#pragma once

#include <cstdint>
#include <memory>

#include "core/base/result.h"
#include "sync/endpoint/change_store.h"
#include "sync/endpoint/site.h"

namespace saimnieks::sync::endpoint {

struct Deadlines;

class Server {
 public:
  // Listens on the loopback addresses at once; port 0 takes a free one. port_in_use when it is
  // taken; storage_* when the store gives no readers. Store and site are borrowed.
  [[nodiscard]] static base::Result<std::unique_ptr<Server>> listen(std::uint16_t port,
                                                                    ChangeStore& store,
                                                                    const Site* site);
  // The same with deadlines of one's own, for tests.
  [[nodiscard]] static base::Result<std::unique_ptr<Server>> listen(std::uint16_t port,
                                                                    ChangeStore& store,
                                                                    const Site* site,
                                                                    const Deadlines& deadlines);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Serves until stop(), SIGTERM or SIGINT; answers what has begun before it returns.
  void run();
  void stop();  // from any thread

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saimnieks::sync::endpoint
